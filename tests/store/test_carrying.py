"""What people decided lasts when a page is read again: on the same claim, kept where it is missed, or told as lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from store_samples import ISKP, KUNDUZ, LATER, TALIBAN, Page, coding_of, judged

from onrecord.model import ids
from onrecord.model.changes import Correction, values_of
from onrecord.model.claims import Claim, EventType
from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind, Verdict
from onrecord.model.resolved import ResolvedClaim
from onrecord.store import Record


@pytest.fixture
def coded(record: Record) -> Record:
    record.add(coding_of(Page()))
    return record


def told(record: Record, words: str = "killed", **asked: Any) -> ResolvedClaim:
    return next(c for c in record.claims(Filter(**asked)) if c.trigger.text == words)


def correct(record: Record, field: str, after: Any, by: str = "mina", words: str = "killed") -> None:
    record.change(by, field, corrections=[Correction(told(record, words).claim.id, field, after)])


def read_again(record: Record, change: Callable[[Claim], Claim | None] = lambda claim: claim, text: str = "") -> None:
    """Reads the page again with another program, which makes each claim what `change` says, or not at all."""
    coding = coding_of(Page(run=LATER, more=text))
    (article,) = coding.articles
    made = [(claim, change(claim)) for claim in article.claims]
    claims = tuple(_anew(after) if after != before else before for before, after in made if after is not None)
    record.add(replace(coding, articles=(replace(article, claims=claims),)))


def _anew(claim: Claim) -> Claim:
    own = ids.claim_id(
        claim.article_id,
        claim.run_id,
        claim.event_type,
        (claim.trigger.start, claim.trigger.end),
        actors=claim.actors,
        recipients=claim.recipients,
        factuality=claim.factuality,
        stance=claim.stance,
        voice=claim.chain[-1].text,
    )
    return replace(claim, id=own)


def without(words: str) -> Callable[[Claim], Claim | None]:
    return lambda claim: None if (claim.event_type is EventType.ASSAULT) == (words == "killed") else claim


def test_a_decision_is_on_the_claim_with_the_same_trigger_where_the_program_reads_it_otherwise(coded: Record) -> None:
    correct(coded, "actors", [])
    correct(coded, "factuality", "denied")
    before = told(coded).claim.id
    read_again(coded, lambda c: replace(c, event_type=EventType.COERCE, mode=()) if c.place else c)
    claim = told(coded)
    assert (claim.claim.event_type, claim.claim.factuality, claim.actors) == (EventType.COERCE, "denied", ())
    assert claim.claim.id != before
    assert coded.orphans() == ()
    assert len(coded.history(claim.claim.id)) == len(coded.history(before)) == 2
    assert coded.token(before) == coded.token(claim.claim.id)
    coded.undo("mina")
    assert told(coded).claim.factuality == "happened"


def test_a_claim_that_people_upheld_is_kept_where_a_new_reading_misses_it(coded: Record) -> None:
    before = values_of(told(coded))
    correct(coded, "status", "accepted")
    correct(coded, "factuality", "ongoing")
    read_again(coded, without("killed"))
    claim = told(coded)
    assert values_of(claim) == before | {"factuality": "ongoing"}
    assert claim.reviewed
    assert claim.claim.run_id == LATER.id
    assert [c.trigger.text for c in coded.claims(Filter(as_read=True))] == ["blamed"]
    assert [c.trigger.text for c in coded.claims(Filter(actor="ISKP", place="Kunduz"))] == ["killed"]
    correct(coded, "stance", "reports", by="omar")
    assert told(coded).claim.stance == "reports"
    for by in ("omar", "mina"):
        coded.undo(by)
    assert told(coded).claim.factuality == "happened"
    coded.undo("mina")
    assert [c.trigger.text for c in coded.claims()] == ["blamed"]
    coded.redo("mina")
    assert values_of(told(coded)) == before
    assert not [finding for finding in coded.verify() if finding.is_fault]


def test_a_kept_claim_gives_way_to_the_programs_own(coded: Record) -> None:
    correct(coded, "factuality", "ongoing")
    read_again(coded, without("killed"))
    third = replace(LATER, id=ids.run_id("0.3.0", "m1", "k1", "s1"))
    coded.add(coding_of(Page(run=third)))
    assert told(coded).claim.factuality == "ongoing"
    assert len(list(coded.claims())) == len(list(coded.claims(Filter(as_read=True)))) == 2


def test_a_rejected_claim_stays_away_and_is_not_missed(coded: Record) -> None:
    correct(coded, "status", "rejected")
    read_again(coded, without("killed"))
    assert [c.trigger.text for c in coded.claims()] == ["blamed"]
    assert coded.orphans() == ()


def test_a_decision_whose_text_is_gone_is_told(coded: Record) -> None:
    correct(coded, "status", "accepted")
    coding = coding_of(Page(run=LATER))
    (article,) = coding.articles
    shorter = replace(
        article,
        article=replace(article.article, id=ids.ArticleId("ar-other")),
        claims=(),
        relations=(),
        mentions=(),
        times=(),
        attributions=(),
        judgements=(),
    )
    coded.add(replace(coding, articles=(shorter,)))
    (orphan,) = coded.orphans()
    assert (orphan.review.field, orphan.words) == ("status", "killed")
    assert "no article with this text" in orphan.reason
    assert list(coded.claims()) == []
    coded.undo("mina")
    assert coded.orphans() == ()


def added(record: Record, **more: Any) -> dict[str, Any]:
    """A claim that the reading missed: that Karim Noor told of the attack."""
    row = next(record.articles())
    start = row.article.text.index("said")
    name = row.article.text.index("Karim Noor")
    return {
        "event_type": "CONSULT",
        "actors": [{"start": name, "end": name + 10, "actor_id": None}],
        "recipients": [],
        "trigger": [start, start + 4],
        "evidence": [[name, start + 4]],
        **more,
    }


def test_an_added_claim_is_a_claim_like_others(coded: Record) -> None:
    article = next(coded.articles()).article
    place = article.text.index("Kunduz on")
    value = added(coded, place={"start": place, "end": place + 6, "place_id": None}, factuality="ongoing")
    coded.change("mina", "missed", corrections=[Correction(article.id, "claim", value)])
    claim = told(coded, "said")
    assert (claim.claim.event_type, claim.claim.factuality, claim.reviewed) == (EventType.CONSULT, "ongoing", True)
    assert (claim.claim.basis, [v.label for v in claim.chain]) == ("added by mina", ["The Valley Post"])
    assert [a.name for a in claim.actors] == ["Karim Noor"]
    assert [e.text for e in claim.evidence] == ["Karim Noor said"]
    assert [c.trigger.text for c in coded.claims(Filter(place=KUNDUZ.name))] == ["said", "killed"]
    assert len(list(coded.claims(Filter(as_read=True)))) == 2
    assert coded.how_many("claims") == 3
    assert not [finding for finding in coded.verify() if finding.is_fault]
    coded.undo("mina")
    assert len(list(coded.claims())) == 2
    coded.redo("mina")
    assert told(coded, "said") == claim


def test_an_added_claim_is_corrected_rejected_and_carried_over(coded: Record) -> None:
    article = next(coded.articles()).article.id
    coded.change("mina", "missed", corrections=[Correction(article, "claim", added(coded))])
    correct(coded, "factuality", "denied", by="omar", words="said")
    correct(coded, "actors", [added(coded)["actors"][0] | {"actor_id": TALIBAN.id}], by="omar", words="said")
    read_again(coded)
    claim = told(coded, "said")
    assert (claim.claim.factuality, [a.name for a in claim.actors]) == ("denied", ["Taliban"])
    correct(coded, "status", "rejected", words="said")
    assert len(list(coded.claims())) == 2
    coded.undo("mina")
    coded.undo("omar")
    coded.undo("omar")
    assert told(coded, "said").claim.factuality == "happened"
    assert not [finding for finding in coded.verify() if finding.is_fault]


def test_an_added_claim_gives_way_to_the_same_one_of_a_new_reading(coded: Record) -> None:
    killed = told(coded)
    article = killed.claim.article_id
    value = values_of(killed) | {"trigger": [killed.claim.trigger.start, killed.claim.trigger.end]}
    for name in ("actors", "recipients"):
        value[name] = [one | {"actor_id": None} for one in value[name]]
    value["stance"] = "reports"
    coded.change("mina", "missed", corrections=[Correction(article, "claim", value)])
    assert len(list(coded.claims())) == 3
    read_again(coded, lambda c: replace(c, stance=type(c.stance)("reports")) if c.place else c)
    assert len(list(coded.claims())) == 2


def test_a_publisher_and_a_date_that_a_person_set_hold_everywhere(coded: Record) -> None:
    article = next(coded.articles()).article.id
    days = {"start": "2025-01-25", "end": "2025-01-26"}
    paper = {"name": "Harbour Gazette", "domain": "harbour.example"}
    coded.change(
        "mina",
        "by its imprint",
        corrections=[Correction(article, "published", days), Correction(article, "publisher", paper)],
    )
    for _ in range(2):
        row = coded.article(ids.ArticleId(article))
        assert row is not None
        assert row.article.publisher is not None
        assert (row.article.publisher.name, str(row.article.published.interval.start)) == (  # type: ignore[union-attr]
            "Harbour Gazette",
            "2025-01-25",
        )
        assert [v.label for v in told(coded).chain] == ["Harbour Gazette", "Karim Noor"]
        assert len(list(coded.claims(Filter(publisher="Harbour Gazette")))) == 2
        assert len(list(coded.claims(Filter(voice="Harbour Gazette")))) == 2
        assert len(list(coded.relations(Filter(voice="Harbour Gazette")))) == 1
        assert list(coded.claims(Filter(publisher="valleypost.example"))) == []
        assert [row.publisher.name for row in coded.publishers()] == ["Harbour Gazette"]
        since = Filter(since=days_of("2025-01-25"))
        assert [c.trigger.text for c in coded.claims(since)] == ["blamed"]
        assert len(list(coded.articles(since))) == 1
        machine = told(coded, as_read=True)
        assert machine.article.publisher is not None
        assert (machine.article.publisher.name, machine.chain[0].label) == ("The Valley Post", "The Valley Post")
        assert not [finding for finding in coded.verify() if finding.is_fault]
        read_again(coded)
    coded.undo("mina")
    assert [v.label for v in told(coded).chain] == ["The Valley Post", "Karim Noor"]
    assert list(coded.claims(Filter(publisher="Harbour Gazette"))) == []


def days_of(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def test_two_places_judged_to_be_one_are_one_everywhere(coded: Record) -> None:
    coded.change("mina", "one place", judgements=[judged(JudgementKind.PLACES, KUNDUZ.id, "afg", by="mina")])
    assert told(coded).place.place_id == "afg"  # type: ignore[union-attr]
    assert [(row.place.id, row.claims) for row in coded.places()] == [("afg", 1)]
    assert len(list(coded.claims(Filter(place="Afghanistan")))) == 1
    coded.undo("mina")
    assert told(coded).place.place_id == KUNDUZ.id  # type: ignore[union-attr]


def test_a_judgement_takes_the_place_of_the_same_persons_earlier(coded: Record) -> None:
    mention = told(coded).actors[0].mention_id
    for verdict in (Verdict.DIFFERENT, Verdict.SAME):
        one = judged(JudgementKind.ACTOR, str(mention), ISKP.id, verdict, by="mina")
        coded.change("mina", verdict.value, judgements=[one])
    assert told(coded).actors[0].actor_id == ISKP.id
    coded.undo("mina")
    assert told(coded).actors[0].actor_id is None
    coded.undo("mina")
    assert told(coded).actors[0].actor_id == ISKP.id
    coded.redo("mina")
    assert told(coded).actors[0].actor_id is None
    assert len(coded.history(str(mention))) == 2
