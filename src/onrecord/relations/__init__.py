"""Readings to relations: states of affairs that an article states."""

from __future__ import annotations

from onrecord.relations.gathering import gather

__all__ = ["gather"]
