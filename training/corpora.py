"""The corpora as examples: one reader a corpus, each giving only the layers that the corpus has."""

from __future__ import annotations

import json
import math
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.marked import Passage, passages
from onrecord.model.spans import Span
from onrecord.readings.neural import labels
from onrecord.text.sentences import split
from onrecord.text.tokens import tokenize
from training.examples import ALL, CUES, ArcRow, Example, Pair, Pointer

Row = dict[str, Any]
Words = tuple[int, int]
_WINDOW = 170  # words
_ROLE = {name: number for number, name in enumerate(labels.ROLE_CHANNELS)}
_VOICE = {name: number for number, name in enumerate(labels.VOICE_CHANNELS)}
_LINK = {name: number for number, name in enumerate(labels.LINK_CHANNELS)}
_KIND = {kind.value: number for number, kind in enumerate(labels.KINDS)}
_TYPE = {kind.value: number for number, kind in enumerate(labels.TYPES)}
_NAME = {name: number for number, name in enumerate(labels.NAMES)}
_YIELD = (_TYPE["CONCEDE"], _TYPE["RETREAT"])
_QUADS = (
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    ("COOPERATE", "AID", "RETREAT"),
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)


class Cut:
    """A text, or a stretch of it, in words, and the way from character spans to word spans."""

    def __init__(self, text: str, within: Span | None = None) -> None:
        self.tokens = tokenize(text, within or Span(0, len(text)))
        self.words = [token.text for token in self.tokens]
        self._starts = [token.span.start for token in self.tokens]
        self._ends = [token.span.end for token in self.tokens]

    def __call__(self, start: int, end: int) -> Words | None:
        """The half-open word span that a character span touches; None where it touches none."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if first < last else None


def lines(file: Path) -> Iterator[Row]:
    """The rows of a file."""
    with file.open(encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


# The project's own passages: every layer


def claims(files: Iterable[Path]) -> list[Example]:
    """The marked passages of the files."""
    return [marked(row) for file in files for row in passages(file)]


def marked(row: Passage) -> Example:
    """One marked passage with all its layers."""
    cut = Cut(row.text)
    at = {number: words for number, span in row.spans.items() if (words := cut(span.start, span.end))}
    example = Example("claims", cut.words)
    typed = [(*at[n], _KIND[kind]) for n, kind in row.kinds.items() if n in at]
    outer = [s for s in typed if not any(_inside(s, other) for other in typed)]
    inner = [s for s in typed if any(_inside(s, other) for other in outer)]
    example.tag("outer", outer)
    example.tag("inner", inner)
    example.tag("times", [(s[0], s[1], 0) for s in typed if s[2] == _KIND["time"]])
    example.mention_ends = sorted({s[1] - 1 for s in typed})
    _happenings(example, row, at)
    _voices(example, row, at)
    _links(example, row, at)
    return example


def _inside(span: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span[:2] != other[:2]


def _happenings(example: Example, row: Passage, at: dict[int, Words]) -> None:
    spans, seen = [], set()
    for claim in row.claims:
        words = at.get(claim["trigger"])
        if words is None or words[0] in seen:
            continue
        seen.add(words[0])
        spans.append((*words, _TYPE[claim["type"]]))
        example.choices.append(
            ("factuality", words[0], [f.value for f in labels.FACTUALITIES].index(claim["factuality"]))
        )
        example.choices.append(("stance", words[0], [s.value for s in labels.STANCES].index(claim["stance"])))
        mode = claim.get("mode")
        example.choices.append(("mode", words[0], 1 + labels.MODES.index(mode) if mode else 0))
        _roles(example, claim, words[0], at)
        cues = [at[v["cue"]][0] for v in claim["chain"] if v["cue"] in at]
        example.rows.append(ArcRow("voices", _VOICE["voice"], words[0], tuple(cues), CUES))
        for quantity in claim["quantities"]:
            if quantity["span"] in at:
                kind = [k.value for k in labels.QUANTITIES].index(quantity["kind"])
                example.choices.append(("quantity", at[quantity["span"]][0], kind))
    example.tag("triggers", spans)


def _roles(example: Example, claim: Row, word: int, at: dict[int, Words]) -> None:
    filled = {
        "actor": claim["actors"],
        "recipient": claim["recipients"],
        "place": [claim["place"]],
        "time": [claim["time"]],
        "quantity": [q["span"] for q in claim["quantities"]],
    }
    for role, numbers in filled.items():
        ends = tuple(sorted({at[n][1] - 1 for n in numbers if n in at}))
        example.rows.append(ArcRow("roles", _ROLE[role], word, ends))


def _voices(example: Example, row: Passage, at: dict[int, Words]) -> None:
    cues = []
    for told in row.attributions:
        cue = at.get(told["cue"])
        if cue is None:
            continue
        cues.append((*cue, 0))
        source, content = at.get(told["source"]), at.get(told["content"])
        _point(example, cue[0], "source", source)
        # A content left out may be the whole sentence: nothing is learned from it.
        if content is not None:
            _point(example, cue[0], "content", content)
    for claim in row.claims:
        cues.extend((*at[v["cue"]], 0) for v in claim["chain"] if v["cue"] in at)
    example.tag("cues", cues)
    example.cue_starts = sorted({cue[0] for cue in cues})


def _point(example: Example, word: int, what: str, words: Words | None) -> None:
    first, last = (words[0], words[1] - 1) if words else (None, None)
    example.pointers.append(Pointer(_VOICE[f"{what} start"], word, first))
    example.pointers.append(Pointer(_VOICE[f"{what} end"], word, last))


def _links(example: Example, row: Passage, at: dict[int, Words]) -> None:
    mentions = {n: at[n][1] - 1 for n in row.kinds if n in at}
    for n, word in mentions.items():
        same = {m for group in row.same if n in group for m in group if m != n}
        ends = tuple(sorted({mentions[m] for m in same if m in mentions}))
        example.rows.append(ArcRow("links", _LINK["same"], word, ends))
        for kind in labels.RELATIONS:
            objects = [r["object"] for r in row.relations if r["kind"] == kind.value and r["subject"] == n]
            ends = tuple(sorted({mentions[m] for m in objects if m in mentions}))
            example.rows.append(ArcRow("links", _LINK[kind.value], word, ends))


# Pairs and roles without triggers


def pairs(rows: Iterable[Row]) -> list[Example]:
    """plover_pairs: which type binds two spans."""
    found = []
    for row in rows:
        text, source, target = unmarked(row["marked"])
        cut = Cut(text)
        ends = [words[1] - 1 if span and (words := cut(span.start, span.end)) else None for span in (source, target)]
        types = _YIELD if row["root"] == "YIELD" else (_TYPE[row["root"]],)
        found.append(Example("pairs", cut.words, pairs=[Pair(ends[0], ends[1], types)]))
    return found


_MARKS = re.compile(r"</?[st]>")


def unmarked(marked: str) -> tuple[str, Span | None, Span | None]:
    """The sentence without the marks of its pair, and where the two spans stand in it, if marked."""
    borders: dict[str, int] = {}
    taken = 0
    for mark in _MARKS.finditer(marked):
        borders[mark.group()] = mark.start() - taken
        taken += len(mark.group())
    text = _MARKS.sub("", marked)
    source, target = (
        Span(borders[f"<{mark}>"], borders[f"</{mark}>"]) if f"<{mark}>" in borders else None for mark in "st"
    )
    return text, source, target


def cameo_roles(rows: Iterable[Row]) -> list[Example]:
    """cameo_roles: who acts on whom, by whatever trigger."""
    found = []
    for row in rows:
        ends = {r["role"]: r["end"] - 1 for r in row["roles"]}
        if "source" in ends or "target" in ends:
            pair = Pair(ends.get("source"), ends.get("target"), tuple(range(len(labels.TYPES))))
            found.append(Example("cameo_roles", row["tokens"], pairs=[pair]))
    return found


def cameo_quad(rows: Iterable[Row]) -> list[Example]:
    """cameo_quad: which quad a sentence tells of; a neutral one has no trigger."""
    found = []
    for row in rows:
        example = Example("cameo_quad", Cut(row["text"]).words)
        if row["penta"]:
            example.pairs.append(Pair(None, None, tuple(_TYPE[t] for t in _QUADS[row["penta"] - 1])))
        else:
            example.tag("triggers", [])
        found.append(example)
    return found


# Voices


def polnear(rows: Iterable[Row]) -> list[Example]:
    """PolNeAR: cues with their sources and contents, in windows of whole sentences."""
    return [example for row in rows for example in _document_voices(row)]


def _document_voices(row: Row) -> Iterator[Example]:
    for window in _windows(row["text"]):
        cut = Cut(row["text"], window)
        if not cut.words:
            continue
        example = Example("polnear", cut.words)
        cues, masked = [], []
        for told in row["attributions"]:
            cue = _hull(cut, window, told["cue"])
            if cue is None:
                continue
            cues.append((*cue, 0))
            for what in ("source", "content"):
                words = _hull(cut, window, told[what])
                if words is not None or not told[what]:
                    _point(example, cue[0], what, words)
        example.tag("cues", cues, masked)
        example.cue_starts = sorted({c[0] for c in cues})
        yield example


def _hull(cut: Cut, window: Span, spans: Sequence[Sequence[int]]) -> Words | None:
    """The words from the first to the last piece of a part; None where it is absent or leaves the window."""
    if not spans or spans[0][0] < window.start or spans[-1][1] > window.end:
        return None
    return cut(spans[0][0], spans[-1][1])


def _windows(text: str) -> Iterator[Span]:
    """Runs of sentences of about `_WINDOW` words."""
    start, end, count = None, 0, 0
    for sentence in split(text):
        words = sentence.of(text).count(" ") + 1
        if start is not None and count + words > _WINDOW:
            yield Span(start, end)
            start, count = None, 0
        start = sentence.start if start is None else start
        end, count = sentence.end, count + words
    if start is not None:
        yield Span(start, end)


# Names, predicates, times


def ewt(rows: Iterable[Row]) -> list[Example]:
    """EWT: names, PropBank arguments by their heads, factuality of predicates."""
    found = []
    for row in rows:
        example = Example("ewt", row["tokens"])
        if row["ner"] is not None:
            example.tag("names", [(start, end, _NAME[kind]) for start, end, kind in row["ner"]])
        for frame in row["srl"] or ():
            for channel, wanted in (("arg0", "ARG0"), ("arg1", "ARG1"), ("where", "ARGM-LOC"), ("when", "ARGM-TMP")):
                ends = tuple(_head(row["heads"], s, e) for s, e, label in frame["args"] if label == wanted)
                example.rows.append(ArcRow("roles", _ROLE[channel], frame["pred"], ends, ALL))
        example.values.extend((word, value) for word, value, *_ in row["fact"] or ())
        if len(example.words) > 3:
            found.append(example)
    return found


def _head(heads: Sequence[int], start: int, end: int) -> int:
    """The word of a span whose governor (1-based, 0 for the root) lies outside it."""
    return next((i for i in range(start, end) if not start <= heads[i] - 1 < end), end - 1)


def gum(rows: Iterable[Row]) -> list[Example]:
    """GUM: times, and who means the same as whom."""
    found = []
    for row in rows:
        for start, end in _runs([tuple(s) for s in row["sents"]]):
            example = Example("gum", row["tokens"][start:end])
            inside = [e for e in row["entities"] if start <= e["start"] and e["end"] <= end]
            example.tag("times", [(s - start, e - start, 0) for s, e, _ in row["dates"] if start <= s and e <= end])
            example.mention_ends = sorted({e["end"] - 1 - start for e in inside})
            for one in inside:
                if one["type"] in ("person", "organization", "place"):
                    ends = {e["end"] - 1 - start for e in inside if e["group"] == one["group"] and e is not one}
                    word = one["end"] - 1 - start
                    example.rows.append(ArcRow("links", _LINK["same"], word, tuple(sorted(ends - {word}))))
            found.append(example)
    return found


def _runs(sentences: Sequence[Words]) -> Iterator[Words]:
    start, end = 0, 0
    for first, last in sentences:
        if end > start and last - start > _WINDOW:
            yield start, end
            start = first
        end = last
    if end > start:
        yield start, end


def factuality(rows: Iterable[Row]) -> list[Example]:
    """The factuality of predicates, from -3 to 3."""
    return [
        Example("factuality", row["tokens"], values=[(start, value) for start, _, value in row["targets"]])
        for row in rows
        if row["targets"]
    ]


def redocred(rows: Iterable[Row]) -> list[Example]:
    """Re-DocRED: names of people, organisations and places, two sentences and more a window."""
    found = []
    for row in rows:
        for first in range(0, len(row["sents"]), 4):
            example = Example("redocred", [w for s in row["sents"][first : first + 4] for w in s])
            starts = [sum(len(s) for s in row["sents"][first:n]) for n in range(first, len(row["sents"]))]
            spans = [
                (
                    starts[m["sent_id"] - first] + m["pos"][0],
                    starts[m["sent_id"] - first] + m["pos"][1],
                    _NAME[m["type"]],
                )
                for entity in row["entities"]
                for m in entity["mentions"]
                if m["type"] in _NAME and first <= m["sent_id"] < first + 4
            ]
            example.tag("names", spans)
            found.append(example)
    return found


_RE3D = {
    "FightingAgainst": "fights",
    "AlliesOf": "allied_with",
    "BelongsTo": "member_of",
    "InChargeOf": "leads",
    "IsSynonymOf": "also_known_as",
}
_RE3D_NAMES = {"Organisation": "ORG", "Person": "PER", "Location": "LOC"}


def re3d(rows: Iterable[Row]) -> list[Example]:
    """RE3D: relations between the things named in reports from Syria and Iraq."""
    found = []
    for row in rows:
        for window in _windows(row["text"]):
            cut = Cut(row["text"], window)
            inside = [e for e in row["entities"] if window.start <= e["begin"] and e["end"] <= window.end]
            spans = [w for e in inside if e["confidence"] > 0.5 and (w := cut(e["begin"], e["end"]))]
            example = Example("re3d", cut.words, mention_ends=sorted({w[1] - 1 for w in spans}))
            arcs = [r for r in row["relations"] if r["type"] in _RE3D]
            for word in example.mention_ends:
                for name, kind in _RE3D.items():
                    example.rows.append(ArcRow("links", _LINK[kind], word, _objects(cut, arcs, name, word, window)))
            if spans:
                found.append(example)
    return found


def _objects(cut: Cut, arcs: Iterable[Row], name: str, word: int, window: Span) -> tuple[int, ...]:
    found = set()
    for arc in arcs:
        ends = (arc["sourceEnd"], arc["targetEnd"])
        if arc["type"] == name and all(window.start < e <= window.end for e in ends):
            subject, target = cut(ends[0] - 1, ends[0]), cut(ends[1] - 1, ends[1])
            if subject and target and subject[1] - 1 == word:
                found.add(target[1] - 1)
    return tuple(sorted(found))


# Which corpus is read how, whether it has a stated licence, and how much of a run it takes


READERS: dict[str, tuple[Callable[[Iterable[Row]], list[Example]], bool, float]] = {
    "plover_pairs": (pairs, False, 4.0),
    "cameo_roles": (cameo_roles, False, 1.0),
    "cameo_quad": (cameo_quad, False, 0.5),
    "polnear": (polnear, False, 0.15),
    "ewt": (ewt, True, 0.25),
    "gum": (gum, True, 0.3),
    "factuality": (factuality, False, 0.6),
    "redocred": (redocred, True, 0.3),
    "re3d": (re3d, True, 1.0),
}
CLAIMS_PASSES = 10.0
HELD_WRITER = "w6"


def held_pairs(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The pairs to train on and the fixed fifth that is held out."""
    order = list(range(len(rows)))
    random.Random(20).shuffle(order)
    held = set(order[: len(rows) // 5])
    return [r for i, r in enumerate(rows) if i not in held], [r for i, r in enumerate(rows) if i in held]


def load(root: Path, *, only_open: bool, all_writers: bool = False) -> dict[str, tuple[list[Example], float]]:
    """The training examples of every corpus under `root` with how often a run passes over each."""
    files = sorted((root / "claims").glob("w*.jsonl"))
    own = [file for file in files if all_writers or file.stem != HELD_WRITER]
    found = {"claims": (claims(own), CLAIMS_PASSES)}
    for name, (reader, is_open, passes) in READERS.items():
        if only_open and not is_open:
            continue
        rows = list(lines(root / name / "train.jsonl"))
        if name == "plover_pairs":
            rows = held_pairs(rows)[0]
        if passes < 1:
            rows = random.Random(1).sample(rows, math.ceil(passes * len(rows)))
            passes = 1.0
        found[name] = (reader(rows), passes)
    return found
