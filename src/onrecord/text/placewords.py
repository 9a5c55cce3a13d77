"""How a text tells one place within another."""

from __future__ import annotations

import re

from onrecord.model.spans import Span

_KINDS = (
    r"(?:village|town|city|settlement|hamlet|locality|suburb|neighbou?rhood|quarter|area|commune|community|township)"
)
_SIDE = r"(?:(?:north|south|east|west|central|far|upper|lower)(?:[ -]?(?:east|west|north|south))?(?:ern)? )?"
_OUTER = rf"(?:the )?(?:[A-Z][\w-]+(?:'s|’s) )?{_SIDE}(?:(?:province|region|district|state|county) of )?"
_BETWEEN = re.compile(
    rf"(?: {_KINDS})?,? in {_OUTER}|, (?:the )?|,? {_KINDS} of {_OUTER}| {_KINDS}, (?:the )?"
    rf"|, (?:a|an|the) (?:[a-z-]+ )?{_KINDS} (?:in|of) {_OUTER}"
)
_FARTHEST = 60


def is_told_within(text: str, inner: Span, outer: Span) -> bool:
    """True for "Tessaro, Sumra" and "Tessaro in Varania's Sumra region": the second place holds the first."""
    between = text[inner.end : outer.start] if inner.end < outer.start <= inner.end + _FARTHEST else ""
    return bool(between) and _BETWEEN.fullmatch(between) is not None
