"""`python -m benchmarks.dates FOLDER [--stripped]`: how often the day of publication is told, by folds of sites.

FOLDER holds gzipped HTML pages and `gold.jsonl` with `file`, `url` and `date`. The order of the kinds of candidates,
and whether a later printed day outweighs the page's head, are chosen on four folds and scored on the fifth; the last
line for us is the choice that ships, on all. Right is the exact day; an interval of several days counts as null. The
key of such sets is itself at fault where its day stands nowhere on the page (years filled in, days and months
swapped): each line is given again for the pages on which it stands. Then, for each kind of candidate, what its pages
would cost as nulls, and how many misses print the key as their last change, which is no publication. `--stripped`
gives us the rendered text alone, without tags, head and address.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

from onrecord.articles import headdates, isolation
from onrecord.articles.dates import SHIPPED, Choice, published_of
from onrecord.articles.printeddates import Label, printed
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture, PageMetadata, Published

_FOLDS = 5
_TESTED = ("head", "address", "printed")
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y")
_FORMS += ("%d %b %Y", "%b. %d, %Y", "%B %d %Y", "%B %dst, %Y", "%B %dnd, %Y", "%B %drd, %Y", "%B %dth, %Y")
Day = date | None


@dataclass(frozen=True)
class Page:
    """One page of the set: the right day, whether it stands on the page, and how to date it by a choice."""

    host: str
    content: bytes
    day: date
    stands: bool
    dated: Callable[[Choice], Published | None]
    last_change: Day

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.host.encode()).hexdigest()[:8], 16) % _FOLDS


def pages_of(folder: Path, *, stripped: bool) -> Iterator[Page]:
    """The pages of the set that have a day."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"] or ""):
            content = gzip.decompress((folder / row["file"]).read_bytes())
            yield _page(content, row["url"], date.fromisoformat(row["date"]), stripped=stripped)


def _page(content: bytes, url: str, day: date, *, stripped: bool) -> Page:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    capture, asked = _asked(content, url, stripped=stripped)
    stands = capture is not None and _stands(day, content.decode(capture.encoding or "utf-8", "replace"))
    change = capture and headdates.changed(capture)
    for args, more in asked:
        shown = printed(args[0], args[1], more["lines"], args[2])
        change = next((p.interval.start for p in shown if p.label is Label.UPDATED), change)
    return Page(host, content, day, stands, lambda choice: _dated(asked, choice), change)


def _asked(content: bytes, url: str, *, stripped: bool) -> tuple[Capture | None, list[tuple[tuple, dict]]]:
    """The capture, and what `published_of` is asked for the article that its head names, or else its first one."""
    calls: list[tuple[tuple, dict]] = []

    def noted(*args: object, **more: object) -> Published:
        calls.append((args, more))
        return published_of(*args, **more)

    try:
        capture = from_bytes(content, path="page.html", url=url, media_type="text/html")
    except RefusedError:
        return None, []
    if stripped:
        text = capture.text.encode("utf-8", "replace")
        capture = replace(capture, blocks=(), metadata=PageMetadata(), content=text, url=None)
    with patch.object(isolation, "published_of", noted):
        isolation.isolate(capture)
    return capture, ([c for c in calls if c[1]["named"]] or calls)[:1]


def _dated(asked: Sequence[tuple[tuple, dict]], choice: Choice) -> Published | None:
    return next((published_of(*args, **more, choice=choice) for args, more in asked), None)


def _stands(day: date, markup: str) -> bool:
    forms = {f for form in _FORMS for f in (day.strftime(form), re.sub(r"\b0", "", day.strftime(form)))}
    return any(form in markup for form in forms)


def answer(found: Published | None) -> Day:
    """The one day told, None for none or several."""
    return found.interval.start if found and found.interval and found.interval.days == 1 else None


def outcome(told: Day, day: date) -> str:
    """What a told day is to the right one."""
    if told is None:
        return "null"
    return "right" if told == day else "off by one" if abs((told - day).days) == 1 else "wrong"


def line(name: str, pages: Sequence[Page], told: Sequence[Day]) -> str:
    """The counts for all pages, then for those on which the key stands."""
    parts = []
    for label, kept in (("all", pages), ("key on page", [p for p in pages if p.stands])):
        wanted = set(map(id, kept))
        tally = Counter(outcome(t, p.day) for p, t in zip(pages, told, strict=True) if id(p) in wanted)
        counts = ", ".join(f"{tally[k]} {k}" for k in ("right", "off by one", "wrong", "null"))
        parts.append(f"{label} {tally['right'] / len(kept):.3f} ({counts})")
    return f"{name:<18} " + "  ".join(parts)


def choices() -> list[Choice]:
    """The ways compared."""
    rest = tuple(k for k in SHIPPED.order if k not in _TESTED)
    return [Choice(order=(*o, *rest), trusts_print=t) for o in permutations(_TESTED) for t in (True, False)]


def cross_validated(pages: Sequence[Page], told: dict[Choice, list[Day]]) -> list[Day]:
    """For each page what the choice tells that is best on the folds it is not in."""
    best = {}
    for fold in range(_FOLDS):
        train = [i for i, p in enumerate(pages) if p.fold != fold]
        best[fold] = max(told, key=lambda c: sum(told[c][i] == pages[i].day for i in train))
        print(f"fold {fold}: {' > '.join(best[fold].order[:3])}, trusts print {best[fold].trusts_print}")
    return [told[best[p.fold]][i] for i, p in enumerate(pages)]


def costs(pages: Sequence[Page], shipped: Sequence[Day]) -> Iterator[str]:
    """For each kind of candidate what leaving it out would change."""
    for kind in SHIPPED.order:
        choice = replace(SHIPPED, order=tuple(k for k in SHIPPED.order if k != kind))
        told = [answer(p.dated(choice)) for p in pages]
        change = Counter(outcome(t, p.day) for p, t in zip(pages, told, strict=True))
        change.subtract(outcome(t, p.day) for p, t in zip(pages, shipped, strict=True))
        counts = ", ".join(f"{change[k]:+d} {k}" for k in ("right", "off by one", "wrong", "null"))
        yield f"without {kind:<10} {counts}"


def theirs(page: Page) -> Day:
    """The day by htmldate, asked as widely as it goes."""
    from htmldate import find_date

    found = find_date(page.content, extensive_search=True, original_date=True)
    return date.fromisoformat(found) if found else None


def main() -> None:
    """Prints a line for each reader, then what nulls cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stripped", action="store_true")
    asked = parser.parse_args()
    pages = list(pages_of(asked.folder, stripped=asked.stripped))
    told = {choice: [answer(p.dated(choice)) for p in pages] for choice in choices()}
    print(line("cross-validated", pages, cross_validated(pages, told)))
    shipped = [answer(p.dated(SHIPPED)) for p in pages]
    print(line("as shipped", pages, shipped))
    print(line("htmldate", pages, [theirs(p) for p in pages]))
    print("\n".join(costs(pages, shipped)))
    missed = [p for p, t in zip(pages, shipped, strict=True) if t != p.day]
    print(f"{sum(p.last_change == p.day for p in missed)} of {len(missed)} misses have their last change as the key")


if __name__ == "__main__":
    main()
