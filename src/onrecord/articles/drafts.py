"""Lines to drafts of articles: where each article of a page begins and ends, and what its lines are to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.articles.lines import Line, Role, ends_sentence, fold, holds_date, is_bullet, lists
from onrecord.articles.tree import Tree
from onrecord.model.articles import ArticleKind, SetAsideKind

# Lines between a title and its text: at least one of the first three tells that a title stands above.
_HEAD_MARKS = (Role.LABEL, Role.BYLINE, Role.DATE)
_HEAD_LINES = (*_HEAD_MARKS, Role.BOILERPLATE, Role.CAPTION, Role.CREDIT, Role.INJECTED, Role.REPEAT)
_HEAD_REACH = 9
# An article's own text has at least so many paragraphs in a row; a teaser has fewer.
_RUN = 3
# What a page says below these headings is never an article of its own.
_CLOSED = ("faq", "author_box", "comments")


@dataclass(slots=True, eq=False)
class Draft:
    """One article in the making: its lines by what they are to it."""

    kind: ArticleKind = ArticleKind.ARTICLE
    kicker: Line | None = None
    title: Line | None = None
    head: list[Line] = field(default_factory=list)  # byline, date, caption, credit above the body
    body: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)  # credits, bylines below the body
    subheads: set[int] = field(default_factory=set)
    dates_above: list[Line] = field(default_factory=list)  # dates above the title
    marks_above: list[Line] = field(default_factory=list)  # short lines near it that may name an agency
    marks_below: list[Line] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Every line of the article in page order."""
        own = [x for x in (self.kicker, self.title) if x is not None]
        return sorted({*own, *self.head, *self.body, *self.tail}, key=lambda x: x.index)

    @property
    def prose(self) -> list[Line]:
        """Its paragraphs."""
        return [x for x in self.body if x.is_prose]

    @property
    def words(self) -> int:
        """How many words its paragraphs have."""
        return sum(x.words for x in self.prose)


@dataclass(slots=True)
class Segment:
    """Lines between two marks of a page. `section` is the heading's kind, None for article text."""

    lines: list[Line]
    section: str | None = None
    has_head: bool = False
    after_end: bool = False


@dataclass(slots=True)
class Layout:
    """What became of every line of a page: the drafts, and for each other line why it is in none."""

    drafts: list[Draft]
    aside: dict[int, SetAsideKind]


def lay_out(lines: Sequence[Line], titles: Sequence[str] = ()) -> Layout:
    """The articles on a page, from its lines in order. `titles` are what the page's head calls it, the best first."""
    segments = _segments(lines)
    layout = Layout(drafts=[], aside={})
    current: Draft | None = None
    for segment in segments:
        current = _place(segment, current, layout, titles)
    _judge(layout)
    _note_dates_above(lines, layout)
    _account(lines, segments, layout)
    return layout


_NOT_BODY = (
    *(Role.INJECTED, Role.ADVERT, Role.REPEAT, Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.LABEL),
    *(Role.BOILERPLATE, Role.SECTION, Role.END),
)


def lay_out_chosen(lines: Sequence[Line], chosen: set[int], titles: Sequence[str] = ()) -> Layout:
    """The one article of a page whose lines the tags have told; every other line is set aside."""
    return lay_out_parts(lines, [0], chosen, titles)


def lay_out_parts(lines: Sequence[Line], starts: Sequence[int], chosen: set[int], titles: Sequence[str] = ()) -> Layout:
    """One article from each start to the next, made of the lines chosen there; every other line is set aside."""
    layout = Layout(drafts=[], aside={})
    segments = [Segment(lines=list(lines[: starts[0]]))]
    for start, end in zip(starts, (*starts[1:], len(lines)), strict=True):
        segments += _choose(lines[start:end], chosen, titles, layout)
    _judge(layout)
    _note_dates_above(lines, layout)
    _account(lines, segments, layout)
    return layout


