"""The Python interface: `Reader` reads pages and codes text, `open` opens a record to ask and to add to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import captures, pipeline
from onrecord.captures import LoadOptions
from onrecord.errors import RefusedError, UsageError
from onrecord.model.articles import Capture, Given
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.coding import ArticleCoding, CaptureCoding
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import EventId
from onrecord.model.resolved import ResolvedClaim, ResolvedRelation
from onrecord.model.ties import Tie
from onrecord.settings import Settings
from onrecord.settings import load as load_settings
from onrecord.store import Record as Store

if TYPE_CHECKING:
    import polars

Page = str | bytes | Path


@dataclass(frozen=True)
class Articles(Sequence[ArticleCoding]):
    """The articles of what was read, each with its claims; `refused` lists what could not be read, with the reason."""

    captures: tuple[CaptureCoding, ...]
    refused: tuple[RefusedError, ...] = ()

    @property
    def _all(self) -> tuple[ArticleCoding, ...]:
        return tuple(article for capture in self.captures for article in capture.articles)

    @property
    def claims(self) -> tuple[ResolvedClaim, ...]:
        """The claims of all articles with names put to their mentions."""
        return tuple(
            claim
            for coding in self.captures
            for article in coding.articles
            for claim in pipeline.resolved(article, coding.capture)
        )

    def __getitem__(self, index: Any) -> Any:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)


class Reader:
    """Reads pages and codes text. Loads the shipped model once; keep one and use it often."""

    def __init__(self, settings: Settings | None = None, *, allow_private: bool = False) -> None:
        self._program = pipeline.Program.load(settings or load_settings())
        self._options = LoadOptions(allow_private=allow_private)

    def read(
        self, page: Page, *, url: str | None = None, publisher: str | None = None, published: str | date | None = None
    ) -> Articles:
        """The articles of a page: a path, a URL, the page's bytes, or its text, which is told by its line breaks.

        `publisher` and `published` say what the page does not. What cannot be read is listed in `refused`, not raised.
        """
        given = Given(publisher=publisher, published=day_of(published))
        read: list[CaptureCoding] = []
        refused: list[RefusedError] = []
        for opened in self._opened(page, url, given):
            if isinstance(opened, RefusedError):
                refused.append(opened)
            else:
                read.append(self._program.read(opened))
        return Articles(tuple(read), tuple(refused))

    def _opened(self, page: Page, url: str | None, given: Given) -> Iterator[Capture | RefusedError]:
        if isinstance(page, str) and "\n" in page:
            page = page.encode()
        if isinstance(page, bytes):
            try:
                yield captures.from_bytes(page, path=None, url=url, given=given)
            except RefusedError as refusal:
                yield refusal
            return
        yield from captures.load(str(page), options=replace(self._options, url=url, given=given))

    def code(
        self, text: str, *, published: str | date | None = None, publisher: str | None = None
    ) -> tuple[ResolvedClaim, ...]:
        """The claims of a text that is one article. Offsets count in the text as given.

        `published` is a day ("2025-01-23"); without it, "Tuesday" stays undated.
        """
        return pipeline.code_text(self._program, text, published=day_of(published), publisher=publisher).claims


def day_of(published: str | date | None) -> DateInterval | None:
    """The day as an interval; None for None. Raises UsageError for what is no ISO day."""
    if published is None:
        return None
    try:
        return DateInterval.day(published if isinstance(published, date) else date.fromisoformat(published))
    except ValueError as error:
        raise UsageError(f"{published!r} is not a day such as 2025-01-23") from error


class OpenRecord:
    """A record, open. Use it in a `with` block; it is written to only where it was opened with `write=True`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the record; a write that has not ended is undone."""
        self.store.close()

    def add(self, articles: Articles) -> int:
        """The number of captures that were new. Events are computed anew where any was."""
        added = 0
        for coding in articles.captures:
            self.store.begin_run(coding.run)
            added += self.store.add(coding)
        if added or not self.store.events_current:
            pipeline.rebuild(self.store)
        return added

    def claims(self, **filters: Any) -> Iterator[ResolvedClaim]:
        """The claims that fit the filters, those of the command line: actor="Taliban", since="2025-01-01", …"""
        return iter(self.store.claims(filter_of(**filters)))

    def events(self, **filters: Any) -> Iterator[Event]:
        """The events that fit the filters."""
        return iter(self.store.events(filter_of(**filters)))

    def relations(self, **filters: Any) -> Iterator[ResolvedRelation]:
        """The relations that fit the filters."""
        return iter(self.store.relations(filter_of(**filters)))

    def ties(self, **filters: Any) -> Sequence[Tie]:
        """What the relations that fit the filters add up to: one for each kind and pair, with who says so.

        Each is held against the knowledge base of the settings: `tie.base` says whether it is known there, or news.
        """
        return pipeline.ties(self.store, filter_of(**filters), load_settings())

    def event(self, event_id: str) -> Event | None:
        """The event of that id, or the one that has taken its place; None where there is neither."""
        return self.store.event(EventId(event_id))

    def frame(self, table: str, **filters: Any) -> polars.DataFrame:
        """One tidy table as a Polars frame: those of `export csv`, "events", "claims", "accounts" and so on.

        Needs the extra `frames`; raises UsageError without it and for a table that there is not.
        """
        from onrecord.export import parquet

        try:
            import polars
        except ImportError as error:
            raise UsageError("frames need polars: pip install 'onrecord[frames]'") from error
        ties = self.ties(**filters) if table in parquet.OF_TIES else ()
        return polars.DataFrame(parquet.arrow(self.store, filter_of(**filters), table, ties))


def open_record(where: str | Path = "onrecord.db", *, write: bool = True) -> OpenRecord:
    """The record at a path or postgresql:// URL, made where there is none.

    Raises RecordLockedError where another process writes to it, RecordDamagedError where it cannot be used.
    """
    return OpenRecord(Store.open(where, write=write))


_KINDS = {"event_type": EventType, "quad": Quad, "factuality": Factuality}


def filter_of(**filters: Any) -> Filter:
    """The filters as one object; days may be ISO texts, types their names. Raises UsageError for an unknown one."""
    known: Iterable[str] = Filter.__dataclass_fields__
    for name, value in filters.items():
        if name not in known:
            raise UsageError(f"no filter {name!r}; there are {', '.join(known)}")
        if name in ("since", "until") and isinstance(value, str):
            filters[name] = date.fromisoformat(value)
        elif name in _KINDS and isinstance(value, str):
            filters[name] = _KINDS[name](value)
    return Filter(**filters)
