"""What the API can be asked: one table of endpoints. Its routes, its OpenAPI document and its page are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.analysis.dyads import Level
from onrecord.analysis.naming import Policy
from onrecord.analysis.periods import Step
from onrecord.export.lines import Line
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.web.api import answers, writes
from onrecord.web.api.answers import SEARCHED
from onrecord.web.api.shapes import Shape, named, one_of, page_of, rows_of, some
from onrecord.web.api.writes import Write
from onrecord.web.asking import MOST, PAGE

PREFIX = "/api/v1"

_NAME: Shape = {"type": "string"}
_DAY: Shape = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": "^[1-8][0-9]{3}(-(0[1-9]|1[0-2]))?$"}]
}
_YES: Shape = {"type": "string", "enum": ["yes", "no", "true", "false", "1", "0", "on", "off"]}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that can be asked: its name, what it does, its values; `where` is "query" or "path"."""

    name: str
    words: str
    shape: Shape
    where: str = "query"
    is_needed: bool = False
    is_list: bool = False


def _asked(name: str, words: str, shape: Shape = _NAME) -> Parameter:
    return Parameter(name, words, shape)


def _key(name: str, words: str) -> Parameter:
    return Parameter(name, words, _NAME, "path", is_needed=True)


FILTERS: Mapping[str, Parameter] = {
    one.name: one
    for one in (
        _asked("actor", "A name, alias or id of who acts or receives."),
        _asked("recipient", "A name, alias or id of who receives."),
        _asked("voice", "Whose word it is."),
        _asked("place", "A place, or one that contains it."),
        _asked("country", "ISO 3166-1 alpha-3 code of an actor, recipient or place.", {"pattern": "^[A-Za-z]{3}$"}),
        _asked("type", "A PLOVER event type.", one_of(EventType)),
        _asked("quad", "A quad category.", one_of(Quad)),
        _asked("factuality", "How the text puts it.", one_of(Factuality)),
        _asked("since", "First day: YYYY-MM-DD, YYYY-MM or YYYY.", _DAY),
        _asked("until", "Last day, included.", _DAY),
        _asked("publisher", "Who put the article out."),
        _asked("search", "Words in the article's text."),
        _asked("article", "An article's id."),
        _asked("capture", "A capture's id, URL or path."),
        _asked("contradicted", "yes: only events whose accounts exclude one another.", _YES),
        _asked("background", "no: without what is told as background.", _YES),
        _asked("as-read", "yes: as the program read it, without people's corrections.", _YES),
    )
}
"""The filters of the command line under their names there."""

_LIMIT = _asked(
    "limit", f"Rows of a page: {PAGE} unless asked otherwise.", {"type": "integer", "minimum": 0, "maximum": MOST}
)
_PAGING = (
    _LIMIT,
    _asked(
        "cursor",
        "Where the page begins: taken from the `next` of the page before, and good whatever is written in between.",
    ),
    _asked(
        "offset",
        "Rows to pass over first, on a page without a cursor.",
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    ),
)
_LEVEL = _asked("level", "Count between single actors or their countries.", one_of(Level))

