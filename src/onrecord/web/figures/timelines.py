"""Events in time: cooperation above the line, conflict below it.

Apart from both lies what is told as background, and what is known only to a longer time, as the stretch of that time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from markupsafe import Markup

from onrecord.analysis.periods import Step, after, first_day, period_of
from onrecord.analysis.quads import quad
from onrecord.export.words import counted, days, grouped
from onrecord.model.claims import Quad
from onrecord.model.dates import DateInterval
from onrecord.store import DayCount
from onrecord.web.asking import Asked
from onrecord.web.desk import Desk
from onrecord.web.figures.drawing import Figure, element, linked, whole

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 960.0, 76.0, 10.0, 16.0, 26.0
SIDE, LEAST_SIDE, EACH = 118.0, 34.0, 24.0
"""Points of a side of the line at most and at least, and of one event where that leaves room."""
BACKGROUND = 40.0
"""Height of the band of what is told as background; it stands between conflict and the days."""
LANES, LANE, WIDEST = 8, 13.0, 44.0
MOST_PERIODS = 150
"""Periods on one axis; what lies before them is told in words."""

ABOVE = (Quad.MATERIAL_COOPERATION, Quad.VERBAL_COOPERATION)
BELOW = (Quad.MATERIAL_CONFLICT, Quad.VERBAL_CONFLICT)


@dataclass(slots=True)
class Period:
    """One period, half-open days: how many events of each quad category, and how many told as background."""

    start: date
    end: date
    quads: Counter[Quad] = field(default_factory=Counter)
    background: int = 0

    @property
    def count(self) -> int:
        """All events in it."""
        return self.quads.total() + self.background


@dataclass(frozen=True, slots=True)
class Wide:
    """Events of one quad category that are known to the same stretch of days, longer than a period."""

    start: date
    end: date
    quad: Quad
    count: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days stand from left to right, and counts up and down: `middle` is the line, `floor` where days begin."""

    start: date
    end: date
    middle: float
    floor: float
    each: float
    each_behind: float

    def at(self, day: date) -> float:
        share = (day - self.start).days / max(1, (self.end - self.start).days)
        return LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT)


def _frame(periods: Sequence[Period]) -> _Frame:
    """The frame of these periods, no higher than their events need."""
    up = max(sum(p.quads[q] for q in ABOVE) for p in periods)
    down = max(sum(p.quads[q] for q in BELOW) for p in periods)
    behind = max(p.background for p in periods)
    each = min(EACH, SIDE / max(up, 1), SIDE / max(down, 1))
    middle = TOP + max(LEAST_SIDE, up * each)
    floor = middle + max(LEAST_SIDE, down * each) + (BACKGROUND if behind else 0.0)
    return _Frame(periods[0].start, periods[-1].end, middle, floor, each, min((BACKGROUND - 12) / max(behind, 1), 12.0))


def timeline_figure(desk: Desk, wanted: Asked, step: Step | None = None) -> Figure:
    """The events that an address asks for, in time. Without a step, the one that gives a readable number of periods."""
    counts = desk.kept(("days", wanted.filter), lambda: list(desk.record.event_days(wanted.filter)))
    return desk.kept(("timeline", wanted.key, step), lambda: draw(counts, wanted, step))


def draw(counts: Sequence[DayCount], wanted: Asked | None = None, step: Step | None = None) -> Figure:
    """The figure of events counted by their days. Bars lead to theirs where an address is given from which to go."""
    step = step or fitting(counts)
    periods, wide, undated = gathered(counts, step)
    shown = _shown(periods, step)
    rows = tuple(_row(period) for period in periods)
    header = ("start", "end", *(kind.value for kind in Quad), "background")
    if not shown:
        return Figure(Markup(""), _notes(undated, wide, 0), header, rows)
    frame = _frame(shown)
    here = [w for w in wide if w.end > frame.start and w.start < frame.end][:LANES]
    base = frame.floor + BOTTOM
    label = f"Events by {step.value}: {counted(sum(p.count for p in shown), 'event')}"
    inside = [*_grid(frame, step, shown), *_bars(shown, frame, wanted), *_lanes(here, frame, wanted, base)]
    placed = {"data_start": str(frame.start), "data_end": str(frame.end), "data_step": step.value}
    edges = {"data_left": LEFT, "data_right": WIDTH - RIGHT, "data_top": TOP, "data_floor": frame.floor}
    svg = whole(WIDTH, base + LANE * len(here), label, inside, "timeline", **placed, **edges)
    left = [w for w in wide if w not in here]
    return Figure(svg, _notes(undated, left, len(periods) - len(shown), frame), header, rows)


