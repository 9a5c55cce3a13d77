from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import isolate
from onrecord.model.articles import ArticleKind, PassageKind, SetAsideKind


def test_a_title_a_byline_and_a_body(pages: Any) -> None:
    isolation = isolate(pages.page(f"Menu\n\nFishermen block Velmar harbour\n\nBy Lena Orsk\n\n{pages.ONE}\n"))
    (article,) = isolation.articles
    assert article.title == "Fishermen block Velmar harbour"
    assert article.author == "Lena Orsk"
    assert article.language == "en"
    assert pages.body(article) == pages.ONE


def test_articles_loaded_one_below_another_are_kept_apart(pages: Any) -> None:
    head = "WORLD\n\n{}\n\nPublished\n\non\n\n{}\n\n"
    text = head.format("Fishermen block Velmar harbour", pages.ONE) + head.format(
        "Korvia borrows for its railways", pages.TWO
    )
    isolation = isolate(pages.page(text + "Continue Reading\n\nMOST READ\n\nHarbour"))
    assert [a.title for a in isolation.articles] == [
        "Fishermen block Velmar harbour",
        "Korvia borrows for its railways",
    ]
    assert [pages.body(a) for a in isolation.articles] == [pages.ONE, pages.TWO]
    assert pages.words(isolation.articles[1], PassageKind.KICKER) == ["WORLD"]
    assert isolation.set_aside[-1].kind is SetAsideKind.SIDEBAR


def test_subheads_stay_in_the_body(pages: Any) -> None:
    a, b, c, d = pages.PARAGRAPHS
    text = f"Fishermen block Velmar harbour\n\n{a}\n\n{b}\n\nA closed zone\n\n{c}\n\n{d}\n"
    (article,) = isolate(pages.page(text)).articles
    assert pages.words(article, PassageKind.SUBHEAD) == ["A closed zone"]
    assert "A closed zone" in pages.body(article)


def test_lines_put_into_the_body_are_set_aside(pages: Any) -> None:
    a, b, c, d = pages.PARAGRAPHS
    injected = ("(Video) Harbour blockade from the air", "Advertisement", "Read also: Storm warning for the north")
    text = "\n\n".join(["Fishermen block Velmar harbour", a, injected[0], b, injected[1], c, injected[2], d])
    isolation = isolate(pages.page(text))
    (article,) = isolation.articles
    assert "".join(pages.body(article).split()) == "".join(pages.ONE.split())
    assert not any(line in article.text for line in injected)


def test_a_body_glued_into_one_line_and_cut_is_a_repeat(pages: Any) -> None:
    glued = "".join(pages.PARAGRAPHS + pages.OTHERS)[:-120]
    capture = pages.page(f"Fishermen block Velmar harbour\n\n{glued}\n\nOpinion\n\n{pages.ONE}\n\n{pages.TWO}\n")
    isolation = isolate(capture)
    (article,) = isolation.articles
    assert pages.body(article) == f"{pages.ONE}\n\n{pages.TWO}"
    assert [s.span.of(capture.text) for s in isolation.set_aside if s.kind is SetAsideKind.REPEAT] == [glued]


def test_a_body_printed_twice_is_one_body(pages: Any) -> None:
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE}\n\n{pages.ONE}\n")).articles
    assert pages.body(article) == pages.ONE


def test_other_articles_below_become_teasers(pages: Any) -> None:
    text = (
        f"Fishermen block Velmar harbour\n\n{pages.ONE}\n\nRelated articles\n\nEditor's choice\n\nNews\n\n"
        f"Korvia borrows for its railways\n\nKorvia borrows for its railways\n\n{pages.OTHERS[0]}\n"
    )
    main, teaser = isolate(pages.page(text)).articles
    assert pages.body(main) == pages.ONE
    assert teaser.kind is ArticleKind.TEASER
    assert teaser.title == "Korvia borrows for its railways"
    assert pages.body(teaser) == pages.OTHERS[0]


def test_scraped_questions_are_not_the_article(pages: Any) -> None:
    questions = "".join(
        f"Who owns the port number {i}? ›\n\n{paragraph}\n\n" for i, paragraph in enumerate(pages.OTHERS)
    )
    capture = pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE}\n\nFAQs\n\n{questions}")
    isolation = isolate(capture)
    assert [pages.body(a) for a in isolation.articles] == [pages.ONE]
    assert {s.kind for s in isolation.set_aside} == {SetAsideKind.FAQ}


def test_questions_without_a_heading_are_known_by_their_marks(pages: Any) -> None:
    questions = "".join(f"Why did it happen, part {i}? ›\n\n{p}\n\n" for i, p in enumerate(pages.OTHERS))
    isolation = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE}\n\n{questions}"))
    assert [pages.body(a) for a in isolation.articles] == [pages.ONE]


