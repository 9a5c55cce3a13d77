"""Merging and splitting: two events, actors or places that are one, and what was taken for one and is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.words import claim_headline, clipped, counted, event_headline, one_line
from onrecord.model.changes import Change, Correction
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ClaimId, EventId, judgement_id
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim
from onrecord.store import Record
from onrecord.web import addresses
from onrecord.web.changing import Wanted, back, local, put_down, taking_changes
from onrecord.web.desk import Desk, desk_of
from onrecord.web.naming import Names
from onrecord.web.posted import Posted

NEAR = timedelta(days=4)
"""How far apart in days events are offered for merging."""
OFFERED, LISTED = 12, 100
PAIRS = 4000
"""Judgements of one change at most."""
BY_HAND = "a person's decision"
ONE_OF = {"actors": JudgementKind.ACTORS, "places": JudgementKind.PLACES}
NAMES = {"actors": JudgementKind.ACTOR, "places": JudgementKind.PLACE}
Part = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What can be done with an event, an actor or a place: what it may be one with, what may be split off it.

    `kind` is "events", "actors" or "places"; `parts` are claims or mentions with words for them; `names` says which
    names the field for another one searches, "" for none.
    """

    kind: str
    key: str
    seen: str
    note: str
    similar: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    names: str = ""
    history: tuple[Change, ...] = ()


def acting_on_event(record: Record, event: Event, claims: Sequence[ResolvedClaim]) -> Acting:
    """What can be done with an event."""
    return _acting(
        record,
        Acting(kind="events", key=event.id, seen="", note=""),
        similar=tuple((one.id, event_headline(one, 2)) for one in _similar(record, event)),
        parts=tuple((told.claim.id, _claim_words(told)) for told in claims),
    )


def acting_on_named(record: Record, kind: str, key: str, refs: Iterable[tuple[ActorRef | PlaceRef, str]]) -> Acting:
    """What can be done with an actor or a place, given its mentions with words about each."""
    parts = {ref.mention_id: f"“{one_line(ref.text)}”: {about}" for ref, about in refs if ref.mention_id}
    return _acting(
        record,
        Acting(kind=kind, key=key, seen="", note="", names=kind.removesuffix("s")),
        parts=tuple((str(mention), words) for mention, words in parts.items())[:LISTED],
    )


def _acting(record: Record, acting: Acting, *, parts: tuple[Part, ...], similar: tuple[Part, ...] = ()) -> Acting:
    standing = record.standing(acting.key)
    note = standing.values.get("note") or ""
    return replace(
        acting,
        seen=standing.token,
        note=str(note),
        parts=parts,
        similar=similar,
        history=record.history(acting.key),
    )


def _claim_words(told: ResolvedClaim) -> str:
    return f"{clipped(claim_headline(told), 90)} · “{clipped(told.trigger.text, 30)}”"


def _similar(record: Record, event: Event) -> list[Event]:
    """Events of the same days, those of the same type first."""
    days = event.occurred
    wanted = Filter(
        since=days.start - NEAR if days and days.start else None,
        until=days.end + NEAR if days and days.end else None,
        limit=200,
    )
    found = [one for one in record.bare_events(wanted) if one.id != event.id]
    return sorted(found, key=lambda one: (one.event_type != event.event_type, one.place is None))[:OFFERED]


def merge_events(request: Request, given: Posted, by: str) -> Response:
    """Puts down that another event is this one."""
    desk = desk_of(request)
    one, other = _event(desk.record, request.path_params["key"]), _event(desk.record, _meant(given))
    if one.id == other.id:
        raise UsageError("an event is one with itself already")
    mine, theirs = list(one.claims), list(other.claims)
    # The first claim of each with every claim of the other: what tells the two apart then stands against many.
    pairs = dict.fromkeys([*((mine[0], claim) for claim in theirs), *((claim, theirs[0]) for claim in mine)])
    wanted = Wanted(
        words=f"merged events: {clipped(event_headline(other, 2), 70)} with {clipped(event_headline(one, 2), 70)}",
        judgements=_judged(desk.record, by, pairs, Verdict.SAME),
        withdrawn=_against(desk.record, mine, theirs, Verdict.DIFFERENT),
        seen=_seen(given, one.id),
    )
    put_down(desk, by, wanted)
    return _to_event_of(desk.record, mine[0])


