"""Claims from readings: chains, evidence, time, quantities, ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord import attributions, claims, mentions, times
from onrecord.model.articles import Article, PublisherRef
from onrecord.model.claims import Claim, VoiceKind
from onrecord.model.dates import DateInterval
from onrecord.model.ids import RunId
from onrecord.model.mentions import Mention, MentionKind
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

READER = LexiconReader(
    [
        ("Red Column", MentionKind.ARMED_GROUP),
        ("Norway", MentionKind.STATE),
        ("Peru", MentionKind.STATE),
        ("Kenya", MentionKind.STATE),
    ]
)
TOLL = "The Red Column killed at least 11 soldiers in Nairobi on Sunday, an army spokesman said."


def article(text: str, publisher: str | None = "The Harbour Post") -> Article:
    return plain_article(text, published=DateInterval.day(date(2024, 5, 14)), publisher=publisher)


def coded(page: Article) -> tuple[tuple[Claim, ...], dict[str, Mention]]:
    readings = READER.read(page)
    found = mentions.find(page, readings)
    voices = attributions.trace(page, readings, found)
    dated = times.date(page, found)
    return claims.code(page, readings, found, voices, dated, RunId("ru")), {m.id: m for m in found}


def test_a_claim_has_its_roles_chain_time_and_toll() -> None:
    (claim,), known = coded(article(TOLL))
    assert claim.event_type.value == "ASSAULT"
    assert [known[i].text for i in claim.actors] in (["Red Column"], ["The Red Column"])
    assert [voice.kind for voice in claim.chain] == [VoiceKind.PUBLISHER, VoiceKind.SPEAKER]
    assert claim.chain[0].text == "The Harbour Post"
    assert claim.occurred is not None
    assert claim.occurred.interval == DateInterval.day(date(2024, 5, 12))
    (toll,) = claim.quantities
    assert (toll.low, toll.best, toll.high, toll.kind.value) == (11, None, None, "killed")


def test_evidence_and_trigger_slice_to_the_words() -> None:
    page = article(f"It rained. {TOLL}")
    (claim,), _ = coded(page)
    assert claim.trigger.of(page.text) == "killed"
    assert [span.of(page.text) for span in claim.evidence] == [TOLL]


def test_a_credited_wire_stands_behind_the_publisher() -> None:
    page = replace(article(TOLL), credited_to=PublisherRef(name="Coast Wire"))
    (claim,), _ = coded(page)
    assert [(v.kind, v.text) for v in claim.chain[:2]] == [
        (VoiceKind.PUBLISHER, "The Harbour Post"),
        (VoiceKind.WIRE, "Coast Wire"),
    ]


def test_no_publisher_no_voice_for_it() -> None:
    (claim,), _ = coded(article("The Red Column attacked Norway.", publisher=None))
    assert claim.chain == ()


def test_what_ended_months_before_is_background() -> None:
    (claim,), _ = coded(article("The Red Column attacked Norway in June 2021."))
    assert claim.background


def test_ids_are_stable_and_of_the_run() -> None:
    page = article(TOLL)
    assert coded(page)[0] == coded(page)[0]


def test_a_text_without_happenings_has_no_claims() -> None:
    assert coded(article("The sea was calm and the harbour was full of boats."))[0] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Red Column attacked Norway on Sunday.", {"happened"}),
        ("The Red Column attacked Norway on 20 May 2024.", {"unknown"}),
        ("The Red Column attacked Norway next week.", {"unknown"}),
        ("Peru meets Norway next week.", {"planned"}),
        ("The Red Column attacked Norway the next day.", {"happened"}),
    ],
)
def test_what_is_dated_after_publication_has_not_happened(text: str, expected: set[str]) -> None:
    assert {claim.factuality.value for claim in coded(article(text))[0]} == expected


def test_next_week_is_to_come_without_a_date_of_publication() -> None:
    page = plain_article("The Red Column attacked Norway next week.", published=None, publisher=None)
    assert {claim.factuality.value for claim in coded(page)[0]} == {"unknown"}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It was reported that the Red Column attacked Norway.", "was reported"),
        ("Reportedly, the Red Column attacked Norway.", "Reportedly"),
        ("The Red Column is rumoured to have attacked Norway.", "is rumoured"),
    ],
)
def test_hearsay_has_a_nameless_voice(text: str, cue: str) -> None:
    (claim,), _ = coded(article(text))
    voice = claim.chain[-1]
    assert (voice.kind, voice.text, voice.mention_id, voice.cue) == (VoiceKind.ANONYMOUS, cue, None, cue)
    assert voice.span is not None
    assert voice.span.of(text) == cue


@pytest.mark.parametrize(
    "text",
    ["Reportedly, the Red Column attacked Norway.", "The Red Column is rumoured to have attacked Norway."],
)
def test_rumour_leaves_it_open(text: str) -> None:
    (claim,), _ = coded(article(text))
    assert claim.factuality.value == "unknown"


def test_a_pronoun_that_stands_for_nobody_known_is_no_nameless_voice() -> None:
    claims_, _ = coded(article("He said the Red Column attacked Norway."))
    assert [v.kind for v in claims_[0].chain] == [VoiceKind.PUBLISHER]
