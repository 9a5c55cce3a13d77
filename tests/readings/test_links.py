"""What means the same, and what pronouns stand for: one candidate or none."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings import links
from onrecord.text.chunks import analyse
from onrecord.text.sentences import split


def named(text: str, *names: tuple[str, MentionKind]) -> tuple[ReadMention, ...]:
    found = []
    for name, kind in names:
        at = text.index(name)
        found.append(ReadMention(span=Span(at, at + len(name)), kind=kind, score=1.0, basis="test"))
    return tuple(found)


def pairs(text: str, mentions: tuple[ReadMention, ...]) -> set[tuple[str, str, str]]:
    analyses = [analyse(text, sentence) for sentence in split(text)]
    stands = links.antecedents(analyses, mentions)
    arcs = links.same(text, analyses, mentions, stands)
    return {(mentions[a.left].span.of(text), mentions[a.right].span.of(text), a.basis) for a in arcs}


def stands_for(text: str, mentions: tuple[ReadMention, ...]) -> list[dict[str, str]]:
    analyses = [analyse(text, sentence) for sentence in split(text)]
    found = links.antecedents(analyses, mentions)
    return [
        {a.chunks[chunk].span.of(text): mentions[m].span.of(text) for chunk, m in own.items()}
        for a, own in zip(analyses, found, strict=True)
    ]


def test_an_alias_in_brackets() -> None:
    text = "The Lake Rescue Union (LRU) met."
    mentions = named(text, ("Lake Rescue Union", MentionKind.ORGANISATION), ("LRU", MentionKind.ORGANISATION))
    assert ("Lake Rescue Union", "LRU", "alias in brackets") in pairs(text, mentions)


def test_a_surname() -> None:
    text = "Alba Ruiz spoke. Later Ruiz left."
    at = text.rindex("Ruiz")
    mentions = (
        *named(text, ("Alba Ruiz", MentionKind.PERSON)),
        ReadMention(span=Span(at, at + 4), kind=MentionKind.PERSON, score=1.0, basis="test"),
    )
    assert ("Alba Ruiz", "Ruiz", "surname") in pairs(text, mentions)


def test_a_surname_that_two_people_bear_links_to_neither() -> None:
    text = "Alba Ruiz and Juan Ruiz spoke. Later Ruiz left."
    at = text.rindex("Ruiz")
    mentions = (
        *named(text, ("Alba Ruiz", MentionKind.PERSON), ("Juan Ruiz", MentionKind.PERSON)),
        ReadMention(span=Span(at, at + 4), kind=MentionKind.PERSON, score=1.0, basis="test"),
    )
    assert not any(basis == "surname" for _, _, basis in pairs(text, mentions))


def test_a_pronoun_stands_for_the_subject_before_it() -> None:
    text = "The Red Column said it had left the town."
    mentions = named(text, ("The Red Column", MentionKind.ARMED_GROUP))
    assert stands_for(text, mentions) == [{"it": "The Red Column"}]


def test_a_pronoun_that_nothing_fits_stands_for_nothing() -> None:
    text = "The bridge fell. It had been old."
    assert stands_for(text, ()) == [{}, {}]


def test_its_fighters_are_the_bodys_own() -> None:
    text = "The Red Column said its fighters had taken the bridge."
    mentions = named(text, ("The Red Column", MentionKind.ARMED_GROUP), ("its fighters", MentionKind.GROUP))
    assert ("The Red Column", "its fighters", "a body's own men") in pairs(text, mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Norway left. It is alleged that the guards fled.",
        "Norway left. They killed nine fishermen.",
        "Norway left. It seems the guards fled.",
        "Norway asked the country to leave.",
        "Norway attacked it.",
    ],
)
def test_what_stands_for_nobody_named(text: str) -> None:
    assert all(not own for own in stands_for(text, named(text, ("Norway", MentionKind.STATE))))


def test_it_stands_for_the_state_before_it() -> None:
    text = "Norway left. It recalled its envoy."
    assert stands_for(text, named(text, ("Norway", MentionKind.STATE)))[1] == {"It": "Norway"}


def test_it_was_shelled_stands_for_what_was_kept() -> None:
    text = "Norway kept its consulate in Lagos until May, when it was shelled."
    mentions = named(text, ("Norway", MentionKind.STATE), ("its consulate", MentionKind.ORGANISATION))
    assert stands_for(text, mentions)[0]["it"] == "its consulate"
