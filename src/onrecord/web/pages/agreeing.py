"""Agreement: how far two coders who reviewed the same claims say the same, beyond what chance would give."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.analysis.agreement import agreement, coders
from onrecord.web import rendering
from onrecord.web.claim_fields import TITLES
from onrecord.web.desk import desk_of


def agreeing(request: Request) -> Response:
    """Two coders side by side, field by field; who they are stands in the address, or else the two who decided most."""
    desk, given = desk_of(request), request.query_params
    people = desk.kept("coders", lambda: coders(desk.record))
    names = [name for name, _ in people]
    one = given.get("one") or next(iter(names), "")
    other = given.get("other") or next((name for name in names if name != one), "")
    is_pair = bool(one and other and one != other)
    found = desk.kept(("agreement", one, other), lambda: agreement(desk.record, one, other)) if is_pair else ()
    return rendering.page(
        request,
        "agreement.html",
        "Agreement between coders",
        people=people,
        one=one,
        other=other,
        rows=[
            (
                TITLES.get(row.field, row.field.replace("_", " ")),
                row.n,
                "" if row.percent is None else f"{row.percent:.0f} %",
                _shown(row.kappa),
                _shown(row.alpha),
            )
            for row in found
            if row.n
        ],
    )


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


ROUTES = [Route("/agreement", agreeing)]
