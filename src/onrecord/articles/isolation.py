"""One capture to its articles: lines, drafts, then frozen articles with every other character set aside."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.articles import repeats
from onrecord.articles.credits import credits_of, publisher_of
from onrecord.articles.dates import published_of
from onrecord.articles.drafts import Draft, Layout, lay_out, lay_out_parts, parted, redrawn
from onrecord.articles.languages import language_of
from onrecord.articles.lines import Line, Role, fold, split
from onrecord.articles.markup import MOST_LINES, chosen_lines, likely
from onrecord.articles.tree import Tree
from onrecord.model.articles import (
    Article,
    ArticleKind,
    Capture,
    Isolation,
    Passage,
    PassageKind,
    PublisherRef,
    SetAside,
    SetAsideKind,
)
from onrecord.model.ids import article_id
from onrecord.model.spans import Span, cut

_TITLE_NAMES = ("og:title", "twitter:title", "ld:NewsArticle.headline", "ld:Article.headline", "title")
_PASSAGES = {Role.BYLINE: PassageKind.BYLINE, Role.DATE: PassageKind.DATELINE}
_PASSAGES |= {Role.CREDIT: PassageKind.CREDIT, Role.CAPTION: PassageKind.CAPTION}


def isolate(capture: Capture) -> Isolation:
    """Every article on the capture, in page order, and everything else set aside with its kind.

    Each non-blank character of the capture's text is in exactly one article or in one set-aside span.
    """
    lines = split(capture)
    layout = _layout(capture, lines)
    drafts = sorted(layout.drafts, key=lambda d: d.lines()[0].index)
    publisher = publisher_of(capture, lines, drafts)
    named = _named_by_head(capture, drafts)
    articles = tuple(
        _article(capture, draft, order, publisher, lines, named=draft is named) for order, draft in enumerate(drafts)
    )
    return Isolation(articles=articles, set_aside=tuple(_set_aside(lines, layout)))


def _named_by_head(capture: Capture, drafts: Sequence[Draft]) -> Draft | None:
    """The article that the page's head and address speak of: the one whose title they give, else the first."""
    mains = [d for d in drafts if d.kind is ArticleKind.ARTICLE]
    wanted = [fold(t) for t in _titles(capture)]
    for draft in mains:
        title = draft.title.folded if draft.title else ""
        if title and any(title in w or w in title for w in wanted if w):
            return draft
    return mains[0] if mains else None


def _layout(capture: Capture, lines: list[Line]) -> Layout:
    """What becomes of every line: the line model's choice where the page has tags, the rules' where it has none."""
    titles = _titles(capture)
    told = chosen_lines(capture, lines)
    if told:
        starts, chosen = told
        repeats.mark([x for x in lines if x.index in chosen])
        return lay_out_parts(lines, starts, chosen, titles)
    repeats.mark(lines)
    layout = lay_out(lines, titles)
    chosen_here = None if capture.blocks or parted(lines) > 1 else _chosen_of_text(capture, lines, layout)
    return redrawn(layout, lines, chosen_here, titles) if chosen_here else layout


# Of text without tags a line is taken at this probability; one that the rules take as well, at the other.
_TAKEN = 0.4
_TAKEN_BY_BOTH = 0.25
# The model is trusted where it takes so much of what the rules take.
_LEAST_AGREED = 0.6
_LEAST_WORDS = 60
_APART = (SetAsideKind.FAQ, SetAsideKind.REPEAT, SetAsideKind.ADVERT)


def _chosen_of_text(capture: Capture, lines: Sequence[Line], layout: Layout) -> set[int] | None:
    """The lines of the one article on a page without tags; None where the rules see it quite otherwise."""
    if not lines or len(lines) > MOST_LINES:
        return None
    told = likely(capture, lines, Tree(lines))
    ruled = [x for d in layout.drafts if d.kind is ArticleKind.ARTICLE for x in d.prose]
    least = dict.fromkeys((x.index for x in ruled), _TAKEN_BY_BOTH)
    chosen = {i for i, p in enumerate(told) if p > least.get(i, _TAKEN) and layout.aside.get(i) not in _APART}
    words = sum(lines[i].words for i in chosen if lines[i].is_prose)
    agreed = sum(x.words for x in ruled if x.index in chosen)
    if words < _LEAST_WORDS or agreed < _LEAST_AGREED * sum(x.words for x in ruled):
        return None
    return chosen


