"""SVG as escaped markup: elements, a whole figure, and the file that stands alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from onrecord.export.words import one_line
from onrecord.model.claims import Quad

_LINK = re.compile(r"<a\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its SVG for a page, what to say below it, and its rows for a CSV file (header first).

    `svg` is empty where there is nothing to draw. `moves` are windows beside the one drawn, by name, for a map.
    """

    svg: Markup
    notes: tuple[tuple[str, str | None], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    moves: tuple[tuple[str, str], ...] = ()


def element(name: str, *inside: Markup | str, **attributes: str | float | None) -> Markup:
    """One element; underscores in names of attributes stand for hyphens, a last one is dropped (`class_`).

    Words inside are escaped; attributes that are None are left out.
    """
    told = Markup("").join(
        Markup(' {}="{}"').format(_ours(key.rstrip("_").replace("_", "-")), _value(value))
        for key, value in attributes.items()
        if value is not None
    )
    body = Markup("").join(escape(part) for part in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(_ours(name), told, body)


def _ours(text: str) -> Markup:
    """Text of the program's own, never of a page: names of elements and attributes, the style sheet."""
    return Markup(text)  # noqa: S704


def _value(value: str | float) -> str:
    return one_line(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def linked(href: str | None, *inside: Markup, label: str, **attributes: str | float) -> Markup:
    """Marks that lead somewhere, with words that show while the pointer rests on them."""
    words = one_line(label)
    if href is None:
        return element("g", element("title", words), *inside, **attributes)
    return element("a", element("title", words), *inside, href=href, aria_label=words, **attributes)


def quads_told(quads: Mapping[Quad, int]) -> str:
    """Counts of quad categories in words: "2 verbal conflict, 1 material conflict"."""
    return ", ".join(f"{quads[kind]} {kind.value}" for kind in Quad if quads[kind])


def most_frequent(quads: Mapping[Quad, int]) -> str:
    """The class of the quad category with most events, the first of those with as many: "material-conflict"."""
    return max(Quad, key=lambda kind: quads[kind]).value.replace(" ", "-")


def whole(
    width: float, height: float, label: str, inside: Sequence[Markup], kind: str, **attributes: str | float
) -> Markup:
    """The `svg` element that holds a figure; `label` is read to those who do not see it."""
    return element(
        "svg",
        element("title", label),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"figure {kind}",
        viewBox=f"0 0 {width:g} {height:g}",
        role="group",
        aria_label=label,
        **attributes,
    )


def standing_alone(svg: Markup) -> str:
    """The figure as a file of its own: with its styles, for a light ground, without links, which lead nowhere there."""
    css = (files("onrecord.web") / "static" / "figure.css").read_text(encoding="utf-8")
    style = Markup("<style>{}</style>").format(_ours(css))
    # Nothing to draw is a file too: a drawing with nothing on it.
    drawn = unlinked(svg or whole(100, 20, "nothing to draw", (), "empty"))
    head, tail = drawn.replace('class="figure ', 'class="figure alone ', 1).split(">", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}>{style}{tail}\n'


def unlinked(svg: Markup) -> str:
    """The figure with groups in the place of links. Words in it are escaped, so that what looks like a tag is one."""
    return _LINK.sub("<g>", str(svg)).replace("</a>", "</g>")