def _meant(given: Posted) -> str:
    """The id that was chosen or typed; of an address the last part of its path."""
    typed = given.one("other") or given.one("similar")
    if not typed:
        raise UsageError("choose which other one it is, or type its address")
    return typed.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]


def _event(record: Record, key: str) -> Event:
    event = record.event(EventId(key))
    if event is None or not event.claims:
        raise HTTPException(404, f"There is no event {key}.")
    return event


def split_event(request: Request, given: Posted, by: str) -> Response:
    """Puts down that some claims of an event are of another."""
    desk = desk_of(request)
    event = _event(desk.record, request.path_params["key"])
    chosen = [claim for claim in event.claims if claim in given.all("part")]
    rest = [claim for claim in event.claims if claim not in chosen]
    if not chosen or not rest:
        raise UsageError("tick some of the claims, not all of them")
    if len(chosen) * len(rest) > PAIRS:
        raise UsageError(f"that is {len(chosen) * len(rest):,} decisions at once; tick fewer claims")
    together = ((chosen[0], claim) for claim in chosen[1:])
    wanted = Wanted(
        words=f"split {counted(len(chosen), 'claim')} off {clipped(event_headline(event, 2), 90)}",
        judgements=[
            *_judged(desk.record, by, product(chosen, rest), Verdict.DIFFERENT),
            *_judged(desk.record, by, together, Verdict.SAME),
        ],
        withdrawn=_against(desk.record, chosen, rest, Verdict.SAME),
        seen=_seen(given, event.id),
    )
    put_down(desk, by, wanted)
    return _to_event_of(desk.record, chosen[0])


def _judged(record: Record, by: str, pairs: Iterable[tuple[ClaimId, ClaimId]], verdict: Verdict) -> list[Judgement]:
    every = [(min(pair), max(pair)) for pair in pairs]
    ids = sorted({one for pair in every for one in pair})
    words = {told.claim.id: claim_headline(told) for told in record.claims_with(ids)}
    return [
        judgement(JudgementKind.CLAIMS, one, other, verdict, words.get(one, one), words.get(other, other), by)
        for one, other in dict.fromkeys(every)
    ]


def judgement(
    kind: JudgementKind, left: str, right: str, verdict: Verdict, left_value: str, right_value: str, by: str
) -> Judgement:
    """A person's decision about two things, with words for both."""
    return Judgement(
        id=judgement_id(kind.value, left, right, by),
        kind=kind,
        left=left,
        right=right,
        verdict=verdict,
        score=1.0,
        reason=BY_HAND,
        left_value=clipped(left_value, 200),
        right_value=clipped(right_value, 200),
        decided_by=by,
    )


def _against(record: Record, mine: Sequence[ClaimId], theirs: Sequence[ClaimId], verdict: Verdict) -> list[str]:
    """People's standing judgements between the two sides that say otherwise."""
    between = {frozenset(pair) for pair in product(mine, theirs)}
    standing = record.decisions(JudgementKind.CLAIMS)
    return [one.id for one in standing if one.verdict is verdict and frozenset((one.left, one.right)) in between]


def _seen(given: Posted, key: str) -> dict[str, str]:
    return {key: given.one("seen")} if given.one("seen") else {}


def _to_event_of(record: Record, claim_id: ClaimId) -> Response:
    told = next(record.claims_with([claim_id]), None)
    return RedirectResponse(addresses.event(told.event_id) if told and told.event_id else "/events", 303)


