"""Figures drawn on the server as SVG: timeline, map, network."""

from __future__ import annotations

from onrecord.web.figures.drawing import Figure
from onrecord.web.figures.maps import map_figure
from onrecord.web.figures.networks import network_figure
from onrecord.web.figures.timelines import timeline_figure

__all__ = ["Figure", "map_figure", "network_figure", "timeline_figure"]
