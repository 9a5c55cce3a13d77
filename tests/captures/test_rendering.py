from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.captures import from_bytes
from onrecord.captures.rendering import TooDeepError, render
from onrecord.errors import RefusedError


def text_of(markup: str) -> str:
    return render(markup)[0]


def test_paragraphs_stand_apart_and_inline_text_is_collapsed() -> None:
    assert text_of("<p>The  two\n <b>sides</b> met.</p><p>They\tagreed .</p>") == "The two sides met.\n\nThey agreed ."


def test_words_are_joined_only_where_the_page_joins_them() -> None:
    assert text_of("<p>Al<b>-</b>Noor<i> said</i> <a href=x>so</a>.") == "Al-Noor said so."


def test_a_break_is_a_line_and_two_are_a_paragraph() -> None:
    text, blocks, _ = render("<p>one<br>two<br> <br>three</p>")
    assert text == "one\ntwo\n\nthree"
    assert [b.span.of(text) for b in blocks] == ["one\ntwo", "three"]


def test_divisions_lists_and_tables_stand_on_lines() -> None:
    assert text_of("<div>a</div><div>b</div>") == "a\nb"
    assert text_of("<ul><li>a<li>b</ul>c") == "a\nb\n\nc"
    table = "<table><tr><th>Side<th>Dead</tr> <tr><td>A</td>\n<td><b>3</b></td></tr></table>"
    assert text_of(table) == "Side | Dead\nA | 3"


def test_preformatted_text_is_kept() -> None:
    assert text_of("<p>x</p><pre>\n a  b\n\n  c</pre>") == "x\n\n a  b\n\n  c"


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var a = '<p>no</p>';</script>",
        "<style>p {}</style>",
        "<noscript><p>no</p></noscript>",
        "<template><p>no</p></template>",
        "<svg><text>no</text><title>no</title></svg>",
        "<p hidden>no</p>",
        '<div style="color: red; DISPLAY : none">no<p>no</p></div>',
        '<img alt="no" src="x">',
        "<select><option>no</select>",
        "<dialog><p>no</p></dialog>",
        "<!-- no -->",
    ],
)
def test_what_no_reader_sees_is_left_out(unseen: str) -> None:
    assert text_of(f"<p>before</p>{unseen}<p>after</p>") == "before\n\nafter"


def test_text_after_a_hidden_element_stays_in_its_paragraph() -> None:
    assert text_of("<p>before<script>x</script> after</p>") == "before after"


def test_prose_held_back_for_subscribers_is_read() -> None:
    assert text_of('<p>One.</p><div class="subscriber-only" style="display:none"><p>Two.</p></div>') == "One.\n\nTwo."


def test_captions_are_blocks_and_quotation_elements_get_their_marks() -> None:
    text, blocks, _ = render("<figure><img alt=no><figcaption>The bridge</figcaption></figure><p>He said <q>no</q>.")
    assert text == "The bridge\n\nHe said “no”."
    assert [b.tag for b in blocks] == ["figcaption", "p"]


def test_blocks_tell_tag_path_and_links() -> None:
    text, blocks, _ = render(
        '<body><div id=main class="story wide"><p class=lead><a href=x>Read</a> on</p><span class=by>By A.</span></div>'
    )
    lead, by = blocks
    assert (lead.tag, lead.path) == ("p", ("html", "body", "div#main.story.wide", "p.lead"))
    assert (lead.link_chars, lead.span.of(text)) == (4, "Read on")
    assert (by.tag, by.path) == ("div", ("html", "body", "div#main.story.wide", "span.by"))


def test_an_entry_of_a_path_is_cut_to_80_characters() -> None:
    assert len(render(f"<p class={'x' * 500}>a")[1][0].path[-1]) == 80


def test_what_follows_the_end_of_the_page_is_read() -> None:
    assert text_of("<p>first</p></body></html><p>second</p></HTML ><p>third") == "first\n\nsecond\n\nthird"


def test_soft_hyphens_go_and_joiners_stay() -> None:
    assert text_of("<p>Ka\u00adbul\u200b می\u200cشود") == "Kabul می\u200cشود"


def test_metadata() -> None:
    _, _, head = render(
        """<html lang="en-GB"><head><title>Talks &amp; more</title><link rel="canonical" href="https://a.example/1">
        <meta property="og:site_name" content="The Example"><meta name="Author" content=" A.  Writer ">
        <script type="application/ld+json">{"@context": "x", "@graph": [{"@type": ["NewsArticle", "Report"],
        "datePublished": "2025-03-01", "publisher": {"@type": "Organization", "name": "Example"}, "author":
        [{"name": "A"}, {"name": "B"}], "articleBody": "long"}]}</script>
        <script type="application/ld+json">{broken</script></head>
        <body><svg><title>icon</title></svg><time datetime="2025-03-01T10:00Z">today</time></body>"""
    )
    assert head.first("title") == "Talks & more"
    assert head.first("lang") == "en-GB"
    assert head.first("canonical") == "https://a.example/1"
    assert head.first("og:site_name") == "The Example"
    assert head.first("author") == "A. Writer"
    assert head.first("ld:NewsArticle.datePublished") == "2025-03-01"
    assert head.first("ld:NewsArticle.publisher.name") == "Example"
    assert head.all("ld:NewsArticle.author.name") == ("A", "B")
    assert head.first("ld:NewsArticle.articleBody") is None
    assert head.first("time") == "2025-03-01T10:00Z"


def test_json_nested_without_end_is_ignored() -> None:
    script = '{"a":' * 50_000
    assert render(f'<script type="application/ld+json">{script}</script><p>x')[0] == "x"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "span class=x"])
def test_a_page_nested_without_end_is_refused_at_once(tag: str) -> None:
    start = time.monotonic()
    with pytest.raises(TooDeepError):
        render(f"<{tag}>" * 100_000 + "text")
    with pytest.raises(RefusedError, match="nested"):
        from_bytes(f"<{tag}>".encode() * 100_000 + b"text", path="deep.html", url=None)
    assert time.monotonic() - start < 10


def test_a_page_nested_a_thousand_deep_is_read() -> None:
    assert text_of("<div>" * 1000 + "text") == "text"


TAGS = (
    "<p>|</p>|<div class=a>|</div>|<br>|<pre>|</pre>|<ul>|<li>|<table>|<tr>|<td>|</td>|</table>|<a href=x>|</a>|"
    "<q>|</q>|<script>|</script>|<b>|</b>|<!-- -->|<hr>|<span hidden>|</span>|&nbsp;|<h1>|</html>| |word"
)
MARKUP = st.lists(st.one_of(st.text(), st.sampled_from(TAGS.split("|"))))


@settings(deadline=None)
@given(MARKUP)
def test_blocks_cover_every_visible_character_once(pieces: list[str]) -> None:
    text, blocks, _ = render("".join(pieces))
    at = 0
    for block in blocks:
        assert not text[at : block.span.start].strip()
        assert block.span.start >= at
        assert block.span.of(text).strip()
        assert 0 <= block.link_chars <= len(block.span)
        assert all(len(part) <= 80 for part in block.path)
        at = block.span.end
    assert at == len(text)