def _choose(lines: Sequence[Line], chosen: set[int], titles: Sequence[str], layout: Layout) -> list[Segment]:
    """Adds the article of the chosen lines, and the teasers below it; gives the lines as segments."""
    inside = [x for x in lines if x.index in chosen]
    if not inside:
        return [Segment(lines=list(lines))]
    first = next((x.index for x in inside if x.is_prose), inside[0].index)
    draft = Draft()
    _read_head(draft, lines[: first - lines[0].index], titles)
    top = draft.title.index if draft.title else -1
    for line in inside:
        if line.index == top or (line.index < first and line.index <= top):
            continue
        if line.role in (Role.CREDIT, Role.CAPTION, Role.BYLINE) and line.index > first:
            draft.tail.append(line)
        elif line.role not in _NOT_BODY and not _is_link(line):
            draft.body.append(line)
            if _is_subhead(line) and line.index > first:
                draft.subheads.add(line.index)
    if draft.prose:
        layout.drafts.append(draft)
    draft.head = [x for x in draft.head if x not in draft.body]
    draft.kicker = None if draft.kicker in draft.body else draft.kicker
    segments = _segments_below(lines, draft)
    for segment in segments:
        if segment.section is not None and segment.section not in _CLOSED:
            layout.drafts.extend(_teasers(segment))
    return segments


def redrawn(layout: Layout, lines: Sequence[Line], chosen: set[int], titles: Sequence[str]) -> Layout:
    """The layout with the lines chosen as the body of its one article; its head, credits and teasers stay.

    Where it has none or several, or its title stands below chosen text, the page is laid out anew.
    """
    mains = [d for d in layout.drafts if d.kind is ArticleKind.ARTICLE]
    start = next((x.index for x in lines if x.index in chosen and x.is_prose), 0)
    if len(mains) != 1 or (mains[0].title is not None and mains[0].title.index > start):
        return lay_out_chosen(lines, chosen, titles)
    draft = mains[0]
    others = {x.index for d in layout.drafts if d is not draft for x in d.lines()}
    frame = {x.index for x in (draft.kicker, draft.title, *draft.head, *draft.tail) if x is not None}
    top = draft.title.index if draft.title else -1
    body = [x for x in lines if x.index in chosen and x.index > top and x.role not in _NOT_BODY]
    body = [x for x in body if x.index not in others | frame]
    if not any(x.is_prose for x in body):
        return layout
    first = next(x.index for x in body if x.is_prose)
    # What stands above a byline or date, itself above the text, is the article's head.
    mark = max((x.index for x in lines[:first] if x.role in _HEAD_MARKS), default=-1)
    draft.body = body = [x for x in body if x.index > mark]
    draft.subheads = {x.index for x in body if x.index > first and _is_subhead(x)}
    taken = frame | others | {x.index for x in body}
    own = {draft.title.folded} if draft.title else set()
    for line in lines:
        if line.index in taken:
            layout.aside.pop(line.index, None)
        elif line.index not in layout.aside:
            layout.aside[line.index] = _why(line, Segment(lines=[]), own)
    return layout


def _segments_below(lines: Sequence[Line], draft: Draft) -> list[Segment]:
    """The page around an article whose lines are known: one segment to its end, then cut at headings of sections."""
    last = max((x.index for x in draft.lines()), default=-1) - lines[0].index
    segments = [Segment(lines=list(lines[: max(0, last + 1)]))]
    for at in range(max(0, last + 1), len(lines)):
        section = _section_of(lines, at, segments[-1])
        if section is not None:
            segments.append(Segment(lines=[lines[at]], section=section))
        else:
            segments[-1].lines.append(lines[at])
    return [s for s in segments if s.lines]


def _is_subhead(line: Line) -> bool:
    """True for a heading among paragraphs; without tags, for a few words that are no sentence and no item."""
    if ends_sentence(line):
        return False
    return line.tag in ("h2", "h3", "h4", "h5") or (not line.tag and line.role is Role.SHORT and not is_bullet(line))


def _is_link(line: Line) -> bool:
    """True for a line that is a link and no sentence: a headline put into the text."""
    return line.link_density > 0.9 and not ends_sentence(line) and line.tag != "li"


def parted(lines: Sequence[Line]) -> int:
    """How many articles the page shows that have a title, a byline, date or label, and at least three paragraphs."""
    return sum(1 for at in _heads(lines).values() if _prose_run(lines, at) >= _RUN)


# An article of its own among several has so many words that the line model takes for an article's.
_LEAST_OF_SEVERAL = 90
_RANKS = ("h1", "h2", "h3")


