"""The desk in Debian's Chromium: no error in the console, no request that leaves the machine, words as words.

Left out where Chromium is not installed; CI installs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.model.filters import Filter
from onrecord.store import Record
from tests.web.conftest import every_view, heard

VIEWS = ("/", "/events", "/claims", "/actors", "/pages", "/timeline", "/map", "/network", "/search?q=soldiers")


def test_views_open_quietly_and_stay_at_home(browser: Any, address: str, record: Record) -> None:
    page = browser.new_page()
    said = heard(page, address)
    events = [f"/events/{event.id}" for event in record.events()]
    pages = [f"/pages/{row.id}" for row in record.captures()]
    for view in (*every_view(record), *events, *pages):
        assert page.goto(address + view).ok
        # What pages of news brought runs nothing and builds nothing.
        assert page.evaluate("document.querySelectorAll('main img, main iframe, main style, main math').length") == 0
        assert said == [], view


def test_highlights_in_the_browser_are_the_evidence(browser: Any, address: str, record: Record) -> None:
    page = browser.new_page()
    for told in record.claims():
        page.goto(f"{address}/claims/{told.claim.id}")
        marked = page.locator(f'mark[data-claims~="{told.claim.id}"]').all_text_contents()
        expected = "".join(piece.text for piece in told.evidence)
        assert "".join(marked) == expected
        assert page.locator(f'[id="{told.claim.id}"]').count() == 1


def test_nothing_is_wider_than_a_telephone(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for view in VIEWS:
        page.goto(address + view)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, view


def test_words_and_claims_light_each_other_up(browser: Any, address: str, record: Record) -> None:
    page = browser.new_page()
    said = heard(page, address)
    capture = next(row.id for row in record.captures() if len(list(record.claims(Filter(capture=row.id)))) > 2)
    page.goto(f"{address}/pages/{capture}")
    claims = page.locator(".card").evaluate_all("cards => cards.map(card => card.id)")
    page.locator(f'mark[data-claims~="{claims[0]}"]').first.hover()
    assert claims[0] in page.locator(".card.lit").evaluate_all("cards => cards.map(card => card.id)")
    page.locator(f'[id="{claims[1]}"]').hover()
    lit = page.locator("mark.lit").evaluate_all("marks => marks.map(mark => mark.dataset.claims)")
    assert lit
    assert all(claims[1] in ids.split() for ids in lit)
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('.card').id") == claims[1]
    assert page.url.endswith(f"?claim={claims[1]}#w-{claims[1]}")
    page.keyboard.press("p")
    assert page.locator(".card.chosen").get_attribute("id") == claims[0]
    page.reload()
    assert page.locator(".card.chosen").get_attribute("id") == claims[0]
    assert said == []


def test_keys_lead_everywhere_and_tell_what_they_do(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    assert "Timeline" in keys.inner_text()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/timeline")
    page.keyboard.press("/")
    page.keyboard.type("g m soldiers")
    assert page.locator('input[name="q"]').input_value() == "g m soldiers"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=g*")


def test_a_stretch_of_time_is_chosen_with_the_pointer_and_with_keys(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/timeline?by=day")
    box = page.locator("svg.timeline").bounding_box()
    level = box["y"] + box["height"] * 0.1
    page.mouse.move(box["x"] + box["width"] * 0.6, level)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, level, steps=5)
    page.mouse.up()
    page.wait_for_url("**since=2026-03-*until=2026-03-*")
    page.goto(f"{address}/timeline?by=day")
    before = page.locator("form.brush output").inner_text()
    page.get_by_label("from").focus()
    page.keyboard.press("ArrowRight")
    after = page.locator("form.brush output").inner_text()
    assert before != after
    page.keyboard.press("Enter")
    page.wait_for_url(f"**since={after[:10]}&until={after[-10:]}")


def test_a_map_is_moved_and_its_window_is_in_the_address(browser: Any, address: str) -> None:
    page = browser.new_page()
    said = heard(page, address)
    page.goto(f"{address}/map?type=ASSAULT")
    before = page.locator("svg.map").get_attribute("data-scale")
    page.keyboard.press("+")
    page.wait_for_url("**window=*")
    assert float(page.locator("svg.map").get_attribute("data-scale")) > float(before) * 1.9
    assert "window=" in page.get_by_role("link", name="SVG").get_attribute("href")
    assert "type=ASSAULT" in page.url
    box = page.locator("svg.map").bounding_box()
    west = float(page.locator("svg.map").get_attribute("data-west"))
    now = page.url
    page.mouse.move(box["x"] + 300, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda url: url != now)
    assert float(page.locator("svg.map").get_attribute("data-west")) < west
    assert said == []


LAYER = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": '
    '[0, 17]}, "properties": {"name": "<img src=x onerror=alert(9)> \u202ecamp"}}]}'
)


def test_a_layer_of_ones_own_is_drawn_here_and_goes_nowhere(browser: Any, address: str) -> None:
    page = browser.new_page()
    said = heard(page, address)
    page.goto(f"{address}/map")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    chosen = page.get_by_label("Own layer")
    for name, text, words in (
        ("own.geojson", LAYER, "1 shape drawn"),
        ("bad.json", "{", "this is not JSON"),
        ("bad.json", '{"a": 1}', "no GeoJSON"),
        ("bad.json", LAYER.replace("[0, 17]", "[500000, 4000000]"), "another projection"),
        ("own.geojson", LAYER, "1 shape drawn"),
    ):
        chosen.set_input_files({"name": name, "mimeType": "application/json", "buffer": text.encode()})
        page.get_by_text(words).wait_for()
        assert page.locator("circle.own").count() == (words == "1 shape drawn")
    assert asked == []
    page.locator("circle.own").click()
    assert "<img src=x onerror=alert(9)> camp" in " ".join(page.locator(".own-told").inner_text().split())
    page.keyboard.press("-")
    page.wait_for_url("**window=*")
    assert page.locator("circle.own").count() == 1
    assert said == []


def test_each_figure_can_be_had_as_png(browser: Any, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    said = heard(page, address)
    for name in ("timeline", "map", "network"):
        page.goto(f"{address}/{name}")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="PNG").click()
        assert waiting.value.suggested_filename == f"{name}.png"
        made = Path(waiting.value.path()).read_bytes()
        assert made.startswith(b"\x89PNG")
        assert int.from_bytes(made[16:20], "big") == 2880
        assert len(made) > 8000
    assert said == []


def test_neighbours_stand_out(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/network")
    node = page.locator("[data-id]").first
    node.hover()
    assert page.locator("svg.network.fading").count() == 1
    own = node.get_attribute("data-id")
    lit = page.locator("[data-one].lit").evaluate_all("edges => edges.map(e => [e.dataset.one, e.dataset.other])")
    assert lit
    assert all(own in ends for ends in lit)
