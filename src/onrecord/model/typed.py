"""What people type for the values of a filter, on the command line and in the addresses of the desk.

Each function gives the value or raises ValueError with words for people.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar, cast

from onrecord.model.dates import DateInterval

E = TypeVar("E", bound=StrEnum)


def days(text: str) -> DateInterval:
    """The days that "2025-01-21", "2025-01" or "2025" name."""
    try:
        match [int(number) for number in text.strip().split("-")]:
            case [year]:
                return DateInterval.year(year)
            case [year, month]:
                return DateInterval.month(year, month)
            case [year, month, day]:
                return DateInterval.day(date(year, month, day))
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{text!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY")


def interval(text: str) -> DateInterval:
    """The days that "2025-01-21", "2025-01", "2025" or "2025-01-21..2025-02-03" (both included) name."""
    first, dots, last = text.partition("..")
    if not dots and text.count("/") == 1:
        first, dots, last = text.partition("/")
    begin = days(first)
    return begin.joined(days(last)) if dots else begin


def first_day(text: str) -> date:
    """The first of the days that the text names."""
    return cast(date, days(text).start)


def last_day(text: str) -> date:
    """The last of the days that the text names."""
    end = days(text).end
    return end - timedelta(days=1) if end else date.max


def member(kind: type[E], text: str) -> E:
    """The member that the text names, whatever its case, hyphens or underscores for spaces."""
    plain = text.strip().casefold().replace("-", " ").replace("_", " ")
    for one in kind:
        if one.value.casefold().replace("-", " ") == plain:
            return one
    raise ValueError(f"{text!r} is none of {', '.join(one.value for one in kind)}")


def country(text: str) -> str:
    """The ISO 3166-1 alpha-3 code in capitals."""
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError(f"{text!r} is no ISO 3166-1 alpha-3 code, such as AFG or CHN")
    return code
