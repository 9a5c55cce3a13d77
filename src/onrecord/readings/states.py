"""States of affairs between two mentions of a sentence: posts held, leaders, spokesmen, parts, allies, trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.lexicons import load
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention, RelationArc
from onrecord.model.spans import Span
from onrecord.readings.scenes import Scene

_BODIES = frozenset(
    {MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.COMPANY, MentionKind.MEDIA}
)
_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.POST})
_GROUPS = _BODIES - {MentionKind.STATE}
_SIDES = _BODIES | {MentionKind.GROUP, MentionKind.PERSON}
_KINDS = {
    "person": frozenset({MentionKind.PERSON}),
    "people": _PEOPLE | {MentionKind.GROUP},
    "body": _BODIES,
    "group": _GROUPS,
    "side": _SIDES,
    "state": frozenset({MentionKind.STATE}),
    "place": frozenset({MentionKind.PLACE, MentionKind.STATE}),
}


def relations(scenes: Sequence[Scene]) -> tuple[RelationArc, ...]:
    """The relations that the sentences of a window state."""
    found: dict[tuple[RelationKind, int, int], RelationArc] = {}
    for scene in scenes:
        own = [(i, m) for i, m in enumerate(scene.mentions) if m.span.within(scene.analysis.span)]
        for arc in (*_posts(scene, own), *_replaced(scene, own), *_between(scene, own)):
            found.setdefault((arc.kind, arc.subject, arc.object), _timed(scene, own, arc))
    return tuple(found.values())


def _arc(
    kind: RelationKind,
    subject: int,
    object_: int,
    cue: Span | None,
    basis: str,
    *,
    post: int | None = None,
    status: RelationStatus = RelationStatus.HOLDS,
) -> RelationArc:
    return RelationArc(
        kind=kind, subject=subject, object=object_, cue=cue, post=post, time=None, score=0.8, basis=basis, status=status
    )


_BEFORE_TIME = re.compile(
    r",?\s*(?:(?:back |early |late )?(?:in|on|since|until|till|from|as of|by)\s+)?(?:the\s+)?", re.I
)
_AFTER_TIME = re.compile(r"\s*,?\s*(?:the\s+)?", re.I)


def _timed(scene: Scene, own: Sequence[tuple[int, ReadMention]], arc: RelationArc) -> RelationArc:
    """The arc with the one time told right behind it, else at the head of its sentence: "In 2019, Norway joined"."""
    text, head = scene.analysis.text, scene.analysis.span.start
    whole = scene.mentions[arc.subject].span.joined(scene.mentions[arc.object].span)
    for i, mention in own:
        at = mention.span
        if mention.kind is not MentionKind.TIME:
            continue
        is_behind = at.start >= whole.end and _BEFORE_TIME.fullmatch(text[whole.end : at.start])
        leads = at.end <= whole.start and _BEFORE_TIME.fullmatch(text[head : at.start])
        if is_behind or (leads and _AFTER_TIME.fullmatch(text[at.end : whole.start])):
            return replace(arc, time=i)
    return arc


def _posts(scene: Scene, own: Sequence[tuple[int, ReadMention]]) -> Iterator[RelationArc]:
    """ "Foreign Minister Wang Yi", "Wang Yi, the foreign minister,": and what a spokesman or leader is of."""
    text = scene.analysis.text
    held: set[int] = set()
    for i, person in own:
        if person.kind is not MentionKind.PERSON:
            continue
        for j, post in own:
            if post.kind is not MentionKind.POST or not _adjoin(text, person.span, post.span):
                continue
            held.add(j)
            yield _arc(
                RelationKind.HOLDS_POST, i, j, None, "title beside a name", post=j, status=_of_title(text, post.span)
            )
            yield from _of_post(scene, own, i, j)
    for j, post in own:
        if post.kind is MentionKind.POST and j not in held:
            yield from _of_post(scene, own, None, j)


def _of_title(text: str, post: Span) -> RelationStatus:
    """Whether who bears the title still does: "a *former* diplomat" does not."""
    return RelationStatus.ENDED if _ONCE.search(post.of(text)) else RelationStatus.HOLDS


_ONCE = re.compile(
    r"^(?:(?:the|a|an|its|his|her|their)\s+)?(?:[\w’']+\s+)??(?:former|ex-?|late|ousted|deposed)\b", re.I
)


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
    yield _arc(
        kind, post if person is None else person, body, scene.mentions[post].span, "post of a body", post=post,
        status=_of_title(text, scene.mentions[post].span),
    )  # fmt: skip


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


_REPLACES = re.compile(
    r"\s*(?:has |had )?(?:replaced|replaces|succeeded|succeeds|took over from|takes over from)\s+", re.I
)
_IS_REPLACED = re.compile(
    r"\s*(?:was|is|has been|had been) (?:replaced|succeeded)(?: as (?P<post>[^.;]{3,60}?))? by\s+", re.I
)


def _replaced(scene: Scene, own: Sequence[tuple[int, ReadMention]]) -> Iterator[RelationArc]:
    """ "A replaced B as leader of C", "B was replaced by A as leader of C": A leads C from now on, B no longer."""
    text = scene.analysis.text
    people = [(i, m.span) for i, m in own if m.kind is MentionKind.PERSON]
    for (i, left), (j, right) in pairwise(people):
        between = text[left.end : right.start]
        turned = _IS_REPLACED.fullmatch(between)
        if not turned and not _REPLACES.fullmatch(between):
            continue
        behind = re.match(r"\s*,?\s*as\s+(?:the\s+|its\s+|head of\s+)*", text[right.end :])
        start = left.end if turned and turned["post"] else right.end
        if not behind and start == right.end:
            continue
        body = next((k for k, m in own if m.kind in _BODIES and start <= m.span.start < start + 60), None)
        if body is None or scene.mentions[body].kind is MentionKind.STATE:
            continue
        if not _LEADS.search(text[start : scene.mentions[body].span.end + 20]):
            continue
        new, old = (j, i) if turned else (i, j)
        cue = Span(left.end, right.start).stripped(text)
        yield _arc(RelationKind.LEADS, new, body, cue, "one replaces another", status=RelationStatus.BEGUN)
        yield _arc(RelationKind.LEADS, old, body, cue, "one replaces another", status=RelationStatus.ENDED)


class _Pattern(NamedTuple):
    """Words between two mentions, and the relation that they state."""

    kind: RelationKind
    status: RelationStatus
    subjects: frozenset[MentionKind]
    objects: frozenset[MentionKind]
    is_turned: bool
    words: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            RelationKind(row["kind"]),
            RelationStatus(row.get("status", RelationStatus.HOLDS)),
            _KINDS[row["subject"]],
            _KINDS[row["object"]],
            bool(row.get("turned")),
            re.compile(rf"\s*(?:{'|'.join(row['words'])})\s*(?:the\s+|a\s+|an\s+)?", re.IGNORECASE),
        )
        for row in load("relations")["between"]
    )


@lru_cache(maxsize=1)
def _turns() -> tuple[tuple[RelationStatus, re.Pattern[str], str], ...]:
    rows = load("relations")["turns"]
    return tuple((RelationStatus(r["status"]), re.compile(r["words"], re.IGNORECASE), r["left"]) for r in rows)


def _turned(words: str) -> tuple[str, RelationStatus | None]:
    """The words as they would say that it holds, and what turns them; None where nothing does."""
    for status, pattern, left in _turns():
        plain, count = pattern.subn(left, words, count=1)
        if count:
            return plain, status
    return words, None


# Characters between two names: "has denied accusations that it is allied with the" and a few to spare.
_REACH = 80


def _between(scene: Scene, own: Sequence[tuple[int, ReadMention]]) -> Iterator[RelationArc]:
    """Two mentions with words between them that state a relation, nothing else between."""
    text = scene.analysis.text
    for i, left in own:
        for j, right in own:
            if right.span.start <= left.span.end or right.span.start - left.span.end > _REACH:
                continue
            between = Span(left.span.end, right.span.start)
            if not between.of(text).strip():
                continue
            for pattern, turn in _matching(between.of(text), left.kind, right.kind):
                yield _arc(
                    pattern.kind,
                    *((j, i) if pattern.is_turned else (i, j)),
                    between.stripped(text),
                    "words between two names",
                    status=turn or pattern.status,
                )


def _matching(words: str, left: MentionKind, right: MentionKind) -> Iterator[tuple[_Pattern, RelationStatus | None]]:
    """The patterns that words between two mentions of these kinds fit, as they stand, else with what turns them."""
    fitting = [
        pattern
        for pattern in _patterns()
        if (right if pattern.is_turned else left) in pattern.subjects
        and (left if pattern.is_turned else right) in pattern.objects
    ]
    found = [pattern for pattern in fitting if pattern.words.fullmatch(words)]
    yield from ((pattern, None) for pattern in found)
    plain, turn = _turned(words) if fitting and not found else (words, None)
    if turn is not None:
        yield from ((pattern, turn) for pattern in fitting if pattern.words.fullmatch(plain))
