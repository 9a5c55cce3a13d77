"""Pages in any order and any batches, taken out again, copied and judged by people: always the same events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.events import EventSet, MemoryShelf, blocking, merge, update, updating
from onrecord.events.shelf import Shelf
from onrecord.model.claims import EventType, Stance
from onrecord.model.events import Event
from onrecord.model.ids import ArticleId, ClaimId, EventId
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.resolved import ResolvedClaim
from tests.events.made import claim

Articles = dict[ArticleId, list[ResolvedClaim]]
FIRST = date(2024, 5, 1)
TEXTS = (
    ("Gunmen killed six guards in an ambush.", "killed"),
    ("The attack on the guards came at dawn.", "attack"),
    ("A bomb went off near the market.", "bomb"),
    ("The shelling went on all night.", "shelling"),
)


@st.composite
def told(draw: st.DrawFn) -> ResolvedClaim:
    """One claim of one of a few articles, with words, people, places and days that others share."""
    text, trigger = draw(st.sampled_from(TEXTS))
    article = draw(st.sampled_from("abcdefgh"))
    day = draw(st.none() | st.integers(0, 3))
    return claim(
        text,
        trigger=trigger,
        article=article,
        publisher=f"Paper {article}",
        copy_group=draw(st.sampled_from([None, None, "g1"])) if article in "gh" else None,
        kind=draw(st.sampled_from([EventType.ASSAULT, EventType.ASSAULT, EventType.COERCE])),
        actors=draw(st.sampled_from([(), (), ("Red Column",), ("Blue Front",), ("gunmen",)])),
        recipients=draw(st.sampled_from([(), ("guards",), ("border guards",), ("traders",), ("Red Column",)])),
        where=draw(st.sampled_from([None, "Karsa", "Karsa", "Belu", "North", "Aland"])),
        day=FIRST + timedelta(days=day) if day is not None else None,
        published=FIRST + timedelta(days=4),
        killed=draw(st.none() | st.sampled_from([(6.0, 6.0), (9.0, 9.0)])),
        stance=draw(st.sampled_from([Stance.REPORTS, Stance.CLAIMS_RESPONSIBILITY])),
        shift=draw(st.integers(0, 3)) * 100,
    )


def by_article(claims: Iterable[ResolvedClaim]) -> Articles:
    found: Articles = defaultdict(list)
    for one in {c.claim.id: c for c in claims}.values():
        found[one.claim.article_id].append(one)
    return found


class Kept:
    """A shelf with the events and judgements that updates left."""

    def __init__(self) -> None:
        self.shelf = MemoryShelf()
        self.events: dict[EventId, Event] = {}
        self.judgements: dict[str, Judgement] = {}

    def read(self, articles: Articles, decided: Sequence[Judgement] = ()) -> None:
        """Takes these as all the claims of their articles."""
        self.shelf.put(articles)
        shelf: Shelf = self.shelf
        changed = update(shelf, articles, decided)
        self.shelf.apply(changed)
        for gone in changed.gone:
            del self.events[gone]
        self.events.update((e.id, e) for e in changed.events)
        for name, one in list(self.judgements.items()):
            if {one.left, one.right} & changed.judged:
                del self.judgements[name]
        self.judgements.update((j.id, j) for j in changed.judgements)

    def set(self) -> EventSet:
        """What it all adds up to now."""
        events = tuple(self.events[name] for name in sorted(self.events))
        judgements = tuple(sorted(self.judgements.values(), key=lambda j: (j.left, j.right)))
        return EventSet(events=events, judgements=judgements)


def judged(one: ResolvedClaim, other: ResolvedClaim, verdict: Verdict) -> Judgement:
    left, right = sorted((one.claim.id, other.claim.id))
    return Judgement(
        id=f"ju{left}{right}", kind=JudgementKind.CLAIMS, left=left, right=right, verdict=verdict, score=1.0,
        reason="seen", left_value="", right_value="", decided_by="ana",
    )  # fmt: skip


SETTINGS = settings(max_examples=12, deadline=None)
few_neighbours = pytest.mark.parametrize("near", [1, 2, 24])


@pytest.fixture(autouse=True)
def _as_in_large_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets how many neighbours are compared: with few of them small blocks behave as large ones do."""
    near = getattr(request.node, "callspec", None)
    for place in (blocking, updating):
        monkeypatch.setattr(place, "NEAR", near.params["near"] if near else blocking.NEAR)


