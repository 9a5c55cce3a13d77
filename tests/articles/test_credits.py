from __future__ import annotations

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
    ],
)
def test_credit_below_the_text(pages: Any, last: str, name: str | None) -> None:
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE}\n\n{last}\n")).articles
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
