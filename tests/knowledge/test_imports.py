"""Actors and places of other people's files: brought in, known afterwards; bad rows refused one by one."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import KnowledgeError, UsageError
from onrecord.knowledge import KnowledgeBase, extended
from onrecord.knowledge.extended import ExtendedBase
from onrecord.knowledge.imports import Fault, Summary, compare, format_of, import_actors, import_places
from onrecord.knowledge.imports.drafts import RowError, checked, country_code, day_of
from onrecord.model.actors import Actor, ActorKind

BASE = KnowledgeBase.shipped()


class Desk:
    """A folder with a file of imported knowledge."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "knowledge.db"
        self.faults: list[Fault] = []

    def file(self, name: str, *lines: str | dict[str, Any]) -> Path:
        path = self.folder / name
        path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), encoding="utf-8")
        return path

    def take(self, path: Path, **how: Any) -> Summary:
        self.faults.clear()
        return import_actors(path, self.kept, BASE, BASE.actors.values(), self.faults.append, **how)

    @property
    def base(self) -> ExtendedBase:
        known = extended.shipped(self.kept)[0]
        assert isinstance(known, ExtendedBase)
        return known

    def only(self, name: str) -> Actor:
        (found,) = self.base.find(name)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


HEAD = "id,name,kind,country,sector,aliases,posts,ties"


def test_actors_of_a_plain_csv_are_known_afterwards(desk: Desk) -> None:
    rows = ("1,Ridge Front,armed_group,MLI,REB,RFX|Front of the Old Ridge;en;2001;2005,,fights;MLI;2012",
            "2,Ada Boreal,person,ml,GOV,,tide minister;MLI;2024-01-05,member_of;1")  # fmt: skip
    assert desk.take(desk.file("mine.csv", HEAD, *rows)) == Summary(new=2, joined=0, refused=0)
    front = desk.only("RFX")
    assert (front.name, front.kind, front.country, front.sector) == ("Ridge Front", ActorKind.ARMED_GROUP, "MLI", "REB")
    assert desk.only("the Front of the Old Ridge").id == front.id
    assert [(tie.kind, tie.actor) for tie in front.memberships] == [("fights", "kb:mali")]
    held = desk.base.holders("tide minister", "kb:mali", date(2025, 1, 1))
    assert [actor.name for actor in held] == ["Ada Boreal"]
    assert not desk.base.holders("tide minister", "kb:mali", date(2023, 1, 1))
    assert [a.name for a in desk.base.find_surname("Boreal")] == ["Ada Boreal"]
    assert [a.name for a in desk.base.people_of(front.id)] == ["Ada Boreal"]
    assert ("RFX", "armed_group") in {(name, kind.value) for name, kind in desk.base.names()}


def test_what_an_import_says_of_a_known_actor_is_added_to_it(desk: Desk) -> None:
    desk.take(desk.file("mine.csv", HEAD, "t,Taliban,armed_group,AFG,,The Ridge Students,,"))
    taliban = desk.only("Ridge Students")
    assert taliban.id == "kb:taliban"
    assert {a.name for a in BASE.actors[taliban.id].aliases} < {a.name for a in taliban.aliases}
    assert desk.only("Taliban").id == taliban.id


def test_persons_of_one_name_are_joined_only_within_one_country(desk: Desk) -> None:
    desk.take(desk.file("mine.csv", HEAD, "a,Wang Yi,person,CHN,GOV,,,", "b,Wang Yi,person,SGP,GOV,,,"))
    assert {actor.id for actor in desk.base.find("Wang Yi")} == {"kb:wang-yi", "im:mine:b"}


def test_apart_joins_by_id_only(desk: Desk) -> None:
    desk.take(desk.file("mine.csv", HEAD, "a,Taliban,armed_group,AFG,,,,"), apart=True)
    assert {actor.id for actor in desk.base.find("Taliban")} == {"kb:taliban", "im:mine:a"}


def test_bad_rows_are_refused_with_number_and_reason_and_good_ones_stay(desk: Desk) -> None:
    rows = ("1,Ridge Front,armed_group,MLI,REB,,,", "1,Ridge League,armed_group,MLI,REB,,,",
            "2,Ada Boreal,person,MLI,GOV,,spokesman;1;2020;2019,", "3,Bo Bystander,person,MLI,,,,",
            "4,Odd,alien,,,,,", "5,short", "6,Cay,person,XQ,GOV,,,", "7,Dee Frost,person,MLI,GOV,,minister;nobody;,",
            "8,Tide League,organisation,MLI,,,,")  # fmt: skip
    assert desk.take(desk.file("mine.csv", HEAD, *rows)) == Summary(new=3, joined=0, refused=7)
    told = {fault.row: fault.reason for fault in desk.faults}
    assert sorted(told) == [3, 4, 5, 6, 7, 8, 9]
    assert told[3] == "the id 1 stands in row 2 too"
    assert told[4] == "dates backwards: from 2020 until 2019"
    assert "no public role" in told[5]
    assert told[7] == "2 columns where the header has 8"
    assert "nobody" in told[9]


