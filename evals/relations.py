"""re3d: which relation binds two entities."""

from __future__ import annotations

from pathlib import Path

from evals.measures import Row, Scores, macro_f1, micro_f1, rounded, rows_of, set_f1
from evals.program import coded, program
from onrecord.model.claims import RelationKind
from onrecord.model.mentions import Mention
from onrecord.model.spans import Span
from onrecord.readings.neural import NeuralReader

# The corpus' types that our kinds answer; the others (attributes, liking, distance) are no relations of ours.
AS_CORPUS = {
    RelationKind.FIGHTS: "FightingAgainst",
    RelationKind.ALLIED_WITH: "AlliesOf",
    RelationKind.MEMBER_OF: "BelongsTo",
    RelationKind.PART_OF: "BelongsTo",
    RelationKind.CITIZEN_OF: "BelongsTo",
    RelationKind.LEADS: "InChargeOf",
    RelationKind.HOLDS_POST: "HasAttrOf",
    RelationKind.SPEAKS_FOR: "BelongsTo",
    RelationKind.BASED_IN: "CoLocated",
    RelationKind.ALSO_KNOWN_AS: "IsSynonymOf",
    RelationKind.TRADES_WITH: "CommWith",
    RelationKind.RECOGNISES: "Likes",
    RelationKind.DESIGNATES: "Dislikes",
    RelationKind.SUPPLIES: "AlliesOf",
    RelationKind.SUCCESSOR_OF: "IsSynonymOf",
}
Found = tuple[Span, Span, str]


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """micro_f1 and macro_f1 of the type of each gold pair, and end_to_end_f1 with overlapping spans."""
    mine_of_pairs: list[str | None] = []
    gold_of_pairs: list[str] = []
    ends: list[tuple[set[object], set[object]]] = []
    predictions: list[Row] = []
    for number, row in enumerate(rows_of(data, limit)):
        found = predict(row["text"])
        answers = [_of_pair(row["text"], found, *_ends(gold)) for gold in row["relations"]]
        mine_of_pairs += answers
        gold_of_pairs += [gold["type"] for gold in row["relations"]]
        ends.append(_end_to_end(number, found, row["relations"]))
        predictions.append({"id": row["id"], "types": answers})
    scores = {
        "micro_f1": micro_f1(mine_of_pairs, gold_of_pairs),
        "macro_f1": macro_f1(mine_of_pairs, gold_of_pairs),
        "end_to_end_f1": set_f1(ends)[2],
        "pairs": len(gold_of_pairs),
    }
    return rounded(scores), predictions


def predict(text: str) -> list[Found]:
    """The relations of a text as (subject, object, the corpus' type)."""
    coding = coded(text).coding
    by_id: dict[str, Mention] = {m.id: m for m in coding.mentions}
    return [(by_id[r.subject].span, by_id[r.object].span, AS_CORPUS[r.kind]) for r in coding.relations]


def _ends(gold: Row) -> tuple[Span, Span]:
    return Span(gold["sourceBegin"], gold["sourceEnd"]), Span(gold["targetBegin"], gold["targetEnd"])


def typed(found: list[Found], one: Span, other: Span) -> str | None:
    """The type found between two stretches, in either direction; None where none was."""
    for subject, object_, kind in found:
        if (subject.overlaps(one) and object_.overlaps(other)) or (subject.overlaps(other) and object_.overlaps(one)):
            return kind
    return None


def _of_pair(text: str, found: list[Found], one: Span, other: Span) -> str | None:
    """The type of a pair that is given: by the reader's head for pairs, where it has one."""
    reader = program().reader
    kind = reader.related(text, one, other) if isinstance(reader, NeuralReader) else None
    return AS_CORPUS[kind] if kind is not None else typed(found, one, other)


def _end_to_end(number: int, found: list[Found], gold: list[Row]) -> tuple[set[object], set[object]]:
    key = {(number, i) for i in range(len(gold))}
    right: set[object] = set()
    for subject, object_, kind in found:
        hits = [
            (number, i)
            for i, g in enumerate(gold)
            if g["type"] == kind and typed([(subject, object_, kind)], *_ends(g)) and (number, i) not in right
        ]
        right.add(hits[0] if hits else (number, subject, object_, kind))
    return right, set(key)
