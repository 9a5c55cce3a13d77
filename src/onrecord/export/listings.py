"""The listings of a record by name: what `onrecord claims`, `--format jsonl` and the exports walk over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.export import lines
from onrecord.export.lines import Line
from onrecord.export.ties import tie_line
from onrecord.model.filters import Filter
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record

LINES: Mapping[str, Callable[[Any], Line]] = {
    "captures": lines.capture_line,
    "articles": lines.article_line,
    "claims": lines.claim_line,
    "relations": lines.relation_line,
    "events": lines.event_line,
    "actors": lines.actor_line,
    "places": lines.place_line,
    "issues": lines.issue_line,
}
"""What makes a JSON line of a row, by listing."""


def _rows(name: str) -> Callable[[Record, Filter], Iterator[Line]]:
    return lambda record, wanted: map(LINES[name], getattr(record, name)(wanted))


LISTINGS: Mapping[str, Callable[[Record, Filter], Iterator[Line]]] = {name: _rows(name) for name in LINES}
"""Each listing's rows as JSON lines, filtered."""


TIES = "ties"
"""The listing of what relations add up to. It is not of the record alone, but also of the knowledge base beside it."""


def all_lines(record: Record, wanted: Filter, ties: Iterable[Tie]) -> Iterator[tuple[str, Iterator[Line]]]:
    """Every listing by name with its JSON lines, that of the ties last."""
    for name in LISTINGS:
        yield name, walk(record, name, wanted)
    yield TIES, map(tie_line, ties)


def walk(record: Record, listing: str, wanted: Filter) -> Iterator[Line]:
    """The JSON lines of one listing."""
    return LISTINGS[listing](record, wanted)
