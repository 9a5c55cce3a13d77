"""pages: the main text of HTML pages, over runs of four words, as the benchmark of Scrapinghub measures it.

FILE is a folder of gzipped HTML pages with `gold.jsonl` (`file`, `url`, `body`). True and false positives and false
negatives are counted over runs of four words with their counts; precision and recall of each page, their means over the
pages (those where they are defined), and the F1 of the two means. Ours is the body of every article on the page.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from evals.measures import Row, Scores, rounded
from onrecord.articles import isolate
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError
from onrecord.model.articles import ArticleKind, Capture, PageMetadata

_TOKEN = re.compile(r"\w+")
Outcome = tuple[int, int, int]


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of the text, counted; one run of all where there are fewer."""
    found = _TOKEN.findall(text)
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)) if found)


def outcome(gold: str, told: str) -> Outcome:
    """True positives, false positives and false negatives over runs."""
    wanted, given = runs(gold), runs(told)
    shared = sum((wanted & given).values())
    return shared, given.total() - shared, wanted.total() - shared


def score(outcomes: Sequence[Outcome]) -> tuple[float, float, float]:
    """F1, precision and recall."""
    precision = mean(tp / (tp + fp) for tp, fp, _ in outcomes if tp + fp)
    recall = mean(tp / (tp + fn) for tp, _, fn in outcomes if tp + fn)
    return 2 * precision * recall / (precision + recall), precision, recall


def body_of(capture: Capture) -> str:
    """The bodies of the articles that we find."""
    articles = [a for a in isolate(capture).articles if a.kind is ArticleKind.ARTICLE]
    return "\n".join(span.of(article.text) for article in articles for span in article.body)


def ours(content: bytes, url: str | None) -> str:
    """Our body of a page, "" where it is refused."""
    try:
        return body_of(from_bytes(content, path="page.html", url=url, media_type="text/html"))
    except RefusedError:
        return ""


def ours_stripped(content: bytes, url: str | None) -> str:
    """Our body of a page's text without its tags, its head and its address."""
    try:
        capture = from_bytes(content, path="page.html", url=None, media_type="text/html")
    except RefusedError:
        return ""
    bare = replace(capture, blocks=(), metadata=PageMetadata(), content=capture.text.encode("utf-8", "replace"))
    return body_of(bare)


def pages_of(folder: Path, limit: int | None = None) -> Iterator[tuple[bytes, str | None, str]]:
    """Each page's bytes, its address and the right body."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()[:limit]:
        row = json.loads(line)
        yield gzip.decompress((folder / row["file"]).read_bytes()), row.get("url"), row["body"]


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """f1, precision and recall of the body, pages with their tags."""
    pages = list(pages_of(data, limit))
    told = [ours(content, url) for content, url, _ in pages]
    outcomes = [outcome(body, text) for (_, _, body), text in zip(pages, told, strict=True)]
    f1, precision, recall = score(outcomes)
    predictions = [{"url": url, "body": text} for (_, url, _), text in zip(pages, told, strict=True)]
    return rounded({"f1": f1, "precision": precision, "recall": recall, "pages": len(pages)}), predictions