def gathered(counts: Iterable[DayCount], step: Step) -> tuple[list[Period], list[Wide], int]:
    """The periods in order, the stretches that no one period holds, most events first, and how many have no day."""
    periods: dict[date, Period] = {}
    wide: Counter[tuple[date, date, Quad]] = Counter()
    undated = 0
    for one in counts:
        start, kind = period_of(one.days, step), quad(one.event_type)
        if start is not None:
            period = periods.setdefault(start, Period(start, after(start, step)))
            period.background += one.count if one.background else 0
            period.quads[kind] += 0 if one.background else one.count
        elif one.days is not None and one.days.start and one.days.end:
            wide[one.days.start, one.days.end, kind] += one.count
        else:
            undated += one.count
    stretches = [Wide(*key, count) for key, count in wide.items()]
    ordered = sorted(stretches, key=lambda w: (-w.count, w.start, w.end, w.quad))
    return [periods[start] for start in sorted(periods)], ordered, undated


def fitting(counts: Iterable[DayCount]) -> Step:
    """The step that divides most of the reported events into some dozens of periods."""
    # What is known only to a month or a year says little of how close together the others lie.
    told = [one for one in counts if one.days is not None and (one.days.days or 999) <= 7 and not one.background]
    starts = sorted(one.days.start for one in told if one.days is not None and one.days.start)
    if not starts:
        return Step.MONTH
    span = (starts[len(starts) * 19 // 20] - starts[len(starts) // 20]).days
    return Step.DAY if span <= 92 else Step.WEEK if span <= 500 else Step.MONTH if span <= 5000 else Step.YEAR


def _shown(periods: Sequence[Period], step: Step) -> list[Period]:
    """The periods from the first that reports something, not only as background; no more than an axis holds."""
    reported = [period for period in periods if period.quads.total()]
    kept = [period for period in periods if not reported or period.start >= reported[0].start]
    if not kept:
        return []
    ends, start = kept[-1].start, kept[0].start
    days_each = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 30, Step.YEAR: 365}[step]
    earliest = max(start, ends - timedelta(days=min(days_each * MOST_PERIODS, (ends - date.min).days)))
    return [period for period in kept if period.start >= earliest]


def _row(period: Period) -> tuple[object, ...]:
    return (period.start, period.end, *(period.quads[kind] for kind in Quad), period.background)


def _bars(periods: Sequence[Period], frame: _Frame, wanted: Asked | None) -> Iterator[Markup]:
    for period in periods:
        left, right = frame.at(period.start), frame.at(period.end)
        width = max(1.5, min(WIDEST, right - left - (1 if right - left > 4 else 0)))
        left += (right - left - width) / 2
        level = frame.middle
        for kind in ABOVE:
            level -= period.quads[kind] * frame.each
            yield from _bar(period, kind, (left, level, width, period.quads[kind] * frame.each), wanted)
        level = frame.middle
        for kind in BELOW:
            yield from _bar(period, kind, (left, level, width, period.quads[kind] * frame.each), wanted)
            level += period.quads[kind] * frame.each
        if period.background:
            high = period.background * frame.each_behind
            label = f"{days(DateInterval(period.start, period.end))}: {period.background} told as background"
            box = element("rect", x=left, y=frame.floor - high, width=width, height=high, class_="background")
            yield linked(_href(period, None, wanted), box, label=label)


def _bar(period: Period, kind: Quad, box: tuple[float, float, float, float], wanted: Asked | None) -> Iterator[Markup]:
    if not period.quads[kind]:
        return
    left, top, width, height = box
    bar = element("rect", x=left, y=top, width=width, height=height, class_=kind.value.replace(" ", "-"))
    label = f"{days(DateInterval(period.start, period.end))}: {period.quads[kind]} {kind.value}"
    yield linked(_href(period, kind, wanted), bar, label=label)


def _href(period: Period | Wide, kind: Quad | None, wanted: Asked | None) -> str | None:
    if wanted is None:
        return None
    days_of = {"since": str(period.start), "until": str(period.end - timedelta(days=1))}
    return wanted.listing("/events", **days_of, **({"quad": kind.value} if kind else {}))


def _grid(frame: _Frame, step: Step, periods: Sequence[Period]) -> Iterator[Markup]:
    last = -100.0
    for day in _ticks(frame):
        x, words = frame.at(day), _day_words(day, step)
        half = 3.4 * len(words)
        middle = min(max(x, LEFT + half), WIDTH - half)
        if middle - half < last + 8:
            continue
        last = middle + half
        yield element("line", x1=x, x2=x, y1=TOP, y2=frame.floor + 3, class_="tick")
        yield element("text", words, x=middle, y=frame.floor + 16, text_anchor="middle", class_="scale")
    for level, kind in ((frame.floor, "tick"), (frame.middle, "axis")):
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=level, y2=level, class_=kind)
    yield from _sides(frame, periods)


