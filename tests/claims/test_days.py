from __future__ import annotations

from datetime import date

import pytest

from onrecord import times
from onrecord.claims import days
from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span
from onrecord.text import timex

PUBLISHED = DateInterval.day(date(2025, 1, 23))  # a Thursday


def day_of(text: str, trigger: str) -> str | None:
    """The day of a trigger to which the last time of the sentence before it was given."""
    dated = times.in_text(text, timex.spans(text), PUBLISHED)
    at = text.index(trigger)
    before = [t for t in dated if t.span.end <= at]
    found = days.of_clause(text, Span(0, len(text)), Span(at, at + len(trigger)), before[-1] if before else None, dated)
    if found is not None:
        assert found.span.of(text) == found.text
    return str(found.interval.start) if found is not None and found.interval else None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The port was quiet on Sunday, two days after rebels had shelled it.", "shelled", "2025-01-17"),
        ("Talks ended on Sunday, a day before rebels shelled the port.", "shelled", "2025-01-20"),
        ("A week after rebels shelled the port, nobody had come.", "shelled", None),
        ("The port was quiet on Sunday, two weeks after rebels had shelled it.", "shelled", "2024-12-30"),
        ("On Tuesday, a week after taking office he banned the march.", "banned", None),
        ("On Tuesday, a week after the vote he banned the march.", "banned", None),
        ("Families on Tuesday buried two men whom rebels had shot.", "shot", None),
        ("Families buried two men killed in Tuesday's raid.", "raid", "2025-01-21"),
        ("On Tuesday rebels shelled the port.", "shelled", "2025-01-21"),
    ],
)
def test_the_day_of_a_clause_is_its_own(text: str, trigger: str, day: str | None) -> None:
    assert day_of(text, trigger) == day
