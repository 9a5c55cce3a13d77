from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.copies import Index, group
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


def test_the_index_grows_one_by_one_and_takes_none_twice() -> None:
    index = Index()
    first, second = article("a", WIRE), article("b", WIRE)
    for one in (first, first, second, second):
        index.add(one)
    assert [g.members for g in index.groups()] == [(first.id, second.id)]
    assert index.groups() == index.groups()


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
