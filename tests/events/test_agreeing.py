"""Which values agree, agree loosely and say so, are updates or taken back, and which exclude one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord.events import merge
from onrecord.model.claims import Factuality, Stance
from onrecord.model.events import Account, Event
from onrecord.model.ids import CaptureId
from onrecord.model.resolved import Gone, ResolvedClaim
from tests.events.made import claim

DAY = date(2024, 5, 1)
Range = tuple[float, float | None]


def told(article: str, killed: Range | None = None, **said: object) -> ResolvedClaim:
    place = {"trigger": "killed", "where": "Karsa", "recipients": ("shoppers",), "day": DAY, "killed": killed}
    return claim("A bomb killed shoppers in Karsa.", article=article, **{**place, **said})  # type: ignore[arg-type]


def as_one(*claims: ResolvedClaim) -> Event:
    (event,) = merge(claims).events
    return event


def account(event: Event, field: str, value: str) -> Account:
    return next(a for a in dict(event.accounts)[field] if a.value == value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((10.0, None), (12.0, 12.0)),
        ((3.0, None), (3.0, 3.0)),
        ((10.0, 15.0), (12.0, 12.0)),
        ((24.0, None), (40.0, 40.0)),
    ],
    ids=["at least ten and 12", "several and three", "between 10 and 15 and 12", "dozens and 40"],
)
def test_numbers_that_allow_one_another_agree(
    one: tuple[float, float | None], other: tuple[float, float | None]
) -> None:
    assert not as_one(told("a", one, voices=("Mayor Ilu",)), told("b", other, voices=("Doctor Sen",))).contradictions


def test_several_without_any_bound_agrees_with_three() -> None:
    vague = told("a", (3.0, None), voices=("Mayor Ilu",))
    (quantity,) = vague.claim.quantities
    open_ = replace(quantity, low=None, best=None, high=None, text="several")
    vague = replace(vague, claim=replace(vague.claim, quantities=(open_,)))
    assert not as_one(vague, told("b", (3.0, 3.0), voices=("Doctor Sen",))).contradictions


def test_at_least_twenty_and_twelve_exclude_one_another() -> None:
    event = as_one(told("a", (20.0, None), voices=("Mayor Ilu",)), told("b", (12.0, 12.0), voices=("Doctor Sen",)))
    assert [c.field for c in event.contradictions] == ["killed"]


def test_a_branch_and_its_body_agree_loosely_and_say_so() -> None:
    stance = Stance.CLAIMS_RESPONSIBILITY
    event = as_one(told("a", actors=("League",), stance=stance), told("b", actors=("Wing<League",), stance=stance))
    assert not event.contradictions
    assert account(event, "actors", "Wing").note == "part of League"
    assert account(event, "actors", "League").note is None


def test_a_town_lies_in_its_province_and_says_so() -> None:
    event = as_one(told("a"), told("b", where="North"))
    assert not event.contradictions
    assert account(event, "place", "Karsa").note == "in North"


def test_a_toll_that_grows_is_noted_as_a_later_count() -> None:
    early = told("a", (5.0, 5.0), published=date(2024, 5, 1), voices=("Mayor Ilu",))
    late = told("b", (8.0, 8.0), published=date(2024, 5, 2), voices=("Doctor Sen",))
    event = as_one(early, late)
    assert not event.contradictions
    assert account(event, "killed", "8").note == "a later count than 5"


def test_a_correction_withdraws_what_the_page_said_before() -> None:
    def version(number: int, killed: float) -> ResolvedClaim:
        made = told(f"version {number}", (killed, killed))
        article = replace(made.article, capture_url="https://post.example/bomb", capture_id=CaptureId(f"ca{number}"))
        return replace(made, article=article)

    second = version(2, 6.0)
    gone = Gone(capture_id=CaptureId("ca2"), seen_at=datetime(2024, 5, 4, tzinfo=UTC), pieces=())
    first = replace(version(1, 60.0), gone=gone)
    other = told("b", (6.0, 6.0), publisher="The Herald", voices=("Doctor Sen",))
    event = as_one(first, second, other)
    assert not event.contradictions
    assert account(event, "killed", "60").note == "no longer on its page, which now says otherwise"
    still = as_one(replace(first, gone=None), second, other)
    assert [c.field for c in still.contradictions] == ["killed"]


def test_who_denies_later_what_they_told_takes_it_back() -> None:
    first = told("a", voices=("Mayor Ilu",), published=date(2024, 5, 1))
    later = told(
        "b", voices=("Mayor Ilu",), published=date(2024, 5, 3), factuality=Factuality.DENIED, stance=Stance.DENIES,
        actors=("Army",),
    )  # fmt: skip
    first = replace(first, actors=later.actors)
    assert not as_one(first, later).contradictions
    another = told("c", voices=("Doctor Sen",), published=date(2024, 5, 2), actors=("Army",))
    assert [c.field for c in as_one(first, later, another).contradictions] == ["factuality"]
