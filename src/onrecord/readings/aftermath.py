"""Who those hit or held by a deed told before were: "four of the dead were drivers", "a boy was among the arrested"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.claims import EventType, Factuality
from onrecord.model.readings import TOLD_ON
from onrecord.readings.factuality import Put
from onrecord.readings.happenings import Happening
from onrecord.readings.inventory import NounFrame, sign_words
from onrecord.readings.roles import Filled, fill, filler
from onrecord.readings.scenes import ACTORS, Scene
from onrecord.readings.windows import Coded, Window

_MEANT = {"hit": EventType.ASSAULT, "held": EventType.COERCE}
_STATING = frozenset({"be", "figure", "include", "count", "come", "range"})
_PARTS = frozenset({"most", "some", "many", "several", "half", "all", "one", "few", "both", "majority", "third"})
_NEAR = 12  # tokens between the words for those hit and the verb that says who they were


@dataclass(frozen=True, slots=True)
class _Told:
    """The words for those hit or held, tokens `start` to `end`, and who is said to be among them."""

    start: int
    end: int
    event_type: EventType
    recipients: tuple[int, ...]


def add(window: Window, scene: Scene, everything: list[Coded]) -> None:
    """Puts what a sentence tells on of a deed told before among the coded happenings; nothing where it tells such a
    deed itself."""
    before = window.told | {one.event_type for one in everything if one.happening.scene < scene.number}
    own = [one for one in everything if one.happening.scene == scene.number]
    for told in _parts(scene):
        mine = [one for one in own if one.event_type is told.event_type and not _is_inside(one.happening, told)]
        if told.event_type in before and not mine:
            everything.append(_coded(scene, told))
            return


def _is_inside(one: Happening, told: _Told) -> bool:
    """True for "the *wounded*", read as a deed of its own."""
    return told.start <= one.start and one.end <= told.end


def _coded(scene: Scene, told: _Told) -> Coded:
    frame = NounFrame(words=("toll",), event_type=told.event_type, mode=None, owner="none", of="none")
    happening = Happening(
        scene=scene.number, start=told.start, end=told.end, event_type=told.event_type, mode=None, verb=None,
        frame=frame, after=told.end, score=0.5, basis=f"{TOLD_ON}: who was hit",
    )  # fmt: skip
    setting = fill(scene, happening, ())
    return Coded(
        happening=happening,
        put=Put(factuality=Factuality.HAPPENED, reason="of a deed told before"),
        filled=Filled(recipients=told.recipients, place=setting.place),
        event_type=told.event_type,
        modes=(),
        factuality=Factuality.HAPPENED,
        stance=None,
        span=happening.span(scene),
    )


# Who was hit


def _behind(scene: Scene, chunk: int) -> int:
    """The token behind a chunk, with a word for those hit that the tagger took for an adjective: "the 38 *dead*"."""
    a = scene.analysis
    end = a.chunks[chunk].end
    return end + 1 if end < len(a.tokens) and a.chunk_at[end] < 0 and _meant(a.tokens[end].lower) == "hit" else end


def _meant(word: str) -> str | None:
    """Whether a word names those hit ("the dead") or those held ("the arrested")."""
    return next((kind for kind in _MEANT if word in sign_words(f"those_{kind}")), None)


def _parts(scene: Scene) -> Iterator[_Told]:
    """ "Eight *of the dead* were drivers", "two boys were *among those arrested*"."""
    a = scene.analysis
    for chunk, piece in enumerate(a.chunks):
        if piece.preposition is None or a.tokens[piece.preposition].lower not in {"of", "among"}:
            continue
        kind, end = _hit_or_held(scene, chunk)
        if kind is None:
            continue
        number = _stating(scene, piece.start)
        if number is None or (a.tokens[piece.preposition].lower == "of" and not _is_part(scene, piece.preposition)):
            continue
        yield _Told(end - 1, end, _MEANT[kind], recipients=_who(scene, number, chunk))


def _stating(scene: Scene, at: int) -> int | None:
    """The verb near a token by which somebody is said to be something: "are", "figure"; not "are not", "may be"."""
    verbs = enumerate(scene.analysis.verbs)
    near = next((n for n, v in verbs if v.finite and v.lemma in _STATING and abs(v.start - at) <= _NEAR), None)
    verb = scene.analysis.verbs[near] if near is not None else None
    return None if verb is None or verb.negated or verb.modal else near


def _hit_or_held(scene: Scene, chunk: int) -> tuple[str | None, int]:
    """Of "the dead" and "those arrested" which they are, and the token behind their words."""
    a = scene.analysis
    piece = a.chunks[chunk]
    words = scene.lowers(piece.start, piece.end)
    if words == ["those"] and piece.end < len(a.tokens):
        verb = a.verb_at[piece.end]
        return (_meant(a.tokens[piece.end].lower), piece.end + 1) if verb >= 0 else (None, 0)
    end = _behind(scene, chunk)
    return (_meant(a.tokens[end - 1].lower), end) if words[0] in {"the", "its", "their"} else (None, 0)


def _is_part(scene: Scene, preposition: int) -> bool:
    """True for a number or a share before "of": "relatives of the dead" says nothing of them."""
    a = scene.analysis
    word = a.tokens[preposition - 1].lower if preposition else ""
    return word in _PARTS or (preposition > 0 and a.tags[preposition - 1] == "NUM")


def _who(scene: Scene, number: int, hit: int) -> tuple[int, ...]:
    """Those whom the sentence names as among the hit: what stands on the other side of its verb."""
    a = scene.analysis
    verb = a.verbs[number]
    before = a.chunks[hit].end <= verb.start
    chunks = [
        c for c, piece in enumerate(a.chunks) if (piece.start >= verb.end) is before and piece.preposition is None
    ]
    named = chunks[:1] if before else chunks[-1:] if a.subjects[number] is None else [a.subjects[number]]
    found = [filler(scene, c, ACTORS) for first in named if first is not None for c in a.joined(first)]
    return tuple(dict.fromkeys(i for i in found if i is not None))
