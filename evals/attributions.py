"""polnear: whose words a stretch is, by source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals.measures import Row, Scores, f1, rounded, rows_of
from evals.program import program
from onrecord.model.articles import Article
from onrecord.model.readings import Reading
from onrecord.model.spans import Span
from onrecord.pipeline import plain_article
from onrecord.readings import voices
from onrecord.readings.neural import NeuralReader
from onrecord.text.chunks import analyse
from onrecord.text.sentences import split

# An attribution: for each part the character stretches that make it up, in order; none where it is not told.
Stretches = tuple[tuple[int, int], ...]
Parts = dict[str, Stretches]
PARTS = ("source", "cue", "content")


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """source_f1, cue_f1, content_f1 over exact spans, and attribution_f1 over whole attributions that overlap."""
    rows = list(rows_of(data, limit))
    predicted = [predict(row["text"]) for row in rows]
    gold = [key_of(row) for row in rows]
    scores: Scores = {f"{part}_f1": exact_f1(predicted, gold, part) for part in PARTS}
    scores["attribution_f1"] = overlap_f1(predicted, gold)
    return rounded({**scores, "documents": len(rows)}), [{"attributions": found} for found in predicted]


def key_of(row: Row) -> list[Parts]:
    """The attributions of one document as the corpus gives them."""
    return [{part: tuple((a, b) for a, b in one.get(part) or ()) for part in PARTS} for one in row["attributions"]]


def predict(text: str) -> list[Parts]:
    """The attributions that the program finds. A pronoun counts as a source here, as the corpus marks the words."""
    reader = program().reader
    if isinstance(reader, NeuralReader):
        return [part for reading in reader.read(_article(text)) for part in _of_reading(reading)]
    told = voices.told(text, [analyse(text, sentence) for sentence in split(text)])
    return [_parts(said.source, said.cue, said.content) for said in told]


def _article(text: str) -> Article:
    return plain_article(text, published=None, publisher=None)


def _of_reading(reading: Reading) -> list[Parts]:
    return [
        _parts(None if one.source is None else reading.mentions[one.source].span, one.cue, one.content)
        for one in reading.attributions
    ]


def _parts(source: Span | None, cue: Span | None, content: Sequence[Span]) -> Parts:
    return {
        "source": ((source.start, source.end),) if source else (),
        "cue": ((cue.start, cue.end),) if cue else (),
        "content": tuple((span.start, span.end) for span in content),
    }


def exact_f1(predicted: Sequence[list[Parts]], gold: Sequence[list[Parts]], part: str) -> float:
    """Micro F1 of one part: all its stretches must be the gold's. Distinct spans of a document count once."""
    right = mine = key = 0
    for found, wanted in zip(predicted, gold, strict=True):
        one, other = {p[part] for p in found if p[part]}, {p[part] for p in wanted if p[part]}
        right, mine, key = right + len(one & other), mine + len(one), key + len(other)
    return f1(right, mine, key)[2]


def overlap_f1(predicted: Sequence[list[Parts]], gold: Sequence[list[Parts]]) -> float:
    """Micro F1 of attributions: the cues overlap, and source and content overlap where the gold has any.

    Each gold attribution is matched once at most. One without a cue on either side is matched by its content alone.
    """
    right = 0
    for found, wanted in zip(predicted, gold, strict=True):
        left = list(wanted)
        for one in found:
            hit = next((other for other in left if is_match(one, other)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    return f1(right, sum(map(len, predicted)), sum(map(len, gold)))[2]


def is_match(one: Parts, gold: Parts) -> bool:
    """True where the parts that the gold has are met by an overlap each."""
    if not gold["cue"] and one["cue"]:
        return False
    return all(not gold[part] or overlaps(one[part], gold[part]) for part in PARTS)


def overlaps(one: Stretches, other: Stretches) -> bool:
    """True where any stretch of one shares a character with any of the other."""
    return any(a < d and c < b for a, b in one for c, d in other)
