"""The base map: land, borders and countries (Natural Earth 1:50m), cut to a window and thinned to what it can show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from onrecord.web.figures.window import WIDTH, Window

GRAIN = 0.5
"""Points of a drawing to one step of the base map's lines, which are told in whole steps."""
FLAT = 0.7
"""Steps by which a point may lie off the line of its neighbours and not be missed."""
BEYOND = 0.3
"""The share of a window's sides that is drawn beyond each of them: a map that is being moved has no bare edge."""
Line = NDArray[np.float64]


class World:
    """Lines of the base map in degrees, rows of longitude and latitude."""

    def __init__(self, told: dict[str, Any]) -> None:
        scale, origin = np.array(told["scale"]), np.array(told["origin"])
        self._arcs: list[Line] = [
            np.cumsum(np.array(arc, dtype=np.float64).reshape(-1, 2), axis=0) * scale + origin for arc in told["arcs"]
        ]
        self._land = [self._ring(ring) for ring in told["land"]]
        self._borders = [self._arcs[arc] for arc in told["borders"]]
        self._disputed = [self._arcs[arc] for arc in told["disputed"]]
        self._countries: dict[str, list[list[int]]] = told["countries"]

    def _ring(self, arcs: Sequence[int]) -> Line:
        return np.concatenate([self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1] for arc in arcs])

    def land(self, window: Window) -> str:
        """Dry land as the data of a path in steps of GRAIN points, to be filled by the even-odd rule."""
        return _path(self._land, window, is_closed=True)

    def borders(self, window: Window) -> str:
        """Lines between two countries."""
        return _path(self._borders, window)

    def disputed(self, window: Window) -> str:
        """Lines about lands whose standing as a country is in dispute."""
        return _path(self._disputed, window)

    def country(self, code: str, window: Window) -> str:
        """A country by its alpha-3 code; "" for one that the base map has not."""
        return _path([self._ring(ring) for ring in self._countries.get(code, ())], window, is_closed=True)


@cache
def world() -> World:
    """The base map inside the package, opened once a process."""
    return World(json.loads((files("onrecord.web.figures") / "world.json").read_bytes()))


def claimed_twice(window: Window) -> list[str]:
    """Lands in the window that more than one side claims, each with who does."""
    west, south, east, north = window.box
    found = []
    for land in _lands():
        left, low, right, high = land["within"]
        if left <= east and right >= west and low <= north and high >= south:
            found.append(f"{land['name']} ({', '.join(land['claimed by'])})")
    return found


@cache
def _lands() -> list[dict[str, Any]]:
    lands: list[dict[str, Any]] = yaml.safe_load(
        (files("onrecord.web.figures") / "disputed.yaml").read_text(encoding="utf-8")
    )
    return lands


def _path(lines: Iterable[Line], window: Window, *, is_closed: bool = False) -> str:
    drawn = (_drawn(line, window, is_closed) for line in lines if _touches(line, window))
    return "".join(drawn)


def _touches(line: Line, window: Window) -> bool:
    west, south, east, north = window.moved(closer=1 / (1 + 2 * BEYOND)).box
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south)


def _drawn(line: Line, window: Window, is_closed: bool) -> str:
    """One line as moves and strokes. What lies far outside is drawn in to a frame that nobody sees.

    Points of the base map lie close together, so that a stroke whose ends are drawn in to the frame stays outside the
    window; cutting it where it crosses would give the same picture.
    """
    points = window.points(line)
    frame = np.array([WIDTH, window.height]) * BEYOND
    points = np.clip(points, -frame, np.array([WIDTH, window.height]) + frame)
    steps = np.round(points / GRAIN).astype(np.int64)
    kept = steps[_bends(steps)]
    if len(kept) < (3 if is_closed else 2) or (kept.max(axis=0) - kept.min(axis=0)).max() < 2:
        return ""
    moves = " ".join(f"{x} {y}" for x, y in np.diff(kept, axis=0).tolist()).replace(" -", "-")
    return f"M{kept[0][0]} {kept[0][1]}l{moves}{'z' if is_closed else ''}"


def _bends(steps: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which points a line needs: its ends, and those where it has moved on and turns."""
    kept = np.ones(len(steps), dtype=bool)
    kept[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    for _ in range(2):
        places = np.flatnonzero(kept)
        if len(places) < 4:
            break
        before, here, after = steps[places[:-2]], steps[places[1:-1]], steps[places[2:]]
        chord, leg = after - before, here - before
        across = np.abs(chord[:, 0] * leg[:, 1] - chord[:, 1] * leg[:, 0])
        is_straight = across <= FLAT * np.sqrt((chord**2).sum(axis=1))
        is_straight[1:] &= ~is_straight[:-1]  # never two neighbours at once
        kept[places[1:-1][is_straight]] = False
    return kept