Answer = Callable[[Request], Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address of the API: what it gives, what it can be asked, what its answer looks like, and who gives it.

    It either reads or writes. `body` is the shape of what a write takes; `missing` is true where there may be nothing
    of the name asked for.
    """

    path: str
    title: str
    words: str
    shape: Shape
    read: Answer | None = None
    write: Write | None = None
    parameters: Sequence[Parameter] = ()
    body: Shape | None = None
    missing: bool = False
    tag: str = "Listings"

    @property
    def method(self) -> str:
        """How it is asked."""
        return "GET" if self.write is None else "POST"


def _filters(*without: str) -> tuple[Parameter, ...]:
    return tuple(one for name, one in FILTERS.items() if name not in without)


def _listing(name: str, shape: str, words: str) -> Endpoint:
    return Endpoint(
        path=f"/{name}",
        title=name.capitalize(),
        words=words,
        shape=page_of(shape),
        read=answers.listing(name),
        parameters=(*_filters(), *_PAGING),
    )


def _one(path: str, shape: str, words: str, answer: Answer, *parameters: Parameter) -> Endpoint:
    listing, _, key = path.strip("/").partition("/")
    kind = listing.rstrip("s")
    return Endpoint(
        path=path,
        title=f"One {kind}",
        words=words,
        shape=named(shape),
        read=answer,
        parameters=(_key(key.strip("{}"), f"Its id, as `/{listing}` gives it."), *parameters),
        missing=True,
        tag="One thing",
    )


def _view(path: str, shape: Shape, words: str, answer: Answer, *parameters: Parameter) -> Endpoint:
    title = path.strip("/").capitalize()
    return Endpoint(path=path, title=title, words=words, shape=shape, read=answer, parameters=parameters, tag="Views")


_LISTINGS = (
    _listing("captures", "Capture", "The pages as they came, and what was set aside of each."),
    _listing("articles", "Article", "The single articles: who put each out, when, what it copies."),
    _listing("claims", "Claim", "What each article says happened, and on whose word."),
    _listing("relations", "Relation", "States of affairs that the pages state."),
    _listing("events", "Event", "What the claims add up to, with every account."),
    _listing("actors", "Actor", "Who acts, receives or speaks, most claims first."),
    _listing("places", "Place", "Where claims are set, most claims first."),
    Endpoint(
        path="/ties",
        title="Ties",
        words="What relations add up to over all articles, held against the knowledge base.",
        shape=page_of("Tie"),
        read=answers.ties,
        parameters=(*_filters(), *_PAGING),
    ),
    Endpoint(
        path="/publishers",
        title="Publishers",
        words="Who put the articles out, and how far people rely on them.",
        shape=page_of("Publisher"),
        read=answers.publishers,
        parameters=_PAGING,
    ),
    _listing("issues", "Issue", "What was refused or passed over, and why."),
)
_SINGLE = (
    _one(
        "/captures/{capture_id}",
        "CaptureWithText",
        "One page with the text that offsets of a capture count in.",
        answers.capture,
    ),
    _one("/articles/{article_id}", "ArticleWithText", "One article with its text.", answers.article),
    _one("/claims/{claim_id}", "Claim", "One claim.", answers.claim),
    _one(
        "/events/{event_id}",
        "ToldEvent",
        "One event with the claims that tell it, how far each account is borne out, and what a policy would choose.",
        answers.event,
        _asked("policy", "How one value is chosen where accounts differ; `range` chooses none.", one_of(Policy)),
    ),
    _one(
        "/actors/{actor_id}",
        "Dossier",
        "One actor: names, posts, ties, relations claimed, events by year.",
        answers.dossier,
    ),
)
_VIEWS = (
    _view(
        "/timeline",
        rows_of("Period"),
        "Events by period and quad category, background apart.",
        answers.timeline,
        _asked("by", "How long a period is.", one_of(Step)),
        *_filters(),
    ),
    _view(
        "/dyads",
        rows_of("Dyad"),
        "Who did what to whom by month and quad category; nothing is netted.",
        answers.dyads,
        _LEVEL,
        *_filters(),
    ),
    _view("/network", named("Network"), "Actors and the acts between them.", answers.network, _LEVEL, *_filters()),
    _view(
        "/contradictions",
        page_of("Disputed"),
        "Every field on which accounts exclude one another; a page counts events.",
        answers.contradictions,
        *_filters("contradicted"),
        *_PAGING,
    ),
    _view(
        "/compare",
        rows_of("Compared"),
        "What publishers or voices tell of the same events, side by side.",
        answers.compare,
        Parameter(
            "name",
            "A publisher or voice; two or more.",
            {**some(_NAME), "minItems": 2, "uniqueItems": True},
            is_needed=True,
            is_list=True,
        ),
        *_filters(),
    ),
    _view(
        "/new",
        named("News"),
        "What pages read since a day brought.",
        answers.new,
        _asked("since", "A day, a time, a run's id, or `last`, the last day of reading."),
    ),
    _view(
        "/search",
        rows_of("Hit"),
        'Articles that hold all the words, best first. "Words in quotes" follow one another, -word must not occur, '
        "word* may go on.",
        answers.search,
        Parameter("q", "The words.", _NAME, is_needed=True),
        _asked(
            "limit",
            f"At most so many; {PAGE} unless asked otherwise.",
            {"type": "integer", "minimum": 1, "maximum": SEARCHED},
        ),
    ),
)
_CHANGES = (
    Endpoint(
        path="/changes",
        title="Changes",
        words="What people changed, newest first, undone changes too.",
        shape=page_of("Change"),
        read=answers.changes,
        parameters=(
            _asked("by", "Whose."),
            _LIMIT,
            _asked("cursor", "Where the page begins: taken from the `next` of the page before."),
        ),
        tag="Changes",
    ),
    Endpoint(
        path="/standing/{object_id}",
        title="Standing",
        words="What people's decisions leave of a claim, an event, an article or an actor, and a token of that state.",
        shape=named("Standing"),
        read=answers.standing,
        parameters=(_key("object_id", "The id of a claim, an event, an article, an actor."),),
        tag="Changes",
    ),
    Endpoint(
        path="/changes",
        title="Make a change",
        words="Corrections put down as one change. 409 where an object changed since its token was looked up.",
        shape=named("Change"),
        write=writes.make,
        body=named("Asked"),
        tag="Changes",
    ),
    Endpoint(
        path="/changes/undo",
        title="Undo",
        words="Your last change that holds, undone.",
        shape=named("Turn"),
        write=writes.undo,
        body=named("ByWhom"),
        tag="Changes",
    ),
    Endpoint(
        path="/changes/redo",
        title="Redo",
        words="The change that you undid last, done again.",
        shape=named("Turn"),
        write=writes.redo,
        body=named("ByWhom"),
        tag="Changes",
    ),
)
_INDEX = Endpoint(
    path="",
    title="Index",
    words="The listings with how many rows each has.",
    shape=named("Index"),
    read=answers.index,
)

ENDPOINTS: Sequence[Endpoint] = (_INDEX, *_LISTINGS, *_SINGLE, *_VIEWS, *_CHANGES)
"""Every endpoint, in the order in which they are shown."""
