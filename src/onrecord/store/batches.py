"""Values a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

CHUNK = 500


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The distinct values in order, a few hundred at a time: databases bound the parameters of a query."""
    every = sorted(set(values))
    yield from (every[n : n + CHUNK] for n in range(0, len(every), CHUNK))
