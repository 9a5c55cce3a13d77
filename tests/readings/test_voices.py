"""Sources, cues and contents, written in the text: [S source], [Q cue], [C content]."""

from __future__ import annotations

import re

import pytest

from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution, ReadMention
from onrecord.readings import finding, voices
from onrecord.readings.names import NameList
from onrecord.text.chunks import analyse
from onrecord.text.sentences import split


def read(text: str) -> tuple[tuple[ReadMention, ...], tuple[ReadAttribution, ...]]:
    analyses = [analyse(text, s) for s in split(text)]
    return voices.read(text, analyses, finding.find(analyses, NameList([])))


def parts(marked: str) -> tuple[str, dict[str, list[str]]]:
    found: dict[str, list[str]] = {"S": [], "Q": [], "C": []}
    for label, words in re.findall(r"\[([SQC]) ([^\]]*)\]", marked):
        found[label].append(words)
    return re.sub(r"\[[SQC] ([^\]]*)\]", r"\1", marked), found


@pytest.mark.parametrize(
    "marked",
    [
        "[S Police] [Q said] [C six men were killed on Monday].",
        "[C Six men were killed in the raid], [S police] [Q said] on Monday.",
        "[C “We will go,”] [S the minister] [Q said]. [C “Nobody stops us.”]",
        "[C “We will go,”] [Q said] [S Dana Roth], the minister. [C “Nobody stops us. We are ready.”]",
        "[Q According to] [S the ministry], [C 12 died].",
        "[C Twelve died], [Q according to] [S the ministry].",
        "[C The army], [S the colonel] [Q insisted], [C had not fired first].",
        "[S Dana Roth] at a news conference Thursday[Q :] [C “We reject this.”]",
        "[C “It is bad.\n\n“It is worse,”] [Q said] [S Lara Bell].",
    ],
)
def test_one_voice(marked: str) -> None:
    text, wanted = parts(marked)
    mentions, attributions = read(text)
    assert len(attributions) == 1
    one = attributions[0]
    assert one.source is not None
    assert one.cue is not None
    assert [mentions[one.source].span.of(text)] == wanted["S"]
    assert [one.cue.of(text)] == wanted["Q"]
    assert [span.of(text) for span in one.content] == wanted["C"]


def test_media_that_cite_a_speaker_are_the_outer_voice() -> None:
    text = "The president was cited by two newspapers as saying that the talks had failed."
    mentions, attributions = read(text)
    outer, inner = attributions
    assert outer.source is not None
    assert inner.source is not None
    assert mentions[outer.source].span.of(text).endswith("newspapers")
    assert mentions[inner.source].span.of(text) == "The president"
    assert inner.parent == 0


def test_two_voices_side_by_side() -> None:
    text = "A military source told the agency that six died, while the Front said it had killed twenty."
    _, attributions = read(text)
    assert [[s.of(text) for s in a.content] for a in attributions] == [["that six died"], ["it had killed twenty"]]
    assert [a.parent for a in attributions] == [None, None]


def test_a_nested_voice_has_a_parent() -> None:
    text = "Radio Sol said the army reported that six died."
    _, attributions = read(text)
    assert [a.parent for a in attributions] == [None, 0]


def test_nameless_sources_are_anonymous() -> None:
    mentions, attributions = read("Officials said six died.")
    source = attributions[0].source
    assert source is not None
    assert mentions[source].kind is MentionKind.ANONYMOUS


def test_a_hedge_has_no_source() -> None:
    _, attributions = read("The gunmen reportedly fled to the hills.")
    assert [(a.source, a.basis) for a in attributions] == [(None, "hedge")]


@pytest.mark.parametrize(
    "text",
    [
        "The Herald has reached out to the ministry for comment.",
        "The minister declined to comment.",
        "The army shelled the town.",
    ],
)
def test_no_voice(text: str) -> None:
    assert not read(text)[1]


def test_forms() -> None:
    forms = [read(t)[1][0].form for t in ("“We go,” he said.", "He said they go.", "He said they “must go”.")]
    assert forms == [AttributionForm.DIRECT, AttributionForm.INDIRECT, AttributionForm.MIXED]
