"""SVG as escaped markup: elements, a whole figure, and the file that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from onrecord.export.words import one_line


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its SVG for a page, what to say below it, and its rows for a CSV file (header first).

    `svg` is empty where there is nothing to draw.
    """

    svg: Markup
    notes: tuple[tuple[str, str | None], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


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


def linked(href: str | None, *inside: Markup, label: str) -> Markup:
    """Marks that lead somewhere, with words that show while the pointer rests on them."""
    title = element("title", one_line(label))
    if href is None:
        return element("g", title, *inside)
    return element("a", title, *inside, href=href)


def whole(width: float, height: float, label: str, inside: Sequence[Markup], kind: str) -> Markup:
    """The `svg` element that holds a figure; `label` is read to those who do not see it."""
    return element(
        "svg",
        element("title", label),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"figure {kind}",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_label=label,
    )


def standing_alone(svg: Markup) -> str:
    """The figure as a file of its own, with its styles, for a light ground. Links are left to the desk."""
    css = (files("onrecord.web") / "static" / "figure.css").read_text(encoding="utf-8")
    style = Markup("<style>{}</style>").format(_ours(css))
    # Nothing to draw is a file too: a drawing with nothing on it.
    head, tail = (svg or whole(100, 20, "nothing to draw", (), "empty")).split(">", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}>{style}{tail}\n'
