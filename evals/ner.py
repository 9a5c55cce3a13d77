"""worldwide_ner, gum, or rows of tokens and spans: persons, organisations and locations with their exact tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from evals.measures import Row, Scores, f1, rounded, rows_of
from evals.program import joined, program
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings import finding
from onrecord.readings.names import NameList
from onrecord.text.chunks import analyse

Entity = tuple[int, int, str]

TYPES = {"person": "PER", "organization": "ORG", "location": "LOC"}
# The three types under the names of each corpus. What is none of them is not scored.
_GOLD = {
    "person": "PER", "per": "PER", "organization": "ORG", "org": "ORG", "location": "LOC", "loc": "LOC",
    "place": "LOC", "gpe": "LOC",
}  # fmt: skip
_KINDS = {
    MentionKind.PERSON: "PER", MentionKind.ORGANISATION: "ORG", MentionKind.ARMED_GROUP: "ORG",
    MentionKind.MEDIA: "ORG", MentionKind.COMPANY: "ORG", MentionKind.STATE: "LOC", MentionKind.PLACE: "LOC",
}  # fmt: skip


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """f1 and one for each type, micro over exact token spans."""
    rows = [row for raw in rows_of(data, limit) for row in sentences_of(raw)]
    names = NameList(known_names())
    predicted = predict_all(rows, names)
    gold = [key_of(row) for row in rows]
    scores: Scores = {"f1": score(predicted, gold)}
    for name, label in TYPES.items():
        scores[f"{name}_f1"] = score(_only(predicted, label), _only(gold, label))
    return rounded({**scores, "sentences": len(rows)}), [{"spans": sorted(found)} for found in predicted]


def known_names() -> Iterator[tuple[str, MentionKind]]:
    """The names that the program knows: actors, and cities of the gazetteer."""
    yield from program().knowledge.names()
    yield from ((name, MentionKind.PLACE) for name in program().gazetteer.names())


def sentences_of(row: Row) -> Iterator[Row]:
    """The row itself, or for a document of gum its sentences with the entities that cross none."""
    if "entities" not in row:
        yield row
        return
    for start, end in row["sents"]:
        inside = [e for e in map(_gum_entity, row["entities"]) if e is not None and start <= e[0] and e[1] <= end]
        spans = [[a - start, b - start, label] for a, b, label in inside]
        yield {"doc": row["doc"], "tokens": row["tokens"][start:end], "spans": spans}


def _gum_entity(entity: Row) -> Entity | None:
    """A named entity of gum: what is no name (common nouns, pronouns) carries no title and does not count."""
    label = _GOLD.get(str(entity.get("type", "")).lower())
    return (entity["start"], entity["end"], label) if label and entity.get("wiki") else None


def key_of(row: Row) -> set[Entity]:
    """The entities of the three types."""
    found = ((a, b, _GOLD.get(str(label).lower())) for a, b, label in row["spans"])
    return {(a, b, label) for a, b, label in found if label is not None}


def predict_all(rows: list[Row], names: NameList) -> list[set[Entity]]:
    """What the program names in each row; rows of one document are read together, as an article would be."""
    texts = [joined(row["tokens"]) for row in rows]
    analyses = [analyse(text, Span(0, len(text))) for text, _ in texts]
    documents: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        documents.setdefault(str(row.get("doc", number)), []).append(number)
    found: list[set[Entity]] = [set() for _ in rows]
    for members in documents.values():
        memory = finding.learn([analyses[number] for number in members], names)
        for number in members:
            found[number] = entities(finding.find([analyses[number]], names, memory), texts[number][1])
    return found


def entities(mentions: Iterable[ReadMention], spans: list[Span]) -> set[Entity]:
    """The mentions of the three types as token spans: the outermost alone, common nouns left out."""
    found = set()
    for mention in mentions:
        label = _KINDS.get(mention.kind)
        # Ranks and courtesies are no part of a name in these corpora.
        words = mention.head if mention.kind is MentionKind.PERSON and mention.head is not None else mention.span
        inside = [i for i, span in enumerate(spans) if span.overlaps(words)]
        if label is not None and inside and mention.basis not in {"head noun", "speaks"}:
            found.add((inside[0], inside[-1] + 1, label))
    return set(_outermost(found))


def _outermost(entities: Iterable[Entity]) -> Iterator[Entity]:
    listed = list(entities)
    for one in listed:
        if not any(o != one and o[0] <= one[0] and one[1] <= o[1] and o[:2] != one[:2] for o in listed):
            yield one


def score(predicted: list[set[Entity]], gold: list[set[Entity]]) -> float:
    """Micro F1 over exact spans with their type."""
    right = sum(len(mine & key) for mine, key in zip(predicted, gold, strict=True))
    return f1(right, sum(map(len, predicted)), sum(map(len, gold)))[2]


def _only(rows: list[set[Entity]], label: str) -> list[set[Entity]]:
    return [{entity for entity in row if entity[2] == label} for row in rows]
