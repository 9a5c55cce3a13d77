"""How many independent voices stand behind an event, and that every step of the count is shown."""

from __future__ import annotations

from dataclasses import replace

from onrecord.analysis import policies, reliability
from onrecord.analysis.naming import Policy
from onrecord.events.adding import event_of
from onrecord.model.articles import PublisherRef
from onrecord.model.claims import VoiceKind
from onrecord.model.resolved import Piece, ResolvedClaim, VoiceRef
from onrecord.model.spans import Span
from onrecord.publishers import Publishers
from onrecord.publishers.voices import count
from tests.events.made import claim

TEXT = "Gunmen killed six guards in Karsa."


def told(article: str, publisher: str | None, **said: object) -> ResolvedClaim:
    return claim(TEXT, trigger="killed", article=article, publisher=publisher, where="Karsa", **said)  # type: ignore[arg-type]


def test_papers_of_one_owner_are_one_voice() -> None:
    owned = [p for p in Publishers.shipped().all if p.owner]
    owner = next(p.owner for p in owned if sum(q.owner == p.owner for q in owned) > 1)
    one, other = [p for p in owned if p.owner == owner][:2]
    number, steps = count([told("one", one.name), told("two", other.name), told("three", "The Post")])
    assert number == 2
    assert any(f"{one.name} belongs to {owner}" in step for step in steps)


def test_a_house_that_repeats_its_own_text_is_one_voice_with_its_other_articles() -> None:
    copies = [told(f"copy {n}", "The Post", copy_group="g") for n in range(3)]
    assert count([*copies, told("other", "The Post")])[0] == 1
    assert count([told("one", "The Post"), told("other", "The Post")])[0] == 1


def test_a_text_that_several_print_is_one_voice_beside_what_they_write_themselves() -> None:
    shared = [told(f"copy {n}", f"Paper {n}", copy_group="g") for n in range(3)]
    own = replace(told("copy 1", "Paper 1", copy_group="g", voices=()), is_added=True)
    number, steps = count([*shared, replace(own, claim=replace(own.claim, id="added"))])
    assert number == 2
    assert any("one text in several publications" in step for step in steps)


def test_two_texts_that_the_same_houses_share_are_one_voice() -> None:
    one = [told(f"copy {n}", f"Paper {n}", copy_group="g") for n in range(2)]
    other = [told(f"later {n}", f"Paper {n}", copy_group="h") for n in range(2)]
    assert count([*one, *other])[0] == 1
    assert count([*one, *other[:1], told("third", "Paper 2", copy_group="h")])[0] == 2


def test_the_original_of_a_text_is_its_wire() -> None:
    first = told("first", "The Wire", copy_group="g")
    first = replace(first, article=replace(first.article, is_original=True))
    credited = told("two", "The Post", wire="The Wire", copy_group="g")
    assert count([first, credited, told("own", "The Wire")])[0] == 1


def test_who_heard_it_of_another_gives_the_others_word() -> None:
    number, steps = count([told("one", "The Post", voices=("Mayor Ilu", "Doctor Sen")),
                           told("two", "The Herald", voices=("Doctor Sen",))])  # fmt: skip
    assert number == 1
    assert any("Doctor Sen told by Mayor Ilu" in step for step in steps)


def test_a_nameless_voice_that_the_article_names_further_on_is_that_person() -> None:
    first = told("one", "The Post")
    nameless = VoiceRef(kind=VoiceKind.ANONYMOUS, text="a municipal councillor", span=None, cue="said")
    named = VoiceRef(kind=VoiceKind.SPEAKER, text="Oru Ilmaz", span=Span(34, 43), cue="said")
    later = "They shot at us, the councillor, Oru Ilmaz, said."
    named = replace(named, span=Span(later.index("Oru"), later.index("Oru") + 9))
    piece = Piece(text=later, span=Span(0, len(later)), capture_span=None)
    tellings = [replace(first, chain=(nameless,)), replace(first, chain=(named,), evidence=(piece,))]
    assert count(tellings)[0] == 1
    elsewhere = replace(told("two", "The Herald"), chain=(nameless,))
    assert count([*tellings, elsewhere])[0] == 2


def test_a_publisher_that_is_quoted_is_its_house() -> None:
    wire = next(p for p in Publishers.shipped().all if p.is_wire and not Publishers.shipped().is_ambiguous(p.name))
    quoted = replace(
        told("one", "The Post"), chain=(VoiceRef(kind=VoiceKind.SPEAKER, text=wire.name, span=None, cue="said"),)
    )
    assert count([quoted, told("two", "The Herald", wire=wire.name)])[0] == 1


def test_an_outlet_and_its_armed_group_are_one_voice() -> None:
    outlet = next(p for p in Publishers.shipped().all if p.kind == "party" and p.owner)
    assert outlet.owner is not None
    own = told("one", outlet.name)
    own = replace(own, article=replace(own.article, publisher=PublisherRef(name=outlet.name, key=outlet.key)))
    assert count([own, told("two", "The Post", voices=(outlet.owner,))])[0] == 1


def test_a_page_of_nobody_stands_for_itself() -> None:
    assert count([told("one", None), told("two", None)])[0] == 2


def test_the_accounts_of_an_event_are_counted_as_the_event_is() -> None:
    copies = [told(f"copy {n}", f"Paper {n}", copy_group="g", killed=(6, 6)) for n in range(3)]
    wired = [told(f"wired {n}", f"Post {n}", wire="The Wire", killed=(6, 6)) for n in range(2)]
    other = told("own", "The Herald", killed=(9, 9))
    event = event_of([*copies, *wired, other])
    accounts = {account.value: account.independent_voices for account in dict(event.accounts)["killed"]}
    assert (accounts, event.independent_voices) == ({"6": 2, "9": 1}, 3)
    disputed = {account.value: account.independent_voices for c in event.contradictions for account in c.accounts}
    assert disputed.items() <= accounts.items()
    grades = {grade.value: grade.credibility for grade in reliability.grades(event, {}) if grade.field == "killed"}
    assert grades == {"6": 4, "9": 5}
    evidence = policies.Evidence(claims={}, sectors={})
    chosen = {c.field: c.account for c in policies.choose(event, Policy.MOST_VOICES, evidence)}
    assert chosen["killed"] is not None
    assert chosen["killed"].value == "6"
