"""Claims: what one article says happened, and on whose word. Relations: what it says is so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.dates import DateInterval, TimeValue
from onrecord.model.ids import ArticleId, ClaimId, MentionId, RelationId, RunId
from onrecord.model.mentions import Quantity
from onrecord.model.spans import Span


class EventType(StrEnum):
    """The sixteen event types of the PLOVER manual, 2.0."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Quad(StrEnum):
    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Factuality(StrEnum):
    """How the text puts a happening."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    POSSIBLE = "possible"
    DENIED = "denied"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What the last voice does by telling it."""

    REPORTS = "reports"
    CLAIMS_RESPONSIBILITY = "claims responsibility"
    BLAMES = "blames"
    DENIES = "denies"
    PREDICTS = "predicts"
    PROMISES = "promises"
    DEMANDS = "demands"


class VoiceKind(StrEnum):
    PUBLISHER = "publisher"
    WIRE = "wire"
    SPEAKER = "speaker"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of a chain of voices.

    A publisher or a wire that the page credits has no mention; `text` is then its name and `span` where the article
    shows it, if it does. A speaker's `text` is the words for it on the page.
    """

    kind: VoiceKind
    text: str
    span: Span | None = None
    mention_id: MentionId | None = None
    cue: str | None = None
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One coded statement of one article. Never changed once made; corrections are rows beside it.

    `chain` runs from the outermost voice in; `evidence` is never empty and each span of it slices to the words that
    state the claim. `trigger` is the word or words that name the happening.
    """

    id: ClaimId
    article_id: ArticleId
    run_id: RunId
    event_type: EventType
    mode: tuple[str, ...]
    contexts: tuple[str, ...]
    factuality: Factuality
    stance: Stance
    background: bool
    chain: tuple[Voice, ...]
    actors: tuple[MentionId, ...]
    recipients: tuple[MentionId, ...]
    place: MentionId | None
    occurred: TimeValue | None
    quantities: tuple[Quantity, ...]
    trigger: Span
    evidence: tuple[Span, ...]
    confidence: float
    basis: str

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a claim without evidence is no claim")


class RelationKind(StrEnum):
    MEMBER_OF = "member_of"
    LEADS = "leads"
    SPEAKS_FOR = "speaks_for"
    HOLDS_POST = "holds_post"
    PART_OF = "part_of"
    ALLIED_WITH = "allied_with"
    FIGHTS = "fights"
    ALSO_KNOWN_AS = "also_known_as"
    BASED_IN = "based_in"
    RECOGNISES = "recognises"
    DESIGNATES = "designates"
    TRADES_WITH = "trades_with"
    SUPPLIES = "supplies"
    CITIZEN_OF = "citizen_of"
    SUCCESSOR_OF = "successor_of"


class RelationStatus(StrEnum):
    """What the words make of a state of affairs."""

    HOLDS = "holds"
    BEGUN = "begun"  # "joined", "was named head of"
    ENDED = "ended"  # "left", "former", "no longer"
    PAST = "past"  # "was allied with": held once, whether it still does is not told
    PLANNED = "planned"  # "will recognise"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A state of affairs that an article states: not a happening. `post` is the words of a title, if any.

    `held` is the days for which it is told, None where the words tell none. `basis` is the rule that read it, led by
    the status where that is another than "holds": "ended: words between two names".
    """

    id: RelationId
    article_id: ArticleId
    run_id: RunId
    kind: RelationKind
    subject: MentionId
    object: MentionId
    post: str | None
    held: DateInterval | None
    chain: tuple[Voice, ...]
    evidence: tuple[Span, ...]
    confidence: float
    basis: str

    @property
    def status(self) -> RelationStatus:
        """Whether the words say that it holds, began, ended, is planned or is denied."""
        first, apart, _ = self.basis.partition(": ")
        return _STATUSES.get(first, RelationStatus.HOLDS) if apart else RelationStatus.HOLDS


_STATUSES = {status.value: status for status in RelationStatus}


def basis_with(status: RelationStatus, basis: str) -> str:
    """The basis of a relation with its status in front, as `Relation.status` reads it."""
    return basis if status is RelationStatus.HOLDS else f"{status.value}: {basis}"
