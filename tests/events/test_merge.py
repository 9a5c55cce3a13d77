from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.events import merge
from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.events import Agreement
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.resolved import ResolvedClaim
from tests.events.made import claim

DAY = date(2024, 5, 1)
RESPONSIBLE = Stance.CLAIMS_RESPONSIBILITY


def ambush() -> list[ResolvedClaim]:
    """One ambush as two papers and two groups tell it, and another in the south of the same country."""
    return [
        claim(
            "Gunmen killed six border guards in an ambush near Karsa on Wednesday.",
            trigger="killed",
            recipients=("border guards",),
            where="Karsa",
            day=DAY,
            killed=(6, 6),
            voices=("Governor Tal",),
        ),
        claim(
            "Red Column said it killed nine border guards in Karsa.",
            trigger="killed",
            article="two",
            publisher="The Herald",
            actors=("Red Column",),
            recipients=("border guards",),
            where="Karsa",
            day=DAY,
            killed=(9, 9),
            stance=RESPONSIBLE,
            voices=("Red Column",),
        ),
        claim(
            "The Blue Front also took credit for the ambush on border guards near Karsa.",
            trigger="ambush",
            article="two",
            publisher="The Herald",
            actors=("Blue Front",),
            recipients=("border guards",),
            where="Karsa",
            day=DAY,
            stance=RESPONSIBLE,
            voices=("Blue Front",),
            shift=100,
        ),
        claim(
            "Gunmen killed six traders in Belu on Wednesday.",
            trigger="killed",
            article="three",
            publisher="The Times of Belu",
            recipients=("traders",),
            where="Belu",
            day=DAY,
            killed=(6, 6),
        ),
    ]


def test_one_ambush_with_two_claims_of_responsibility_and_two_tolls() -> None:
    found = merge(ambush()).events
    assert sorted(len(e.claims) for e in found) == [1, 3]
    event = max(found, key=lambda e: len(e.claims))
    fields = {c.field: c for c in event.contradictions}
    assert {a.value for a in fields["actors"].accounts} == {"Red Column", "Blue Front"}
    assert fields["actors"].reason == "more than one claims responsibility"
    assert {a.value for a in fields["killed"].accounts} == {"6", "9"}
    assert event.agreement is Agreement.CONFLICT
    assert event.independent_voices == 3
    assert all(v.is_party for a in fields["actors"].accounts for v in a.voices)


@settings(max_examples=25, deadline=None)
@given(st.permutations(ambush()))
def test_the_order_of_claims_changes_nothing(claims: list[ResolvedClaim]) -> None:
    assert merge(claims) == merge(ambush())


def test_copies_count_once() -> None:
    words = {"trigger": "killed", "recipients": ("traders",), "where": "Belu", "day": DAY, "killed": (4.0, 4.0)}
    text = "Gunmen killed four traders in Belu on Wednesday."
    copies = [claim(text, article=f"copy {i}", publisher=f"Paper {i}", copy_group="g1", **words) for i in range(4)]
    (event,) = merge(copies).events
    assert (event.articles, event.independent_voices, event.agreement) == (1, 1, Agreement.SINGLE)
    wired = [claim(text, article=f"wire {i}", publisher=f"Paper {i}", wire="The Wire", **words) for i in range(3)]
    (event,) = merge(wired).events
    assert event.independent_voices == 1
    assert "wire The Wire" in event.independence[0]


def test_the_same_week_and_place_but_another_victim_is_another_event() -> None:
    one = claim("Gunmen killed a judge in Karsa.", trigger="killed", recipients=("Judge Ama",), where="Karsa", day=DAY)
    other = claim(
        "Gunmen killed a bishop in Karsa.",
        trigger="killed",
        article="two",
        recipients=("Bishop Oto",),
        where="Karsa",
        day=DAY,
    )
    assert len(merge([one, other]).events) == 2


def test_a_toll_that_grows_with_the_days_is_an_update() -> None:
    early, late = (
        claim(
            f"A bomb killed {n} shoppers in Karsa.",
            trigger="killed",
            article=f"day {day}",
            recipients=("shoppers",),
            where="Karsa",
            day=DAY,
            killed=(n, n),
            published=date(2024, 5, day),
            voices=("Mayor Ilu",) if day == 1 else ("Doctor Sen",),
        )
        for n, day in ((5.0, 1), (8.0, 2))
    )
    (event,) = merge([early, late]).events
    assert not event.contradictions
    assert event.quantities[0].low == 5
    assert event.quantities[0].high == 8


def test_a_denial_is_a_contradiction() -> None:
    told = claim(
        "The army shelled Karsa, residents said.",
        trigger="shelled",
        actors=("Army",),
        where="Karsa",
        day=DAY,
        voices=("residents",),
    )
    denied = claim(
        "The army denied that it had shelled Karsa.",
        trigger="shelled",
        article="two",
        actors=("Army",),
        where="Karsa",
        day=DAY,
        factuality=Factuality.DENIED,
        stance=Stance.DENIES,
        voices=("Army",),
    )
    (event,) = merge([told, denied]).events
    assert [c.field for c in event.contradictions] == ["factuality"]


def test_a_group_and_its_branch_do_not_contradict() -> None:
    wide = claim(
        "The League bombed a market in Karsa.",
        trigger="bombed",
        actors=("League",),
        recipients=("market",),
        where="Karsa",
        day=DAY,
        stance=RESPONSIBLE,
    )
    branch = claim(
        "The League's northern wing claimed that it bombed the market in Karsa.",
        trigger="bombed",
        article="two",
        actors=("Wing<League",),
        recipients=("market",),
        where="Karsa",
        day=DAY,
        stance=RESPONSIBLE,
    )
    (event,) = merge([wide, branch]).events
    assert not event.contradictions


def test_what_is_planned_is_not_what_was_done() -> None:
    plan = claim(
        "Aland will send envoys to Karsa.", trigger="send", kind=EventType.AGREE, factuality=Factuality.PLANNED
    )
    deed = claim("Aland sent envoys to Karsa.", trigger="sent", kind=EventType.CONSULT, article="two")
    assert len(merge([plan, deed]).events) == 2


def test_a_person_outranks_the_program() -> None:
    claims = ambush()
    apart = Judgement(
        id="ju1",
        kind=JudgementKind.CLAIMS,
        left=claims[0].claim.id,
        right=claims[1].claim.id,
        verdict=Verdict.DIFFERENT,
        score=1.0,
        reason="two ambushes",
        left_value="",
        right_value="",
        decided_by="ana",
    )
    events = merge(claims, decided=[apart]).events
    assert not any({claims[0].claim.id, claims[1].claim.id} <= set(e.claims) for e in events)


def test_no_claims_no_events() -> None:
    assert merge([]).events == ()
