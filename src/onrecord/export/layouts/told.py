"""An event with the claims that tell it: what every layout is filled from."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.codebook.countries import Country, country
from onrecord.export.csv_tables import cell
from onrecord.export.files import whole_file
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event, EventQuantity
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef, ArticleRef, ResolvedClaim

if TYPE_CHECKING:
    from onrecord.store import Record

Row = dict[str, Any]
DONE = frozenset({"happened", "ongoing"})
_DONE_BY_WORD = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})
"""Acts that are done by saying them, whatever is promised lies ahead."""


@dataclass(frozen=True)
class Told:
    """An event and its claims, the earliest published first."""

    event: Event
    claims: tuple[ResolvedClaim, ...]

    @property
    def is_done(self) -> bool:
        """True for what took place, and for promises, concessions and threats, which are done by saying them: a layout
        that has no column for it would make a fact of what is planned, possible or denied."""
        factuality = self.event.factuality
        return factuality in DONE or (factuality == "planned" and self.event.event_type in _DONE_BY_WORD)

    @property
    def days(self) -> DateInterval | None:
        """The days of the event, None where an end is open."""
        occurred = self.event.occurred
        return occurred if occurred and occurred.start and occurred.end else None

    @property
    def day(self) -> str:
        """The one day on which it took place, ISO 8601; "" where it is not known to the day."""
        return str(self.days.start) if self.days and self.days.days == 1 else ""

    @property
    def last_day(self) -> str:
        """The last day on which it may have taken place; "" where an end is open."""
        return str(self.days.end - timedelta(days=1)) if self.days and self.days.end else ""

    @property
    def country(self) -> Country | None:
        """The country in which it took place."""
        return country(self.event.place.country) if self.event.place else None

    @cached_property
    def articles(self) -> tuple[ArticleRef, ...]:
        """The articles that tell it, each once, the earliest published first."""
        return tuple({claim.article.article_id: claim.article for claim in self.claims}.values())

    @property
    def publishers(self) -> list[str]:
        """Who published them, each once."""
        return list(dict.fromkeys(a.publisher.name for a in self.articles if a.publisher))

    @property
    def published(self) -> str:
        """The first day on which it was published, "" where no article is dated to the day."""
        days = [a.published.interval for a in self.articles if a.published.interval]
        return min((str(day.start) for day in days if day.start and day.days == 1), default="")

    @property
    def addresses(self) -> list[str]:
        """Where the articles stand: URLs, else files."""
        return list(dict.fromkeys(a.capture_url or a.capture_path or "" for a in self.articles))

    @property
    def voices(self) -> list[str]:
        """Whose words the accounts are: the ends of the chains, each once."""
        named = (v.name for _, accounts in self.event.accounts for account in accounts for v in account.voices)
        return list(dict.fromkeys(named))

    @property
    def pairs(self) -> list[tuple[ActorRef | None, ActorRef | None]]:
        """Everyone who acts with everyone who receives; None for a side that is not told."""
        actors: Sequence[ActorRef | None] = self.event.actors or (None,)
        recipients: Sequence[ActorRef | None] = self.event.recipients or (None,)
        return [(actor, recipient) for actor in actors for recipient in recipients]

    def quantity(self, kind: str) -> list[EventQuantity]:
        """The numbers of one kind, one for each group that they count."""
        return [quantity for quantity in self.event.quantities if quantity.kind == kind]


def told(record: Record, wanted: Filter) -> Iterator[Told]:
    """The events of a record that pass a filter, each with all its claims, in the record's order."""
    events = list(record.events(wanted))
    needed = {claim for event in events for claim in event.claims}
    claims = {c.claim.id: c for c in record.claims(Filter()) if c.claim.id in needed}
    for event in events:
        own = (claims[claim] for claim in event.claims if claim in claims)
        yield Told(event, tuple(sorted(own, key=_when_published)))


def _when_published(claim: ResolvedClaim) -> tuple[str, str]:
    interval = claim.article.published.interval
    return str(interval.start) if interval and interval.start else "9999", claim.claim.id


def joined(values: Iterable[str | None], by: str = "; ") -> str:
    """The values that are there, each once, in one cell."""
    return by.join(dict.fromkeys(value for value in values if value))


def write_rows(
    path: Path, columns: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",", header: bool = True
) -> int:
    """The number of rows written as a text file of separated cells; a column that a row lacks is empty.

    Tabs and line ends inside a cell become spaces where tabs separate: those layouts know no quoting.
    """
    count = 0
    clean: Callable[[str], str] = (lambda text: " ".join(text.split())) if delimiter == "\t" else (lambda text: text)
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", errors="replace", newline="") as file:
        if delimiter == "\t":
            writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        else:
            writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        if header:
            writer.writerow(columns)
        for row in rows:
            writer.writerow([clean(cell(row.get(column))) for column in columns])
            count += 1
    return count