@few_neighbours
@settings(parent=SETTINGS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(told(), max_size=14), data=st.data())
def test_batches_in_any_order_give_what_all_at_once_gives(
    near: int, claims: list[ResolvedClaim], data: st.DataObject
) -> None:
    articles = by_article(claims)
    order = data.draw(st.permutations(sorted(articles)))
    kept = Kept()
    while order:
        size = data.draw(st.integers(1, len(order)))
        batch, order = order[:size], order[size:]
        kept.read({name: articles[name] for name in batch})
    assert kept.set() == merge([c for some in articles.values() for c in some])


@few_neighbours
@settings(parent=SETTINGS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(told(), min_size=2, max_size=14), other=st.lists(told(), max_size=8), data=st.data())
def test_what_is_taken_out_or_read_again_leaves_no_trace(
    near: int, claims: list[ResolvedClaim], other: list[ResolvedClaim], data: st.DataObject
) -> None:
    """Whole articles go, others come to tell something else."""
    articles, again = by_article(claims), by_article(other)
    kept = Kept()
    kept.read(articles)
    gone = data.draw(st.sets(st.sampled_from(sorted(articles))))
    changed = {name: again.get(name, []) for name in {*gone, *again}}
    for name in data.draw(st.permutations(sorted(changed))):
        kept.read({name: changed[name]})
    left = {**articles, **changed}
    assert kept.set() == merge([c for some in left.values() for c in some])


@few_neighbours
@settings(parent=SETTINGS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(told(), min_size=2, max_size=12, unique_by=lambda c: c.claim.id), data=st.data())
def test_what_people_judge_outranks_and_can_be_withdrawn(
    near: int, claims: list[ResolvedClaim], data: st.DataObject
) -> None:
    articles = by_article(claims)
    one, other = data.draw(st.permutations(claims))[:2]
    said = judged(one, other, data.draw(st.sampled_from([Verdict.SAME, Verdict.DIFFERENT])))
    meant = {c.claim.article_id for c in (one, other)}
    kept = Kept()
    kept.read(articles)
    before = kept.set()
    kept.read({name: articles[name] for name in meant}, [said])
    assert kept.set() == merge(claims, decided=[said])
    together = any({one.claim.id, other.claim.id} <= set(e.claims) for e in kept.events.values())
    assert together == (said.verdict is Verdict.SAME)
    kept.read({name: articles[name] for name in meant})
    assert kept.set() == before


@settings(parent=SETTINGS)
@given(claims=st.lists(told(), min_size=1, max_size=14), times=st.integers(1, 40), data=st.data())
def test_an_article_repeated_changes_nothing(claims: list[ResolvedClaim], times: int, data: st.DataObject) -> None:
    """As often as it is repeated, by whichever publisher: the same happenings, the same number of voices."""
    articles = by_article(claims)
    name = data.draw(st.sampled_from([a for a in sorted(articles) if a not in "gh"] or [next(iter(articles))]))
    rows = articles[name]
    as_group = [replace(c, article=replace(c.article, copy_group=rows[0].article.copy_group or "g9")) for c in rows]
    repeated = [copied(c, n) for n in range(times) for c in as_group]
    once = merge([c for some in articles.values() for c in some])
    others = [c for other, some in articles.items() if other != name for c in some]
    often = merge([*others, *as_group, *repeated])
    original = {c.claim.id for c in claims}
    shapes = [
        sorted((frozenset(e.claims) & original, e.independent_voices, e.articles, e.agreement) for e in found.events)
        for found in (once, often)
    ]
    assert shapes[0] == shapes[1]


def copied(one: ResolvedClaim, number: int) -> ResolvedClaim:
    """The claim as the article's copy number so-and-so makes it."""
    article = ArticleId(f"{one.claim.article_id} copy {number}")
    own = replace(one.claim, id=ClaimId(f"{one.claim.id}{number}"), article_id=article)
    return replace(one, claim=own, article=replace(one.article, article_id=article, capture_sha256=article))


def test_a_person_parts_two_copies_of_one_text() -> None:
    one = claim("Six died in Karsa.", trigger="died", where="Karsa", day=FIRST, article="a", copy_group="g")
    other = copied(one, 1)
    assert len(merge([one, other]).events) == 1
    assert len(merge([one, other], decided=[judged(one, other, Verdict.DIFFERENT)]).events) == 2


def test_a_telling_taken_out_lets_its_neighbours_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (blocking, updating):
        monkeypatch.setattr(place, "NEAR", 1)
    told = {"trigger": "killed", "recipients": ("guards",), "where": "Karsa", "day": FIRST}
    rows = [claim(f"Gunmen killed six guards, number {n}.", article=f"a{n}", **told) for n in range(6)]
    for gone in rows:
        kept = Kept()
        kept.read(by_article(rows))
        kept.read({gone.claim.article_id: []})
        assert len(kept.events) == 1
        assert kept.set() == merge([c for c in rows if c is not gone])
