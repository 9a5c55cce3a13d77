"""Which place a deed has by its own words, and by which name."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings.neural.clauses import Clauses
from onrecord.readings.neural.spots import Spots, name_sites
from onrecord.text.sentences import split


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _spots(text: str, *places: str, kind: MentionKind = MentionKind.PLACE) -> tuple[Spots, list[ReadMention]]:
    mentions = [ReadMention(span=_span(text, place), kind=kind, score=1.0, basis="test") for place in places]
    named = name_sites(text, mentions)
    return Spots(Clauses(text, split(text), mentions), named), mentions


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("They stormed the market of Tessaro at noon.", "the market of Tessaro", "Tessaro"),
        ("They stormed the market of Tessaro at noon.", "the market", "Tessaro"),
        ("They fired on the Tessaro police station.", "the Tessaro police station", "Tessaro"),
        ("They struck in the Tel Avara area of Sumra.", "the Tel Avara area", "Tel Avara"),
        ("They struck in the general area of Tessaro.", "the general area", "Tessaro"),
        ("Soldiers raided Tessaro, a village in Sumra.", "a village", "Tessaro"),
        ("Soldiers stormed her village, Tessaro, at dawn.", "her village", "Tessaro"),
        ("Food came to Varania's Tessaro camp.", "Varania's Tessaro camp", "Tessaro"),
    ],
)
def test_a_site_goes_by_the_name_of_its_town(text: str, words: str, name: str) -> None:
    spots, mentions = _spots(text, words, kind=MentionKind.FACILITY if "market" in words else MentionKind.PLACE)
    assert mentions[spots.finest(0)].span.of(text) == name


@pytest.mark.parametrize("words", ["the al-Tariq hospital", "the Mirov bridge", "the market"])
def test_a_site_named_after_something_else_keeps_its_words(words: str) -> None:
    text = f"They fired on {words} at noon."
    spots, mentions = _spots(text, words, kind=MentionKind.FACILITY)
    assert mentions[spots.finest(0)].span.of(text) == words


def test_the_town_is_the_one_named_last() -> None:
    text = "Tessaro was calm on Sunday. Marchers had cut the road through the town."
    spots, mentions = _spots(text, "Tessaro", "the town")
    assert mentions[spots.finest(1)].span.of(text) == "Tessaro"


def test_a_dateline_is_not_the_town_that_was_named() -> None:
    text = "Lumo, Jan 16: Nine men were killed in Tessaro. Rebels had attacked the village."
    spots, mentions = _spots(text, "Lumo", "Tessaro", "the village")
    assert mentions[spots.finest(2)].span.of(text) == "Tessaro"


def test_the_town_stays_open_where_two_were_named() -> None:
    text = "Tessaro and Lumo were calm. Marchers had cut the road through the town."
    spots, mentions = _spots(text, "Tessaro", "Lumo", "the town")
    assert mentions[spots.finest(2)].span.of(text) == "the town"


def test_there_is_the_place_named_last() -> None:
    text = "The mayor went to Tessaro. Nine men had been killed there on Monday."
    spots, _ = _spots(text, "Tessaro")
    assert spots.there(_span(text, "killed")) == 0


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The toll of the raid on Tessaro rose in Lumo.", "raid"),
        ("The attack by rebels near Tessaro was mourned in Lumo.", "attack"),
        ("Nine died in the Tessaro bombing, a nurse in Lumo said.", "bombing"),
        ("They mourned the massacre committed in Tessaro by the gang.", "massacre"),
    ],
)
def test_a_deed_has_the_place_in_its_own_phrase(text: str, trigger: str) -> None:
    spots, _ = _spots(text, "Tessaro", *(["Lumo"] if "Lumo" in text else []))
    assert spots.own(_span(text, trigger)) == 0


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Nine men were hacked to death, a nurse in Tessaro, Alba Ruiz, told reporters.", "hacked"),
        ("A commander in Tessaro, Colonel Ruiz, put the number of men killed at nine.", "killed"),
        ("Nine men were killed, according to a guard at Tessaro.", "killed"),
        ("Nine men were killed, said Alba Ruiz, who runs a clinic in Tessaro.", "killed"),
        ("Lorries that had left Tessaro at dawn were burned by the raiders.", "burned"),
        ("The raiders, who had come from Tessaro, killed nine men.", "killed"),
        ("The raiders led nine girls off in the direction of Tessaro.", "led"),
        ("The raiders attacked lorries bound for Tessaro.", "attacked"),
        ("The fighting cost nine lives on the Tessaro side.", "cost"),
        ("The attack has cost a third life: a guard succumbed to burns in a clinic in Tessaro.", "attack"),
        ("Rebels attacked the village from the Tessaro.", "attacked"),
        ("Rebels shelled a mill, the border service in Tessaro claims.", "shelled"),
    ],
)
def test_where_somebody_speaks_from_or_goes_to_is_no_place_of_a_deed(text: str, trigger: str) -> None:
    spots, _ = _spots(text, "Tessaro")
    assert not spots.may_hold(_span(text, trigger), 0)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Nine men were killed in Tessaro, the mayor said.", "killed"),
        ("Police in Tessaro said that they had arrested nine men.", "arrested"),
        ("Raiders killed nine men in Tessaro, said Alba Ruiz.", "killed"),
        ("Rebels fired rockets towards Tessaro.", "fired"),
        ("Envoys arrived in Tessaro for talks.", "talks"),
        ("Shells hit the hospital in Tessaro and killed nine men.", "killed"),
    ],
)
def test_where_a_deed_may_be_is_left_to_it(text: str, trigger: str) -> None:
    spots, _ = _spots(text, "Tessaro")
    assert spots.may_hold(_span(text, trigger), 0)


def test_a_place_told_only_to_say_which_way_another_lies_is_not_brought_along() -> None:
    text = "Rebels came to Lumo, west of Tessaro. Several men were shot dead in their homes."
    spots, _ = _spots(text, "Tessaro")
    assert not spots.may_hold(_span(text, "shot dead"), 0)


def test_whoever_lives_in_a_place_was_struck_there() -> None:
    text = "The gang slaughtered inhabitants of Tessaro."
    spots, mentions = _spots(text, "Tessaro")
    mentions.append(ReadMention(span=_span(text, "inhabitants"), kind=MentionKind.GROUP, score=1.0, basis="test"))
    spots = Spots(Clauses(text, split(text), mentions), {})
    assert spots.of_people(1) == 0
