"""The desk: a record in the browser. Server-rendered, nothing from outside, readable without JavaScript."""

from __future__ import annotations

from onrecord.web.app import close, create_app, warm
from onrecord.web.guard import HERE, Reach

__all__ = ["HERE", "Reach", "close", "create_app", "warm"]
