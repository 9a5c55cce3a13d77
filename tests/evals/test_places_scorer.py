"""The scorer of places on cases counted by hand."""

from __future__ import annotations

from evals.places import Found, Given, is_located, is_near
from onrecord.model.actors import Place
from onrecord.model.ids import PlaceId

KABUL = Place(id=PlaceId("gn:1138958"), name="Kabul", latitude=34.53, longitude=69.17, geonames=1138958)
NOWHERE = Place(id=PlaceId("pl:x"), name="X", latitude=0.0, longitude=0.0)


def test_exact_needs_the_id_and_nearness_161_kilometres() -> None:
    given = Given()
    gold = [
        [0, 5, "Kabul", "1138958", 34.52, 69.18, "PPLC"],  # the very place
        [9, 14, "Logar", "999", 34.0, 69.2, "ADM1"],  # another id, some sixty kilometres off
        [20, 25, "Paris", "1", 48.8, 2.3, "PPLC"],  # far off
        [30, 35, "Nowhere", None, 0.1, 0.1, None],  # coordinates only
        [40, 45, "Street", None, None, None, None],  # neither: not counted
    ]
    answers = {(0, 5): KABUL, (9, 14): KABUL, (20, 25): KABUL, (30, 35): NOWHERE}
    given.add(gold, answers)
    scores = given.scores()
    assert scores["exact"] == round(1 / 3, 4)
    assert scores["acc161"] == round(3 / 4, 4)


def test_an_unanswered_toponym_is_wrong() -> None:
    given = Given()
    given.add([[0, 5, "Kabul", "1138958", 34.52, 69.18, "PPLC"]], {(0, 5): None})
    assert given.scores()["exact"] == 0.0


def test_found_places_on_unlocated_gold_are_not_counted() -> None:
    found = Found()
    gold = [[0, 5, "Kabul", "1138958", 34.52, 69.18, "PPLC"], [10, 20, "Main Street", None, None, None, None]]
    found.add(gold, {(0, 5): KABUL, (10, 14): NOWHERE, (30, 40): NOWHERE})
    # One right of one gold and two counted answers.
    assert found.scores() == {"toponym_f1": round(2 / 3, 4), "end_to_end_f1": round(2 / 3, 4)}


def test_an_id_stands_for_its_own_coordinates() -> None:
    assert is_near(KABUL, [0, 5, "Kabul", "1138958", None, None, None])
    assert not is_near(NOWHERE, [0, 5, "Kabul", "1138958", None, None, None])
    assert is_located([0, 5, "Kabul", "1138958", None, None, None])
