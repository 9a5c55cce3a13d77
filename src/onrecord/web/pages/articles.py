"""Articles: what is known of one, and its date and publisher where the page says them wrong or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.words import clipped, days, one_line
from onrecord.model import typed
from onrecord.model.changes import Correction
from onrecord.model.ids import ArticleId
from onrecord.store import ArticleRow, Record
from onrecord.web import addresses, rendering
from onrecord.web.changing import Wanted, back, put_down, taking_changes
from onrecord.web.desk import desk_of
from onrecord.web.posted import Posted


def article(request: Request) -> Response:
    """One article: what its page says of it, the form to correct that, and what was done."""
    record = desk_of(request).record
    row = _row(record, request.path_params["article_id"])
    standing = record.standing(row.article.id)
    return rendering.page(
        request,
        "article.html",
        row.article.title or "untitled",
        article=row.article,
        shown=_shown(row),
        page=f"{addresses.page(row.article.capture_id)}#{row.article.id}",
        facts=_facts(row),
        seen=standing.token,
        note=str(standing.values.get("note") or ""),
        history=record.history(row.article.id),
    )


def _row(record: Record, key: str) -> ArticleRow:
    row = record.article(ArticleId(key))
    if row is None:
        raise HTTPException(404, f"There is no article {key}.")
    return row


def _shown(row: ArticleRow) -> dict[str, str]:
    """What the form's fields show."""
    found, who = row.article.published.interval, row.article.publisher
    return {
        "first": str(found.start) if found and found.start else "",
        "last": str(found.end - timedelta(days=1)) if found and found.end else "",
        "publisher": who.name if who else "",
        "domain": (who.domain or "") if who else "",
    }


def _facts(row: ArticleRow) -> dict[str, str]:
    published = row.inferred or row.article.published
    facts = {
        "published": days(published.interval) or "unknown",
        "rests on": published.basis.value if published.basis and published.interval else "",
        "publisher": row.article.publisher.name if row.article.publisher else "not named on the page",
        "credits": row.article.credited_to.name if row.article.credited_to else "",
        "author": row.article.author or "",
    }
    return {name: one_line(value) for name, value in facts.items() if value}


def correct(request: Request, given: Posted, by: str) -> Response:
    """Puts down when an article was published, and by whom."""
    desk = desk_of(request)
    row = _row(desk.record, request.path_params["article_id"])
    before, values = _shown(row), dict[str, Any]()
    if (given.one("first"), given.one("last")) != (before["first"], before["last"]):
        values["published"] = _published(given)
    if (given.one("publisher"), given.one("domain")) != (before["publisher"], before["domain"]):
        values["publisher"] = {"name": given.one("publisher"), "domain": given.one("domain") or None}
    words = [f"{name} → {_told(name, given)}" for name in values]
    if given.one("note"):
        values["note"] = given.one("note")
        words.append(f"note: {clipped(given.one('note'), 60)}")
    if values:
        about = clipped(row.article.title or "untitled", 60)
        corrections = [Correction(row.article.id, field, value) for field, value in values.items()]
        seen = {str(row.article.id): given.one("seen")} if given.one("seen") else {}
        put_down(desk, by, Wanted(words=f"{'; '.join(words)} (“{about}”)", corrections=corrections, seen=seen))
    return back(given, f"/articles/{row.article.id}")


def _told(name: str, given: Posted) -> str:
    return (given.one("publisher") if name == "publisher" else given.one("first")) or "unknown"


def _published(given: Posted) -> dict[str, str] | None:
    first, last = given.one("first"), given.one("last")
    if not first:
        return None
    try:
        start, end = typed.first_day(first), typed.last_day(last or first)
    except ValueError as error:
        raise UsageError(f"published: {error}") from error
    if end < start:
        raise UsageError(f"published: {end} is before {start}")
    return {"start": start.isoformat(), "end": (end + timedelta(days=1)).isoformat()}


ROUTES = [
    Route("/articles/{article_id}", article, methods=["GET"]),
    Route("/articles/{article_id}", taking_changes(correct), methods=["POST"]),
]
