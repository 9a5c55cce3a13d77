"""Readings and mentions to attributions."""

from onrecord.attributions.tracing import trace

__all__ = ["trace"]
