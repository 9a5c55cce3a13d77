"""accounts: happenings told by several publishers, read into a record: events, contradictions, independent voices.

FILE, or each .jsonl file of a folder, has one happening a line: `id`, `event_type` (those that count), `pages`
(`page`, and the `sentences` on it that tell of the happening), `contradictions` (`field`, and `values`: for each
account the ways it may be written), `independent_voices`, `voices` (whose they are) and `near_misses`. The pages lie
in `pages` beside FILE, or in the folder.

A claim answers a happening when the piece of its evidence that holds its trigger overlaps a keyed sentence and its type
counts there. Where it fits several happenings, the sentence that holds the trigger itself decides.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from evals.facts import places_of
from evals.measures import Row, Scores, f1, rounded, rows_of
from onrecord.model.events import Contradiction, Event
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from onrecord.pipeline import ReadOptions, read_into
from onrecord.settings import load
from onrecord.store import Record


@dataclass(frozen=True, slots=True)
class Told:
    """What the program makes of the pages: the text of each page by name, its claims and the events."""

    texts: Mapping[str, str]
    claims: Sequence[ResolvedClaim]
    events: Sequence[Event]


def run(data: Path, captures: Path | None = None, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """pairwise, contradictions, independent_voices and claims_found over all happenings; a line for each happening."""
    rows = list(rows_of(data, limit))
    beside = data if data.is_dir() else data.parent
    return score(rows, read(captures or beside / "pages"))


def read(folder: Path) -> Told:
    """All pages of the folder as a new record tells them, read in the order of their names."""
    settings = replace(load(), jobs=1)
    with tempfile.TemporaryDirectory() as scratch, Record.open(Path(scratch) / "accounts.db", write=True) as record:
        read_into(record, [str(page) for page in sorted(folder.iterdir())], options=ReadOptions(settings=settings))
        texts = {Path(str(row.path)).name: record.capture(row.id).text for row in record.captures()}
        return Told(texts, tuple(record.claims()), tuple(record.events()))


def score(rows: Sequence[Row], told: Told) -> tuple[Scores, list[Row]]:
    """The scores of what was told against the key, and one line for each happening."""
    spans = {row["id"]: sentences_of(row, told.texts) for row in rows}
    happening_of = {c.claim.id: found for c in told.claims if (found := happening(c, rows, spans)) is not None}
    event_of = {claim: event for event in told.events for claim in event.claims}
    clusters = [(happening_of[c], event_of[c].id) for c in happening_of if c in event_of]
    main = main_events(rows, [(happening_of[c], event_of[c]) for c in happening_of if c in event_of])
    answers = [_answer(row, main.get(row["id"])) for row in rows]
    heard = _heard(told.claims, spans, happening_of)
    for row, answer in zip(rows, answers, strict=True):
        own = Counter(event for name, event in clusters if name == row["id"])
        answer |= {"events": dict(own), "missed": [s for s in spans[row["id"]] if (row["id"], s) not in heard]}
    return _scores(rows, answers, clusters, told.events, len(heard), sum(len(s) for s in spans.values())), answers


def _scores(
    rows: Sequence[Row],
    answers: Sequence[Row],
    clusters: Sequence[tuple[str, str]],
    events: Sequence[Event],
    heard: int,
    keyed: int,
) -> Scores:
    precision, recall, pairwise = f1(*pairs_of(clusters))
    right = sum(len(answer["contradictions_right"]) for answer in answers)
    wanted = sum(len(row["contradictions"]) for row in rows)
    # One event of two happenings answers both with one contradiction, which then counts once.
    fitting = {(answer["event"], field) for answer in answers for field in answer["contradictions_right"]}
    told = sum(len(event.contradictions) for event in events)
    exact = sum(answer["independent_voices"] == answer["voices_keyed"] for answer in answers)
    return rounded(
        {
            "pairwise_f1": pairwise,
            "pairwise_precision": precision,
            "pairwise_recall": recall,
            "contradictions_precision": len(fitting) / told if told else 0.0,
            "contradictions_recall": right / wanted if wanted else 0.0,
            "independent_voices": exact / len(rows) if rows else 0.0,
            "claims_found": heard / keyed if keyed else 0.0,
            "near_misses_merged": len(near_misses_merged(rows, {a["id"]: a["event"] for a in answers if a["event"]})),
            "happenings": len(rows),
            "claims": len(clusters),
        }
    )


Sentence = tuple[str, Span]
"""A page's name and where on it a keyed sentence stands."""


