from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.copies import MemoryShelf, group, grouped, grouping, neighbours, update
from onrecord.model.articles import Article, ArticleKind, CopyGroup, Published, PublisherRef
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ArticleId, CaptureId
from onrecord.model.spans import OffsetMap, Span

WIRE = (
    "Gunmen on motorcycles attacked a market in the town of Sanbera on Friday and killed at least nine traders.",
    "The attackers came from the forest to the north and opened fire as people set up their stalls, residents said.",
    "A spokesman for the army said that soldiers had pursued the men for several hours but lost them near the border.",
    "No group has claimed responsibility for the attack, the third on a market there since the rains ended.",
    "The governor ordered markets in the district closed for a week and promised help to the families of the dead.",
)
ADDED = (
    "Our correspondent in the regional capital saw two lorries carrying wounded people arrive at the hospital by noon.",
    "Traders there have long asked for a police post, a demand that the council rejected twice for want of money.",
    "A teacher who lost his brother told this newspaper that he would leave the town as soon as the burial was over.",
)
INDEPENDENT = (
    "At least nine people died when armed men raided Sanbera's weekly market on Friday, local officials told us.",
    "Witnesses described riders emerging out of woodland and shooting into the crowd before making off with grain.",
    "The military says its troops gave chase yet returned empty-handed after the raiders slipped over the frontier.",
    "Nobody has said they carried out the raid; two earlier ones this season also went unclaimed, monitors say.",
)
UNRELATED = (
    "Lawmakers in the island state of Korvia approved a new loan for its railways after two weeks of debate.",
    "The finance minister told the chamber that the money would reach the builders before the rainy season.",
    "Opposition members left the hall before the vote and announced that they would take the matter to the high court.",
)


def article(name: str, paragraphs: tuple[str, ...], **more: object) -> Article:
    text = "\n\n".join(paragraphs)
    fields: dict[str, object] = {
        "publisher": PublisherRef(name=name),
        "credited_to": None,
        "published": Published(interval=None, basis=None),
        "kind": ArticleKind.ARTICLE,
    }
    fields.update(more)
    return Article(
        id=ArticleId(f"ar{name}"),
        capture_id=CaptureId(f"ca{name}"),
        order=0,
        title=None,
        author=None,
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),) if text else (),
        **fields,  # type: ignore[arg-type]
    )


def on(day: int) -> Published:
    return Published(interval=DateInterval.day(date(2024, 5, day)), basis=None)


def ids(found: CopyGroup) -> set[str]:
    return {m.removeprefix("ar") for m in found.members}


def test_a_copy_and_its_original_by_credit() -> None:
    reuters = PublisherRef(name="Reuters", key="reuters")
    wire = article("wire", WIRE, publisher=reuters)
    copy = article("copy", WIRE[:4], credited_to=reuters)
    (found,) = group([copy, wire, article("other", UNRELATED)])
    assert ids(found) == {"copy", "wire"}
    assert found.original == wire.id
    assert "Reuters" in found.reason


def test_copies_of_an_absent_wire_have_no_original() -> None:
    reuters = PublisherRef(name="Reuters", key="reuters")
    (found,) = group([article(n, WIRE, credited_to=reuters, published=on(d)) for n, d in (("a", 1), ("b", 2))])
    assert found.original is None
    assert "Reuters" in found.reason


def test_the_earlier_day_tells() -> None:
    (found,) = group([article("late", WIRE, published=on(3)), article("early", WIRE, published=on(2))])
    assert found.original == "arearly"


def test_the_same_day_does_not() -> None:
    (found,) = group([article("a", WIRE, published=on(3)), article("b", WIRE, published=on(3))])
    assert found.original is None


def test_an_agency_among_papers_is_the_original() -> None:
    ap = PublisherRef(name="Associated Press", key="ap")
    (found,) = group([article("paper", WIRE), article("agency", WIRE, publisher=ap)])
    assert found.original == "aragency"


def test_a_story_with_added_paragraphs_shares_only_what_it_shares() -> None:
    mixed = article("mixed", (WIRE[0], ADDED[0], WIRE[1], WIRE[2], ADDED[1], ADDED[2]))
    wire = article("wire", WIRE)
    (found,) = group([wire, mixed])
    shared = found.shares_of(mixed.id)
    covered = " ".join(s.span.of(mixed.text) for s in shared)
    assert "Gunmen on motorcycles" in covered
    assert "lost them near the border" in covered
    assert not any(a in covered for a in ADDED)
    for share in shared:
        assert share.other_span.of(wire.text)


def test_two_who_report_one_event_do_not_group() -> None:
    assert group([article("one", WIRE), article("two", INDEPENDENT)]) == ()


def test_shared_quotations_do_not_make_a_copy() -> None:
    quote = (
        "“We will not rest until those who did this have been found and brought before a judge, and I say to the "
        "families of the dead that this government stands beside them today and for as long as it takes,” he said."
    )
    assert group([article("one", (*WIRE[:3], quote)), article("two", (*INDEPENDENT, quote))]) == ()


def test_small_edits_keep_a_copy() -> None:
    edited = tuple(p.replace("at least nine", "some nine").replace("several hours", "a few hours") for p in WIRE)
    (found,) = group([article("one", WIRE), article("two", edited[::-1])])
    assert ids(found) == {"one", "two"}


