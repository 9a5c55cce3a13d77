"""Relations that an article states, in words beside two names."""

from __future__ import annotations

import pytest

from onrecord import attributions, mentions, relations, times
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
    ]
)


def stated(text: str) -> set[tuple[str, str, str]]:
    page = plain_article(text, published=None, publisher=None)
    readings = READER.read(page)
    found = mentions.find(page, readings)
    voices = attributions.trace(page, readings, found)
    known = {m.id: m.text.removeprefix("the ").removeprefix("The ") for m in found}
    gathered = relations.gather(page, readings, found, voices, times.date(page, found), RunId("ru"))
    for relation in gathered:
        assert all(span.of(text) for span in relation.evidence)
    return {(r.kind.value, known[r.subject], known[r.object]) for r in gathered}


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
