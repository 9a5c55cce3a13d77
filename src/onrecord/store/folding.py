"""Names and words brought to one form, so that a query finds them as people write them."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def folded(name: str) -> str:
    """The name in compatibility form without case, doubled blanks and a leading "the"."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return plain.removeprefix("the ") or plain


def domain_of(name: str) -> str:
    """A web domain in lower case without "www."."""
    return name.strip().lower().removeprefix("www.")


def bare_words(text: str) -> list[str]:
    """The words of a text in lower case without accents, as both full-text indexes hold them."""
    marked = unicodedata.normalize("NFKD", text)
    return _WORD.findall("".join(c for c in marked if not unicodedata.combining(c)).lower())
