"""Reading in with a browser: files dropped, progress as it goes, a reload in between, what was refused tried again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.executors import InProcess
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import close, create_app
from tests.web.conftest import heard, listening

STORY = "Depot shelled\n\n12 March 2026\n\nGunmen killed 11 soldiers in Bourem on Tuesday, a military spokesman said.\n"
DROP = """([names, texts]) => {
  const held = new DataTransfer();
  names.forEach((name, n) => held.items.add(new File([texts[n]], name, {type: "text/plain"})));
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(type, {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


class Stepwise:
    """Reads an item each time that it is let."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)

    def run(self, load: Callable[[], Any], work: Callable[[Any, Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        for result in InProcess().run(load, work, items):
            if isinstance(result, tuple):  # what names the program comes first, and waits for nobody
                assert self.go.acquire(timeout=60)
            yield result


@pytest.fixture
def steps(tmp_path: Path) -> Iterator[tuple[str, Stepwise]]:
    """Where a desk on an empty record listens, and what lets it read on."""
    Record.open(tmp_path / "in.db", write=True).close()
    reads = Stepwise()
    with Record.open(tmp_path / "in.db") as opened:
        app = create_app(opened, Settings(model="lists", jobs=1), executor=reads)
        with listening(opened, app) as where:
            yield where, reads
            reads.go.release(99)
            close(app)


def test_files_are_dropped_and_followed(browser: Any, steps: tuple[str, Stepwise]) -> None:
    address, reads = steps
    page = browser.new_page()
    said = heard(page, address)
    page.goto(f"{address}/read")
    page.evaluate(DROP, [["<b>story.txt", "empty.txt"], [STORY, ""]])
    card = page.locator("li.intake")
    card.locator("progress").wait_for()
    reads.go.release()
    card.get_by_text("1 of 2 read").wait_for()
    page.reload()  # what is being read is not the page's business
    card.get_by_text("1 of 2 read").wait_for()
    reads.go.release()
    card.get_by_role("button", name="Try the refused again").wait_for()
    assert card.locator("h3").text_content() == "<b>story.txt and 1 more"
    assert "the page is empty" in card.text_content()
    card.get_by_role("button", name="Try the refused again").click()
    card.locator("progress").wait_for()
    reads.go.release()
    card.get_by_text("1 new page").wait_for()
    card.get_by_role("link", name="What is new").click()
    page.get_by_role("link", name="Depot shelled").click()
    assert "Gunmen killed 11 soldiers" in page.locator("main").text_content()
    assert said == []
    page.close()


def test_a_text_is_pasted_and_a_mistake_is_told(browser: Any, steps: tuple[str, Stepwise]) -> None:
    address, reads = steps
    page = browser.new_page()
    said = heard(page, address)
    page.goto(f"{address}/read")
    reads.go.release(9)
    page.locator("#by-text textarea").fill(STORY)
    page.locator("#by-text summary").click()
    page.locator("#by-text input[name=published]").fill("soon")
    page.get_by_role("button", name="Read the text").click()
    page.get_by_role("alert").get_by_text("is no day").wait_for()
    said.clear()  # a browser logs every answer that is an error
    page.locator("#by-text input[name=published]").fill("2026-03-12")
    page.get_by_role("button", name="Read the text").click()
    page.locator("li.intake.done").wait_for()
    assert page.locator("#by-text textarea").input_value() == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []
    page.close()


def test_it_works_without_scripts(browser: Any, steps: tuple[str, Stepwise]) -> None:
    address, reads = steps
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{address}/read")
    page.locator("#by-text textarea").fill(STORY)
    page.get_by_role("button", name="Read the text").click()
    page.locator("li.intake").wait_for()
    assert 'http-equiv="refresh"' in page.content()
    reads.go.release(9)
    for _ in range(
        200
    ):  # a browser without scripts looks again by itself; the one of this test is only made to seem so
        page.goto(f"{address}/read")
        if page.locator("li.intake.done").count():
            break
    assert page.get_by_role("link", name="What is new").count() == 1
    plain.close()
