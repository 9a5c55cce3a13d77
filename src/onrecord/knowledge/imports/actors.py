"""Actors of a file joined to the known ones and kept; what a file says that we hold otherwise.

A file is staged in a temporary database first, since rows may point at rows further down; memory stays flat.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from onrecord.knowledge.base import actor_of, initials_key, name_key, surname_of
from onrecord.knowledge.imported import BARE, INITIALS, NAME, SURNAME, writing
from onrecord.knowledge.imports.drafts import Draft, Fault, Item, Office, RowError, Tenure, country_code
from onrecord.knowledge.imports.formats import format_of, reader
from onrecord.knowledge.titles import plain_title
from onrecord.model.actors import Actor, ActorKind
from onrecord.model.dates import DateInterval
from onrecord.model.names import bare, fold, is_initials

Row = dict[str, Any]
OnFault = Callable[[Fault], None]


class Known(Protocol):
    """What joining needs of the actors that are known already."""

    def get(self, identifier: str) -> Actor | None:
        """The actor with this id."""
        ...

    def find(self, name: str) -> tuple[Actor, ...]:
        """Who bears the name."""
        ...

    def state(self, code: str) -> Actor | None:
        """The state with this ISO alpha-3 code."""
        ...


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did: actors that are new, known ones of which it says something, and rows refused."""

    new: int
    joined: int
    refused: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file says of one actor otherwise than we do. `field` is "actor" for one that we do not have.

    `ours` is "" where we say nothing.
    """

    row: int
    actor_id: str
    name: str
    field: str
    theirs: str
    ours: str


class _Staged:
    """The drafts, offices and tenures of a file, by key, on disk."""

    def __init__(self, items: Iterable[Item], refuse: OnFault, file: Path) -> None:
        self._rows = sqlite3.connect(file)
        self._rows.executescript(
            "pragma journal_mode = off; pragma synchronous = off;"
            "create table drafts (key text primary key, row integer, value text);"
            "create table offices (key text primary key, title text, of text);"
            "create table tenures (subject text, row integer, value text);"
            "create table taken (id text primary key, row integer);"
        )
        for item in items:
            self._take(item, refuse)
        self._rows.execute("create index by_subject on tenures (subject)")

    def close(self) -> None:
        self._rows.close()

    def _take(self, item: Item, refuse: OnFault) -> None:
        if isinstance(item, Fault):
            refuse(item)
        elif isinstance(item, Tenure):
            value = json.dumps([item.kind, item.object, item.title, item.start, item.end])
            self._rows.execute("insert into tenures values (?,?,?)", (item.subject, item.row, value))
        elif isinstance(item, Office):
            self._rows.execute("insert or replace into offices values (?,?,?)", (item.key, item.title, item.of))
        else:
            try:
                packed = json.dumps(item.packed())
                self._rows.execute("insert into drafts values (?,?,?)", (item.key, item.row, packed))
            except sqlite3.IntegrityError:
                first = self._rows.execute("select row from drafts where key = ?", (item.key,)).fetchone()[0]
                refuse(Fault(item.row, f"the id {item.key} stands in row {first} too"))

    def drafts(self) -> Iterator[Draft]:
        """The drafts in the order of the file."""
        for (value,) in self._rows.execute("select value from drafts order by row"):
            row = json.loads(value)
            yield Draft(**{**row, "kind": ActorKind(row["kind"])})

    def tenures(self, key: str) -> Iterator[tuple[int, list[Any]]]:
        """The row and value of each tenure of a subject."""
        found = self._rows.execute("select row, value from tenures where subject = ? order by row", (key,))
        yield from ((row, json.loads(value)) for row, value in found.fetchall())

    def orphans(self) -> Iterator[Fault]:
        """A fault for each tenure whose subject the file does not have."""
        query = "select row, subject from tenures where subject not in (select key from drafts) order by row"
        for row, subject in self._rows.execute(query):
            yield Fault(row, f"nothing in the file has the id {subject}")

    def take(self, identifier: str, row: int) -> int | None:
        """None where an id is new, else the row that has it already."""
        found = self._rows.execute("select row from taken where id = ?", (identifier,)).fetchone()
        if found is None:
            self._rows.execute("insert into taken values (?,?)", (identifier, row))
        return int(found[0]) if found else None

    def office(self, key: str) -> tuple[str, str | None] | None:
        """The title of an office and what it is of."""
        found = self._rows.execute("select title, of from offices where key = ?", (key,)).fetchone()
        return (found[0], found[1]) if found else None

    def draft(self, key: str) -> Draft | None:
        """The draft with this key."""
        found = self._rows.execute("select value from drafts where key = ?", (key,)).fetchone()
        return Draft(**{**(row := json.loads(found[0])), "kind": ActorKind(row["kind"])}) if found else None


class _Joiner:
    """Turns drafts into compiled rows with ids: a known actor's where it is one, else one of its own."""

    def __init__(self, staged: _Staged, known: Known, items: dict[str, str], source: str, *, apart: bool) -> None:
        self._staged = staged
        self._known = known
        self._items = items  # Wikidata item to id
        self._source = source
        self._apart = apart

    def row(self, draft: Draft, refuse: OnFault) -> Row:
        """The compiled row of a draft. Raises RowError for a person without a public role."""
        row: Row = {
            "id": self.identify(draft), "name": draft.name, "kind": draft.kind.value, "sector": draft.sector,
            "country": draft.country, "code": draft.code, "wikidata": draft.wikidata, "note": draft.note,
            "family": draft.family, "aliases": draft.aliases, "posts": [], "ties": [],
        }  # fmt: skip
        for number, tenure in self._staged.tenures(draft.key):
            try:
                self._place(row, *tenure)
            except RowError as fault:
                refuse(Fault(number, str(fault)))
        dated = {(title, of) for title, of, *term in row["posts"] if term != ["?", "?"]}
        row["posts"] = [p for p in row["posts"] if p[2:] != ["?", "?"] or (p[0], p[1]) not in dated]
        if draft.kind is ActorKind.PERSON and not (draft.is_public or row["posts"] or row["ties"]):
            raise RowError(f"{draft.name}: a person of whom the file tells no public role")
        return row

    def _place(self, row: Row, kind: str, object_: str, title: str | None, start: str | None, end: str | None) -> None:
        """Adds a tenure to the posts or ties of a row."""
        office = self._staged.office(object_) if kind == "post" else None
        if office:
            title, of = office[0], office[1]
        else:
            of = object_
        if kind == "post" and title is None:
            raise RowError(f"the office {object_} is not in the file")
        body = self._target(of) if of else None
        if body is None:
            raise RowError(f"{title or kind}: nothing is known by {of or object_}")
        row["posts" if kind == "post" else "ties"].append([title or kind, body, start, end])

    def _target(self, name: str) -> str | None:
        """The id that a key, an id, a country code or a name leads to."""
        if (draft := self._staged.draft(name)) is not None:
            return self.identify(draft)
        code = country_code(name)
        state = self._known.state(code) if code else None
        known = state or self._known.get(name.replace("kb-", "kb:", 1)) or self._known.get(name)
        if known:
            return known.id
        if name in self._items:
            return self._items[name]
        found = self._known.find(name)
        return found[0].id if len(found) == 1 else None

    def identify(self, draft: Draft) -> str:
        """The id of a draft."""
        # Entities of FollowTheMoney have no colon in their ids: our own export writes "kb-taliban".
        own = draft.key.replace("-", ":", 1) if draft.key.startswith(("kb-", "im-")) else draft.key
        for known in (self._known.get(own), self._known.get(self._items.get(draft.wikidata or "", ""))):
            if known is not None:
                return known.id
        by_name = None if self._apart else self._by_name(draft)
        if by_name is not None:
            return by_name.id
        return f"im:{draft.wikidata}" if draft.wikidata else f"im:{self._source}:{draft.key}"

    def _by_name(self, draft: Draft) -> Actor | None:
        """The one known actor of the same name and kind; of persons, whose names are shared, of one country too."""
        if draft.kind is ActorKind.STATE and draft.country:
            return self._known.state(draft.country)
        found = [a for a in self._known.find(draft.name) if _is_alike(a, draft)]
        return found[0] if len(found) == 1 else None


