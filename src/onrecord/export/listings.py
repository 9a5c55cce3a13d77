"""The listings of a record by name: what `onrecord claims`, `--format jsonl` and the exports walk over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.export import lines
from onrecord.export.lines import Line
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.store import Record

LISTINGS: Mapping[str, Callable[[Record, Filter], Iterator[Line]]] = {
    "captures": lambda record, wanted: map(lines.capture_line, record.captures(wanted)),
    "articles": lambda record, wanted: map(lines.article_line, record.articles(wanted)),
    "claims": lambda record, wanted: map(lines.claim_line, record.claims(wanted)),
    "relations": lambda record, wanted: map(lines.relation_line, record.relations(wanted)),
    "events": lambda record, wanted: map(lines.event_line, record.events(wanted)),
    "actors": lambda record, wanted: map(lines.actor_line, record.actors(wanted)),
    "places": lambda record, wanted: map(lines.place_line, record.places(wanted)),
    "issues": lambda record, wanted: map(lines.issue_line, record.issues(wanted)),
}
"""Each listing's rows as JSON lines, filtered."""


def walk(record: Record, listing: str, wanted: Filter) -> Iterator[Line]:
    """The JSON lines of one listing."""
    return LISTINGS[listing](record, wanted)
