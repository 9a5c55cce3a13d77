"""Pages from templates: everything escaped, undefined names refused, one set of links on every page."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from onrecord import __version__
from onrecord.export.words import counted, field_words, grouped, one_line
from onrecord.model.users import Role
from onrecord.web.desk import desk_of
from onrecord.web.strip import strip_of
from onrecord.web.visits import token_for, visit_of

NAVIGATION = (
    ("Overview", "/"),
    ("Events", "/events"),
    ("Timeline", "/timeline"),
    ("Map", "/map"),
    ("Network", "/network"),
    ("Claims", "/claims"),
    ("Relations", "/relations"),
    ("Actors", "/actors"),
    ("Places", "/places"),
    ("Publishers", "/publishers"),
    ("Pages", "/pages"),
    ("Issues", "/issues"),
    ("Review", "/review"),
    ("Read in", "/read"),
)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(counted=counted, grouped=grouped, line=one_line, field=field_words, exact=exact)
    return environment


def exact(text: str) -> Markup:
    """Text as markup of which a browser makes the same characters: left to itself it drops carriage returns."""
    return escape(text).replace("\r", Markup("&#13;"))


_TEMPLATES = _environment()


def part(request: Request, template: str, **shown: Any) -> Response:
    """A part of a page, for a script that asks for it."""
    body = fragment(request, template, **shown).encode("utf-8", "xmlcharrefreplace")
    return Response(body, media_type="text/html", headers={"cache-control": "no-cache", "vary": "hx-request"})


def fragment(request: Request, template: str, **shown: Any) -> str:
    """A part of a page, as a script puts it in the place of an earlier one."""
    return _TEMPLATES.get_template(template).render(csrf_token=token_for(request), **shown)


def page(request: Request, template: str, title: str, *, status: int = 200, **shown: Any) -> Response:
    """A page of the desk. `title` heads it and names its tab."""
    visit = visit_of(request)
    is_known = visit.may(Role.READER)
    text = _TEMPLATES.get_template(template).render(
        title=one_line(title),
        record_name=desk_of(request).record.name if is_known else "",
        navigation=[(name, href, _stands_at(request, href)) for name, href in NAVIGATION] if is_known else [],
        person=visit.person,
        may_code=visit.may(Role.CODER),
        may_edit=visit.may(Role.EDITOR),
        query=request.query_params.get("q", ""),
        version=__version__,
        csrf_token=token_for(request),
        strip=strip_of(request) if is_known else None,
        **shown,
    )
    # Half a surrogate pair, from a page that was cut there, cannot be UTF-8; the browser shows it as unknown.
    body = text.encode("utf-8", "xmlcharrefreplace")
    return Response(body, status_code=status, media_type="text/html", headers={"cache-control": "no-cache"})


def _stands_at(request: Request, href: str) -> bool:
    path = request.url.path
    return path == href or (href != "/" and path.startswith(f"{href}/"))


def download(body: str, media_type: str, name: str) -> Response:
    """A file for the browser to save."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return Response(body.encode("utf-8", "replace"), media_type=media_type, headers=headers)