def several(lines: Sequence[Line], weights: Sequence[float], tree: Tree, beside: frozenset[int]) -> list[int]:
    """Where each article of a tagged page begins; [0] for a page of one.

    An article begins at a title: a heading of the first rank, or one with a byline, date or label before its text, that
    has enough text of its own and stands apart from the text above. `weights` are the lines' words as far as they are
    likely of an article; `beside` the elements that are named as a page's sidebars, where nothing begins.
    """
    marked = set(_heads(lines).values())
    above = [0, *accumulate(weights)]
    heads = [
        i for i, x in enumerate(lines) if x.tag in _RANKS and (i in marked or (x.tag == "h1" and _is_title_like(x)))
    ]
    starts: list[int] = []
    below = len(lines)
    for at in reversed(heads):
        own = above[below] - above[at]
        if own < _LEAST_OF_SEVERAL or int(tree.at[at]) in beside:
            continue
        if _is_apart(tree, weights, at, at in marked) and not _is_card(tree, above, at):
            starts.append(at)
            below = at
    starts = [_top_of(lines, at) for at in reversed(starts)]
    if starts and above[starts[0]] >= _LEAST_OF_SEVERAL:
        starts.insert(0, 0)
    return starts if len(starts) > 1 else [0]


def _is_apart(tree: Tree, weights: Sequence[float], at: int, is_marked: bool) -> bool:
    """True for a title below the end of the element that holds the text above it.

    Within that element only a marked heading right beside the paragraphs begins an article: others are subheads, or
    the titles of boxes put into the text.
    """
    above = next((i for i in range(at - 1, -1, -1) if weights[i] > 0), None)
    if above is None:
        return True
    holder = int(tree.parents[tree.at[above]])
    if not tree.holds(holder, int(tree.at[at])):
        return True
    return is_marked and int(tree.parents[tree.at[at]]) == holder


def _is_card(tree: Tree, above: Sequence[float], at: int) -> bool:
    """True for one of a row of headings alike that mostly have little text each: cards of other pages."""
    alike = [i for i, node in enumerate(tree.at.tolist()) if node == tree.at[at]]
    texts = [above[end] - above[i] for i, end in zip(alike, (*alike[1:], len(tree.at)), strict=True)]
    return 2 * sum(1 for words in texts if words >= _LEAST_OF_SEVERAL) < len(texts)


def _top_of(lines: Sequence[Line], at: int) -> int:
    """The first line of an article whose title this is: the title printed before, or a kicker."""
    start = at
    while start > 0 and at - start < 2 and _may_stand_above(lines[start - 1], lines[at]):
        start -= 1
    return start


def _is_title_like(line: Line) -> bool:
    """True for a line that can be a headline: a few words that are no list entry, label or kicker."""
    if line.role not in (Role.SHORT, Role.QUESTION) or is_bullet(line):
        return line.role is Role.PROSE and line.tag in ("h1", "h2") and line.words <= 30
    return 2 <= line.words <= 32 and line.folded not in lists().kickers


def _heads(lines: Sequence[Line]) -> dict[int, int]:
    """Where an article begins that shows a title, then a byline, date or label, then text: first line to title."""
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        if _is_title_like(line) and _leads_to_text(lines, at):
            found[_top_of(lines, at)] = at
    return found


def _leads_to_text(lines: Sequence[Line], at: int) -> bool:
    marks = 0
    for line in lines[at + 1 : at + 1 + _HEAD_REACH]:
        if line.is_prose:
            return marks > 0
        if line.role in _HEAD_MARKS:
            marks += 1
        elif line.role is Role.SHORT and line.folded == lines[at].folded:
            return False  # the title stands twice: the second is the one above the text
        elif line.role not in _HEAD_LINES and not (line.role is Role.SHORT and marks and line.words <= 6):
            return False
    return False


def _may_stand_above(line: Line, title: Line) -> bool:
    """True for a kicker, or the title printed once before."""
    if line.folded == title.folded:
        return True
    if line.role is Role.SHORT and line.words <= 3 and not ends_sentence(line):
        return line.text.isupper() or line.folded in lists().kickers
    return False