def test_wrong_columns_and_other_files_are_said_and_change_nothing(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no column 'kind'; unknown column 'colour'"):
        desk.take(desk.file("mine.csv", "name,colour", "a,b"))
    with pytest.raises(UsageError, match="--from"):
        format_of(desk.file("mine.xyz", "hello"))
    desk.kept.write_text("no database at all, by no means", encoding="utf-8")
    with pytest.raises((KnowledgeError, UsageError)):
        desk.take(desk.file("mine.csv", HEAD, "1,Ridge Front,armed_group,MLI,REB,,,"))
    assert [p.name for p in desk.folder.iterdir() if p.name.startswith(".")] == []


def test_importing_again_under_one_name_replaces(desk: Desk) -> None:
    desk.take(desk.file("mine.csv", HEAD, "1,Ridge Front,armed_group,MLI,REB,,,"))
    digest = desk.base.digest
    desk.take(desk.file("mine.csv", HEAD, "1,Ridge Front,armed_group,MLI,REB,,,"))
    assert desk.base.digest == digest
    desk.take(desk.file("mine.csv", HEAD, "1,Tide Front,armed_group,MLI,REB,,,"))
    assert not desk.base.find("Ridge Front")
    assert desk.base.digest != digest


def thing(key: str, schema: str, **said: str) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {name: [value] for name, value in said.items()}}


ENTITIES = (
    thing("gull", "Organization", name="Gull Front", country="ml", alias="GFX", topics="crime.terror"),
    thing("ada", "Person", name="Ada Boreal", country="ml", topics="role.pep", lastName="Boreal"),
    thing("pos", "Position", name="tide minister", country="ml"),
    thing("occ", "Occupancy", holder="ada", post="pos", startDate="2020-03", endDate="2022"),
    thing("mem", "Membership", member="ada", organization="gull"),
    thing("boat", "Vessel", name="Tern"),
    thing("bad", "Occupancy", holder="ada", post="pos", startDate="2022", endDate="2020"),
    thing("gone", "Occupancy", holder="nobody", post="pos"),
    "{not json",
)


def test_entities_of_follow_the_money(desk: Desk) -> None:
    assert desk.take(desk.file("f.jsonl", *ENTITIES)) == Summary(new=2, joined=0, refused=3)
    assert {fault.row for fault in desk.faults} == {7, 8, 9}
    (ada,) = desk.base.holders("tide minister", "kb:mali", date(2021, 1, 1))
    assert ada.name == "Ada Boreal"
    assert [tie.kind for tie in ada.memberships] == ["member_of"]
    assert desk.only("GFX").kind is ActorKind.ARMED_GROUP


def test_statements_in_any_order_give_the_same(desk: Desk) -> None:
    rows = [(e["id"], name, e["schema"], value[0]) for e in ENTITIES[:5] for name, value in e["properties"].items()]  # type: ignore[index]
    path = desk.folder / "s.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("entity_id", "prop", "schema", "value"), *reversed(rows)])
    assert format_of(path) == "statements"
    assert desk.take(path) == Summary(new=2, joined=0, refused=0)
    assert desk.base.holders("tide minister", "kb:mali", date(2021, 1, 1))


def item(key: str, label: str, **claims: Sequence[Any]) -> dict[str, Any]:
    def statement(value: Any) -> dict[str, Any]:
        value, qualifiers = value if isinstance(value, tuple) else (value, {})
        told = {"id": value} if str(value).startswith("Q") else value
        return {"rank": "normal", "qualifiers": qualifiers, "mainsnak": {"datavalue": {"value": told}}}

    labels = {"en": {"language": "en", "value": label}}
    return {"id": key, "labels": labels, "claims": {p: list(map(statement, values)) for p, values in claims.items()}}


def at(day: str, precision: int) -> list[dict[str, Any]]:
    return [{"datavalue": {"value": {"time": f"+{day}T00:00:00Z", "precision": precision}}}]


def test_items_of_wikidata_as_lines_or_as_a_dump(desk: Desk) -> None:
    held = ("Q900002", {"P580": at("2019-05-00", 10), "P582": at("2021-00-00", 9)})
    path = desk.file(
        "w.json",
        "[",
        json.dumps(item("Q900001", "Ada Boreal", P31=["Q5"], P27=["Q912"], P39=[held])) + ",",
        json.dumps(item("Q900002", "tide minister", P31=["Q4164871"], P1001=["Q912"])) + ",",
        json.dumps(item("Q900003", "Ode to a Tern", P31=["Q7725634"])),
        "]",
    )
    mali = BASE.state("MLI")
    assert mali is not None
    assert mali.wikidata == "Q912"
    assert desk.take(path) == Summary(new=1, joined=0, refused=1)
    assert "Q7725634" in desk.faults[0].reason
    ada = desk.only("Ada Boreal")
    assert (ada.id, ada.country) == ("im:Q900001", "MLI")
    assert [(p.title, p.organisation, str(p.held.start), str(p.held.end)) for p in ada.posts] == [
        ("tide minister", "kb:mali", "2019-05-01", "2022-01-01")
    ]


