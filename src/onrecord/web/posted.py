"""What a form of the desk sends: names and values of `application/x-www-form-urlencoded`, read once, bounded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

LARGEST = 1_000_000
"""Bytes of a form at most."""
FIELDS = 4000
"""Fields of a form at most."""


class Row(dict[str, str]):
    """A row of a repeated group; a field that it does not have is ""."""

    def __missing__(self, field: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of a form in the order in which they came; a name may come several times."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The last value of a field, without blanks around it; "" where it is missing."""
        return next((value.strip() for key, value in reversed(self.pairs) if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that is not empty."""
        return tuple(value.strip() for key, value in self.pairs if key == name and value.strip())

    def has(self, name: str) -> bool:
        """True where the form has the field, empty or not."""
        return any(key == name for key, _ in self.pairs)

    def rows(self, name: str) -> tuple[Mapping[str, str], ...]:
        """The rows of a repeated group: fields "actors.0.words", "actors.0.who" are one row of "actors"."""
        found: dict[int, Row] = {}
        for key, value in self.pairs:
            group, _, rest = key.partition(".")
            number, _, field = rest.partition(".")
            if group == name and field and number.isascii() and number.isdigit() and len(number) < 5:
                found.setdefault(int(number), Row())[field] = value.strip()
        return tuple(found[number] for number in sorted(found))

    def first(self, name: str) -> Mapping[str, str]:
        """The first row of a repeated group; an empty one where there is none."""
        return next(iter(self.rows(name)), Row())

    def without(self, *names: str) -> Posted:
        """The form without some fields."""
        return Posted(tuple(pair for pair in self.pairs if pair[0] not in names))

    def with_(self, more: Iterable[tuple[str, str]]) -> Posted:
        """The form with some fields set anew."""
        added = tuple(more)
        return Posted((*self.without(*(name for name, _ in added)).pairs, *added))


async def posted(request: Request) -> Posted:
    """The form that a request brings. Raises HTTPException 413 for one that is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise HTTPException(413, "That is more than a form of the desk holds.")
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as error:
        raise HTTPException(413, "That form has too many fields.") from error
    return Posted(tuple(pairs))


def taking_forms(do: Callable[[Request, Posted], Response]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads the form and then works on a thread of its own, as the pages that only read do."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(do, request, await posted(request))

    return endpoint
