"""What the brief and the report are made from: one walk over a record, kept in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.export.lines import Line, article_line, capture_line
from onrecord.model.claims import Factuality, Stance
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.runs import Issue

if TYPE_CHECKING:
    from onrecord.store import Record

_LATE = "9999"


@dataclass(frozen=True, slots=True)
class Material:
    """Captures and articles as JSON lines, claims by id, events and issues, of one record under one filter."""

    name: str
    captures: tuple[Line, ...]
    articles: tuple[Line, ...]
    claims: Mapping[ClaimId, ResolvedClaim]
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        """The publishers of the articles, each once, in order of name."""
        return tuple(sorted({line["publisher"]["name"] for line in self.articles if line["publisher"]}))

    @property
    def copies(self) -> tuple[tuple[Line, ...], ...]:
        """The groups of articles that are one text, the original first where it is known."""
        groups: dict[str, list[Line]] = {}
        for line in self.articles:
            if line["copy_group"]:
                groups.setdefault(line["copy_group"], []).append(line)
        return tuple(
            tuple(sorted(group, key=lambda line: (line["copy_of"] is not None, line["article_id"])))
            for group in groups.values()
            if len(group) > 1
        )

    @property
    def set_aside(self) -> Mapping[str, int]:
        """Characters that belong to no article, by kind, the most first."""
        count: Counter[str] = Counter()
        for line in self.captures:
            for piece in line["set_aside"]:
                count[piece["kind"]] += piece["end"] - piece["start"]
        return dict(count.most_common())

    @property
    def refused(self) -> tuple[Issue, ...]:
        """The items that were not read."""
        return tuple(issue for issue in self.issues if issue.refused)

    @property
    def disputed(self) -> tuple[Event, ...]:
        """Events whose accounts exclude one another: rival actors first, then denials, then numbers."""
        return tuple(sorted((event for event in self.events if event.contradictions), key=_by_weight))

    @property
    def undisputed(self) -> tuple[Event, ...]:
        """All other events, in time; those without a day last."""
        return tuple(sorted((event for event in self.events if not event.contradictions), key=_by_day))

    @property
    def denials(self) -> tuple[ResolvedClaim, ...]:
        """Claims that say something did not happen or was not done."""
        return tuple(
            claim
            for claim in self.claims.values()
            if claim.claim.factuality is Factuality.DENIED or claim.claim.stance is Stance.DENIES
        )

    def period(self) -> DateInterval | None:
        """The days from the first to the last publication, None where no article has any."""
        first = [line["published"]["start"] for line in self.articles if line["published"]]
        last = [line["published"]["end"] for line in self.articles if line["published"]]
        first, last = [day for day in first if day], [day for day in last if day]
        if not first or not last or min(first) >= max(last):
            return None
        return DateInterval(_date(min(first)), _date(max(last)))

    def told(self, claims: Iterable[ClaimId]) -> list[ResolvedClaim]:
        """The claims of these ids that the filter let through."""
        return [self.claims[claim] for claim in claims if claim in self.claims]


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _by_weight(event: Event) -> tuple[object, ...]:
    fields = {contradiction.field for contradiction in event.contradictions}
    rank = 0 if "actors" in fields else 1 if "factuality" in fields else 2
    return rank, -len(fields), -event.independent_voices, *_by_day(event)


def _by_day(event: Event) -> tuple[str, str]:
    start = event.occurred.start if event.occurred else None
    return str(start) if start else _LATE, event.id


def gather(record: Record, wanted: Filter, name: str) -> Material:
    """Everything of a record that passes the filter. `name` is what people call the record."""
    return Material(
        name=name,
        captures=tuple(map(capture_line, record.captures(wanted))),
        articles=tuple(map(article_line, record.articles(wanted))),
        claims={claim.claim.id: claim for claim in record.claims(wanted)},
        events=tuple(record.events(wanted)),
        issues=tuple(record.issues(wanted)),
    )
