"""What a map shows: a stretch of the earth in Mercator's projection, which keeps shapes and lets a map be moved."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import UsageError

WIDTH, MOST_HEIGHT, LEAST_HEIGHT = 960.0, 600.0, 420.0
NORTHMOST = 80.0
"""Degrees of latitude beyond which nothing is drawn."""
LEAST_DEGREES = 0.05
"""Width of the narrowest window; finer than the base map and most gazetteers is no use."""
KM = 6371.0
"""Kilometres of a radian of latitude."""
Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


def mercator(latitude: float) -> float:
    """The height of a latitude over the equator, in radians of longitude."""
    kept = math.radians(max(-NORTHMOST, min(NORTHMOST, latitude)))
    return math.log(math.tan(math.pi / 4 + kept / 2))


def latitude_at(height: float) -> float:
    """The latitude of a height, in degrees; the inverse of `mercator`."""
    return math.degrees(2 * math.atan(math.exp(height)) - math.pi / 2)


@dataclass(frozen=True, slots=True)
class Window:
    """A window of WIDTH by `height` points. `west` and `top` are radians, `scale` points to the radian."""

    west: float
    top: float
    scale: float
    height: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place stands in the drawing."""
        return (math.radians(longitude) - self.west) * self.scale, (self.top - mercator(latitude)) * self.scale

    def points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for many places at once, given as rows of longitude and latitude."""
        radians = np.radians(degrees)
        latitude = np.clip(radians[:, 1], -math.radians(NORTHMOST), math.radians(NORTHMOST))
        height = np.log(np.tan(np.pi / 4 + latitude / 2))
        return np.stack([(radians[:, 0] - self.west) * self.scale, (self.top - height) * self.scale], axis=1)

    def reach(self, km: float, latitude: float) -> float:
        """Points that so many kilometres take at a latitude."""
        return km / KM / math.cos(math.radians(min(abs(latitude), NORTHMOST))) * self.scale

    def shows(self, latitude: float, longitude: float, margin: float = 0.0) -> bool:
        """True for a place inside the window, or within so many points of it."""
        x, y = self.at(latitude, longitude)
        return -margin <= x <= WIDTH + margin and -margin <= y <= self.height + margin

    @property
    def box(self) -> Box:
        """Its sides in degrees."""
        south, north = latitude_at(self.top - self.height / self.scale), latitude_at(self.top)
        return math.degrees(self.west), south, math.degrees(self.west + WIDTH / self.scale), north

    def moved(self, across: float = 0.0, down: float = 0.0, closer: float = 1.0) -> Window:
        """The window moved by shares of its sides, and brought closer about its middle."""
        scale = self.scale * closer
        middle = self.west + (0.5 + across) * WIDTH / self.scale
        level = self.top - (0.5 + down) * self.height / self.scale
        return Window(middle - WIDTH / 2 / scale, level + self.height / 2 / scale, scale, self.height)


def around(box: Box, margin: float = 0.0) -> Window:
    """The window that holds a box, with so many points free on each side, as high as a figure may be."""
    west, south, east, north = box
    wide = max(math.radians(max(east - west, LEAST_DEGREES)), 1e-6)
    tall = max(mercator(north) - mercator(south), 1e-6)
    scale = min((WIDTH - 2 * margin) / wide, (MOST_HEIGHT - 2 * margin) / tall)
    height = min(MOST_HEIGHT, max(LEAST_HEIGHT, tall * scale + 2 * margin))
    middle, level = math.radians(west + east) / 2, (mercator(north) + mercator(south)) / 2
    return Window(middle - WIDTH / 2 / scale, level + height / 2 / scale, scale, height)


def given(text: str) -> Box:
    """The box that an address names as west,south,east,north. Raises UsageError for what is none."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError("window: four numbers are wanted, west,south,east,north in degrees") from error
    if not (-360 <= west < east <= 360 and -90 <= south < north <= 90):
        raise UsageError("window: west must lie before east, south below north, all in degrees")
    return west, south, east, north


def told(box: Iterable[float]) -> str:
    """A box as it stands in an address, in ten-thousandths of a degree."""
    return ",".join(f"{side:.4f}".rstrip("0").rstrip(".") for side in box)
