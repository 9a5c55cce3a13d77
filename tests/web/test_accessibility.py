"""Nobody is kept out: axe-core finds nothing serious on any view of the demo, wide and light or narrow and dark.

Left out where Chromium or the packages of desk/package-lock.json are missing. Where ONRECORD_SCREENSHOTS names a
folder, a picture of every view goes there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from onrecord import pipeline
from onrecord.settings import Settings
from onrecord.store import Record
from tests.web.conftest import every_view, heard, listening

AXE = Path(__file__).parents[2] / "desk" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 850}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 850}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"},
}
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .map(found => `${found.id}: ${found.nodes.map(node => node.target).slice(0, 5).join(", ")}`)"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the demo."""
    where = tmp_path_factory.mktemp("demo") / "demo.db"
    options = pipeline.ReadOptions(settings=Settings(jobs=1))
    with Record.open(where, write=True) as opened:
        pipeline.read_into(opened, pipeline.demo_sources(), options=options)
    with Record.open(where) as opened:
        yield opened


@pytest.mark.parametrize("look", LOOKS)
def test_no_view_keeps_anybody_out(browser: Any, demo: Record, look: str, left_out: Callable[[str], NoReturn]) -> None:
    if not AXE.exists():
        left_out("axe-core is not installed (npm ci --prefix desk)")
    axe, found = AXE.read_text(encoding="utf-8"), {}
    folder = os.environ.get("ONRECORD_SCREENSHOTS")
    with listening(demo) as address:
        page = browser.new_page(**LOOKS[look])
        said = heard(page, address)
        for view in every_view(demo):
            assert page.goto(address + view).ok, view
            page.evaluate(axe)
            found[view] = page.evaluate(SERIOUS)
            if folder:
                name = re.sub(r"\W+", "-", view.partition("?")[0]).strip("-") or "overview"
                page.screenshot(path=Path(folder) / f"{name}-{look}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"], view
    assert {view: faults for view, faults in found.items() if faults} == {}
    assert said == []
