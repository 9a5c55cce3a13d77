"""Who corrects: the name under which a change is put down.

On a shared desk it is who signed in. A desk on this machine has no users; it asks once for a name, which the browser
keeps in a cookie that no script reads and no other site sends.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import HTTPConnection
from starlette.responses import Response

from onrecord.export.words import one_line
from onrecord.web.visits import visit_of

COOKIE = "onrecord-coder"
LONGEST = 60
"""Characters of a name at most."""
YEAR = 365 * 24 * 3600


def coder_of(request: HTTPConnection) -> str:
    """The name of the person who asks; "" for one who has not said it yet."""
    person = visit_of(request).person
    if person is not None:
        return person.name
    return spelled(unquote(request.cookies.get(COOKIE, "")))


def spelled(name: str) -> str:
    """A name as it is put down: on one line, not too long."""
    return one_line(name)[:LONGEST].strip()


def remember(response: Response, name: str) -> Response:
    """The response, which bids the browser keep the name."""
    response.set_cookie(COOKIE, quote(name, safe=""), max_age=YEAR, path="/", httponly=True, samesite="strict")
    return response
