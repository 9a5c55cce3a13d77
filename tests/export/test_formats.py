"""Each format is read back by somebody else's reader."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord import export
from onrecord.errors import UsageError
from onrecord.export.csv_tables import cell
from onrecord.export.tables import TABLES
from onrecord.model.filters import Filter


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_gives_every_table(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    count = export.write("csv", record, Filter(), out)
    assert {file.name for file in out.iterdir()} == {f"{table.name}.csv" for table in TABLES}
    assert count == sum(len(rows_of(file)) for file in out.iterdir())
    claims = rows_of(out / "claims.csv")
    assert [row["claim_id"] for row in claims] == ["cl1", "cl2", "cl3", "cl4"]
    assert claims[0]["occurred_start"] == "2024-03-04"
    assert claims[1]["voices"] == "Harbour Gazette; Ridge Front"
    accounts = rows_of(out / "accounts.csv")
    assert {row["value"] for row in accounts if row["contradicted"] == "true"} == {
        *("Four", "nine"),
        *("Ridge Front", "Coast League"),
    }


def test_csv_as_a_zip_is_the_same_each_time(record: Any, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        export.write("csv", record, Filter(), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert "evidence.csv" in archive.namelist()


def test_cells_that_a_spreadsheet_would_run() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\tx", "＝1", "  =1"):
        assert cell(text, spreadsheet_safe=True) == "'" + text
        assert cell(text) == text
    assert cell("a=b", spreadsheet_safe=True) == "a=b"
    assert cell(-1, spreadsheet_safe=True) == "-1"
    assert [cell(None), cell(True), cell(["a", "b"])] == ["", "true", "a; b"]


def test_parquet_is_typed(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    export.write("parquet", record, Filter(), out)
    claims = pq.read_table(out / "claims.parquet")
    assert claims.schema.field("occurred_start").type == pa.date32()
    assert claims.schema.field("mode").type == pa.list_(pa.string())
    first = claims.to_pylist()[0]
    assert first["occurred_start"] == date(2024, 3, 4)
    assert first["mode"] == ["explosives"]
    assert first["lat"] == 57.5
    assert pq.read_table(out / "quantities.parquet").to_pylist()[0]["best"] == 4.0
    assert pq.read_table(out / "issues.parquet").to_pylist()[0]["raised_at"].isoformat() == "2024-03-06T12:00:00+00:00"


def test_geojson_points_are_longitude_first(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "events.geojson"
    assert export.write("geojson", record, Filter(), out) == 2
    collection = json.loads(out.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    attack, visit = collection["features"]
    assert attack["geometry"] == {"type": "Point", "coordinates": [-4.25, 57.5]}
    assert attack["properties"]["precision_words"] == "exact place"
    assert visit["geometry"] is None


def test_plover_records(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    assert export.write("plover", record, Filter(), out) == 4
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert told[1]["event"] == "ASSAULT"
    assert told[1]["source"] == [
        {"actorText": "The Ridge Front", "actor": "Ridge Front", "code": "NRL", "sector": None}
    ]
    assert told[0]["date"] == "2024-03-04"
    assert told[0]["publication"] == "Harbour Gazette"


def test_jsonl_in_one_file_names_each_listing(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    count = export.write("jsonl", record, Filter(), out)
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert count == len(told)
    assert list(dict.fromkeys(line["listing"] for line in told)) == [
        *("captures", "articles", "claims", "relations", "events", "actors", "places", "issues")
    ]
    export.write("jsonl", record, Filter(), tmp_path / "each.zip")
    with zipfile.ZipFile(tmp_path / "each.zip") as archive:
        assert len(archive.read("claims.jsonl").splitlines()) == 4


def test_a_failed_export_leaves_what_was_there(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "events.geojson"
    out.write_text("before")

    def broken(wanted: Filter) -> Any:
        raise RuntimeError("halfway")
        yield

    record.events = broken
    with pytest.raises(RuntimeError):
        export.write("geojson", record, Filter(), out)
    assert out.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["events.geojson"]


def test_paths_that_cannot_be_written(record: Any, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("x")
    for name, path in (
        ("geojson", tmp_path / "missing" / "x.geojson"),
        ("geojson", tmp_path),
        ("csv", tmp_path / "file.txt"),
    ):
        with pytest.raises(UsageError):
            export.write(name, record, Filter(), path)


def test_an_unknown_format_names_those_there_are(record: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet"):
        export.write("xlsx", record, Filter(), tmp_path / "x")
