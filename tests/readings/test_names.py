"""Known names and capitalised runs."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind as K
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings import finding
from onrecord.readings.names import NameList
from onrecord.text.chunks import analyse
from onrecord.text.sentences import split

NAMES = NameList(
    [("IS", K.ARMED_GROUP), ("Free River Front", K.ARMED_GROUP), ("May", K.PERSON), ("Türkiye Post", K.MEDIA)]
)


def found(text: str) -> dict[str, K]:
    mentions = finding.find([analyse(text, s) for s in split(text)], NAMES)
    return {m.span.of(text): m.kind for m in mentions}


def test_a_known_name_needs_its_capitals() -> None:
    assert found("He is here and IS is there.") == {"IS": K.ARMED_GROUP}
    assert found("May it end soon.").get("May") is not K.PERSON
    assert "IS" not in found("THE WAR IS OVER FOR US ALL NOW")


def test_accents_do_not_matter() -> None:
    assert found("The Turkiye Post wrote so.")["Turkiye Post"] is K.MEDIA


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He works for the Central Bank of Ghana.", "Central Bank of Ghana", K.ORGANISATION),
        ("The Lower Delta Liberation Army denied it.", "Lower Delta Liberation Army", K.ARMED_GROUP),
        ("The Tula Herald wrote so.", "Tula Herald", K.MEDIA),
        ("Shots were heard in Karamba on Monday.", "Karamba", K.PLACE),
        ("Police spokesman Olu Badere denied it.", "Olu Badere", K.PERSON),
        ("The blast hit Santa Rosa Airport.", "Santa Rosa Airport", K.FACILITY),
        ("Peru protested.", "Peru", K.STATE),
        ("He lives in Peru.", "Peru", K.PLACE),
        ("Lima protested.", "Lima", K.STATE),
        ("He was shot in Lima.", "Lima", K.PLACE),
        ("A Peruvian farmer was shot.", "Peruvian", K.NATIONALITY),
    ],
)
def test_kinds(text: str, name: str, kind: K) -> None:
    assert found(text).get(name) is kind, found(text)


def test_a_surname_is_the_person_the_article_named() -> None:
    text = "Governor Olu Badere spoke first. Later Badere left."
    mentions = finding.find([analyse(text, s) for s in split(text)], NAMES)
    assert [m.kind for m in mentions if m.span.of(text) == "Badere"] == [K.PERSON]


def test_mentions_slice_and_come_in_order() -> None:
    text = "The governor of Cusco, Ana Ruiz, told Radio Sol that at least 11 soldiers died in Puno on 5 May 2021."
    mentions: tuple[ReadMention, ...] = finding.find([analyse(text, Span(0, len(text)))], NAMES)
    assert [m.span.start for m in mentions] == sorted(m.span.start for m in mentions)
    kinds = {m.span.of(text): m.kind for m in mentions}
    assert kinds["The governor of Cusco"] is K.POST
    assert kinds["Ana Ruiz"] is K.PERSON
    assert kinds["Radio Sol"] is K.MEDIA
    assert kinds["at least 11 soldiers"] is K.QUANTITY
    assert kinds["5 May 2021"] is K.TIME


def test_the_surname_of_a_person_named_in_full_is_no_place_by_one_weak_sign() -> None:
    text = "Owen Karsten resigned. Letters were sent to Karsten on Monday. Karsten kept silent."
    assert found(text)["Karsten"] is K.PERSON


def test_according_to_leads_to_no_place() -> None:
    assert found("According to Badere, the road was cut.").get("Badere") is not K.PLACE
    assert found("The convoy drove to Badere.")["Badere"] is K.PLACE
