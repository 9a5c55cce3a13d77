"""A small record made by hand: one attack told three ways, a planned visit, a copy, a refused file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from onrecord.model.actors import Actor, ActorKind, Alias, Place
from onrecord.model.articles import (
    Article,
    ArticleKind,
    DateBasis,
    Passage,
    PassageKind,
    Published,
    PublisherRef,
    SetAside,
    SetAsideKind,
)
from onrecord.model.claims import Claim, EventType, Factuality, Relation, RelationKind, Stance, Voice, VoiceKind
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.events import Account, AccountVoice, Agreement, Contradiction, Event, EventQuantity
from onrecord.model.filters import Filter
from onrecord.model.ids import (
    ActorId,
    ArticleId,
    CaptureId,
    ClaimId,
    EventId,
    IssueId,
    MentionId,
    PlaceId,
    RelationId,
    RunId,
)
from onrecord.model.mentions import MentionKind, Quantity, QuantityKind
from onrecord.model.resolved import (
    ActorRef,
    ArticleRef,
    Piece,
    PlaceRef,
    ResolvedClaim,
    ResolvedRelation,
    VoiceRef,
    pieces_of,
)
from onrecord.model.runs import Issue
from onrecord.model.spans import Span, cut
from onrecord.store.rows import ActorRow, ArticleRow, CaptureRow, PlaceRow

PAGE = (
    "MENU\nBlast at the harbour\nFour dockers were killed at Port Ness on Monday, police said. "
    "ADVERT The Ridge Front said its men killed nine guards. “We had no part in it,” the Coast League said.\n"
    "President Amsel will visit Norland in May, her office said."
)
CAPTURE, COPY = CaptureId("ca1"), CaptureId("ca2")
RUN = RunId("ru1")
MONDAY = DateInterval.day(date(2024, 3, 4))
TEXT, OFFSETS = cut(PAGE, [Span(5, PAGE.index("ADVERT")), Span(PAGE.index("The Ridge"), len(PAGE))])


def at(words: str) -> Span:
    """Where the words stand in the article."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def article(number: int, publisher: str | None) -> Article:
    return Article(
        id=ArticleId(f"ar{number}"),
        capture_id=CAPTURE if number == 1 else COPY,
        order=0,
        kind=ArticleKind.ARTICLE,
        title="Blast at the harbour",
        publisher=PublisherRef(name=publisher, domain="example.org") if publisher else None,
        credited_to=PublisherRef(name="Ness Wire"),
        author=None,
        published=Published(
            interval=DateInterval.day(date(2024, 3, 5)),
            basis=DateBasis.DATELINE,
            evidence="on Monday",
            span=Span(60, 69),
            reasons=("the dateline",),
        ),
        language="en",
        text=TEXT,
        offsets=OFFSETS,
        body=(Span(len("Blast at the harbour\n"), len(TEXT)),),
        passages=(Passage(kind=PassageKind.TITLE, span=Span(0, 20)),),
    )


def article_row(number: int, publisher: str | None) -> ArticleRow:
    return ArticleRow(
        article=article(number, publisher),
        run_id=RUN,
        capture_path=f"page{number}.txt",
        capture_url=None,
        capture_sha256=f"{number}" * 64,
        retrieved_at=None,
        copy_group="cg1",
        copy_of=ArticleId("ar1") if number == 2 else None,
    )


def article_ref(number: int = 1) -> ArticleRef:
    row = article_row(number, "Harbour Gazette" if number == 1 else None)
    return ArticleRef(
        article_id=row.article.id,
        capture_id=row.article.capture_id,
        capture_path=row.capture_path,
        capture_url=None,
        capture_sha256=row.capture_sha256,
        title=row.article.title,
        publisher=row.article.publisher,
        credited_to=row.article.credited_to,
        published=row.article.published,
        copy_group="cg1",
        copy_of=row.copy_of,
    )


def actor(words: str, name: str | None = None) -> ActorRef:
    span = at(words)
    known = {"actor_id": ActorId(f"ac-{name}"), "name": name, "kind": "armed_group", "country": "NRL"} if name else {}
    return ActorRef(text=words, span=span, mention_id=MentionId(words), mention_kind=MentionKind.GROUP, **known)


def voice(words: str, cue: str | None = "said", name: str | None = None) -> VoiceRef:
    known = ActorId(f"ac-{name}") if name else None
    return VoiceRef(kind=VoiceKind.SPEAKER, text=words, span=at(words), cue=cue, name=name, actor_id=known)


