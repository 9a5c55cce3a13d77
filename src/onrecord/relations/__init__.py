"""Readings to relations: states of affairs that an article states. Relations to ties: what several articles state."""

from __future__ import annotations

from onrecord.relations.gathering import gather
from onrecord.relations.ties import join

__all__ = ["gather", "join"]
