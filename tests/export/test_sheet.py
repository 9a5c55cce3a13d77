"""The rows in which an event's accounts are shown: what is disputed first, what agrees together, whose word each is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.export.sheet import ShownField, ShownRow, shown
from onrecord.export.side_by_side import facts
from onrecord.export.words import article_words, event_deed
from onrecord.model.articles import PublisherRef
from onrecord.model.claims import Factuality, VoiceKind
from onrecord.model.events import Account, AccountVoice, Contradiction, Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId, ClaimId
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef, VoiceRef
from onrecord.model.spans import Span


def voice(name: str, *, party: bool = False, publisher: str | None = "Harbour Gazette") -> AccountVoice:
    return AccountVoice(name=name, kind="speaker", publisher=publisher, is_party=party)


def account(value: str, *names: str, **more: Any) -> Account:
    given = {"independent_voices": len(names), "voices_together": len(names), **more}
    return Account(value=value, claims=(ClaimId("cl1"),), voices=tuple(map(voice, names)), **given)


def attack(record: Any, *accounts: tuple[str, tuple[Account, ...]], **more: Any) -> Event:
    first: Event = next(record.events(Filter()))
    return replace(first, **{"accounts": accounts, "contradictions": (), "independent_voices": 4, **more})


def field(event: Event, name: str) -> ShownField:
    return next(f for f in shown(event) if f.name == name)


def row(event: Event, name: str, value: str) -> ShownRow:
    return next(r for r in field(event, name).rows if r.value == value)


def test_what_agrees_is_one_row_that_says_as_what_else_it_is_told(record: Any) -> None:
    army = account("Army", "police", note="part of Norland", voices_together=3)
    loose = (account("Norland", "a mayor", agrees_with="Army"), account("soldiers", "a nurse", agrees_with="Army"))
    (one,) = field(attack(record, ("recipients", (army, *loose))), "recipients").rows
    assert (one.value, one.aside, one.voices) == ("Army", "also told as Norland, soldiers", 3)


def test_where_nobody_differs_voices_are_counted(record: Any) -> None:
    all_, some = account("Port Ness", "a", "b", "c", "d"), account("2024-03-04", "a", "b", "c")
    event = attack(record, ("place", (all_,)), ("occurred", (some,)), ("killed", (account("Four", "a"),)))
    assert row(event, "place", "Port Ness").said_by == "all 4 voices"
    assert row(event, "occurred", "2024-03-04").said_by == "3 of the 4 voices"
    assert row(event, "killed", "Four").said_by == "a (in Harbour Gazette)"


def test_disputed_rows_come_first_and_who_names_nobody_last(record: Any) -> None:
    sides = (account("Coast League", "a mayor"), account("Ridge Front", "Ridge Front"))
    told = (account("Gunmen", "a", "b", "c", note="names nobody"), *sides)
    dispute = Contradiction(field="actors", accounts=sides, reason="different actors are named")
    actors = field(attack(record, ("place", ()), ("actors", told), contradictions=(dispute,)), "actors")
    assert [(r.value, r.is_disputed) for r in actors.rows] == [
        ("Ridge Front", True),
        ("Coast League", True),
        ("gunmen", False),
    ]
    assert actors.rows[0].said_by == "its own account (in Harbour Gazette)"


def test_who_denies_says_so_and_supports_nothing(record: Any) -> None:
    doer = replace(account("Norland's army"), denied_by=(voice("Norland's army", party=True),))
    where = replace(account("Port Ness", "residents"), denied_by=(voice("Norland's army", party=True),))
    event = attack(record, ("actors", (doer,)), ("place", (where,)), actors=())
    assert row(event, "actors", "Norland's army").said_by == "denied by itself (in Harbour Gazette)"
    assert row(event, "place", "Port Ness").said_by == (
        "residents (in Harbour Gazette); denied by Norland's army, a party to it (in Harbour Gazette)"
    )
    assert facts(event, {})["who"] == "nobody is named; Norland's army denied it"


def test_who_leaves_open_whether_it_happened_gives_no_account_of_that(record: Any) -> None:
    event = attack(record, ("factuality", (account("happened", "a"), account("unknown", "b"))))
    assert [r.value for r in field(event, "factuality").rows] == ["happened"]
    alone = attack(record, ("factuality", (account("unknown", "b"),)))
    assert [r.value for r in field(alone, "factuality").rows] == ["unknown"]


def test_a_kind_of_act_is_written_as_in_the_head(record: Any) -> None:
    event = attack(record, ("act", (account("ASSAULT firearms", "a"),)))
    assert [r.value for r in field(event, "act").rows] == ["ASSAULT (firearms)"]


def test_a_site_stands_apart_from_people(record: Any) -> None:
    def ref(text: str, kind: MentionKind) -> ActorRef:
        return ActorRef(text=text, span=Span(0, 1), mention_id=None, mention_kind=kind)

    refs = (ref("soldiers", MentionKind.GROUP), ref("an army post", MentionKind.FACILITY))
    told = (account("soldiers", "a"), account("an army post", "a", note="a site or thing"))
    event = attack(record, ("recipients", told), recipients=refs)
    assert event_deed(event).endswith("→ soldiers")
    assert (facts(event, {})["to whom"], facts(event, {})["struck"]) == ("soldiers", "an army post")
    bare = replace(event, accounts=())
    assert event_deed(bare).endswith("→ soldiers")
    assert event_deed(replace(bare, recipients=refs[1:])).endswith("→ an army post")


def test_a_long_name_goes_by_the_initials_of_the_pages(record: Any) -> None:
    claim = next(record.claims(Filter()))
    said = VoiceRef(
        kind=VoiceKind.SPEAKER, text="NRM", span=None, cue=None, actor_id=ActorId("kb:nrm"),
        name="National Ridge Movement",
    )  # fmt: skip
    event = attack(
        record,
        ("actors", (account("National Ridge Movement", "a mayor"),)),
        ("killed", (account("Four", "National Ridge Movement"),)),
    )
    fields = {f.name: f.rows[0] for f in shown(event, [replace(claim, chain=(said,))])}
    assert fields["actors"].value == "National Ridge Movement (NRM)"
    assert fields["killed"].said_by == "NRM (in Harbour Gazette)"


def test_a_state_that_speaks_through_a_body_is_called_by_it(record: Any) -> None:
    claim = next(record.claims(Filter()))
    said = VoiceRef(
        kind=VoiceKind.SPEAKER, text="Norland's army", span=None, cue=None, actor_id=ActorId("kb:n"), name="Norland"
    )
    event = attack(record, ("factuality", (account("denied", "Norland"),)))
    (only,) = shown(event, [replace(claim, chain=(said,))])
    assert only.rows[0].said_by == "Norland's army (in Harbour Gazette)"


def test_a_page_without_a_publisher_says_so_last(record: Any) -> None:
    article = next(record.claims(Filter())).article
    assert article_words(replace(article, publisher=PublisherRef(name="Echo"))).startswith("Echo, “Blast")
    assert article_words(replace(article, publisher=None)).endswith("2024-03-05, on a page that names no publisher")


def test_a_denial_says_in_its_column_that_it_denies(record: Any) -> None:
    from onrecord.export.side_by_side import compare

    claim = next(record.claims(Filter()))
    denial = replace(claim, claim=replace(claim.claim, factuality=Factuality.DENIED))
    event = attack(record, ("actors", (replace(account("Ridge Front"), denied_by=(voice("Ridge Front"),)),)))
    (telling,) = compare(event, [denial]).tellings
    assert telling.says["actors"] == "Ridge Front (denied)"


def test_an_article_or_a_capital_makes_no_other_value(record: Any) -> None:
    told = (account("an army post", "a"), account("The army post", "b", agrees_with="an army post"))
    (one,) = field(attack(record, ("recipients", told)), "recipients").rows
    assert one.aside == ""


def test_the_head_calls_a_body_as_its_accounts_do(record: Any) -> None:
    army = ActorRef(
        text="Norland's army", span=Span(0, 1), mention_id=None, mention_kind=MentionKind.ORGANISATION,
        actor_id=ActorId("kb:n"), name="Norland", kind="state",
    )  # fmt: skip
    event = attack(record, ("actors", (account("Norland's army", "a"),)), actors=(army,), recipients=())
    assert event_deed(event) == "Norland's army"
    assert facts(event, {})["who"] == "Norland's army"


def test_what_holds_a_place_is_not_told_twice(record: Any) -> None:
    told = (
        account("Ness", "a", note="in Coast and Norland"),
        account("Coast", "b", agrees_with="Ness"),
        account("Norland", "c", agrees_with="Ness"),
    )
    (one,) = field(attack(record, ("place", told)), "place").rows
    assert one.aside == "also told as Coast, Norland"
