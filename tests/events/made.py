"""Claims made by hand for tests of the merger: who, to whom, where, when, how many, on whose word."""

from __future__ import annotations

from datetime import date

from onrecord.model.articles import DateBasis, Published, PublisherRef
from onrecord.model.claims import Claim, EventType, Factuality, Stance, VoiceKind
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.ids import ActorId, ArticleId, CaptureId, ClaimId, MentionId, PlaceId, RunId, make_key
from onrecord.model.mentions import MentionKind, Quantity, QuantityKind
from onrecord.model.resolved import ActorRef, ArticleRef, Piece, PlaceRef, ResolvedClaim, VoiceRef
from onrecord.model.spans import Span

PLACES = {
    "Karsa": ("pl:karsa", "AAA", "pl:north", 10.0, 10.0, 1),
    "North": ("pl:north", "AAA", None, 10.2, 10.1, 4),
    "Belu": ("pl:belu", "AAA", "pl:south", 5.0, 10.0, 1),
    "Aland": ("pl:aaa", "AAA", None, 8.0, 10.0, 6),
}


def place(name: str | None) -> PlaceRef | None:
    if name is None:
        return None
    place_id, country, admin1, latitude, longitude, precision = PLACES[name]
    parents = tuple(PlaceId(p) for p in (admin1, "pl:aaa") if p and p != place_id)
    return PlaceRef(
        text=name,
        span=Span(0, len(name)),
        mention_id=MentionId("me"),
        place_id=PlaceId(place_id),
        name=name,
        country=country,
        admin1=admin1,
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        parents=parents,
    )


def actor(name: str) -> ActorRef:
    """Lower-case names are the page's own words, others are known actors; "A<B" says that A belongs to B."""
    own, _, parent = name.partition("<")
    known = own[0].isupper()
    return ActorRef(
        text=own,
        span=Span(0, len(own)),
        mention_id=MentionId("me" + own),
        mention_kind=MentionKind.ARMED_GROUP if known else MentionKind.GROUP,
        actor_id=ActorId("kb:" + own) if known else None,
        name=own if known else None,
        parents=(ActorId("kb:" + parent),) if parent else (),
    )


def voice(name: str) -> VoiceRef:
    kind = VoiceKind.ANONYMOUS if name.startswith("a ") else VoiceKind.SPEAKER
    return VoiceRef(kind=kind, text=name, span=None, cue="said")


def _toll(killed: tuple[float, float | None], who: str | None, shift: int) -> Quantity:
    low, high = killed
    return Quantity(
        kind=QuantityKind.KILLED,
        who=who,
        low=low,
        best=low if low == high else None,
        high=high,
        unit=None,
        text=f"{low:g}",
        span=Span(shift, shift + 1),
    )


def _on(day: date, shift: int) -> TimeValue:
    return TimeValue(
        text=str(day),
        span=Span(shift, shift + 1),
        interval=DateInterval.day(day),
        precision=Precision.DAY,
        basis="told",
        timex_type="DATE",
        timex_value=str(day),
    )


def _article(
    name: str, publisher: str | None, wire: str | None, published: date | None, copy_group: str | None
) -> ArticleRef:
    return ArticleRef(
        article_id=ArticleId(name),
        capture_id=CaptureId("ca" + name),
        capture_path=name,
        capture_url=None,
        capture_sha256=name,
        title=None,
        publisher=PublisherRef(name=publisher) if publisher else None,
        credited_to=PublisherRef(name=wire) if wire else None,
        published=Published(interval=DateInterval.day(published) if published else None, basis=DateBasis.METADATA),
        copy_group=copy_group,
        copy_of=None,
    )


def claim(
    text: str,
    *,
    trigger: str,
    article: str = "one",
    publisher: str | None = "The Post",
    wire: str | None = None,
    copy_group: str | None = None,
    kind: EventType = EventType.ASSAULT,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    where: str | None = None,
    day: date | None = None,
    published: date | None = date(2024, 5, 3),
    killed: tuple[float, float | None] | None = None,
    who: str | None = None,
    factuality: Factuality = Factuality.HAPPENED,
    stance: Stance = Stance.REPORTS,
    voices: tuple[str, ...] = (),
    shift: int = 0,
) -> ResolvedClaim:
    """A claim whose evidence is `text`, `shift` characters into its article."""
    at = text.index(trigger)
    span, trigger_span = Span(shift, shift + len(text)), Span(shift + at, shift + at + len(trigger))
    own = Claim(
        id=ClaimId(make_key("cl", article, text, trigger, *actors, *voices, factuality.value)),
        article_id=ArticleId(article),
        run_id=RunId("ru"),
        event_type=kind,
        mode=(),
        contexts=(),
        factuality=factuality,
        stance=stance,
        background=False,
        chain=(),
        actors=(),
        recipients=(),
        place=None,
        occurred=_on(day, shift) if day else None,
        quantities=(_toll(killed, who, shift),) if killed else (),
        trigger=trigger_span,
        evidence=(span,),
        confidence=1.0,
        basis="by hand",
    )
    return ResolvedClaim(
        claim=own,
        article=_article(article, publisher, wire, published, copy_group),
        chain=tuple(voice(v) for v in voices),
        actors=tuple(actor(a) for a in actors),
        recipients=tuple(actor(r) for r in recipients),
        place=place(where),
        trigger=Piece(text=trigger, span=trigger_span, capture_span=None),
        evidence=(Piece(text=text, span=span, capture_span=None),),
    )
