"""Which claims wait for a person, in which order, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import ISKP, KUNDUZ, TALIBAN, Page, coding_of, judged

from onrecord.model.changes import Correction, Worth
from onrecord.model.claims import EventType
from onrecord.model.events import Account, Contradiction, EventQuantity
from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind, Verdict
from onrecord.store import Record


@pytest.fixture
def coded(record: Record) -> Record:
    record.add(coding_of(Page()))
    return record


def waiting(record: Record, by: str = "mina", *, blind: bool = False) -> list[tuple[str, Worth]]:
    return [(one.claim.trigger.text, one.worth) for one in record.queue(Filter(), by, blind=blind)]


def decide(record: Record, by: str, words: str, status: str = "accepted") -> None:
    claim = next(c for c in record.claims(Filter(as_read=True)) if c.trigger.text == words)
    record.change(by, status, corrections=[Correction(claim.claim.id, "status", status)])


def test_what_was_decided_waits_no_more(coded: Record) -> None:
    assert waiting(coded) == [("blamed", Worth.OTHER), ("killed", Worth.OTHER)]
    decide(coded, "mina", "blamed")
    assert waiting(coded) == waiting(coded, "omar") == [("killed", Worth.OTHER)]
    coded.undo("mina")
    assert len(waiting(coded)) == 2


def test_a_note_decides_nothing(coded: Record) -> None:
    claim = next(coded.claims()).claim.id
    coded.change("mina", "a note", corrections=[Correction(claim, "note", "ask Omar")])
    assert len(waiting(coded)) == 2


def test_blind_coders_see_nothing_of_one_another(coded: Record) -> None:
    decide(coded, "mina", "killed", "rejected")
    decide(coded, "mina", "blamed")
    assert waiting(coded) == []
    assert waiting(coded, "mina", blind=True) == []
    assert [words for words, _ in waiting(coded, "omar", blind=True)] == ["blamed", "killed"]
    assert not any(one.claim.reviewed for one in coded.queue(Filter(), "omar", blind=True))


def test_a_filter_and_a_page_are_asked_for(coded: Record) -> None:
    asked = Filter(event_type=EventType.ASSAULT)
    assert [one.claim.trigger.text for one in coded.queue(asked, "mina")] == ["killed"]
    assert [one.claim.trigger.text for one in coded.queue(Filter(limit=1, offset=1), "mina")] == ["killed"]


def test_an_open_name_and_a_weak_claim_come_first(coded: Record) -> None:
    mention = next(c for c in coded.claims() if c.trigger.text == "killed").actors[0].mention_id
    coded.add_judgements(
        [
            judged(JudgementKind.ACTOR, str(mention), ISKP.id, Verdict.DIFFERENT, by="omar"),
            judged(JudgementKind.ACTOR, str(mention), TALIBAN.id, Verdict.UNSURE, by="omar"),
        ]
    )
    first = next(coded.queue(Filter(), "mina"))
    assert (first.worth, first.reason) == (Worth.UNCERTAIN, "it is open whom or what “ISKP” names")


@pytest.mark.parametrize(
    ("change", "worth", "reason"),
    [
        ("disputed", Worth.CONTRADICTORY, "accounts of its event exclude one another on killed"),
        ("many", Worth.INFLUENTIAL, "4 independent voices tell its event"),
        ("alone", Worth.INFLUENTIAL, "the only claim of an event with dead or injured"),
    ],
)
def test_what_contradicts_comes_before_what_many_tell(coded: Record, change: str, worth: Worth, reason: str) -> None:
    from test_events import event_of

    attack = next(c for c in coded.claims() if c.trigger.text == "killed")
    event = replace(event_of(attack), contradictions=(), quantities=(), independent_voices=1)
    account = Account(value="11", claims=(attack.claim.id,), voices=())
    killed = EventQuantity(kind="killed", who=None, low=11, best=11, high=11, unit=None)
    told = {
        "disputed": replace(event, contradictions=(Contradiction(field="killed", accounts=(account,), reason="no"),)),
        "many": replace(event, independent_voices=4),
        "alone": replace(event, quantities=(killed,)),
    }
    coded.replace_events([told[change]])
    first, second = coded.queue(Filter(), "mina")
    assert (first.claim.trigger.text, first.worth, first.reason) == ("killed", worth, reason)
    assert second.reason == "the program is 70% sure"


def test_the_place_is_asked_too(coded: Record) -> None:
    assert [one.claim.trigger.text for one in coded.queue(Filter(place=KUNDUZ.name), "mina")] == ["killed"]