def test_questions_of_an_interview_stay(pages: Any) -> None:
    talk = "\n\n".join(f"What did the union ask for on day {i}?\n\n{p}" for i, p in enumerate(pages.PARAGRAPHS, 1))
    (article,) = isolate(
        pages.page(f"Interview with a union leader\n\nBy Lena Orsk\n\n{pages.OTHERS[0]}\n\n{talk}")
    ).articles
    assert "What did the union ask for on day 3?" in pages.body(article)


def test_frame_and_advertising_are_set_aside(pages: Any) -> None:
    advert = "Gale is the fastest magazine WordPress theme with forty demos ready to import. Buy Gale now!"
    text = (
        "Home » Fishermen block Velmar harbour\nFishermen block Velmar harbour\nby Lena Orsk\n0 comment 12 views\n"
        f"{pages.ONE}\nSource : Northern Wire\n\nYou may also like\n\n{advert}\n\n"
        "Coast Herald, A Media Company – All Right Reserved."
    )
    isolation = isolate(pages.page(text))
    (article,) = isolation.articles
    assert article.publisher
    assert article.publisher.name == "Coast Herald"
    assert article.credited_to
    assert article.credited_to.name == "Northern Wire"
    assert SetAsideKind.ADVERT in {s.kind for s in isolation.set_aside}
    assert pages.body(article) == pages.ONE


def test_html_with_one_article(pages: Any) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in pages.PARAGRAPHS)
    isolation = isolate(
        pages.html(
            "<html><head><title>Fishermen block Velmar harbour | Coast Herald</title>"
            '<meta property="og:site_name" content="Coast Herald">'
            '<meta property="article:published_time" content="2024-03-04T10:00:00Z"></head><body>'
            "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
            f"<article><h1>Fishermen block Velmar harbour</h1><div class='body'>{paragraphs}</div></article>"
            "<aside><h3>Most read</h3><ul><li><a href='/1'>Korvia borrows for its railways</a></li></ul></aside>"
            "<footer>© 2024 Coast Herald. All rights reserved.</footer></body></html>"
        )
    )
    (article,) = isolation.articles
    assert article.title == "Fishermen block Velmar harbour"
    assert article.publisher
    assert article.publisher.name == "Coast Herald"
    assert "".join(pages.body(article).split()) == "".join(pages.ONE.split())
    assert article.published.interval
    assert str(article.published.interval.start) == "2024-03-04"


def test_a_page_without_an_article_has_none(pages: Any) -> None:
    assert isolate(pages.page(" \n\n ")).set_aside == ()
    isolation = isolate(pages.page("Home\nAbout us\nContact\n© 2020 Somebody\n"))
    assert isolation.articles == ()


def test_isolating_twice_gives_the_same(pages: Any) -> None:
    capture = pages.page(f"Fishermen block Velmar harbour\n\n{pages.ONE}\n")
    assert isolate(capture) == isolate(capture)


PROSE = (
    "Two ferries collided in thick fog outside the harbour on Sunday and eleven passengers were taken to hospital.",
    "The port authority closed the channel for six hours while divers searched the hull of the older ship for damage.",
    "“I heard the horn and then the blow,” said one of the passengers, who had been on his way home from the market.",
)
LINES = st.sampled_from(
    [
        *(
            "",
            "  ",
            "Published",
            "on",
            "Advertisement",
            "Related articles",
            "FAQs",
            "Continue Reading",
            "WORLD",
            "Source: AFP",
        ),
        *(
            "By Lena Orsk",
            "March 4, 2024",
            "Korvia borrows for its railways",
            "Who owns the port? ›",
            "Comments",
            "— AFP",
        ),
        *(
            *PROSE,
            "".join(PROSE),
            "日本の港で火災がありました。",
            "خبر عاجل من الميناء",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_every_character_is_in_one_article_or_set_aside(pages: Any, lines: list[str], end: str) -> None:
    capture = pages.page(end.join(lines))
    isolation = isolate(capture)
    found = pages.everything(isolation, capture)
    assert len(found) == len(set(found))
    assert {i for i, ch in enumerate(capture.text) if not ch.isspace()} <= set(found)
    for article in isolation.articles:
        assert "".join(capture.text[article.offsets.offset(i)] for i in range(len(article.text))) == article.text
        assert all(0 <= s.start < s.end <= len(article.text) for s in article.body)
        assert all(p.span.of(article.text).strip() for p in article.passages)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "div", "h1", "h2", "li", "a", "aside", "nav"]), LINES), max_size=20))
def test_html_accounts_for_every_character(pages: Any, parts: list[tuple[str, str]]) -> None:
    capture = pages.html("<body>Page" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts) + "</body>")
    found = pages.everything(isolate(capture), capture)
    assert len(found) == len(set(found))
    assert {i for i, ch in enumerate(capture.text) if not ch.isspace()} <= set(found)
