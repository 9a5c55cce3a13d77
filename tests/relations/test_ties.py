"""Relations of several pages gathered: one for each kind and pair, who says so, since when, and against whom."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord import pipeline, relations
from onrecord.export.ties import news_among, tie_line, told_lines
from onrecord.knowledge.base import KnowledgeBase
from onrecord.knowledge.ties import KnownTies
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId
from onrecord.model.ties import BaseVerdict, Tie
from onrecord.settings import Settings
from onrecord.store import Record

PAGE = """<html><head><title>Report {n}</title><meta property="og:site_name" content="{publisher}">
<meta property="article:published_time" content="2026-03-{day:02}T08:00:00Z"></head><body><article><h1>Report {n}</h1>
<p>{text}</p><p>Nothing else was known when this report was written, and nobody would say more.</p></article></body>
</html>"""
LISTS = Settings(model="lists", jobs=1)
Telling = tuple[str, int, str]
"""Publisher, the day of March 2026 on which it published, and what its page says."""
Key = tuple[str, str, str]
Gather = Callable[..., dict[Key, Tie]]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "a.db", write=True) as opened:
        yield opened


@pytest.fixture
def gathered(record: Record, tmp_path: Path) -> Gather:
    """The ties of pages that say these things, by kind and names."""

    def read(*pages: Telling) -> dict[Key, Tie]:
        for n, (publisher, day, text) in enumerate(pages):
            page = PAGE.format(publisher=publisher, n=n, day=day, text=text)
            (tmp_path / f"{n}.html").write_text(page)
        sources = [str(tmp_path / f"{n}.html") for n in range(len(pages))]
        pipeline.read_into(record, sources, options=pipeline.ReadOptions(settings=LISTS))
        ties = pipeline.ties(record, Filter(), LISTS)
        return {(tie.kind.value, tie.subject.label, tie.object.label): tie for tie in ties}

    return read


def told(tie: Tie) -> list[tuple[str, str | None, str | None, str]]:
    """Each account: status, first day in, first day out, what the days rest on."""
    return [
        (
            account.status.value,
            str(account.days.start) if account.days and account.days.start else None,
            str(account.days.end) if account.days and account.days.end else None,
            account.basis.value,
        )
        for account in tie.accounts
    ]


def test_one_state_of_affairs_told_by_three_houses(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Norway is allied with Peru."),
        ("Coast Herald", 9, "Peru is allied with Norway."),
        ("Inland Post", 9, "Norway has been allied with Peru since 2019."),
    )
    (tie,) = (tie for (kind, *_), tie in found.items() if kind == "allied_with")
    assert (tie.status, tie.articles, tie.publishers, tie.independent_voices) == ("holds", 3, 3, 3)
    assert tie.held == (DateInterval(date(2019, 1, 1), None),)
    assert told(tie) == [
        ("holds", "2019-01-01", None, "text"),
        ("holds", "2026-03-05", "2026-03-06", "publication"),
        ("holds", "2026-03-09", "2026-03-10", "publication"),
    ]
    assert all(piece.capture_span for one in tie.told for piece in one.evidence)
    assert tie.disputes == ()


def test_a_text_that_two_print_is_one_voice(gathered: Gather) -> None:
    text = "Norway recognised Peru in 2024. " + " ".join(
        f"The clerk of room {n} read the {n}th paper aloud to those who had come to hear it." for n in range(9)
    )
    found = gathered(("Harbour Gazette", 5, text), ("Coast Herald", 5, text))
    tie = found["recognises", "Norway", "Peru"]
    assert (len(tie.told), tie.articles, tie.publishers, tie.independent_voices) == (2, 1, 2, 1)


def test_joined_and_left(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Norway joined the African Union in 2019."),
        ("Coast Herald", 9, "Norway left the African Union on 7 March 2026."),
    )
    tie = found["member_of", "Norway", "African Union"]
    assert tie.status == "ended"
    assert tie.held == (DateInterval(date(2019, 1, 1), date(2026, 3, 8)),)
    assert tie.disputes == ()
    assert tie.base.verdict is BaseVerdict.NEWS


def test_ended_by_some_and_still_so_for_others(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Norway left the African Union on 2 March 2026."),
        ("Coast Herald", 9, "Norway is a member of the African Union."),
    )
    (dispute,) = found["member_of", "Norway", "African Union"].disputes
    assert dispute.reason == "told as ended, and as so afterwards"
    assert {side.value for side in dispute.sides} == {"ended, before 2026-03-03", "holds, 2026-03-09"}
    assert [[voice.name for voice in side.voices] for side in dispute.sides] == [["Coast Herald"], ["Harbour Gazette"]]


def test_a_leader_who_is_replaced_is_no_rival(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Abu Musa Tarin is the leader of Boko Haram."),
        ("Coast Herald", 9, "Omar Sadiq Lawan replaced Abu Musa Tarin as leader of Boko Haram on Sunday."),
    )
    old, new = found["leads", "Abu Musa Tarin", "Boko Haram"], found["leads", "Omar Sadiq Lawan", "Boko Haram"]
    assert (old.status, new.status) == ("ended", "begun")
    assert old.disputes == new.disputes == ()
    assert new.held == (DateInterval(date(2026, 3, 8), None),)


def test_two_leaders_at_one_time(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Abu Musa Tarin is the leader of Boko Haram."),
        ("Coast Herald", 5, "Omar Sadiq Lawan is the leader of Boko Haram."),
    )
    one, other = found["leads", "Abu Musa Tarin", "Boko Haram"], found["leads", "Omar Sadiq Lawan", "Boko Haram"]
    assert one.disputes == other.disputes
    assert [dispute.reason for dispute in one.disputes] == ["two are told to hold one post at the same time"]
    assert {side.tie for side in one.disputes[0].sides} == {one.id, other.id}


def test_leaders_told_on_different_days_may_have_changed(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Abu Musa Tarin is the leader of Boko Haram."),
        ("Coast Herald", 9, "Omar Sadiq Lawan is the leader of Boko Haram."),
        ("Inland Post", 9, "Musa Kolo Yari is the deputy leader of Boko Haram."),
    )
    assert all(tie.disputes == () for tie in found.values())


def test_a_denied_alliance(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Norway is allied with Peru."),
        ("Coast Herald", 6, "Norway denied that it was allied with Peru."),
    )
    (tie,) = (tie for (kind, *_), tie in found.items() if kind == "allied_with")
    assert tie.status == "holds"
    (dispute,) = tie.disputes
    assert dispute.reason == "told by some, denied by others"
    denied = next(side for side in dispute.sides if side.value.startswith("denied"))
    assert [(voice.name, voice.is_party) for voice in denied.voices] == [("Norway", True)]


def test_allies_who_fight_each_other(gathered: Gather) -> None:
    found = gathered(
        ("Harbour Gazette", 5, "Norway is allied with Peru."),
        ("Coast Herald", 5, "Norway is fighting Peru."),
    )
    reasons = {dispute.reason for tie in found.values() for dispute in tie.disputes}
    assert reasons == {"told as allies, and as fighting each other, at the same time"}


def test_recognition_and_designation_are_news_and_stay_out_of_the_base(gathered: Gather) -> None:
    before = KnowledgeBase.shipped().digest
    found = gathered(
        ("Harbour Gazette", 5, "Norway recognised Somalia in 2024, and Peru designated Boko Haram."),
        ("Coast Herald", 6, "Iceland will recognise Somalia."),
    )
    recognised, named = found["recognises", "Norway", "Somalia"], found["designates", "Peru", "Boko Haram"]
    assert (recognised.status, named.status) == ("begun", "begun")
    assert recognised.base.verdict is named.base.verdict is BaseVerdict.NEWS
    planned = found["recognises", "Iceland", "Somalia"]
    assert (planned.status, planned.held, planned.base.verdict) == ("planned", (), BaseVerdict.UNCHECKED)
    assert planned not in news_among(list(found.values()))
    assert KnowledgeBase.shipped().digest == before


def test_the_order_of_relations_changes_nothing(gathered: Gather, record: Record) -> None:
    gathered(
        ("Harbour Gazette", 5, "Norway is allied with Peru. Abu Musa Tarin is the leader of Boko Haram."),
        ("Coast Herald", 6, "Norway denied that it was allied with Peru."),
        ("Inland Post", 7, "Omar Sadiq Lawan is the leader of Boko Haram. Peru is allied with Norway."),
    )
    single = list(record.relations(Filter()))
    base = KnownTies(KnowledgeBase.shipped())
    first = relations.join(single, base)
    for seed in range(5):
        random.Random(seed).shuffle(single)
        assert relations.join(single, base) == first
    assert relations.join([*single, *single][: len(single)], base) == first


def test_words_that_are_no_names_are_of_their_own_text_alone(gathered: Gather, record: Record) -> None:
    gathered(
        ("Harbour Gazette", 5, "The soldiers of Norway slept."),
        ("Coast Herald", 6, "The soldiers of Norway marched."),
    )
    ties = [tie for tie in pipeline.ties(record, Filter(), LISTS) if tie.kind is RelationKind.MEMBER_OF]
    assert [len(tie.told) for tie in ties] == [1, 1]
    assert {tie.base.verdict for tie in ties} == {BaseVerdict.UNCHECKED}


def test_every_word_of_a_tie_leads_to_a_page(gathered: Gather, record: Record) -> None:
    (tie,) = gathered(("Harbour Gazette", 5, "Norway is allied with Peru.")).values()
    line = tie_line(tie)
    (said,) = line["told"]
    whole = record.capture(next(iter(record.captures())).id).text
    for piece in said["evidence"]:
        assert whole[piece["capture_start"] : piece["capture_end"]] == piece["text"]
    assert "0.html:" in "\n".join(told_lines([tie]))


# The knowledge base

BASE = KnownTies(KnowledgeBase.from_yaml({"test.yaml": """
checked: "2025-06"
actors:
  - {name: Norland, id: norland, kind: state, country: NOR, demonyms: [Norlandic]}
  - {name: Coast League, id: league, kind: organisation}
  - name: Red Column
    id: red
    kind: armed_group
    allied_with: [{of: league, from: 2019, until: 2022-03-01}]
    fights: [norland]
  - name: Ada Amsel
    id: ada
    kind: person
    posts: [{title: foreign minister, of: norland, from: 2020-01-01, until: 2023-01-01}]
