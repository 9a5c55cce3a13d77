"""What is only threatened, asked, feared, denied or supposed is no happening; who speaks and who receives is named."""

from __future__ import annotations

import pytest

from onrecord.model.claims import EventType, Factuality
from onrecord.model.mentions import MentionKind, QuantityKind
from onrecord.model.readings import Reading, Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

READER = LexiconReader(
    [
        ("Northern Front", MentionKind.ARMED_GROUP),
        ("Norway", MentionKind.STATE),
        ("Peru", MentionKind.STATE),
        ("Chile", MentionKind.STATE),
        ("Bolivia", MentionKind.STATE),
    ]
)


def read(text: str) -> Reading:
    (reading,) = READER.read(plain_article(text, published=None, publisher=None))
    return reading


def triggers(text: str) -> list[str]:
    return [trigger.span.of(text) for trigger in read(text).triggers]


def fillers(text: str, role: Role, word: str) -> list[str]:
    reading = read(text)
    number = next(i for i, t in enumerate(reading.triggers) if t.span.of(text).startswith(word))
    return [reading.mentions[a.mention].span.of(text) for a in reading.roles if (a.trigger, a.role) == (number, role)]


def voices(text: str, word: str) -> list[str]:
    """The voices that tell the trigger which begins with the word."""
    reading = read(text)
    number = next(i for i, t in enumerate(reading.triggers) if t.span.of(text).startswith(word))
    told = [a for a in reading.attributions if number in a.triggers and a.source is not None]
    return [reading.mentions[a.source].span.of(text) for a in told if a.source is not None]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Northern Front threatened to resume attacks on trawlers.", "attacks"),
        ("The Northern Front did not launch an attack on Norway.", "attack"),
        ("The minister promised aid to the coast and talks with Peru.", "talks"),
        ("The Northern Front will fight on if Norway does not attack the camp.", "attack"),
        ("Had Norway attacked the camp, hundreds would have fled.", "attacked"),
        ("Should Norway attack the camp, the governor will leave.", "attack"),
        ("The guards will stay until Norway releases the captain.", "releases"),
        ("The police said they had foiled an attack by the Northern Front on a chapel.", "attack"),
        ("Peru accused Chile of planning to attack a harbour.", "attack"),
        ("The mayor feared that the Northern Front would attack the harbour.", "attack"),
        ("Critics doubt that Norway bombed the harbour.", "bombed"),
        ("The army denied that it had lost any trucks.", "lost"),
        ("Under the proposal, Norway would withdraw its soldiers.", "withdraw"),
        ("No state condemned Norway over the vote.", "condemned"),
    ],
)
def test_what_has_not_taken_place_is_no_claim(text: str, word: str) -> None:
    assert word not in triggers(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway launched an attack on the Northern Front.", "launched"),
        ("The Northern Front vowed to avenge the killing of its leader.", "killing"),
        ("Peru called on Chile to condemn the attack on the harbour by the Northern Front.", "attack"),
    ],
)
def test_what_did_take_place_still_is(text: str, word: str) -> None:
    assert any(trigger.startswith(word) for trigger in triggers(text))


def test_who_is_only_held_for_a_deed_has_not_been_shown_to_do_it() -> None:
    text = "The captain, who is wanted for bombing a hotel, left Norway."
    (bombing,) = [t for t in read(text).triggers if t.span.of(text) == "bombing"]
    assert bombing.factuality is Factuality.UNKNOWN


def test_a_charge_dismissed_is_denied() -> None:
    text = "The court dismissed the charge that the general killed nine fishermen."
    (killed,) = [t for t in read(text).triggers if t.span.of(text) == "killed"]
    assert killed.factuality is Factuality.DENIED


def test_the_accuser_receives_nothing_in_his_own_charge() -> None:
    text = "Norway accused Peru of arming the rebels and supplying them with rockets."
    assert "Norway" not in fillers(text, Role.RECIPIENT, "supplying")


def test_those_asked_to_speak_are_no_voice_and_a_new_deed_is_nobodys_words() -> None:
    text = "Norway urged all sides to show restraint, and the Peruvian foreign minister met a Chilean delegation."
    assert voices(text, "met") == []


def test_a_dateline_before_a_colon_is_no_voice() -> None:
    text = "KANO: Rebels killed nine fishermen in a village, police said."
    assert voices(text, "killed") == ["police"]


def test_a_verb_of_telling_with_not_tells_nothing() -> None:
    text = "The Northern Front did not claim the attack on the harbour."
    assert all(a.source is None or not a.triggers for a in read(text).attributions)


def test_a_charge_is_no_voice() -> None:
    text = "The charge says the police beat two fishermen."
    assert voices(text, "beat") == []


def test_ministers_of_several_states_all_meet() -> None:
    text = "The foreign ministers of Peru, Chile and Bolivia met in Lima on Friday."
    assert fillers(text, Role.ACTOR, "met") == ["Peru", "Chile", "Bolivia"]
    text = "The presidents of Peru and Chile signed a trade agreement."
    assert fillers(text, Role.ACTOR, "signed") == ["Peru", "Chile"]


