"""FollowTheMoney: actors with their posts and ties, events, and claims with their proof, as entities in JSON lines.

An event is an Event, an article an Article, and a claim the link between the two (UnknownLink): its role is the stance,
its summary the words on the page, its proof the article, its description whose word it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.codebook.countries import COUNTRIES
from onrecord.export.files import whole_file
from onrecord.export.jsonl import dumps
from onrecord.export.lines import Line
from onrecord.export.ties import dispute_words, tie_words
from onrecord.export.words import article_words, chain_words, claim_headline, event_headline, place_words, quote
from onrecord.model.actors import ALWAYS, Actor, ActorKind, Membership, Post
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId
from onrecord.model.resolved import ActorRef, ArticleRef, ResolvedClaim
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record

SCHEMATA = {
    ActorKind.STATE: "PublicBody",
    ActorKind.GOVERNMENT_BODY: "PublicBody",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.PARTY: "Organization",
    ActorKind.PERSON: "Person",
    ActorKind.MEDIA: "Company",
    ActorKind.COMPANY: "Company",
    ActorKind.GROUP: "Organization",
}
_TOPICS = {ActorKind.STATE: ["gov.national"], ActorKind.GOVERNMENT_BODY: ["gov"], ActorKind.PARTY: ["pol.party"]}
_TIES = {  # to a schema with the names of its two ends; every other tie is an UnknownLink
    "member_of": ("Membership", "member", "organization"),
    "successor_of": ("Succession", "successor", "predecessor"),
}


_TOLD_TIES = {
    RelationKind.MEMBER_OF: ("Membership", "member", "organization"),
    RelationKind.LEADS: ("Directorship", "director", "organization"),
    RelationKind.SUCCESSOR_OF: ("Succession", "successor", "predecessor"),
}


def entity_id(identifier: str) -> str:
    """The id in the letters that FollowTheMoney allows: "kb:taliban" is "kb-taliban"."""
    plain = re.sub(r"[^0-9A-Za-z.-]", "-", identifier.replace(":", "-")).strip("-.")
    if plain == identifier.replace(":", "-"):
        return plain
    return f"{plain or 'x'}-{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"


def entity(identifier: str, schema: str, **properties: Iterable[str | None] | str | None) -> Line:
    """An entity with the properties that have a value, each a list of texts without doubles."""
    said = {name: [values] if isinstance(values, str) else list(values or ()) for name, values in properties.items()}
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in said.items()}
    return {"id": identifier, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def days_of(held: DateInterval) -> tuple[str | None, str | None]:
    """The first and last day of a stretch, no finer than they may be known.

    The first of a year or month may stand for all of it, so it is written as the year or month.
    """
    start, end = held.start, held.end
    first = start and (str(start.year) if (start.month, start.day) == (1, 1) else _month(str(start), start.day == 1))
    if end is None:
        return first or None, None
    last = end - timedelta(days=1) if end.day == 1 and str(end) > "0001-01-01" else end
    return first or None, str(last.year) if (end.month, end.day) == (1, 1) else _month(str(last), end.day == 1)


def _month(day: str, coarse: bool) -> str:
    return day[:7] if coarse else day


def country(code: str | None) -> str | None:
    """The code as FollowTheMoney writes it: two small letters; None for none."""
    found = COUNTRIES.get(code or "")
    return found.alpha2.lower() if found else None


def actor_entities(actor: Actor, known: dict[ActorId, Actor]) -> Iterator[Line]:
    """The actor, then its posts and ties to actors in `known`, a position for each post."""
    ended = {alias.name for alias in actor.aliases if alias.held.end is not None and not alias.ambiguous}
    weak = {alias.name for alias in actor.aliases if alias.ambiguous}
    names = {alias.name for alias in actor.aliases} - ended - weak - {actor.name}
    is_person = actor.kind is ActorKind.PERSON
    yield entity(
        entity_id(actor.id), SCHEMATA[actor.kind], name=actor.name, alias=sorted(names), previousName=sorted(ended),
        weakAlias=sorted(weak - names - ended), country=country(actor.country), wikidataId=actor.wikidata,
        sector=actor.sector, classification=actor.kind.value, notes=actor.note, topics=_TOPICS.get(actor.kind),
        position=[post.title for post in actor.posts] if is_person else None,
    )  # fmt: skip
    for post in actor.posts if is_person else ():
        yield from _post(actor, post, known)
    for tie in actor.memberships:
        if tie.actor in known:
            yield _tie(actor, tie)


def _post(actor: Actor, post: Post, known: dict[ActorId, Actor]) -> Iterator[Line]:
    body = known.get(post.organisation) if post.organisation else None
    position = entity_id(f"post-{post.organisation or ''}-{post.title.casefold().replace(' ', '-')}")
    start, end = days_of(post.held)
    yield entity(
        position, "Position", name=post.title, organization=entity_id(body.id) if body else None,
        country=country(body.country) if body else None,
    )  # fmt: skip
    held = entity_id(f"held-{actor.id}-{position}-{start or ''}-{end or ''}")
    yield entity(held, "Occupancy", holder=entity_id(actor.id), post=position, startDate=start, endDate=end)


def _tie(actor: Actor, tie: Membership) -> Line:
    schema, one, other = _TIES.get(tie.kind, ("UnknownLink", "subject", "object"))
    start, end = days_of(tie.held) if tie.held != ALWAYS else (None, None)
    key = entity_id(f"tie-{tie.kind}-{actor.id}-{tie.actor}-{start or ''}-{end or ''}")
    ends = {one: entity_id(actor.id), other: entity_id(tie.actor)}
    return entity(key, schema, role=tie.kind.replace("_", " "), startDate=start, endDate=end, **ends)


def event_entity(event: Event) -> Line:
    """The event: when, where, and which known actors took part."""
    start, end = days_of(event.occurred) if event.occurred else (None, None)
    place = event.place
    return entity(
        entity_id(event.id), "Event", name=event_headline(event), startDate=start, endDate=_after(start, end),
        location=place_words(place) or None, country=country(place.country) if place else None,
        involved=_named((*event.actors, *event.recipients)), keywords=[event.event_type.value, *event.mode],
    )  # fmt: skip


def _after(start: str | None, end: str | None) -> str | None:
    """The end where it says more than the start: a day's event ends on its day."""
    return end if end != start and not (start and end and len(start) == len(end) == 10) else None


