"""Posts, persons after posts, groups of people."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind as K
from onrecord.model.spans import Span
from onrecord.readings import finding, people
from onrecord.readings.names import NameList
from onrecord.text.chunks import analyse

NONE = NameList([])


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Deputy Foreign Minister Lena Orlova left.", "Deputy Foreign Minister", K.POST),
        ("Deputy Foreign Minister Lena Orlova left.", "Lena Orlova", K.PERSON),
        ("Col. Peter Hart left.", "Col. Peter Hart", K.PERSON),
        ("The interior minister left.", "The interior minister", K.POST),
        ("Six policemen died.", "policemen", K.GROUP),
        ("Protesters blocked the road.", "Protesters", K.GROUP),
        ("The defence ministry denied it.", "The defence ministry", K.ORGANISATION),
        ("Two fighter jets bombed a hospital.", "a hospital", K.FACILITY),
        ("They fired rockets.", "rockets", K.WEAPON),
        ("The rebels fled.", "The rebels", K.ARMED_GROUP),
        ("Police arrested two trekkers.", "trekkers", K.GROUP),
    ],
)
def test_kinds(text: str, words: str, kind: K) -> None:
    mentions = finding.find([analyse(text, Span(0, len(text)))], NONE)
    assert {m.span.of(text): m.kind for m in mentions}.get(words) is kind


@pytest.mark.parametrize("word", ["numbers", "waters", "headquarters", "orders"])
def test_plurals_that_only_look_like_people(word: str) -> None:
    assert people.kind_of_noun(word, "") is not K.GROUP
