"""HTML pages of several articles: kept apart by the line model, with what no article holds set aside."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import isolate
from onrecord.articles.lines import Role, split
from onrecord.articles.repeats import mark
from onrecord.model.articles import ArticleKind, PassageKind

STORIES = (
    (
        "Dam wardens in Ostrel open the lower gates",
        (
            "Wardens opened the lower gates of the Ostrel dam before dawn on Friday because the lake behind it had "
            "risen by four metres in a week of rain, the river authority said.",
            "Two villages below the wall were emptied overnight, and soldiers carried the old and the sick to a school "
            "on higher ground, according to the mayor of the nearer one.",
            "“We were given an hour, and the water came after forty minutes,” said Halka Renn, a teacher who counted "
            "the children onto three lorries.",
            "The authority said that the wall itself was sound and that the gates would be closed again as soon as the "
            "gauge at the bridge fell below the yellow line.",
        ),
    ),
    (
        "Grain exporters of Tessaly lose a court case over tolls",
        (
            "A court in Tessaly ruled on Thursday that exporters of grain must pay the canal toll for the two years in "
            "which they had refused it, a sum that lawyers put at ninety million.",
            "The exporters had argued that the toll was a tax, which only parliament may raise, and that the canal "
            "company had spent none of it on the locks.",
            "Judges found that a fee for passage is owed by whoever passes, whether or not the locks are mended, and "
            "gave the companies until the end of the harvest to pay.",
            "Shares of the largest exporter fell by a tenth within an hour of the ruling, and its chairman said he "
            "would take the matter to the chamber of appeal.",
        ),
    ),
    (
        "Border guards and herders agree on wells in the Sarn",
        (
            "Guards on both sides of the Sarn frontier agreed with herders on Wednesday that eleven wells may be used "
            "by anyone who brings cattle, whatever paper he carries.",
            "The agreement ends a dry season in which six people died in quarrels at the troughs, most of them young "
            "men who had been sent ahead with the goats.",
            "Elders will hold the keys of the pumps and will be paid in diesel by the two districts, said Colonel Adde "
            "Mour, who signed for the northern side.",
            "A similar promise was broken two years ago when a pump was carried off in the night, and neither side has "
            "said what it will do should that happen again.",
        ),
    ),
)
MENU = (
    "<nav><ul>" + "".join(f"<li><a href='/{x}'>{x}</a></li>" for x in ("Home", "World", "Law", "Farms")) + "</ul></nav>"
)
QUESTIONS = "".join(
    f"<div class='faq-item'><h3>{q} ›</h3><p>{a}</p></div>"
    for q, a in (
        ("Who owns the Ostrel dam?", "The dam is owned by the river authority, which is a body of the province."),
        ("How high is the wall?", "The wall is some eighty metres high and was finished in the year of the flood."),
        ("Is it safe to swim?", "Swimming is forbidden within a kilometre of the gates at any time of the year."),
    )
)


def post(number: int, wrapper: str = "<article class='post' id='p{0}'>{1}</article>", head: str = "h1") -> str:
    title, paragraphs = STORIES[number]
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return wrapper.format(number, f"<{head}>{title}</{head}><div class='story-body'>{body}</div>")


def bodies(pages: Any, markup: str) -> list[tuple[str | None, str]]:
    found = isolate(pages.html(f"<html><body>{MENU}{markup}</body></html>")).articles
    return [(a.title, "".join(pages.body(a).split())) for a in found if a.kind is ArticleKind.ARTICLE]


def wanted(*numbers: int) -> list[tuple[str, str]]:
    return [(STORIES[i][0], "".join("".join(STORIES[i][1]).split())) for i in numbers]


def test_articles_loaded_below_one_another_are_kept_apart(pages: Any) -> None:
    assert bodies(pages, post(0) + post(1) + post(2)) == wanted(0, 1, 2)


def test_the_frame_between_two_articles_is_of_neither(pages: Any) -> None:
    foot = "<footer class='post-foot'><p>Share</p><p>Advertisement</p><a href='/x'>More of this</a></footer>"
    assert bodies(pages, post(0) + foot + MENU + post(1) + foot) == wanted(0, 1)


def test_questions_below_several_articles_are_of_none(pages: Any) -> None:
    assert bodies(pages, post(0) + post(1) + f"<section class='faq'><h2>FAQs</h2>{QUESTIONS}</section>") == wanted(0, 1)


def test_headings_inside_one_body_begin_no_article(pages: Any) -> None:
    title, paragraphs = STORIES[0]
    pairs = zip(paragraphs, STORIES[1][1], strict=True)
    parts = "".join(f"<h1>Part {i}</h1><p>{p}</p><p>{q}</p>" for i, (p, q) in enumerate(pairs))
    found = bodies(pages, f"<article><h1>{title}</h1><div class='story-body'>{parts}</div></article>")
    assert len(found) == 1


def test_cards_of_a_sidebar_begin_no_article(pages: Any) -> None:
    cards = "".join(f"<div class='card'><h1>{t}</h1><p>By Lena Orsk</p><p>{p[0]}</p></div>" for t, p in STORIES)
    assert bodies(pages, post(0) + f"<aside class='sidebar'>{cards}</aside>") == wanted(0)


def test_kicker_byline_and_date_go_with_their_article(pages: Any) -> None:
    title, paragraphs = STORIES[1]
    second = (
        f"<article class='post'><p class='kicker'>LAW</p><h2>{title}</h2><p>By Lena Orsk</p><p>12 June 2022</p>"
        f"<div class='story-body'>{''.join(f'<p>{p}</p>' for p in paragraphs)}</div></article>"
    )
    page = pages.html(f"<html><body>{MENU}{post(0, head='h2')}{second}</body></html>")
    articles = isolate(page).articles
    assert [a.title for a in articles] == [STORIES[0][0], title]
    assert pages.words(articles[1], PassageKind.KICKER) == ["LAW"]
    assert articles[1].author == "Lena Orsk"
    assert str(articles[1].published.interval.start) == "2022-06-12"


def test_a_body_printed_twice_is_marked_once_however_it_is_spaced(pages: Any) -> None:
    paragraphs = STORIES[2][1]
    lines = split(pages.page("\n\n".join((*paragraphs, "".join(paragraphs)))))
    mark(lines)
    assert [x.role is Role.REPEAT for x in lines] == [False] * 4 + [True]


PIECES = st.sampled_from(
    [
        post(0),
        post(1),
        post(2),
        post(1, head="h2"),
        MENU,
        QUESTIONS,
        "<aside><h3>Most read</h3><p>None.</p></aside>",
        "loose",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_every_character_of_a_page_of_several_is_accounted_for(pages: Any, pieces: list[str]) -> None:
    capture = pages.html("<body>Page" + "".join(pieces) + "</body>")
    found = [i for i in pages.everything(isolate(capture), capture) if not capture.text[i].isspace()]
    assert len(found) == len(set(found))
    assert set(found) == {i for i, ch in enumerate(capture.text) if not ch.isspace()}


@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_every_character_of_a_pdfs_text_is_accounted_for(pages: Any, end: str) -> None:
    # The text of a PDF has no tags; its paragraphs are broken at the width of the page.
    whole = " ".join(STORIES[0][1]).split()
    rows = [" ".join(whole[i : i + 11]) for i in range(0, len(whole), 11)]
    capture = pages.page(
        end.join((STORIES[0][0], "By Lena Orsk", *rows, "Page 1 of 1", "\f", STORIES[1][0], *STORIES[1][1]))
    )
    found = [i for i in pages.everything(isolate(capture), capture) if not capture.text[i].isspace()]
    assert len(found) == len(set(found))
    assert set(found) == {i for i, ch in enumerate(capture.text) if not ch.isspace()}