def _segments(lines: Sequence[Line]) -> list[Segment]:
    """The page cut at headings of sections, at ends of articles and where a title leads to text."""
    heads = _heads(lines)
    segments = [Segment(lines=[])]
    for at, line in enumerate(lines):
        now = segments[-1]
        section = _section_of(lines, at, now)
        if section is not None:
            segments.append(Segment(lines=[line], section=section))
        elif at in heads and now.section not in _CLOSED:
            within = now.section
            inside = within is not None and _prose_run(lines, heads[at]) < _RUN
            segments.append(Segment(lines=[line], section=within if inside else None, has_head=True))
        elif now.lines and now.lines[-1].role is Role.END:
            segments.append(Segment(lines=[line], section=now.section, after_end=True))
        elif now.section is not None and now.section not in _CLOSED and _resumes(lines, at):
            segments.append(Segment(lines=[line]))
        else:
            now.lines.append(line)
    return [s for s in segments if s.lines]


def _section_of(lines: Sequence[Line], at: int, now: Segment) -> str | None:
    """The kind of section that the line opens, None where it opens none."""
    line = lines[at]
    if line.role is Role.SECTION:
        return line.section
    if line.role is Role.QUESTION and now.section != "faq" and _opens_questions(lines, at):
        return "faq"
    return None


def _opens_questions(lines: Sequence[Line], at: int) -> bool:
    """True where a list of scraped questions begins: each with the mark of a fold-out, or many after a closed text."""
    marked = [x for x in lines[at : at + 12] if x.role is Role.QUESTION and x.text.rstrip()[-1] in "›»⌄▾+"]
    return lines[at].text.rstrip()[-1] in "›»⌄▾+" and len(marked) >= 2


def _prose_run(lines: Sequence[Line], at: int) -> int:
    """How many paragraphs stand below a title before the next title, heading or end."""
    run = 0
    for line in lines[at + 1 :]:
        if line.is_prose:
            run += 1
        elif run and (line.role in (Role.SECTION, Role.END, Role.SHORT, Role.QUESTION, Role.CREDIT)):
            break
        if run >= _RUN:
            break
    return run


def _resumes(lines: Sequence[Line], at: int) -> bool:
    """True where running text begins again below a list of links put into it."""
    ahead = lines[at : at + _RUN]
    return len(ahead) == _RUN and all(x.is_prose for x in ahead)


def _place(segment: Segment, current: Draft | None, layout: Layout, titles: Sequence[str]) -> Draft | None:
    """Puts a segment's lines into drafts; gives the article that text may go on with."""
    if segment.section is not None:
        if segment.section not in _CLOSED:
            layout.drafts.extend(_teasers(segment))
        return current
    resumed = current is not None and not segment.has_head and segment.lines[0].is_prose
    if resumed and current is not None and not _closed(current):
        _fill(current, segment.lines)
        return current
    draft = _draft(segment, titles if not layout.drafts else ())
    if draft is None:
        return current
    layout.drafts.append(draft)
    return draft


def _closed(draft: Draft) -> bool:
    """True for an article whose credit or end has been read."""
    return any(x.role is Role.CREDIT for x in draft.tail)


def _draft(segment: Segment, titles: Sequence[str]) -> Draft | None:
    """The article of a segment, None where it has no running text."""
    lines = segment.lines
    core = _core(lines)
    if not core:
        return None
    first = lines.index(core[0])
    draft = Draft()
    _read_head(draft, lines[:first], titles)
    _fill(draft, lines[first:])
    if lines[-1].role is Role.END and _is_excerpt(draft):
        draft.kind = ArticleKind.TEASER
    return draft


def _is_excerpt(draft: Draft) -> bool:
    """True for a paragraph or a cut text above "read more": the article itself is elsewhere."""
    prose = draft.prose
    cut = bool(prose) and (prose[-1].text.rstrip(" ])").endswith(("…", "...")) or not ends_sentence(prose[-1]))
    return len(prose) < 2 or (len(prose) < _RUN and cut)


