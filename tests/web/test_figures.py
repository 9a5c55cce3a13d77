"""Figures say what is known and no more: wide places wide, layouts that stay."""

from __future__ import annotations

import math
import re
import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from onrecord.analysis.periods import Step
from onrecord.export import report
from onrecord.export.material import gather
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.events import Agreement, Event
from onrecord.model.filters import Filter
from onrecord.model.ids import EventId, PlaceId
from onrecord.model.resolved import PlaceRef
from onrecord.model.spans import Span
from onrecord.settings import Settings
from onrecord.store import DayCount, PlaceCount, Record
from onrecord.web.asking import asked
from onrecord.web.desk import Desk
from onrecord.web.figures import map_figure, maps, network_figure, timeline_figure, timelines
from onrecord.web.figures.drawing import element, standing_alone
from onrecord.web.figures.layout import spring
from onrecord.web.figures.window import around, told
from onrecord.web.figures.window import given as given_box
from onrecord.web.pictures import pictures


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


def counts_of(*events: Event) -> list[PlaceCount]:
    return [PlaceCount(place=e.place, event_type=e.event_type, count=1, disputed=len(e.contradictions)) for e in events]


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
    drawn = maps.draw(
        maps.gathered(counts_of(event("a", place=place("Town", 1)), event("b", place=place("Land", 4, 12.0))))
    ).svg
    assert drawn.count('class="exact') == 1
    assert drawn.count('class="loose') == 1


def test_events_without_coordinates_are_told_not_drawn() -> None:
    figure = maps.draw(maps.gathered(counts_of(event("a"), event("b"))))
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


def test_a_month_outside_the_days_of_the_figure_is_told_as_such() -> None:
    day, long_ago = DateInterval.day(date(2026, 3, 10)), DateInterval(date(2024, 2, 1), date(2024, 3, 1))
    counts = [DayCount(days=d, event_type=EventType.ASSAULT, background=False, count=1) for d in (day, long_ago)]
    figure = timelines.draw(counts, step=Step.DAY)
    assert figure.notes == (("1 event known only to a longer time before or after these days", None),)


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


def test_a_cluster_says_how_many_and_comes_apart_closer() -> None:
    towns = [event(f"e{n}", place=place(f"Town {n}", 1, 10 + n / 50, 10.0)) for n in range(4)]
    far = event("far", place=place("Far", 1, 30.0, 60.0))
    found = maps.gathered(counts_of(*towns, far))
    wide, close = maps.draw(found).svg, maps.draw(found, (9.5, 9.9, 10.5, 10.3)).svg
    assert wide.count('class="hub"') == 1
    assert ">4</text>" in wide
    assert close.count('class="hub"') == 0
    assert close.count('class="exact') == 4


def test_a_country_is_its_shape_and_not_a_dot_on_its_capital() -> None:
    land = replace(place("Mali", 6, 17.0, -4.0), country="MLI")
    drawn = maps.draw(maps.gathered(counts_of(event("a", place=land)))).svg
    assert 'class="exact' not in drawn
    assert '<path d="M' in drawn.partition('class="loose material-conflict"')[0]
    assert 'class="frame material-conflict"' in drawn


def test_lands_claimed_twice_are_named_under_a_map_that_shows_them() -> None:
    figure = maps.draw(maps.gathered(counts_of(event("a", place=place("Laayoune", 1, 27.1, -13.2)))))
    assert any("Western Sahara (Morocco, Sahrawi Republic)" in note for note, _ in figure.notes)
    far = maps.draw(maps.gathered(counts_of(event("a", place=place("Kansas City", 1, 39.1, -94.6)))))
    assert not any("Claimed" in note for note, _ in far.notes)


@given(st.floats(-179, 179), st.floats(-79, 79), st.floats(0.1, 60))
def test_a_window_in_an_address_is_the_window(west: float, south: float, wide: float) -> None:
    box = (west, south, west + wide, min(79.9, south + wide))
    shown = around(given_box(told(box)))
    for longitude, latitude in ((box[0], box[1]), (box[2], box[3])):
        assert shown.shows(latitude, longitude, 1.0)
    again = around(shown.box)
    assert math.isclose(again.west, shown.west, abs_tol=1e-6)
    assert math.isclose(again.scale, shown.scale, rel_tol=1e-6)


