"""What a page's head says of it: title, canonical address, meta tags, JSON-LD, times."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

from onrecord.model.articles import PageMetadata

MOST_VALUES = 1_000
WIDEST_VALUE = 2_000
DEEPEST_DATA = 6
# Dates in microdata stand on any element; what a time tag says it is, its attributes tell.
DATED_ITEM = etree.XPath("//*[contains(@itemprop, 'date')][not(self::meta or self::time)]")
OF_A_CHANGE = re.compile(r"modif|updat", re.IGNORECASE)
OF_PUBLICATION = re.compile(r"publi|posted|entry-date", re.IGNORECASE)
# Wrappers that old templates put round a script's content.
WRAPPERS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$"
)
# The bodies of articles, which the page itself holds, and addresses of pictures.
SKIPPED_DATA = frozenset(("articleBody", "text", "image", "thumbnail", "logo", "@context"))


def page_metadata(root: etree._Element) -> PageMetadata:
    """The page's values as (name, value) in document order, the language first."""
    values: list[tuple[str, str]] = []
    for name, value in _values(root):
        text = " ".join(value.split())[:WIDEST_VALUE]
        if text:
            values.append((name, text))
        if len(values) >= MOST_VALUES:
            break
    return PageMetadata(values=tuple(values))


def _values(root: etree._Element) -> Iterator[tuple[str, str]]:
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    if language:
        yield "lang", language
    titled = False
    for element in root.iter("title", "meta", "link", "script", "time"):
        if element.tag == "title":
            parent = element.getparent()
            if not titled and (parent is None or parent.tag in ("head", "html", "body")):
                titled = True
                yield "title", "".join(str(t) for t in element.itertext())
        elif element.tag == "meta":
            yield from _meta(element)
        elif element.tag == "link":
            if "canonical" in (element.get("rel") or "").lower().split():
                yield "canonical", element.get("href") or ""
        elif element.tag == "time":
            yield from _time(element)
        elif "ld+json" in (element.get("type") or "").lower():
            yield from _linked_data(element.text or "")
    for element in DATED_ITEM(root):
        told = element.get("content") or element.get("datetime") or "".join(str(t) for t in element.itertext())
        yield f"itemprop:{element.get('itemprop').strip().lower()}", told


def _time(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The tag's moment or words as "time", and again by what its attributes say they are of."""
    value = element.get("datetime") or "".join(str(t) for t in element.itertext())
    names = " ".join(element.get(a) or "" for a in ("itemprop", "class", "id"))
    yield "time", value
    if OF_A_CHANGE.search(names):
        yield "time:modified", value
    elif element.get("pubdate") is not None or OF_PUBLICATION.search(names):
        yield "time:published", value


def _meta(element: etree._Element) -> Iterator[tuple[str, str]]:
    content = element.get("content")
    if content is None:
        return
    for attribute, lead in (("property", ""), ("name", ""), ("itemprop", "itemprop:")):
        name = (element.get(attribute) or "").strip().lower()
        if name:
            yield lead + name, content


def _linked_data(script: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(WRAPPERS.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            graph = item.get("@graph")
            if graph is not None:
                waiting.append(graph)
            rest = {key: value for key, value in item.items() if key != "@graph"}
            yield from _flat(f"ld:{_type(rest)}", rest, 0)


def _type(item: dict[str, object]) -> str:
    kind = item.get("@type")
    if isinstance(kind, list):
        kind = next((k for k in kind if isinstance(k, str)), None)
    return kind.rsplit("/", 1)[-1] if isinstance(kind, str) else "Thing"


def _flat(name: str, value: object, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if depth < DEEPEST_DATA:
            for key, inner in value.items():
                if key not in SKIPPED_DATA:
                    yield from _flat(f"{name}.{key}", inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:50] if depth < DEEPEST_DATA else ():
            yield from _flat(name, inner, depth + 1)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield name, str(value)
