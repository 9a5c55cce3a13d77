"""`python -m benchmarks.pages FOLDER [--stripped]`: the main text of HTML pages, ours and trafilatura's side by side.

FOLDER and the measure are those of `evals pages`. Seconds are the process's own, from bytes to body; ours
includes dates, publishers and credits. `--stripped` gives us the rendered text without a tag, as another column.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from evals.pages import ours, ours_stripped, outcome, pages_of, score

# A page that asks for the model of languages, which is loaded once in a process.
ANOTHER_LANGUAGE = (
    "<html><body><article><h1>Hafen von Velmar gesperrt</h1>"
    + "<p>Fischer haben am Montag den Hafen von Velmar gesperrt, nachdem die Wache zwei Boote beschlagnahmt hatte.</p>"
    * 3
    + "</article></body></html>"
).encode()


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
    pages = list(pages_of(given.folder))
    print(measured("ours", ours, pages))
    if given.stripped:
        print(measured("ours, stripped", ours_stripped, pages))
    print(measured("trafilatura", theirs, pages))


if __name__ == "__main__":
    main()
