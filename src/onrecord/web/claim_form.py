"""The form on which one claim is corrected, or one that was missed is added, ready for its template."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.analysis.quads import CONTEXTS
from onrecord.export.words import one_line
from onrecord.model.changes import values_of
from onrecord.model.claims import EventType, Factuality, Stance, VoiceKind
from onrecord.model.dates import Precision
from onrecord.model.ids import ClaimId
from onrecord.model.mentions import QuantityKind
from onrecord.model.resolved import ResolvedClaim
from onrecord.store import ArticleRow, Record
from onrecord.web import addresses
from onrecord.web.claim_fields import ROWS, TITLES, Reading, Values, filled, modes_by_type, told
from onrecord.web.naming import shown
from onrecord.web.posted import Posted, Row

EVENT_TYPES = tuple(kind.value for kind in EventType)
FACTUALITIES = tuple(kind.value for kind in Factuality)
STANCES = tuple(kind.value for kind in Stance)
PRECISIONS = tuple(kind.value for kind in Precision)
COUNTED = tuple(kind.value for kind in QuantityKind)
VOICES = tuple(kind.value for kind in VoiceKind if kind is not VoiceKind.PUBLISHER)
SINGLE = ("place", "occurred")
"""Groups of which a claim has one row at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind on the form: its name, what it is called, what it says now, its rows and an empty one."""

    name: str
    title: str
    summary: str
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForm:
    """What the template needs. `was` are the values that the form shows, as JSON, `seen` the record's token for them.

    `given` is what stands in the fields; `status` what people decided of the claim so far; `known` names to choose
    from; `is_new` for a claim that is yet to be added, whose `trigger` and `evidence` are rows of their own.
    """

    action: str
    key: str
    article_id: str
    given: Posted
    groups: tuple[Group, ...]
    was: str
    seen: str
    back: str
    onward: str = ""
    status: str = ""
    problem: str = ""
    known: tuple[str, ...] = ()
    is_new: bool = False
    modes: tuple[tuple[str, tuple[str, ...]], ...] = tuple(modes_by_type())
    contexts: tuple[str, ...] = CONTEXTS
    event_types: tuple[str, ...] = EVENT_TYPES
    factualities: tuple[str, ...] = FACTUALITIES
    stances: tuple[str, ...] = STANCES
    precisions: tuple[str, ...] = PRECISIONS
    counted: tuple[str, ...] = COUNTED
    voices: tuple[str, ...] = VOICES

    @property
    def id(self) -> str:
        """What tells the form's fields from those of another on the same page."""
        return f"f-{self.key}"


def claim_of(record: Record, claim_id: ClaimId, *, as_read: bool = False) -> ResolvedClaim | None:
    """The claim with people's corrections, or as the machine read it; also one that was rejected. None for none."""
    found = None if as_read else next(record.claims_with([claim_id]), None)
    return found or next(record.claims_with([claim_id], as_read=True), None)


def groups_of(given: Posted, values: Values, reading: Reading) -> tuple[Group, ...]:
    """The groups of rows that a form shows, each with a row to add one."""
    found = []
    for name in ROWS:
        rows = given.rows(name)
        empty: tuple[Mapping[str, str], ...] = () if name in SINGLE and rows else (Row(),)
        found.append(Group(name, TITLES[name], told(name, values.get(name), reading), (*rows, *empty)))
    return tuple(found)


def form_for(
    record: Record,
    told_: ResolvedClaim,
    reading: Reading,
    *,
    back: str,
    onward: str = "",
    is_blind: bool = False,
    given: Posted | None = None,
    problem: str = "",
    choices: Sequence[str] = (),
) -> ClaimForm:
    """The form for a claim as it stands; with `given` as somebody filled it in, and the `problem` with that.

    A blind coder is not told what others decided, so that such a form carries no token.
    """
    values, key = values_of(told_), told_.claim.id
    shown_now = filled(values, reading) if given is None else given
    return ClaimForm(
        action=addresses.claim(key),
        key=key,
        article_id=told_.claim.article_id,
        given=shown_now,
        groups=groups_of(shown_now, values, reading),
        was=json.dumps(values, ensure_ascii=True, sort_keys=True),
        seen="" if is_blind else record.token(key),
        back=back,
        onward=onward,
        status="" if is_blind else record.standing(key).status or "",
        problem=problem,
        known=tuple(dict.fromkeys((*choices, *_known(told_)))),
    )


def _known(told_: ResolvedClaim) -> tuple[str, ...]:
    named = [(ref.label, ref.actor_id) for ref in (*told_.actors, *told_.recipients)]
    named += [(voice.label, voice.actor_id) for voice in told_.chain]
    found = [shown(one_line(label), key) for label, key in named if key]
    if told_.place is not None and told_.place.place_id:
        found.append(shown(one_line(told_.place.label), told_.place.place_id))
    return tuple(found)


def anew(row: ArticleRow, reading: Reading, given: Posted, *, back: str, problem: str = "") -> ClaimForm:
    """The form for a claim that the reading of an article missed."""
    return ClaimForm(
        action="/claims",
        key="new",
        article_id=row.article.id,
        given=given,
        groups=groups_of(given, {}, reading),
        was="{}",
        seen="",
        back=back,
        problem=problem,
        is_new=True,
    )
