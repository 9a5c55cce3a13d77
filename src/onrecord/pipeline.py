"""The one module that knows the order of the stages: from a source to a record, from a text to claims."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord import (
    __version__,
    actors,
    articles,
    attributions,
    captures,
    claims,
    copies,
    events,
    mentions,
    places,
    relations,
    times,
)
from onrecord.articles import languages
from onrecord.captures import LoadOptions
from onrecord.errors import RefusedError
from onrecord.executors import Beside as Beside
from onrecord.executors import Executor as Executor
from onrecord.executors import ProcessPool
from onrecord.knowledge import extended, imports
from onrecord.knowledge.base import KnowledgeBase
from onrecord.knowledge.extended import ExtendedBase, ExtendedGazetteer
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.knowledge.ties import KnownTies
from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Article, ArticleKind, Capture, Given, Published, PublisherRef
from onrecord.model.claims import Claim
from onrecord.model.coding import ArticleCoding, CaptureCoding
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, CaptureId, MentionId, article_id, issue_id, mention_id, run_id
from onrecord.model.judgements import JudgementKind
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.readings import ModelAccount, Reader, Reading
from onrecord.model.resolve import PROGRAM, Resolver, links_of
from onrecord.model.resolved import ArticleRef, ResolvedClaim
from onrecord.model.runs import Issue, Run
from onrecord.model.spans import OffsetMap, Span
from onrecord.model.ties import Tie
from onrecord.model.versions import Loss, VersionStep
from onrecord.readings import LexiconReader, account, choose
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.store.rows import Finding


@dataclass(frozen=True, kw_only=True)
class Program:
    """Everything that reading needs, loaded once a process: the reader, the knowledge base, the gazetteer."""

    reader: Reader
    knowledge: KnowledgeBase | ExtendedBase
    gazetteer: Gazetteer | ExtendedGazetteer
    settings: Settings
    run: Run

    @classmethod
    def load(cls, settings: Settings) -> Program:
        """The program as shipped, under these settings."""
        knowledge, gazetteer = knowledge_of(settings)
        reader = choose(_lists(knowledge, gazetteer), settings.model)
        digest = hashlib.sha256(f"{knowledge.digest} {gazetteer.digest}".encode()).hexdigest()[:16]
        return cls(
            reader=reader,
            knowledge=knowledge,
            gazetteer=gazetteer,
            settings=settings,
            run=Run(
                id=run_id(__version__, reader.digest, digest, settings.digest),
                program=__version__,
                model=reader.digest,
                knowledge=digest,
                settings=settings.digest,
            ),
        )

    def read(self, capture: Capture) -> CaptureCoding:
        """The capture with its articles found and coded."""
        isolation = articles.isolate(capture)
        coded = tuple(self.code(article) for article in isolation.articles)
        return CaptureCoding(
            run=self.run,
            capture=capture,
            articles=coded,
            set_aside=isolation.set_aside,
            issues=tuple(_remarks(capture, isolation.articles, self.run)),
        )

    def code(self, article: Article) -> ArticleCoding:
        """The article with everything that can be told of it; teasers and other languages are kept uncoded."""
        is_read = article.kind is ArticleKind.ARTICLE or self.settings.teasers
        if not is_read or article.language not in (None, "en"):
            return ArticleCoding(article=article)
        return self.coded_with_readings(article)[0]

    def coded_with_readings(self, article: Article) -> tuple[ArticleCoding, tuple[Reading, ...]]:
        """The article coded, and the readings that the coding was decoded from."""
        readings = self.reader.read(article)
        named = mentions.find(article, readings)
        dated = times.date(article, named)
        voiced = attributions.trace(article, readings, named)
        claimed = claims.code(article, readings, named, voiced, dated, self.run.id)
        related = relations.gather(article, readings, named, voiced, dated, self.run.id)
        same = _same_mentions(article, readings, named)
        who, people = actors.resolve(article, named, self.knowledge, same)
        where, spots = places.resolve(article, named, self.gazetteer)
        return (
            ArticleCoding(
                article=article,
                mentions=named,
                times=tuple(dated.items()),
                attributions=voiced,
                claims=claimed,
                relations=related,
                judgements=(*who, *where),
                actors=people,
                places=spots,
            ),
            readings,
        )


@cache
def loaded(settings: Settings) -> Program:
    """The program under these settings, loaded once in this process."""
    return Program.load(settings)


def knowledge_of(settings: Settings) -> tuple[KnowledgeBase | ExtendedBase, Gazetteer | ExtendedGazetteer]:
    """The shipped actors and places, with those that were imported where there are any."""
    return extended.shipped(Path(settings.knowledge))


def _lists(knowledge: KnowledgeBase | ExtendedBase, gazetteer: Gazetteer | ExtendedGazetteer) -> LexiconReader:
    """The reader of the word lists, which every other reader may stand on."""
    towns = ((name, MentionKind.PLACE) for name in gazetteer.names())
    return LexiconReader(chain(knowledge.names(), towns))


def model_account(settings: Settings) -> ModelAccount:
    """What can be told of the reader that the settings name."""
    return account(_lists(*knowledge_of(settings)), settings.model)


def _same_mentions(
    article: Article, readings: Sequence[Reading], named: Sequence[Mention]
) -> tuple[tuple[MentionId, MentionId], ...]:
    """The pairs of mentions that the readings found to mean the same."""
    known = {m.id for m in named}
    pairs = []
    for reading in readings:
        for arc in reading.same:
            left, right = (
                mention_id(article.id, read.span.start, read.span.end, read.kind.value)
                for read in (reading.mentions[arc.left], reading.mentions[arc.right])
            )
            if left in known and right in known:
                pairs.append((left, right))
    return tuple(pairs)


def _remarks(capture: Capture, found: Sequence[Article], run: Run) -> Iterator[Issue]:
    if not found:
        yield _issue(capture.source, "articles", "no_article", "no article on the page", capture.id, run)
    for article in found:
        if article.language not in (None, "en"):
            told = "none that could be told" if article.language == languages.UNKNOWN else article.language
            message = f"not read: the language is {told}, only English is read"
            yield _issue(capture.source, "readings", "language", message, capture.id, run, article.id, refused=False)


def _issue(
    item: str,
    stage: str,
    code: str,
    message: str,
    capture: CaptureId | None,
    run: Run,
    article: ArticleId | None = None,
    *,
    refused: bool = True,
) -> Issue:
    return Issue(
        id=issue_id(item, stage, code, article),
        item=item,
        stage=stage,
        code=code,
        message=message,
        refused=refused,
        capture_id=capture,
        article_id=article,
        run_id=run.id,
        raised_at=datetime.now(UTC),
    )


# Reading into a record


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How sources are read. `load` says where pages may come from and what the user knows of them."""

    load: LoadOptions = field(default_factory=LoadOptions)
    settings: Settings = field(default_factory=Settings)
    raise_faults: bool = False  # for --debug: a fault of ours stops the read with its traceback


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a read has come. `total` is None where it cannot be told.

    `new`, `known` and `refused` are what the item held: captures added, how many were on record, and what was refused.
    `item` is "" once all is read and events are made from it.
    """

    done: int
    total: int | None
    item: str
    claims: int
    new: tuple[CaptureId, ...] = ()
    known: int = 0
    refused: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSummary:
    """What a read did. `captures` counts new ones, `known` those that the record already had."""

    captures: int
    known: int
    articles: int
    claims: int
    refused: int
    events: int


Work = captures.Unit | RefusedError
Outcome = CaptureCoding | RefusedError | CaptureId


def _silent(progress: Progress) -> None:
    """Shows nothing."""


def _never() -> bool:
    return False


def read_into(
    record: Record,
    sources: Sequence[captures.Source],
    *,
    options: ReadOptions,
    on_progress: Callable[[Progress], None] = _silent,
    executor: Executor | None = None,
) -> ReadSummary:
    """What was read from the sources into the record, which must be open for writing.

    Each capture is written as one transaction; a read that is stopped takes up where it was. Refused items become
    issues of the record and never stop the rest.
    """
    return read_sharing(
        record, lambda: nullcontext(record), sources, options=options, on_progress=on_progress, executor=executor
    )


def read_sharing(
    record: Record,
    writing: Callable[[], AbstractContextManager[Record]],
    sources: Sequence[captures.Source],
    *,
    options: ReadOptions,
    on_progress: Callable[[Progress], None] = _silent,
    executor: Executor | None = None,
    is_stopped: Callable[[], bool] = _never,
) -> ReadSummary:
    """What was read from the sources, as `read_into` reads them, into a record that others write to meanwhile.

    `record` is only read from; `writing` gives it open for writing: asked for once an item, and let go before the next
    one is read.
    `is_stopped` is asked after each item; what was read until then is brought together as ever.
    """
    executor = executor or ProcessPool(options.settings.workers)
    load = partial(loaded, options.settings)
    [run] = executor.run(load, _run_of, (None,))
    with writing() as opened:
        opened.begin_run(run)
    known = frozenset(record.read_captures(run.id))
    units, total = _counted(unit for source in sources for unit in captures.expand(source, options.load))
    tally = _Tally(record, writing, run, total, on_progress)
    for item, outcomes in executor.run(load, partial(_read_unit, known=known, options=options), units):
        tally.take(item, outcomes)
        if is_stopped():
            break
    return tally.finished()


def _run_of(program: Program, _: None) -> Run:
    """What names the program to a record; asked of whoever reads, so that this process need not load it."""
    return program.run


def _counted(units: Iterable[Work]) -> tuple[Iterable[Work], int | None]:
    """The units, and their number where none carries bytes: members of containers are never held all at once."""
    rest = iter(units)
    light: list[Work] = []
    for unit in rest:
        light.append(unit)
        if isinstance(unit, captures.Unit) and unit.content is not None:
            return chain(light, rest), None
    return light, len(light)


def _read_unit(
    program: Program, unit: Work, *, known: frozenset[CaptureId], options: ReadOptions
) -> tuple[str, list[Outcome]]:
    """The unit's name, and what it holds: captures coded, the ids of those already known, refusals."""
    if isinstance(unit, RefusedError):
        return unit.item, [unit]
    opened = captures.open_unit(unit, options.load)
    return unit.item, [_read_one(program, page, known, raise_faults=options.raise_faults) for page in opened]


