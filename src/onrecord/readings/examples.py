"""Deeds named as examples of many: "was behind attacks, *including the bombing of* a school and a clinic"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.readings.happenings import Happening, in_sentence
from onrecord.readings.roles import filler
from onrecord.readings.scenes import ACTORS, RECEIVERS, Scene
from onrecord.readings.windows import Coded

_BEFORE = ("including", "among them", "such as", "like", "notably", "most recently")


def add(scene: Scene, everything: list[Coded]) -> None:
    """Puts each deed that a sentence names as an example among the coded happenings, by whoever did the many."""
    for noun in in_sentence(scene):
        if noun.verb is None and _is_example(scene, noun):
            whole = [c for c in everything if c.happening.scene == scene.number and c.event_type is noun.event_type]
            many = min(whole, key=lambda c: abs(c.happening.end - noun.start), default=None)
            if many is not None:
                _split(scene, noun, many, everything)


def _is_example(scene: Scene, noun: Happening) -> bool:
    before = " ".join(scene.lowers(noun.start - 6, noun.start)).split(" the ")[0].removesuffix(" the")
    return before.endswith(_BEFORE)


def _split(scene: Scene, noun: Happening, many: Coded, everything: list[Coded]) -> None:
    """The many without the recipients of the examples, and each example with its own."""
    named = [one for chunk in _listed(scene, noun) if (one := filler(scene, chunk, ACTORS | RECEIVERS)) is not None]
    if not named:
        return
    others = tuple(r for r in many.filled.recipients if r not in named)
    rest = replace(many, filled=replace(many.filled, recipients=others))
    everything[everything.index(many)] = rest
    everything.extend(_examples(scene, noun, rest, named))


def _listed(scene: Scene, noun: Happening) -> list[int]:
    """The recipients' chunks with those that carry the list on after a comma or "and"."""
    a = scene.analysis
    found = list(noun.recipients)
    if not found:
        return found
    at = a.chunks[found[-1]].end
    for number in range(found[-1] + 1, len(a.chunks)):
        chunk = a.chunks[number]
        between = scene.lowers(at, chunk.start)
        if between in ([","], ["and"], [",", "and"]):
            found.append(number)
        elif between != ["of"]:
            break
        at = chunk.end
    return found


def _examples(scene: Scene, noun: Happening, many: Coded, named: list[int]) -> Iterator[Coded]:
    """One for each recipient of a noun in the singular; one for all where the noun is many itself."""
    single = not scene.analysis.tokens[noun.end - 1].lower.endswith("s")
    groups = [(one,) for one in named] if single else [tuple(named)]
    for group in groups:
        filled = replace(many.filled, recipients=group, quantities=())
        modes = (noun.mode,) if noun.mode else many.modes
        told = replace(noun, basis=f"example; {noun.basis}")
        yield replace(many, happening=told, filled=filled, modes=modes, span=noun.span(scene))
