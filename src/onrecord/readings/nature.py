"""What nobody does: what storms, diseases and accidents kill or break."""

from __future__ import annotations

from onrecord.readings.happenings import Happening
from onrecord.readings.inventory import sign_words
from onrecord.readings.scenes import Scene


def is_nobodys_deed(scene: Scene, happening: Happening) -> bool:
    """True where no person does it: "an earthquake that killed two thousand", "a train derailed, killing nine"."""
    return any(_is_force(scene, chunk) for chunk in happening.actors) or _is_accident(scene, happening)


def _is_force(scene: Scene, chunk: int) -> bool:
    head = scene.analysis.chunks[chunk].head
    forces = sign_words("nature")
    return scene.analysis.tokens[head].lower in forces or " ".join(scene.lowers(head - 1, head + 1)) in forces


def _is_accident(scene: Scene, happening: Happening) -> bool:
    """True for the toll of what breaks, sinks or collides by itself, where the sentence names nothing that strikes."""
    a = scene.analysis
    if happening.verb is None:
        return False
    cause = _cause(scene, happening.verb)
    verb = a.verbs[cause]
    if verb.passive or verb.lemma not in sign_words("accidents") or _strikes_something(scene, cause):
        return False
    return not set(scene.lowers(0, len(a.tokens))) & sign_words("striking")


def _strikes_something(scene: Scene, number: int) -> bool:
    """True where the verb has an object of its own: "sank *the ferry*", not "sank off the coast"."""
    a = scene.analysis
    return any(a.chunks[chunk].start == a.verbs[number].end for chunk in a.objects[number])


def _cause(scene: Scene, number: int) -> int:
    """The verb that brings it about: in "sank, *killing* nine" and "*were killed* when a boat sank" sinking."""
    a = scene.analysis
    if a.verbs[number].form == "VBG" and not a.verbs[number].finite:
        return next((n for n in range(number - 1, -1, -1) if a.verbs[n].finite), number)
    after = number + 1
    if a.verbs[number].passive and after < len(a.verbs) and a.verbs[after].finite:
        subject = a.subjects[after]
        start = a.chunks[subject].start if subject is not None else 0
        if scene.lowers(start - 1, start) in (["when"], ["after"], ["as"]) and start > a.verbs[number].end:
            return after
    return number
