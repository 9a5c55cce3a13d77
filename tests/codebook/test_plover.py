"""The PLOVER tables are whole and agree with one another."""

from __future__ import annotations

import pytest

from onrecord.codebook import CONTEXTS, MODES, QUADS, intensity, is_mode, quad
from onrecord.model.claims import EventType, Quad


def test_every_type_has_a_quad_and_a_list_of_modes() -> None:
    assert set(QUADS) == set(EventType) == set(MODES)
    assert sum(q is Quad.MATERIAL_CONFLICT for q in QUADS.values()) == 5
    assert quad(EventType.SANCTION) is Quad.MATERIAL_CONFLICT


def test_totals_of_modes_and_contexts() -> None:
    assert sum(map(len, MODES.values())) == 67
    assert len(CONTEXTS) == len(set(CONTEXTS)) == 37
    assert is_mode(EventType.ASSAULT, "drone")
    assert not is_mode(EventType.AID, "drone")


@pytest.mark.parametrize(
    ("event_type", "modes", "expected"),
    [
        (EventType.ASSAULT, ("suicide-attack",), -9.5),
        (EventType.ASSAULT, ("firearms",), -9.0),
        (EventType.ASSAULT, ("beat", "drone"), -9.5),
        (EventType.CONSULT, ("visit",), 4.0),
        (EventType.ACCUSE, (), -3.0),
        (EventType.REQUEST, ("change",), -1.0),
        (EventType.AID, (), 10.0),
    ],
)
def test_intensity(event_type: EventType, modes: tuple[str, ...], expected: float) -> None:
    assert intensity(event_type, modes) == expected


def test_conflict_is_below_nought_and_cooperation_above() -> None:
    for event_type in EventType:
        for mode in (*MODES[event_type], None):
            value = intensity(event_type, (mode,) if mode else ())
            assert -10 <= value <= 10
            if event_type is not EventType.REQUEST:
                assert (value > 0) == ("cooperation" in quad(event_type))
