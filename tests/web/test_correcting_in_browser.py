"""Correcting in Debian's Chromium: selected words are the right characters, keys alone do, and two see one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onrecord.model.articles import Article
from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedClaim
from onrecord.store import Record
from tests.web.conftest import listening

SELECT = """([article, words]) => {
  const block = document.querySelector(`.text[data-article="${article}"]`);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".note")) nodes.push(walker.currentNode);
  const at = nodes.map((node) => node.data).join("").indexOf(words);
  const place = (offset) => {
    let left = offset;
    for (const node of nodes) { if (left <= node.length) return [node, left]; left -= node.length; }
  };
  const range = document.createRange();
  range.setStart(...place(at));
  range.setEnd(...place(at + words.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def address(own_record: Record) -> Iterator[str]:
    """A desk on a record that the test may change."""
    with listening(own_record) as where:
        yield where


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Callable[[str], Any]]:
    """Opens a page as a named person, each in a browser of their own, and fails on any complaint of the console."""
    contexts, said = [], []

    def open_as(name: str, path: str) -> Any:
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        context.add_cookies([{"name": "onrecord-coder", "value": name, "url": address}])
        contexts.append(context)
        page = context.new_page()
        # A browser notes an answer of 409 as an error of its own; whatever a script or the policy complains of is one.
        page.on("console", lambda m: said.append(m.text) if m.type == "error" and "409" not in m.text else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address + path)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert said == []


def _killing(record: Record) -> ResolvedClaim:
    return next(t for t in record.claims(Filter()) if t.trigger.text == "killed" and "Gunmen" in t.evidence[0].text)


def _article(record: Record, told: ResolvedClaim) -> Article:
    row = record.article(told.claim.article_id)
    assert row is not None
    return row.article


def _field(page: Any, name: str) -> str:
    return str(page.locator(f'form.correct [name="{name}"]').input_value())


WORDS = (
    *("👩‍🚒🇫🇷 e\u0301te\u0301", "Gunmen", "11 soldiers", "nwod edispu", "killed 30 soldiers in Bourem.\n\nIran"),
    *("حركة الشباب", "soldiers in Baidoa"),
)
"""Words after emoji, combining marks, turned writing, a line's end, and words written from right to left."""


@pytest.mark.parametrize("words", WORDS)
def test_selected_words_are_the_characters_of_the_article(
    opened: Callable[[str, str], Any], own_record: Record, words: str
) -> None:
    told = next(t for t in own_record.claims(Filter()) if words in _article(own_record, t).text)
    article = _article(own_record, told)
    page = opened("Ada", f"/claims/{told.claim.id}")
    page.evaluate(SELECT, [article.id, words])
    page.locator(".picker button", has_text="who did it").click()
    row = page.locator('form.correct .row[data-row="actors"]:not(.empty)').last
    start, end = (int(row.locator(f'[name$=".{name}"]').input_value()) for name in ("start", "end"))
    assert article.text[start:end] == words
    page.locator("form.correct button", has_text="Save").click()
    page.wait_for_selector(".strip")
    after = next(own_record.claims_with([told.claim.id]))
    assert words in {ref.span.of(article.text) for ref in after.actors}


def test_words_are_selected_with_the_mouse(opened: Callable[[str, str], Any], own_record: Record) -> None:
    told = _killing(own_record)
    page = opened("Ada", f"/claims/{told.claim.id}")
    page.wait_for_timeout(500)  # the reader moves the words into sight
    box = page.locator("mark.trigger.chosen").first.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 80, box["y"] + 12, steps=6)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()").startswith("killed")
    page.wait_for_selector(".picker")


def test_half_a_character_is_taken_whole(opened: Callable[[str, str], Any], own_record: Record) -> None:
    told = _killing(own_record)
    article = _article(own_record, told)
    page = opened("Ada", f"/claims/{told.claim.id}")
    page.evaluate(SELECT, [article.id, "🇫🇷 e\u0301te"])  # ends between a letter and the mark that combines with it
    page.locator(".picker button", has_text="to whom").click()
    row = page.locator('form.correct .row[data-row="recipients"]:not(.empty)').last
    start, end = (int(row.locator(f'[name$=".{name}"]').input_value()) for name in ("start", "end"))
    assert article.text[start:end] == "🇫🇷 e\u0301te\u0301"


def test_correct_undo_redo_reload(opened: Callable[[str, str], Any], own_record: Record) -> None:
    told = _killing(own_record)
    page = opened("Ada", f"/claims/{told.claim.id}")
    page.select_option('form.correct [name="event_type"]', "COERCE")
    page.locator("form.correct button", has_text="Save").click()
    page.wait_for_selector(".strip")
    assert _field(page, "event_type") == "COERCE"
    page.keyboard.press("u")
    page.wait_for_selector('form.correct option[value="ASSAULT"][selected]', state="attached")
    page.keyboard.press("Shift+U")
    page.wait_for_selector('form.correct option[value="COERCE"][selected]', state="attached")
    page.reload()
    assert _field(page, "event_type") == "COERCE"
    assert page.locator(".strip .what").first.text_content().startswith("type ASSAULT → COERCE")


