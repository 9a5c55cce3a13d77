"""How a text tells one place within another."""

from __future__ import annotations

import re

from onrecord.model.spans import Span

_BETWEEN = re.compile(r",? in (?:the )?(?:[A-Z][\w-]+(?:'s|’s) )?|, (?:the )?")
_FARTHEST = 30


def is_told_within(text: str, inner: Span, outer: Span) -> bool:
    """True for "Tessaro, Sumra" and "Tessaro in Varania's Sumra region": the second place holds the first."""
    between = text[inner.end : outer.start] if inner.end < outer.start <= inner.end + _FARTHEST else ""
    return bool(between) and _BETWEEN.fullmatch(between) is not None
