"""`python -m training.agreement FIRST.jsonl SECOND.jsonl`: how far two readers of the same marked passages agree.

For each layer the F1 of the second reader's answers against the first's (symmetric: which is which does not matter),
over the passages that both hold; where one answer may be given per claim, over claims that both found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.marked import parse

Row = Mapping[str, Any]
Answer = tuple[Any, ...]
_SAID_OF_A_CLAIM = ("mode", "actors", "recipients", "place", "time", "quantities", "factuality", "stance", "chain")


def agreement(first: Iterable[Row], second: Iterable[Row]) -> dict[str, dict[str, float]]:
    """By layer: F1, and how many answers the two readers gave. A passage that one of them dropped is left out."""
    others = {row["id"]: row for row in second}
    counts: dict[str, Counter[str]] = {}
    for row in first:
        other = others.get(row["id"])
        if other is None:
            continue
        for layer, (one, two) in _layers(row, other).items():
            count = counts.setdefault(layer, Counter())
            count["both"] += sum((one & two).values())
            count["one"] += one.total()
            count["two"] += two.total()
    return {layer: _scored(count) for layer, count in counts.items()}


def _scored(count: Counter[str]) -> dict[str, float]:
    all_given = count["one"] + count["two"]
    return {"f1": round(2 * count["both"] / all_given, 3) if all_given else 1.0, "answers": all_given / 2}


def _layers(first: Row, second: Row) -> dict[str, tuple[Counter[Answer], Counter[Answer]]]:
    words = _words(first), _words(second)
    given = [
        Counter(layer(row, of)) for layer in _WHOLE.values() for row, of in zip((first, second), words, strict=True)
    ]
    pairs = zip(given[::2], given[1::2], strict=True)
    found = dict(zip(_WHOLE, pairs, strict=True))
    shared = set(found["claims"][0] & found["claims"][1])
    for key in _SAID_OF_A_CLAIM:
        one, two = (Counter(_said(row, of, key, shared)) for row, of in zip((first, second), words, strict=True))
        found[f"claims: {key}"] = one, two
    return found


def _words(row: Row) -> Callable[[int | None], str | None]:
    """The words of a bracket with how often they stood before, so that a changed name elsewhere moves nothing."""
    text, spans = parse(row["text"])
    named: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for number, span in sorted(spans.items(), key=lambda item: (item[1].start, -item[1].end)):
        words = span.of(text)
        named[number] = f"{words}#{seen[words]}"
        seen[words] += 1
    return lambda number: None if number is None else named[number]


def _spans(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    return ((of(int(number)), kind) for number, kind in row["spans"].items())


def _claims(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    return ((of(claim["trigger"]), claim["type"]) for claim in row["claims"])


def _attributions(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    return ((of(a["source"]), of(a["cue"])) for a in row["attributions"])


def _contents(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    return ((of(a["cue"]), of(a["content"])) for a in row["attributions"] if a["content"] is not None)


def _relations(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    return ((r["kind"], of(r["subject"]), of(r["object"])) for r in row["relations"])


def _same(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    for group in row["same"]:
        named = sorted(str(of(number)) for number in group)
        yield from ((one, other) for n, one in enumerate(named) for other in named[n + 1 :])


def _time_values(row: Row, of: Callable[[int | None], str | None]) -> Iterator[Answer]:
    return ((of(int(number)), *days) for number, days in row["time_values"].items())


_WHOLE: Mapping[str, Callable[[Row, Callable[[int | None], str | None]], Iterator[Answer]]] = {
    "spans": _spans, "claims": _claims, "sources and cues": _attributions, "contents": _contents,
    "relations": _relations, "same": _same, "time values": _time_values,
}  # fmt: skip


def _said(row: Row, of: Callable[[int | None], str | None], key: str, shared: set[Answer]) -> Iterator[Answer]:
    """What a reader says of one field of each claim that both found, an answer for each filler."""
    for claim in row["claims"]:
        own = (of(claim["trigger"]), claim["type"])
        if own not in shared:
            continue
        value = claim.get(key)
        if key in {"actors", "recipients"}:
            yield from ((own, of(number)) for number in value)
        elif key == "chain":
            yield from ((own, of(voice["source"]), of(voice["cue"])) for voice in value)
        elif key == "quantities":
            yield from ((own, of(q["span"]), q["kind"], q["low"], q["high"]) for q in value)
        else:
            yield own, of(value) if key in {"place", "time"} else value


def main() -> None:
    """Prints a line a layer."""
    first, second = (
        [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines() if line.strip()]
        for name in sys.argv[1:3]
    )
    for layer, score in agreement(first, second).items():
        print(f"{layer:<22} F1 {score['f1']:.3f}   answers {score['answers']:.0f}")


if __name__ == "__main__":
    main()
