"""Passwords as Argon2id digests, and tokens as SHA-256 ones: neither is kept as it is."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1000
"""Characters of a password. Its length is what makes one hard to guess; no mix of characters is asked for."""

PATIENCE = 3.0
"""Seconds for which a check waits until others are through; each takes 64 MB of memory."""

_AT_ONCE = threading.BoundedSemaphore(2)


@cache
def _hasher() -> PasswordHasher:
    # Slow to import, and seldom needed. Its defaults are the second choice of RFC 9106.
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """The digest that a name without a user is checked against, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe())


def hashed(password: str, name: str) -> str:
    """The password's digest. Raises UsageError for one that is too short or too long, or that is the name."""
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    if plain.casefold() == name.casefold():
        raise UsageError("a password is not the name of its user")
    return _hasher().hash(plain)


def is_right(digest: str | None, password: str) -> bool | None:
    """True where the password has that digest; None where too many others are being checked."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    if not _AT_ONCE.acquire(timeout=PATIENCE):
        return None
    try:
        return _hasher().verify(digest or _nobodys(), _plain(password)) and digest is not None
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _AT_ONCE.release()


def _plain(password: str) -> str:
    """The password in one form, however a keyboard put its accents together; what UTF-8 cannot hold is a "?"."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()


def new_token(prefix: str = "") -> str:
    """A token that nobody can guess: 256 random bits."""
    return prefix + secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
