"""Values a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Key = TypeVar("Key", str, int)
CHUNK = 500


def chunks(values: Iterable[Key]) -> Iterator[list[Key]]:
    """The distinct values in order, a few hundred at a time: databases bound the parameters of a query."""
    every = sorted(set(values))
    yield from (every[n : n + CHUNK] for n in range(0, len(every), CHUNK))
