"""Actors and places by name: those of the record first, then those that only the knowledge base has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.model.actors import Actor, Place
from onrecord.store import Named
from onrecord.web.desk import Desk, desk_of

SHOWN = 8
"""Names offered at once."""
_ID = re.compile(r"\[([^\[\]]+)\]\s*$")


class Unclear(UsageError):
    """What was typed names nobody, or several; `choices` are those, as they are typed to be clear."""

    def __init__(self, words: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.choices = choices


def shown(name: str, key: str) -> str:
    """An actor or place as it stands in a field: its name, and in brackets its id, which makes it clear."""
    return f"{name} [{key}]"


class Names:
    """Finds actors and places for one form; `actors` and `places` are those that the record does not have yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}

    def suggest(self, kind: str, words: str, limit: int = SHOWN) -> list[Named]:
        """Who or what may be meant, the record's own first; nothing for no words."""
        if not words.strip():
            return []
        found = {one.id: one for one in self._desk.record.named(kind, words, limit=limit)}
        for one in self._known(kind, words):
            found.setdefault(one.id, _named(one))
        return list(found.values())[:limit]

    def of(self, kind: str, typed: str) -> str | None:
        """The id of what was typed, None for nothing. Raises Unclear where it names nobody, or several."""
        if not typed.strip():
            return None
        marked = _ID.search(typed)
        words = marked[1].strip() if marked else typed.strip()
        found = self.suggest(kind, words, limit=SHOWN)
        exact = [one for one in found if one.id == words] or [one for one in found if _same(one.name, words)] or found
        if len(exact) != 1:
            why = "several bear that name: choose one of them" if exact else "nobody on record or known is called so"
            raise Unclear(f"“{typed}”: {why}", tuple(shown(one.name, one.id) for one in exact))
        self._take_in(kind, exact[0].id)
        return exact[0].id

    def label(self, kind: str, key: str) -> str:
        """The name of an actor or place by its id; the id where nobody knows it."""
        return next((one.name for one in self.suggest(kind, key, limit=1) if one.id == key), key)

    def _known(self, kind: str, words: str) -> Iterable[Actor | Place]:
        from onrecord import pipeline  # takes long to load, and most desks never need it

        base, gazetteer = pipeline.knowledge_of(self._desk.settings)
        held = base.get(words) if kind == "actor" else gazetteer.get(words)
        if held is not None:
            return (held,)
        return base.find(words) if kind == "actor" else gazetteer.find(words)

    def _take_in(self, kind: str, key: str) -> None:
        """Notes what only the knowledge base has, so that the change brings it along."""
        if any(one.id == key for one in self._desk.record.named(kind, key, limit=1)):
            return
        for one in self._known(kind, key):
            if isinstance(one, Actor):
                self.actors[one.id] = one
            else:
                self.places[one.id] = one


def _same(name: str, words: str) -> bool:
    return " ".join(name.casefold().split()) == " ".join(words.casefold().split())


def _named(one: Actor | Place) -> Named:
    told = (one.kind.value.replace("_", " ") if isinstance(one, Actor) else one.admin1, one.country)
    return Named(id=one.id, name=one.name, about=", ".join(word for word in told if word))


def names(request: Request) -> Response:
    """Actors or places that what is typed may mean, as JSON: for the fields that ask for one."""
    kind = request.query_params.get("kind", "actor")
    if kind not in ("actor", "place"):
        raise UsageError(f"kind: {kind!r} is neither actor nor place")
    found = Names(desk_of(request)).suggest(kind, request.query_params.get("q", "")[:200])
    rows = [{"id": one.id, "name": one.name, "about": one.about, "value": shown(one.name, one.id)} for one in found]
    return JSONResponse({"rows": rows}, headers={"cache-control": "no-cache"})


ROUTES = [Route("/names", names)]
