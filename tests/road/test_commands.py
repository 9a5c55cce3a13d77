"""Every listing and every filter over the sample pages; offsets of pages that are hard to count in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

KEYS = {
    "captures": "schema_version capture_id path url sha256 retrieved_at media_type versions articles set_aside",
    "articles": (
        "schema_version article_id capture order kind title publisher credited_to author language published body parts "
        "copy_group copy_of shares"
    ),
    "claims": (
        "schema_version claim_id article_id run_id capture event_type mode contexts quad cameo intensity factuality "
        "background stance chain actors recipients place occurred quantities trigger evidence confidence reviewed "
        "event_id"
    ),
    "relations": "relation_id kind subject object post held chain evidence article_id",
    "events": (
        "event_id event_type mode actors recipients place occurred quantities background claims articles publishers "
        "independent_voices accounts contradictions agreement replaced_by"
    ),
    "actors": "actor_id name aliases country sector",
    "places": "place_id name country admin1 lat lon precision",
    "issues": "item stage code message refused",
}
PARTS = {
    "chain": "kind name actor_id text cue start end",
    "actors": "text start end actor_id name aliases country sector",
    "recipients": "text start end actor_id name aliases country sector",
    "place": "text start end place_id name country admin1 lat lon precision",
    "occurred": "start end text basis precision",
    "quantities": "kind who low best high unit text start end",
    "trigger": "text start end capture_start capture_end",
    "evidence": "text start end capture_start capture_end",
}
TEXT = """Rebels kill four soldiers near Kano 💥 café

The Harbour Gazette
5 March 2024

🇳🇬 KANO, Nigeria — Rebels 👩‍👩‍👧 killed four soldiers near Kano on Monday, a spokesman 🎙️ said. Bo\u0308ko cafe\u0301
owners condemned the attack. The Taliban 𝕏 denied that its fighters 🤥 had planted the bomb.

The Türkiye government and France signed an agreement on fishing on Tuesday 🐟. The president of France 🇫🇷 will visit
Nigeria in May, her office said. ‏قالت الشرطة‏ Police in Kano arrested two men on Wednesday.
"""
HARD = {
    "plain.txt": TEXT.encode(),
    "mark.txt": ("\ufeff" + TEXT.replace("Kano", "Jos")).encode(),
    "returns.txt": TEXT.replace("Kano", "Aba").replace("\n", "\r\n").encode(),
    "old-returns.txt": TEXT.replace("Kano", "Gombe").replace("\n", "\r").encode(),
    "wide.txt": TEXT.replace("Kano", "Sokoto").encode("utf-16"),
    "lines.txt": TEXT.replace("Kano", "Minna").replace(". ", ".\u2028").encode(),
    "page.html": (
        "<html><head><meta charset=utf-8><title>Rebels kill four soldiers 💥</title></head><body><article>"
        + "".join(f"<p>{part}</p>" for part in TEXT.replace("Kano", "Ilorin").split("\n\n"))
        + "</article></body></html>"
    ).encode(),
    "entities.html": (
        "<html><body><h1>Rebels kill four soldiers</h1>"
        + "".join(f"<p>&#128165;&nbsp;{part.replace('killed', 'k<b>ill</b>ed')}</p>" for part in TEXT.split("\n\n"))
        + "</body></html>"
    ).encode(),
}


def lines(command: Any) -> list[dict[str, Any]]:
    """The JSON lines that a command printed."""
    assert command.code == 0, command.stderr
    return [json.loads(line) for line in command.stdout.splitlines()]


@pytest.fixture(scope="module")
def demo(shell: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose onrecord.db holds the sample pages and those that are hard to count in."""
    folder = tmp_path_factory.mktemp("demo")
    assert shell.run("demo", "--record", "onrecord.db", folder=folder).code == 0
    (folder / "hard").mkdir()
    for name, content in HARD.items():
        (folder / "hard" / name).write_bytes(content)
    read = shell.run("read", "hard", "--jobs", "1", folder=folder)
    assert read.code == 0, read.stderr
    return folder


@pytest.mark.parametrize("listing", KEYS)
def test_lines_have_the_keys_that_are_promised(shell: Any, demo: Path, listing: str) -> None:
    rows = lines(shell.run(listing, "--format", "jsonl", folder=demo))
    assert rows
    for row in rows:
        assert set(KEYS[listing].split()) <= set(row)
        for part, keys in PARTS.items() if listing == "claims" else ():
            for piece in row[part] if isinstance(row[part], list) else [row[part]] if row[part] else []:
                assert set(keys.split()) <= set(piece), part
    table = shell.run(listing, "--format", "csv", folder=demo)
    assert len(list(csv.reader(io.StringIO(table.stdout)))) == len(rows) + 1
    assert shell.run(listing, folder=demo).code == 0


