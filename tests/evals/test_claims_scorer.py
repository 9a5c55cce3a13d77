"""The scorer of claims on small cases with known answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.claims import Tally, Told, gold, matched
from evals.marked import passage
from onrecord.model.spans import Span

KEY = Told(
    event_type="ASSAULT",
    trigger=Span(10, 16),
    actors=((Span(0, 6), Span(80, 82)),),
    recipients=((Span(20, 28),),),
    voices=((Span(40, 48),),),
    factuality="happened",
    stance="reports",
    place=(Span(30, 36),),
    time=None,
    amounts=(("killed", 11, None),),
)


def scores(key: list[Told], mine: list[Told]) -> dict[str, float]:
    tally = Tally()
    tally.add(key, mine)
    return tally.scores()


def test_all_right() -> None:
    found = scores([KEY], [KEY])
    assert {
        found[k] for k in ("trigger_f1", "directed_f1", "actors_f1", "voices_f1", "factuality", "place", "quantities")
    } == {1.0}


def test_another_mention_of_the_same_is_right() -> None:
    mine = replace(KEY, actors=((Span(80, 82),),))
    assert scores([KEY], [mine])["directed_f1"] == 1.0


def test_a_wrong_recipient_spoils_direction_only() -> None:
    mine = replace(KEY, recipients=((Span(60, 64),),))
    found = scores([KEY], [mine])
    assert (found["trigger_f1"], found["directed_f1"], found["recipients_f1"]) == (1.0, 0.0, 0.0)


def test_a_superfluous_actor_spoils_direction() -> None:
    mine = replace(KEY, actors=(*KEY.actors, (Span(90, 94),)))
    found = scores([KEY], [mine])
    assert found["directed_f1"] == 0.0
    assert found["actors_f1"] == pytest.approx(2 / 3)


def test_another_type_or_trigger_answers_nothing() -> None:
    assert matched([KEY], [replace(KEY, event_type="COERCE")]) == []
    assert matched([KEY], [replace(KEY, trigger=Span(16, 20))]) == []


def test_two_claims_on_one_trigger_are_matched_by_what_they_say() -> None:
    denial = replace(KEY, stance="denies", factuality="denied", voices=((Span(50, 55),),))
    pairs = matched([KEY, denial], [denial, KEY])
    assert [(a.stance, b.stance) for a, b in pairs] == [("reports", "reports"), ("denies", "denies")]


def test_precision_and_recall() -> None:
    extra = replace(KEY, trigger=Span(60, 65))
    assert scores([KEY], [KEY, extra])["trigger_f1"] == pytest.approx(2 / 3)


def test_the_key_of_a_passage() -> None:
    row = {
        "id": "x",
        "text": "[1 Gunmen] [2 killed] [3 [4 two] guards], [5 police] [6 said].",
        "spans": {"1": "group", "3": "group", "4": "quantity", "5": "organisation"},
        "claims": [
            {"trigger": 2, "type": "ASSAULT", "mode": None, "actors": [1], "recipients": [3], "place": None,
             "time": None, "quantities": [{"span": 4, "kind": "killed", "low": 2, "high": 2, "who": 3}],
             "factuality": "happened", "stance": "reports", "chain": [{"source": 5, "cue": 6}]},
        ],
        "same": [[1, 5]],
    }  # fmt: skip
    found = passage(row)
    (told,) = gold(found)
    assert [s.of(found.text) for s in told.actors[0]] == ["Gunmen", "police"]
    assert told.amounts == (("killed", 2, 2),)
