"""The people who share a desk: what each may do, and the log of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do on a shared desk; each role may all that those before it may."""

    READER = "reader"  # looks
    CODER = "coder"  # decides on claims
    EDITOR = "editor"  # merges and splits, rates, reads in, forgets, sees the log

    def may(self, needed: Role) -> bool:
        """True where somebody of this role may do what needs the other."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may use a shared desk. `tokens` counts the keys for programs that were made in this name."""

    name: str
    role: Role
    added_at: datetime | None = None
    tokens: int = 0


class LogKind(StrEnum):
    """What a line of the log tells of."""

    SIGNED_IN = "sign-in"
    REFUSED = "sign-in refused"
    HELD_OFF = "sign-ins held off"
    SIGNED_OUT = "sign-out"
    USERS = "users"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log: when, what, who says to be asking, from which network address, and what was done."""

    number: int
    at: datetime
    kind: LogKind
    name: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a sign-in went: the session's token, None where it was refused; seconds to wait where it was held off."""

    token: str | None = None
    wait: int = 0
