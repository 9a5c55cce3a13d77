"""What a few articles change in the events of all: their neighbourhood is compared and clustered again, and no more.

Which pairs are compared follows from who stands near whom in blocks, how alike two are from the two alone, and which
are of one happening from the likely pairs that hold a component together. So an update that looks only at the blocks,
pairs and components that it touches leaves what merging everything at once would have given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from onrecord.events.adding import event_of
from onrecord.events.blocking import NEAR, Block
from onrecord.events.cluster import cluster, components
from onrecord.events.compare import FULL, compare, score_of
from onrecord.events.facets import Facets
from onrecord.events.packing import unpacked
from onrecord.events.shelf import Shelf
from onrecord.events.tellings import tellings_of
from onrecord.model.events import Event
from onrecord.model.ids import ArticleId, ClaimId, EventId, event_id, judgement_id
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.resolve import PROGRAM
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.tellings import Entry, Likeness, Pair, Telling, Told, Update

_COPIED = Likeness(FULL, "one text in two copies")


def update(
    shelf: Shelf, articles: Mapping[ArticleId, Sequence[ResolvedClaim]], decided: Sequence[Judgement] = ()
) -> Update:
    """What it changes that these are now all the claims of these articles.

    `decided` are all standing judgements of people about pairs of claims; articles of claims whose judgements changed
    are among `articles`.
    """
    return _Updating(shelf, articles, decided).result()


class _Updating:
    """One update on its way: tellings, then likely pairs, then components, then events."""

    def __init__(
        self, shelf: Shelf, articles: Mapping[ArticleId, Sequence[ResolvedClaim]], decided: Sequence[Judgement]
    ) -> None:
        self._shelf = shelf
        self._articles = articles
        self._decided = decided
        self._facets: dict[str, Facets] = {}
        self._tellings: dict[str, Telling] = {}
        self._touched: set[str] = set()  # tellings that these articles make or made
        self._told: list[Told] = []
        self._added: set[str] = set()
        self._removed: set[str] = set()
        self._likely: dict[Pair, Likeness] = {}
        self._unlikely: set[Pair] = set()

    def result(self) -> Update:
        """All that changes."""
        self._read_articles()
        self._pair()
        return self._merge()

    # Which tellings come and go.

    def _read_articles(self) -> None:
        apart = frozenset(
            ClaimId(one) for j in self._decided if j.verdict is Verdict.DIFFERENT for one in (j.left, j.right)
        )
        now: dict[str, Telling] = {}
        for claims in self._articles.values():
            tellings, told = tellings_of(claims, apart)
            now.update((telling.id, telling) for telling in tellings)
            self._told += told
        before = {told.telling for told in self._shelf.told_by(self._articles)} - {""}
        others = {t.telling for t in self._shelf.told_of(before) if t.article_id not in self._articles}
        self._removed = before - others - now.keys()
        self._touched = before | now.keys()
        known = self._shelf.tellings(self._touched)
        self._added = now.keys() - known.keys()
        self._tellings = {**now, **known}

    # Which pairs of them are likely.

    def _pair(self) -> None:
        blocks = self._blocks()
        fresh: set[Pair] = set()
        stale: set[Pair] = set()
        for key in sorted(blocks):
            for block in blocks[key]:
                fresh.update(block.new_pairs())
                stale.update(block.old_pairs())
        held = self._shelf.likely({one for pair in stale for one in pair} | self._removed)
        self._unlikely = {pair for pair in held if not self._removed.isdisjoint(pair)}
        self._fetch({one for pair in stale & held.keys() for one in pair})
        self._unlikely |= {pair for pair in stale & held.keys() if not self._stay_near(pair, blocks)}
        self._compare(fresh)

    def _blocks(self) -> dict[int, list[Block]]:
        added, removed = (self._entries(names) for names in (self._added, self._removed))
        found: dict[int, list[Block]] = defaultdict(list)
        for key, stretch in self._shelf.stretches(added, removed, NEAR):
            found[key].append(Block(stretch.entries, stretch.added, stretch.removed))
        return found

    def _entries(self, names: Iterable[str]) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = defaultdict(list)
        for name in names:
            telling = self._tellings[name]
            for key in telling.keys:
                found[key].append(Entry(telling.at, name))
        return found

    def _stay_near(self, pair: Pair, blocks: Mapping[int, Sequence[Block]]) -> bool:
        """True where the two, no neighbours any more in one block, are neighbours in another."""
        one, other = (self._tellings[name] for name in pair)
        entries = Entry(one.at, one.id), Entry(other.at, other.id)
        for key in set(one.keys) & set(other.keys):
            if key in blocks and any(block.holds(pair) for block in blocks[key]):
                near = any(block.are_near(pair) for block in blocks[key])
            else:
                near = self._shelf.are_near(key, *entries, NEAR)
            if near:
                return True
        return False

    def _compare(self, pairs: Collection[Pair]) -> None:
        self._fetch({one for pair in pairs for one in pair})
        for pair in pairs:
            found = compare(self._facets_of(pair[0]), self._facets_of(pair[1]))
            if found.is_same:
                self._likely[pair] = Likeness(found.points, "; ".join(found.reasons))

    def _fetch(self, names: Collection[str]) -> None:
        self._tellings.update(self._shelf.tellings(set(names) - self._tellings.keys()))

    def _facets_of(self, name: str) -> Facets:
        known = self._facets.get(name)
        if known is None:
            known = self._facets[name] = unpacked(self._tellings[name].facets)
        return known

    # Which events that makes.

    def _merge(self) -> Update:
        judged = self._judged()
        likely, reached = self._neighbourhood(judged)
        self._fetch(reached)
        told = self._told_of(reached)
        clusters, joins = self._clusters(likely, judged, reached)
        events, gone = self._events(clusters, told)
        return Update(
            articles=frozenset(self._articles),
            added=tuple(self._tellings[name] for name in sorted(self._added)),
            removed=frozenset(self._removed),
            told=tuple(self._told),
            likely=self._likely,
            unlikely=frozenset(self._unlikely),
            events=events,
            gone=gone,
            judged=frozenset(row.claim_id for rows in told.values() for row in rows) | self._claims_before(),
            judgements=tuple(self._judgements(joins, likely, told)),
        )

    def _judged(self) -> dict[Pair, Verdict]:
        """What persons judged of pairs of tellings that are there; where they differ, that the two are apart."""
        claims = {ClaimId(one) for j in self._decided for one in (j.left, j.right)}
        held = [told for told in self._shelf.told_in(claims) if told.article_id not in self._articles]
        telling = {told.claim_id: told.telling for told in (*held, *self._told)}
        found: dict[Pair, Verdict] = {}
        for judgement in self._decided:
            one, other = (telling.get(ClaimId(name)) for name in (judgement.left, judgement.right))
            if one is None or other is None or one == other or judgement.verdict is Verdict.UNSURE:
                continue
            pair = (min(one, other), max(one, other))
            if found.get(pair) is not Verdict.DIFFERENT:
                found[pair] = judgement.verdict
        return found

    def _neighbourhood(self, judged: Mapping[Pair, Verdict]) -> tuple[dict[Pair, Likeness], set[str]]:
        """The components that anything changes, whole: their likely pairs and their tellings."""
        likely = dict(self._likely)
        by_hand: dict[str, set[str]] = defaultdict(set)
        for one, other in [*self._likely, *(pair for pair, verdict in judged.items() if verdict is Verdict.SAME)]:
            by_hand[one].add(other)
            by_hand[other].add(one)
        ends = {one for pair in (*self._likely, *self._unlikely) for one in pair}
        reached: set[str] = set()
        frontier = (self._touched | ends) - self._removed
        while frontier:
            reached |= frontier
            held = self._shelf.likely(frontier)
            fresh = {pair: found for pair, found in held.items() if pair not in self._unlikely}
            likely.update(fresh)
            met = {one for pair in fresh for one in pair}.union(*(by_hand.get(one, ()) for one in frontier))
            frontier = met - reached
        return likely, reached

    def _told_of(self, names: Collection[str]) -> dict[str, list[Told]]:
        found: dict[str, list[Told]] = defaultdict(list)
        held = [told for told in self._shelf.told_of(names) if told.article_id not in self._articles]
        for told in sorted((*held, *self._told), key=lambda t: t.claim_id):
            found[told.telling].append(told)
        return found

    def _claims_before(self) -> frozenset[ClaimId]:
        return frozenset(told.claim_id for told in self._shelf.told_by(self._articles))

    def _clusters(
        self, likely: Mapping[Pair, Likeness], judged: Mapping[Pair, Verdict], reached: Collection[str]
    ) -> tuple[list[list[str]], list[Pair]]:
        """The tellings of each event, and the pairs that joined them."""
        together, apart = (
            [pair for pair, verdict in judged.items() if verdict is wanted and set(reached) >= {*pair}]
            for wanted in (Verdict.SAME, Verdict.DIFFERENT)
        )
        found: list[list[str]] = []
        joins: list[Pair] = []
        for lot in components([*likely, *together], reached):
            if len(lot.tellings) == 1:
                found.append(lot.tellings)
                continue
            mine = {pair: likely[pair] for pair in lot.pairs if pair in likely}
            facets = {name: self._facets_of(name) for name in lot.tellings}
            ranks = {name: self._tellings[name].rank for name in lot.tellings}
            members = set(lot.tellings)
            forced = [pair for pair in lot.pairs if pair in set(together)]
            clusters, kept = cluster(facets, ranks, mine, forced, [pair for pair in apart if members >= {*pair}])
            found += clusters
            joins += kept
        return found, joins

    def _judgements(
        self, joins: Iterable[Pair], likely: Mapping[Pair, Likeness], told: Mapping[str, Sequence[Told]]
    ) -> list[Judgement]:
        found = []
        for one, other in joins:
            ends = sorted((told[name][0].claim_id, self._facets_of(name).said) for name in (one, other))
            found.append(_judgement(ends[0], ends[1], likely[one, other]))
        for name, rows in told.items():
            for left, right in pairwise(rows):
                said = self._facets_of(name).said
                found.append(_judgement((left.claim_id, said), (right.claim_id, said), _COPIED))
        return sorted(found, key=lambda j: (j.left, j.right))

    def _events(
        self, clusters: Iterable[Sequence[str]], told: Mapping[str, Sequence[Told]]
    ) -> tuple[tuple[Event, ...], frozenset[EventId]]:
        """The events that are new or changed, and the ids of those that are gone."""
        wanted = [sorted(row.claim_id for name in names for row in told[name]) for names in clusters]
        given = {c.claim.id: c for claims in self._articles.values() for c in claims}
        every = {claim for claims in wanted for claim in claims} | self._claims_before()
        before = self._shelf.events_of(every)
        held = {claims: event for event, claims in before.items() if given.keys().isdisjoint(claims)}
        changed = [claims for claims in wanted if frozenset(claims) not in held]
        missing = {claim for claims in changed for claim in claims} - given.keys()
        given.update(self._shelf.claims(missing))
        events = tuple(event_of([given[claim] for claim in claims]) for claims in changed)
        kept = {event_id(claims) for claims in wanted}
        return tuple(sorted(events, key=lambda e: e.id)), frozenset(before.keys() - kept)


def _judgement(left: tuple[ClaimId, str], right: tuple[ClaimId, str], found: Likeness) -> Judgement:
    return Judgement(
        id=judgement_id(JudgementKind.CLAIMS.value, left[0], right[0], PROGRAM),
        kind=JudgementKind.CLAIMS,
        left=left[0],
        right=right[0],
        verdict=Verdict.SAME,
        score=score_of(found.points),
        reason=found.reason,
        left_value=left[1],
        right_value=right[1],
        decided_by=PROGRAM,
    )
