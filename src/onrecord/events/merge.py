"""Events from claims that no record holds: all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.events.shelf import MemoryShelf
from onrecord.events.updating import update
from onrecord.model.events import Event
from onrecord.model.ids import ArticleId, make_key
from onrecord.model.judgements import Judgement
from onrecord.model.resolved import ResolvedClaim
from onrecord.text import embedding


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSet:
    """Events in the order of their ids, and the judgements that joined their claims."""

    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]


def merge(claims: Iterable[ResolvedClaim], *, decided: Sequence[Judgement] = ()) -> EventSet:
    """The events that the claims add up to; every claim is in exactly one.

    `decided` are standing judgements of people about pairs of claims: they go before the program's own. The same claims
    in any order give the same events.
    """
    articles: dict[ArticleId, list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        articles[claim.claim.article_id].append(claim)
    made = update(MemoryShelf(), articles, decided)
    return EventSet(events=made.events, judgements=made.judgements)


@cache
def digest() -> str:
    """What tells this merger from another: where it changes, all that a record holds is merged anew."""
    texts, houses = [], files("onrecord.publishers")
    parts = ((files("onrecord.events"), ".py"), (files("onrecord.lexicons"), ".yaml"))
    for folder, ending in (*parts, (houses, ".py"), (houses.joinpath("data"), ".yaml")):
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        texts += [entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(ending)]
    return make_key("me", *texts, embedding.digest())