def test_highlights_still_cover_the_evidence_after_changes(
    opened: Callable[[str, str], Any], own_record: Record
) -> None:
    told = _killing(own_record)
    page = opened("Ada", f"/claims/{told.claim.id}")
    page.select_option('form.correct [name="event_type"]', "COERCE")
    page.locator("form.correct button", has_text="Save").click()
    page.wait_for_selector(".strip")
    for one in own_record.claims(Filter(article=told.claim.article_id)):
        marked = page.locator(f'mark[data-claims~="{one.claim.id}"]').all_text_contents()
        assert "".join(marked) == "".join(piece.text for piece in one.evidence)


def test_a_name_is_chosen_by_keys_alone(opened: Callable[[str, str], Any], own_record: Record) -> None:
    told = _killing(own_record)
    page = opened("Ada", f"/claims/{told.claim.id}")
    page.locator('details[data-group="actors"] summary').press("Enter")
    who = page.locator('form.correct [name="actors.0.who"]')
    who.fill("Boko Haram")
    page.wait_for_selector('[role="option"]')
    who.press("ArrowDown")
    who.press("Enter")
    assert who.input_value() == "Boko Haram [kb:boko-haram]"
    assert page.locator('[role="listbox"]').count() == 0


def test_a_missed_claim_is_added_from_selected_words(opened: Callable[[str, str], Any], own_record: Record) -> None:
    told = _killing(own_record)
    page = opened("Ada", f"/pages/{told.article.capture_id}")
    page.evaluate(SELECT, [told.claim.article_id, "condemned"])
    page.locator(".picker button", has_text="a missed claim").click()
    page.wait_for_url("**/claims/new**")
    page.select_option('form.correct [name="event_type"]', "REJECT")
    page.evaluate(SELECT, [told.claim.article_id, "The United Nations"])
    page.locator(".picker button", has_text="who did it").click()
    page.locator("form.correct button", has_text="Add claim").click()
    page.wait_for_url("**/pages/**")
    added = [one for one in own_record.claims() if one.claim.basis.startswith("added by")]
    assert [(one.trigger.text, one.actors[0].text) for one in added] == [("condemned", "The United Nations")]


def test_two_browsers_on_one_claim(opened: Callable[[str, str], Any], own_record: Record) -> None:
    told = _killing(own_record)
    first, second = (opened(name, f"/claims/{told.claim.id}") for name in ("Ada", "Grace"))
    first.select_option('form.correct [name="event_type"]', "COERCE")
    first.locator("form.correct button", has_text="Save").click()
    first.wait_for_selector(".strip")
    second.select_option('form.correct [name="factuality"]', "possible")
    second.locator("form.correct button", has_text="Save").click()
    second.wait_for_selector('[role="alert"]')
    assert "Ada changed this claim" in second.locator('[role="alert"]').text_content()
    assert _field(second, "factuality") == "possible"
    second.locator("form.correct button", has_text="Save").click()
    second.wait_for_selector(".strip")
    after = next(own_record.claims_with([told.claim.id])).claim
    assert (after.event_type, after.factuality) == ("COERCE", "possible")


def test_ten_claims_are_reviewed_by_keys_alone(opened: Callable[[str, str], Any], own_record: Record) -> None:
    page = opened("Ada", "/review")
    waiting = own_record.how_many("claims")
    decided = 0
    while decided < min(10, waiting):
        before = page.url
        if decided == 1:
            page.keyboard.press("t")
            assert page.evaluate("document.activeElement.name") == "event_type"
            page.keyboard.type("COE")
            page.keyboard.press("Escape")
        if decided == 2:
            page.keyboard.press("f")
            page.keyboard.type("poss")
            page.keyboard.press("Escape")
        page.keyboard.press("r" if decided == 3 else "a")
        page.wait_for_function("before => location.href !== before", arg=before)
        page.wait_for_load_state()
        decided += 1
        assert int(page.locator(".pace b").first.text_content()) == decided
    page.keyboard.press("u")
    page.wait_for_function("count => Number(document.querySelector('.pace b').textContent) === count", arg=decided - 1)
    page.keyboard.press("?")
    assert page.locator("dialog dd", has_text="accept the claim").count() == 1
    statuses = [row.after for change in own_record.changes() for row in change.rows if row.field == "status"]
    assert statuses.count('"rejected"') == 1
    assert any("type" in change.words and "COERCE" in change.words for change in own_record.changes())


def test_a_form_comes_to_the_card_of_the_claim_that_is_chosen(
    opened: Callable[[str, str], Any], own_record: Record
) -> None:
    told = _killing(own_record)
    page = opened("Ada", f"/pages/{told.article.capture_id}")
    assert page.locator("form.correct").count() == 0
    page.locator(f'[id="w-{told.claim.id}"]').click()
    page.wait_for_selector(f'[id="{told.claim.id}"] form.correct')
    page.keyboard.press("n")
    page.wait_for_function("id => !document.getElementById(id).querySelector('form.correct')", arg=told.claim.id)
    page.wait_for_selector(".card.chosen form.correct")
    page.keyboard.press("a")
    page.wait_for_selector(".strip")
    assert own_record.changes()[0].words.startswith("accepted")
    assert own_record.pace("Ada").today == 1