def merge_named(request: Request, given: Posted, by: str) -> Response:
    """Puts down that two actors, or two places, are one."""
    desk, (kind, key) = desk_of(request), _of_names(request)
    names = Names(desk)
    other = names.of(kind.removesuffix("s"), given.one("other"))
    if other is None or other == key:
        raise UsageError("say which other one it is")
    own, theirs = (names.label(kind.removesuffix("s"), one) for one in (key, other))
    put_down(
        desk,
        by,
        Wanted(
            words=f"merged {kind}: {own} and {theirs}",
            judgements=[judgement(ONE_OF[kind], key, other, Verdict.SAME, own, theirs, by)],
            actors=names.actors.values(),
            places=names.places.values(),
            seen=_seen(given, key),
        ),
    )
    return RedirectResponse(addresses.of(kind, key), 303)


def _of_names(request: Request) -> tuple[str, str]:
    kind, key = request.path_params["kind"], request.path_params["key"]
    if kind not in ONE_OF:
        raise HTTPException(404)
    return kind, key


def split_named(request: Request, given: Posted, by: str) -> Response:
    """Puts down that some mentions do not name this actor or place, and whom or what they name instead, if told."""
    desk, (kind, key) = desk_of(request), _of_names(request)
    names, word = Names(desk), kind.removesuffix("s")
    mentions, instead = given.all("part"), names.of(word, given.one("other"))
    if not mentions:
        raise UsageError("tick the mentions that name somebody else")
    if instead == key:
        raise UsageError("say another one, or nobody")
    own, texts = names.label(word, key), _texts(desk, kind, key)
    said = [(mention, key, own, Verdict.DIFFERENT) for mention in mentions]
    if instead:
        said += [(mention, instead, names.label(word, instead), Verdict.SAME) for mention in mentions]
    told = f", which is {names.label(word, instead)}" if instead else ""
    put_down(
        desk,
        by,
        Wanted(
            words=f"split {counted(len(mentions), 'mention')} off {own}{told}",
            judgements=[judgement(NAMES[kind], m, to, v, texts.get(m, m), name, by) for m, to, name, v in said],
            actors=names.actors.values(),
            places=names.places.values(),
            seen=_seen(given, key),
        ),
    )
    return back(given, addresses.of(kind, key))


def _texts(desk: Desk, kind: str, key: str) -> dict[str, str]:
    return {str(ref.mention_id): one_line(ref.text) for ref, _ in mentions_of(desk.record, kind, key)}


def mentions_of(record: Record, kind: str, key: str) -> list[tuple[ActorRef | PlaceRef, str]]:
    """The mentions of an actor or place in claims, each with the claim in words."""
    wanted = Filter(actor=key) if kind == "actors" else Filter(place=key)
    found: list[tuple[ActorRef | PlaceRef, str]] = []
    for told in record.claims(replace(wanted, limit=LISTED)):
        refs: list[ActorRef | PlaceRef] = [*told.actors, *told.recipients] if kind == "actors" else []
        refs += [told.place] if kind == "places" and told.place else []
        about = clipped(claim_headline(told), 100)
        found += [
            (ref, about) for ref in refs if key in (getattr(ref, "actor_id", None), getattr(ref, "place_id", None))
        ]
    return found


def note(request: Request, given: Posted, by: str) -> Response:
    """Puts down a note on any object."""
    key, words = given.one("object"), given.one("note")
    if not key:
        raise UsageError("a note is on something")
    said = f"note on {key}: {clipped(words, 80)}" if words else f"took the note on {key} away"
    wanted = Wanted(words=said, corrections=[Correction(key, "note", words or None)], seen=_seen(given, key))
    put_down(desk_of(request), by, wanted)
    return RedirectResponse(local(given.one("back"), "/changes"), 303)


ROUTES = [
    Route("/events/{key}/merge", taking_changes(merge_events), methods=["POST"]),
    Route("/events/{key}/split", taking_changes(split_event), methods=["POST"]),
    Route("/{kind}/{key}/merge", taking_changes(merge_named), methods=["POST"]),
    Route("/{kind}/{key}/split", taking_changes(split_named), methods=["POST"]),
    Route("/notes", taking_changes(note), methods=["POST"]),
]
