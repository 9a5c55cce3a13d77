"""Which day and place the words of a sentence give to a happening, and which to something else."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings.neural.circumstances import Circumstances
from onrecord.readings.neural.clauses import Clauses


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _circumstances(text: str, day: str) -> Circumstances:
    mention = ReadMention(span=_span(text, day), kind=MentionKind.TIME, score=1.0, basis="test")
    return Circumstances(Clauses(text, [Span(0, len(text))], [mention]))


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The League mourned Tuesday's attack on the mill.", "attack"),
        ("Its men carried out Tuesday's deadly bombing of the mill.", "bombing"),
        ("Four men have died following Tuesday's gun battle at the mill.", "gun battle"),
        ("Four men were killed in Tuesday's attack on the mill.", "killed"),
        ("Tuesday's fighting cost nine lives.", "cost"),
        ("They mourned the massacre committed at the mill by the League on Tuesday.", "massacre"),
        ("It told its story of Tuesday's firefight at the mill, in which one man was killed.", "killed"),
    ],
)
def test_a_deed_is_of_the_day_that_owns_it(text: str, trigger: str) -> None:
    assert _circumstances(text, "Tuesday").day_of(_span(text, trigger)) == 0


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Four men were killed after Tuesday's vote.", "killed"),
        ("Four men were killed, the League said in Tuesday's statement.", "killed"),
        ("Four men were killed on Tuesday.", "killed"),
    ],
)
def test_a_day_that_owns_something_else_is_not_the_deeds(text: str, trigger: str) -> None:
    assert _circumstances(text, "Tuesday").day_of(_span(text, trigger)) is None


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The mill was burned by raiders, the mayor said on Tuesday.", "burned"),
        ("The mill was burned by raiders, the mayor told reporters in a statement on Tuesday.", "burned"),
        ("The raid on the mill was condemned on Tuesday by the mayor.", "raid"),
        ("The death toll from the raid on the mill climbed to nine on Tuesday.", "raid"),
        ("The raid has claimed a third life: a guard succumbed in a clinic on Tuesday.", "raid"),
        ("The town on Tuesday buried the nine men who were shot by raiders.", "shot"),
        ("The raiders burned the mill after Tuesday's vote.", "burned"),
    ],
)
def test_a_day_told_of_something_else_dates_no_deed(text: str, trigger: str) -> None:
    assert not _circumstances(text, "Tuesday").may_date(_span(text, trigger), 0)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The raiders burned the mill on Tuesday, the mayor said.", "burned"),
        ("The army said on Tuesday it had shelled the mill.", "shelled"),
        ("On Tuesday it was the mill that was burned.", "burned"),
        ("The customs union was dissolved, the envoys announced on Tuesday.", "dissolved"),
        ("Tuesday: raiders burned the mill.", "burned"),
    ],
)
def test_a_day_that_may_be_the_deeds_is_left_to_it(text: str, trigger: str) -> None:
    assert _circumstances(text, "Tuesday").may_date(_span(text, trigger), 0)


def test_what_parts_two_clauses_parts_a_deed_from_a_day() -> None:
    text = "Raiders burned the mill, and the mayor fled on Tuesday."
    found = _circumstances(text, "Tuesday")
    assert not found.is_beside(_span(text, "burned"), 0)
    assert found.is_beside(_span(text, "fled"), 0)


@pytest.mark.parametrize(
    ("text", "trigger", "is_dated"),
    [
        ("Norway kept a clinic until May, when it was shelled.", "shelled", True),
        ("The clinic was open in May, when rebels shelled it.", "shelled", True),
        ("The clinic was open in May, and rebels shelled it.", "shelled", False),
        ("When rebels shelled it in May, the clinic was open.", "shelled", False),
    ],
)
def test_a_time_that_a_clause_tells_more_of_is_its_time(text: str, trigger: str, *, is_dated: bool) -> None:
    assert (_circumstances(text, "May").dated_by_when(_span(text, trigger)) == 0) is is_dated


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        ("On Tuesday raiders with torches burned the mill.", "burned", 0),
        ("On Tuesday the mayor fled and raiders burned the mill.", "burned", None),
        ("Raiders who came on Tuesday burned the mill.", "burned", None),
    ],
)
def test_what_opens_a_sentence_is_the_day_of_its_verb(text: str, trigger: str, told: int | None) -> None:
    assert _circumstances(text, "Tuesday").opening_day(_span(text, trigger)) == told
