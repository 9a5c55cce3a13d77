"""HTML to the text that offsets count in, with the blocks it is made of.

libxml2 builds the tree and its own iterator walks it, so that no page is too deep for the stack; a page nested deeper
than libxml2 goes (2,048 levels) is refused. Layout follows what `innerText` gives in a browser, without its style
sheets: a block element stands on lines of its own, paragraphs get a blank line, inline text is collapsed.
"""

from __future__ import annotations

import re

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
MAYBE_HIDDEN = etree.XPath("//*[@hidden or @style] | //dialog")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Prose that a page holds back, by style alone, until its reader logs in: it is the article's, and it is on the page.
PAID = re.compile(r"subscriber|paywall|premium", re.IGNORECASE)
# Invisible marks of where a word may be broken; joiners stay, since Persian and Indic words need them.
SOFT = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
# A page glued from several has several ends; libxml2 stops at the first.
ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
PATH_DEPTH = 64
PATH_WIDTH = 80
CELLS = frozenset(("td", "th"))
CELL = " | "


class TooDeepError(ValueError):
    """The page's elements are nested deeper than any page is written."""


def render(markup: str) -> tuple[str, tuple[Block, ...], PageMetadata]:
    """The text of a page, its blocks and what its head says. Raises TooDeepError."""
    root = _parsed(markup)
    if root is None:
        return "", (), PageMetadata()
    page = _Page()
    hidden = _hidden(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    skipping = False
    for event, element in walk:
        if event == "start":
            if element.tag in UNSEEN or element in hidden:
                walk.skip_subtree()
                skipping = True
            else:
                page.open(element)
        elif skipping:
            # A subtree that is skipped still ends, and nothing comes between.
            skipping = False
            if element.tail:
                page.write(element.tail)
        else:
            page.close(element)
    page.flush()
    return "".join(page.out), tuple(page.blocks), page_metadata(root)


def _parsed(markup: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, recover=True
    )
    try:
        root: etree._Element | None = etree.fromstring(ENDS.sub("", markup).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if any("depth" in error.message for error in parser.error_log.filter_from_fatals()):
        raise TooDeepError
    return root


def _hidden(root: etree._Element) -> set[etree._Element]:
    """The elements that their own attributes hide. Found by libxml2: asking each element in turn costs more."""
    return {element for element in MAYBE_HIDDEN(root) if _is_hidden(element)}


def _is_hidden(element: etree._Element) -> bool:
    hidden = element.get("hidden")
    if hidden is not None:
        return bool(hidden.lower() != "until-found")
    if HIDDEN_STYLE.search(element.get("style", "")):
        return not PAID.search(element.get("class", ""))
    return bool(element.tag == "dialog" and element.get("open") is None)


class _Page:
    """The page as far as it has been walked: finished blocks, and the one that is filling."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.wanted = 0  # line breaks that the next block is to have before it
        self.stack: list[etree._Element] = []
        self.labels: list[str] = []
        self.holders: list[int] = []  # where in the stack the block elements are
        self.links = 0
        self.pre = 0
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

    def open(self, element: etree._Element) -> None:
        tag = element.tag
        wanted = BREAKS.get(tag)
        if wanted:
            self._break(wanted)
            self.holders.append(len(self.stack))
            if tag == "pre":
                self.pre += 1
        elif tag == "a":
            self.links += 1
        elif tag == "br":
            self.breaks += 1
        elif tag in CELLS and self.pieces:
            self.gap = CELL
        self.stack.append(element)
        self.labels.append("")
        if tag == "q":
            self.write("\u201c")
        text = element.text
        if text:
            if self.pre or not text.isspace():
                self.write(text)
            elif not self.gap:
                self.gap = " "

    def close(self, element: etree._Element) -> None:
        tag = element.tag
        wanted = BREAKS.get(tag)
        if wanted:
            self._break(wanted)
            self.holders.pop()
            if tag == "pre":
                self.pre -= 1
        elif tag == "a":
            self.links -= 1
        elif tag == "q":
            self.write("\u201d")
        self.stack.pop()
        self.labels.pop()
        if self.low > len(self.stack):
            self.low -= 1
        text = element.tail
        if text:
            if self.pre or not text.isspace():
                self.write(text)
            elif not self.gap:
                self.gap = " "

    def write(self, text: str) -> None:
        if self.pre:
            self._write_pre(text)
            return
        if not text.isascii():
            text = text.translate(SOFT)
        words = " ".join(text.split())
        if not words:
            self.gap = self.gap or (text and " ")
            return
        if self.breaks > 1:
            self._break(2)
        if text[0].isspace():
            self.gap = self.gap or " "
        self._add(words, "\n" if self.breaks else self.gap)
        self.gap = " " if text[-1].isspace() else ""

    def _write_pre(self, text: str) -> None:
        text = text.translate(SOFT)
        if not self.pieces:
            text = text.lstrip("\n") if text.strip() else ""
        if text:
            self._add(text, "\n" * self.breaks)

    def _add(self, words: str, gap: str) -> None:
        depth = len(self.stack)
        if self.pieces:
            self.pieces.append(gap)
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
        self.gap = ""
        self.breaks = 0
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
            tag = self.stack[self.holders[-1]].tag if self.holders else "body"
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
        for at in range(first, len(self.stack)):
            if not self.labels[at]:
                self.labels[at] = _label(self.stack[at])
        return tuple(self.labels[first:])


def _label(element: etree._Element) -> str:
    """The element as a selector would name it: "div#main.story.wide"."""
    own, classes = element.get("id"), element.get("class")
    name: str = element.tag
    if own:
        name += "#" + "-".join(own.split())
    if classes:
        name += "." + ".".join(classes.split())
    return name[:PATH_WIDTH]