def test_background_stands_apart_from_what_is_reported() -> None:
    day = DateInterval.day(date(2026, 3, 10))
    counts = [DayCount(days=day, event_type=EventType.ASSAULT, background=b, count=2) for b in (False, True)]
    drawn = timelines.draw(counts, step=Step.DAY).svg
    box = r'y="([\d.]+)" width="[\d.]+" height="([\d.]+)" class="'
    reported, behind = (re.search(box + kind, drawn) for kind in ("material-conflict", "background"))
    assert reported
    assert behind
    assert float(behind[1]) >= float(reported[1]) + float(reported[2])


def test_newcomers_move_nobody() -> None:
    ids = [f"actor{n}" for n in range(20)]
    links = [(0, n, 1.0) for n in range(1, 20)]
    first = spring(ids, links)
    standing = {key: (float(x), float(y)) for key, (x, y) in zip(ids, first, strict=True)}
    more = [*ids, "new", "newer"]
    grown = spring(more, [*links, (3, 20, 2.0)], standing=standing)
    assert np.array_equal(grown[:20], first)
    assert np.isfinite(grown).all()
    assert np.hypot(*(grown[20] - grown[3])) < np.hypot(*(grown[21] - grown[3])) + 1


def test_a_filter_moves_nobody(record: Record) -> None:
    desk = Desk(record, Settings())
    whole, some = (network_figure(desk, asked("/network", given)) for given in ({}, {"quad": "verbal cooperation"}))
    places = [dict(re.findall(r'data-id="([^"]+)".*?(cx="[\d.]+" cy="[\d.]+")', f.svg)) for f in (whole, some)]
    assert places[1]
    assert {key: places[0][key] for key in places[1]} == places[1]


def test_a_figure_alone_has_no_links(record: Record) -> None:
    desk = Desk(record, Settings())
    for draw in (timeline_figure, map_figure, network_figure):
        figure = draw(desk, asked("/x", {}))
        assert "<a " in figure.svg
        alone = standing_alone(figure.svg)
        assert "<a " not in alone
        assert "href=" not in alone


def test_the_report_shows_the_figures_and_no_way_out(record: Record) -> None:
    drawn = pictures(record, Filter())
    assert [one.title for one in drawn.shown] == ["In time", "Where", "Between whom"]
    page = report.render(gather(record, Filter(), "case.db"), pictures=drawn)
    assert page.count("<svg") == 3
    assert "<script" not in page
    assert "//" not in re.sub(r'xmlns="[^"]*"', "", page.partition("<main>")[2].partition('<h2 id="disagree"')[0])


def test_one_actor_is_seen_from_nearer_by_in_the_same_arrangement(record: Record) -> None:
    desk = Desk(record, Settings())
    found = [network_figure(desk, asked("/network", given)).svg for given in ({}, {"actor": "kb:mali"})]
    places = [
        {key: (float(x), float(y)) for key, x, y in re.findall(r'data-id="([^"]+)".*?cx="([\d.]+)" cy="([\d.]+)"', svg)}
        for svg in found
    ]
    both = [key for key in places[1] if key in places[0]]
    for one in both:
        for other in both:
            before, after = (p[one][0] - p[other][0] for p in places)
            assert before * after >= -1e-6


def test_a_tally_that_takes_long_may_be_a_moment_old_and_is_renewed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, told, waited = Desk(record, Settings()), iter(range(9)), threading.Event()
    monkeypatch.setattr("onrecord.web.desk.LONG", 0.0)
    monkeypatch.setattr("onrecord.web.desk.MOMENT", 0.0)

    def count() -> int:
        waited.set()
        return next(told)

    assert desk.late("tally", count) == 0
    assert desk.late("tally", count) == 0
    waited.clear()
    monkeypatch.setattr(Record, "stamp", lambda self: "another state")
    assert desk.late("tally", count) == 0
    assert waited.wait(10)