PAPER = VoiceRef(kind=VoiceKind.PUBLISHER, text="Harbour Gazette", span=None, cue=None)
PORT = PlaceRef(
    text="Port Ness",
    span=at("Port Ness"),
    mention_id=MentionId("Port Ness"),
    place_id=PlaceId("pl1"),
    name="Port Ness",
    country="NRL",
    admin1="Coast",
    latitude=57.5,
    longitude=-4.25,
    precision=1,
)


def _killed(words: str, number: float) -> Quantity:
    return Quantity(
        kind=QuantityKind.KILLED,
        who="people",
        low=number,
        best=number,
        high=number,
        unit=None,
        text=words,
        span=at(words),
    )


def _on_monday() -> TimeValue:
    return TimeValue(
        text="Monday",
        span=at("Monday"),
        interval=MONDAY,
        precision=Precision.DAY,
        basis="weekday before publication",
        timex_type="DATE",
        timex_value="2024-03-04",
    )


def claim(
    name: str,
    sentence: str,
    trigger: str,
    said_by: VoiceRef,
    *,
    event_type: EventType = EventType.ASSAULT,
    actors: tuple[ActorRef, ...] = (),
    recipients: tuple[ActorRef, ...] = (),
    place: PlaceRef | None = None,
    factuality: Factuality = Factuality.HAPPENED,
    stance: Stance = Stance.REPORTS,
    killed: tuple[str, float] | None = None,
    event: str = "ev1",
) -> ResolvedClaim:
    made = Claim(
        id=ClaimId(name),
        article_id=ArticleId("ar1"),
        run_id=RUN,
        event_type=event_type,
        mode=("explosives",) if event_type is EventType.ASSAULT else (),
        contexts=("military",),
        factuality=factuality,
        stance=stance,
        background=False,
        chain=(Voice(kind=VoiceKind.PUBLISHER, text="Harbour Gazette"),),
        actors=(),
        recipients=(),
        place=None,
        occurred=_on_monday(),
        quantities=(_killed(*killed),) if killed else (),
        trigger=at(trigger),
        evidence=(at(sentence),),
        confidence=0.75,
        basis="pattern",
    )
    return ResolvedClaim(
        claim=made,
        article=article_ref(),
        chain=(PAPER, said_by),
        actors=actors,
        recipients=recipients,
        place=place,
        trigger=Piece(text=trigger, span=at(trigger), capture_span=OFFSETS.pieces(at(trigger))[0]),
        evidence=pieces_of(TEXT, OFFSETS, at(sentence)),
        event_id=EventId(event),
    )


FRONT, LEAGUE = actor("The Ridge Front", "Ridge Front"), actor("the Coast League", "Coast League")
CLAIMS = (
    claim(
        "cl1",
        "Four dockers were killed at Port Ness on Monday, police said.",
        "killed",
        voice("police"),
        recipients=(actor("dockers"),),
        place=PORT,
        killed=("Four", 4),
    ),
    claim(
        "cl2",
        "The Ridge Front said its men killed nine guards.",
        "killed nine",
        voice("The Ridge Front", name="Ridge Front"),
        actors=(FRONT,),
        recipients=(actor("guards"),),
        stance=Stance.CLAIMS_RESPONSIBILITY,
        killed=("nine", 9),
    ),
    claim(
        "cl3",
        "“We had no part in it,” the Coast League said.",
        "had no part",
        voice("the Coast League", name="Coast League"),
        actors=(LEAGUE,),
        factuality=Factuality.DENIED,
        stance=Stance.DENIES,
    ),
    claim(
        "cl4",
        "President Amsel will visit Norland in May, her office said.",
        "visit",
        voice("her office"),
        event_type=EventType.AGREE,
        actors=(actor("President Amsel"),),
        recipients=(actor("Norland"),),
        factuality=Factuality.PLANNED,
        stance=Stance.PROMISES,
        event="ev2",
    ),
)


def account(value: str, claims: str, said_by: str, number: float | None = None, *, party: bool = False) -> Account:
    said = AccountVoice(name=said_by, kind="speaker", publisher="Harbour Gazette", is_party=party)
    return Account(value=value, claims=(ClaimId(claims),), voices=(said,), low=number, high=number)


TOLLS = (account("Four", "cl1", "police", 4), account("nine", "cl2", "Ridge Front", 9, party=True))
DOERS = (account("Ridge Front", "cl2", "Ridge Front", party=True), account("Coast League", "cl3", "Coast League"))


def event(name: str, **fields: Any) -> Event:
    base: dict[str, Any] = {
        "id": EventId(name),
        "event_type": EventType.ASSAULT,
        "mode": (),
        "contexts": (),
        "factuality": "happened",
        "actors": (),
        "recipients": (),
        "place": None,
        "occurred": None,
        "precision": None,
        "quantities": (),
        "background": False,
        "claims": (),
        "articles": 1,
        "publishers": 1,
        "independent_voices": 1,
        "independence": (),
        "accounts": (),
        "contradictions": (),
        "agreement": Agreement.SINGLE,
    }
    return Event(**{**base, **fields})


