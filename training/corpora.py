"""The corpora as examples: one reader a corpus, each giving only the layers that the corpus has."""

from __future__ import annotations

import json
import math
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.marked import Passage, passage
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.model.spans import Span
from onrecord.readings.neural import labels
from onrecord.text.sentences import split
from onrecord.text.tokens import tokenize
from training.examples import ALL, CUES, ArcRow, Example, Pair, Pointer
from training.swapping import Names, with_swaps

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


SWAPS = 3  # how often a passage is read again under other names


def claims(files: Iterable[Path], swaps: int = 0) -> list[Example]:
    """The marked passages of the files, and each again `swaps` times with other names in it."""
    rows = [row for file in files for row in lines(file)]
    if swaps:
        places = (name for name in Gazetteer.shipped().names(least=300_000) if name.isascii())
        rows = with_swaps(rows, Names(rows, places), swaps, seed=1)
    return [marked(passage(row)) for row in rows]


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
    _named(example, row, at)
    _happenings(example, row, at)
    _bound(example, row, at)
    _voices(example, row, at)
    _links(example, row, at)
    return example


def _inside(span: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span[:2] != other[:2]


_NAMES_OF = {
    "person": "PER", "organisation": "ORG", "armed_group": "ORG", "media": "ORG", "company": "ORG", "place": "LOC",
}  # fmt: skip
_NAMES_IN = frozenset({"state", "facility", "nationality", "post", "event", "law", "weapon", "other"})
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "el", "al", "du", "des", "in", "on", "&", "-", "'s", "’s"})
_NO_NAME = frozenset({"the", "a", "an", "he", "she", "it", "they", "we", "i", "his", "her", "its", "their", "one"})


def _named(example: Example, row: Passage, at: dict[int, Words]) -> None:
    """Names among the mentions; what may or may not be one (a state's adjective, a body half named) is left open."""
    found, unclear = [], set()
    for number, kind in row.kinds.items():
        if number not in at or kind not in _NAMES_OF.keys() | _NAMES_IN:
            continue
        first, last = at[number]
        first += example.words[first].lower() == "the" and last - first > 1
        words = example.words[first:last]
        small = words[0].lower() in _NO_NAME or not all(
            w[:1].isupper() or w[:1].isdigit() or w.lower() in _SMALL for w in words
        )
        opens = (
            last - first == 1
            and (first == 0 or example.words[first - 1] in '.!?:"”')
            and kind not in ("person", "place")
        )
        if kind in _NAMES_OF and not small and not opens:
            found.append((first, last, _NAME[_NAMES_OF[kind]]))
        else:
            capitals = {w for w in range(first, last) if example.words[w][:1].isupper()}
            unclear |= {w for w in capitals if example.words[w].lower() not in _NO_NAME}
    example.tag("names", found, masked=unclear - {w for first, last, _ in found for w in range(first, last)})


_PARTIES = frozenset({"person", "post", "state", "organisation", "armed_group", "company", "group", "media"})


