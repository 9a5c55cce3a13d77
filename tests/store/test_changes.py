"""What people change: fields of claims, one action at a time, undone and done again, with who saw what."""

from __future__ import annotations

import json
from typing import Any

import pytest
from store_samples import ISKP, KUNDUZ, TALIBAN, Page, coding_of

from onrecord.errors import ChangedSinceError, UsageError
from onrecord.model.changes import Correction, values_of
from onrecord.model.claims import EventType, Factuality
from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.runs import Review
from onrecord.store import Record


@pytest.fixture
def coded(record: Record) -> Record:
    record.add(coding_of(Page()))
    return record


def attack(record: Record) -> ResolvedClaim:
    return next(c for c in record.claims() if c.trigger.text == "killed")


def words_at(claim: ResolvedClaim, record: Record, words: str) -> dict[str, Any]:
    row = record.article(claim.claim.article_id)
    assert row is not None
    start = row.article.text.index(words)
    return {"start": start, "end": start + len(words)}


def change(record: Record, field: str, after: Any, by: str = "mina") -> None:
    record.change(by, f"another {field}", corrections=[Correction(attack(record).claim.id, field, after)])


@pytest.mark.parametrize(
    ("field", "after"),
    [
        ("event_type", "COERCE"),
        ("factuality", "denied"),
        ("stance", "reports"),
        ("background", True),
        ("mode", ["drone"]),
        ("contexts", ["military"]),
        ("place", None),
        ("occurred", {"start": "2025-01-21", "end": "2025-01-22", "precision": "day"}),
        ("occurred", None),
        ("quantities", []),
        ("actors", []),
        ("chain", []),
    ],
)
def test_a_corrected_field_is_shown_and_the_machines_own_stays(coded: Record, field: str, after: Any) -> None:
    before = attack(coded)
    change(coded, field, after)
    held = values_of(attack(coded))[field]
    assert held == after or {name: held[name] for name in after} == after
    assert attack(coded).reviewed
    (machine,) = (c for c in coded.claims(Filter(as_read=True)) if c.trigger.text == "killed")
    assert values_of(machine) == values_of(before)
    assert not machine.reviewed
    coded.undo("mina")
    assert attack(coded) == before
    coded.redo("mina")
    assert values_of(attack(coded))[field] == held


def test_a_corrected_actor_is_asked_for_and_counted(coded: Record) -> None:
    told = words_at(attack(coded), coded, "Karim Noor")
    change(coded, "actors", [told | {"actor_id": TALIBAN.id}])
    claim = attack(coded)
    assert [(ref.text, ref.actor_id, ref.name) for ref in claim.actors] == [("Karim Noor", TALIBAN.id, "Taliban")]
    assert claim.claim.id in [c.claim.id for c in coded.claims(Filter(actor="Taliban"))]
    assert claim.claim.id not in [c.claim.id for c in coded.claims(Filter(actor="ISKP", event_type=EventType.ASSAULT))]
    assert len(list(coded.claims(Filter(actor="ISKP", event_type=EventType.ASSAULT, as_read=True)))) == 1
    counts = {row.actor.id: row.as_actor for row in coded.actors()}
    assert counts[TALIBAN.id] == 2
    assert counts[ISKP.id] == 0


def test_words_that_nobody_was_named_for_name_whom_they_name_elsewhere(coded: Record) -> None:
    told = words_at(attack(coded), coded, "fighters")
    change(coded, "actors", [told, words_at(attack(coded), coded, "ISKP")])
    assert [(ref.text, ref.actor_id) for ref in attack(coded).actors] == [("fighters", None), ("ISKP", "iskp")]


def test_a_place_taken_away_is_no_longer_asked_for(coded: Record) -> None:
    assert len(list(coded.claims(Filter(place="Kunduz")))) == 1
    change(coded, "place", None)
    assert list(coded.claims(Filter(place="Kunduz"))) == []
    assert [row.claims for row in coded.places() if row.place.id == KUNDUZ.id] == [0]
    told = words_at(attack(coded), coded, "Kunduz")
    change(coded, "place", told | {"place_id": "afg"})
    assert attack(coded).place is not None
    assert len(list(coded.claims(Filter(place="Afghanistan")))) == 1


def test_a_day_that_a_person_set_is_asked_for(coded: Record) -> None:
    from datetime import date

    days = {"start": "2025-01-10", "end": "2025-01-11", "precision": "day"}
    change(coded, "occurred", days)
    asked = Filter(since=date(2025, 1, 10), until=date(2025, 1, 10))
    assert [c.trigger.text for c in coded.claims(asked)] == ["killed"]
    assert attack(coded).claim.occurred.text == "Monday"  # type: ignore[union-attr]
    change(coded, "occurred", None)
    published = Filter(since=date(2025, 1, 23), until=date(2025, 1, 23))
    assert [c.trigger.text for c in coded.claims(published)] == ["killed", "blamed"]


def test_a_voice_that_a_person_set_stands_behind_the_publisher(coded: Record) -> None:
    told = words_at(attack(coded), coded, "The Taliban") | {"kind": "speaker", "actor_id": None}
    change(coded, "chain", [told | {"cue": list(words_at(attack(coded), coded, "blamed").values())}])
    assert [(v.label, v.cue) for v in attack(coded).chain] == [("The Valley Post", None), ("Taliban", "blamed")]
    assert len(list(coded.claims(Filter(voice="Karim Noor")))) == 0
    assert len(list(coded.claims(Filter(voice="Taliban")))) == 1


