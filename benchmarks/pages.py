"""`python -m benchmarks.pages FOLDER [--stripped]`: the main text of HTML pages, ours and trafilatura's side by side.

FOLDER holds gzipped HTML pages and `gold.jsonl` with `file`, `url` and `body`. The measure is that of the article
extraction benchmark of Scrapinghub: true and false positives and false negatives over runs of four words with their
counts, precision and recall of each page, their means over the pages (those where they are defined), and the F1 of the
two means. Ours is the body of every article on the page. Seconds are the process's own, from bytes to body; ours
includes dates, publishers and credits. `--stripped` gives us the rendered text without a tag, as another column.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import trafilatura

from onrecord.articles import isolate
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError
from onrecord.model.articles import ArticleKind, Capture, PageMetadata

# A page that asks for the model of languages, which is loaded once in a process.
ANOTHER_LANGUAGE = (
    "<html><body><article><h1>Hafen von Velmar gesperrt</h1>"
    + "<p>Fischer haben am Montag den Hafen von Velmar gesperrt, nachdem die Wache zwei Boote beschlagnahmt hatte.</p>"
    * 3
    + "</article></body></html>"
).encode()
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


def theirs(content: bytes, url: str | None) -> str:
    """Trafilatura's text of a page, in its fast mode."""
    return trafilatura.extract(content, fast=True, include_comments=False) or ""


def measured(
    name: str, read: Callable[[bytes, str | None], str], pages: Sequence[tuple[bytes, str | None, str]]
) -> str:
    """One line with the name, F1, precision, recall and pages per CPU second."""
    for content in (pages[0][0], ANOTHER_LANGUAGE):  # what is loaded once is loaded before the clock starts
        read(content, pages[0][1])
    begun = time.process_time()
    told = [read(content, url) for content, url, _ in pages]
    speed = len(pages) / (time.process_time() - begun)
    f1, precision, recall = score([outcome(body, text) for (_, _, body), text in zip(pages, told, strict=True)])
    return f"{name:<14} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  {speed:6.1f} pages per CPU second"


def main() -> None:
    """Prints a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stripped", action="store_true")
    given = parser.parse_args()
    rows = [json.loads(line) for line in (given.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = [(gzip.decompress((given.folder / r["file"]).read_bytes()), r.get("url"), r["body"]) for r in rows]
    print(measured("ours", ours, pages))
    if given.stripped:
        print(measured("ours, stripped", ours_stripped, pages))
    print(measured("trafilatura", theirs, pages))


if __name__ == "__main__":
    main()
