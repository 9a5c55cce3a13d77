"""Adding codings, and getting back what went in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_samples import (
    AFGHANISTAN,
    ISKP,
    KUNDUZ,
    LATER,
    RUN,
    SPOKESMAN,
    TALIBAN,
    Page,
    coding_of,
    judged,
)

from onrecord.errors import RecordError, UsageError
from onrecord.model import ids
from onrecord.model.articles import CopyGroup, SharedPassage
from onrecord.model.copying import CopyChange, CopyText
from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind, Verdict
from onrecord.model.spans import Span
from onrecord.store import Record


def test_what_went_in_comes_back(record: Record) -> None:
    coding = coding_of(Page())
    (article,) = coding.articles
    assert record.add(coding)
    assert record.capture(coding.capture.id) == coding.capture
    assert [row.article for row in record.articles()] == [article.article]
    assert [resolved.claim for resolved in record.claims()] == list(article.claims)
    assert [resolved.relation for resolved in record.relations()] == list(article.relations)
    assert {row.actor for row in record.actors()} == set(article.actors)
    assert [row.place for row in record.places()] == [KUNDUZ]
    (page,) = record.captures()
    assert (page.articles, page.set_aside, page.run_id) == (1, coding.set_aside, RUN.id)
    assert [issue.code for issue in record.issues()] == ["uncoded"]
    assert [run.id for run in record.runs()] == [RUN.id]
    assert {j.id for j in record.judgements()} == {j.id for j in article.judgements}


def test_claims_come_with_names_and_the_characters_they_rest_on(record: Record) -> None:
    coding = coding_of(Page())
    record.add(coding)
    assault, accusing = record.claims()
    assert [ref.name for ref in assault.actors] == [ISKP.name]
    assert [(ref.name, ref.text) for ref in assault.recipients] == [(None, "11 people")]
    assert assault.place is not None
    assert (assault.place.name, assault.place.country) == ("Kunduz", "AFG")
    assert [voice.label for voice in assault.chain] == ["The Valley Post", SPOKESMAN.name]
    assert [ref.name for ref in accusing.actors] == [TALIBAN.name]
    for piece in (assault.trigger, *assault.evidence):
        assert piece.capture_span is not None
        assert piece.capture_span.of(coding.capture.text) == piece.text


def test_the_same_reading_is_added_once(record: Record) -> None:
    coding = coding_of(Page())
    assert not record.has_reading(coding.capture.id, RUN.id)
    assert record.add(coding)
    before = (record.counts(), list(record.claims()), list(record.issues()))
    assert record.has_reading(coding.capture.id, RUN.id)
    assert not record.add(coding)
    assert (record.counts(), list(record.claims()), list(record.issues())) == before
    assert list(record.read_captures(RUN.id)) == [coding.capture.id]


def test_listings_show_the_newest_run_and_the_old_claims_stay(record: Record) -> None:
    old, new = coding_of(Page()), coding_of(Page(run=LATER, title="Attack on a market"))
    record.add(old)
    record.add(new)
    assert {c.claim.run_id for c in record.claims()} == {LATER.id}
    assert [row.article.title for row in record.articles()] == ["Attack on a market"]
    assert record.counts()["claims"] == 2
    assert [run.id for run in record.runs()] == [RUN.id, LATER.id]
    assert len(list(record.captures())) == 1
    assert record.has_reading(old.capture.id, RUN.id)
    assert not record.add(old)


def test_a_new_reading_puts_its_judgements_in_place_of_the_programs_old_ones(record: Record) -> None:
    record.add(coding_of(Page()))
    record.add(coding_of(Page(run=LATER, actor=None)))
    assault, _ = record.claims()
    assert [ref.name for ref in assault.actors] == [None]
    withdrawn = [j for j in record.judgements(withdrawn=True) if j.withdrawn_at is not None]
    assert {j.right for j in withdrawn} == {ISKP.id}


def test_people_outrank_the_program_and_outlive_a_new_run(record: Record) -> None:
    coding = coding_of(Page())
    record.add(coding)
    mention = coding.articles[0].claims[0].actors[0]
    actor = JudgementKind.ACTOR
    mine = [
        judged(actor, mention, ISKP.id, Verdict.DIFFERENT, by="mina"),
        judged(actor, mention, TALIBAN.id, by="mina", score=0.1),
    ]
    record.add_judgements(mine)
    assert [ref.name for ref in next(record.claims()).actors] == [TALIBAN.name]
    assert [ref.name for ref in next(record.claims(Filter(as_read=True))).actors] == [ISKP.name]
    record.add(coding_of(Page(run=LATER)))
    assert [ref.name for ref in next(record.claims()).actors] == [TALIBAN.name]
    assert record.withdraw_judgement(mine[0].id, "mina")
    assert record.withdraw_judgement(mine[1].id, "mina")
    assert not record.withdraw_judgement(mine[1].id, "mina")
    assert [ref.name for ref in next(record.claims()).actors] == [ISKP.name]
    assert record.verify() == () or all(not finding.is_fault for finding in record.verify())


def test_two_open_readings_name_nobody(record: Record) -> None:
    coding = coding_of(Page(actor=None))
    record.add(coding)
    mention = coding.articles[0].claims[0].actors[0]
    unsure = [
        judged(JudgementKind.ACTOR, mention, ISKP.id, Verdict.UNSURE, score=0.5),
        judged(JudgementKind.ACTOR, mention, TALIBAN.id, Verdict.UNSURE, score=0.6),
    ]
    record.add_judgements(unsure, actors=[ISKP])
    (ref,) = next(record.claims()).actors
    assert (ref.actor_id, ref.unsure) == (None, (TALIBAN.id, ISKP.id))


def test_actors_judged_to_be_one_are_listed_as_one(record: Record) -> None:
    local = replace(ISKP, id=ids.local_actor_id("ISKP", "armed_group"), name="ISKP", aliases=(), local=True)
    record.add(coding_of(Page()))
    record.add(coding_of(Page(path="pages/two.txt", url=None, actor=local)))
    assert len(list(record.actors(Filter(actor="ISKP")))) == 2
    record.add_judgements([judged(JudgementKind.ACTORS, local.id, ISKP.id, by="mina")])
    (row,) = record.actors(Filter(actor="ISKP"))
    assert (row.actor, row.claims, row.as_actor, row.as_recipient) == (ISKP, 4, 2, 2)
    assert {ref.actor_id for claim in record.claims(Filter(actor="ISIS-K")) for ref in claim.actors} >= {ISKP.id}
    assert len(list(record.claims(Filter(actor="ISIS-K")))) == 4


def test_an_actor_is_described_as_it_was_last_known(record: Record) -> None:
    record.add(coding_of(Page()))
    record.add(coding_of(Page(run=LATER, actor=replace(ISKP, name="ISKP", country="PAK"))))
    assert {row.actor.name for row in record.actors(Filter(country="PAK"))} == {"ISKP"}


@pytest.mark.parametrize("more", ["NUL \x00 inside", "half a pair \ud83d here", "SUB \x1a0. and \x1a", "naïve ß 漢字"])
def test_any_character_comes_back(record: Record, more: str) -> None:
    coding = coding_of(Page(more=more))
    record.add(coding)
    assert record.capture(coding.capture.id) == coding.capture
    assert next(record.articles()).article.text == coding.articles[0].article.text
    assert not [finding for finding in record.verify() if finding.is_fault]


def test_versions_are_captures_of_one_url(record: Record) -> None:
    first, second = coding_of(Page()), coding_of(Page(more="A correction. "))
    record.add(first)
    record.add(second)
    both = (first.capture.id, second.capture.id)
    assert record.versions(first.capture.id) == both
    assert {row.versions for row in record.captures()} == {both}


def test_copies_stand_beside_articles_and_claims(record: Record) -> None:
    one, two = coding_of(Page()), coding_of(Page(path="two.txt", url=None, more="More. "))
    record.add(one)
    record.add(two)
    a, b = one.articles[0].article.id, two.articles[0].article.id
    share = SharedPassage(article_id=a, span=Span(0, 9), other_id=b, other_span=Span(1, 10))
    group = CopyGroup(id="g1", members=(a, b), original=a, reason="it is older", shares=(share,))
    change = CopyChange(texts=(), edges=(), removed=frozenset(), touched=frozenset((a, b)), groups=(group,))
    texts = tuple(CopyText(article_id=one, digest="") for one in (a, b))
    record.group_copies("1", lambda *_: replace(change, texts=texts))
    record.group_copies("2", lambda *_: replace(change, texts=texts))
    rows = {row.article.id: row for row in record.articles()}
    assert (rows[a].copy_group, rows[a].copy_of) == ("g1", None)
    assert (rows[b].copy_group, rows[b].copy_of) == ("g1", a)
    assert rows[b].shares == (SharedPassage(article_id=b, span=Span(1, 10), other_id=a, other_span=Span(0, 9)),)
    assert {claim.article.copy_of for claim in record.claims(Filter(article=b))} == {a}


def test_an_unknown_capture_is_told(record: Record) -> None:
    with pytest.raises(UsageError, match="there is no capture"):
        record.capture(ids.CaptureId("ca0"))
    assert record.article(ids.ArticleId("ar0")) is None
    assert record.event(ids.EventId("ev0")) is None


def test_places_know_what_they_lie_in(record: Record) -> None:
    record.add(coding_of(Page()))
    (row,) = record.places(Filter(place="Afghanistan"))
    assert (row.place, row.claims) == (KUNDUZ, 1)
    assert AFGHANISTAN.id in row.place.parents


def test_a_record_open_for_reading_cannot_be_written(where: str) -> None:
    with Record.open(where, write=True) as record:
        record.begin_run(RUN)
    with Record.open(where) as record:
        with pytest.raises(RecordError, match="reading only"):
            record.begin_run(LATER)
        assert [run.id for run in record.runs()] == [RUN.id]