def sentences_of(row: Row, texts: Mapping[str, str]) -> list[Sentence]:
    """Where the keyed sentences of a happening stand.

    Raises ValueError for a sentence that stands on its page more than once or, on a page that was read, nowhere.
    """
    found = []
    for page in row["pages"]:
        for sentence in page["sentences"]:
            at = places_of(sentence, texts.get(page["page"], sentence))
            if len(at) != 1:
                raise ValueError(f"{page['page']} holds {len(at)} times: {sentence}")
            found.append((page["page"], at[0]))
    return found


def happening(claim: ResolvedClaim, rows: Iterable[Row], spans: Mapping[str, Sequence[Sentence]]) -> str | None:
    """The id of the happening that a claim answers, None where it answers none."""
    fitting = [row["id"] for row in rows if claim.claim.event_type.value in row["event_type"]]
    touched = [name for name in fitting if any(_touches(claim, s) for s in spans[name])]
    holding = [name for name in touched if any(_holds_trigger(claim, s) for s in spans[name])]
    return next(iter(holding or touched), None)


def _touches(claim: ResolvedClaim, sentence: Sentence) -> bool:
    page, span = sentence
    own = [piece.capture_span for piece in claim.evidence if piece.capture_span is not None]
    trigger = claim.trigger.capture_span
    # Other pieces tell what "the attack" is; they are no tellings of the claim.
    told = [piece for piece in own if trigger is None or piece.overlaps(trigger)] or own
    return _page_of(claim) == page and any(span.overlaps(piece) for piece in told)


def _holds_trigger(claim: ResolvedClaim, sentence: Sentence) -> bool:
    page, span = sentence
    trigger = claim.trigger.capture_span
    return trigger is not None and _page_of(claim) == page and span.overlaps(trigger)


def _page_of(claim: ResolvedClaim) -> str:
    return Path(str(claim.article.capture_path)).name


def _heard(
    claims: Iterable[ResolvedClaim], spans: Mapping[str, Sequence[Sentence]], happening_of: Mapping[ClaimId, str]
) -> set[tuple[str, Sentence]]:
    """The keyed sentences of each happening that some claim answers."""
    heard = set()
    for claim in claims:
        name = happening_of.get(claim.claim.id)
        heard |= {(name, s) for s in spans.get(name or "", ()) if name is not None and _touches(claim, s)}
    return heard


def pairs_of(clusters: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    """How many pairs of claims share a happening and an event, an event, a happening."""
    both = _pairs(Counter(clusters).values())
    same_event = _pairs(Counter(event for _, event in clusters).values())
    return both, same_event, _pairs(Counter(name for name, _ in clusters).values())


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def main_events(rows: Iterable[Row], clusters: Iterable[tuple[str, Event]]) -> dict[str, Event]:
    """For each happening the event that holds most of its claims, of equals that with the smaller id."""
    held: dict[str, list[Event]] = defaultdict(list)
    for name, event in clusters:
        held[name].append(event)
    return {
        row["id"]: min(held[row["id"]], key=lambda e: (-sum(o.id == e.id for o in held[row["id"]]), e.id))
        for row in rows
        if row["id"] in held
    }


def _answer(row: Row, event: Event | None) -> Row:
    wanted = [c["field"] for c in row["contradictions"]]
    right = [c["field"] for c in row["contradictions"] if event is not None and answers(c, event.contradictions)]
    return {
        "id": row["id"],
        "event": event.id if event else None,
        "independent_voices": event.independent_voices if event else None,
        "voices_keyed": row["independent_voices"],
        "voices": row["voices"],
        "independence": list(event.independence) if event else [],
        "contradictions": {c.field: [a.value for a in c.accounts] for c in event.contradictions} if event else {},
        "contradictions_wanted": wanted,
        "contradictions_right": right,
    }


def answers(keyed: Row, contradictions: Iterable[Contradiction]) -> bool:
    """True where one is of the keyed field and has at least two of the keyed values."""
    return any(
        sum(any(_is_value(a.value, ways) for a in c.accounts) for ways in keyed["values"]) > 1
        for c in contradictions
        if c.field == keyed["field"]
    )


def _is_value(value: str, ways: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(way.casefold())}(?!\w)", value.casefold()) for way in ways)


def near_misses_merged(rows: Sequence[Row], main: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of happenings that are near misses of one another and have one main event."""
    near = {row["id"]: set(row["near_misses"]) for row in rows}
    return [(a, b) for a, b in combinations(sorted(main), 2) if b in near[a] and main[a] == main[b]]
