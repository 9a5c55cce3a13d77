"""Where things stand on the desk: one permalink for each kind of object."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from onrecord.model.resolved import ArticleRef, ResolvedClaim


def of(kind: str, key: str) -> str:
    """The page of an object among those of its kind."""
    return f"/{kind}/{quote(key, safe='')}"


def event(event_id: str) -> str:
    """The page of an event."""
    return of("events", event_id)


def claim(claim_id: str) -> str:
    """The permalink of a claim, which leads to its words."""
    return of("claims", claim_id)


def actor(actor_id: str) -> str:
    """The dossier of an actor."""
    return of("actors", actor_id)


def page(capture_id: str) -> str:
    """The reader on a capture."""
    return of("pages", capture_id)


def article(ref: ArticleRef) -> str | None:
    """The reader at an article; None for text without a capture."""
    return f"{page(ref.capture_id)}#{ref.article_id}" if ref.capture_id else None


def words(told: ResolvedClaim) -> str | None:
    """The reader at the words of a claim, with them picked out; None for text without a capture."""
    if told.article.capture_id is None:
        return None
    return f"{page(told.article.capture_id)}?{urlencode({'claim': told.claim.id})}#w-{told.claim.id}"


def listing(name: str, **given: str) -> str:
    """A listing under a filter."""
    return f"/{name}?{urlencode(given)}" if given else f"/{name}"