def _bound(example: Example, row: Passage, at: dict[int, Words]) -> None:
    """Which types bind which actor to which recipient, and as many pairs of parties that nothing binds."""
    types: dict[tuple[int | None, int | None], set[int]] = {}
    for claim in row.claims:
        actors, recipients = (
            [at[n][1] - 1 for n in claim[role] if n in at] or [None] for role in ("actors", "recipients")
        )
        for pair in ((a, r) for a in actors for r in recipients):
            types.setdefault(pair, set()).add(_TYPE[claim["type"]])
    same = [{at[n][1] - 1 for n in group if n in at} for group in row.same]
    told = {frozenset(pair) for pair in types}
    parties = sorted({at[n][1] - 1 for n, kind in row.kinds.items() if kind in _PARTIES and n in at})
    apart = [
        (a, r)
        for a in parties
        for r in parties
        if a != r and frozenset((a, r)) not in told and not any({a, r} & group for group in same)
    ]
    chosen = random.Random(row.id).sample(apart, min(len(apart), max(1, len(types))))
    found = [*types.items(), *((pair, set[int]()) for pair in chosen)]
    example.pairs = [
        Pair(a, r, tuple(sorted(kinds)), latent=False) for (a, r), kinds in found if a is not None or r is not None
    ]
    whole = {_TYPE[claim["type"]] for claim in row.claims}
    if len(whole) < 2:
        example.pairs.append(Pair(None, None, tuple(whole), latent=False))


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
                first = at[quantity["span"]][0]
                example.choices.append(("quantity", first, kind))
                if quantity.get("who") in at:
                    example.rows.append(ArcRow("roles", _ROLE["whose"], first, (at[quantity["who"]][1] - 1,)))
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
    """Who is the same as whom, and relations: of the mentions that have one, and of as many others."""
    mentions = {n: at[n][1] - 1 for n in row.kinds if n in at}
    for n, word in mentions.items():
        same = {m for group in row.same if n in group for m in group if m != n}
        ends = tuple(sorted({mentions[m] for m in same if m in mentions}))
        example.rows.append(ArcRow("links", _LINK["same"], word, ends))
    related = {r["subject"] for r in row.relations}
    others = [n for n in mentions if n not in related]
    for n in (*related & mentions.keys(), *random.Random(row.id).sample(others, min(len(others), 1 + len(related)))):
        for kind in labels.RELATIONS:
            objects = [r["object"] for r in row.relations if r["kind"] == kind.value and r["subject"] == n]
            ends = tuple(sorted({mentions[m] for m in objects if m in mentions}))
            example.rows.append(ArcRow("links", _LINK[kind.value], mentions[n], ends))


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
    """cameo_roles: who acts on whom, by whatever trigger, and so in the main happening of the sentence."""
    found = []
    for row in rows:
        ends = {r["role"]: r["end"] - 1 for r in row["roles"]}
        if "source" in ends or "target" in ends:
            pair = Pair(ends.get("source"), ends.get("target"), tuple(range(len(labels.TYPES))))
            example = Example("cameo_roles", row["tokens"], pairs=[pair])
            for channel, role in (("actor", "source"), ("recipient", "target")):
                own = tuple(sorted({r["end"] - 1 for r in row["roles"] if r["role"] == role}))
                example.rows.append(ArcRow("roles", _ROLE[channel], -1, own, ALL))
            found.append(example)
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
            example.pairs.append(Pair(None, None, ()))
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


def meantime(rows: Iterable[Row]) -> list[Example]:
    """MEANTIME: times, arguments of verbs and nouns, and who is the same as whom, in the six sentences annotated."""
    return [_six_sentences(row) for row in rows]


def _six_sentences(row: Row) -> Example:
    end = next((i for i, sentence in enumerate(row["sent"]) if sentence > 5), len(row["tokens"]))
    example = Example("meantime", row["tokens"][:end])
    mentions = {n: m for n, m in row["mentions"].items() if m["span"] and m["span"][1] <= end}
    of_tag = {tag: {n for n, m in mentions.items() if m["tag"] == tag} for tag in ("ENTITY_MENTION", "EVENT_MENTION")}
    example.tag("times", [(*m["span"], 0) for m in mentions.values() if m["tag"] == "TIMEX3"])
    last = {n: m["span"][1] - 1 for n, m in mentions.items()}
    example.mention_ends = sorted({last[n] for n in of_tag["ENTITY_MENTION"]})
    ends: dict[tuple[str, str], set[int]] = {}
    for arc in row["relations"]:
        if arc["tag"] == "HAS_PARTICIPANT":
            for n in arc["source"]:
                own = {last[m] for m in arc["target"] if m in of_tag["ENTITY_MENTION"]}
                ends.setdefault((n, arc["sem_role"].lower()), set()).update(own)
    for n in sorted(of_tag["EVENT_MENTION"]):
        for role, channel in (("arg0", "arg0"), ("arg1", "arg1"), ("argm-loc", "where")):
            own = tuple(sorted(ends.get((n, role), ())))
            example.rows.append(ArcRow("roles", _ROLE[channel], mentions[n]["span"][0], own))
    for arc in row["relations"]:
        if arc["tag"] == "REFERS_TO":
            group = {last[n] for n in arc["source"] if n in of_tag["ENTITY_MENTION"]}
            for word in group:
                example.rows.append(ArcRow("links", _LINK["same"], word, tuple(sorted(group - {word}))))
    return example


