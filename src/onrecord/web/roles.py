"""Which role each address needs: one table, read from the top, the first line that fits holds.

What is in no line above the last two is read by readers and written by editors, so that a page added without a thought
for roles is closed to all but editors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.users import Role

READS = frozenset({"GET", "HEAD", "OPTIONS"})
_ANY, _READ, _WRITE = "any", "read", "write"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a method on an address needs, or where that ends in a slash on all below it; `role` None for everybody."""

    method: str
    path: str
    role: Role | None

    def fits(self, method: str, path: str) -> bool:
        """True where the rule speaks of such a request."""
        is_meant = path.startswith(self.path) if self.path.endswith("/") else path == self.path
        return is_meant and self.method in (_ANY, _READ if method in READS else _WRITE)


RULES = (
    Rule(_READ, "/static/", None),
    Rule(_ANY, "/sign-in", None),
    Rule(_ANY, "/sign-out", Role.READER),
    Rule(_READ, "/log", Role.EDITOR),
    Rule(_READ, "/log.csv", Role.EDITOR),
    Rule(_WRITE, "/claims", Role.CODER),
    Rule(_WRITE, "/claims/", Role.CODER),
    Rule(_WRITE, "/notes", Role.CODER),
    Rule(_WRITE, "/undo", Role.CODER),  # of one's own changes
    Rule(_WRITE, "/redo", Role.CODER),
    Rule(_WRITE, "/api/v1/changes", Role.CODER),  # of claims alone; the endpoint asks more for the rest
    Rule(_WRITE, "/api/v1/changes/", Role.CODER),
    Rule(_WRITE, "/search/saved", Role.READER),  # into a cookie of the reader's own
    Rule(_READ, "/", Role.READER),
    Rule(_WRITE, "/", Role.EDITOR),
)


def needed(method: str, path: str) -> Role | None:
    """The least role that may do this; None where everybody may."""
    return next((rule.role for rule in RULES if rule.fits(method, path)), Role.EDITOR)


def for_change(corrections: Iterable[tuple[str, str]], *, more: bool) -> Role:
    """The least role for a change: coders decide on claims, add those that were missed and note; editors do the rest.

    `corrections` are objects with the field of each; `more` is true where others' decisions are taken back, or things
    are said to be one.
    """
    of_claims = all(object_id.startswith(_CLAIM) or field in _ANYBODYS for object_id, field in corrections)
    return Role.CODER if of_claims and not more else Role.EDITOR


_CLAIM = "cl"  # what ids of claims begin with
_ANYBODYS = ("note", "claim")  # the latter of an article: a claim that its reading missed