def test_before_and_after_are_kept(coded: Record) -> None:
    change(coded, "factuality", "denied")
    change(coded, "factuality", "planned")
    newest, first = coded.history(attack(coded).claim.id)
    for one, before, after in ((first, "happened", "denied"), (newest, "denied", "planned")):
        (review,) = one.rows
        assert isinstance(review, Review)
        assert (json.loads(review.before or ""), json.loads(review.after or "")) == (before, after)


def test_one_change_holds_several_corrections(coded: Record) -> None:
    claim = attack(coded).claim.id
    made = coded.change(
        "mina",
        "a threat",
        corrections=[
            Correction(claim, "event_type", "THREATEN"),
            Correction(claim, "factuality", "threatened", "so put"),
        ],
    )
    assert [row.note for row in made.rows if isinstance(row, Review)] == [None, "so put"]
    assert (made.by, made.words, made.undone_at) == ("mina", "a threat", None)
    assert (attack(coded).claim.event_type, attack(coded).claim.factuality) == ("THREATEN", "threatened")
    assert attack(coded).claim.mode == ()  # no way in which one threatens
    coded.undo("mina")
    assert attack(coded).claim.factuality is Factuality.HAPPENED


def test_a_wrong_value_changes_nothing(coded: Record) -> None:
    claim = attack(coded)
    wrong = [
        ("event_type", "PARTY"),
        ("actors", [{"start": 0, "end": 10_000, "actor_id": None}]),
        ("actors", [words_at(claim, coded, "ISKP") | {"actor_id": "nobody known"}]),
        ("place", {"start": 3, "end": 3}),
        ("occurred", {"start": "tomorrow"}),
        ("quantities", [{"kind": "killed", "low": 12, "best": 3, "high": None, "start": 0, "end": 4}]),
        ("chain", [{"kind": "publisher", "start": 0, "end": 4}]),
        ("trigger", [0, 4]),
    ]
    for field, after in wrong:
        with pytest.raises(UsageError):
            coded.change("mina", "wrong", corrections=[Correction(claim.claim.id, field, after)])
    with pytest.raises(UsageError, match="nothing of the id"):
        coded.change("mina", "wrong", corrections=[Correction("cl00", "status", "accepted")])
    assert coded.changes() == ()
    assert attack(coded) == claim


def test_undo_and_redo_go_by_person_and_a_new_change_ends_redoing(coded: Record) -> None:
    change(coded, "factuality", "denied")
    change(coded, "stance", "denies", by="omar")
    change(coded, "factuality", "planned")
    undone = coded.undo("mina")
    assert undone is not None
    assert (undone.undone_by, undone.undone_at is not None) == ("mina", True)
    coded.undo("mina")
    assert coded.undo("mina") is None
    assert (attack(coded).claim.factuality, attack(coded).claim.stance) == ("happened", "denies")
    assert coded.redo("mina") is not None
    assert attack(coded).claim.factuality is Factuality.DENIED
    change(coded, "background", True)
    assert coded.redo("mina") is None
    coded.undo("mina")
    assert coded.redo("mina") is not None
    assert coded.redo("mina") is None
    assert len(coded.changes()) == 4
    assert [c.number for c in coded.changes(by="omar")] == [2]
    assert [c.number for c in coded.changes(limit=2, before=4)] == [3, 2]


def test_the_stack_lasts_across_sessions(where: str) -> None:
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page()))
        change(record, "factuality", "denied")
        record.undo("mina")
    with Record.open(where, write=True) as record:
        assert record.redo("mina") is not None
        assert attack(record).claim.factuality is Factuality.DENIED


def test_who_comes_second_is_told(coded: Record) -> None:
    claim = attack(coded).claim.id
    seen = {claim: coded.token(claim)}
    coded.change("omar", "denied", corrections=[Correction(claim, "factuality", "denied")], seen=seen)
    with pytest.raises(ChangedSinceError) as told:
        coded.change("mina", "planned", corrections=[Correction(claim, "factuality", "planned")], seen=seen)
    assert (told.value.object_id, told.value.by) == (claim, "omar")
    coded.undo("omar")
    coded.change("mina", "planned", corrections=[Correction(claim, "factuality", "planned")], seen=seen)
    assert attack(coded).claim.factuality is Factuality.PLANNED


def test_what_was_decided_can_be_taken_back(coded: Record) -> None:
    change(coded, "status", "rejected")
    (review,) = coded.reviews()
    coded.change("omar", "not so", withdrawn=[review.id])
    assert attack(coded).claim.event_type is EventType.ASSAULT
    coded.undo("omar")
    assert [c.trigger.text for c in coded.claims()] == ["blamed"]
    with pytest.raises(UsageError, match="no review"):
        coded.change("omar", "not so", withdrawn=["rv0"])


def test_a_persons_pace(coded: Record) -> None:
    change(coded, "status", "accepted")
    change(coded, "factuality", "denied")
    pace = coded.pace("mina")
    assert (pace.last_hour, pace.total, coded.pace("omar").total) == (1, 1, 0)
    coded.undo("mina")
    coded.undo("mina")
    assert coded.pace("mina").total == 0


def test_what_people_left_of_a_claim(coded: Record) -> None:
    claim = attack(coded).claim.id
    assert (coded.standing(claim).status, coded.standing(claim).values) == (None, {})
    coded.change("mina", "so", corrections=[Correction(claim, "status", "accepted"), Correction(claim, "note", "sure")])
    assert (coded.standing(claim).status, coded.standing(claim).values) == ("accepted", {"note": "sure"})
