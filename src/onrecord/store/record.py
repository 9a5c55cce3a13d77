"""The record: one door to everything that is kept. Opens, writes in whole transactions, lists."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from onrecord.errors import RecordDamagedError, RecordError, RecordLockedError, UsageError
from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Article, Capture, CopyGroup, Published
from onrecord.model.changes import Change, Coded, Correction, Orphan, Pace, Queued, Standing
from onrecord.model.coding import CaptureCoding
from onrecord.model.copying import CopyChange, CopyEdge, CopyText
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId, ArticleId, CaptureId, ClaimId, EventId, JudgementId, ReviewId, RunId
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.model.resolved import ResolvedClaim, ResolvedRelation
from onrecord.model.runs import Issue, Review, Run
from onrecord.model.tellings import Update
from onrecord.model.versions import Loss, PageVersion
from onrecord.store import (
    changing,
    copying,
    counting,
    dossiers,
    forgetting,
    history,
    listing,
    merging,
    naming,
    orphaned,
    queueing,
    rebuilding,
    renewing,
    schema,
    steps,
    tallies,
    turning,
    verifying,
    writing,
)
from onrecord.store import tables as t
from onrecord.store.locking import WriterLock, acquire, holder
from onrecord.store.opening import RecordMissingError, Whereabouts, connect, keep_statistics, whereabouts
from onrecord.store.rows import (
    ActorRow,
    ArticleRow,
    CaptureRow,
    DayCount,
    Finding,
    Named,
    PartRow,
    PlaceCount,
    PlaceRow,
    PublisherRow,
    SearchHit,
    TieRow,
)
from onrecord.store.turning import Key, Turned
from onrecord.store.users import Users

T = TypeVar("T")
EVERYTHING = Filter()
NOTHING_SEEN: Mapping[str, str] = {}


class Record:
    """A record, open. Made by `Record.open`; use it in a `with` statement.

    Reading sees the record as it stood when a listing began; writing goes in whole transactions. Listings give
    each capture's newest reading, in an order that depends on what was read, not on when.
    """

    def __init__(self, place: Whereabouts, engine: Engine, lock: WriterLock | None) -> None:
        self._place = place
        self._engine = engine
        self._lock = lock
        self._beside: Engine | None = None

    @classmethod
    def open(cls, where: str | Path = "onrecord.db", *, write: bool = False) -> Self:
        """The record at a path or a postgresql:// URL; one that is not there is made when opened for writing.

        Raises RecordLockedError while another process writes and `write` is asked for, RecordNewerError,
        RecordDamagedError, and RecordMissingError where there is nothing to read.
        """
        place = whereabouts(where)
        if not write:
            return cls(place, _reader(place), None)
        if place.file is not None and not place.file.parent.is_dir():
            raise RecordDamagedError(place.label, f"there is no folder {place.file.parent}")
        engine = connect(place, write=True)
        with _failing_clearly(place):
            lock = acquire(place, engine)
        try:
            _bring_up(place, engine)
        except BaseException:
            lock.release()
            engine.dispose()
            raise
        return cls(place, engine, lock)

    def writable(self) -> Self:
        """This record opened once more, for writing, by the same address. Raises as `open` does."""
        return type(self).open(self._place.file or self._place.url.render_as_string(hide_password=False), write=True)

    def close(self) -> None:
        """Lets go of the record; closing twice is harmless."""
        if self._lock is not None:
            with suppress(DBAPIError):  # what is damaged is told by whoever reads it, not here
                keep_statistics(self._engine)
            self._lock.release()
            self._lock = None
        if self._beside is not None:
            self._beside.dispose()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """Where the record lies, as people are shown it."""
        return self._place.label

    @contextmanager
    def _writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction; `lasting` where what goes in must outlive a power cut, as nothing can compute it again."""
        if self._lock is None:
            raise RecordError(f"{self.name} is open for reading only")
        with _failing_clearly(self._place), self._engine.connect() as connection, _transaction(connection, lasting):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _failing_clearly(self._place), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing_beside(self) -> Iterator[Connection]:
        """A short transaction on what is no part of the record's content, whoever its writer is."""
        if self._beside is None:
            # Each statement sees what others have written by then: sessions are not read into a figure.
            self._beside = connect(self._place, write=True, isolation="READ COMMITTED")
        with _failing_clearly(self._place), self._beside.connect() as connection, _transaction(connection):
            yield connection

    @property
    def users(self) -> Users:
        """Who may use a shared desk on this record."""
        return Users(self._reading, self._writing_beside)

    def _streamed(self, rows: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self._reading() as connection:
            yield from rows(connection)

    # Writing.

    def begin_run(self, run: Run) -> None:
        """Notes a run, unless it is there already."""
        with self._writing(lasting=False) as connection:
            writing.begin_run(connection, run)

    def has_reading(self, capture_id: CaptureId, run_id: RunId) -> bool:
        """True when the run has read the capture."""
        with self._reading() as connection:
            return writing.has_reading(connection, capture_id, run_id)

    def add(self, coding: CaptureCoding) -> bool:
        """True when the coding was written, whole.

        False when its run had read the capture before, and when the last version of its URL had the same text.
        """
        with self._writing(lasting=False) as connection:
            return writing.add(connection, coding)

    def add_issues(self, issues: Iterable[Issue]) -> None:
        """Notes what was refused or remarked outside of any coding."""
        with self._writing(lasting=False) as connection:
            writing.add_issues(connection, issues)

    def group_copies(self, version: str, update: Callable[..., CopyChange]) -> bool:
        """True where groups of one text may be others now, after `update` told what articles that changed change.

        It is called with what the record keeps of texts and the articles that are new or changed (None for one that
        is gone); `version` is that of what it finds.
        """
        with self._writing(lasting=False) as connection:
            waiting = copying.waiting(connection, version)
            if not waiting:
                return False
            shelf = copying.RecordShelf(connection)
            copying.apply(connection, waiting, update(shelf, waiting.given(shelf)))
            return True

    def has_copies_of(self, version: str) -> bool:
        """True where this version of the program found the copies."""
        with self._reading() as connection:
            return copying.version(connection) == version

    def is_merged_by(self, merger: str) -> bool:
        """True where this merger made the events; an earlier program's are merged anew by the next read."""
        with self._reading() as connection:
            return merging.merger_of(connection) == merger

    def copies_off(self, texts: Mapping[ArticleId, CopyText], edges: Iterable[CopyEdge]) -> Iterator[ArticleId]:
        """The articles of which something else is kept to find copies by."""
        return self._streamed(lambda c: copying.off(c, texts, edges))

    def copies(self, articles: Iterable[ArticleId] | None = None) -> tuple[CopyGroup, ...]:
        """The groups of one text, or those that these articles are in, by their ids."""
        with self._reading() as connection:
            return tuple(copying.groups(connection, articles))

    def set_losses(self, losses: Iterable[Loss]) -> None:
        """Makes these the words that claims rest on and that later versions of their pages no longer have."""
        with self._writing(lasting=False) as connection:
            writing.set_losses(connection, losses)

    def set_inferred_dates(self, dates: Mapping[ArticleId, Published]) -> None:
        """Makes these the days of publication that other articles tell of one; its own row stays as it is."""
        with self._writing(lasting=False) as connection:
            writing.set_inferred_dates(connection, dates)

    def add_judgements(
        self, judgements: Iterable[Judgement], *, actors: Iterable[Actor] = (), places: Iterable[Place] = ()
    ) -> None:
        """Adds decisions, with the actors and places that they name for the first time."""
        with self._writing() as connection:
            writing.add_actors(connection, actors)
            writing.add_places(connection, places)
            writing.add_judgements(connection, tuple(judgements))

    def withdraw_judgement(self, judgement_id: JudgementId, by: str) -> bool:
        """True when a standing judgement was withdrawn, as a change; `by` is who does so."""
        with self._writing() as connection:
            return changing.withdraw(connection, judgement_id, by)

    def add_review(self, review: Review) -> None:
        """Adds a person's review as a change of its own. Raises UsageError for a value that its field cannot take."""
        with self._writing() as connection:
            changing.add_review(connection, review)

    def withdraw_review(self, review_id: ReviewId) -> bool:
        """True when a standing review was withdrawn, as a change of whose review it was."""
        with self._writing() as connection:
            return changing.withdraw(connection, review_id, None)

    def change(
        self,
        by: str,
        words: str,
        *,
        corrections: Iterable[Correction] = (),
        judgements: Iterable[Judgement] = (),
        withdrawn: Iterable[str] = (),
        actors: Iterable[Actor] = (),
        places: Iterable[Place] = (),
        seen: Mapping[str, str] = NOTHING_SEEN,
    ) -> Change:
        """One action of a person, whole: reviews and judgements put down, others withdrawn by their ids.

        `actors` and `places` are those that the record does not describe yet; `seen` are objects with the tokens they
        had when the person looked. Raises ChangedSinceError where one has changed since, UsageError for a value that a
        field cannot take; then nothing is written. Events follow with `pipeline.rebuild`.
        """
        asked = changing.Asked(
            by=by,
            words=words,
            corrections=tuple(corrections),
            judgements=tuple(judgements),
            withdrawn=tuple(withdrawn),
            seen=seen,
        )
        with self._writing() as connection:
            writing.add_actors(connection, actors)
            writing.add_places(connection, places)
            return changing.change(connection, asked)

    def undo(self, by: str) -> Change | None:
        """The last change of this person that held, undone; None where there is none left."""
        with self._writing() as connection:
            return changing.undo(connection, by)

    def redo(self, by: str) -> Change | None:
        """The change that this person undid last, done again; None where there is none, or a newer change came."""
        with self._writing() as connection:
            return changing.redo(connection, by)

    def merge(self, merger: str, update: Callable[..., Update]) -> int:
        """The number of events, after what waits to be merged was; `merger` names the program that does it.

        `update` is called with what the record keeps of claims, the articles that wait with the claims they now make,
        and what people judged of pairs of claims; it gives what is to change.
        """
        with self._writing(lasting=False) as connection:
            merging.begin(connection, merger)
            decided = listing.decisions(connection, JudgementKind.CLAIMS)
            changed = update(merging.RecordShelf(connection), merging.waiting(connection), decided)
            merging.apply(connection, changed)
            return tallies.how_many(connection, "events", EVERYTHING)

    def replace_events(self, events: Sequence[Event], judgements: Iterable[Judgement] = ()) -> None:
        """Makes these the events, and these what the program judges of claims; ids that are gone lead on."""
        with self._writing(lasting=False) as connection:
            rebuilding.replace_events(connection, events, judgements)

    def forget(self, which: str) -> int:
        """The number of captures of this id, URL or path that were taken out for good, with all that rests on them.

        What is kept is that something was forgotten, and when. The files are rewritten, so that no bytes of it stay;
        where a reader holds them, the next writer does so.
        """
        with self._writing() as connection:
            meant = forgetting.captures_meant(connection, which)
            if meant:
                forgetting.forget(connection, meant)
        if meant:
            with _failing_clearly(self._place):
                forgetting.purge(self._engine)
        return len(meant)

    def renew(self, derived: str) -> None:
        """Nothing; computes one derived table again: "links", "corrections" or "index"."""
        with self._writing() as connection:
            renewing.renew(connection, derived)

    # Reading.

    @property
    def events_current(self) -> bool:
        """True when nothing that events rest on has changed since they were built."""
        with self._reading() as connection:
            value = connection.scalar(select(t.state.c.value).where(t.state.c.key == writing.EVENTS_CURRENT))
            return value in (None, "yes")

    def counts(self) -> dict[str, int]:
        """How many captures, articles, claims, relations, actors, places, events and issues there are."""
        with self._reading() as connection:
            return listing.counts(connection)

    def runs(self) -> Iterator[Run]:
        """The runs that read into the record, oldest first."""
        return self._streamed(listing.runs)

    def captures(self, asked: Filter = EVERYTHING) -> Iterator[CaptureRow]:
        """Captures, those whose articles or claims answer the filter."""
        return self._streamed(lambda c: listing.captures(c, asked))

    def capture(self, capture_id: CaptureId) -> Capture:
        """The whole capture, as its newest reading had it. Raises UsageError where there is none of this id."""
        with self._reading() as connection:
            return listing.capture(connection, capture_id)

    def read_captures(self, run_id: RunId) -> Iterator[CaptureId]:
        """The captures that the run has read."""
        return self._streamed(lambda c: listing.read_captures(c, run_id))

    def versions(self, capture_id: CaptureId) -> tuple[CaptureId, ...]:
        """All captures of the same URL, this one included, oldest first."""
        with self._reading() as connection:
            return listing.versions(connection, capture_id)

    def versioned(self) -> tuple[tuple[CaptureId, ...], ...]:
        """The captures of each URL that has several, oldest first."""
        with self._reading() as connection:
            return listing.versioned(connection)

    def version(self, capture_id: CaptureId) -> PageVersion:
        """A capture as its newest reading has it. Raises UsageError where there is none of this id."""
        page = self.capture(capture_id)
        with self._reading() as connection:
            seen_at = listing.seen_at(connection, capture_id)
        articles = tuple(row.article for row in self.articles(Filter(capture=capture_id)))
        return PageVersion(
            capture_id=page.id,
            url=page.url,
            path=page.path,
            sha256=page.sha256,
            seen_at=seen_at,
            text=page.text,
            articles=articles,
        )

    def full_articles(self) -> Iterator[Article]:
        """Every article of the newest readings, with its text."""
        return (row.article for row in self.articles())

    def articles(self, asked: Filter = EVERYTHING) -> Iterator[ArticleRow]:
        """Articles; `since` and `until` ask when they were published."""
        return self._streamed(lambda c: listing.articles(c, asked))

    def articles_with(self, article_ids: Iterable[ArticleId]) -> Iterator[ArticleRow]:
        """The articles of these ids that the newest readings hold."""
        return self._streamed(lambda c: listing.articles_with(c, article_ids))

    def undated(self) -> tuple[ArticleId, ...]:
        """The articles that do not tell one day as their own."""
        with self._reading() as connection:
            return tuple(listing.undated(connection))

    def article(self, article_id: ArticleId) -> ArticleRow | None:
        """One article, None where no newest reading holds it."""
        return next(self.articles(Filter(article=article_id)), None)

    def claims(self, asked: Filter = EVERYTHING) -> Iterator[ResolvedClaim]:
        """Claims with names put to their mentions and people's corrections on top."""
        return self._streamed(lambda c: listing.claims(c, asked))

    def relations(self, asked: Filter = EVERYTHING) -> Iterator[ResolvedRelation]:
        """Relations with names put to their mentions; what only claims have is not asked of them."""
        return self._streamed(lambda c: listing.relations(c, asked))

    def events(self, asked: Filter = EVERYTHING) -> Iterator[Event]:
        """Events as they were last built; see `events_current`."""
        return self._streamed(lambda c: listing.events(c, asked))

    def event(self, event_id: EventId) -> Event | None:
        """The event of this id, or the one that its claims went to."""
        with self._reading() as connection:
            return listing.event(connection, event_id)

    def neighbourhood(self, articles: Iterable[ArticleId]) -> tuple[list[Event], list[ResolvedClaim]]:
        """The events that claims of these articles are of, and all claims of those events."""
        with self._reading() as connection:
            shelf = merging.RecordShelf(connection)
            own = {told.claim_id for told in shelf.told_by(tuple(articles))}
            held = shelf.events_of(own)
            claims = shelf.claims({claim for members in held.values() for claim in members})
            return list(listing.events_by_id(connection, held)), list(claims.values())

    def deleted_since(self, moment: datetime) -> Iterator[tuple[EventId, EventId | None]]:
        """The events that ceased to be since then, each with the one that its claims went to, if any."""
        return self._streamed(lambda c: rebuilding.deleted_since(c, moment))

    def issues(self, asked: Filter = EVERYTHING) -> Iterator[Issue]:
        """What was refused or remarked, of each capture's newest reading."""
        return self._streamed(lambda c: listing.issues(c, asked))

    def judgements(self, kind: JudgementKind | None = None, *, withdrawn: bool = False) -> Iterator[Judgement]:
        """Decisions that stand, and with `withdrawn` those that no longer do."""
        return self._streamed(lambda c: listing.judgements(c, kind, withdrawn=withdrawn))

    def decisions(self, kind: JudgementKind) -> tuple[Judgement, ...]:
        """Standing judgements of people; those of claims on the same statements as the newest readings have them."""
        with self._reading() as connection:
            return listing.decisions(connection, kind)

    def actors(self, asked: Filter = EVERYTHING) -> Iterator[ActorRow]:
        """Actors that the newest readings name, with the number of claims, most first."""
        return self._streamed(lambda c: counting.actors(c, asked))

    def actor(self, actor_id: str) -> Actor | None:
        """The actor of this id, or the one that it was judged to be, without counting; None where there is none."""
        with self._reading() as connection:
            return dossiers.actor(connection, actor_id)

    def actor_names(self, actor_ids: Iterable[str]) -> dict[ActorId, str]:
        """The names of those of these actors that the record has."""
        with self._reading() as connection:
            return dossiers.names(connection, actor_ids)

    def parts(self, actor_id: str, asked: Filter = EVERYTHING) -> PartRow:
        """The claims in which an actor acts, receives or speaks, in time: their ids alone, and how many of each."""
        with self._reading() as connection:
            return dossiers.parts(connection, actor_id, asked)

    def company(self, actor_id: str, asked: Filter = EVERYTHING) -> list[TieRow]:
        """Those an actor has to do with, most claims first, with the claims of each event type that both are in."""
        with self._reading() as connection:
            return dossiers.company(connection, actor_id, asked)

    def places(self, asked: Filter = EVERYTHING) -> Iterator[PlaceRow]:
        """Places that the newest readings name, with the number of claims set there, most first."""
        return self._streamed(lambda c: counting.places(c, asked))

    def named(self, kind: str, words: str, *, limit: int = 10) -> tuple[Named, ...]:
        """The actors or places (`kind` is "actor" or "place") with this id, or a name that begins with the words."""
        with self._reading() as connection:
            return naming.named(connection, kind, words, limit)

    def how_many(self, listing: str, asked: Filter = EVERYTHING) -> int:
        """The rows of claims, events, relations or issues that answer the filter, whatever its page."""
        with self._reading() as connection:
            return tallies.how_many(connection, listing, asked)

    def facets(self, listing: str, asked: Filter = EVERYTHING) -> dict[str, tallies.Counts]:
        """How those rows divide by type, factuality and the like: (value, rows), the most first, by field."""
        with self._reading() as connection:
            return tallies.facets(connection, listing, asked)

    def turn(self, listing: str, asked: Filter, *, limit: int, after: Key | None = None) -> Turned:
        """One page of a listing, after the key of the row before it, which stays good whatever is written in between.

        The filter's own limit does not count, its offset on the first page alone.
        """
        with self._reading() as connection:
            return turning.turn(connection, listing, asked, limit, after)

    def claims_with(self, claim_ids: Sequence[ClaimId], *, as_read: bool = False) -> Iterator[ResolvedClaim]:
        """The claims with these ids, in the order of captures, articles and words; `as_read` also rejected ones."""
        return self._streamed(lambda c: tallies.claims_with(c, claim_ids, as_read=as_read))

    def event_days(self, asked: Filter = EVERYTHING) -> Iterator[DayCount]:
        """How many events of each type lie in each stretch of days."""
        return self._streamed(lambda c: tallies.event_days(c, asked))

    def event_places(self, asked: Filter = EVERYTHING) -> Iterator[PlaceCount]:
        """How many events of each type lie in each place; the same place may come several times, named differently."""
        return self._streamed(lambda c: tallies.event_places(c, asked))

    def bare_events(self, asked: Filter = EVERYTHING) -> Iterator[Event]:
        """Events without numbers, modes, claims and accounts, for figures: far faster to read than whole ones."""
        return self._streamed(lambda c: tallies.bare_events(c, asked))

    def publishers(self) -> Iterator[PublisherRow]:
        """The publishers that the newest readings name, those with most claims first."""
        return self._streamed(tallies.publishers)

    def stamp(self) -> str:
        """Words that stay the same as long as everything that listings show does."""
        with self._reading() as connection:
            return tallies.stamp(connection)

    def added_since(self, moment: datetime, *, limit: int = 100) -> tuple[int, tuple[ArticleId, ...]]:
        """How many captures came in after a moment, and the articles of the last of them."""
        with self._reading() as connection:
            return tallies.added_since(connection, moment, limit)

    def told_in(self, articles: Sequence[ArticleId], *, limit: int) -> list[tuple[Event, bool]]:
        """The events that these articles tell of, most disputed first; True with those that no other tells."""
        with self._reading() as connection:
            return tallies.told_in(connection, articles, limit)

    def search(self, query: str, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """The articles that hold all words of the query, best first. See `searching.terms_of` for what it can say."""
        with self._reading() as connection:
            return listing.search(connection, query, limit)

    def verify(self) -> tuple[Finding, ...]:
        """What is off in the record, and remarks; nothing where all is well. Streams, and writes nothing."""
        is_current = self.events_current
        found: list[Finding] = []
        try:
            with self._engine.connect() as connection, connection.begin():
                found.extend(verifying.verify(connection, self._place.file, is_current=is_current))
        except (DBAPIError, sqlite3.Error) as error:
            found.append(verifying.damage(error))
        return tuple(found)

    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of one of the named queries in `steps`. Raises UsageError for a name that is none."""
        known = {step().name: step for step in steps.STEPS}
        if name not in known:
            raise UsageError(f"no step {name!r}; there are {', '.join(known)}")
        return self._streamed(lambda c: (dict(row._mapping) for row in c.execute(known[name]().query)))

    def changes(
        self, by: str | None = None, *, limit: int | None = None, before: int | None = None
    ) -> tuple[Change, ...]:
        """Changes, newest first, undone ones too; `before` is the number of the last one seen, for the next page."""
        with self._reading() as connection:
            return history.changes(connection, by, limit, before)

    def history(self, object_id: str) -> tuple[Change, ...]:
        """The changes that touched an object (a claim, article, event, actor), newest first, undone ones too."""
        with self._reading() as connection:
            return history.of_object(connection, object_id)

    def standing(self, object_id: str) -> Standing:
        """What people's decisions leave of an object, and its token."""
        with self._reading() as connection:
            return history.standing(connection, object_id)

    def token(self, object_id: str) -> str:
        """A word that changes with every decision of a person on the object that comes or goes."""
        return self.standing(object_id).token

    def queue(self, asked: Filter = EVERYTHING, by: str = "", *, blind: bool = False) -> Iterator[Queued]:
        """Claims that nobody decided on, most worth a look first, each with its reason; `limit` keeps it short.

        With `blind` those that `by` has not decided on, as the program read them: nothing of other coders shows.
        """
        return self._streamed(lambda c: queueing.queue(c, asked, by, blind=blind))

    def coded(self) -> Iterator[Coded]:
        """Each claim that people decided on as each of them left it, whatever the others did: what agreement is of."""
        return self._streamed(history.coded)

    def orphans(self) -> tuple[Orphan, ...]:
        """Standing reviews that nothing in the newest readings takes up, because the text under them is another."""
        with self._reading() as connection:
            return orphaned.orphans(connection)

    def pace(self, by: str) -> Pace:
        """How many claims this person decided on."""
        with self._reading() as connection:
            return history.pace(connection, by, datetime.now(UTC))

    def reviews(self, *, withdrawn: bool = False) -> Iterator[Review]:
        """People's changes that stand, and with `withdrawn` those that no longer do."""
        return self._streamed(lambda c: listing.reviews(c, withdrawn=withdrawn))


def _reader(place: Whereabouts) -> Engine:
    if place.file is not None and not place.file.is_file():
        raise RecordMissingError(place.label)
    engine = connect(place, write=False)
    try:
        with _failing_clearly(place), engine.connect() as connection, connection.begin():
            is_known = schema.check(connection, place)
            if not is_known and schema.revision(connection) is None:
                raise RecordMissingError(place.label)
    except BaseException:
        engine.dispose()
        raise
    if not is_known:  # of an earlier program: brought up once, for which one must be its writer
        engine.dispose()
        Record.open(place.file or place.url.render_as_string(hide_password=False), write=True).close()
        return connect(place, write=False)
    return engine


def _bring_up(place: Whereabouts, engine: Engine) -> None:
    """Makes or migrates the record, in one transaction."""
    with _failing_clearly(place), engine.connect() as connection, _transaction(connection):
        if not schema.check(connection, place):
            schema.migrate(connection, place)
        is_due = forgetting.is_purge_due(connection)
    if is_due:
        with suppress(DBAPIError):  # a full disk must not keep people from their record
            forgetting.purge(engine)


def _transaction(connection: Connection, lasting: bool = True) -> AbstractContextManager[Any]:
    return connection.execution_options(writes=True, lasting=lasting).begin()


@contextmanager
def _failing_clearly(place: Whereabouts) -> Iterator[None]:
    """Turns what a database says of disks, locks and damage into the errors that callers know."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DBAPIError as error:
        raise _told(place, error.orig or error) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS):
            raise RecordDamagedError(place.label, f"cannot be written: {error.strerror}") from error
        raise


def _told(place: Whereabouts, cause: Any) -> RecordError:
    words = " ".join(str(cause).split())
    if "database is locked" in words:
        return RecordLockedError(place.label, holder(place))
    return RecordDamagedError(place.label, words)
