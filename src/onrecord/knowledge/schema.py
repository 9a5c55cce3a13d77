"""Knowledge files checked and brought to rows. docs/reference/knowledge.md describes their layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from onrecord.errors import KnowledgeError
from onrecord.knowledge.days import term
from onrecord.model.actors import ActorKind

Row = dict[str, Any]

TIES = ("part_of", "member_of", "allied_with", "fights", "successor_of", "split_from", "governs")
_ENTRY_KEYS = {
    *("id", "name", "kind", "sector", "country", "code", "wikidata", "note", "family"),
    *("aliases", "demonyms", "seats", "posts", "members"),
    *TIES,
}
_FILE_KEYS = {"country", "checked", "defaults", "actors", "offices", "additions"}
_ADDITION_KEYS = {"id", "aliases", "note", *TIES}
_OFFICE_KEYS = {"of", "title", "also", "held", "sector", "existed"}
# PLOVER's, with MNC and NGM of CAMEO and PTY for parties that neither govern nor oppose everywhere.
SECTORS = frozenset(
    {"GOV", "MIL", "REB", "UAF", "IGO", "NGO", "NGM", "MNC", "MED", "BUS", "CVL", "OPP", "JUD", "LEG", "SPY", "COP"}
    | {"CRM", "EDU", "ELI", "REL", "HRI", "AGR", "HLH", "LAB", "PTY", "SOC", "UNK"}
)
_KINDS = frozenset(kind.value for kind in ActorKind)

# All scalars stay strings: no country NO read as false, no year as a number.
_LOADER: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def slug(name: str) -> str:
    """The readable id of a name: lower-case letters and digits joined by hyphens."""
    text = name.translate(str.maketrans("øıđłØĐŁİ", "oidlODLI"))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"['’‘.]", "", plain).casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Files:
    """Knowledge files read one after another into rows; `rows` brings them together and checks what they point at."""

    def __init__(self) -> None:
        self._entries: dict[str, Row] = {}
        self._files: dict[str, str] = {}
        self._offices: list[Row] = []
        self._additions: list[tuple[str, Row]] = []
        self._stateless: set[str] = set()  # made for a post in an organisation: no office tells their state yet

    def add(self, file: str, text: str) -> None:
        """Takes one file in. Raises KnowledgeError at its first fault."""
        try:
            parsed = yaml.load(text, Loader=_LOADER)  # noqa: S506 - makes strings, lists and mappings only
        except yaml.YAMLError as fault:
            raise KnowledgeError(file, "the whole file", f"not YAML: {fault}") from fault
        if not isinstance(parsed, dict):
            raise KnowledgeError(file, "the whole file", "a mapping is expected")
        _known(file, "the whole file", parsed, _FILE_KEYS)
        for entry in parsed.get("actors") or []:
            self._add_entry(file, entry, parsed)
        for office in parsed.get("offices") or []:
            self._add_office(file, office, parsed)
        for addition in parsed.get("additions") or []:
            _known(file, str(addition.get("id")), addition, _ADDITION_KEYS)
            self._additions.append((file, addition))

    def _add_entry(self, file: str, entry: Any, head: Mapping[str, Any]) -> None:
        if not isinstance(entry, dict) or not entry.get("name"):
            raise KnowledgeError(file, str(entry)[:60], "an entry needs a name")
        row = _entry(file, {**(head.get("defaults") or {}), **entry}, head.get("country"))
        if row["id"] in self._entries:
            raise KnowledgeError(file, row["name"], f"the id {row['id']} stands in {self._files[row['id']]} too")
        self._entries[row["id"]] = row
        self._files[row["id"]] = file

    def _add_office(self, file: str, office: Any, head: Mapping[str, Any]) -> None:
        where = f"office {office.get('title')} of {office.get('of')}" if isinstance(office, dict) else str(office)[:60]
        if not isinstance(office, dict) or not office.get("title") or not office.get("of"):
            raise KnowledgeError(file, where, "an office needs a title and what it is of")
        _known(file, where, office, _OFFICE_KEYS)
        for holder in office.get("held") or []:
            if not isinstance(holder, list) or not 1 <= len(holder) <= 3:
                raise KnowledgeError(file, where, f"{holder}: write [name, from, until]")
            _dates(file, where, *_pair(holder))
        for start, end in office.get("existed") or []:
            _dates(file, where, start or None, end or None)
        family = (head.get("defaults") or {}).get("family")
        self._offices.append({**office, "file": file, "checked": head.get("checked"), "family": family})

    def rows(self) -> dict[str, Any]:
        """All rows, ready for JSON: actors by id, and offices. Raises KnowledgeError for names that lead nowhere."""
        by_code = {r["country"]: i for i, r in self._entries.items() if r["kind"] == "state" and r["country"]}
        for office in self._offices:
            self._make_people(office, by_code)
        offices = [self._office(office, by_code) for office in self._offices]
        for file, addition in self._additions:
            self._join_addition(file, addition)
        for identifier, row in list(self._entries.items()):
            for member in row.pop("members"):
                self._join(self._files[identifier], row, member, by_code)
        for identifier, row in self._entries.items():
            self._check_targets(self._files[identifier], row, by_code)
        ordered = [self._entries[i] for i in sorted(self._entries)]
        filled = [{key: value for key, value in row.items() if value not in (None, [])} for row in ordered]
        return {"actors": filled, "offices": offices}

    def _make_people(self, office: Row, by_code: Mapping[str, str]) -> None:
        """Entries for holders that no file describes; a name led by "=" is an id and must stand somewhere."""
        of = by_code.get(office["of"], office["of"])
        if of not in self._entries:
            raise KnowledgeError(office["file"], office["title"], f"nothing has the id {of}")
        body = self._entries[of]
        for name, *_ in office.get("held") or []:
            if name.startswith("="):
                continue
            known = self._entries.get(slug(name))
            if known is None:
                sector = office.get("sector") or body["sector"]
                made = {"name": name, "kind": "person", "sector": sector, "family": office["family"]}
                # who heads a mission of the United Nations in Iraq is no Iraqi
                country = None if body["sector"] == "IGO" else body["country"]
                known = _entry(office["file"], {k: v for k, v in made.items() if v}, country)
                self._entries[known["id"]] = known
                self._files[known["id"]] = office["file"]
                self._stateless.add(known["id"])
            if body["kind"] == "state" and known["id"] in self._stateless:
                # and who was a minister of the Netherlands beside it is Dutch
                known["country"] = body["country"]
                known["code"] = _code(known)
                self._stateless.remove(known["id"])

    def _office(self, office: Row, by_code: Mapping[str, str]) -> Row:
        of = by_code.get(office["of"], office["of"])
        for holder in office.get("held") or []:
            identifier = holder[0][1:] if holder[0].startswith("=") else slug(holder[0])
            person = self._entries.get(identifier)
            if person is None or person["kind"] != "person":
                raise KnowledgeError(office["file"], office["title"], f"no person has the id {identifier}")
            person["posts"].append([office["title"], of, *_pair(holder)])
        titles = [office["title"], *_listed(office.get("also"))]
        spans = [[start or None, end or None] for start, end in office.get("existed") or []]
        existed = {"existed": spans} if spans else {}
        return {"of": of, "titles": titles, "checked": office["checked"], **existed}

    def _join_addition(self, file: str, addition: Row) -> None:
        """More names and ties of an entry of another file; a dated tie takes the place of the same one without dates.

        Raises KnowledgeError for a name that it has already.
        """
        row = self._entries.get(addition["id"])
        if row is None:
            raise KnowledgeError(file, addition["id"], f"nothing has the id {addition['id']}")
        name, known = row["name"], {row["name"], *(alias[0] for alias in row["aliases"])}
        for alias in (_alias(file, name, alias) for alias in _listed(addition.get("aliases"))):
            if alias[0] in known:
                raise KnowledgeError(file, name, f"bears the name {alias[0]} already")
            row["aliases"].append(alias)
        ties = [_tie(file, name, kind, tie) for kind in TIES for tie in _listed(addition.get(kind))]
        dated = {(kind, of) for kind, of, *_ in ties}
        row["ties"] = [t for t in row["ties"] if t[2:] != [None, None] or (t[0], t[1]) not in dated] + ties
        row["note"] = "; ".join(filter(None, (row["note"], addition.get("note")))) or None

    def _join(self, file: str, row: Row, member: Any, by_code: Mapping[str, str]) -> None:
        if not isinstance(member, dict) or not member.get("who"):
            raise KnowledgeError(file, row["name"], "members are written {who: [...], from: ..., until: ...}")
        _known(file, row["name"], member, {"who", "from", "until"})
        _dates(file, row["name"], member.get("from"), member.get("until"))
        for who in _listed(member["who"]):
            target = self._entries.get(by_code.get(who, who))
            if target is None:
                raise KnowledgeError(file, row["name"], f"nothing has the id {who}")
            target["ties"].append(["member_of", row["id"], member.get("from"), member.get("until")])

    def _check_targets(self, file: str, row: Row, by_code: Mapping[str, str]) -> None:
        for kind, pairs in (("tie", row["ties"]), ("post", row["posts"])):
            for pair in pairs:
                pair[1] = by_code.get(pair[1], pair[1])
                if pair[1] not in self._entries:
                    raise KnowledgeError(file, row["name"], f"{kind} {pair[0]}: nothing has the id {pair[1]}")


def _entry(file: str, entry: Mapping[str, Any], country: str | None) -> Row:
    name = entry["name"]
    _known(file, name, entry, _ENTRY_KEYS)
    row: Row = {
        "id": entry.get("id") or slug(name),
        "name": name,
        "kind": entry.get("kind"),
        "sector": entry.get("sector"),
        "country": entry.get("country", country) or None,
        "code": entry.get("code"),
        "wikidata": entry.get("wikidata"),
        "note": entry.get("note"),
        "family": entry.get("family"),
        "aliases": [_alias(file, name, alias) for alias in _listed(entry.get("aliases"))],
        "demonyms": _listed(entry.get("demonyms")),
        "seats": [_alias(file, name, seat) for seat in _listed(entry.get("seats"))],
        "ties": [_tie(file, name, kind, tie) for kind in TIES for tie in _listed(entry.get(kind))],
        "posts": [_post(file, name, post) for post in _listed(entry.get("posts"))],
        "members": _listed(entry.get("members")),
    }
    _check(file, row)
    row["code"] = row["code"] or _code(row)
    return row


def _check(file: str, row: Row) -> None:
    name = row["name"]
    if row["id"] != slug(row["id"]):
        raise KnowledgeError(file, name, f"the id {row['id']} is no slug")
    if row["kind"] not in _KINDS:
        raise KnowledgeError(file, name, f"unknown kind {row['kind']}; one of {', '.join(sorted(_KINDS))}")
    if row["sector"] is not None and row["sector"] not in SECTORS:
        raise KnowledgeError(file, name, f"unknown sector {row['sector']}")
    if row["country"] is not None and not re.fullmatch("[A-Z]{3}", row["country"]):
        raise KnowledgeError(file, name, f"country {row['country']} is no ISO alpha-3 code")
    if row["wikidata"] is not None and not re.fullmatch(r"Q\d+", row["wikidata"]):
        raise KnowledgeError(file, name, f"wikidata {row['wikidata']} is no item")


def _code(row: Row) -> str | None:
    """CAMEO style where the file gives none: the country, then the sector unless it is the state itself."""
    if not row["country"]:
        return None
    return str(row["country"]) + ("" if row["kind"] == "state" else row["sector"] or "")


def _alias(file: str, name: str, alias: Any) -> list[Any]:
    """[name, language, from, until, ambiguous]"""
    if isinstance(alias, str):
        return [alias, "en", None, None, False]
    if not isinstance(alias, dict) or not alias.get("name"):
        raise KnowledgeError(file, name, f"{alias}: an alias is a name or {{name, language, from, until, ambiguous}}")
    _known(file, name, alias, {"name", "language", "from", "until", "ambiguous"})
    _dates(file, name, alias.get("from"), alias.get("until"))
    ambiguous = alias.get("ambiguous") == "true"
    return [alias["name"], alias.get("language", "en"), alias.get("from"), alias.get("until"), ambiguous]


def _tie(file: str, name: str, kind: str, tie: Any) -> list[Any]:
    """[kind, id, from, until]"""
    if isinstance(tie, str):
        return [kind, tie, None, None]
    if not isinstance(tie, dict) or not tie.get("of"):
        raise KnowledgeError(file, name, f"{kind}: write an id or {{of, from, until}}")
    _known(file, name, tie, {"of", "from", "until"})
    _dates(file, name, tie.get("from"), tie.get("until"))
    return [kind, tie["of"], tie.get("from"), tie.get("until")]


def _post(file: str, name: str, post: Any) -> list[Any]:
    """[title, id, from, until]"""
    if not isinstance(post, dict) or not post.get("title") or not post.get("of"):
        raise KnowledgeError(file, name, "a post is {title, of, from, until}")
    _known(file, name, post, {"title", "of", "from", "until"})
    _dates(file, name, post.get("from"), post.get("until"))
    return [post["title"], post["of"], post.get("from"), post.get("until")]


def _dates(file: str, entry: str, start: str | None, end: str | None) -> None:
    try:
        term(start, end)
    except ValueError as fault:
        raise KnowledgeError(file, entry, str(fault)) from fault


def _pair(holder: list[str]) -> tuple[str | None, str | None]:
    padded = [*holder, None, None]
    return padded[1] or None, padded[2] or None


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]


def _known(file: str, entry: str, mapping: Mapping[str, Any], keys: Iterable[str]) -> None:
    strange = sorted(set(mapping) - set(keys))
    if strange:
        raise KnowledgeError(file, entry, f"unknown key {', '.join(strange)}")
