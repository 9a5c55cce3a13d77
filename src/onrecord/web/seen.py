"""Since when things are new to whoever asks: a cookie of the browser with when the visit before this one ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import UsageError
from onrecord.model import typed

COOKIE = "onrecord-seen"
APART = timedelta(minutes=30)
"""Time without a look at the overview after which the next one is another visit."""
YEAR = 365 * 24 * 3600


def since(request: Request, now: datetime) -> datetime | None:
    """Since when things are new: the day that the address names, else the end of the visit before; None on the first.

    Raises UsageError for a day that is none.
    """
    given = request.query_params.get("since", "").strip()
    if given:
        try:
            return _midnight(typed.first_day(given))
        except ValueError as error:
            raise UsageError(f"since: {error}") from error
    before, last = _held(request)
    return last if last and now - last > APART else before


def remember(response: Response, request: Request, now: datetime) -> Response:
    """The response, which bids the browser keep when this visit was, and when the one before it."""
    before, last = _held(request)
    if last and now - last > APART:
        before = last
    told = f"{before.isoformat(timespec='seconds') if before else ''}~{now.isoformat(timespec='seconds')}"
    is_https = request.url.scheme == "https"
    response.set_cookie(COOKIE, told, max_age=YEAR, path="/", httponly=True, samesite="strict", secure=is_https)
    return response


def _held(request: Request) -> tuple[datetime | None, datetime | None]:
    before, _, last = request.cookies.get(COOKIE, "").strip('"').partition("~")
    return _moment(before), _moment(last)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