offices:
  - {of: league, title: leader, held: [[Bo Tern, 2018-01-01, 2024-01-01], [Cy Ulm, 2024-01-01]]}
"""}))  # fmt: skip
IDS = {name: ActorId(f"kb:{name}") for name in ("norland", "league", "red", "ada", "bo-tern", "cy-ulm")}


def asked(
    kind: str,
    one: str | None,
    other: str | None,
    day: DateInterval | None,
    status: str = "holds",
    post: str | None = None,
) -> tuple[str, str]:
    office = BASE.office(post) if post else None
    ends = (IDS[one], IDS.get(other or ""))
    check = BASE.check(RelationKind(kind), *ends, office, RelationStatus(status), day)
    return check.verdict.value, check.words


def on(year: int, month: int = 6) -> DateInterval:
    return DateInterval.day(date(year, month, 1))


def test_what_the_base_has_for_that_time_is_known() -> None:
    assert asked("allied_with", "red", "league", on(2020)) == ("known", "the base has it from 2019-01-01 to 2022-02-28")
    assert asked("allied_with", "league", "red", on(2020))[0] == "known"
    assert asked("fights", "red", "norland", None)[0] == "known"
    assert asked("leads", "bo-tern", "league", on(2020))[0] == "known"


def test_what_the_base_has_for_another_time_contradicts_it() -> None:
    verdict, words = asked("allied_with", "red", "league", on(2024))
    assert verdict == "contradicts"
    assert words == "the base has it from 2019-01-01 to 2022-02-28, not then"
    assert asked("allied_with", "red", "league", on(2020), "denied")[0] == "contradicts"


def test_another_holder_contradicts_as_far_as_the_base_was_followed() -> None:
    assert asked("leads", "ada", "league", on(2020)) == (
        "contradicts", "the base has Bo Tern as leader on 2020-06-01",
    )  # fmt: skip
    verdict, words = asked("leads", "ada", "league", on(2026))
    assert verdict == "news"
    assert "Cy Ulm" in words


def test_an_end_that_the_base_does_not_have_is_news() -> None:
    end = DateInterval(None, date(2026, 1, 1))
    assert asked("fights", "red", "norland", end, "ended")[0] == "news"
    assert asked("allied_with", "red", "league", end, "ended")[0] == "known"
    assert asked("allied_with", "red", "league", DateInterval(None, date(2020, 1, 1)), "ended")[0] == "contradicts"
    assert asked("supplies", "norland", "red", on(2020))[0] == "news"


@pytest.mark.parametrize(
    "post", ["Norland's foreign minister", "Norlandic foreign minister", "foreign minister of Norland"]
)
def test_a_post_in_several_words_is_one_office(post: str) -> None:
    assert BASE.office(post) == ("foreign minister", IDS["norland"])
    assert asked("holds_post", "ada", None, on(2021), post=post)[0] == "known"
    assert asked("holds_post", "ada", None, on(2024), post=post)[0] == "contradicts"
    assert asked("holds_post", "bo-tern", None, on(2021), post=post)[0] == "contradicts"


def test_words_without_a_known_body_name_no_office() -> None:
    assert BASE.office("an analyst") is None
    assert BASE.office("foreign minister") is None
