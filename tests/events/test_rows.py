"""Which values a reader sees as one, and what a denial leaves of an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.events.adding import event_of
from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.events import AccountRow, Event, rows_of
from onrecord.model.ids import ActorId
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef, ResolvedClaim
from tests.events.made import actor, claim

DAY = date(2024, 5, 1)


def told(article: str, **said: object) -> ResolvedClaim:
    given = {"trigger": "killed", "where": "Karsa", "recipients": ("shoppers",), "day": DAY}
    return claim("A bomb killed shoppers in Karsa.", article=article, **{**given, **said})  # type: ignore[arg-type]


def denied(article: str, **said: object) -> ResolvedClaim:
    return told(article, factuality=Factuality.DENIED, stance=Stance.DENIES, voices=("Aland",), **said)


def struck(article: str, *refs: ActorRef, **said: object) -> ResolvedClaim:
    return replace(told(article, **said), recipients=refs)


ALAND = replace(actor("Aland"), kind="state", mention_kind=MentionKind.STATE)
ARMY = replace(actor("Army<Aland"), kind="government_body", name="Armed Forces of Aland")
OF_ALAND = replace(ALAND, text="Aland's soldiers")
POST = replace(actor("an army post"), mention_kind=MentionKind.FACILITY)


def rows(event: Event, field: str) -> dict[str, tuple[str, ...]]:
    return {row.first.value: tuple(a.value for a in row.also) for row in rows_of(dict(event.accounts)[field])}


def row(event: Event, field: str, value: str) -> AccountRow:
    return next(r for r in rows_of(dict(event.accounts)[field]) if r.first.value == value)


def test_one_side_told_more_or_less_exactly_is_one_row() -> None:
    event = event_of([struck("a", ARMY), struck("b", OF_ALAND), struck("c", actor("soldiers")), struck("d", ALAND)])
    assert rows(event, "recipients") == {"Armed Forces of Aland": ("Aland", "Aland's soldiers", "soldiers")}
    assert [ref.label for ref in event.recipients] == ["Armed Forces of Aland"]
    assert row(event, "recipients", "Armed Forces of Aland").independent_voices == 1  # one paper tells them all


def test_soldiers_and_policemen_of_one_state_are_two_rows() -> None:
    event = event_of([struck("a", ARMY), struck("b", replace(ALAND, text="Aland's police"))])
    assert rows(event, "recipients") == {"Armed Forces of Aland": (), "Aland's police": ()}


def test_villagers_are_no_army() -> None:
    event = event_of([struck("a", ARMY, actor("villagers")), struck("b", actor("people"))])
    assert rows(event, "recipients") == {"Armed Forces of Aland": (), "villagers": (), "people": ()}


def test_a_site_stands_apart_and_says_so() -> None:
    event = event_of([struck("a", POST), struck("b", actor("soldiers"))])
    assert rows(event, "recipients") == {"an army post": (), "soldiers": ()}
    assert row(event, "recipients", "an army post").first.note == "a site or thing"


def test_others_are_nobody() -> None:
    event = event_of([struck("a", actor("soldiers"), actor("others"))])
    assert rows(event, "recipients") == {"soldiers": ()}
    assert [ref.label for ref in event.recipients] == ["soldiers"]


def test_who_names_nobody_says_so_and_is_no_row_of_the_named() -> None:
    event = event_of([told("a", actors=("League",)), told("b", actors=("gunmen",))])
    assert rows(event, "actors") == {"League": (), "gunmen": ()}
    assert row(event, "actors", "gunmen").first.note == "names nobody"


def test_a_number_and_the_same_at_least_are_one_row() -> None:
    first = told("a", killed=(11.0, None), published=date(2024, 5, 2), voices=("Mayor Ilu",))
    both = told("b", killed=(19.0, 19.0), published=date(2024, 5, 4))
    (more,) = both.claim.quantities
    earlier = replace(more, low=11.0, best=11.0, high=11.0, text="11 dead")
    both = replace(both, claim=replace(both.claim, quantities=(more, earlier)))
    event = event_of([first, both])
    assert rows(event, "killed") == {"11": ("11 dead",), "19": ()}
    assert row(event, "killed", "19").first.note == "a later count than 11"
    assert not event.contradictions


def test_a_copy_without_a_date_came_out_with_what_it_copies() -> None:
    first = told("a", killed=(5.0, 5.0), published=date(2024, 5, 2), copy_group="cg", voices=("Mayor Ilu",))
    copy = told("b", killed=(5.0, 5.0), published=None, copy_group="cg", voices=("Mayor Ilu",))
    late = told("c", killed=(8.0, 8.0), published=date(2024, 5, 4), voices=("Doctor Sen",))
    assert row(event_of([first, copy, late]), "killed", "8").first.note == "a later count than 5"


def test_the_finer_of_places_days_and_acts_holds() -> None:
    fine = told("a")
    armed = replace(fine, claim=replace(fine.claim, mode=("firearms",)))
    event = event_of([armed, told("b", where="North")])
    assert rows(event, "act") == {"ASSAULT firearms": ("ASSAULT",)}
    assert rows(event, "place") == {"Karsa": ("North",)}


def test_who_denies_a_deed_bears_nothing_of_it_out() -> None:
    event = event_of([told("a", voices=("Mayor Ilu",)), denied("b", actors=("Aland",))])
    who, where = row(event, "actors", "Aland"), row(event, "place", "Karsa")
    assert (who.voices, [v.name for v in who.denied_by], who.independent_voices) == ((), ["Aland"], 0)
    assert ([v.name for v in where.voices], [v.name for v in where.denied_by]) == (["Mayor Ilu"], ["Aland"])
    assert where.independent_voices == 1
    assert event.actors == ()
    assert [c.field for c in event.contradictions] == ["factuality"]


def test_a_deed_that_all_deny_keeps_who_is_said_to_have_done_it() -> None:
    event = event_of([denied("b", actors=("Aland",))])
    assert (event.factuality, [ref.label for ref in event.actors]) == ("denied", ["Aland"])


def test_who_denies_that_it_was_he_denies_nothing_else() -> None:
    mine = told("a", actors=("League",), stance=Stance.DENIES)
    event = event_of([mine])
    assert [v.name for v in row(event, "actors", "League").denied_by] == ["League"]
    assert row(event, "place", "Karsa").denied_by == ()
    assert event.actors == ()


def test_who_rejects_a_charge_has_done_so() -> None:
    event = event_of([told("a", kind=EventType.REJECT, actors=("League",), stance=Stance.DENIES)])
    assert row(event, "actors", "League").denied_by == ()


def test_a_number_that_is_denied_is_no_number_of_the_event() -> None:
    event = event_of([told("a", killed=(4.0, 4.0)), denied("b", killed=(30.0, 30.0), actors=("Aland",))])
    assert [(q.low, q.high) for q in event.quantities] == [(4.0, 4.0)]
    assert [c.field for c in event.contradictions] == ["factuality"]


def test_an_actor_of_a_state_keeps_the_words_of_the_page() -> None:
    assert ALAND.actor_id == ActorId("kb:Aland")
    event = event_of([replace(told("a"), actors=(OF_ALAND,))])
    assert rows(event, "actors") == {"Aland's soldiers": ()}


def test_wounded_who_died_are_a_part_of_the_count() -> None:
    all_ = told("a", killed=(19.0, 19.0), voices=("Mayor Ilu",))
    some = told("b", killed=(8.0, 8.0), who="wounded soldiers", voices=("Doctor Sen",))
    event = event_of([all_, some])
    assert row(event, "killed", "8 (wounded soldiers)").first.note == "a part of the count"
    assert not event.contradictions


def test_a_town_that_is_told_as_the_place_is_no_party_beside_people() -> None:
    town = replace(actor("karsa"), text="Karsa", mention_kind=MentionKind.ORGANISATION)
    event = event_of([struck("a", town), struck("b", actor("people"))])
    assert rows(event, "recipients") == {"Karsa": (), "people": ()}
    assert row(event, "recipients", "Karsa").first.note == "a site or thing"


def test_what_has_the_noun_of_a_site_is_one() -> None:
    convoy = replace(actor("an army convoy"), mention_kind=MentionKind.FACILITY)
    event = event_of([struck("a", convoy), struck("b", actor("a convoy"), actor("soldiers"))])
    assert rows(event, "recipients") == {"an army convoy": ("a convoy",), "soldiers": ()}


def test_a_part_of_a_number_describes_nobody() -> None:
    assert rows(event_of([struck("a", actor("people"), actor("two of the four"))]), "recipients") == {"people": ()}


def test_the_attackers_are_whoever_is_told_to_have_attacked() -> None:
    event = event_of([told("a", actors=("gunmen",)), told("b", actors=("the attackers",))])
    assert rows(event, "actors") == {"gunmen": ("the attackers",)}


def test_a_nation_without_its_body_names_somebody() -> None:
    turkish = replace(actor("turkish"), text="Turkish", mention_kind=MentionKind.NATIONALITY)
    event = event_of([told("a", actors=("League",)), replace(told("b"), actors=(turkish,))])
    assert row(event, "actors", "Turkish").first.note is None


def test_villagers_are_no_village_and_a_car_is_no_people() -> None:
    village = replace(actor("a village"), mention_kind=MentionKind.PLACE)
    event = event_of(
        [struck("a", village), struck("b", actor("villagers"), actor("a car")), struck("c", actor("people"))]
    )
    assert rows(event, "recipients") == {"a car": (), "a village": (), "villagers": ("people",)}


def test_the_attackers_are_one_row_however_the_others_are_written() -> None:
    gunmen = ("gunmen", "the gunmen", "the attackers")
    event = event_of([told(f"page {n}", actors=(who,)) for n, who in enumerate(gunmen)])
    assert len(rows(event, "actors")) == 1
