"""Where tellings are kept between two updates: what the merger asks of it, and one that keeps them in memory."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from onrecord.model.ids import ArticleId, ClaimId, EventId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.tellings import Entry, Likeness, Pair, Stretch, Telling, Told, Update


class Shelf(Protocol):
    """Tellings with their blocks and likely pairs, and the events they now make; the record, or memory."""

    def told_by(self, articles: Collection[ArticleId]) -> Sequence[Told]:
        """What the claims of these articles tell."""

    def told_of(self, tellings: Collection[str]) -> Sequence[Told]:
        """The claims that make these tellings."""

    def told_in(self, claims: Collection[ClaimId]) -> Sequence[Told]:
        """What these claims tell, those of them that are there."""

    def tellings(self, names: Collection[str]) -> Mapping[str, Telling]:
        """The tellings of these names."""

    def stretches(
        self, added: Mapping[int, Sequence[Entry]], removed: Mapping[int, Sequence[Entry]], reach: int
    ) -> Iterable[tuple[int, Stretch]]:
        """For each key the stretches of its block where entries come and go, so many on either side and more."""

    def are_near(self, key: int, one: Entry, other: Entry, reach: int) -> bool:
        """True when the two stand within so many entries of one another in a block."""

    def likely(self, tellings: Collection[str]) -> Mapping[Pair, Likeness]:
        """The likely pairs that one of these tellings is in."""

    def events_of(self, claims: Collection[ClaimId]) -> Mapping[EventId, frozenset[ClaimId]]:
        """The events that tell one of these claims, each with all its claims."""

    def claims(self, claims: Collection[ClaimId]) -> Mapping[ClaimId, ResolvedClaim]:
        """The claims of these ids as they are now."""


class MemoryShelf:
    """Tellings in memory, for claims that no record holds."""

    def __init__(self) -> None:
        self._claims: dict[ClaimId, ResolvedClaim] = {}
        self._told: dict[ClaimId, Told] = {}
        self._of_article: dict[ArticleId, dict[ClaimId, Told]] = defaultdict(dict)
        self._of_telling: dict[str, dict[ClaimId, Told]] = defaultdict(dict)
        self._tellings: dict[str, Telling] = {}
        self._blocks: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self._likely: dict[str, dict[Pair, Likeness]] = defaultdict(dict)
        self._events: dict[EventId, frozenset[ClaimId]] = {}
        self._event_of: dict[ClaimId, EventId] = {}

    def put(self, articles: Mapping[ArticleId, Sequence[ResolvedClaim]]) -> None:
        """Holds these as all the claims of their articles, before an update asks for them."""
        for article, claims in articles.items():
            for claim in self._of_article[article]:
                self._claims.pop(claim, None)
            self._claims.update((c.claim.id, c) for c in claims)

    def apply(self, update: Update) -> None:
        """Keeps what an update changed."""
        for article in update.articles:
            for told in self._of_article.pop(article, {}).values():
                del self._told[told.claim_id], self._of_telling[told.telling][told.claim_id]
        for told in update.told:
            self._told[told.claim_id] = told
            self._of_article[told.article_id][told.claim_id] = self._of_telling[told.telling][told.claim_id] = told
        for pair in update.unlikely:
            for one in pair:
                self._likely[one].pop(pair, None)
        for name in update.removed:
            self._remove(name)
        for telling in update.added:
            self._tellings[telling.id] = telling
            for key in telling.keys:
                insort(self._blocks[key], (telling.at, telling.id))
        for pair, likeness in update.likely.items():
            for one in pair:
                self._likely[one][pair] = likeness
        self._keep_events(update)

    def _remove(self, name: str) -> None:
        telling = self._tellings.pop(name)
        for key in telling.keys:
            self._blocks[key].remove((telling.at, name))
        for pair in self._likely.pop(name, {}):
            for one in pair:
                self._likely[one].pop(pair, None)

    def _keep_events(self, update: Update) -> None:
        for event_id in update.gone | {event.id for event in update.events}:
            for claim in self._events.pop(event_id, ()):
                self._event_of.pop(claim, None)
        for event in update.events:
            self._events[event.id] = frozenset(event.claims)
            self._event_of.update(dict.fromkeys(event.claims, event.id))

    def told_by(self, articles: Collection[ArticleId]) -> Sequence[Told]:
        """What the claims of these articles tell."""
        return [told for article in articles for told in self._of_article.get(article, {}).values()]

    def told_of(self, tellings: Collection[str]) -> Sequence[Told]:
        """The claims that make these tellings."""
        return [told for name in tellings for told in self._of_telling.get(name, {}).values()]

    def told_in(self, claims: Collection[ClaimId]) -> Sequence[Told]:
        """What these claims tell, those of them that are there."""
        return [self._told[claim] for claim in claims if claim in self._told]

    def tellings(self, names: Collection[str]) -> Mapping[str, Telling]:
        """The tellings of these names."""
        return {name: self._tellings[name] for name in names if name in self._tellings}

    def stretches(
        self, added: Mapping[int, Sequence[Entry]], removed: Mapping[int, Sequence[Entry]], reach: int
    ) -> Iterable[tuple[int, Stretch]]:
        """For each key its whole block."""
        for key in added.keys() | removed.keys():
            entries = tuple(Entry(*one) for one in self._blocks.get(key, ()))
            yield key, Stretch(entries=entries, added=tuple(added.get(key, ())), removed=tuple(removed.get(key, ())))

    def are_near(self, key: int, one: Entry, other: Entry, reach: int) -> bool:
        """True when the two stand within so many entries of one another in a block."""
        block = self._blocks[key]
        first, second = (bisect_left(block, (entry.at, entry.telling)) for entry in (one, other))
        return abs(first - second) <= reach

    def likely(self, tellings: Collection[str]) -> Mapping[Pair, Likeness]:
        """The likely pairs that one of these tellings is in."""
        return {pair: likeness for name in tellings for pair, likeness in self._likely.get(name, {}).items()}

    def events_of(self, claims: Collection[ClaimId]) -> Mapping[EventId, frozenset[ClaimId]]:
        """The events that tell one of these claims, each with all its claims."""
        ids = {self._event_of[claim] for claim in claims if claim in self._event_of}
        return {event_id: self._events[event_id] for event_id in ids}

    def claims(self, claims: Collection[ClaimId]) -> Mapping[ClaimId, ResolvedClaim]:
        """The claims of these ids as they are now."""
        return {claim: self._claims[claim] for claim in claims}
