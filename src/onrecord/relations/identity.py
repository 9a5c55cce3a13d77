"""Which relations are of one tie: who is meant on either side, and which office the words for a post name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId, TieId, tie_id
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef, ResolvedRelation
from onrecord.model.ties import BaseCheck

_MUTUAL = frozenset(
    {RelationKind.ALLIED_WITH, RelationKind.FIGHTS, RelationKind.TRADES_WITH, RelationKind.ALSO_KNOWN_AS}
)
_OF_POSTS = frozenset({RelationKind.LEADS, RelationKind.SPEAKS_FOR, RelationKind.HOLDS_POST})
_OF_NAMES = frozenset({RelationKind.ALSO_KNOWN_AS, RelationKind.SUCCESSOR_OF})
_AROUND_POST = re.compile(r"^(?:(?:the|a|an|its|his|her|their)\s+|(?:former|ex|late|ousted|deposed|then)[\s-]+)+", re.I)


@dataclass(frozen=True, slots=True)
class Office:
    """A post as the knowledge base words it: the title, and the body that it is of."""

    title: str
    of: ActorId


Offices = dict[str, Office | None]
"""What the words for posts name, as far as it was asked."""


class Base(Protocol):
    """What the knowledge base can be asked about ties."""

    def office(self, post: str) -> tuple[str, ActorId] | None:
        """The title and the body that the words for a post name, None where they name none that is known."""

    def check(
        self,
        kind: RelationKind,
        subject: ActorId | None,
        object_: ActorId | None,
        office: tuple[str, ActorId] | None,
        status: RelationStatus,
        days: DateInterval | None,
    ) -> BaseCheck:
        """How what is told stands to what the base has."""


def id_of(one: ResolvedRelation, base: Base, offices: Offices) -> TieId:
    """The tie that a relation is of."""
    subject, object_ = key_of(one.subject, one), key_of(one.object, one)
    kind = one.relation.kind
    if kind is RelationKind.HOLDS_POST:
        return tie_id(kind.value, subject, None, _post_key(one, base, offices))
    if kind in _MUTUAL:
        subject, object_ = sorted((subject, object_))
    return tie_id(kind.value, subject, object_, None)


def key_of(ref: ActorRef, one: ResolvedRelation) -> str:
    """Who is meant, everywhere alike: by id, else by name; bare words mean somebody in their own text alone."""
    if ref.actor_id is not None:
        return ref.actor_id
    folded = " ".join(ref.text.casefold().split()).removeprefix("the ")
    return f"name {folded}" if ref.is_named else f"words {one.article.copy_group or one.article.article_id} {folded}"


def _post_key(one: ResolvedRelation, base: Base, offices: Offices) -> str:
    """The office that a post's words name, else the words, in their own text alone where no name is in them."""
    words = plain_post(one.relation.post or one.object.text)
    office = office_of(words, base, offices)
    if office is not None:
        return f"{office.title} of {office.of}"
    is_named = any(word[:1].isupper() for word in words.split())
    return words.casefold() if is_named else f"{one.article.copy_group or one.article.article_id} {words.casefold()}"


def office_of(words: str, base: Base, offices: Offices) -> Office | None:
    """The office that the words for a post name; `offices` keeps what was asked before."""
    if words not in offices:
        found = base.office(words)
        offices[words] = Office(*found) if found else None
    return offices[words]


def plain_post(words: str) -> str:
    """The words for a post without articles and without what says that it is past: "former defence minister"."""
    return " ".join(_AROUND_POST.sub("", words.strip()).split())


def says_nothing(one: ResolvedRelation) -> bool:
    """True for "the leader of X" leads X, which is told of nobody, and for what somebody is to themselves."""
    kind, subject = one.relation.kind, one.subject.actor_id
    if one.subject.mention_kind is MentionKind.POST and subject is None and kind in _OF_POSTS:
        return True
    is_own = subject is not None and subject == one.object.actor_id
    return is_own and kind is not RelationKind.HOLDS_POST and kind not in _OF_NAMES