_BODIES = frozenset(ActorKind) - {ActorKind.PERSON, ActorKind.STATE}


def _is_alike(actor: Actor, draft: Draft) -> bool:
    if draft.kind is ActorKind.PERSON:
        same = fold(actor.name) == fold(draft.name)
        return actor.kind is ActorKind.PERSON and same and actor.country is not None and actor.country == draft.country
    if actor.kind not in _BODIES or any(fold(a.name) == fold(draft.name) and a.ambiguous for a in actor.aliases):
        return False
    return None in (actor.country, draft.country) or actor.country == draft.country


def _items_of(actors: Iterable[Actor]) -> dict[str, str]:
    return {actor.wikidata: actor.id for actor in actors if actor.wikidata}


def _states(actors: Iterable[Actor]) -> Callable[[str], str | None]:
    codes = {a.wikidata: a.country for a in actors if a.wikidata and a.kind is ActorKind.STATE}
    return codes.get


def _rows(path: Path, form: str | None, known: Known, actors: Iterable[Actor], refuse: OnFault, *, source: str,
          apart: bool = False) -> Iterator[tuple[int, Row]]:  # fmt: skip
    """The number and compiled row of every actor in a file that can be used."""
    listed = list(actors)
    read = reader(form or format_of(path), _states(listed))
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        staged = _Staged(read(path), refuse, Path(folder) / "staged.db")
        joiner = _Joiner(staged, known, _items_of(listed), source, apart=apart)
        for draft in staged.drafts():
            try:
                row = joiner.row(draft, refuse)
            except RowError as fault:
                refuse(Fault(draft.row, str(fault)))
                continue
            first = staged.take(row["id"], draft.row)
            if first is None:
                yield draft.row, row
            else:
                refuse(Fault(draft.row, f"{draft.name} is {row['id']}, as row {first} is already"))
        for fault_ in staged.orphans():
            refuse(fault_)
        staged.close()


