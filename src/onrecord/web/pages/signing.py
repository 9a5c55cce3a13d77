"""Signing in to a shared desk, and out."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.export.words import counted
from onrecord.store.users import SESSION
from onrecord.web import rendering
from onrecord.web.desk import desk_of
from onrecord.web.posted import Posted, taking_forms
from onrecord.web.visits import session_cookie, visit_of


def sign_in_page(request: Request) -> Response:
    """The form; somebody who is signed in already, or need not be, is led on."""
    visit, there = visit_of(request), _within(request.query_params.get("next", "/"))
    if visit.person is not None or not visit.has_users:
        return RedirectResponse(there, 303)
    return _form(request, there)


def _form(request: Request, there: str, name: str = "", message: str = "", status: int = 200) -> Response:
    from_outside = request.headers.get("sec-fetch-site") == "cross-site"
    shown = {"next": there, "name": name, "message": message, "from_outside": from_outside}
    return rendering.page(request, "sign-in.html", "Sign in", status=status, **shown)


def sign_in(request: Request, form: Posted) -> Response:
    """The way on with a new session, or the form again with what went wrong."""
    visit, users = visit_of(request), desk_of(request).record.users
    name, there = form.one("name"), _within(form.one("next"))
    password = next((value for key, value in form.pairs if key == "password"), "")  # blanks around it count
    went = users.sign_in(name, password, visit.address)
    if went.token is None:
        return _refused(request, there, name, went.wait)
    if visit.session:
        users.sign_out(visit.session, visit.address)
    answer = RedirectResponse(there, 303)
    lasts = int(SESSION.total_seconds())
    answer.set_cookie(
        *(session_cookie(visit), went.token),
        max_age=lasts,
        path="/",
        secure=visit.is_secure,
        httponly=True,
        samesite="strict",
    )
    return answer


def _refused(request: Request, there: str, name: str, wait: int) -> Response:
    if not wait:
        return _form(request, there, name, "That name and password do not go together.", 401)
    minutes = -(-wait // 60)
    answer = _form(request, there, name, f"Too many tries. Try again in {counted(minutes, 'minute')}.", 429)
    answer.headers["retry-after"] = str(wait)
    return answer


def sign_out(request: Request, form: Posted) -> Response:
    """The page to sign in; the session is over, and the browser lets go of pages that it kept."""
    visit = visit_of(request)
    if visit.session:
        desk_of(request).record.users.sign_out(visit.session, visit.address)
    answer = RedirectResponse("/sign-in", 303, {"clear-site-data": '"cache"'})
    answer.delete_cookie(session_cookie(visit), path="/", secure=visit.is_secure, httponly=True, samesite="strict")
    return answer


def _within(there: str) -> str:
    """The address where it is one of this desk, else the first page's."""
    try:
        parts = urlsplit(there)
    except ValueError:
        return "/"
    is_plain = there.isprintable() and there.isascii() and "\\" not in there
    is_here = there.startswith("/") and not there.startswith("//") and not parts.scheme and not parts.netloc
    return there if is_plain and is_here and parts.path != "/sign-in" else "/"


ROUTES = [
    Route("/sign-in", sign_in_page),
    Route("/sign-in", taking_forms(sign_in), methods=["POST"]),
    Route("/sign-out", taking_forms(sign_out), methods=["POST"]),
]
