from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from onrecord.articles import isolate
from onrecord.articles.credits import names_in, rights_holder


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2021-24 Coast Herald Ltd. All rights reserved.", "Coast Herald"),
        ("Coast Herald, A Media Company – All Right Reserved.", "Coast Herald"),
        ("Copyright © 2019 by Velmar Gazette", "Velmar Gazette"),
        ("(c) coastherald.com 2020. All Rights Reserved", "coastherald.com"),
        ("All rights reserved.", None),
        ("© the author", None),
    ],
)
def test_copyright_lines(line: str, name: str | None) -> None:
    found = rights_holder(line)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("VOA", ["VOA"]),
        ("newsweek.com", ["Newsweek"]),
        ("https://www.unknown-paper.example.org/story", ["unknown-paper.example.org"]),
        ("coast.org with Velmar Gazeta (Velmar) TASS (Moscow) and agencies.", ["coast.org", "Velmar Gazeta", "TASS"]),
        ("Agencies", []),
        ("Agence France-Presse/Reuters", ["AFP", "Reuters"]),
    ],
)
def test_names_in_credits(credit: str, names: list[str]) -> None:
    assert [ref.name for ref in names_in(credit)] == names


def _page(pages: Any, paragraphs: Sequence[str], *, is_html: bool) -> Any:
    """A page of one article, as text without its tags or as HTML."""
    title = "Fishermen block Velmar harbour"
    if not is_html:
        return pages.page("\n\n".join((title, *paragraphs)) + "\n")
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    head = f"<head><title>{title}</title></head>"
    return pages.html(f"<html>{head}<body><article><h1>{title}</h1>\n{body}</article></body></html>")


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ("Source : VOA", "VOA"),
        ("Source » newsweek.com", "Newsweek"),
        ("(Source: Xinhua)", "Xinhua"),
        ("This article first appeared in The Diplomat.", "The Diplomat"),
        ("This article was originally published by Coast Herald.", "Coast Herald"),
        ("The views expressed here do not necessarily reflect the views of The Coast Herald.", "The Coast Herald"),
        (
            "Views in this article are the author’s own and do not reflect the policy of Coast Herald.",
            "Coast Herald",
        ),
        ("The views expressed are the author's own and do not necessarily reflect those of the publisher.", None),
        ("— AFP", "AFP"),
        ("(With inputs from ANI)", "Asian News International"),
        ("source: coast.org with Velmar Gazeta (Velmar) and agencies", "Velmar Gazeta"),
        ("SOURCE: REUTERS", "Reuters"),
        ("Original source: TASS", "TASS"),
        ("Courtesy of Coast Herald", "Coast Herald"),
        ("Via Reuters", "Reuters"),
        ("(Reuters)", "Reuters"),
        ("[ANI]", "Asian News International"),
        ("AFP", "AFP"),
        ("(Reporting by Lena Orsk in Velmar; Editing by Tom Hale) (Reuters)", "Reuters"),
        ("The post Fishermen block Velmar harbour appeared first on Coast Herald.", "Coast Herald"),
        ("Originally published at coastherald.org", "coastherald.org"),
        (
            "This article is republished from The Conversation under a Creative Commons license. Read the original.",
            "The Conversation",
        ),
        ("Published in Dawn, March 4th, 2024", "Dawn"),
        # Who adds something to a report did not write it first; nor did who took the picture.
        ("AFP contributed to this report.", None),
        ("The Associated Press contributed to this report.", None),
        ("Additional reporting by Reuters", None),
        ("With reporting by AFP", None),
        ("With contributions from Reuters", None),
        ("(With agency inputs)", None),
        ("Photo: Reuters", None),
    ],
)
@pytest.mark.parametrize("is_html", [False, True])
def test_credit_below_the_text(pages: Any, last: str, name: str | None, is_html: bool) -> None:
    (article,) = isolate(_page(pages, (*pages.ONE.split("\n\n"), last), is_html=is_html)).articles
    assert (article.credited_to.name if article.credited_to else None) == name


@pytest.mark.parametrize("mark", ["VELMAR, March 4 (Reuters) - ", "VELMAR (Reuters) — ", "VELMAR, March 4 /TASS/. "])
def test_credit_in_the_dateline(pages: Any, mark: str) -> None:
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{mark}{pages.ONE}\n")).articles
    assert article.credited_to
    assert article.credited_to.key in ("reuters", "tass")


