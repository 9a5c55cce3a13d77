"""The closed vocabulary of English time expressions: months, weekdays, numbers, units, and the patterns of each."""

from __future__ import annotations

import re
from typing import Any

from onrecord import lexicons

WORDS: dict[str, Any] = lexicons.load("times")
MONTHS: dict[str, int] = {**WORDS["months"], **WORDS["month_abbreviations"]}
WEEKDAYS: dict[str, int] = {**WORDS["weekdays"], **WORDS["weekday_abbreviations"]}
NUMBERS: dict[str, int] = WORDS["numbers"]
ORDINALS: dict[str, int] = WORDS["ordinals"]
UNITS: dict[str, str] = WORDS["units"]
DAYPARTS: dict[str, str] = WORDS["dayparts"]
SEASONS: dict[str, list[Any]] = WORDS["seasons"]
FEASTS: dict[str, Any] = WORDS["feasts"]
VAGUE: dict[str, str] = WORDS["vague"]
SETS: dict[str, str] = WORDS["sets"]


def either(words: object) -> str:
    """A pattern of alternatives, longest first, with spaces that match any white space."""
    ordered = sorted((str(word) for word in words), key=lambda word: (-len(word), word))  # type: ignore[attr-defined]
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def cased(words: object) -> str:
    """Alternatives that must begin with a capital, or be all capitals: "March", "MARCH", never "march"."""
    both = [form for word in words for form in (str(word).capitalize(), str(word).upper())]  # type: ignore[attr-defined]
    return f"(?-i:{either(both)})"


MONTH = f"(?:{cased(WORDS['months'])}|{cased(WORDS['month_abbreviations'])}\\b\\.?)"
WEEKDAY = f"(?:{cased(WORDS['weekdays'])}|{cased(WORDS['weekday_abbreviations'])}\\b\\.?)"
SMALL = either(NUMBERS)
NUMBER_WORD = rf"(?:{SMALL}(?:[-\s]+{SMALL})?(?:\s+(?:hundred|thousand))?|(?:a\s+)?(?:hundred|thousand)|(?:a\s+)?dozen)"
DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:\s+\d/\d)?"
NUMBER = rf"(?:{DIGITS}|{NUMBER_WORD})"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{either(ORDINALS)})"
UNIT = either(UNITS)
DAYPART = either(DAYPARTS)
SEASON = either(SEASONS)
YEAR = r"(?:1[5-9]\d\d|20[0-9]\d)"

_TENS = {word: value for word, value in NUMBERS.items() if value >= 20}


def number_of(words: str) -> float | None:
    """The number that digits or words give: "1,200", "9 1/2", "twenty-four", "a hundred"; None for anything else."""
    words = " ".join(words.lower().replace("-", " ").split())
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", words):
        return float(words.replace(",", ""))
    if found := re.fullmatch(r"(?:(\d+) )?(\d)/([1-9])", words):
        return int(found[1] or 0) + int(found[2]) / int(found[3])
    return _number_of_words(words.split())


def _number_of_words(words: list[str]) -> float | None:
    total = 0
    for word in words:
        if word in NUMBERS:
            total += NUMBERS[word]
        elif word in ("hundred", "thousand"):
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        elif word == "dozen":
            total = max(total, 1) * 12
        elif word in ("a", "an"):
            total += 1 if len(words) == 1 else 0
        else:
            return None
    return float(total) if words else None


def year_of_words(words: str) -> int | None:
    """The year that words spell: "nineteen ninety-six" is 1996, "two thousand" 2000; None for other words."""
    parts = words.lower().replace("-", " ").split()
    if parts[:2] == ["two", "thousand"]:
        rest = _number_of_words([part for part in parts[2:] if part != "and"])
        return 2000 + int(rest or 0)
    if len(parts) in (2, 3) and parts[0] in NUMBERS and parts[1] in NUMBERS and 13 <= NUMBERS[parts[0]] <= 20:
        tail = _number_of_words(parts[1:])
        return NUMBERS[parts[0]] * 100 + int(tail) if tail and tail >= 10 else None
    return None


def ordinal_of(word: str) -> int | None:
    """The number of an ordinal: "21st" is 21, "third" is 3; None for anything else."""
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word.lower()):
        return int(found[1])
    return ORDINALS.get(word.lower())


def month_of(word: str) -> int | None:
    """The number of a month's name or short form, with or without its full stop; None for anything else."""
    return MONTHS.get(word.lower().rstrip("."))


def weekday_of(word: str) -> int | None:
    """The number of a weekday, Monday 0, by its name or short form; None for anything else."""
    return WEEKDAYS.get(word.lower().rstrip("."))
