"""How well articles are kept apart: characters of their bodies, articles found, date, publisher and credit.

FILE holds a page a line: `file`, `articles` (kind, title, publisher, credited_to, published_earliest, published_latest,
body, not_body). Offsets count in the page's text, the file decoded with its line ends kept.

Characters are those of the bodies of articles, not of teasers, white space left out; precision, recall and F1 are
taken for each page and averaged. An article is found when one of ours of its kind shares more than half of the
characters of both together; each of ours answers one. Date, publisher and credit are counted over found articles:
a date is right when it is null, for nothing is claimed then, or lies between the key's earliest and latest day; a
publisher or credit when both are null or their names agree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


@dataclass
class Tally:
    """Right answers among those asked."""

    right: int = 0
    asked: int = 0

    def add(self, is_right: bool) -> None:
        """Counts one answer."""
        self.right += is_right
        self.asked += 1

    @property
    def share(self) -> float:
        """The part that is right; 1 where nothing was asked."""
        return self.right / self.asked if self.asked else 1.0


def run(
    data: Path, captures: Path | None = None, limit: int | None = None
) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """The scores on a key and a line of predictions for each page. Pages lie beside the key unless told otherwise."""
    from onrecord.articles import isolate
    from onrecord.captures import from_bytes

    rows = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    folder = captures or data.parent
    texts, predictions = [], []
    for row in rows:
        capture = from_bytes((folder / row["file"]).read_bytes(), path=row["file"], url=row.get("url"))
        texts.append(capture.text)
        predictions.append({"file": row["file"], "articles": [_predicted(a) for a in isolate(capture).articles]})
    return score(rows, predictions, texts), predictions


def _predicted(article: Any) -> dict[str, Any]:
    interval = article.published.interval
    return {
        "kind": article.kind.value,
        "title": article.title,
        "publisher": article.publisher and {"name": article.publisher.name, "domain": article.publisher.domain},
        "credited_to": article.credited_to and {"name": article.credited_to.name, "domain": article.credited_to.domain},
        "author": article.author,
        "published": interval and {"start": _iso(interval.start), "end": _iso(interval.end)},
        "reasons": list(article.published.reasons),
        "body": [[p.start, p.end] for span in article.body for p in article.offsets.pieces(span)],
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def score(rows: Sequence[Row], predictions: Sequence[Row], texts: Sequence[str]) -> dict[str, float]:
    """The scores of predictions for pages whose key and text are given, in the same order."""
    pages = [_page(row, found, text) for row, found, text in zip(rows, predictions, texts, strict=True)]
    dates, publishers, credits = Tally(), Tally(), Tally()
    hits = keyed = given = 0
    for row, found, text in zip(rows, predictions, texts, strict=True):
        pairs = _pairs(row["articles"], found["articles"], text)
        hits, keyed, given = hits + len(pairs), keyed + len(row["articles"]), given + len(found["articles"])
        for gold, own in pairs:
            dates.add(date_agrees(gold, own["published"]))
            publishers.add(name_agrees(gold.get("publisher"), own["publisher"]))
            credits.add(name_agrees(gold.get("credited_to"), own["credited_to"]))
    return {
        "char_precision": _mean(p for p, _, _ in pages),
        "char_recall": _mean(r for _, r, _ in pages),
        "char_f1": _mean(f for _, _, f in pages),
        "article_f1": 2 * hits / (keyed + given) if keyed + given else 1.0,
        "published_accuracy": dates.share,
        "publisher_accuracy": publishers.share,
        "credited_accuracy": credits.share,
        **{f"char_f1:{row['file']}": page[2] for row, page in zip(rows, pages, strict=True)},
    }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _characters(spans: Iterable[Sequence[int]], holes: Iterable[Sequence[int]], text: str) -> set[int]:
    """The offsets of the characters in the spans and not in the holes that are no white space."""
    found = {i for start, end in spans for i in range(start, end) if not text[i].isspace()}
    return found.difference(i for start, end in holes for i in range(start, end))


def _gold(article: Row, text: str) -> set[int]:
    body = article["body"]
    spans = body if body and isinstance(body[0], list) else [body]
    return _characters(spans, article.get("not_body") or (), text)


def _page(row: Row, found: Row, text: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the characters of one page."""
    gold: set[int] = set().union(*(_gold(a, text) for a in row["articles"] if a["kind"] == "article"))
    own: set[int] = set().union(
        *(_characters(a["body"], (), text) for a in found["articles"] if a["kind"] == "article")
    )
    shared = len(gold & own)
    precision = shared / len(own) if own else float(not gold)
    recall = shared / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _pairs(gold: Sequence[Row], own: Sequence[Row], text: str) -> list[tuple[Row, Row]]:
    """The key's articles with ours that answer them, the best overlaps first."""
    left = [(g, _gold(g, text)) for g in gold]
    right = [(o, _characters(o["body"], (), text)) for o in own]
    scored = [
        (len(a & b) / max(1, len(a | b)), i, j)
        for i, (g, a) in enumerate(left)
        for j, (o, b) in enumerate(right)
        if g["kind"] == o["kind"]
    ]
    pairs, done = [], (set[int](), set[int]())
    for share, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if share > 0.5 and i not in done[0] and j not in done[1]:
            pairs.append((left[i][0], right[j][0]))
            done[0].add(i)
            done[1].add(j)
    return pairs


def date_agrees(gold: Row, published: Row | None) -> bool:
    """True for null, and for days within the key's; a key without days takes null alone."""
    if published is None:
        return True
    earliest, latest = gold.get("published_earliest"), gold.get("published_latest")
    if not earliest or not latest or not published["start"] or not published["end"]:
        return False
    # The key's latest day is in, ours is the first day out.
    return bool(earliest <= published["start"] and published["end"] <= _next(latest))


def _next(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def name_agrees(gold: Any, own: Row | None) -> bool:
    """True when both are null, or one name holds the other's words; a domain answers for its name."""
    if gold is None or own is None:
        return gold is None and own is None
    name = gold["name"] if isinstance(gold, Mapping) else str(gold)
    mine = [own["name"], own.get("domain") or ""]
    return any(_holds(name, m) or _holds(m, name) for m in mine if m)


def _holds(whole: str, part: str) -> bool:
    words, inner = _words(whole), _words(part)
    return bool(inner) and any(words[i : i + len(inner)] == inner for i in range(len(words) - len(inner) + 1))


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W_]+", text.casefold()) if w != "the"]
