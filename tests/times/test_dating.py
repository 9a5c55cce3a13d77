"""Times in their sentences: tense, quotations, bounds and ranges. The sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import times
from onrecord.model.dates import DateInterval, TimeValue
from onrecord.text import timex

PUBLISHED = DateInterval.day(date(2025, 1, 23))  # a Thursday


def told(text: str) -> dict[str, TimeValue]:
    values = times.in_text(text, timex.spans(text), PUBLISHED)
    return {value.text: value for value in values}


def days(value: TimeValue) -> tuple[str, str]:
    assert value.interval is not None
    return str(value.interval.start), str(value.interval.end)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Gunmen killed two guards on Tuesday.", "Tuesday", "2025-01-21"),
        ("The envoys will meet on Tuesday.", "Tuesday", "2025-01-28"),
        ("Talks are expected on Monday in Doha.", "Monday", "2025-01-27"),
        ("He said on Wednesday that the army would advance.", "Wednesday", "2025-01-22"),
        ("Wednesday's vote will change little.", "Wednesday", "2025-01-22"),
        ("The city fell in December.", "December", "2024-12"),
        ("The summit will be held in March.", "March", "2025-03"),
        ("Students walked through Accra on Tuesday.", "Tuesday", "2025-01-21"),
    ],
)
def test_the_verb_near_by_decides(text: str, words: str, value: str) -> None:
    assert told(text)[words].timex_value == value


def test_the_following_day_leans_on_the_date_before_it() -> None:
    found = told("The mine was hit on 3 March 2021. The following day troops arrived.")
    assert found["The following day"].timex_value == "2021-03-04"


def test_yesterday_in_a_quotation_counts_from_the_day_it_was_said() -> None:
    found = told("“They shelled us yesterday,” the governor said on Monday.")
    assert found["yesterday"].timex_value == "2025-01-19"
    assert (
        told("They shelled the town yesterday, the governor said on Monday.")["yesterday"].timex_value == "2025-01-22"
    )


def test_since_until_and_ranges_widen_the_days_only() -> None:
    since = told("The group has held the valley since 2014.")["2014"]
    assert (since.timex_value, days(since)) == ("2014", ("2014-01-01", "2025-01-24"))
    assert days(told("The bridge stayed shut until 3 March 2021.")["3 March 2021"]) == ("None", "2021-03-04")
    both = told("Between 2014 and 2016 the valley changed hands.")
    assert days(both["2014"]) == days(both["2016"]) == ("2014-01-01", "2017-01-01")
    assert days(told("They met from 3 to 5 June 2021.")["5 June 2021"]) == ("2021-06-03", "2021-06-06")


def test_the_deadline_of_a_demand_lies_ahead() -> None:
    assert told("Fighters must leave by Sunday.")["Sunday"].interval is not None


@pytest.mark.parametrize(
    ("text", "words", "interval"),
    [
        ("They came in the night from Monday to Tuesday.", "the night from Monday to Tuesday", ("20", "22")),
        ("Night of 14 to 15 January: a raid.", "Night of 14 to 15 January", ("14", "16")),
        ("Overnight from Tuesday into Wednesday it fell.", "Overnight from Tuesday into Wednesday", ("21", "23")),
    ],
)
def test_a_night_between_two_days_reaches_into_both(text: str, words: str, interval: tuple[str, str]) -> None:
    assert days(told(text)[words]) == tuple(f"2025-01-{day}" for day in interval)


def test_a_night_between_days_that_do_not_touch_stays_open() -> None:
    assert told("They came in the night from Monday to Friday.")["the night from Monday to Friday"].interval is None


def test_what_came_before_dawn_came_on_that_day() -> None:
    assert days(told("They came before dawn on Wednesday.")["dawn on Wednesday"]) == ("2025-01-22", "2025-01-23")
    assert days(told("They came before Wednesday.")["Wednesday"]) == ("None", "2025-01-23")


def test_the_same_hour_is_of_the_day_told_before_it() -> None:
    found = told("Raiders came on Tuesday. At the same hour the mill burned.")
    assert days(found["the same hour"]) == ("2025-01-21", "2025-01-22")


def test_days_before_what_is_told_next_are_counted_from_the_day_told_last() -> None:
    found = told("The mill burned on Tuesday. Nine had been shot two days before when raiders came.")
    assert days(found["two days before"]) == ("2025-01-19", "2025-01-20")