def _titles(capture: Capture) -> list[str]:
    """What the user and the page's head call the page."""
    named = [capture.given.title, *(capture.metadata.first(name) for name in _TITLE_NAMES)]
    return [t for t in named if t]


def _set_aside(lines: Sequence[Line], layout: Layout) -> list[SetAside]:
    """The lines outside the articles as spans, neighbours of one kind joined."""
    found: list[SetAside] = []
    before = -2
    for line in lines:
        kind = layout.aside.get(line.index)
        if kind is None:
            continue
        if found and before == line.index - 1 and found[-1].kind is kind:
            found[-1] = SetAside(span=found[-1].span.joined(line.core), kind=kind)
        else:
            found.append(SetAside(span=line.core, kind=kind))
        before = line.index
    return found


def _pieces(lines: Sequence[Line]) -> list[Span]:
    """The stretches of the capture that the article's lines make: whole lines, the last one without what follows."""
    spans: list[Span] = []
    for line in lines:
        if spans and spans[-1].end == line.span.start:
            spans[-1] = spans[-1].joined(line.span)
        else:
            spans.append(line.span)
    spans[-1] = Span(spans[-1].start, lines[-1].core.end)
    return spans


def _spans(lines: Sequence[Line]) -> dict[int, Span]:
    """Where each line stands in the article's text, by the line's index."""
    at: dict[int, Span] = {}
    length = 0
    for line in lines:
        at[line.index] = Span(length, length + len(line.core))
        length += len(line.span)
    return at


def _article(
    capture: Capture,
    draft: Draft,
    order: int,
    publisher: PublisherRef | None,
    page: Sequence[Line],
    *,
    named: bool,
) -> Article:
    lines = draft.lines()
    pieces = _pieces(lines)
    text, offsets = cut(capture.text, pieces)
    at = _spans(lines)
    told = credits_of(capture, draft, publisher, named=named)
    return Article(
        id=article_id(capture.id, draft.kind, text, [(p.start, p.end) for p in pieces]),
        capture_id=capture.id,
        order=order,
        kind=draft.kind,
        title=draft.title.text if draft.title else None,
        publisher=told.publisher,
        credited_to=told.credited_to,
        author=told.author,
        published=published_of(capture, draft, told.publisher, named=named, lines=page),
        language=language_of("\n".join(x.text for x in draft.prose)),
        text=text,
        offsets=offsets,
        body=_body(draft, at),
        passages=tuple(_passages(draft, at)),
    )


def _body(draft: Draft, at: dict[int, Span]) -> tuple[Span, ...]:
    """The spans of the article's prose, paragraphs that follow one another joined."""
    found: list[Span] = []
    lines = draft.lines()
    own = {x.index for x in draft.body}
    before = False
    for line in lines:
        if line.index not in own:
            before = False
            continue
        if before:
            found[-1] = found[-1].joined(at[line.index])
        else:
            found.append(at[line.index])
        before = True
    return tuple(found)


def _passages(draft: Draft, at: dict[int, Span]) -> list[Passage]:
    """What the lines that are not plain body are."""
    found: list[Passage] = []
    if draft.kicker:
        found.append(Passage(kind=PassageKind.KICKER, span=at[draft.kicker.index]))
    if draft.title:
        found.append(Passage(kind=PassageKind.TITLE, span=at[draft.title.index]))
    for line in (*draft.head, *draft.tail):
        if line.role in _PASSAGES:
            found.append(Passage(kind=_PASSAGES[line.role], span=at[line.index]))
    found.extend(Passage(kind=PassageKind.SUBHEAD, span=at[i]) for i in draft.subheads)
    return sorted(found, key=lambda p: (p.span, p.kind))
