"""The names of the policies by which one value is chosen: apart from their code, which takes long to load."""

from __future__ import annotations

from enum import StrEnum


class Policy(StrEnum):
    """How one value is chosen; RANGE chooses none and is what holds where nobody asks."""

    RANGE = "range"
    MOST_VOICES = "most-voices"
    CONSERVATIVE = "conservative"
    HIGHEST = "highest"
    LATEST = "latest"
    ATTACKERS = "attackers"
    AUTHORITIES = "authorities"
    PROBABLE = "probable"
