"""Counts over events: periods, dyads, network, comparison. Events are the small ones that tests of exports use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis import news
from onrecord.analysis.comparison import compare
from onrecord.analysis.dyads import Level, dyads
from onrecord.analysis.network import network
from onrecord.analysis.periods import Step, after, first_day, period_of
from onrecord.analysis.timeline import timeline
from onrecord.model.claims import EventType, Quad
from onrecord.model.dates import DateInterval
from onrecord.model.events import Account, AccountVoice, Agreement, Contradiction, Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId, ClaimId, EventId
from onrecord.model.resolved import ActorRef
from onrecord.model.spans import Span
from onrecord.pipeline import ReadOptions, read_into
from onrecord.store import Record

MARCH = date(2024, 3, 4)


def ref(name: str, country: str | None = None) -> ActorRef:
    return ActorRef(
        text=name,
        span=Span(0, 1),
        mention_id=None,
        mention_kind=None,
        actor_id=ActorId(name),
        name=name,
        country=country,
    )


UNKNOWN = ActorRef(text="gunmen", span=Span(0, 1), mention_id=None, mention_kind=None)


@pytest.fixture
def event() -> Callable[..., Event]:
    count = 0

    def made(event_type: EventType = EventType.ASSAULT, **fields: Any) -> Event:
        nonlocal count
        count += 1
        base: dict[str, Any] = {
            "id": EventId(f"ev{count}"),
            "event_type": event_type,
            "factuality": "happened",
            "occurred": DateInterval.day(MARCH),
            "independent_voices": 2,
            "agreement": Agreement.AGREE,
            "background": False,
            **dict.fromkeys(("mode", "contexts", "actors", "recipients", "quantities", "claims", "independence"), ()),
            **dict.fromkeys(("accounts", "contradictions"), ()),
            **dict.fromkeys(("place", "precision"), None),
            **dict.fromkeys(("articles", "publishers"), 1),
        }
        return Event(**{**base, **fields})

    return made


@given(st.dates(max_value=date(9000, 1, 1)), st.sampled_from(Step))
def test_every_day_lies_in_the_period_that_begins_before_it(day: date, step: Step) -> None:
    start = first_day(day, step)
    assert start <= day < after(start, step)
    assert period_of(DateInterval.day(day), step) == start
    crossing = DateInterval(start, after(start, step) + timedelta(days=1))
    assert period_of(crossing, step) is None


def test_the_timeline_keeps_what_lies_in_no_period_apart(event: Callable[..., Event]) -> None:
    year = DateInterval(date(2024, 1, 1), date(2025, 1, 1))
    events = [event(), event(EventType.AID, background=True), event(occurred=year), event(occurred=None)]
    found = timeline(events, Step.MONTH)
    (period,) = found.periods
    assert (period.start, period.quads[Quad.MATERIAL_CONFLICT], period.background) == (date(2024, 3, 1), 1, 1)
    assert (found.wide, found.undated) == ((events[2].id,), (events[3].id,))


def test_a_mutual_act_is_one_act_of_the_pair(event: Callable[..., Event]) -> None:
    met = event(EventType.CONSULT, actors=(ref("Norland"), ref("Coast")))
    struck = event(actors=(ref("Norland"), UNKNOWN), recipients=(ref("Coast"),))
    planned = event(EventType.CONSULT, factuality="planned", actors=(ref("Norland"), ref("Coast")))
    found = dyads([met, struck, planned])
    assert [(d.one.name, d.other.name, d.directed, d.quad, d.count, d.voices) for d in found] == [
        ("Coast", "Norland", False, Quad.VERBAL_COOPERATION, 1, 2),
        ("Norland", "Coast", True, Quad.MATERIAL_CONFLICT, 1, 2),
    ]


def test_countries_act_through_their_bodies(event: Callable[..., Event]) -> None:
    own = event(actors=(ref("army", "MLI"),), recipients=(ref("rebels", "MLI"), ref("Niger", "NER")))
    (dyad,) = dyads([own], Level.COUNTRY)
    assert (dyad.one.name, dyad.other.name) == ("Mali", "Niger")


def test_disputed_acts_are_counted_as_such(event: Callable[..., Event]) -> None:
    rivals = Contradiction(field="actors", accounts=(), reason="more than one claims it")
    one = event(actors=(ref("A"), ref("B")), recipients=(ref("C"),), contradictions=(rivals,))
    assert [dyad.disputed for dyad in dyads([one])] == [1, 1]
    net = network([one, event(actors=(ref("A"),), recipients=(ref("C"),))])
    assert [(e.one, e.other, e.count, e.disputed) for e in net.edges] == [("A", "C", 2, 1), ("B", "C", 1, 1)]
    assert [(n.id, n.events) for n in net.nodes] == [("A", 2), ("B", 1), ("C", 2)]


def account(value: str, voice: str, publisher: str) -> Account:
    said = AccountVoice(name=voice, kind="speaker", publisher=publisher)
    return Account(value=value, claims=(ClaimId("cl"),), voices=(said,))


def test_publishers_and_voices_side_by_side(event: Callable[..., Event]) -> None:
    tolls = (account("9", "police", "Gazette"), account("12", "medics", "Courier"))
    where = (account("Ness", "police", "Gazette"), account("Ness", "medics", "Courier"))
    shared = event(accounts=(("killed", tolls), ("place", where)))
    lone = replace(shared, id=EventId("lone"), accounts=(("killed", tolls[:1]),))
    found = compare([shared, lone], ["gazette", "Medics"])
    (compared,) = found.events
    assert compared.says["killed"] == {"gazette": ("9",), "Medics": ("12",)}
    assert (compared.apart, compared.contradicted) == (("killed",), ())
    # The two give the same place in two accounts: their values meet.
    assert found.alone == {"gazette": 1, "Medics": 0}


def test_news_of_one_actor_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Harbour Gazette\n\nTwo raids\n\nPort Ness, 5 March 2024. The Taliban attacked a post in Herat on Monday, "
        "police said. Boko Haram attacked a market in Maiduguri on Monday, residents said.\n"
    )
    with Record.open(tmp_path / "a.db", write=True) as record:
        read_into(record, [str(page)], options=ReadOptions())
        every = news.news(record, datetime(2020, 1, 1, tzinfo=UTC))
        some = news.news(record, datetime(2020, 1, 1, tzinfo=UTC), wanted=Filter(actor="Taliban"))
    assert {ref.label for ref in some.actors} == {"Taliban"}
    assert set(some.events) < set(every.events)
    assert "Boko Haram" in {ref.label for ref in every.actors}
