"""The figures of the desk for a file that stands alone: no links, no script, their styles beside them."""

from __future__ import annotations

from importlib.resources import files

from onrecord.analysis.network import network
from onrecord.export.report import Picture, Pictures
from onrecord.model.filters import Filter
from onrecord.store import Record
from onrecord.web.figures import maps, networks, timelines
from onrecord.web.figures.drawing import Figure, unlinked
from onrecord.web.plates import LEGEND, TOLD_AS_BACKGROUND


def pictures(record: Record, wanted: Filter) -> Pictures:
    """Timeline, map and network of a filter's events, those without anything to draw left out."""
    drawn = (
        ("In time", timelines.draw(list(record.event_days(wanted))), (*LEGEND, TOLD_AS_BACKGROUND)),
        ("Where", maps.draw(maps.gathered(record.event_places(wanted))), LEGEND),
        ("Between whom", networks.draw(network(record.bare_events(wanted))), LEGEND),
    )
    style = (files("onrecord.web") / "static" / "figure.css").read_text(encoding="utf-8")
    return Pictures(tuple(_picture(*one) for one in drawn if one[1].svg), style)


def _picture(title: str, figure: Figure, legend: tuple[tuple[str, str], ...]) -> Picture:
    return Picture(title, unlinked(figure.svg), legend, tuple(note for note, _ in figure.notes))
