"""The CAMEO table is whole, and going to CAMEO and back keeps the type."""

from __future__ import annotations

from onrecord.codebook import MODES, from_cameo, is_mode, to_cameo
from onrecord.codebook.cameo import CAMEO
from onrecord.model.claims import EventType

# Modes for which CAMEO's nearest code says less, or something else.
_COARSE = {
    "boycott", "vandalize", "weapons", "militia", "censor", "withhold", "misinformation", "suicide-attack", "resign",
}  # fmt: skip


def test_twenty_roots_each_with_children() -> None:
    roots = [code for code in CAMEO if len(code) == 2]
    assert roots == [f"{n:02}" for n in range(1, 21)]
    for root in roots:
        assert any(code.startswith(root) and len(code) == 3 for code in CAMEO)
    assert all(code[:-1] in CAMEO for code in CAMEO if len(code) > 2)


def test_every_meaning_is_from_cameo() -> None:
    for coded in CAMEO.values():
        assert coded.event_type is not None or not coded.modes
        assert all(is_mode(coded.event_type, mode) for mode in coded.modes if coded.event_type)


def test_round_trip_keeps_type_and_where_cameo_can_tell_mode() -> None:
    for event_type in EventType:
        for mode in (None, *MODES[event_type]):
            back = from_cameo(to_cameo(event_type, (mode,) if mode else ()))
            assert back is not None
            if mode != "resign":
                assert back.event_type is event_type
            if mode is not None and mode not in _COARSE:
                assert back.modes == (mode,)


def test_a_suicide_attack_is_183_and_unknown_codes_are_none() -> None:
    assert to_cameo(EventType.ASSAULT, ("suicide-attack",)) == "183"
    assert from_cameo("1952") == CAMEO["1952"]
    assert from_cameo("0429") == CAMEO["042"]
    assert from_cameo("---") is None
