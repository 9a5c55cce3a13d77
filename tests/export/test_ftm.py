"""FollowTheMoney: what leaves is what that model knows, and comes back as it was."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from onrecord import export as exports
from onrecord.errors import UsageError
from onrecord.export import actor_files, ftm
from onrecord.knowledge.imports import import_actors
from onrecord.knowledge.imports.actors import Known
from onrecord.knowledge.imports.ftm import STATEMENT_COLUMNS
from onrecord.knowledge.imports.plain import COLUMNS
from onrecord.model.actors import Actor, ActorKind, Alias, Membership, Post
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId

NORLAND, LEAGUE, ADA = ActorId("kb:norland"), ActorId("kb:coast-league"), ActorId("kb:ada-amsel")
FROM_2020 = DateInterval(DateInterval.year(2020).start, None)
HELD = DateInterval(DateInterval.month(2019, 5).start, DateInterval.year(2021).end)
ACTORS = (
    Actor(id=NORLAND, name="Norland", kind=ActorKind.STATE, country="NOR", sector="GOV", code="NOR"),
    Actor(
        id=LEAGUE, name="Coast League", kind=ActorKind.ARMED_GROUP, country="NOR", sector="REB", code="NORREB",
        aliases=(Alias(name="CL"), Alias(name="Shore Band", held=DateInterval(None, HELD.start))),
        memberships=(Membership(kind="fights", actor=NORLAND, held=FROM_2020),),
    ),
    Actor(
        id=ADA, name="Ada Amsel", kind=ActorKind.PERSON, country="NOR", sector="GOV", code="NORGOV",
        posts=(Post(title="tide minister", organisation=NORLAND, held=HELD),),
        memberships=(Membership(kind="member_of", actor=LEAGUE),),
    ),
)  # fmt: skip

# The schemata and properties that we write, for where the package itself cannot be asked.
OURS: dict[str, set[str]] = {
    "thing": {"name", "alias", "previousName", "weakAlias", "country", "wikidataId", "notes", "topics", "keywords"},
    "body": {"sector", "classification"},
    "interval": {"startDate", "endDate", "role", "status", "summary", "description", "recordId", "publisher", "proof"},
}
KNOWN = {
    **dict.fromkeys(("PublicBody", "Organization", "Company"), OURS["thing"] | OURS["body"]),
    "Person": OURS["thing"] | OURS["body"] | {"position"},
    "Position": OURS["thing"] | {"organization"},
    "Occupancy": OURS["interval"] | {"holder", "post"},
    "Membership": OURS["interval"] | {"member", "organization"},
    "Succession": OURS["interval"] | {"successor", "predecessor"},
    "UnknownLink": OURS["interval"] | {"subject", "object", "sourceUrl"},
    "Event": OURS["thing"] | OURS["interval"] | {"location", "involved"},
    "Article": {"title", "fileName", "publisher", "sourceUrl", "publishedAt"},
}


def check(line: dict[str, Any]) -> None:
    """The package decides where it can be imported, the list above where it cannot."""
    if find_spec("followthemoney") is None:
        assert set(line["properties"]) <= KNOWN[line["schema"]], line
        return
    from followthemoney import model

    schema = model.get(line["schema"])
    assert schema is not None
    kept = model.get_proxy(line, cleaned=False).to_dict()["properties"]
    assert {name: sorted(values) for name, values in kept.items()} == {
        name: sorted(values) for name, values in line["properties"].items()
    }
    schema.validate(line)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def refs(line: dict[str, Any]) -> set[str]:
    ends = ("holder", "post", "organization", "member", "subject", "object", "proof", "involved")
    return {value for name in ends for value in line["properties"].get(name, ())}


def test_a_record_leaves_as_entities_that_hold_together(record: Any, tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    count = exports.write("ftm", record, Filter(), path)
    written = lines(path)
    assert count == len(written) == len({line["id"] for line in written})
    for line in written:
        check(line)
    schemata = {line["schema"] for line in written}
    assert {"Event", "Article", "UnknownLink"} <= schemata
    told = [line for line in written if line["id"].startswith("told-")]
    assert told
    assert all(line["properties"]["proof"] and line["properties"]["summary"] for line in told)
    articles = {line["id"] for line in written if line["schema"] == "Article"}
    assert {proof for line in told for proof in line["properties"]["proof"]} <= articles


def test_actors_leave_with_posts_and_ties(tmp_path: Path) -> None:
    path = tmp_path / "actors.jsonl"
    actor_files.write(ACTORS, path)
    written = {line["id"]: line for line in lines(path)}
    for line in written.values():
        check(line)
        assert refs(line) <= set(written)
    assert written["kb-coast-league"]["properties"]["previousName"] == ["Shore Band"]
    (held,) = (line["properties"] for line in written.values() if line["schema"] == "Occupancy")
    assert (held["startDate"], held["endDate"]) == (["2019-05"], ["2021"])
    assert written["kb-norland"]["properties"]["country"] == ["no"]


class Nobody:
    """A base that knows the state alone."""

    def get(self, identifier: str) -> Actor | None:
        return ACTORS[0] if identifier == NORLAND else None

    def find(self, name: str) -> tuple[Actor, ...]:
        return (ACTORS[0],) if name == "Norland" else ()

    def state(self, code: str) -> Actor | None:
        return ACTORS[0] if code == "NOR" else None


@pytest.mark.parametrize("form", ["ftm", "statements", "csv"])
def test_what_leaves_comes_back(tmp_path: Path, form: str) -> None:
    from onrecord.knowledge.imported import Imported

    path, known = tmp_path / f"out.{form}", Nobody()
    actor_files.write(ACTORS, path, form)
    base: Known = known
    done = import_actors(path, tmp_path / "k.db", base, [], lambda fault: pytest.fail(str(fault)), form=form)
    assert (done.joined, done.new) == (1, 2)
    kept = Imported(tmp_path / "k.db")
    (ada,) = kept.named("name", "ada amsel")
    (row,) = kept.rows(ada)
    assert row["posts"] == [["tide minister", NORLAND, "2019-05", "2021"]]
    (league,) = kept.named("initials", "cl")
    assert row["ties"] == [["member_of", league, None, None]]
    assert kept.named("name", "shore band") == (league,)


def test_columns_are_those_that_the_import_reads() -> None:
    assert actor_files.CSV_COLUMNS == COLUMNS
    assert actor_files.STATEMENT_COLUMNS == STATEMENT_COLUMNS


def test_statements_carry_the_ids_of_the_model(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    actor_files.write(ACTORS, path, "statements")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert len({row["id"] for row in rows}) == len(rows)
    if find_spec("followthemoney") is not None:
        from followthemoney.statement import Statement

        for row in rows:
            made = Statement.make_key(row["dataset"], row["entity_id"], row["prop"], row["value"], False)
            assert row["prop"] == "id" or row["id"] == made


def test_a_dictionary_has_names_and_dated_codes(tmp_path: Path) -> None:
    path = tmp_path / "actors.txt"
    assert actor_files.write(ACTORS, path) == 3
    text = path.read_text(encoding="utf-8")
    assert "COAST_LEAGUE_  [NORREB]\n+CL_\n+SHORE_BAND_\n" in text
    assert "ADA_AMSEL_\n\t[NORGOV 20190501-20220101]\n" in text
    with pytest.raises(UsageError, match="--to"):
        actor_files.write(ACTORS, tmp_path / "actors.xyz")


@pytest.mark.parametrize(("given", "made"), [("kb:taliban", "kb-taliban"), ("ev12ab", "ev12ab")])
def test_ids_keep_to_the_letters_allowed(given: str, made: str) -> None:
    assert ftm.entity_id(given) == made


def test_other_letters_keep_ids_apart() -> None:
    assert ftm.entity_id("im:a:Ü") != ftm.entity_id("im:a:Ö")
