"""Events in time: how many of each quad category in each period, background apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from onrecord.analysis.periods import Step, after, period_of
from onrecord.codebook import quad
from onrecord.model.claims import Quad
from onrecord.model.events import Event
from onrecord.model.ids import EventId


@dataclass(slots=True)
class Period:
    """One period, half-open days: events of each quad category, those told as background, and their ids."""

    start: date
    end: date
    quads: Counter[Quad] = field(default_factory=Counter)
    background: int = 0
    events: list[EventId] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods in which anything happened, in order, and the events that lie in no one of them.

    `wide` are known only to a longer time than a period, or to one that crosses into the next; `undated` to none.
    """

    step: Step
    periods: tuple[Period, ...]
    wide: tuple[EventId, ...]
    undated: tuple[EventId, ...]


def timeline(events: Iterable[Event], step: Step) -> Timeline:
    """The events by period. One whose days lie in two periods is in neither: it is listed as wide."""
    periods: dict[date, Period] = {}
    wide: list[EventId] = []
    undated: list[EventId] = []
    for event in events:
        start = period_of(event.occurred, step)
        if start is None:
            days = event.occurred
            (wide if days is not None and (days.start or days.end) else undated).append(event.id)
            continue
        period = periods.setdefault(start, Period(start, after(start, step)))
        period.events.append(event.id)
        if event.background:
            period.background += 1
        else:
            period.quads[quad(event.event_type)] += 1
    return Timeline(step, tuple(periods[start] for start in sorted(periods)), tuple(wide), tuple(undated))