def test_one_that_splices_two_stories_does_not_join_them() -> None:
    splice = article("splice", (*WIRE[:2], *ADDED, *UNRELATED[:2]))
    found = group([article("wire", WIRE), article("railways", (*UNRELATED, *INDEPENDENT)), splice])
    assert all(not {"wire", "railways"} <= ids(g) for g in found)


def test_teasers_and_short_texts_are_left_out() -> None:
    assert group([article("a", WIRE[:1]), article("b", WIRE[:1])]) == ()
    assert group([article("a", WIRE, kind=ArticleKind.TEASER), article("b", WIRE, kind=ArticleKind.TEASER)]) == ()


def test_what_came_in_before_is_found_again() -> None:
    shelf, first, second = MemoryShelf(), article("a", WIRE), article("b", WIRE)
    for one in (first, first, second, second):
        shelf.take(update(shelf, shelf.put([one])))
    assert [g.members for g in shelf.groups] == [(first.id, second.id)]


class ShelfInParts(MemoryShelf):
    """A shelf that shows of those who hold a shingle no more than it must."""

    def stretches(
        self, asked: Mapping[int, Collection[ArticleId]], reach: int
    ) -> Iterator[tuple[int, Sequence[ArticleId]]]:
        for shingle, every in super().stretches(asked, reach):
            near: set[int] = set()
            for one in asked[shingle]:
                at = bisect_left(every, one)
                near.update(range(max(0, at - reach), min(len(every), at + reach + 1)))
            runs = groupby(enumerate(sorted(near)), lambda place: place[1] - place[0])
            yield from ((shingle, [every[n] for _, n in run]) for _, run in runs)


_SENTENCES = [*WIRE, *ADDED, *UNRELATED, *INDEPENDENT]
_STORIES = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None)
@given(st.lists(_STORIES, min_size=2, max_size=12), st.randoms(use_true_random=False), st.sampled_from([1, 2, 3, 20]))
def test_batches_in_any_order_with_articles_changed_and_gone_give_what_all_at_once_give(
    stories: list[list[str]], chance: random.Random, reach: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "REACH", reach)
        shelf, standing = ShelfInParts(), dict[ArticleId, Article]()
        waiting = [*range(len(stories)), *chance.choices(range(len(stories)), k=4)]
        chance.shuffle(waiting)
        while waiting:
            batch, waiting = waiting[:3], waiting[3:]
            # Each time with other words, or another day.
            made = [article(str(n), tuple(chance.choice(stories)), published=on(chance.randint(1, 9))) for n in batch]
            gone = {one for one in standing if chance.random() < 0.2} - {x.id for x in made}
            shelf.take(update(shelf, {**shelf.put(made), **dict.fromkeys(gone)}), gone)
            standing = {one: x for one, x in standing.items() if one not in gone} | {x.id: x for x in made}
            every = list(standing.values())
            chance.shuffle(every)
            again = grouped(every)
            assert shelf.groups == again.groups
            assert shelf.texts() == again.texts()
            assert set(shelf.edges(list(standing))) == set(again.edges(list(standing)))


def test_an_unrelated_article_changes_nothing_but_itself() -> None:
    shelf = grouped(article(f"{n}", WIRE[: 3 + n % 3]) for n in range(30))
    other = article("other", UNRELATED)
    change = update(shelf, shelf.put([other]))
    assert change.touched == {other.id}
    assert (change.edges, change.removed, change.groups) == ((), frozenset(), ())


def test_of_many_that_hold_one_sentence_only_those_near_by_are_looked_at() -> None:
    shelf = grouped(article(f"{n:03}", (WIRE[0], WIRE[1], f"Number {n} of them.")) for n in range(200))
    (found,) = shelf.groups
    assert len(found.members) == 200
    asked: set[str] = set()
    before = shelf.articles

    def noted(articles: Collection[ArticleId]) -> Mapping[ArticleId, Article]:
        asked.update(articles)
        return before(articles)

    added = shelf.put([article("100a", (WIRE[0], WIRE[1], "One more of them."))])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours.Neighbours, "shifted", lambda self: (set(), set()))
        patch.setattr(grouping._Change, "_grouped", lambda self, touched: ())
        patch.setattr(shelf, "articles", noted)
        update(shelf, added)
    assert len(asked) == 2 * neighbours.REACH


def test_many_unrelated_articles_make_no_group() -> None:
    chance = random.Random(7)
    vocabulary = [f"word{i}" for i in range(3000)]

    def made(n: int) -> list[Article]:
        texts = [" ".join(chance.choices(vocabulary, k=150)) for _ in range(n)]
        return [article(f"{i}x{n}", (t,)) for i, t in enumerate(texts)]

    assert group(made(400)) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*WIRE, *ADDED, *UNRELATED, *INDEPENDENT]), max_size=6), max_size=6))
def test_shares_are_words_of_both(stories: list[list[str]]) -> None:
    articles = [article(str(i), tuple(s), published=on(1 + i)) for i, s in enumerate(stories)]
    by_id = {a.id: a for a in articles}
    seen: set[str] = set()
    for found in group(articles):
        assert len(found.members) > 1
        assert not seen & set(found.members)
        seen |= set(found.members)
        assert found.original is None or found.original in found.members
        for share in found.shares:
            own, other = share.span.of(by_id[share.article_id].text), share.other_span.of(by_id[share.other_id].text)
            assert own.split()[0].strip("“”.,").casefold() == other.split()[0].strip("“”.,").casefold()
