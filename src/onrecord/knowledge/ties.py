"""What the knowledge base has of ties between actors (posts, memberships, allies), held against what is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache

from onrecord.knowledge.base import KnowledgeBase
from onrecord.knowledge.extended import ExtendedBase
from onrecord.knowledge.titles import plain_title
from onrecord.model.actors import Actor, ActorKind, Post
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId
from onrecord.model.ties import BaseCheck, BaseVerdict

_MUTUAL = frozenset({RelationKind.ALLIED_WITH, RelationKind.FIGHTS})
# Kinds of membership in the files that bear out what pages call by another.
_MEMBERSHIPS = {
    RelationKind.MEMBER_OF: frozenset({"member_of", "part_of"}),
    RelationKind.PART_OF: frozenset({"part_of", "member_of"}),
    RelationKind.ALLIED_WITH: frozenset({"allied_with"}),
    RelationKind.FIGHTS: frozenset({"fights"}),
    RelationKind.SUCCESSOR_OF: frozenset({"successor_of", "split_from"}),
}
_LEADING = (
    "supreme leader", "leader", "president", "prime minister", "chairman", "chairwoman", "secretary general",
    "director", "director general", "governor", "king", "chancellor",
)  # fmt: skip
_OF = re.compile(r"^(?P<title>.{2,60}?)\s+(?:of|for)\s+(?:the\s+)?(?P<body>.+)$", re.IGNORECASE)
_WHOSE = re.compile(r"(?:['’]s|(?<=s)['’])$")

Fact = tuple[DateInterval, str]
"""The days for which the base has something, and what, in words."""


class KnownTies:
    """The knowledge base as it is asked about ties; it is never changed."""

    def __init__(self, base: KnowledgeBase | ExtendedBase) -> None:
        self._base = base
        self.office = lru_cache(maxsize=4096)(self._office)

    def _office(self, post: str) -> tuple[str, ActorId] | None:
        """The title and the body that the words for a post name: "Peru's foreign minister", "the governor of Gao".

        None where no body of the base is named in them, or several may be.
        """
        words = post.split()
        for cut in range(len(words) - 1, 0, -1):
            body = self._body(_WHOSE.sub("", " ".join(words[:cut])))
            if body is not None:
                return plain_title(" ".join(words[cut:])), body.id
        found = _OF.match(post)
        body = self._body(found["body"]) if found else None
        return (plain_title(found["title"]), body.id) if found and body else None

    def _body(self, name: str) -> Actor | None:
        found = self._base.find(name) or self._base.find_demonym(name)
        bodies = [actor for actor in found if actor.kind is not ActorKind.PERSON]
        return bodies[0] if len(bodies) == 1 else None

    def check(
        self,
        kind: RelationKind,
        subject: ActorId | None,
        object_: ActorId | None,
        office: tuple[str, ActorId] | None,
        status: RelationStatus,
        days: DateInterval | None,
    ) -> BaseCheck:
        """How what is told of a tie for some days (None for an unknown time) stands to what the base has."""
        one, other = (self._base.get(i) if i else None for i in (subject, object_))
        facts = tuple(self._facts(kind, one, other, office)) if one else ()
        if status is RelationStatus.DENIED:
            return _denied(facts, days)
        if status is RelationStatus.ENDED:
            return _ended(facts, days)
        if facts:
            return _held(facts, days)
        return self._rivals(kind, other, office, days) or BaseCheck(
            verdict=BaseVerdict.NEWS, words="the base does not have it" if one else "the base does not know who it is"
        )

    def _facts(
        self, kind: RelationKind, one: Actor, other: Actor | None, office: tuple[str, ActorId] | None
    ) -> Iterator[Fact]:
        """What the base has of the tie, whenever it was."""
        if kind is RelationKind.HOLDS_POST:
            yield from (_post(p) for p in one.posts if office and p.organisation == office[1] and _is(p, office[0]))
        if other is None:
            return
        if kind in (RelationKind.LEADS, RelationKind.SPEAKS_FOR):
            own = (post for post in one.posts if post.organisation == other.id)
            yield from (_post(p) for p in own if (_speaks if kind is RelationKind.SPEAKS_FOR else _leads)(p))
        yield from self._memberships(kind, one, other)
        if kind is RelationKind.CITIZEN_OF and one.country and one.country == other.country:
            yield DateInterval(None, None), f"the base has {one.country} as the country"
        if kind in (RelationKind.ALSO_KNOWN_AS, RelationKind.SUCCESSOR_OF) and one.id == other.id:
            yield DateInterval(None, None), "the base has both names as one's"

    def _memberships(self, kind: RelationKind, one: Actor, other: Actor) -> Iterator[Fact]:
        kinds = _MEMBERSHIPS.get(kind, frozenset())
        pairs = ((one, other), (other, one)) if kind in _MUTUAL else ((one, other),)
        for mine, theirs in pairs:
            for tie in mine.memberships:
                if tie.kind in kinds and tie.actor == theirs.id:
                    yield tie.held, f"the base has it{_spell(tie.held)}"
        if kind is RelationKind.MEMBER_OF:
            yield from (_post(post) for post in one.posts if post.organisation == other.id)

    def _rivals(
        self, kind: RelationKind, body: Actor | None, office: tuple[str, ActorId] | None, days: DateInterval | None
    ) -> BaseCheck | None:
        """Who else has the post at that time by the base; news where the base was not followed so far."""
        if kind is RelationKind.LEADS and body is not None:
            asked = [(title, body.id) for title in _LEADING]
        else:
            asked = [office] if kind is RelationKind.HOLDS_POST and office else []
        day = days.start or (days.end and days.end - timedelta(days=1)) if days else None
        for title, of in asked:
            held = self._base.holders(title, of, day) if day else ()
            if held and day:
                names = " or ".join(actor.name for actor in held)
                followed = self._base.checked(title, of)
                if followed is not None and day >= followed:
                    words = f"the base, followed up to {followed - timedelta(days=1)}, has {names} as {title}"
                    return BaseCheck(verdict=BaseVerdict.NEWS, words=words)
                return BaseCheck(verdict=BaseVerdict.CONTRADICTS, words=f"the base has {names} as {title} on {day}")
        return None


def _is(post: Post, title: str) -> bool:
    """True for the title itself and for one that says more: "permanent representative to the United Nations"."""
    plain = plain_title(post.title)
    return plain == title or plain.startswith(f"{title} ")


def _leads(post: Post) -> bool:
    return plain_title(post.title) in _LEADING


def _speaks(post: Post) -> bool:
    return "spokes" in plain_title(post.title)


def _post(post: Post) -> Fact:
    return post.held, f"the base has the post “{post.title}”{_spell(post.held)}"


def _spell(held: DateInterval) -> str:
    """The days in words, the last one in: " from 2019-01-01", " from 2019-01-01 to 2021-08-14"; "" for always."""
    start = f" from {held.start}" if held.start else ""
    end = f" to {held.end - timedelta(days=1)}" if held.end else ""
    return f"{start}{end}"


def _then(facts: Iterable[Fact], days: DateInterval | None) -> list[str]:
    return [words for held, words in facts if days is None or held.overlaps(days)]


def _held(facts: tuple[Fact, ...], days: DateInterval | None) -> BaseCheck:
    then = _then(facts, days)
    if then:
        return BaseCheck(verdict=BaseVerdict.KNOWN, words=then[0])
    return BaseCheck(verdict=BaseVerdict.CONTRADICTS, words=f"{'; '.join(w for _, w in facts)}, not then")


def _denied(facts: tuple[Fact, ...], days: DateInterval | None) -> BaseCheck:
    then = _then(facts, days)
    if then:
        return BaseCheck(verdict=BaseVerdict.CONTRADICTS, words=then[0])
    return BaseCheck(verdict=BaseVerdict.UNCHECKED, words="denied, and the base does not have it")


def _ended(facts: tuple[Fact, ...], days: DateInterval | None) -> BaseCheck:
    """An end that the base has, lacks, or puts later. An open end says only that none is known."""
    if not facts:
        return BaseCheck(verdict=BaseVerdict.NEWS, words="the base does not have that it was so")
    last, words = max(facts, key=lambda fact: (fact[0].end is None, str(fact[0].end)))
    if last.end is None:
        return BaseCheck(verdict=BaseVerdict.NEWS, words=f"{words}, without an end")
    if days is not None and days.end is not None and last.end > days.end:
        return BaseCheck(verdict=BaseVerdict.CONTRADICTS, words=words)
    return BaseCheck(verdict=BaseVerdict.KNOWN, words=words)
