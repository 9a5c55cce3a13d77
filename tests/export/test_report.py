"""The report stands alone, escapes what pages say, and every sentence leads to its words."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from onrecord.export import report
from onrecord.export.material import gather
from onrecord.model.filters import Filter

VOID = {"meta", "br"}


class Page(HTMLParser):
    """Ids, links and the nesting of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    assert page.stack == []
    return page


def test_every_link_leads_somewhere_inside(record: Any) -> None:
    page = parsed(report.render(gather(record, Filter(), "case.db")))
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)


def test_every_event_leads_to_its_words(record: Any) -> None:
    html = report.render(gather(record, Filter(), "case.db"))
    for event in ("ev1", "ev2"):
        start = html.index(f'id="{event}"')
        assert re.search(r'href="#e\d+"', html[start : start + 900])
    assert "“We had no part in it,” the Coast League said." in html
    assert html.index('id="ev1"') < html.index('id="ev2"')


def test_words_of_pages_are_escaped_and_kept_apart(record: Any) -> None:
    material = gather(record, Filter(), "<b>case</b>")
    nasty = "<script>alert(1)</script> \u202eevil & “quoted”"
    claims = {
        key: replace(claim, evidence=(replace(claim.evidence[0], text=nasty),))
        for key, claim in material.claims.items()
    }
    html = report.render(replace(material, claims=claims), title='<img src=x onerror="1">')
    assert "<script" not in html
    assert "<img" not in html
    assert "<bdi>&lt;script&gt;" in html
    assert "\u202e" not in html


def test_a_claim_of_an_event_left_out_has_no_dead_link(record: Any) -> None:
    material = gather(record, Filter(), "case.db")
    page = parsed(report.render(replace(material, events=material.events[1:])))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_written_whole(record: Any, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    report.write(gather(record, Filter(), "case.db"), out)
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
