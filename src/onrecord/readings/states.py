"""States of affairs between two mentions of a sentence: posts held, leaders, spokesmen, parts, allies, trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.lexicons import load
from onrecord.model.claims import RelationKind
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention, RelationArc
from onrecord.model.spans import Span
from onrecord.readings.scenes import Scene

_BODIES = frozenset(
    {MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.COMPANY, MentionKind.MEDIA}
)
_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.POST})
_SIDES = _BODIES | {MentionKind.GROUP, MentionKind.PERSON}
_KINDS = {
    "person": frozenset({MentionKind.PERSON}),
    "people": _PEOPLE | {MentionKind.GROUP},
    "body": _BODIES,
    "side": _SIDES,
    "state": frozenset({MentionKind.STATE}),
    "place": frozenset({MentionKind.PLACE, MentionKind.STATE}),
}


def relations(scenes: Sequence[Scene]) -> tuple[RelationArc, ...]:
    """The relations that the sentences of a window state."""
    found: dict[tuple[RelationKind, int, int], RelationArc] = {}
    for scene in scenes:
        own = [(i, m) for i, m in enumerate(scene.mentions) if m.span.within(scene.analysis.span)]
        for arc in (*_posts(scene, own), *_between(scene, own)):
            found.setdefault((arc.kind, arc.subject, arc.object), arc)
    return tuple(found.values())


def _arc(
    kind: RelationKind, subject: int, object_: int, cue: Span | None, basis: str, *, post: int | None = None
) -> RelationArc:
    return RelationArc(
        kind=kind, subject=subject, object=object_, cue=cue, post=post, time=None, score=0.8, basis=basis
    )


def _posts(scene: Scene, own: Sequence[tuple[int, ReadMention]]) -> Iterator[RelationArc]:
    """ "Foreign Minister Wang Yi", "Wang Yi, the foreign minister,": and what a spokesman or leader is of."""
    text = scene.analysis.text
    for i, person in own:
        if person.kind is not MentionKind.PERSON:
            continue
        for j, post in own:
            if post.kind is not MentionKind.POST or not _adjoin(text, person.span, post.span):
                continue
            yield _arc(RelationKind.HOLDS_POST, i, j, None, "title beside a name", post=j)
            yield from _of_post(scene, own, i, j)
    for j, post in own:
        if post.kind is MentionKind.POST:
            yield from _of_post(scene, own, None, j)


def _adjoin(text: str, person: Span, post: Span) -> bool:
    if person.overlaps(post):
        return False
    if post.end <= person.start:
        return text[post.end : person.start].strip() in {"", ","}
    return bool(re.fullmatch(r"\s*[,(]?\s*(?:who is|the|a|an)?\s*", text[person.end : post.start]))


_LEADS = re.compile(
    r"\b(?:leader|head|chief|chairman|chairwoman|commander|director|founder|president|boss|emir|secretary-general|chair)\b",
    re.I,
)
_OWNS = re.compile(r"\s*['’]s?\s*|\s+")
_SPEAKS = re.compile(r"\bspokes(?:man|woman|person)\b", re.I)


def _of_post(
    scene: Scene, own: Sequence[tuple[int, ReadMention]], person: int | None, post: int
) -> Iterator[RelationArc]:
    """What the holder of a post leads or speaks for: the body named inside the post or behind "of" or "for"."""
    text = scene.analysis.text
    words = scene.mentions[post].span.of(text)
    speaks = _SPEAKS.search(words)
    leads = _LEADS.search(words)
    if not speaks and not leads:
        return
    body = _body_of(text, own, scene.mentions[post].span)
    if body is None:
        return
    kind = RelationKind.SPEAKS_FOR if speaks else RelationKind.LEADS
    if kind is RelationKind.LEADS and scene.mentions[body].kind is MentionKind.STATE:
        return
    yield _arc(kind, post if person is None else person, body, scene.mentions[post].span, "post of a body", post=post)


def _body_of(text: str, own: Sequence[tuple[int, ReadMention]], post: Span) -> int | None:
    inside = [i for i, m in own if m.kind in _BODIES and m.span.within(post) and m.span != post]
    if inside:
        return inside[-1]
    behind = [
        i
        for i, m in own
        if m.kind in _BODIES and m.span.start >= post.end and re.fullmatch(
            r"\s*(?:of|for)\s+(?:the\s+)?", text[post.end : m.span.start]
        )
    ]  # fmt: skip
    before = [
        i for i, m in own
        if m.kind in _BODIES and m.span.end <= post.start and _OWNS.fullmatch(text[m.span.end : post.start])
    ]  # fmt: skip
    found = behind or before
    return found[0] if found else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[
    tuple[RelationKind, frozenset[MentionKind], frozenset[MentionKind], bool, re.Pattern[str]], ...
]:
    found = []
    for row in load("relations")["between"]:
        words = "|".join(row["words"])
        found.append(
            (
                RelationKind(row["kind"]), _KINDS[row["subject"]], _KINDS[row["object"]], bool(row.get("turned")),
                re.compile(rf"\s*(?:{words})\s*(?:the\s+|a\s+|an\s+)?", re.IGNORECASE),
            )
        )  # fmt: skip
    return tuple(found)


def _between(scene: Scene, own: Sequence[tuple[int, ReadMention]]) -> Iterator[RelationArc]:
    """Two mentions with words between them that state a relation, nothing else between."""
    text = scene.analysis.text
    for i, left in own:
        for j, right in own:
            if right.span.start <= left.span.end or right.span.start - left.span.end > 60:
                continue
            between = Span(left.span.end, right.span.start)
            words = between.of(text)
            if len(words.strip()) < 1:
                continue
            for kind, subjects, objects, turned, pattern in _patterns():
                first, second = (right, left) if turned else (left, right)
                if first.kind in subjects and second.kind in objects and pattern.fullmatch(words):
                    pair = (j, i) if turned else (i, j)
                    yield _arc(kind, *pair, between.stripped(text), "words between two names")
