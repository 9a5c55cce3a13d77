"""Events: put in place of those before, found again by ids that are gone, filtered by their claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from store_samples import ISKP, LATER, TALIBAN, Page, coding_of, judged

from onrecord.model import ids
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval, Precision
from onrecord.model.events import Account, AccountVoice, Agreement, Contradiction, Event, EventQuantity
from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind
from onrecord.model.resolved import ResolvedClaim
from onrecord.store import Record


def event_of(*claims: ResolvedClaim, contradicted: bool = False) -> Event:
    """An event of the claims, with accounts made up."""
    told = tuple(c.claim.id for c in claims)
    voice = AccountVoice(name="Karim Noor", kind="speaker", publisher="The Valley Post", is_party=True)
    account = Account(value="11 killed", claims=told, voices=(voice,), low=11.0, high=11.0)
    first = claims[0]
    occurred = first.claim.occurred.interval if first.claim.occurred else None
    return Event(
        id=ids.event_id(told),
        event_type=first.claim.event_type,
        mode=first.claim.mode,
        contexts=first.claim.contexts,
        factuality=first.claim.factuality.value,
        actors=first.actors,
        recipients=first.recipients,
        place=first.place,
        occurred=occurred,
        precision=Precision.DAY if occurred else None,
        quantities=(EventQuantity(kind="killed", who="people", low=11.0, best=11.0, high=None, unit=None),),
        background=False,
        claims=told,
        articles=1,
        publishers=1,
        independent_voices=1,
        independence=("one voice",),
        accounts=(("killed", (account,)), ("place", ())),
        contradictions=(Contradiction(field="killed", accounts=(account,), reason="made up"),) if contradicted else (),
        agreement=Agreement.CONFLICT if contradicted else Agreement.SINGLE,
    )


@pytest.fixture
def built(record: Record) -> Record:
    """A record whose assaults make one event, each other claim one of its own."""
    record.add(coding_of(Page()))
    record.add(coding_of(Page(path="two.txt", url=None, more="More. ")))
    rebuild(record)
    return record


def rebuild(record: Record, *, together: bool = True) -> None:
    claims = list(record.claims())
    assaults = [c for c in claims if c.claim.event_type is EventType.ASSAULT]
    others = [c for c in claims if c.claim.event_type is not EventType.ASSAULT]
    first = [event_of(*assaults, contradicted=True)] if together else [event_of(c) for c in assaults]
    record.replace_events([*first, *(event_of(c) for c in others)])


def test_events_come_back_whole(built: Record) -> None:
    claims = [c for c in built.claims() if c.claim.event_type is EventType.ASSAULT]
    expected = event_of(*claims, contradicted=True)
    assert built.event(expected.id) == expected
    assert next(built.events()) == expected
    assert {c.event_id for c in claims} == {expected.id}
    assert built.counts()["events"] == 3
    assert built.counts()["contradictions"] == 1


def test_events_are_current_until_something_changes(built: Record) -> None:
    assert built.events_current
    built.add(coding_of(Page(path="three.txt", url=None, more="Other. ")))
    assert not built.events_current
    assert [f.is_fault for f in built.verify()] == [False]
    rebuild(built)
    assert built.events_current
    built.add_judgements([judged(JudgementKind.ACTORS, TALIBAN.id, ISKP.id, by="mina")])
    assert not built.events_current


def test_verify_finds_events_that_do_not_follow(built: Record) -> None:
    assert built.verify() == ()
    built.replace_events([event_of(next(built.claims()))])
    assert {f.check for f in built.verify()} == {"claims_in_no_event"}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (Filter(), 3),
        (Filter(event_type=EventType.ASSAULT), 1),
        (Filter(contradicted=True), 1),
        (Filter(actor="ISIS-K"), 3),
        (Filter(actor="Taliban"), 2),
        (Filter(place="Kunduz", voice="Karim Noor"), 1),
        (Filter(since=date(2025, 1, 21)), 2),  # undated themselves, published on the 23rd
        (Filter(until=date(2025, 1, 20)), 1),
        (Filter(publisher="valleypost.example", text="kunduz"), 3),
        (Filter(capture="two.txt"), 2),
        (Filter(limit=1, offset=1), 1),
    ],
)
def test_filters(built: Record, asked: Filter, number: int) -> None:
    assert len(list(built.events(asked))) == number


def test_an_id_that_is_gone_leads_on(built: Record) -> None:
    joined = next(built.events(Filter(event_type=EventType.ASSAULT)))
    rebuild(built, together=False)
    apart = list(built.events(Filter(event_type=EventType.ASSAULT)))
    gone = {e.id for e in apart} - {joined.id}
    rebuild(built)
    for old in gone:
        assert built.event(old) == joined


def test_an_event_is_found_again_after_a_new_run(built: Record) -> None:
    before = {event.event_type: event.id for event in built.events(Filter(capture="https://example.org/market"))}
    built.add(coding_of(Page(run=LATER)))
    rebuild(built)
    for event_type, old in before.items():
        found = built.event(old)
        assert found is not None
        assert found.event_type is event_type


def test_people_s_decisions_on_claims_carry_over_to_a_new_run(record: Record) -> None:
    old, new = coding_of(Page()), coding_of(Page(run=LATER))
    record.add(old)
    one, other = (c.id for c in old.articles[0].claims)
    record.add_judgements([judged(JudgementKind.CLAIMS, one, other, by="mina")])
    record.add(new)
    (decision,) = record.decisions(JudgementKind.CLAIMS)
    assert (decision.left, decision.right) == tuple(c.id for c in new.articles[0].claims)


def test_judgements_of_claims_are_replaced_with_the_events(built: Record) -> None:
    one, other, *_ = (c.claim.id for c in built.claims())
    events = list(built.events())
    built.replace_events(events, [judged(JudgementKind.CLAIMS, one, other)])
    assert len(list(built.judgements(JudgementKind.CLAIMS))) == 1
    built.replace_events(events, [])
    assert list(built.judgements(JudgementKind.CLAIMS)) == []
    assert len(list(built.judgements(JudgementKind.CLAIMS, withdrawn=True))) == 1


def test_an_event_of_open_days(record: Record) -> None:
    record.add(coding_of(Page()))
    event = replace(event_of(*record.claims()), occurred=DateInterval(None, date(2025, 1, 21)))
    record.replace_events([event])
    assert list(record.events(Filter(since=date(1999, 1, 1)))) == [event]
    assert list(record.events(Filter(since=date(2025, 1, 21)))) == []