EVENTS = (
    event(
        "ev1",
        mode=("explosives",),
        contexts=("military",),
        actors=(FRONT,),
        recipients=(actor("dockers"), actor("guards")),
        place=PORT,
        occurred=MONDAY,
        precision=Precision.DAY,
        quantities=(EventQuantity(kind="killed", who="people", low=4, best=None, high=9, unit=None),),
        claims=(ClaimId("cl1"), ClaimId("cl2"), ClaimId("cl3")),
        articles=2,
        independent_voices=3,
        independence=("2 articles are one text", "three speakers"),
        accounts=(("place", (account("Port Ness", "cl1", "police"),)), ("actors", DOERS), ("killed", TOLLS)),
        contradictions=(
            Contradiction(field="killed", accounts=TOLLS, reason="the numbers exclude one another"),
            Contradiction(field="actors", accounts=DOERS, reason="different actors are named"),
        ),
        agreement=Agreement.CONFLICT,
    ),
    event(
        "ev2",
        event_type=EventType.AGREE,
        factuality="planned",
        actors=(actor("President Amsel"),),
        recipients=(actor("Norland"),),
        claims=(ClaimId("cl4"),),
    ),
)
RELATION = ResolvedRelation(
    relation=Relation(
        id=RelationId("re1"),
        article_id=ArticleId("ar1"),
        run_id=RUN,
        kind=RelationKind.HOLDS_POST,
        subject=MentionId("Amsel"),
        object=MentionId("Norland"),
        post="President",
        held=None,
        chain=(),
        evidence=(at("President Amsel"),),
        confidence=0.5,
        basis="pattern",
    ),
    article=article_ref(),
    subject=actor("Amsel"),
    object=actor("Norland"),
    chain=(PAPER,),
    evidence=pieces_of(TEXT, OFFSETS, at("President Amsel")),
)


class HandMade:
    """A record that holds what stands above and filters nothing."""

    name = "case.db"
    events_current = True

    def reviews(self) -> Iterator[Any]:
        return iter(())

    def captures(self, wanted: Filter) -> Iterator[CaptureRow]:
        for number, capture in enumerate((CAPTURE, COPY), 1):
            yield CaptureRow(
                id=capture,
                path=f"page{number}.txt",
                url=None,
                sha256=f"{number}" * 64,
                retrieved_at=None,
                media_type="text/plain",
                encoding="utf-8",
                size=len(PAGE.encode()),
                run_id=RUN,
                read_at=datetime(2024, 3, 6, 12, tzinfo=UTC),
                versions=(capture,),
                articles=1,
                set_aside=(SetAside(span=Span(0, 5), kind=SetAsideKind.BOILERPLATE),),
            )

    def articles(self, wanted: Filter) -> Iterator[ArticleRow]:
        yield article_row(1, "Harbour Gazette")
        yield article_row(2, None)

    def claims(self, wanted: Filter) -> Iterator[ResolvedClaim]:
        yield from CLAIMS

    def relations(self, wanted: Filter) -> Iterator[ResolvedRelation]:
        yield RELATION

    def events(self, wanted: Filter) -> Iterator[Event]:
        yield from EVENTS

    def actors(self, wanted: Filter) -> Iterator[ActorRow]:
        front = Actor(
            id=ActorId("ac-Ridge Front"),
            name="Ridge Front",
            kind=ActorKind.ARMED_GROUP,
            aliases=(Alias(name="RF"),),
            sector="REB",
            country="NRL",
        )
        yield ActorRow(actor=front, claims=2, as_actor=1, as_recipient=0, as_voice=1)

    def places(self, wanted: Filter) -> Iterator[PlaceRow]:
        port = Place(id=PlaceId("pl1"), name="Port Ness", country="NRL", latitude=57.5, longitude=-4.25)
        yield PlaceRow(place=port, claims=1)

    def issues(self, wanted: Filter) -> Iterator[Issue]:
        yield Issue(
            id=IssueId("is1"),
            item="empty.txt",
            stage="captures",
            code="empty",
            message="the file is empty",
            raised_at=datetime(2024, 3, 6, 12, tzinfo=UTC),
        )


@pytest.fixture
def record() -> Any:
    """The record made by hand."""
    return HandMade()


@pytest.fixture
def page() -> str:
    """The text of its capture."""
    return PAGE


@pytest.fixture
def text() -> str:
    """The text of its article."""
    return TEXT
