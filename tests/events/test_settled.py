"""What an event says where its accounts differ: nothing is chosen that only some of them tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.events import merge
from onrecord.events.accounts import contradictions_of
from onrecord.events.settled import event_type_of, occurred_of, place_of
from onrecord.events.tolls import quantities_of
from onrecord.model.claims import EventType, Stance
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.events import Agreement, Event
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.mentions import MentionKind, Quantity, QuantityKind
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from tests.events.made import claim

FIRST, SECOND = date(2024, 1, 18), date(2024, 1, 19)


def bombing(where: str, day: date, article: str, basis: str = "written date", told: str = "") -> ResolvedClaim:
    text = f"A car bomb killed four people in {where} {told or f'on {day:%d %B}'}, police said."
    made = claim(text, trigger="killed", article=article, where=where, day=day, recipients=("people",), killed=(4, 4))
    assert made.claim.occurred is not None
    return replace(made, claim=replace(made.claim, occurred=replace(made.claim.occurred, basis=basis)))


def as_one(*claims: ResolvedClaim) -> Event:
    """The event of claims that a person has judged to be one."""
    first, *others = claims
    same = [
        Judgement(
            id=f"ju{i}", kind=JudgementKind.CLAIMS, left=first.claim.id, right=other.claim.id, verdict=Verdict.SAME,
            score=1.0, reason="one bombing", left_value="", right_value="", decided_by="ana",
        )
        for i, other in enumerate(others)
    ]  # fmt: skip
    (event,) = merge(claims, decided=same).events
    return event


def test_two_written_days_are_two_bombings() -> None:
    assert len(merge([bombing("Karsa", FIRST, "one"), bombing("Karsa", SECOND, "two")]).events) == 2


@pytest.mark.parametrize(
    ("basis", "told"), [("weekday before publication", "on Friday"), ("written date", "on the night of 19 January")]
)
def test_a_weekday_or_a_night_leaves_a_day_of_slack(basis: str, told: str) -> None:
    (event,) = merge([bombing("Karsa", FIRST, "one"), bombing("Karsa", SECOND, "two", basis, told)]).events
    assert event.occurred == DateInterval(FIRST, date(2024, 1, 20))
    assert event.precision is None
    (told_apart,) = event.contradictions
    assert (told_apart.field, told_apart.reason) == ("occurred", "the days exclude one another")
    assert [a.value for a in told_apart.accounts] == ["2024-01-18", "2024-01-19"]
    assert event.agreement is Agreement.CONFLICT


def test_two_provinces_are_two_bombings_however_near() -> None:
    here = bombing("Karsa", FIRST, "one")
    there = bombing("Karsa", FIRST, "two")
    assert here.place is not None
    across = replace(here.place, place_id="pl:over", name="Over", admin1="pl:east", parents=("pl:east",), latitude=10.1)
    assert len(merge([here, replace(there, place=across)]).events) == 2


def test_words_alone_do_not_make_one_of_two_neighbouring_towns() -> None:
    words = {"trigger": "shelled", "day": FIRST, "where": "Karsa"}
    here = claim("Shells hit: the army shelled homes all morning long.", article="one", **words)
    there = claim("Shells hit: the army shelled homes all morning long.", article="two", **words)
    assert len(merge([here, there]).events) == 1
    assert here.place is not None
    near = replace(here.place, place_id="pl:near", name="Near", latitude=10.2)
    assert len(merge([here, replace(there, place=near)]).events) == 2


def test_where_the_places_exclude_one_another_none_is_chosen() -> None:
    here, there = bombing("Karsa", FIRST, "one"), bombing("Belu", FIRST, "two")
    event = as_one(here, there)
    assert event.place is None
    (apart,) = event.contradictions
    assert apart.field == "place"
    assert {a.value for a in apart.accounts} == {"Karsa", "Belu"}
    wide = as_one(here, there, bombing("Aland", FIRST, "three"))
    assert wide.place is not None
    assert wide.place.name == "Aland"


def test_a_province_and_its_town_do_not_exclude() -> None:
    wide, fine = bombing("North", FIRST, "one"), bombing("Karsa", FIRST, "two")
    place = place_of([wide, fine])
    assert place is not None
    assert place.name == "Karsa"
    assert not contradictions_of([wide, fine], ())


def test_a_month_around_two_rival_days_does_not_widen_them() -> None:
    month = bombing("Karsa", FIRST, "three", "month")
    assert month.claim.occurred is not None
    whole = replace(month.claim.occurred, interval=DateInterval.month(2024, 1), precision=Precision.MONTH)
    month = replace(month, claim=replace(month.claim, occurred=whole))
    days = [bombing("Karsa", FIRST, "one"), bombing("Karsa", date(2024, 1, 20), "two")]
    assert occurred_of([*days, month]) == (DateInterval(FIRST, date(2024, 1, 21)), None)
    assert occurred_of([days[0], month]) == (DateInterval.day(FIRST), Precision.DAY)


def test_the_type_is_that_of_most_voices_then_of_the_first_telling() -> None:
    def told(kind: EventType, article: str, day: int, voice: str) -> ResolvedClaim:
        text = "The port was closed to ships."
        return claim(text, trigger="closed", kind=kind, article=article, published=date(2024, 5, day), voices=(voice,))

    sanction = told(EventType.SANCTION, "one", 1, "Mayor Ilu")
    coerce = told(EventType.COERCE, "two", 2, "Doctor Sen")
    again = replace(told(EventType.COERCE, "three", 3, "Doctor Sen"))
    assert event_type_of([coerce, again, sanction]) is EventType.SANCTION
    assert event_type_of([coerce, sanction, told(EventType.COERCE, "four", 4, "Judge Ama")]) is EventType.COERCE
    event = as_one(coerce, sanction)
    assert {a.value for a in dict(event.accounts)["act"]} == {"COERCE", "SANCTION"}


# Numbers


def counting(text: str, *counted: tuple[str, str | None, float, float | None], article: str = "one") -> ResolvedClaim:
    """A claim with a number for each (words, who, low, high), whose recipients are those counted."""
    made = claim(text, trigger="killed", article=article, recipients=tuple(who or "people" for _, who, *_ in counted))
    quantities = tuple(
        Quantity(
            kind=QuantityKind.KILLED, who=who, low=low, best=low if low == high else None, high=high, unit=None,
            text=words, span=Span(text.index(words), text.index(words) + len(words)),
        )
        for words, who, low, high in counted
    )  # fmt: skip
    return replace(made, claim=replace(made.claim, quantities=quantities))


def tolls(*claims: ResolvedClaim) -> list[tuple[str | None, float | None, float | None, float | None]]:
    return [(q.who, q.low, q.best, q.high) for q in quantities_of(claims)]


MILITANTS = ("Two militants", "militants", 2.0, 2.0)
SOLDIERS = ("three soldiers", "soldiers", 3.0, 3.0)


def test_groups_that_one_claim_counts_are_added_up_and_kept_apart() -> None:
    told = counting("Two militants and three soldiers were killed.", MILITANTS, SOLDIERS)
    assert tolls(told) == [(None, 5, 5, 5), ("militants", 2, 2, 2), ("soldiers", 3, 3, 3)]


def test_who_is_not_counted_leaves_the_sum_open() -> None:
    told = counting("Two militants, three soldiers and a child were killed.", MILITANTS, SOLDIERS)
    child = replace(told.recipients[0], text="a child")
    assert tolls(replace(told, recipients=(*told.recipients, child)))[0] == (None, 5, None, None)


def test_an_open_part_leaves_the_sum_open() -> None:
    told = counting("Two militants and at least six guards were killed.", MILITANTS, ("six", "guards", 6.0, None))
    assert tolls(told)[0] == (None, 8, None, None)


def test_parts_of_a_number_are_not_added_to_it() -> None:
    text = "Ten people, including two embassy guards, were killed."
    told = counting(text, ("Ten people", "people", 10.0, 10.0), ("two embassy", "embassy guards", 2.0, 2.0))
    assert tolls(told) == [(None, 10, 10, 10), ("embassy guards", 2, 2, 2)]


def test_people_beside_soldiers_may_hold_them() -> None:
    text = "Four people and three soldiers were killed."
    told = counting(text, ("Four people", "people", 4.0, 4.0), SOLDIERS)
    assert tolls(told)[0] == (None, 4, None, None)


def test_groups_of_different_claims_are_not_pooled_nor_added_up() -> None:
    one = counting("Two militants were killed.", MILITANTS)
    other = counting("The raid killed three soldiers.", SOLDIERS, article="two")
    assert tolls(one, other) == [("militants", 2, 2, 2), ("soldiers", 3, 3, 3)]
    fewer = counting("The raid killed two soldiers.", ("two soldiers", "Malian soldiers", 2.0, 2.0), article="three")
    assert tolls(other, fewer) == [(None, 2, None, 3)]


# Whoever is not named is no side


@pytest.mark.parametrize("words", ["Rival groups", "Gunmen", "two armed groups", "unidentified militants"])
def test_nobody_in_particular_is_no_rival_camp(words: str) -> None:
    stance = Stance.CLAIMS_RESPONSIBILITY
    named = claim("Red Column killed six.", trigger="killed", actors=("Red Column",), stance=stance)
    other = claim("They killed six.", trigger="killed", actors=("x",), stance=stance, article="two")
    bare = replace(other.actors[0], text=words, mention_kind=MentionKind.GROUP)
    assert not contradictions_of([named, replace(other, actors=(bare,))], ())
    front = replace(bare, text="Blue Front", mention_kind=MentionKind.ARMED_GROUP)
    (rivals,) = contradictions_of([named, replace(other, actors=(front,))], ())
    assert {a.value for a in rivals.accounts} == {"Red Column", "Blue Front"}


def test_undated_accounts_have_no_days() -> None:
    assert occurred_of([claim("Six died.", trigger="died")]) == (None, None)
    vague = TimeValue(
        text="a Tuesday", span=Span(0, 1), interval=None, precision=None, basis=None, timex_type="DATE",
        timex_value=None,
    )  # fmt: skip
    made = claim("Six died.", trigger="died")
    assert occurred_of([replace(made, claim=replace(made.claim, occurred=vague))]) == (None, None)
