"""Dates of the knowledge files: a day, a month, a year, or not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.model.dates import DateInterval

UNKNOWN = "?"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=16384)
def stretch(text: str) -> DateInterval:
    """The days that "2021", "2021-08" or "2021-08-15" may mean. Raises ValueError for anything else."""
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"not a date: {text!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    if day:
        return DateInterval.day(date(int(year), int(month), int(day)))
    return DateInterval.month(int(year), int(month)) if month else DateInterval.year(int(year))


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of time as the files give it: the days on which it may hold, and those on which it surely does.

    `surely` is None where no day is sure.
    """

    held: DateInterval
    surely: DateInterval | None


@lru_cache(maxsize=16384)
def term(start: str | None, end: str | None) -> Term:
    """The term from `start` until `end`; the end is out, as everywhere.

    None is an open end, "?" an end that is not known. A month or year stands for any of its days: the term may
    begin with its first day and surely runs from its last. Raises ValueError where the end comes before the start.
    """
    first = None if start in (None, UNKNOWN) else stretch(str(start))
    last = None if end in (None, UNKNOWN) else stretch(str(end))
    held = DateInterval(first.start if first else None, _latest_end(last))
    if start == UNKNOWN or end == UNKNOWN:
        return Term(held, None)
    sure_start, sure_end = _last_day(first), last.start if last else None
    if sure_start is not None and sure_end is not None and sure_start >= sure_end:
        return Term(held, None)
    return Term(held, DateInterval(sure_start, sure_end))


def _latest_end(last: DateInterval | None) -> date | None:
    """A full date ends with that day left out; a month or year may have run to its last day."""
    if last is None:
        return None
    return last.start if last.days == 1 else last.end


def _last_day(first: DateInterval | None) -> date | None:
    return None if first is None or first.end is None else first.end - timedelta(days=1)
