"""Readings to mentions."""

from onrecord.mentions.finding import find

__all__ = ["find"]