def _core(lines: Sequence[Line]) -> list[Line]:
    """The paragraphs of the segment's one text: the heaviest run, with the runs that stand close to it."""
    runs: list[list[Line]] = []
    gap = 99
    for line in lines:
        if line.is_prose:
            if gap > 3:
                runs.append([])
            runs[-1].append(line)
            gap = 0
        elif line.role not in (Role.INJECTED, Role.CAPTION, Role.REPEAT):
            gap += 2 if line.role in (Role.CREDIT, Role.BOILERPLATE) else 1
    if not runs:
        return []
    weights = [sum(x.words for x in run) for run in runs]
    best = max(range(len(runs)), key=lambda i: weights[i])
    core = list(runs[best])
    for i in range(best - 1, -1, -1):
        if not _belongs(runs[i], weights[i], weights[best], core[0].index - runs[i][-1].index):
            break
        core = runs[i] + core
    for i in range(best + 1, len(runs)):
        if not _belongs(runs[i], weights[i], weights[best], runs[i][0].index - core[-1].index):
            break
        core += runs[i]
    return core


def _belongs(run: Sequence[Line], weight: int, heaviest: int, distance: int) -> bool:
    """True for a run of paragraphs near enough, and long enough, to be of the same text as the heaviest one."""
    if distance <= 8:
        return len(run) >= 2 or weight >= 0.25 * heaviest
    return len(run) >= 3 and weight >= 0.25 * heaviest


def _fill(draft: Draft, lines: Sequence[Line]) -> None:
    """Adds a segment's lines to an article: paragraphs, what stands between them, credits below."""
    core = set(_core(lines))
    inside = [i for i, x in enumerate(lines) if x in core]
    if not inside:
        return
    closing = _closing(lines, core)
    last = max((i for i in inside if i < closing), default=inside[-1])
    if last > closing:
        closing = len(lines)
    run: list[Line] = []
    for line in lines[: last + 1]:
        if line in core:
            _take_shorts(draft, run, line)
            run = []
            draft.body.append(line)
        elif line.role in (Role.SHORT, Role.QUESTION, Role.PROSE, Role.SECTION, Role.LABEL):
            run.append(line)
        elif line.role in (Role.CAPTION, Role.CREDIT, Role.BYLINE):
            draft.tail.append(line)
    reach = 0
    for line in lines[last + 1 :]:
        if line.role in (Role.CREDIT, Role.CAPTION) or (line.role is Role.BYLINE and reach == 0):
            draft.tail.append(line)
        elif line.role not in (Role.INJECTED, Role.REPEAT):
            reach += 1
            if line.role is Role.SHORT and line.words <= 6:
                draft.marks_below.append(line)
        if reach > 3:
            break


def _closing(lines: Sequence[Line], core: set[Line]) -> int:
    """Where a credit closes the text: little stands below it."""
    words = sum(x.words for x in core)
    for i, line in enumerate(lines):
        if line.role is Role.CREDIT:
            above = sum(x.words for x in lines[:i] if x in core)
            if above >= 0.7 * words and above:
                return i
    return len(lines)


def _take_shorts(draft: Draft, run: list[Line], after: Line) -> None:
    """Adds short lines between two paragraphs: subheads, or the items of a list; a longer run is a list of links."""
    if not run or not draft.body:
        return
    items = all(is_bullet(x) or ends_sentence(x) or x.tag in ("li", "p", "blockquote", "td", "dd") for x in run)
    if not items and len(run) > 2:
        run = run[-1:] if run[-1].tag in ("", "h2", "h3", "h4") and draft.body[-1].words >= 8 else []
    for line in run:
        draft.body.append(line)
        if not items and not is_bullet(line) and not ends_sentence(line):
            draft.subheads.add(line.index)


def _read_head(draft: Draft, lines: Sequence[Line], titles: Sequence[str]) -> None:
    """Finds title, kicker, byline and date in the lines above the body."""
    at = _title_at(lines, titles)
    if at is not None:
        draft.title = lines[at]
        for line in (*lines[max(0, at - 2) : at][::-1], *lines[at + 1 :]):
            short = line.role is Role.SHORT and line.words <= 4 and line.folded != draft.title.folded
            if short and (line.folded in lists().kickers or line.text.isupper()):
                draft.kicker = line
                break
    below = lines[at + 1 :] if at is not None else lines[-_HEAD_REACH:]
    draft.marks_above.extend(x for x in below if x.role is Role.SHORT and x.words <= 6)
    for line in below:
        if line.role is Role.SHORT and holds_date(line):
            line.role = Role.DATE
    draft.head.extend(x for x in below if x.role in (Role.BYLINE, Role.DATE, Role.CREDIT, Role.CAPTION))


