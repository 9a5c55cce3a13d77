"""The filter options that listings, exports and reports share, written once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar, cast

import typer

from onrecord.model import typed
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter

C = TypeVar("C", bound=Callable[..., Any])
PANEL = "Filters"


def interval(text: str) -> DateInterval:
    """The days that "2025-01-21", "2025-01", "2025" or "2025-01-21..2025-02-03" (both included) name.

    Raises typer.BadParameter for anything else.
    """
    return _told(typed.interval, text)


V = TypeVar("V")


def _since(text: str) -> date:
    return _told(typed.first_day, text)


def _until(text: str) -> date:
    return _told(typed.last_day, text)


def _event_type(text: str) -> EventType:
    return _told(lambda words: typed.member(EventType, words), text)


def _quad(text: str) -> Quad:
    return _told(lambda words: typed.member(Quad, words), text)


def _factuality(text: str) -> Factuality:
    return _told(lambda words: typed.member(Factuality, words), text)


def _country(text: str) -> str:
    return _told(typed.country, text)


def _told(parse: Callable[[str], V], text: str) -> V:
    """What the text says; a value that makes no sense is told as typer tells it."""
    try:
        return parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _starting(values: list[str]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.casefold().startswith(incomplete.casefold())]

    return complete


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=PANEL, show_default=False, **more)


_TYPES = [member.value for member in EventType]
_QUADS = [member.value.replace(" ", "-") for member in Quad]
_FACTUALITIES = [member.value for member in Factuality]

OPTIONS: dict[str, tuple[Any, Any]] = {
    "actor": (
        Annotated[str | None, _option("--actor", help="A name, alias or id of who acts or receives.")],
        None,
    ),
    "recipient": (Annotated[str | None, _option("--recipient", help="A name, alias or id of who receives.")], None),
    "voice": (Annotated[str | None, _option("--voice", help="Whose word it is.")], None),
    "place": (Annotated[str | None, _option("--place", help="A place, or one that contains it.")], None),
    "country": (
        Annotated[
            str | None,
            _option(
                "--country", help="ISO code (AFG) of an actor, recipient or place.", parser=_country, metavar="ISO"
            ),
        ],
        None,
    ),
    "event_type": (
        Annotated[
            EventType | None,
            _option(
                "--type",
                help="A PLOVER event type, such as ASSAULT.",
                parser=_event_type,
                metavar="TYPE",
                autocompletion=_starting(_TYPES),
            ),
        ],
        None,
    ),
    "quad": (
        Annotated[
            Quad | None,
            _option(
                "--quad",
                help=f"A quad category: {', '.join(_QUADS)}.",
                parser=_quad,
                metavar="QUAD",
                autocompletion=_starting(_QUADS),
            ),
        ],
        None,
    ),
    "factuality": (
        Annotated[
            Factuality | None,
            _option(
                "--factuality",
                help=f"How the text puts it: {', '.join(_FACTUALITIES)}.",
                parser=_factuality,
                metavar="WORD",
                autocompletion=_starting(_FACTUALITIES),
            ),
        ],
        None,
    ),
    "since": (
        Annotated[
            date | None,
            _option("--since", help="First day (YYYY-MM-DD, YYYY-MM, YYYY).", parser=_since, metavar="DAY"),
        ],
        None,
    ),
    "until": (
        Annotated[date | None, _option("--until", help="Last day, included.", parser=_until, metavar="DAY")],
        None,
    ),
    "publisher": (Annotated[str | None, _option("--publisher", help="Who put the article out.")], None),
    "text": (Annotated[str | None, _option("--search", help="Words in the article's text.", metavar="WORDS")], None),
    "article": (
        Annotated[str | None, _option("--article", help="An article's id, or its first characters.", metavar="ID")],
        None,
    ),
    "capture": (
        Annotated[str | None, _option("--capture", help="A capture's id, or its first characters.", metavar="ID")],
        None,
    ),
    "contradicted": (
        Annotated[bool, _option("--contradicted", help="Only events whose accounts exclude one another.")],
        False,
    ),
    "include_background": (
        Annotated[bool, _option("--background/--no-background", help="Older events told as background, or not.")],
        True,
    ),
    "as_read": (
        Annotated[bool, _option("--as-read", help="As the program read it, without people's corrections.")],
        False,
    ),
    "limit": (Annotated[int | None, _option("--limit", help="At most so many rows.", min=0, metavar="N")], None),
    "offset": (Annotated[int, _option("--offset", help="Rows to pass over first.", min=0, metavar="N")], 0),
}
"""Each field of a Filter with its option and default."""


def filtered(command: C) -> C:
    """The command with every filter option that it has none of its own for; it is given one Filter as `wanted`."""
    own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "wanted"]
    options = {name: OPTIONS[name] for name in OPTIONS if name not in {p.name for p in own}}
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]

    @functools.wraps(command)
    def with_filter(**given: Any) -> Any:
        wanted = Filter(**{name: given.pop(name) for name in options})
        return command(wanted=wanted, **given)

    own = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    with_filter.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    with_filter.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return cast(C, with_filter)
