"""Dossiers from the database: the same as from all claims, each loaded."""

from __future__ import annotations

from typing import Any

from onrecord.export.dossier import in_time
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.store import Record


def _claims(record: Record, actor_id: str, asked: Filter) -> list[Any]:
    every = [*record.claims(asked)]
    return [
        told
        for told in in_time(every)
        if any(ref.actor_id == actor_id for ref in (*told.actors, *told.recipients, *told.chain))
    ]


def test_parts_are_those_of_all_claims_in_time(record: Record) -> None:
    for row in record.actors():
        for asked in (Filter(), Filter(event_type=EventType.ASSAULT), Filter(include_background=False)):
            told = _claims(record, row.actor.id, asked)
            part = record.parts(row.actor.id, asked)
            assert list(part.claims) == [one.claim.id for one in told]
            for name, refs in (("acts", "actors"), ("receives", "recipients"), ("speaks", "chain")):
                expected = sum(any(ref.actor_id == row.actor.id for ref in getattr(one, refs)) for one in told)
                assert getattr(part, name) == expected


def test_company_is_whoever_acts_in_the_same_claims(record: Record) -> None:
    for row in record.actors():
        met: dict[str, int] = {}
        for told in record.claims(Filter(actor=row.actor.id)):
            for other in {ref.actor_id for ref in (*told.actors, *told.recipients)} - {None, row.actor.id}:
                met[str(other)] = met.get(str(other), 0) + 1
        found = record.company(row.actor.id)
        assert {one.actor_id: one.total for one in found} == met
        assert [one.total for one in found] == sorted(met.values(), reverse=True)


def test_an_actor_by_its_id_alone(record: Record) -> None:
    row = next(record.actors())
    assert record.actor(row.actor.id) == row.actor
    assert record.actor("kb:nobody") is None
    assert record.actor_names([row.actor.id, "kb:nobody"]) == {row.actor.id: row.actor.name}
    assert record.parts("kb:nobody").claims == ()
