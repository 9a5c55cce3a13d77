"""Values that go in come out: text of any characters, model objects of any shape."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.actors import Actor, ActorKind, Alias, Post
from onrecord.model.articles import DateBasis, Given, Published
from onrecord.model.dates import DateInterval
from onrecord.model.events import Account, AccountVoice
from onrecord.model.ids import ActorId, ClaimId
from onrecord.model.mentions import Quantity, QuantityKind
from onrecord.model.spans import OffsetMap, Span
from onrecord.store.columns import escaped, unescaped
from onrecord.store.folding import bare_words, domain_of, folded
from onrecord.store.packing import packed, unpacked

ANY_TEXT = st.text(st.characters(exclude_categories=()))
DAYS = st.dates(date(1000, 1, 1), date(2100, 1, 1))
INTERVALS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(
    lambda ends: None in ends or ends[0] < ends[1]  # type: ignore[operator]
)
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda ends: Span(min(ends), max(ends)))


@given(ANY_TEXT | st.text("\x00\x1a.0a1\ud800"))
def test_text_comes_back_and_a_database_can_hold_it(words: str) -> None:
    held = escaped(words)
    assert unescaped(held) == words
    assert "\x00" not in held
    held.encode("utf-8")


@given(ANY_TEXT, INTERVALS, st.lists(ANY_TEXT, max_size=3), st.booleans())
def test_actors_come_back(name: str, ends: tuple[date | None, date | None], names: list[str], local: bool) -> None:
    held = DateInterval(*ends)
    actor = Actor(
        id=ActorId("x"),
        name=name,
        kind=ActorKind.PERSON,
        aliases=tuple(Alias(name=n, held=held, ambiguous=local) for n in names),
        posts=(Post(title=name, organisation=None, held=held),),
        local=local,
    )
    assert unpacked(Actor, json.loads(json.dumps(packed(actor)))) == actor


@given(st.floats(allow_nan=False, allow_infinity=False) | st.none(), SPANS, ANY_TEXT)
def test_numbers_come_back(best: float | None, span: Span, words: str) -> None:
    quantity = Quantity(
        kind=QuantityKind.MONEY, who=None, low=best, best=best, high=None, unit="EUR", text=words, span=span
    )
    assert unpacked(Quantity, json.loads(json.dumps(packed(quantity)))) == quantity


@given(st.lists(SPANS, max_size=6))
def test_offset_maps_come_back(pieces: list[Span]) -> None:
    offsets = OffsetMap.of_pieces(pieces)
    assert unpacked(OffsetMap, json.loads(json.dumps(packed(offsets)))) == offsets


def test_nested_objects_come_back() -> None:
    voice = AccountVoice(name="A", kind="speaker", publisher=None)
    account = Account(value="11 killed", claims=(ClaimId("cl1"),), voices=(voice,), low=11.0)
    assert unpacked(Account, packed(account)) == account
    given_ = Given(published=DateInterval(None, date(2025, 1, 1)), published_basis=DateBasis.FEED)
    assert unpacked(Given, packed(given_)) == given_
    published = Published(interval=None, basis=None, span=Span(1, 2), reasons=("a", "b"))
    assert unpacked(Published, packed(published)) == published


def test_a_field_that_the_model_gains_reads_as_its_default() -> None:
    assert unpacked(Alias, {"name": "A"}) == Alias(name="A")
    assert unpacked(Alias, {"name": "A", "field_of_a_later_program": 1}) == Alias(name="A")


def test_names_are_folded_alike() -> None:
    assert folded(" The  TALIBAN ") == folded("taliban") == "taliban"
    assert folded("the") == "the"
    assert folded("Straße") == folded("STRASSE")
    assert domain_of("WWW.Example.org ") == "example.org"
    assert bare_words("Café's 1,200 naïve_men—İstanbul") == ["cafe", "s", "1", "200", "naive", "men", "istanbul"]
