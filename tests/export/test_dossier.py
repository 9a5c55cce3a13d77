"""A dossier: what is known of an actor, in the order of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.export import dossier
from onrecord.knowledge.base import KnowledgeBase
from onrecord.knowledge.ties import KnownTies
from onrecord.model.actors import Actor, ActorKind, Alias, Membership, Post
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId
from onrecord.relations import join

LEAGUE, NORLAND = ActorId("kb:league"), ActorId("kb:norland")
KNOWN = {LEAGUE: "Coast League", NORLAND: "Norland"}
SINCE = DateInterval(date(2021, 5, 1), None)
EARLIER = DateInterval(date(2018, 1, 1), date(2020, 1, 1))
ADA = Actor(
    id=ActorId("kb:ada"), name="Ada Amsel", kind=ActorKind.PERSON,
    aliases=(Alias(name="A. Amsel"), Alias(name="Ada Tern", held=DateInterval(None, date(2010, 1, 1)))),
    posts=(Post(title="tide minister", organisation=NORLAND, held=SINCE),
           Post(title="spokeswoman", organisation=LEAGUE, held=EARLIER)),
    memberships=(Membership(kind="member_of", actor=LEAGUE, held=EARLIER), Membership(kind="fights", actor=NORLAND)),
)  # fmt: skip


def test_names_stand_with_their_dates() -> None:
    assert list(dossier.names_by_date(ADA)) == ["A. Amsel", "Ada Tern (before 2010-01-01)"]


def test_posts_are_told_in_time() -> None:
    assert list(dossier.posts(ADA, KNOWN)) == [
        "spokeswoman, Coast League (2018-01-01 to 2019-12-31)",
        "tide minister, Norland (since 2021-05-01)",
    ]


def test_ties_by_kind() -> None:
    assert list(dossier.ties(ADA, KNOWN)) == ["fights Norland", "member of Coast League (2018-01-01 to 2019-12-31)"]


def test_relations_carry_their_words_and_whose_they_are(record: Any) -> None:
    ties = join(record.relations(Filter()), KnownTies(KnowledgeBase.shipped()))
    lines = list(dossier.sections(replace(ADA, aliases=(), posts=(), memberships=()), KNOWN, ties, ()))
    assert lines[1] == "RELATIONS CLAIMED"
    assert any("“" in line and "Harbour Gazette" in line for line in lines)


def test_events_by_year(record: Any) -> None:
    events = list(record.events(Filter()))
    lines = list(dossier.by_year((event.occurred, event.event_type, 1) for event in events))
    assert sum(int(line[8:13]) for line in lines) == len(events)
    assert lines[0].startswith("2024")


def test_a_part_with_nothing_is_left_out() -> None:
    bare = Actor(id=ActorId("kb:x"), name="X", kind=ActorKind.ORGANISATION)
    assert list(dossier.sections(bare, KNOWN, (), ())) == []
