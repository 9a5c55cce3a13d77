"""Decoding, with scores written by hand: what the model would have to say for each answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.ids import ArticleId
from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import Reading, Role
from onrecord.model.spans import Span
from onrecord.readings.neural import labels
from onrecord.readings.neural.acceptance import Acceptance, Sight
from onrecord.readings.neural.decoding import Read, Thresholds, decode, sight
from onrecord.readings.neural.filling import Trust
from onrecord.readings.neural.merging import joined, merged
from onrecord.readings.neural.spans import Scores, pointed, spans
from onrecord.text.tokens import tokenize

TEXT = 'Gunmen killed two guards in Lorva, the mayor said: "It was war."'
WORDS = ["Gunmen", "killed", "two", "guards", "in", "Lorva", ",", "the", "mayor", "said", ":", '"', "It", "was", "war"]


def at(word: str) -> int:
    """Where a word stands, counting the opening mark."""
    return WORDS.index(word) + 1


class Says:
    """Scores of a model that is sure of what it is told to say and of nothing else."""

    def __init__(self, text: str = TEXT) -> None:
        self.text = text
        self.tokens = tokenize(text, Span(0, len(text)))
        n = len(self.tokens) + 1
        self.scores: dict[str, Scores] = {}
        for head, count in labels.SPANS.items():
            self.scores[head] = np.zeros((n, labels.width(count)), dtype=np.float32)
            self.scores[head][:, 0] = 5
        for head, count in labels.CHOICES.items():
            self.scores[head] = np.zeros((n, count), dtype=np.float32)
        for head, channels in (
            ("roles", labels.ROLE_CHANNELS),
            ("voices", labels.VOICE_CHANNELS),
            ("links", labels.LINK_CHANNELS),
        ):
            self.scores[head] = np.full((len(channels), n, n), -9, dtype=np.float32)
        self.scores["voices"][1:, :, 0] = 0

    def span(self, head: str, label: int, first: int, last: int) -> Says:
        self.scores[head][first, labels.opening(label)] = 9
        self.scores[head][first + 1 : last + 1, labels.opening(label) + 1] = 9
        return self

    def mention(self, kind: MentionKind, first: int, last: int, head: str = "outer") -> Says:
        return self.span(head, labels.KINDS.index(kind), first, last)

    def trigger(self, event_type: EventType, first: int) -> Says:
        return self.span("triggers", labels.TYPES.index(event_type), first, first)

    def arc(self, group: str, channels: tuple[str, ...], channel: str, word: int, end: int) -> Says:
        self.scores[group][channels.index(channel), word, end] = 9
        return self

    def role(self, role: str, word: int, end: int) -> Says:
        return self.arc("roles", labels.ROLE_CHANNELS, role, word, end)

    def voice(self, channel: str, word: int, end: int) -> Says:
        return self.arc("voices", labels.VOICE_CHANNELS, channel, word, end)

    def read(self, silent: tuple[Span, ...] = ()) -> Reading:
        return decode(self.window(), Thresholds(), silent)

    def sights(self, span: Span) -> Sight:
        return sight([self.window()], span)

    def window(self) -> Read:
        whole = Span(0, len(self.text))
        return Read(
            article_id=ArticleId("a"),
            text=self.text,
            window=whole,
            sentences=(whole,),
            tokens=self.tokens,
            scores=self.scores,
        )


def attack() -> Says:
    says = Says().mention(MentionKind.GROUP, at("Gunmen"), at("Gunmen")).trigger(EventType.ASSAULT, at("killed"))
    says.mention(MentionKind.QUANTITY, at("two"), at("guards"))
    says.mention(MentionKind.GROUP, at("guards"), at("guards"), "inner")
    says.mention(MentionKind.PLACE, at("Lorva"), at("Lorva")).mention(MentionKind.POST, at("the"), at("mayor"))
    for role, word in (("actor", "Gunmen"), ("recipient", "guards"), ("quantity", "guards"), ("place", "Lorva")):
        says.role(role, at("killed"), at(word))
    return says


def filled(reading: Reading, role: Role) -> list[str]:
    return [reading.mentions[arc.mention].span.of(TEXT) for arc in reading.roles if arc.role is role]


def test_an_attack_with_its_roles() -> None:
    reading = attack().read()
    (trigger,) = reading.triggers
    assert (trigger.span.of(TEXT), trigger.event_type) == ("killed", EventType.ASSAULT)
    assert filled(reading, Role.ACTOR) == ["Gunmen"]
    assert filled(reading, Role.RECIPIENT) == ["guards"]
    assert filled(reading, Role.QUANTITY) == ["two guards"]
    assert filled(reading, Role.PLACE) == ["Lorva"]


def test_how_it_is_put_is_read_at_the_trigger() -> None:
    says = attack()
    says.scores["factuality"][at("killed"), labels.FACTUALITIES.index(Factuality.DENIED)] = 3
    says.scores["stance"][at("killed"), labels.STANCES.index(Stance.DENIES)] = 3
    says.scores["mode"][at("killed"), 1 + labels.MODES.index("firearms")] = 3
    (trigger,) = says.read().triggers
    assert (trigger.factuality, trigger.stance, trigger.mode) == (Factuality.DENIED, Stance.DENIES, ("firearms",))


def test_a_mode_that_the_type_does_not_have_is_not_given() -> None:
    says = attack()
    says.scores["mode"][:, 0] = 1
    says.scores["mode"][at("killed"), 1 + labels.MODES.index("curfew")] = 9
    assert says.read().triggers[0].mode == ()


def test_no_role_without_a_trigger() -> None:
    says = Says().mention(MentionKind.GROUP, at("Gunmen"), at("Gunmen")).role("actor", at("killed"), at("Gunmen"))
    assert says.read().roles == ()


def test_nothing_happens_in_a_silent_sentence() -> None:
    reading = attack().read(silent=(Span(0, len(TEXT)),))
    assert reading.triggers == ()
    assert reading.mentions


def told() -> Says:
    says = attack().span("cues", 0, at("said"), at("said"))
    says.voice("source start", at("said"), at("the")).voice("source end", at("said"), at("mayor"))
    says.voice("content start", at("said"), at("Gunmen")).voice("content end", at("said"), at("war"))
    return says.voice("voice", at("killed"), at("said"))


def test_a_voice_with_its_content_around_it() -> None:
    (one,) = told().read().attributions
    assert one.source is not None
    assert [piece.of(TEXT) for piece in one.content] == ["Gunmen killed two guards in Lorva", '"It was war']
    assert (one.triggers, one.form) == ((0,), AttributionForm.MIXED)


def test_a_source_that_is_no_mention_becomes_one() -> None:
    says = Says().span("cues", 0, at("said"), at("said"))
    says.voice("source start", at("said"), at("the")).voice("source end", at("said"), at("mayor"))
    reading = says.read()
    (one,) = reading.attributions
    assert one.source is not None
    assert reading.mentions[one.source].span.of(TEXT) == "the mayor"
    assert one.content == ()


def test_no_content_without_a_cue() -> None:
    says = Says().voice("content start", at("said"), at("Gunmen")).voice("content end", at("said"), at("Lorva"))
    assert says.read().attributions == ()


@given(st.integers(0, 2**32 - 1))
def test_any_scores_give_spans_on_token_borders_and_arcs_that_lead_somewhere(seed: int) -> None:
    says, rng = Says(), np.random.default_rng(seed)
    for head, array in says.scores.items():
        says.scores[head] = rng.normal(0, 4, array.shape).astype(np.float32)
    reading = says.read()
    starts, ends = {t.span.start for t in says.tokens}, {t.span.end for t in says.tokens}
    given_spans = [m.span for m in reading.mentions] + [t.span for t in reading.triggers]
    given_spans += [piece for a in reading.attributions for piece in (*a.content, *([a.cue] if a.cue else []))]
    assert all(s.start in starts and s.end in ends and len(s) for s in given_spans)
    assert all(arc.trigger < len(reading.triggers) and arc.mention < len(reading.mentions) for arc in reading.roles)
    assert all(a.cue is not None or not a.content for a in reading.attributions)


def test_a_word_that_goes_on_from_nothing_begins_a_span() -> None:
    scores = np.zeros((4, 5), dtype=np.float32)
    scores[:, 0] = 1
    scores[1, 2] = scores[2, 2] = 4
    assert [one[:3] for one in spans(scores)] == [(1, 3, 0)]
    assert spans(scores[:0]) == []


def test_pointing_to_the_opening_mark_is_pointing_nowhere() -> None:
    nowhere, third = np.array([9.0, 0, 0, 0], dtype=np.float32), np.array([0.0, 0, 0, 9], dtype=np.float32)
    assert pointed(nowhere, nowhere, 10) is None
    assert pointed(third, third, 10) == (2, 3)
    assert pointed(third, np.array([0.0, 9, 0, 0], dtype=np.float32), 10) != (2, 1)


def test_readings_of_neighbours_join_with_their_arcs() -> None:
    one = told().read()
    both = joined([one, one])
    assert len(both.mentions) == 2 * len(one.mentions)
    assert {arc.trigger for arc in both.roles} == {0, 1}
    assert both.attributions[1].triggers == (1,)


def both(base: Reading, model: Says, trust: Trust | None = None) -> Reading:
    return merged(TEXT, base, model.read(), model.sights, trust or Trust())


def taking(least: float, **weights: float) -> Trust:
    return Trust(accepts=Acceptance(least=least, **weights))


@pytest.mark.parametrize("base", [Says().read(), attack().read(), told().read()])
def test_merging_keeps_what_both_see(base: Reading) -> None:
    whole = both(base, attack())
    assert [t.span for t in whole.triggers] == [t.span for t in attack().read().triggers]
    assert whole.mentions[: len(base.mentions)] == base.mentions


def test_a_happening_that_the_model_does_not_see_falls() -> None:
    whole = both(told().read(), Says(), taking(0.8))
    assert (whole.triggers, whole.roles) == ((), ())
    assert [a.triggers for a in whole.attributions] == [()]


def test_a_new_happening_takes_the_parties_of_its_clause_and_the_rest_by_arcs() -> None:
    base = Says().mention(MentionKind.GROUP, at("Gunmen"), at("Gunmen"))
    base.mention(MentionKind.GROUP, at("guards"), at("guards"), "inner")
    whole = both(base.read(), attack())
    assert filled(whole, Role.ACTOR) == ["Gunmen"]
    given = {(arc.role, whole.mentions[arc.mention].span.of(TEXT)) for arc in whole.roles}
    assert given == {
        (Role.ACTOR, "Gunmen"),
        (Role.RECIPIENT, "guards"),
        (Role.QUANTITY, "two guards"),
        (Role.PLACE, "Lorva"),
    }


def test_the_type_of_the_lists_stands_only_where_the_model_leaves_it_open() -> None:
    model = Says().trigger(EventType.COERCE, at("killed"))
    assert both(attack().read(), model).triggers[0].event_type is EventType.COERCE
    model.scores["triggers"][at("killed"), labels.opening(labels.TYPES.index(EventType.ASSAULT))] = 8.5
    assert both(attack().read(), model).triggers[0].event_type is EventType.ASSAULT


def test_a_score_is_the_share_of_such_candidates_that_are_right() -> None:
    (agreed,) = both(attack().read(), attack()).triggers
    (alone,) = both(Says().read(), attack()).triggers
    assert 0 < alone.score < agreed.score < 1
    (even,) = both(attack().read(), attack(), taking(0.0, **dict.fromkeys(_WEIGHTS, 0.0))).triggers
    assert even.score == 0.5


_WEIGHTS = ("bias", "typed", "anything", "listed", "agreed", "differing", "listed_score", "single")


def test_a_recipient_that_the_model_is_sure_of_stands_for_the_lists() -> None:
    base = attack()
    base.scores["roles"][labels.ROLE_CHANNELS.index("recipient"), at("killed"), at("guards")] = -9
    base.role("recipient", at("killed"), at("mayor"))
    whole = both(base.read(), attack())
    assert filled(whole, Role.RECIPIENT) == ["guards"]


def test_the_types_that_the_model_held_likeliest_are_told() -> None:
    (trigger,) = both(Says().read(), attack()).triggers
    assert trigger.rivals[0][0] is EventType.ASSAULT
    assert [p for _, p in trigger.rivals] == sorted((p for _, p in trigger.rivals), reverse=True)


def test_what_falls_is_noted() -> None:
    for base, model in ((told().read(), Says()), (Says().read(), attack())):
        fallen = both(base, model, taking(1.1)).notes
        assert [span.of(TEXT) for span, _ in fallen] == ["killed"]
