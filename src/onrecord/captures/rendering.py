"""HTML to the text that offsets count in, with the blocks it is made of.

libxml2 reads the markup and tells each element as it opens and closes; no tree is built, which would take as long
again. A page nested deeper than 2,048 levels is refused. Layout follows what `innerText` gives in a browser, without
its style sheets: a block element stands on lines of its own, paragraphs get a blank line, inline text is collapsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from onrecord.captures.head import page_metadata
from onrecord.model.articles import Block, PageMetadata
from onrecord.model.spans import Span


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


# How many line breaks an element asks for before and after itself: two leave a blank line.
PARAGRAPHS = words(
    "p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table figure figcaption section article header footer nav aside main "
    "address fieldset hr details form"
)
LINES = words("div li dt dd tr caption thead tbody tfoot summary hgroup center legend body html")
# Elements whose characters no reader of the page sees, or that hold controls rather than words.
UNSEEN = words(
    "script style noscript template svg annotation iframe object embed canvas audio video select datalist textarea "
    "input head noframes map area applet source track param"
)
BREAKS = {**dict.fromkeys(LINES, 1), **dict.fromkeys(PARAGRAPHS, 2)}
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Prose that a page holds back, by style alone, until its reader logs in: it is the article's, and it is on the page.
PAID = re.compile(r"subscriber|paywall|premium", re.IGNORECASE)
# Invisible marks of where a word may be broken; joiners stay, since Persian and Indic words need them.
SOFT = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
# A page glued from several has several ends; libxml2 stops at the first.
ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
DEEPEST = 2_048
PATH_DEPTH = 64
PATH_WIDTH = 80
CELLS = frozenset(("td", "th"))
CELL = " | "
# Elements that say something of their page, wherever they stand; of some their text counts.
TOLD = words("title meta link script time html")
TOLD_BY_TEXT = words("title time")
# What XML cannot hold, and names of attributes that it can.
BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAME = re.compile(r"[A-Za-z_][\w.-]*")
# Elements that matter to the text by themselves, beyond the lines that they break.
TURNS = CELLS | words("a br q pre")
Attributes = Mapping[str, str]


class TooDeepError(ValueError):
    """The page's elements are nested deeper than any page is written."""


