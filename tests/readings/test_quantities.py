"""What is counted, and what for."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind as K
from onrecord.model.mentions import QuantityKind as Q
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings import finding
from onrecord.readings.names import NameList
from onrecord.text.chunks import analyse


def counts(text: str) -> list[ReadMention]:
    mentions = finding.find([analyse(text, Span(0, len(text)))], NameList([]))
    return [m for m in mentions if m.kind in (K.QUANTITY, K.MONEY)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Gunmen killed three farmers.", "three farmers", Q.KILLED),
        ("At least 16 people were wounded.", "At least 16 people", Q.INJURED),
        ("Police detained 20 students.", "20 students", Q.DETAINED),
        ("Dozens of miners are missing.", "Dozens of miners", Q.MISSING),
        ("The state sent 2,500 troops.", "2,500 troops", Q.TROOPS),
        ("The bank lent $40 million.", "$40 million", Q.MONEY),
    ],
)
def test_kinds(text: str, words: str, kind: Q) -> None:
    found = counts(text)
    assert [(m.span.of(text), m.quantity_kind) for m in found] == [(words, kind)]


@pytest.mark.parametrize("text", ["He was born in 1984.", "Ana Ruiz, 29, left.", "Prices rose 5 percent."])
def test_numbers_that_count_nothing(text: str) -> None:
    assert not counts(text)