_HURTING = ("Conflict.Attack", "Life.Die", "Life.Injure")


def wikievents(rows: Iterable[Row]) -> list[Example]:
    """WikiEvents: what attacks were made with."""
    found = []
    for row in rows:
        entities = {e["id"]: e for e in row["entities"]}
        for number in range(len(row["sentences"])):
            inside = [e for e in row["entities"] if e["sent_idx"] == number]
            events = [e for e in row["events"] if e["sent"] == number and e["type"].startswith(_HURTING)]
            if not events:
                continue
            start = sum(len(sentence[0]) for sentence in row["sentences"][:number])
            words = [token[0] for token in row["sentences"][number][0]]
            example = Example("wikievents", words, mention_ends=sorted({e["end"] - 1 - start for e in inside}))
            for event in events:
                tools = [
                    entities[a["entity_id"]] for a in event["args"] if a["role"] in ("Instrument", "ExplosiveDevice")
                ]
                ends = tuple(sorted({e["end"] - 1 - start for e in tools if e["sent_idx"] == number}))
                example.rows.append(ArcRow("roles", _ROLE["instrument"], event["span"][0] - start, ends))
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
    "plover_pairs": (pairs, False, 6.0),
    "cameo_roles": (cameo_roles, False, 3.0),
    "cameo_quad": (cameo_quad, False, 2.0),
    "polnear": (polnear, False, 0.4),
    "ewt": (ewt, True, 1.0),
    "gum": (gum, True, 0.6),
    "meantime": (meantime, True, 1.0),
    "wikievents": (wikievents, False, 2.0),
    "factuality": (factuality, False, 1.5),
    "redocred": (redocred, True, 0.6),
    "re3d": (re3d, True, 3.0),
}
CLAIMS_PASSES = 10.0
HELD_WRITERS = ("w6", "w10")


def held_pairs(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The pairs to train on and the fixed fifth that is held out."""
    order = list(range(len(rows)))
    random.Random(20).shuffle(order)
    held = set(order[: len(rows) // 5])
    return [r for i, r in enumerate(rows) if i not in held], [r for i, r in enumerate(rows) if i in held]


def load(
    root: Path,
    passages: Path,
    *,
    only_open: bool,
    all_writers: bool = False,
    also: Path | None = None,
    passes: Mapping[str, float] | None = None,
) -> dict[str, tuple[list[Example], float]]:
    """The training examples of the project's own passages and of every corpus under `root`, and how often each is read.

    `also` is a folder of more marked passages, learned from like the project's own. `passes` says how often where that
    is not the corpus' own number; 0 leaves it out. Held-out writers and files with "dev" in their name are never
    learned from; `all_writers` lets the former in.
    """
    asked = dict(passes or {})
    own = [f for f in sorted(passages.glob("*.jsonl")) if all_writers or f.stem not in HELD_WRITERS]
    more = sorted(also.glob("*.jsonl")) if also is not None else []
    found = {}
    for name, files in (("claims", own), ("also", more)):
        kept = [f for f in files if "dev" not in f.stem]
        if kept:
            found[name] = (claims(kept, SWAPS), asked.get(name, CLAIMS_PASSES) / (1 + SWAPS))
    for name, (reader, is_open, usual) in READERS.items():
        times = asked.get(name, usual)
        if times == 0 or (only_open and not is_open):
            continue
        rows = list(lines(root / name / "train.jsonl"))
        if name == "plover_pairs":
            rows = held_pairs(rows)[0]
        if times < 1:
            rows = random.Random(1).sample(rows, math.ceil(times * len(rows)))
        found[name] = (reader(rows), max(1.0, times))
    return {name: share for name, share in found.items() if share[1] > 0}