def _read_one(
    program: Program, opened: Capture | RefusedError, known: frozenset[CaptureId], *, raise_faults: bool
) -> Outcome:
    if isinstance(opened, RefusedError):
        return opened
    if opened.id in known:
        return opened.id
    try:
        return program.read(opened)
    except Exception as fault:
        # A fault of ours on one page must not lose the others: it is listed like any refusal.
        if raise_faults:
            raise
        reason = f"the program failed on this page ({type(fault).__name__}: {fault})"
        return RefusedError(opened.source, "fault", reason, stage="pipeline")


class _Tally:
    """Writes outcomes to the record and counts them."""

    def __init__(
        self,
        record: Record,
        writing: Callable[[], AbstractContextManager[Record]],
        run: Run,
        total: int | None,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._record = record
        self._writing = writing
        self._run = run
        self._total = total
        self._show = on_progress
        self._done = self._captures = self._known = self._articles = self._claims = self._refused = 0

    def take(self, item: str, outcomes: Sequence[Outcome]) -> None:
        """Writes what one unit gave."""
        new: list[CaptureId] = []
        refused: list[Issue] = []
        known = self._known
        if all(isinstance(outcome, str) for outcome in outcomes):
            self._known += len(outcomes)
        else:
            with self._writing() as record:
                for outcome in outcomes:
                    self._write(record, outcome, new, refused)
        self._done += 1
        self._refused += len(refused)
        self._show(
            Progress(
                done=self._done,
                total=self._total,
                item=item,
                claims=self._claims,
                new=tuple(new),
                known=self._known - known,
                refused=tuple(refused),
            )
        )

    def _write(self, record: Record, outcome: Outcome, new: list[CaptureId], refused: list[Issue]) -> None:
        if isinstance(outcome, RefusedError):
            raised = [self._refusal(outcome)]
            record.add_issues(raised)
        elif isinstance(outcome, CaptureCoding) and record.add(outcome):
            self._captures += 1
            self._articles += len(outcome.articles)
            self._claims += sum(len(a.claims) for a in outcome.articles)
            new.append(outcome.capture.id)
            raised = list(outcome.issues)
        else:
            self._known += 1
            return
        refused.extend(issue for issue in raised if issue.refused)

    def _refusal(self, error: RefusedError) -> Issue:
        asked_for = not error.passed_over
        return _issue(error.item, error.stage, error.code, error.reason, None, self._run, refused=asked_for)

    def finished(self) -> ReadSummary:
        """What the read did, after events were made anew where claims have come or gone, which is told first."""
        self._show(Progress(done=self._done, total=self._total, item="", claims=self._claims))
        with self._writing() as record:
            changed = self._captures > 0 or not record.events_current
            made = rebuild(record) if changed else record.counts()["events"]
        return ReadSummary(
            captures=self._captures,
            known=self._known,
            articles=self._articles,
            claims=self._claims,
            refused=self._refused,
            events=made,
        )


def reread(
    record: Record,
    filter_: Filter,
    *,
    options: ReadOptions,
    on_progress: Callable[[Progress], None] = _silent,
    executor: Executor | None = None,
) -> ReadSummary:
    """What reading the record's own captures again gave, with the present program, model and knowledge base.

    A capture that the present program has already read is left as it is; claims of earlier runs stay beside the new.
    """
    program = loaded(options.settings)
    record.begin_run(program.run)
    known = frozenset(record.read_captures(program.run.id))
    ids = [row.capture_id for row in record.captures(filter_)]
    todo = [i for i in ids if i not in known]
    pages = (record.capture(i) for i in todo)
    run = executor or ProcessPool(options.settings.workers)
    work = partial(_read_one_again, raise_faults=options.raise_faults)
    tally = _Tally(record, lambda: nullcontext(record), program.run, len(todo), on_progress)
    for item, outcome in run.run(partial(loaded, options.settings), work, pages):
        tally.take(item, [outcome])
    return tally.finished()


def _read_one_again(program: Program, page: Capture, *, raise_faults: bool) -> tuple[str, Outcome]:
    return page.source, _read_one(program, page, frozenset(), raise_faults=raise_faults)


def rebuild(record: Record) -> int:
    """The number of events, after all that is derived from articles, claims and judgements was brought up to date.

    Only the claims of articles that changed, and those about them, are merged again.
    """
    record.group_copies(copies.VERSION, copies.update)
    record.set_losses(_losses(record))
    number = record.merge(events.digest(), events.update)
    record.set_inferred_dates(_inferred(record))
    return number


def _inferred(record: Record) -> dict[ArticleId, Published]:
    """What others tell of the dates of articles that leave theirs open."""
    undated = record.undated()
    if not undated:
        return {}
    told, claimed = record.neighbourhood(undated)
    groups = record.copies(undated)
    others = {one for found in groups for one in found.members} | {claim.claim.article_id for claim in claimed}
    rows = record.articles_with({*undated, *others})
    known = {row.article.id: articles.dated(row.article, row.retrieved_at) for row in rows}
    return articles.infer(known, groups, told, claimed)


def verify(record: Record) -> Iterator[Finding]:
    """What is off in the record; where its events are current, also whether they follow from claims and judgements.

    Merges all claims at once and from nothing, which must give what was made page by page. What an earlier version of
    the program merged is not held against it: the next read merges it anew.
    """
    yield from record.verify()
    if not record.events_current:
        return
    if not record.is_merged_by(events.digest()):
        message = "made by another version of the program, and not checked; the next read makes them anew"
        yield Finding(check="merging", item="events", message=message, is_fault=False)
        return
    yield from _copies_off(record)
    decided = record.decisions(JudgementKind.CLAIMS)
    merged = events.merge(record.claims(Filter()), decided=decided)
    held = {event.id: event for event in record.events(Filter(include_background=True))}
    made = {event.id: event for event in merged.events}
    for one in sorted(held.keys() | made.keys()):
        if held.get(one) != made.get(one):
            yield Finding(check="merging", item=one, message="does not follow from the claims and judgements")
    joined = {(j.left, j.right, j.reason) for j in record.judgements(JudgementKind.CLAIMS) if j.decided_by == PROGRAM}
    for left, right, _ in sorted(joined ^ {(j.left, j.right, j.reason) for j in merged.judgements}):
        yield Finding(check="merging", item=left, message=f"the judgement that joins it with {right} does not follow")


def _copies_off(record: Record) -> Iterator[Finding]:
    """Articles of which other groups are kept, or other things to find them by, than all of them at once give."""
    if not record.has_copies_of(copies.VERSION):
        return
    shelf = copies.grouped(record.full_articles())
    for one in record.copies_off(shelf.texts(), shelf.edges(tuple(shelf.texts()))):
        yield Finding(check="copies", item=one, message="what copies of it are found by does not follow from its text")
    held, made = ({group.id: group for group in some} for some in (record.copies(), shelf.groups))
    for key in sorted(held.keys() | made.keys()):
        if held.get(key) != made.get(key):
            yield Finding(check="copies", item=key, message="the group does not follow from the texts of its articles")


def ties(record: Record, wanted: Filter, settings: Settings) -> Sequence[Tie]:
    """The ties that the relations which pass the filter add up to, held against the knowledge base."""
    told = record.relations(replace(wanted, limit=None, offset=0))
    found = relations.join(told, KnownTies(knowledge_of(settings)[0]))
    return found[wanted.offset :][: wanted.limit]


def _losses(record: Record) -> list[Loss]:
    """The words that claims rest on and that later versions of their pages no longer have."""
    found: list[Loss] = []
    for captured in record.versioned():
        pages = [record.version(one) for one in captured]
        by_article: dict[ArticleId, list[Claim]] = {}
        for told in (one for page in captured for one in record.claims(Filter(capture=page))):
            by_article.setdefault(told.claim.article_id, []).append(told.claim)
        found.extend(copies.losses(pages, by_article))
    return found


def versions(record: Record, capture_id: CaptureId) -> list[VersionStep]:
    """The versions of a capture's page, oldest first, each with what changed against the one before."""
    steps: list[VersionStep] = []
    for one in record.versions(capture_id):
        page = record.version(one)
        before = steps[-1].page if steps else None
        changes = copies.compare(before.articles, page.articles) if before else ()
        steps.append(VersionStep(page=page, before=before, changes=changes))
    return steps


# Bringing in what others know


def import_actors(
    settings: Settings, path: Path, on_fault: Callable[[imports.Fault], None], **how: Any
) -> imports.Summary:
    """What came of importing a file of actors into the file that the settings name; `how` as imports.import_actors."""
    base = knowledge_of(settings)[0]
    return imports.import_actors(path, Path(settings.knowledge), base, _listed(base), on_fault, **how)


def compare_actors(
    settings: Settings, path: Path, on_fault: Callable[[imports.Fault], None], **how: Any
) -> Iterator[imports.Difference]:
    """What a file of actors says otherwise than we do."""
    base = knowledge_of(settings)[0]
    return imports.compare(path, base, _listed(base), on_fault, **how)


def import_places(
    settings: Settings, path: Path, on_fault: Callable[[imports.Fault], None], **how: Any
) -> imports.Summary:
    """What came of importing a dump of GeoNames; `how` as imports.import_places."""
    return imports.import_places(path, Path(settings.knowledge), knowledge_of(settings)[1], on_fault, **how)


def known_actors(settings: Settings) -> Iterator[Actor]:
    """Every actor that the shipped knowledge and the imports have."""
    return _listed(knowledge_of(settings)[0])


def actor_named(settings: Settings, actor_id: str) -> Actor | None:
    """The actor of this id as the knowledge base describes it, for a change that names it; None for one it lacks."""
    return knowledge_of(settings)[0].get(actor_id)


def place_named(settings: Settings, place_id: str) -> Place | None:
    """The place of this id as the gazetteer describes it, for a change that names it; None for one it lacks."""
    return knowledge_of(settings)[1].get(place_id)


def actors_called(settings: Settings, name: str) -> tuple[Actor, ...]:
    """The actors of the knowledge base that bear the name, for a person to choose from."""
    return knowledge_of(settings)[0].find(name)


def places_called(settings: Settings, name: str) -> tuple[Place, ...]:
    """The places of the gazetteer that bear the name, for a person to choose from."""
    return knowledge_of(settings)[1].find(name)


def _listed(base: KnowledgeBase | ExtendedBase) -> Iterator[Actor]:
    return base.actors() if isinstance(base, ExtendedBase) else iter(base.actors.values())


# Text to claims, without a record


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedText:
    """One text coded: its claims, and the readings they were decoded from."""

    article: Article
    coding: ArticleCoding
    claims: tuple[ResolvedClaim, ...]
    readings: tuple[Reading, ...]


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None for too little text to tell. Only English is read."""
    # A headline full of names in Latin letters is taken for anything.
    is_short = len(text.split()) < 10 and sum(c < "\u0250" for c in text) > 0.9 * len(text)
    return None if is_short else languages.language_of(text)


def code_text(
    program: Program,
    text: str,
    *,
    published: DateInterval | None = None,
    publisher: str | None = None,
) -> CodedText:
    """The claims of a text that is one article, with offsets that count in it as given."""
    article = plain_article(text, published=published, publisher=publisher)
    coding, readings = program.coded_with_readings(article)
    return CodedText(article=article, coding=coding, claims=resolved(coding), readings=readings)


def plain_article(text: str, *, published: DateInterval | None, publisher: str | None) -> Article:
    """A text as one article, body throughout."""
    capture = CaptureId("")
    return Article(
        id=article_id(capture, "article", text, [(0, len(text))]),
        capture_id=capture,
        order=0,
        kind=ArticleKind.ARTICLE,
        title=None,
        publisher=PublisherRef(name=publisher) if publisher else None,
        credited_to=None,
        author=None,
        published=_given_date(published),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),) if text else (),
    )


def _given_date(published: DateInterval | None) -> Published:
    if published is None:
        return Published(interval=None, basis=None, reasons=("no date was given",))
    return Published(interval=published, basis=Given().published_basis, reasons=("given by the user",))


def resolved(coding: ArticleCoding, capture: Capture | None = None) -> tuple[ResolvedClaim, ...]:
    """The claims of a coded article with names put to their mentions, no record needed."""
    article = coding.article
    resolver = Resolver(
        article=article_ref(article, capture),
        text=article.text,
        offsets=article.offsets if capture else None,
        mentions={m.id: m for m in coding.mentions},
        actors={a.id: a for a in coding.actors},
        places={p.id: p for p in coding.places},
        actor_links=links_of(coding.judgements, JudgementKind.ACTOR),
        place_links=links_of(coding.judgements, JudgementKind.PLACE),
    )
    return tuple(resolver.claim(claim) for claim in coding.claims)


def article_ref(article: Article, capture: Capture | None) -> ArticleRef:
    """What claims say of their article; capture fields None without one."""
    return ArticleRef(
        article_id=article.id,
        capture_id=capture.id if capture else None,
        capture_path=capture.path if capture else None,
        capture_url=capture.url if capture else None,
        capture_sha256=capture.sha256 if capture else None,
        title=article.title,
        publisher=article.publisher,
        credited_to=article.credited_to,
        published=article.published,
        copy_group=None,
        copy_of=None,
    )


def demo_sources() -> list[str]:
    """The paths of the sample pages shipped with the package, in order."""
    folder = files("onrecord").joinpath("demo")
    return sorted(str(page) for page in folder.iterdir() if page.name.endswith((".txt", ".html")))