def render(markup: str) -> tuple[str, tuple[Block, ...], PageMetadata]:
    """The text of a page, its blocks and what its head says. Raises TooDeepError."""
    page = _Page()
    parser = etree.HTMLParser(encoding="utf-8", target=page, huge_tree=True, no_network=True, recover=True)
    try:
        etree.fromstring(ENDS.sub("", markup).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return "", (), PageMetadata()
    return "".join(page.out), tuple(page.blocks), page_metadata(page.head)


def _is_hidden(tag: str, attributes: Attributes) -> bool:
    hidden = attributes.get("hidden")
    if hidden is not None:
        return hidden.lower() != "until-found"
    style = attributes.get("style")
    if style and HIDDEN_STYLE.search(style):
        return not PAID.search(attributes.get("class", ""))
    return tag == "dialog" and "open" not in attributes


class _Page:
    """The page as far as it has been read: finished blocks, and the one that is filling. A target of lxml's parser."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.wanted = 0  # line breaks that the next block is to have before it
        self.tags: list[str] = []  # of the open elements, as their attributes and labels are
        self.attributes: list[Attributes] = []
        self.labels: list[str] = []
        self.holders: list[str] = []  # the block elements among them
        self.unseen = 0  # how many elements are open from the outermost one that is not seen
        self.outermost = ""
        self.links = 0
        self.pre = 0
        self.head = etree.Element("html")  # holds a copy of every element that tells something of the page
        self.told: etree._Element | None = None  # the one among them whose text is read
        self.told_at = 0
        self.texts: list[str] = []
        self._begin()

    def _begin(self) -> None:
        self.pieces: list[str] = []
        self.path: tuple[str, ...] = ()
        self.skipped = 0  # ancestors left out of a path that is too long
        self.link_chars = 0
        self.gap = ""
        self.breaks = 0
        self.common = 0  # how many open elements hold every character of the block
        self.low = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes the start of an element."""
        if tag in TOLD or ("itemprop" in attributes and "date" in attributes["itemprop"]):
            self._tell(tag, attributes)
        if self.unseen:
            self.unseen += 1
            if self.unseen > DEEPEST:
                raise TooDeepError
            return
        maybe_hidden = "style" in attributes or "hidden" in attributes or tag == "dialog"
        if tag in UNSEEN or (maybe_hidden and _is_hidden(tag, attributes)):
            self.unseen, self.outermost = 1, tag
            return
        wanted = BREAKS.get(tag)
        if wanted:
            if self.pieces or self.wanted < wanted:
                self._break(wanted)
            self.gap = ""
            self.breaks = 0
            self.holders.append(tag)
        self.tags.append(tag)
        self.attributes.append(attributes)
        self.labels.append("")
        if tag in TURNS:
            self._turn(tag)
        if len(self.tags) > DEEPEST:
            raise TooDeepError

    def _tell(self, tag: str, attributes: Attributes) -> None:
        """Keeps an element that says something of the page; the text of a title, a time, a date or linked data too."""
        if tag == "html":
            self.head.set("lang", BARRED.sub("", attributes.get("lang") or attributes.get("xml:lang") or ""))
            return
        linked = tag == "script" and "ld+json" in attributes.get("type", "").lower()
        if (tag == "script" and not linked) or (tag == "title" and not self._is_at_top()):
            return
        kept = {name: BARRED.sub("", value) for name, value in attributes.items() if NAME.fullmatch(name)}
        element = etree.SubElement(self.head, tag, kept)
        if self.told is None and (linked or tag in TOLD_BY_TEXT or tag not in TOLD):
            self.told, self.told_at, self.texts = element, self.unseen + len(self.tags), []

    def _is_at_top(self) -> bool:
        """True right below the page's head, body or root."""
        if self.unseen:
            return self.unseen == 1 and self.outermost == "head"
        return not self.tags or self.tags[-1] in ("body", "html")

    def _turn(self, tag: str) -> None:
        """Takes the start of a link, a line break, a cell, a quotation or a preformatted text."""
        if tag == "a":
            self.links += 1
        elif tag == "br":
            self.breaks += 1
        elif tag in CELLS:
            if self.pieces:
                self.gap = CELL
        elif tag == "pre":
            self.pre += 1
        else:
            self.data("\u201c")

    def end(self, tag: str) -> None:
        """Takes the end of an element."""
        if self.told is not None and self.unseen + len(self.tags) == self.told_at + 1:
            self.told.text = BARRED.sub("", "".join(self.texts))
            self.told = None
        if self.unseen:
            self.unseen -= 1
            return
        wanted = BREAKS.get(tag)
        if wanted:
            if self.pieces or self.wanted < wanted:
                self._break(wanted)
            self.gap = ""
            self.breaks = 0
            self.holders.pop()
            if tag == "pre":
                self.pre -= 1
        elif tag == "a":
            self.links -= 1
        elif tag == "q":
            self.data("\u201d")
        self.tags.pop()
        self.attributes.pop()
        self.labels.pop()
        if self.low > len(self.tags):
            self.low -= 1

    def data(self, text: str) -> None:
        """Takes characters: a whole text between two tags, or a part of one."""
        if self.told is not None:
            self.texts.append(text)
        if self.unseen:
            return
        if self.pre:
            self._write_pre(text)
            return
        if text.isspace():
            self.gap = self.gap or " "
            return
        if not text.isascii():
            text = text.translate(SOFT)
        words = text.split()
        if not words:
            self.gap = self.gap or (text and " ")
            return
        if self.breaks > 1:
            self._break(2)
            self.gap = ""
            self.breaks = 0
        if text[0].isspace():
            self.gap = self.gap or " "
        self._add(" ".join(words), "\n" if self.breaks else self.gap)
        self.gap = " " if text[-1].isspace() else ""

    def close(self) -> None:
        """Takes the end of the page."""
        self.flush()

    def _write_pre(self, text: str) -> None:
        text = text.translate(SOFT)
        if not self.pieces:
            text = text.lstrip("\n") if text.strip() else ""
        if text:
            self._add(text, "\n" * self.breaks)

    def _add(self, words: str, gap: str) -> None:
        depth = len(self.tags)
        if self.pieces:
            self.pieces.append(gap)
            if self.links:
                self.link_chars += len(gap)
            self.common = min(self.common, self.low)
        else:
            self.common = depth
            self.skipped = max(0, depth - PATH_DEPTH)
            self.path = self._path(self.skipped)
        self.low = depth
        self.breaks = 0
        self.pieces.append(words)
        if self.links:
            self.link_chars += len(words)

    def _break(self, wanted: int) -> None:
        if self.pieces:
            self.flush()
        if wanted > self.wanted:
            self.wanted = wanted

    def flush(self) -> None:
        """Finishes the block that is filling, if it holds anything."""
        if self.pieces:
            text = "".join(self.pieces).rstrip()
            if self.out:
                breaks = "\n" * max(self.wanted, 1)
                self.out.append(breaks)
                self.length += len(breaks)
            span = Span(self.length, self.length + len(text))
            # A run of inline text ends before its block does: the holder is open still, what held the text may not be.
            tag = self.holders[-1] if self.holders else "body"
            self.blocks.append(
                Block(
                    span=span, tag=tag, path=self.path[: max(0, self.common - self.skipped)], link_chars=self.link_chars
                )
            )
            self.out.append(text)
            self.length = span.end
            self.wanted = 0
        self._begin()

    def _path(self, first: int) -> tuple[str, ...]:
        for at in range(len(self.tags) - 1, first - 1, -1):
            if self.labels[at]:
                break
            attributes = self.attributes[at]
            self.labels[at] = _label(self.tags[at], attributes.get("id"), attributes.get("class"))
        return tuple(self.labels[first:])


@lru_cache(maxsize=4_096)
def _label(tag: str, own: str | None, classes: str | None) -> str:
    """The element as a selector would name it: "div#main.story.wide"."""
    name = tag
    if own:
        name += "#" + "-".join(own.split())
    if classes:
        name += "." + ".".join(classes.split())
    return name[:PATH_WIDTH]