def test_an_agency_on_its_own_site_credits_nobody(pages: Any) -> None:
    capture = pages.page(
        f"Fishermen block Velmar harbour\n\nVELMAR (Reuters) - {pages.ONE}\n", url="https://www.reuters.com/world/x"
    )
    (article,) = isolate(capture).articles
    assert article.publisher
    assert article.publisher.key == "reuters"
    assert article.credited_to is None


def test_an_agency_that_signs(pages: Any) -> None:
    text = f"Fishermen block Velmar harbour\n\nBy Lena Orsk, Associated Press\n\n{pages.ONE}\n"
    (article,) = isolate(pages.page(text)).articles
    assert article.credited_to
    assert article.credited_to.key == "ap"


def test_a_site_that_credits_itself_first_is_the_publisher(pages: Any) -> None:
    text = f"Fishermen block harbour\n\n{pages.ONE}\n\nsource: coast.org with Velmar Gazeta (Velmar) and agencies\n"
    (article,) = isolate(pages.page(text)).articles
    assert article.publisher
    assert article.publisher.name == "coast.org"
    assert article.credited_to
    assert article.credited_to.name == "Velmar Gazeta"


def test_nobody_named_is_nobody(pages: Any) -> None:
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE}\n")).articles
    assert article.publisher is None
    assert article.credited_to is None
    assert article.author is None


@pytest.mark.parametrize("is_html", [False, True])
@pytest.mark.parametrize(
    ("byline", "key"),
    [
        ("By Lena Orsk, Associated Press", "ap"),
        ("By Lena Orsk | AFP", "afp"),
        ("By Lena Orsk - Xinhua", "xinhua"),
        ("By Lena Orsk (AFP)", "afp"),
        ("By LENA ORSK Associated Press", "ap"),
        ("Lena Orsk, Reuters", "reuters"),
        ("By AFP", "afp"),
        # A first name is no agency.
        ("By Petra", None),
        ("By Mina Orsk", None),
    ],
)
def test_credit_in_the_byline(pages: Any, byline: str, key: str | None, is_html: bool) -> None:
    (article,) = isolate(_page(pages, (byline, *pages.ONE.split("\n\n")), is_html=is_html)).articles
    assert (article.credited_to.key if article.credited_to else None) == key


@pytest.mark.parametrize(
    ("start", "key"),
    [
        ("AFP - ", "afp"),
        ("VELMAR - Reuters - ", "reuters"),
        ("AFP/VELMAR — ", "afp"),
        ("VELMAR, March 4, KUNA -- ", "kuna"),
        ("Velmar, Mar 4 (ANI): ", "ani"),
        ("PETRA – ", None),
        ("VELMAR: (Web Desk) ", None),
    ],
)
def test_datelines_without_brackets(pages: Any, start: str, key: str | None) -> None:
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{start}{pages.ONE}\n")).articles
    assert (article.credited_to.key if article.credited_to else None) == key


@pytest.mark.parametrize(("mark", "key"), [("(Reuters)", "reuters"), ("— AFP", "afp"), ("[ANI]", "ani"), ("", None)])
def test_the_mark_behind_the_last_sentence(pages: Any, mark: str, key: str | None) -> None:
    last = "The harbour master promised to hear them, and the coast guard said that its boats would stay away."
    page = pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE} {last} {mark}\n")
    (article,) = isolate(page).articles
    assert (article.credited_to.key if article.credited_to else None) == key
    assert last in pages.body(article)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Coast Herald", "Coast Herald · Advertise · Subscribe", "Coast Herald"),
        ("Watch of the Coast", "Write to the office for more. Watch of the Coast", "Watch of the Coast"),
        ("Coast Herald", "Coast Herald is not responsible for what other sites hold.", "Coast Herald"),
        ("Coast Herald", "Subscribe", None),
        ("Top stories", "Top stories · Weather", None),
        ("Ships held at Velmar", "Ships held at Velmar", None),
    ],
)
def test_a_name_at_the_top_and_again_at_the_foot_of_a_page_without_tags(
    pages: Any, first: str, last: str, name: str | None
) -> None:
    story = "Boats lay across the harbour mouth on Monday, and the ferries turned back before noon. " * 3
    page = pages.page("\n\n".join((first, "Fishermen block Velmar harbour", story, story[:87], last)) + "\n")
    (article,) = isolate(page).articles
    assert (article.publisher.name if article.publisher else None) == name