def _named(refs: Iterable[ActorRef]) -> list[str]:
    return [entity_id(ref.actor_id) for ref in refs if ref.actor_id]


def article_entity(article: ArticleRef) -> Line:
    """The article, which is the proof of its claims."""
    day = article.published.interval
    file = article.capture_path or article.capture_url or article.article_id
    return entity(
        entity_id(article.article_id), "Article", title=article.title or article_words(article), fileName=file,
        publisher=article.publisher.name if article.publisher else None, sourceUrl=_url(article),
        publishedAt=str(day.start) if day and day.start and day.days == 1 else None,
    )  # fmt: skip


def _url(article: ArticleRef) -> str | None:
    url = article.capture_url
    return url if url and url.startswith(("http://", "https://")) else None


def claim_entities(claim: ResolvedClaim) -> Iterator[Line]:
    """The claim as a link from its event to its article; a claim of no event brings an event of its own."""
    subject = claim.event_id or claim.claim.id
    told = claim.claim
    when = told.occurred.interval if told.occurred else None
    start, end = days_of(when) if when else (None, None)
    if claim.event_id is None:
        yield entity(
            entity_id(subject), "Event", name=claim_headline(claim), startDate=start, endDate=_after(start, end),
            involved=_named((*claim.actors, *claim.recipients)), keywords=[told.event_type.value, *told.mode],
        )  # fmt: skip
    article = entity_id(claim.article.article_id)
    yield entity(
        entity_id(f"told-{told.id}"), "UnknownLink", subject=entity_id(subject), object=article, proof=article,
        role=told.stance.value, status=told.factuality.value, summary=quote(claim, 2000),
        description=f"{claim_headline(claim)}; {chain_words(claim)}", recordId=told.id, sourceUrl=_url(claim.article),
        publisher=claim.article.publisher.name if claim.article.publisher else None,
        startDate=start, endDate=_after(start, end),
    )  # fmt: skip


def tie_entity(tie: Tie) -> Line | None:
    """What pages state of two known actors, with its proofs; None where one is not known."""
    subject, object_ = tie.subject.actor_id, tie.object.actor_id
    if subject is None or object_ is None or subject == object_:
        return None
    is_so = tie.status not in (RelationStatus.DENIED, RelationStatus.PLANNED)
    link = ("UnknownLink", "subject", "object")
    schema, one, other = _TOLD_TIES.get(tie.kind, link) if is_so else link
    start, end = days_of(tie.held[0].joined(tie.held[-1])) if tie.held else (None, None)
    return entity(
        entity_id(tie.id), schema, **{one: entity_id(subject), other: entity_id(object_)},
        role=tie.post or tie.kind.value.replace("_", " "), status=tie.status.value, startDate=start, endDate=end,
        proof=[entity_id(told.article.article_id) for told in tie.told], recordId=tie.id,
        summary=[piece.text for told in tie.told for piece in told.evidence],
        description=[tie_words(tie), *map(dispute_words, tie.disputes)],
    )  # fmt: skip


def _entities(record: Record, wanted: Filter, ties: Iterable[Tie]) -> Iterator[Line]:
    known = {row.actor.id: row.actor for row in record.actors(Filter())}
    for actor in known.values():
        yield from actor_entities(actor, known)
    events = {event.id for event in record.events(wanted)}
    yield from map(event_entity, record.events(wanted))
    for claim in record.claims(wanted):
        yield article_entity(claim.article)
        if claim.event_id is None or claim.event_id in events:
            yield from claim_entities(claim)
    for tie in ties:
        if line := tie_entity(tie):
            yield from (article_entity(told.article) for told in tie.told)
            yield line


def write(record: Record, wanted: Filter, path: Path, *, ties: Iterable[Tie] = ()) -> int:
    """The number of entities written, each id once. `ties` are what the relations of pages add up to."""
    return write_entities(_entities(record, wanted, ties), path)


def write_entities(entities: Iterable[Line], path: Path) -> int:
    """The number of entities written to a file, one a line, each id once."""
    seen: set[str] = set()
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in entities:
            if line["id"] not in seen:
                seen.add(line["id"])
                file.write(dumps(line) + "\n")
    return len(seen)