def _title_at(lines: Sequence[Line], titles: Sequence[str]) -> int | None:
    """Which of the lines above the body is its title: as the page's head has it, repeated, or nearest to the text."""
    best, at = 0.0, None
    seen = [x.folded for x in lines]
    wanted = [fold(t) for t in titles]
    crumbs = " | ".join(x.folded for x in lines if x.role is Role.BOILERPLATE)
    for i, line in enumerate(lines):
        if not _is_title_like(line):
            continue
        score = 1.0 + 0.5 * (i + 1) / len(lines) + (1.0 if line.words >= 4 else 0.0)
        score += 2.0 if line.tag == "h1" else 0.5 if line.tag in ("h2", "title") else 0.0
        if line.folded and any(w and (line.folded in w or w in line.folded) for w in wanted):
            score += 3.0
        if seen.count(line.folded) > 1 or (line.words >= 3 and line.folded in crumbs):
            score += 2.0
        if score > best:
            best, at = score, i
    return at


def _teasers(segment: Segment) -> list[Draft]:
    """The other articles that a section shows with some lines of each; bare headlines are left out."""
    found: list[Draft] = []
    above: list[Line] = []
    now: Draft | None = None
    for line in segment.lines:
        if line.is_prose and line.link_density < 0.9:
            if now is None and any(_is_title_like(x) for x in above):
                now = Draft(kind=ArticleKind.TEASER)
                _read_head(now, above, ())
                found.append(now)
            if now is not None:
                now.body.append(line)
            above = []
        elif line.role in (Role.INJECTED, Role.REPEAT, Role.BOILERPLATE, Role.END, Role.ADVERT):
            continue
        else:
            now = None
            above.append(line)
    return found


def _judge(layout: Layout) -> None:
    """Drops drafts too thin to be articles; where a page has a long text, other short ones are teasers."""
    full = [d for d in layout.drafts if d.kind is ArticleKind.ARTICLE]
    heaviest = max((d.words for d in full), default=0)
    for draft in full:
        thin = len(draft.prose) < 2 and draft.words < 40
        if draft.words < heaviest and thin:
            draft.kind = ArticleKind.TEASER
    layout.drafts = [d for d in layout.drafts if d.kind is ArticleKind.ARTICLE or (d.title and d.words >= 8)]


def _note_dates_above(lines: Sequence[Line], layout: Layout) -> None:
    """Gives each article the date lines that stand above its title and below the article before."""
    before = 0
    for draft in sorted(layout.drafts, key=lambda d: d.lines()[0].index):
        title = draft.title.index if draft.title else draft.lines()[0].index
        draft.dates_above = [x for x in lines[before:title] if x.role is Role.DATE]
        before = draft.lines()[-1].index


_ASIDE = {
    "related": SetAsideKind.SIDEBAR,
    "video": SetAsideKind.SIDEBAR,
    "faq": SetAsideKind.FAQ,
    "author_box": SetAsideKind.OTHER,
    "comments": SetAsideKind.OTHER,
    "newsletter": SetAsideKind.BOILERPLATE,
}


def _account(lines: Sequence[Line], segments: Sequence[Segment], layout: Layout) -> None:
    """Says for every line outside the articles why it is set aside."""
    taken = {x.index for d in layout.drafts for x in d.lines()}
    titles = {d.title.folded for d in layout.drafts if d.title}
    for segment in segments:
        for line in segment.lines:
            if line.index not in taken:
                layout.aside[line.index] = _why(line, segment, titles)


def _why(line: Line, segment: Segment, titles: set[str]) -> SetAsideKind:
    if line.role is Role.REPEAT or (line.folded and line.folded in titles):
        return SetAsideKind.REPEAT
    if line.role in (Role.ADVERT, Role.INJECTED):
        return SetAsideKind.ADVERT if line.role is Role.ADVERT else SetAsideKind.SIDEBAR
    if line.role in (Role.BOILERPLATE, Role.LABEL, Role.END, Role.DATE):
        return SetAsideKind.BOILERPLATE
    if segment.section is not None:
        bare = all(x.role in (Role.SECTION, Role.BOILERPLATE) for x in segment.lines)
        return SetAsideKind.BOILERPLATE if bare else _ASIDE[segment.section]
    return SetAsideKind.OTHER if line.is_prose else SetAsideKind.BOILERPLATE
