"""A record of a few pages written for these tests, read as a user would, and a client that asks its desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app

SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202enwod edispu\u202c"

PAGES = {
    "plain.txt": (
        "Border post shelled\n\n12 March 2026\n\n"
        "Harbour Gazette\n\n"
        "👩‍🚒🇫🇷 e\u0301te\u0301: Gunmen killed 11 soldiers in Bourem on Tuesday, a military spokesman said. "
        "The Taliban said on Tuesday that its fighters had killed 30 soldiers in Bourem.\n\n"
        f"Iran denied that it had sent missiles to the Houthis {TURNED}. The United Nations condemned the attack.\n"
    ),
    "hostile.html": (
        "<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; raid</title></head><body><article>"
        "<h1>&lt;script&gt;alert(1)&lt;/script&gt; raid on a village</h1><p>14 March 2026</p>"
        "<p>The army of Mali killed 14 civilians in Tondibi on Saturday, residents &lt;img src=x "
        "onerror=alert(2)&gt; said. Mali denied that it had killed any civilians in Tondibi.</p>"
        "<p>China signed an agreement with &quot;Kazakhstan&quot;&#x202e; on 13 March 2026. Russia "
        "&amp; Kyrgyzstan held talks in Bishkek on Friday.</p><p>Police arrested 22 people in Tunis on Thursday, the "
        "interior ministry said.</p>"
        "</article></body></html>"
    ),
    "<b>named badly.txt": "Talks\n\n10 March 2026\n\nTurkey met officials of Qatar in Doha on Monday, they said.\n",
    "empty.html": "<html><body><a href='/a'>one</a></body></html>",
}


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record, open for reading."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(jobs=1)
    where: Path = folder / "desk.db"
    with Record.open(where, write=True) as opened:
        pipeline.read_into(
            opened, [str(folder / name) for name in PAGES], options=pipeline.ReadOptions(settings=settings)
        )
    with Record.open(where) as opened:
        yield opened


@pytest.fixture(scope="session")
def desk(record: Record) -> TestClient:
    """Asks the desk as a browser on this machine would."""
    return TestClient(create_app(record, Settings()), base_url="http://localhost:8710", follow_redirects=False)