def test_a_dictionary_of_petrarch(desk: Desk) -> None:
    path = desk.file(
        "old.actors",
        "# a comment",
        "GULL_FRONT_  [MLIREB]   ; another",
        "+GULLS_OF_THE_NORTH_",
        "ADA_BOREAL_",
        "\t[MLIELI 900101-050301]",
        "\t[MLIGOV 050301-101231]",
        "NO_CODE_AT_ALL_",
        "BAD_DATES_ [MLIGOV 101231-050301]",
    )
    assert desk.take(path) == Summary(new=2, joined=0, refused=2)
    assert desk.only("Gulls of the North").sector == "REB"
    ada = desk.only("Ada Boreal")
    assert ada.kind is ActorKind.PERSON
    assert [(p.title, str(p.held.start), str(p.held.end)) for p in ada.posts] == [
        ("MLIGOV", "2005-03-01", "2010-12-31")
    ]


def test_what_a_file_says_otherwise(desk: Desk) -> None:
    posts = "foreign minister;CHN;2013-03-16;2022-12-31"
    path = desk.file("mine.csv", HEAD, f"w,Wang Yi,person,CHN,GOV,Wang the Elder,{posts},", "n,Ridge Front,party,,,,,")
    found = list(compare(path, BASE, BASE.actors.values(), desk.faults.append))
    told = {(one.name, one.field): (one.theirs, one.ours) for one in found}
    assert told["Ridge Front", "actor"] == ("party", "")
    assert told["Wang Yi", "name"] == ("Wang the Elder", "")
    theirs, ours = told["Wang Yi", "post"]
    assert "2022-12-31" in theirs
    assert "foreign minister, China" in ours
    assert not desk.kept.exists()


def test_a_long_file_takes_no_more_memory_than_a_short_one(desk: Desk) -> None:
    def peak(rows: int) -> int:
        lines = (f"{i},Gull Party {i % 50},party,PTY" for i in range(rows))  # few names: folded ones are remembered
        path = desk.file("m.csv", "id,name,kind,sector", *lines)
        tracemalloc.start()
        summary = desk.take(path, apart=True)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert summary.new == rows
        return most

    peak(6000)  # what is only made once: looser indexes, remembered names
    assert peak(6000) < peak(1500) + 500_000


PLACE = [
    *("910001", "Ternbruk", "Ternbruk", "Ternbrook,Тернбрук", "15.5", "-3.25", "P", "PPL", "ML", "", "04", "0402"),
    *("", "", "2300", "", "260", "Africa/Bamako", "2020-01-01"),
]


def dump(*changes: dict[int, str]) -> list[str]:
    return ["\t".join(change.get(i, cell) for i, cell in enumerate(PLACE)) for change in changes]


def test_places_of_a_dump_are_known_afterwards(desk: Desk) -> None:
    division = {0: "910002", 1: "Gullmark", 2: "Gullmark", 3: "", 6: "A", 7: "ADM1", 11: ""}
    spot, other = {0: "910003", 6: "S", 7: "HTL"}, {0: "910004", 8: "NE"}
    path = desk.file("ML.txt", *dump({}, division, spot, other), "too\tshort", *dump({4: "95"}, {14: "many"}))
    places = extended.shipped(desk.kept)[1]
    done = import_places(path, desk.kept, places, desk.faults.append, countries=["ML"])
    assert done == Summary(new=2, joined=0, refused=3)
    assert [fault.row for fault in desk.faults] == [5, 6, 7]
    known = extended.shipped(desk.kept)[1]
    (place,) = known.find("Ternbrook")
    assert (place.id, place.country, place.admin1, place.precision) == ("gn:910001", "MLI", "Gullmark", 1)
    assert place.parents == ("gn:910002",)
    assert known.find("Bamako") == places.find("Bamako")
    assert {"Ternbruk", "Gullmark"} <= set(known.names())
    assert known.digest != places.digest


def test_a_file_that_is_no_dump_is_said(desk: Desk) -> None:
    with pytest.raises(UsageError, match="19 columns"):
        import_places(desk.file("x.txt", "a,b"), desk.kept, extended.shipped(desk.kept)[1], desk.faults.append)
    assert not desk.kept.exists()


@given(st.dates(), st.dates())
def test_dates_never_run_backwards(first: date, last: date) -> None:
    start, end = first.isoformat(), last.isoformat()
    if first > last:
        with pytest.raises(RowError):
            checked(start, end)
    elif first < last:
        assert checked(start, end) == (start, end)


@given(st.text(max_size=14))
def test_a_date_is_read_or_refused(text: str) -> None:
    try:
        told = day_of(text)
    except RowError:
        return
    assert told is None or told == "?" or text.strip().startswith(told)


def test_states_that_are_no_more_keep_their_codes() -> None:
    assert [country_code(code) for code in ("sun", "YUG", "DDR", "CSK")] == ["SUN", "YUG", "DDR", "CSK"]