def _day_words(day: date, step: Step) -> str:
    if step in (Step.DAY, Step.WEEK):
        return str(day)
    return f"{day:%b %Y}" if step is Step.MONTH else str(day.year)


def _sides(frame: _Frame, periods: Sequence[Period]) -> Iterator[Markup]:
    """What lies above and below the line, and how many events its highest bar stands for."""
    for words, kinds, way in (("cooperation", ABOVE, -1), ("conflict", BELOW, 1)):
        most = max(sum(p.quads[q] for q in kinds) for p in periods)
        yield element("text", words, x=0.0, y=frame.middle + (15 if way > 0 else -6), class_="side")
        if most:
            level = frame.middle + way * most * frame.each
            yield element("line", x1=LEFT - 5, x2=LEFT, y1=level, y2=level, class_="axis")
            yield element("text", grouped(most), x=LEFT - 8, y=level + 4, text_anchor="end", class_="scale")
    if any(period.background for period in periods):
        yield element("text", "background", x=0.0, y=frame.floor - 4, class_="side")


def _ticks(frame: _Frame) -> list[date]:
    """Days at which the axis is labelled: the beginnings of days, weeks, months or years, as the width allows."""
    span = (frame.end - frame.start).days
    step = Step.DAY if span <= 14 else Step.WEEK if span <= 110 else Step.MONTH if span <= 1500 else Step.YEAR
    found, day = [], first_day(frame.start, step)
    while day < frame.end:
        if day >= frame.start:
            found.append(day)
        day = after(day, step)
    return found or [frame.start]


def _lanes(wide: Sequence[Wide], frame: _Frame, wanted: Asked | None, base: float) -> Iterator[Markup]:
    """Events that are known to a longer time, as the stretch of time in which they lie."""
    if wide:
        yield element("text", "longer times", x=0.0, y=base + 8, class_="side")
    for lane, one in enumerate(wide):
        left, right = frame.at(one.start), frame.at(one.end)
        kind = one.quad.value.replace(" ", "-")
        place = {"x": left, "y": base + LANE * lane, "width": max(3.0, right - left), "height": LANE - 4}
        label = f"{days(DateInterval(one.start, one.end))}: {one.count} {one.quad.value}"
        yield linked(_href(one, one.quad, wanted), element("rect", **place, class_=f"span {kind}"), label=label)


def _notes(
    undated: int, wide: Sequence[Wide], earlier: int, frame: _Frame | None = None
) -> tuple[tuple[str, str | None], ...]:
    """What the figure does not show: of `wide`, what lies before or after its days is told apart from the rest."""
    notes: list[tuple[str, str | None]] = []
    outside = sum(w.count for w in wide if frame and (w.end <= frame.start or w.start >= frame.end))
    if outside:
        notes.append((f"{counted(outside, 'event')} known only to a longer time before or after these days", None))
    if inside := sum(w.count for w in wide) - outside:
        notes.append((f"{counted(inside, 'event')} known only to a longer time, not drawn", None))
    if undated:
        notes.append((f"{counted(undated, 'event')} without a day", None))
    if earlier:
        notes.append((f"{counted(earlier, 'earlier period')} not drawn; the CSV file has them", None))
    return tuple(notes)