def test_words_slice_in_the_article_and_in_the_capture(shell: Any, demo: Path) -> None:
    wholes = {row["sha256"]: row for row in lines(shell.run("captures", "--text", "--format", "jsonl", folder=demo))}
    texts = {row["article_id"]: row for row in lines(shell.run("articles", "--text", "--format", "jsonl", folder=demo))}
    for article in texts.values():
        whole = wholes[article["capture"]["sha256"]]["text"]
        for piece in (*article["body"], *article["parts"]):
            assert (
                article["text"][piece["start"] : piece["end"]] == whole[piece["capture_start"] : piece["capture_end"]]
            )
    told = set()
    for claim in lines(shell.run("claims", "--format", "jsonl", folder=demo)):
        text, whole = texts[claim["article_id"]]["text"], wholes[claim["capture"]["sha256"]]["text"]
        told.add(Path(claim["capture"]["path"]).name)
        assert claim["evidence"]
        for piece in (claim["trigger"], *claim["evidence"]):
            assert piece["text"] == text[piece["start"] : piece["end"]]
            assert piece["text"] == whole[piece["capture_start"] : piece["capture_end"]]
        voices = [voice for voice in claim["chain"] if voice["start"] is not None]
        named = [*claim["actors"], *claim["recipients"], *claim["quantities"], *voices]
        for piece in [*named, claim["place"]] if claim["place"] else named:
            assert piece["text"] == text[piece["start"] : piece["end"]]
    assert set(HARD) <= told


def test_texts_of_plain_files_are_the_files(shell: Any, demo: Path) -> None:
    for row in lines(shell.run("captures", "--text", "--format", "jsonl", folder=demo)):
        name = Path(row["path"]).name
        if name in HARD and name.endswith(".txt"):
            assert row["text"] == HARD[name].decode("utf-16-le" if name == "wide.txt" else "utf-8")


FILTERS = (
    ("--actor", "JNIM"),
    ("--actor", "nobody at all"),
    ("--recipient", "Mali"),
    ("--voice", "JNIM"),
    ("--place", "Mali"),
    ("--country", "mli"),
    ("--type", "assault"),
    ("--quad", "material-conflict"),
    ("--factuality", "denied"),
    ("--since", "2026-03"),
    ("--until", "2026"),
    ("--publisher", "The Bamako Ledger"),
    ("--search", 'Bourem "army post" AND ( * -x'),
    ("--contradicted",),
    ("--no-background",),
    ("--as-read",),
    ("--limit", "1"),
    ("--offset", "2"),
    ("--limit", "0"),
)


def test_every_filter(shell: Any, demo: Path) -> None:
    """Each on claims, and on one of the other listings in turn."""
    names = ("claims", *(name for name in KEYS if name != "claims"))
    every = {name: len(lines(shell.run(name, "--format", "jsonl", folder=demo))) for name in names}
    for number, asked in enumerate(FILTERS):
        for listing in ("claims", names[1 + number % (len(names) - 1)]):
            found = lines(shell.run(listing, *asked, "--format", "jsonl", folder=demo))
            assert len(found) <= every[listing], (listing, asked)
            assert asked != ("--limit", "1") or len(found) == 1


@pytest.mark.parametrize(
    "asked",
    [
        ("claims", "--country", "Mali"),
        ("claims", "--type", "FIGHTING"),
        ("claims", "--since", "2026-02-30"),
        ("claims", "--limit", "-1"),
        ("claims", "--format", "xml"),
        ("claims", "--nonsense"),
        ("nonsense",),
        ("event",),
        ("event", "evzz"),
        ("actor", "nobody at all"),
        ("export", "nonsense", "-o", "x"),
        ("export", "jsonl"),
        ("report",),
        ("forget", "ca0"),
    ],
)
def test_wrong_usage(shell: Any, demo: Path, asked: tuple[str, ...]) -> None:
    command = shell.run(*asked, folder=demo)
    assert command.code == 2
    assert command.stdout == ""
    assert "Traceback" not in command.stderr


def test_where_there_is_no_record(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, this is")
    for record in ("nowhere.db", "text.db", "no/such/folder/case.db"):
        for command in (("event", "evzz"), ("claims",), ("verify",), ("report", "-o", "x.html"), ("reread",)):
            ended = shell.run(*command, "--record", record, folder=tmp_path)
            if command == ("reread",) and record == "nowhere.db":
                continue
            assert ended.code == 3, (record, command, ended.stderr)
            assert len(ended.stderr.splitlines()) == 1
