"""What listings give where the model has no object of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Article, Published, PublisherRef, SetAside, SharedPassage
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId, ArticleId, CaptureId, ClaimId, RunId
from onrecord.model.resolved import PlaceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """One capture with what its newest reading made of it.

    `versions` are all captures of the same URL, this one included, oldest first; `articles` the number found on it.
    """

    id: CaptureId
    path: str | None
    url: str | None
    sha256: str
    retrieved_at: datetime | None
    media_type: str
    encoding: str | None
    size: int
    run_id: RunId
    read_at: datetime
    versions: tuple[CaptureId, ...]
    articles: int
    set_aside: tuple[SetAside, ...]

    @property
    def capture_id(self) -> CaptureId:
        """The capture's id, under the name that other rows give it."""
        return self.id

    @property
    def source(self) -> str:
        """How people refer to the capture: its URL, else its path."""
        return self.url or self.path or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One article as the newest reading left it, the capture it stands on, and the texts that it shares.

    `inferred` is when it was published by what other articles tell; `article.published` is by its own page.
    """

    article: Article
    run_id: RunId
    capture_path: str | None
    capture_url: str | None
    capture_sha256: str
    retrieved_at: datetime | None
    copy_group: str | None = None
    copy_of: ArticleId | None = None
    shares: tuple[SharedPassage, ...] = ()
    inferred: Published | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor and in how many claims it acts, receives, and speaks; `claims` counts each claim once."""

    actor: Actor
    claims: int
    as_actor: int
    as_recipient: int
    as_voice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """The claims in which an actor has part, in time and each once, and in how many it acts, receives, and speaks."""

    claims: tuple[ClaimId, ...]
    acts: int
    receives: int
    speaks: int


@dataclass(frozen=True, slots=True)
class TieRow:
    """Somebody an actor has to do with: the claims of each event type in which both act or receive."""

    actor_id: ActorId
    name: str
    types: Mapping[EventType, int]

    @property
    def total(self) -> int:
        """The claims of all types."""
        return sum(self.types.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place and how many claims are set there."""

    place: Place
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor or a place with what tells it from others of its name: "armed group, MLI"."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherRow:
    """One publisher: its articles, their claims, how many of them copy others or are copied, and whom they credit.

    A copy of a text whose original cannot be told counts under `copies`. `credits` are (name, articles), most first.
    """

    publisher: PublisherRef
    articles: int
    claims: int
    copies: int
    originals: int
    credits: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How many events of one type lie in the same stretch of days; `days` None for those without."""

    days: DateInterval | None
    event_type: EventType
    background: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """How many events of one type lie in a place as they name it, and on how many of them accounts differ."""

    place: PlaceRef | None
    event_type: EventType
    count: int
    disputed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One article that a full-text query found, best first; `score` rises with the match."""

    article_id: ArticleId
    title: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that `verify` looked at: `is_fault` False for a remark that damages nothing."""

    check: str
    item: str
    message: str
    is_fault: bool = True
