"""Readings, mentions, attributions and times to claims: what an article says happened, and on whose word."""

from __future__ import annotations

from onrecord.claims.coding import code

__all__ = ["code"]