def import_actors(
    path: Path, into: Path, known: Known, actors: Iterable[Actor], on_fault: OnFault, *,
    form: str | None = None, source: str | None = None, apart: bool = False,
) -> Summary:  # fmt: skip
    """What came of importing a file into the file of imported knowledge; rows refused go to `on_fault`.

    `source` names the import, the file's name without its suffix where it is not given: importing under the same name
    replaces what stood under it, all in one transaction. `apart` joins by id and Wikidata item only, never by name.
    Raises UsageError where the file cannot be read as a whole.
    """
    source = source or path.name.split(".")[0]
    counts = {"new": 0, "joined": 0, "refused": 0}

    def refuse(fault: Fault) -> None:
        counts["refused"] += 1
        on_fault(fault)

    with writing(into) as kept:
        for query in _FORGET:
            kept.execute(query, (source,))
        for _, row in _rows(path, form, known, actors, refuse, source=source, apart=apart):
            counts["joined" if known.get(row["id"]) else "new"] += 1
            _keep(kept, row, source)
        _renew_digest(kept)
    return Summary(**counts)


_FORGET = (
    "delete from actors where source = ?",
    "delete from names where source = ?",
    "delete from terms where source = ?",
)


def _keep(kept: sqlite3.Connection, row: Row, source: str) -> None:
    filled = {key: value for key, value in row.items() if value not in (None, [])}
    identifier = row["id"]
    packed = json.dumps(filled, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    kept.execute("insert into actors values (?,?,?)", (identifier, source, packed))
    names = {key for name in (row["name"], *(a[0] for a in row["aliases"])) for key in _keys(name)}
    if row["kind"] == ActorKind.PERSON:
        names.add((SURNAME, fold(surname_of(row))))
    insert = "insert or ignore into names values (?,?,?,?)"
    kept.executemany(insert, ((form, key, identifier, source) for form, key in names if key))
    posts = (("post", of, plain_title(title), identifier, a, b, source) for title, of, a, b in row["posts"])
    ties = ((kind, of, "", identifier, a, b, source) for kind, of, a, b in row["ties"])
    kept.executemany("insert into terms values (?,?,?,?,?,?,?)", (*posts, *ties))


def _keys(name: str) -> Iterator[tuple[str, str]]:
    """The forms under which a name is kept: as KnowledgeBase indexes its own."""
    if name.isupper() and is_initials(name):
        yield INITIALS, initials_key(name)
        return
    yield NAME, name_key(name)
    if not is_initials(name):
        yield BARE, bare(name)


def _renew_digest(kept: sqlite3.Connection) -> None:
    total = hashlib.sha256()
    for identifier, source, row in kept.execute("select id, source, row from actors order by id, source"):
        total.update(f"{identifier}\t{source}\t{row}\n".encode())
    some = kept.execute("select 1 from actors limit 1").fetchone()
    kept.execute("insert or replace into meta values ('actors digest', ?)", (total.hexdigest()[:16] if some else "",))


def compare(path: Path, known: Known, actors: Iterable[Actor], on_fault: OnFault, *, form: str | None = None,
            apart: bool = False) -> Iterator[Difference]:  # fmt: skip
    """What a file says that is not held, or held otherwise: actors, names, posts with their dates, country and code."""
    for number, row in _rows(path, form, known, actors, on_fault, source=path.name.split(".")[0], apart=apart):
        ours = known.get(row["id"])
        if ours is None:
            yield Difference(number, row["id"], row["name"], "actor", row["kind"], "")
            continue
        theirs = actor_of(row)
        for field, value, own in _differing(ours, theirs, known):
            yield Difference(number, ours.id, ours.name, field, value, own)


def _differing(ours: Actor, theirs: Actor, known: Known) -> Iterator[tuple[str, str, str]]:
    named = {fold(name) for name in (ours.name, *(alias.name for alias in ours.aliases))}
    for name in dict.fromkeys((theirs.name, *(alias.name for alias in theirs.aliases))):
        if fold(name) not in named:
            yield "name", name, ""
    for field in ("kind", "country", "sector", "code", "wikidata"):
        value, own = getattr(theirs, field), getattr(ours, field)
        if value is not None and value != own:
            yield field, str(value), str(own or "")
    own_posts = [(plain_title(p.title), p.organisation, p.title, p.held) for p in ours.posts]
    for post in theirs.posts:
        same = [p for p in own_posts if p[:2] == (plain_title(post.title), post.organisation)]
        if not any(p[3] == post.held for p in same):
            yield (
                "post",
                _told(post.title, post.organisation, post.held, known),
                "; ".join(_told(title, of, held, known) for _, of, title, held in same),
            )
    own_ties = [(m.kind, m.actor, m.held) for m in ours.memberships]
    for tie in theirs.memberships:
        same_ties = [t for t in own_ties if t[:2] == (tie.kind, tie.actor)]
        if not any(held == tie.held for _, _, held in same_ties):
            told = (_told(kind.replace("_", " "), of, held, known) for kind, of, held in same_ties)
            yield "tie", _told(tie.kind.replace("_", " "), tie.actor, tie.held, known), "; ".join(told)


def _told(title: str, of: str | None, held: DateInterval, known: Known) -> str:
    body = known.get(of) if of else None
    days = f"{held.start or ''}/{held.end or ''}"
    return f"{title}, {body.name if body else of}" + (f" ({days})" if days != "/" else "")
