"""Who fills a role of a claim stands there once, by whichever name comes first."""

from __future__ import annotations

from onrecord.interface import Reader
from onrecord.model.claims import EventType


def test_a_state_and_its_capital_are_one_actor() -> None:
    claims = Reader().code("China and Beijing's government condemned the raid with France.", published="2023-05-02")
    accusing = [claim for claim in claims if claim.claim.event_type is EventType.ACCUSE]
    assert accusing
    for claim in accusing:
        ids = [actor.actor_id for actor in claim.actors if actor.actor_id]
        assert len(ids) == len(set(ids))


def test_two_crowds_of_one_state_stay_two() -> None:
    claims = Reader().code("Gunmen killed Chinese miners and Chinese drivers on Monday.", published="2023-05-02")
    killed = {who.text for claim in claims for who in claim.recipients}
    assert killed == {"Chinese miners", "Chinese drivers"}
