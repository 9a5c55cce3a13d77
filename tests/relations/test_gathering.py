"""Relations that an article states, in words beside two names."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import attributions, mentions, relations, times
from onrecord.model.claims import Relation
from onrecord.model.dates import DateInterval
from onrecord.model.ids import RunId
from onrecord.model.mentions import MentionKind
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

READER = LexiconReader(
    [
        ("Red Column", MentionKind.ARMED_GROUP),
        ("Northern Front", MentionKind.ARMED_GROUP),
        ("Lake Union", MentionKind.ORGANISATION),
        ("Norway", MentionKind.STATE),
        ("Peru", MentionKind.STATE),
        ("Hans Lund", MentionKind.PERSON),
        ("Karim Sol", MentionKind.PERSON),
    ]
)


def read(text: str) -> dict[tuple[str, str, str], Relation]:
    page = plain_article(text, published=DateInterval.day(date(2026, 3, 10)), publisher=None)
    readings = READER.read(page)
    found = mentions.find(page, readings)
    voices = attributions.trace(page, readings, found)
    known = {m.id: m.text.removeprefix("the ").removeprefix("The ") for m in found}
    gathered = relations.gather(page, readings, found, voices, times.date(page, found), RunId("ru"))
    for relation in gathered:
        assert all(span.of(text) for span in relation.evidence)
    return {(r.kind.value, known[r.subject], known[r.object]): r for r in gathered}


def stated(text: str) -> set[tuple[str, str, str]]:
    return set(read(text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Hans Lund, the leader of the Red Column, left.", ("leads", "Hans Lund", "Red Column")),
        ("Hans Lund, a spokesman for the Red Column, left.", ("speaks_for", "Hans Lund", "Red Column")),
        ("The Red Column, an offshoot of the Northern Front, left.", ("part_of", "Red Column", "Northern Front")),
        ("Norway joined the Lake Union.", ("member_of", "Norway", "Lake Union")),
        ("Norway is allied with Peru.", ("allied_with", "Norway", "Peru")),
        ("The Red Column is fighting the Northern Front.", ("fights", "Red Column", "Northern Front")),
        ("The Red Column is based in Peru.", ("based_in", "Red Column", "Peru")),
        ("Norway recognises Peru.", ("recognises", "Norway", "Peru")),
        ("Norway designated the Red Column a terrorist group.", ("designates", "Norway", "Red Column")),
        (
            "The Red Column, formerly known as the Northern Front, left.",
            ("successor_of", "Red Column", "Northern Front"),
        ),
        ("The Red Column, also known as the Northern Front, left.", ("also_known_as", "Red Column", "Northern Front")),
        ("Norway trades with Peru.", ("trades_with", "Norway", "Peru")),
        ("Norway supplies gas and oil to Peru.", ("supplies", "Norway", "Peru")),
        ("Hans Lund, a citizen of Peru, left.", ("citizen_of", "Hans Lund", "Peru")),
    ],
)
def test_a_relation(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in stated(text)


def test_a_post_beside_a_name() -> None:
    assert any(kind == "holds_post" for kind, _, _ in stated("The foreign minister, Hans Lund, left."))


def test_names_side_by_side_state_nothing() -> None:
    assert stated("Norway and Peru slept.") == set()


LEADER = ("leads", "Karim Sol", "Red Column")
MEMBER = ("member_of", "Norway", "Lake Union")
ALLIES = ("allied_with", "Norway", "Peru")


@pytest.mark.parametrize(
    ("text", "relation", "status"),
    [
        ("Norway joined the Lake Union.", MEMBER, "begun"),
        ("Norway left the Lake Union.", MEMBER, "ended"),
        ("Norway is no longer a member of the Lake Union.", MEMBER, "ended"),
        ("Norway will join the Lake Union.", MEMBER, "planned"),
        ("Norway is allied with Peru.", ALLIES, "holds"),
        ("Norway was allied with Peru.", ALLIES, "past"),
        ("Norway is not allied with Peru.", ALLIES, "denied"),
        ("Norway denied that it was allied with Peru.", ALLIES, "denied"),
        ("Norway rejected claims that it is allied with Peru.", ALLIES, "denied"),
        ("Norway recognised Peru.", ("recognises", "Norway", "Peru"), "begun"),
        ("Norway does not recognise Peru.", ("recognises", "Norway", "Peru"), "denied"),
        ("Norway plans to recognise Peru.", ("recognises", "Norway", "Peru"), "planned"),
        ("Norway withdrew its recognition of Peru.", ("recognises", "Norway", "Peru"), "ended"),
        ("Norway denies arming the Red Column.", ("supplies", "Norway", "Red Column"), "denied"),
        ("Norway banned the Red Column.", ("designates", "Norway", "Red Column"), "begun"),
        ("The Red Column was banned by Norway.", ("designates", "Norway", "Red Column"), "begun"),
        ("Hans Lund, a former leader of the Red Column, left.", ("leads", "Hans Lund", "Red Column"), "ended"),
        ("Hans Lund was named head of the Red Column.", ("leads", "Hans Lund", "Red Column"), "begun"),
        ("Hans Lund stepped down as head of the Red Column.", ("leads", "Hans Lund", "Red Column"), "ended"),
        ("Karim Sol replaced Hans Lund as leader of the Red Column.", LEADER, "begun"),
        ("Karim Sol replaced Hans Lund as leader of the Red Column.", ("leads", "Hans Lund", "Red Column"), "ended"),
        (
            "Hans Lund was replaced by Karim Sol as head of the Red Column.",
            ("leads", "Karim Sol", "Red Column"),
            "begun",
        ),
    ],
)
def test_what_the_words_make_of_a_relation(text: str, relation: tuple[str, str, str], status: str) -> None:
    assert read(text)[relation].status == status


def test_who_leaves_a_country_leaves_no_body() -> None:
    assert stated("Hans Lund left Norway.") == set()


def test_a_denial_is_the_word_of_who_denies() -> None:
    (told,) = read("Norway denied that it was allied with Peru.").values()
    assert [(voice.text, voice.cue) for voice in told.chain] == [("Norway", "denied")]
    (told,) = read("Norway is not allied with Peru.").values()
    assert told.chain == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Norway joined the Lake Union in 2019.", date(2019, 1, 1), None),
        ("In 2019, Norway joined the Lake Union.", date(2019, 1, 1), None),
        ("Norway is allied with Peru since June 2021.", date(2021, 6, 1), None),
        ("Norway left the Lake Union on 5 March 2026.", None, date(2026, 3, 6)),
        ("Norway was allied with Peru in 2020.", date(2020, 1, 1), date(2021, 1, 1)),
        ("Norway was allied with Peru until 2020.", None, date(2021, 1, 1)),
    ],
)
def test_the_days_for_which_it_is_told(text: str, start: date | None, end: date | None) -> None:
    (told,) = read(text).values()
    assert told.held == DateInterval(start, end)


def test_days_told_of_something_else_are_not_its_days() -> None:
    (told,) = read("Norway is allied with Peru, which held an election in 2019.").values()
    assert told.held is None
