"""The publishers that are known, looked up by domain and by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from onrecord.errors import KnowledgeError
from onrecord.model.articles import PublisherRef

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIELDS = {"key", "name", "aliases", "domains", "country", "owner", "kind", "credits", "ambiguous", "note"}
_KEY = re.compile(r"[a-z0-9][a-z0-9_]*")
_DOMAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}")
_COUNTRY = re.compile(r"[A-Z]{3}")
# Words around a name that do not tell publishers apart.
_AROUND = re.compile(r"^(?:the|by|from|via)\s+|\s+(?:news agency|news|online|website|english|newspaper|staff|agency)$")


class PublisherKind(StrEnum):
    """Whose voice a publisher is."""

    WIRE = "wire"
    STATE = "state"
    PUBLIC = "public"
    PRIVATE = "private"
    PARTY = "party"  # the outlet of an armed group or other party to a conflict
    THINK_TANK = "think_tank"
    NGO = "ngo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One publisher. `country` is ISO 3166-1 alpha-3, None for one without a seat that is known.

    `aliases` are other names it goes by; `ambiguous` those of its names that are also plain words or other things, told
    only where the text plainly speaks of publishers. `credits` are the marks by which copies name it: "(Reuters)".
    """

    key: str
    name: str
    kind: PublisherKind
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    owner: str | None = None
    credits: tuple[str, ...] = ()
    note: str | None = None

    @property
    def ref(self) -> PublisherRef:
        """The publisher as articles name it."""
        return PublisherRef(name=self.name, domain=self.domains[0] if self.domains else None, key=self.key)

    @property
    def is_wire(self) -> bool:
        """True for one whose texts others print: an agency, state agencies included when they give credit marks."""
        return self.kind is PublisherKind.WIRE or bool(self.credits)


def folded(name: str) -> str:
    """A publisher's name as look-ups compare it: case-folded, without "the", dots and trailing "news"."""
    bare = " ".join(re.sub(r"[\"“”'’.,()\[\]]", "", name.casefold()).split())
    shorter = _AROUND.sub("", bare)
    return shorter or bare


def domain_of(address: str) -> str | None:
    """The host of a URL or bare domain in lower case without "www.", None where it has none."""
    text = address.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        return None
    host = (host or "").removeprefix("www.").rstrip(".")
    return host if _DOMAIN.fullmatch(host) else None


class Publishers:
    """A register of publishers. `shipped()` gives the one that comes with the program."""

    def __init__(self, entries: Iterable[Publisher]) -> None:
        self.all = tuple(entries)
        self._keys: dict[str, Publisher] = {}
        self._names: dict[str, Publisher | None] = {}
        self._domains: dict[str, Publisher] = {}
        for entry in self.all:
            if entry.key in self._keys:
                raise KnowledgeError("publishers", entry.key, "two publishers have this key")
            self._keys[entry.key] = entry
            for domain in entry.domains:
                if domain in self._domains:
                    raise KnowledgeError("publishers", entry.key, f"the domain {domain} is another publisher's")
                self._domains[domain] = entry
        self._add_names()

    def _add_names(self) -> None:
        for entry in self.all:
            for name in {folded(n) for n in (entry.name, *entry.aliases, *entry.ambiguous)}:
                # A name of two publishers names neither.
                taken = self._names.get(name, entry)
                self._names[name] = entry if taken is entry else None

    @staticmethod
    def shipped() -> Publishers:
        """The publishers that come with the program, loaded once."""
        return _shipped()

    def by_key(self, key: str) -> Publisher | None:
        """The publisher of that key."""
        return self._keys.get(key)

    def by_domain(self, address: str) -> Publisher | None:
        """Whose site a URL or domain belongs to; subdomains count for the site above them."""
        host = domain_of(address)
        while host and "." in host:
            if host in self._domains:
                return self._domains[host]
            host = host.partition(".")[2]
        return None

    def by_name(self, text: str) -> Publisher | None:
        """The one publisher that goes by this name or domain; None for a name unknown or of two."""
        name = folded(text)
        found = self._names.get(name)
        if found is None and name not in self._names:
            found = self._names.get(" ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split()))
        if found is None and re.fullmatch(r"\S+\.\S+", text.strip()):
            found = self.by_domain(text)
        return found

    def is_ambiguous(self, text: str) -> bool:
        """True when the text is a publisher's name that also means other things."""
        name = folded(text)
        found = self._names.get(name)
        return found is None or any(folded(a) == name for a in found.ambiguous)


@cache
def _shipped() -> Publishers:
    entries: list[Publisher] = []
    folder = files(__package__).joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            entries.extend(parse(file.read_text(encoding="utf-8"), file.name))
    return Publishers(entries)


def parse(text: str, file: str) -> list[Publisher]:
    """The publishers of one YAML file. Raises KnowledgeError naming the entry that breaks the schema."""
    rows = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is a safe one
    if not isinstance(rows, list):
        raise KnowledgeError(file, "", "a file of publishers is a list")
    return [_entry(row, file) for row in rows]


def _entry(row: Any, file: str) -> Publisher:
    key = str(row.get("key", "")) if isinstance(row, dict) else ""
    problem = _problem(row)
    if problem:
        raise KnowledgeError(file, key, problem)
    lists = {name: tuple(str(x) for x in row.get(name, ())) for name in ("aliases", "ambiguous", "domains", "credits")}
    return Publisher(
        key=key,
        name=str(row["name"]),
        kind=PublisherKind(row["kind"]),
        country=row.get("country"),
        owner=row.get("owner"),
        note=row.get("note"),
        **lists,
    )


def _problem(row: Any) -> str | None:
    """What breaks the schema in an entry, None where nothing does."""
    if not isinstance(row, dict) or not row.get("name") or not _KEY.fullmatch(str(row.get("key", ""))):
        return "an entry has a key in lower case and a name"
    if set(row) - _FIELDS:
        return f"unknown fields {sorted(set(row) - _FIELDS)}"
    if row.get("kind") not in set(PublisherKind):
        return f"unknown kind {row.get('kind')!r}"
    if row.get("country") is not None and not _COUNTRY.fullmatch(str(row["country"])):
        return "a country is three capitals"
    bad = [d for d in row.get("domains", ()) if not _DOMAIN.fullmatch(str(d)) or str(d).startswith("www.")]
    return f"not a bare domain: {bad[0]}" if bad else None