def test_the_place_of_an_attack_is_not_its_doer() -> None:
    assert fillers("The Kabul airport attack killed 13 soldiers.", Role.ACTOR, "killed") == []
    assert fillers("The Oslo bombing killed 13 soldiers.", Role.ACTOR, "killed") == []
    assert fillers("Norway's bombing killed 13 soldiers.", Role.ACTOR, "killed") == ["Norway"]


def test_six_of_them_names_nobody() -> None:
    text = "The Northern Front attacked four trucks, killing six of them."
    assert "six of them" not in fillers(text, Role.RECIPIENT, "killing")


def test_who_attacks_is_not_who_deploys_against_it() -> None:
    text = "Soldiers were deployed to prevent attacks on villages by the Northern Front."
    reading = read(text)
    assert not [t for t in reading.triggers if t.event_type is EventType.MOBILIZE] or (
        "the Northern Front" not in fillers(text, Role.ACTOR, "deployed")
    )


def test_who_undergoes_a_deed_is_found_past_an_insertion() -> None:
    text = "Nine people, including two nurses, were killed in Oslo."
    assert fillers(text, Role.RECIPIENT, "killed") == ["people"]
    text = "The gunman who attacked the Oslo market was killed by the Northern Front."
    assert fillers(text, Role.RECIPIENT, "killed") == ["The gunman"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Neither Peru nor Chile attacked Bolivia.", "attacked"),
        ("No one attacked the harbour of Bolivia.", "attacked"),
        ("Not one soldier attacked Bolivia.", "attacked"),
        ("Hardly any soldiers attacked Bolivia.", "attacked"),
        ("The president considered bombing Peru.", "bombing"),
        ("The cabinet decided against attacking Chile.", "attacking"),
        ("Instead of attacking Chile, Peru met Bolivia.", "attacking"),
        ("Norway almost invaded Peru.", "invaded"),
        ("The blast nearly killed the mayor.", "killed"),
        ("Officials fear Peru could attack Chile, killing thousands.", "killing"),
        ("In his new film, rebels killed the president.", "killed"),
        ("In the novel, Norway attacks Peru.", "attacks"),
    ],
)
def test_what_nobody_did_or_only_came_near_is_no_claim(text: str, word: str) -> None:
    assert word not in triggers(text)


def test_a_result_is_as_real_as_what_brings_it_about() -> None:
    text = "Norway will bomb Peru, killing thousands."
    assert {t.factuality for t in read(text).triggers} <= {Factuality.POSSIBLE, Factuality.PLANNED}
    (done,) = read("Norway bombed Peru, killing thousands.").triggers
    assert done.factuality is Factuality.HAPPENED


def test_nobody_is_on_both_sides_without_a_word_for_it() -> None:
    text = "Norway spoke on Friday. It attacked Norway."
    assert fillers(text, Role.RECIPIENT, "attacked") == []


def test_who_acts_in_an_insertion_behind_the_subject() -> None:
    text = "Norway, bombing a port of Peru, arrested nine fishermen."
    assert fillers(text, Role.ACTOR, "bombing") == ["Norway"]
    taking = "Norway, taking control of the country, arrested nine officials."
    assert "taking control" not in triggers(taking) or fillers(taking, Role.RECIPIENT, "taking") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The heat wave killed 40 people in the valley.", "killed"),
        ("A coach derailed near the pass, killing 30 passengers.", "killing"),
        ("Dozens of migrants were killed when a boat sank off the cape.", "killed"),
        ("A law of that kind would kill thousands of jobs in Peru.", "kill"),
        ("In Norway, killing nine guards is a crime.", "killing"),
    ],
)
def test_what_nobody_did_is_no_happening(text: str, word: str) -> None:
    assert word not in triggers(text)


def test_what_strikes_makes_an_accident_a_deed() -> None:
    assert triggers("The coach crashed after a mine exploded, killing 30 passengers.")
    assert triggers("A bridge collapsed after an air strike, killing nine civilians.")


def test_of_two_told_with_or_neither_is_taken() -> None:
    text = "Artillery shelled Norway or Peru on Monday."
    assert (fillers(text, Role.RECIPIENT, "shelled"), fillers(text, Role.PLACE, "shelled")) == ([], [])
    again = "The Northern Front, or NF, attacked the convoy."
    assert fillers(again, Role.ACTOR, "attacked")


@pytest.mark.parametrize(
    "text",
    [
        "Norway gave Peru $5 million for the police mission on Tuesday.",
        "Norway gave Peru 30 trucks of aid in May.",
        "Norway granted Peru a loan of 100 million euros for reforms.",
    ],
)
def test_who_stands_behind_giving_receives(text: str) -> None:
    word = "granted" if "granted" in text else "gave"
    assert fillers(text, Role.RECIPIENT, word) == ["Peru"]


def test_killed_or_wounded_tells_no_number_of_dead() -> None:
    text = "Guards killed or wounded dozens of protesters in the harbour."
    reading = read(text)
    assert fillers(text, Role.ACTOR, "killed") == ["Guards"]
    assert [m.quantity_kind for m in reading.mentions if m.kind is MentionKind.QUANTITY] == [QuantityKind.OTHER]


def test_where_words_were_spoken_is_not_where_it_happened() -> None:
    text = "Five guards were killed in an ambush, the governor told reporters in Norway."
    assert fillers(text, Role.PLACE, "killed") == []
