"""Facts on real pages: does some claim state each, with the right who, to whom, where, when and on whose word?

A claim answers a row when its evidence overlaps the row's quote and its event type is one of those listed. Of several
the one with most slots right is scored. `from_set_aside` counts claims that rest on characters outside every article.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evals.measures import Row, Scores, rounded, rows_of
from onrecord.model.claims import Factuality, Stance
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim, VoiceRef
from onrecord.model.spans import Span

SLOTS = ("actors", "recipients", "voices", "place", "occurred", "quantities", "status")


def run(data: Path, captures: Path | None = None, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """found, slots and from_set_aside over the rows of a key, and one prediction for each row.

    `captures` is the folder of the pages, the key's own where None.
    """
    folder = captures or data.parent
    pages: dict[str, Page] = {}
    found = right = keyed = rows = 0
    predictions: list[Row] = []
    for row in rows_of(data, limit):
        page = pages.setdefault(row["file"], read(folder / row["file"]))
        answer, marks = answered(row, page)
        rows += 1
        if answer is not None:
            found += 1
            keyed += len(marks)
            right += sum(marks.values())
        predictions.append({"id": row["id"], "claim": describe(answer) if answer else None, "slots": marks})
    scores: Scores = {
        "found": found / rows if rows else 0.0,
        "slots": right / keyed if keyed else 0.0,
        "from_set_aside": sum(from_set_aside(pages, folder)),
        "rows": rows,
        "claims": sum(len(page[1]) for page in pages.values()),
    }
    return rounded(scores), predictions


Page = tuple[str, list[ResolvedClaim]]


def read(path: Path) -> Page:
    """The text of a page and the claims that the program codes from it."""
    from evals.program import program
    from onrecord import captures
    from onrecord.errors import RefusedError
    from onrecord.pipeline import resolved

    claims: list[ResolvedClaim] = []
    text = ""
    for capture in captures.load(str(path), options=captures.LoadOptions()):
        if isinstance(capture, RefusedError):
            continue
        text = capture.text
        for coding in program().read(capture).articles:
            claims.extend(resolved(coding, capture))
    return text, claims


def answered(row: Row, page: Page) -> tuple[ResolvedClaim | None, dict[str, bool]]:
    """The claim that answers a row best, and which of its keyed slots are right."""
    text, claims = page
    quotes = places_of(row["quote"], text)
    fitting = [
        claim
        for claim in claims
        if claim.claim.event_type.value in row["event_type"] and _touches(claim, quotes)
    ]  # fmt: skip
    marked = [(claim, marks(row, claim)) for claim in fitting]
    best = max(marked, key=lambda pair: sum(pair[1].values()), default=None)
    return best if best is not None else (None, {})


def places_of(quote: str, text: str) -> list[Span]:
    """Everywhere that a quote stands in a page: an article may be printed twice."""
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def _touches(claim: ResolvedClaim, quotes: Sequence[Span]) -> bool:
    return any(
        piece.capture_span is not None and piece.capture_span.overlaps(quote)
        for piece in claim.evidence
        for quote in quotes
    )


def marks(row: Row, claim: ResolvedClaim) -> dict[str, bool]:
    """For each slot that the row keys whether the claim has it right."""
    given = {slot: _right(slot, row[slot], claim) for slot in SLOTS if row.get(slot) is not None}
    return given


def _right(slot: str, wanted: Any, claim: ResolvedClaim) -> bool:
    if slot == "actors":
        return _named(claim.actors, wanted)
    if slot == "recipients":
        # In two-sided acts all who take part are actors, and the key may call either side the recipient.
        sides = claim.recipients or (claim.actors if len(claim.actors) > 1 else ())
        return _named(sides, wanted)
    if slot == "voices":
        return _named(claim.chain, wanted)
    if slot == "place":
        return claim.place is not None and _named([claim.place], wanted)
    if slot == "occurred":
        return _in_days(claim, wanted)
    if slot == "quantities":
        return all(_amount_is_given(kind, bounds, claim) for kind, bounds in wanted.items())
    return status(claim) == str(wanted)


def _named(refs: Iterable[ActorRef | PlaceRef | VoiceRef], wanted: Sequence[str]) -> bool:
    names = {name.casefold() for name in wanted}
    return any(
        known.casefold() in names
        for ref in refs
        for known in (ref.text, *ref.aliases, *([ref.name] if ref.name else []))
    )


def _in_days(claim: ResolvedClaim, wanted: Sequence[str]) -> bool:
    occurred = claim.claim.occurred
    interval = occurred.interval if occurred else None
    if interval is None or interval.start is None or interval.end is None:
        return False
    first, last = (date.fromisoformat(day) for day in wanted)
    return first <= interval.start and interval.end - timedelta(days=1) <= last


def _amount_is_given(kind: str, bounds: Sequence[float | None], claim: ResolvedClaim) -> bool:
    low, high = bounds
    return any(q.kind.value == kind and q.low == low and q.high == high for q in claim.claim.quantities)


def status(claim: ResolvedClaim) -> str:
    """The claim's standing in the key's words."""
    coded = claim.claim
    if coded.stance is Stance.CLAIMS_RESPONSIBILITY:
        return "claimed"
    if coded.factuality is Factuality.DENIED or coded.stance is Stance.DENIES:
        return "denied"
    if coded.factuality is Factuality.PLANNED:
        return "planned"
    if coded.factuality in (Factuality.POSSIBLE, Factuality.THREATENED):
        return "possible"
    return "occurred"


def from_set_aside(pages: dict[str, Page], folder: Path) -> Iterable[int]:
    """For each page of the folder's articles key the claims whose evidence lies in what it sets aside."""
    key = folder / "articles.jsonl"
    if not key.exists():
        return
    with key.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["file"] in pages:
                aside = [Span(*s["span"]) for s in row["set_aside"]]
                yield sum(
                    any(
                        p.capture_span is not None and p.capture_span.overlaps(s) for p in claim.evidence for s in aside
                    )
                    for claim in pages[row["file"]][1]
                )


def describe(claim: ResolvedClaim) -> Row:
    """A claim in one short row, to look at."""
    coded = claim.claim
    return {
        "type": coded.event_type.value,
        "trigger": claim.trigger.text,
        "actors": [ref.label for ref in claim.actors],
        "recipients": [ref.label for ref in claim.recipients],
        "voices": [ref.label for ref in claim.chain],
        "place": claim.place.label if claim.place else None,
        "occurred": coded.occurred.text if coded.occurred else None,
        "status": status(claim),
    }
