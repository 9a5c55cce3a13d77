"""The columns of older datasets, read back by position as their users read them; the graph by an XML reader."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord import export
from onrecord.codebook.countries import COUNTRIES, country
from onrecord.errors import UsageError
from onrecord.export.layouts import acled, gdelt, icews, polecat, ucdp
from onrecord.export.layouts.told import told
from onrecord.model.filters import Filter


def tabbed(path: Path) -> list[list[str]]:
    """Lines split at tabs, nothing quoted: as these files are read."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def written(record: Any, form: str, path: Path, **options: Any) -> Path:
    export.write(form, record, Filter(), path, **options)
    return path


def test_every_layout_has_its_columns() -> None:
    layouts = (polecat, icews, acled, gdelt, ucdp)
    assert [len(layout.COLUMNS) for layout in layouts] == [40, 20, 31, 61, 49]
    assert all(len(set(layout.COLUMNS)) == len(layout.COLUMNS) for layout in layouts)


def test_polecat_has_a_row_an_event(record: Any, tmp_path: Path) -> None:
    header, *rows = tabbed(written(record, "polecat", tmp_path / "p.tsv"))
    assert header == list(polecat.COLUMNS)
    first = dict(zip(header, rows[0], strict=True))
    assert (first["Event ID"], first["Event Date"], first["Quad Code"]) == ("ev1", "2024-03-04", "MATERIAL CONFLICT")
    assert (first["Actor Name"], first["Recipient Name"]) == ("Ridge Front", "")
    assert first["Recipient Name Raw"] == "dockers; guards"
    assert (first["Placename"], first["Latitude"]) == ("Port Ness", "57.5")


def test_icews_and_gdelt_have_a_row_a_pair_and_no_id_twice(record: Any, tmp_path: Path) -> None:
    header, *rows = tabbed(written(record, "icews", tmp_path / "i.tab"))
    assert header == list(icews.COLUMNS)
    assert [row[0] for row in rows][:2] == ["ev1", "ev1.2"]
    assert len({row[0] for row in rows}) == len(rows)
    events = tabbed(written(record, "gdelt", tmp_path / "g.csv"))
    assert all(len(row) == 61 and row[0].isdigit() for row in events)
    assert len({row[0] for row in events}) == len(events)
    assert (events[0][1], events[0][3], events[0][29]) == ("20240304", "2024", "4")


@pytest.mark.parametrize("form", ["polecat", "icews", "gdelt"])
@pytest.mark.parametrize("factuality", ["denied", "planned", "possible", "unknown"])
def test_layouts_without_a_column_for_it_make_no_fact_of_what_did_not_happen(
    record: Any, tmp_path: Path, form: str, factuality: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack, promise = record.events(Filter())
    changed = [replace(attack, factuality=factuality), replace(promise, factuality=factuality)]
    monkeypatch.setattr(type(record), "events", lambda self, wanted: iter(changed))
    left = [one for one in told(record, Filter()) if one.is_done]
    assert [one.event.id for one in left] == (["ev2"] if factuality == "planned" else [])
    rows = [row for row in tabbed(written(record, form, tmp_path / "rows.tsv")) if row[0] != "Event ID"]
    assert len(rows) == sum(1 if form == "polecat" else len(one.pairs) for one in left)


def test_acled_holds_what_happened_with_a_named_policy(record: Any, tmp_path: Path) -> None:
    def row(**options: str) -> dict[str, str]:
        with written(record, "acled", tmp_path / "a.csv", **options).open(encoding="utf-8", newline="") as file:
            (only,) = csv.DictReader(file)
            return only

    lowest, highest = row(), row(fatalities="highest")
    assert (lowest["event_type"], lowest["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
    )
    assert (lowest["fatalities"], lowest["tags"]) == ("4", "fatality policy=lowest")
    assert (highest["fatalities"], highest["tags"]) == ("9", "fatality policy=highest")
    assert row(fatalities="agreed")["fatalities"] == ""
    assert (lowest["event_date"], lowest["time_precision"], lowest["inter1"]) == ("2024-03-04", "1", "")


def test_ucdp_spans_the_accounts(record: Any, tmp_path: Path) -> None:
    with written(record, "ucdp", tmp_path / "u.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["low"], row["best"], row["high"]) == ("4", "", "9")
    assert row["source_original"] == "police; Ridge Front; Coast League"
    assert (row["date_prec"], row["date_start"], row["date_end"]) == ("1", "2024-03-04", "2024-03-04")
    assert (row["where_prec"], row["geom_wkt"]) == ("1", "POINT (-4.25 57.5)")
    assert row["priogrid_gid"] == str(295 * 720 + 351 + 1)


def test_the_graph_joins_actors_by_id(record: Any, tmp_path: Path) -> None:
    root = ElementTree.fromstring(written(record, "graphml", tmp_path / "g.xml").read_bytes())
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id") for key in root.iter(f"{space}key")}
    assert {data.get("key") for data in root.iter(f"{space}data")} <= keys
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    assert all({edge.get("source"), edge.get("target")} <= nodes for edge in root.iter(f"{space}edge"))


def test_options_and_policies_that_there_are_not(record: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="takes no --fatalities"):
        export.write("gdelt", record, Filter(), tmp_path / "x", fatalities="lowest")
    with pytest.raises(UsageError, match="no fatality policy"):
        export.write("acled", record, Filter(), tmp_path / "x", fatalities="mean")


def test_countries_by_code() -> None:
    mali = country("MLI")
    assert mali is not None
    assert (mali.numeric, mali.gleditsch_ward, mali.region, mali.wide_region) == (
        "466",
        "432",
        "Western Africa",
        "Africa",
    )
    assert country(None) is None
    assert all(found.wide_region or found.region == "Antarctica" for found in COUNTRIES.values())
