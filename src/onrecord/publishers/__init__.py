"""Who publishes: agencies, broadcasters, papers, state media, armed groups' outlets and think tanks, as data."""

from __future__ import annotations

from onrecord.publishers.register import Publisher, PublisherKind, Publishers

__all__ = ["Publisher", "PublisherKind", "Publishers"]
