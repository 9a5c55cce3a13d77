"""Figures say what is known and no more: wide places wide, layouts that stay."""

from __future__ import annotations

from datetime import date

import numpy as np
from markupsafe import Markup

from onrecord.analysis.periods import Step
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.events import Agreement, Event
from onrecord.model.ids import EventId, PlaceId
from onrecord.model.resolved import PlaceRef
from onrecord.model.spans import Span
from onrecord.store import DayCount
from onrecord.web.figures import maps, timelines
from onrecord.web.figures.drawing import element, standing_alone
from onrecord.web.figures.layout import spring


def event(name: str, *, place: PlaceRef | None = None) -> Event:
    return Event(
        id=EventId(name),
        event_type=EventType.ASSAULT,
        mode=(),
        contexts=(),
        factuality="happened",
        actors=(),
        recipients=(),
        place=place,
        occurred=None,
        precision=None,
        quantities=(),
        background=False,
        claims=(),
        articles=1,
        publishers=1,
        independent_voices=1,
        independence=(),
        accounts=(),
        contradictions=(),
        agreement=Agreement.SINGLE,
    )


def place(name: str, precision: int, latitude: float = 10.0, longitude: float = 10.0) -> PlaceRef:
    return PlaceRef(
        text=name,
        span=Span(0, 1),
        mention_id=None,
        place_id=PlaceId(name),
        latitude=latitude,
        longitude=longitude,
        precision=precision,
    )


def test_a_province_is_no_dot() -> None:
    drawn = maps.draw(maps.gathered([event("a", place=place("Town", 1)), event("b", place=place("Land", 4, 12.0))])).svg
    assert drawn.count('class="exact') == 1
    assert drawn.count('class="loose') == 1


def test_events_without_coordinates_are_told_not_drawn() -> None:
    figure = maps.draw(maps.gathered([event("a"), event("b")]))
    assert figure.svg == ""
    assert figure.notes == (("2 events in no place with coordinates, not drawn", None),)


def test_a_month_is_a_stretch_and_a_day_a_bar() -> None:
    day, month = DateInterval.day(date(2026, 3, 10)), DateInterval(date(2026, 3, 1), date(2026, 4, 1))
    counts = [DayCount(days=d, event_type=EventType.ASSAULT, background=False, count=1) for d in (day, month, None)]
    figure = timelines.draw(counts, step=Step.DAY)
    assert figure.svg.count('class="material-conflict"') == 1
    assert figure.svg.count('class="span material-conflict"') == 1
    assert figure.notes == (("1 event without a day", None),)
    assert [row[0] for row in figure.rows] == [date(2026, 3, 10)]


def test_words_in_a_figure_are_escaped() -> None:
    drawn = element("text", "<script>", x=1, class_='"onload=')
    assert drawn == Markup('<text x="1" class="&#34;onload=">&lt;script&gt;</text>')


def test_a_figure_alone_carries_its_styles() -> None:
    assert "<style>" in standing_alone(element("svg", element("g")))


def test_a_layout_stays_the_same_and_apart() -> None:
    ids = [f"actor{n}" for n in range(12)]
    links = [(0, n, 1.0) for n in range(1, 6)]
    first, again = spring(ids, links), spring(ids, links)
    assert np.array_equal(first, again)
    assert np.isfinite(first).all()
    gaps = np.sqrt(((first[:, None] - first[None]) ** 2).sum(axis=2)) + np.eye(12)
    assert gaps.min() > 0.01
    assert spring([], []).shape == (0, 2)
    assert spring(["one"], []).shape == (1, 2)
