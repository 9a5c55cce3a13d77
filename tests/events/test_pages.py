"""Short articles in our own words, read by the real reader and merged: what is one happening and what is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

import pytest

from onrecord.events import merge
from onrecord.model.claims import EventType, Stance
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.resolved import ResolvedClaim
from onrecord.pipeline import Program, code_text
from onrecord.settings import Settings

Page = tuple[str, str, str | None]


@cache
def program() -> Program:
    return Program.load(Settings(model="lists"))


def claims_of(*pages: Page) -> list[ResolvedClaim]:
    found: list[ResolvedClaim] = []
    for publisher, text, day in pages:
        published = DateInterval.day(date.fromisoformat(day)) if day else None
        found.extend(code_text(program(), text, published=published, publisher=publisher).claims)
    return found


Found = tuple[list[ResolvedClaim], Sequence[Event]]


@pytest.fixture
def read() -> Callable[..., Found]:
    def reads(*pages: Page) -> Found:
        claims = claims_of(*pages)
        return claims, merge(claims).events

    return reads


def event_with(found: Found, words: str, kind: EventType = EventType.ASSAULT) -> Event:
    """The event of the claim of a kind whose sentence holds the words."""
    claims, events = found
    own = [c for c in claims if c.claim.event_type is kind and any(words in p.text for p in c.evidence)]
    assert own, f"no claim on “{words}”"
    return next(e for e in events if own[0].claim.id in e.claims)


def values(event: Event, field: str) -> set[str]:
    return {a.value for c in event.contradictions if c.field == field for a in c.accounts}


LEAD = (
    "The Courier",
    "An attack claimed by al-Shabaab killed a Turkish citizen in southern Somalia.\n\n"
    "A police spokesman said a foreigner was shot dead on Monday near Kismayo.\n\n"
    "While al-Shabaab's claim of responsibility for the attack came on Tuesday, another group calling itself the "
    "Jubba Resistance Front also took credit for the ambush.",
    "2024-05-08",
)


def test_a_lead_its_details_and_two_claims_are_one_attack(read: Callable[..., Found]) -> None:
    found = read(LEAD)
    event = event_with(found, "took credit")
    assert event_with(found, "Turkish citizen").id == event.id
    assert event_with(found, "shot dead").id == event.id
    assert len(values(event, "actors")) == 2
    assert str(event.occurred.start if event.occurred else None) == "2024-05-06"


def test_a_statement_before_a_colon_speaks_for_its_own_side(read: Callable[..., Found]) -> None:
    text = (
        "Al-Shabaab in a statement published Tuesday: “With God's help, the soldiers of the emirate attacked a bus "
        "of engineers near Kismayo yesterday with rifles.”"
    )
    claims, _ = read(("The Courier", text, "2024-05-08"))
    own = next(c for c in claims if c.claim.event_type is EventType.ASSAULT)
    assert own.claim.stance is Stance.CLAIMS_RESPONSIBILITY
    assert [a.label for a in own.actors] == [own.chain[-1].label]
    assert own.claim.occurred is not None
    assert own.claim.occurred.interval == DateInterval.day(date(2024, 5, 6))


def test_an_attack_a_year_before_stays_apart(read: Callable[..., Found]) -> None:
    text = LEAD[1] + "\n\nAl-Shabaab previously claimed an attack on Turkish citizens in Somalia in December 2022."
    found = read(("The Courier", text, "2024-05-08"))
    assert event_with(found, "previously claimed").id != event_with(found, "shot dead").id


def test_the_attack_without_a_day_meets_the_news_of_the_days_before(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Gunmen killed six soldiers near Kismayo on Monday, a governor said.", "2024-05-07"),
        ("Daily Nairobi", "Kenya condemned the attack in Kismayo.", "2024-05-09"),
        ("The Herald", "Kenya on Thursday condemned the attack in Kismayo.", "2025-01-09"),
    )
    claims, _ = found
    six = event_with(found, "six soldiers")
    condemned = [c for c in claims if c.claim.event_type is EventType.ASSAULT and c.trigger.text == "attack"]
    assert [c.claim.id in six.claims for c in condemned] == [True, False]


def test_an_old_attack_is_met_by_place_and_people_where_no_day_is_told(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "In June 2021, a suicide bomber attacked the Norwegian Embassy in Khartoum.", "2021-09-01"),
        (
            "The Review",
            "Islamic State militants have been behind several attacks in Khartoum, including the attack on the "
            "Norwegian Embassy, the Kenyan consulate and a school.",
            None,
        ),
    )
    claims, _ = found
    event = event_with(found, "suicide bomber")
    told = {r.text for c in claims if c.claim.id in event.claims for r in c.recipients}
    assert len(event.claims) == 2
    assert all("Embassy" in name for name in told)


def test_tolls_by_voice_are_side_by_side(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Gunmen killed at least 11 soldiers in an attack on a post near Gao on Tuesday, a military spokesman said. "
            "He said 22 soldiers were wounded.\n\n"
            "JNIM said in a statement on Wednesday that its men had carried out the attack and killed 30 soldiers.",
            "2026-03-12",
        ),
        ("The Ledger", "Mali buried 19 soldiers who were killed in Tuesday's attack near Gao.", "2026-03-13"),
    )
    event = event_with(found, "at least 11")
    assert event_with(found, "22 soldiers").id == event.id
    assert event_with(found, "30 soldiers").id == event.id
    assert event_with(found, "19 soldiers").id == event.id
    assert {v.split()[0] for v in values(event, "killed")} == {"19", "30"}
    assert event.occurred == DateInterval.day(date(2026, 3, 10))


def test_a_denial_is_of_its_own_deed(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "JNIM fighters killed nine soldiers in Gao on Tuesday, residents said.\n\n"
            "JNIM denied that it had killed any civilians in Gao.",
            "2026-03-12",
        ),
        (
            "The Ledger",
            "A drone strike killed 14 civilians in Menaka on Saturday, residents said.\n\n"
            "Mali's army denied that it had killed any civilians in Menaka.",
            "2026-03-16",
        ),
    )
    soldiers, drone = event_with(found, "nine soldiers"), event_with(found, "drone strike")
    assert not values(soldiers, "factuality")
    assert values(drone, "factuality") == {"told", "denied"}
    assert soldiers.id != drone.id


def test_soldiers_of_a_group_are_the_group(read: Callable[..., Found]) -> None:
    text = (
        "The soldiers of JNIM attacked a barracks near Gao on Tuesday. They killed 30 soldiers and took four vehicles."
    )
    found = read(("The Courier", text, "2026-03-12"))
    event = event_with(found, "They killed")
    assert len({a.actor_id for a in event.actors}) == 1
    assert event.actors[0].actor_id is not None


def test_two_towns_on_one_day_are_two_attacks(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Gunmen killed six soldiers in Gao on Tuesday.", "2026-03-12"),
        ("The Ledger", "Gunmen killed six soldiers in Bamako on Tuesday.", "2026-03-12"),
    )
    assert event_with(found, "Gao").id != event_with(found, "Bamako").id


def test_many_attacks_told_as_one_are_no_single_attack(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "JNIM attacked a bus in Gao on Tuesday and killed four passengers.", "2026-03-12"),
        ("The Ledger", "JNIM has been tied to a spate of attacks on passengers in Mali.", "2026-03-12"),
    )
    assert event_with(found, "bus").id != event_with(found, "spate").id


def test_acts_of_speech_need_speaker_hearer_and_topic(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Kenya accused Somalia of supplying weapons to rebels on Monday.", "2024-05-08"),
        ("The Ledger", "On Monday, Kenya accused Somalia of supplying weapons to rebel fighters.", "2024-05-08"),
        ("The Herald", "Kenya accused Somalia of closing two ports on Monday.", "2024-05-08"),
        ("The Times", "Ethiopia accused Somalia of supplying weapons to rebels on Monday.", "2024-05-08"),
    )
    claims, events = found
    accused = {c.claim.id for c in claims if c.claim.event_type is EventType.ACCUSE}
    assert sorted(len(accused & set(e.claims)) for e in events if accused & set(e.claims)) == [1, 1, 2]


def test_who_strikes_and_who_is_struck_are_not_turned_round(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "The Taliban killed four Islamic State fighters in Kunduz on Monday.", "2024-05-08"),
        ("The Ledger", "Islamic State killed four Taliban fighters in Kunduz on Monday.", "2024-05-08"),
    )
    assert event_with(found, "The Taliban killed").id != event_with(found, "Islamic State killed").id


def test_pages_in_any_order_give_the_same_events() -> None:
    pages: list[Page] = [
        LEAD,
        ("The Courier", "Gunmen killed six soldiers near Kismayo on Monday, a governor said.", "2024-05-07"),
        ("Daily Nairobi", "Kenya condemned the attack in Kismayo.", "2024-05-09"),
    ]
    assert merge(claims_of(*pages)) == merge(claims_of(*reversed(pages)))


def test_a_day_in_an_editors_brackets(read: Callable[..., Found]) -> None:
    text = "A truck was attacked by rebels near Gao on Tuesday evening, [10th] of March 2026."
    event = event_with(read(("The Courier", text, "2026-03-20")), "truck")
    assert event.occurred == DateInterval.day(date(2026, 3, 10))


def test_two_towns_on_two_written_days_are_two_bombings(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "A car bomb killed four people in Erbil on 18 January 2024, police said.", "2024-01-25"),
        ("The Ledger", "A car bomb killed four people in Mosul on 19 January 2024, police said.", "2024-01-25"),
    )
    assert event_with(found, "Erbil").id != event_with(found, "Mosul").id


def test_groups_counted_side_by_side_are_no_range(read: Callable[..., Found]) -> None:
    text = "Two militants, three soldiers and a child were killed in Gao on Tuesday."
    event = event_with(read(("The Courier", text, "2026-03-12")), "a child")
    tolls = [(q.who, q.low, q.best, q.high) for q in event.quantities if q.kind == "killed"]
    assert (None, 5, None, None) in tolls or (None, 6, 6, 6) in tolls
    assert ("militants", 2, 2, 2) in tolls
    assert ("soldiers", 3, 3, 3) in tolls


def test_what_follows_without_day_and_place_is_part_of_the_deed(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Gunmen killed six herders near Gao on Tuesday, a governor said.\n\n"
            "The mayor said the raiders burned nine granaries.\n\n"
            "The village doctor said the gunmen had wounded her own brother.",
            "2026-03-12",
        )
    )
    raid = event_with(found, "six herders")
    assert event_with(found, "granaries").id == raid.id
    assert event_with(found, "brother").id == raid.id


@pytest.mark.parametrize(
    "next_words",
    [
        "Gunmen have killed nine traders in the region since January.",
        "In another raid, gunmen killed two teachers.",
        "Soldiers later killed four gunmen.",
    ],
)
def test_what_is_told_as_another_deed_stays_apart(read: Callable[..., Found], next_words: str) -> None:
    found = read(
        (
            "The Courier",
            f"Gunmen killed six herders near Gao on Tuesday, a governor said.\n\n{next_words}",
            "2026-03-12",
        )
    )
    assert event_with(found, "six herders").id != event_with(found, next_words).id


def test_shells_that_hit_a_building_in_the_shelled_town_are_that_shelling(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "The army shelled Gao on Tuesday, killing three people, the governor said.\n\n"
            "A teacher said shells hit the school in Gao.",
            "2026-03-12",
        )
    )
    assert event_with(found, "hit the school").id == event_with(found, "shelled Gao").id


def test_a_town_that_no_list_knows_is_one_place_by_its_name(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Gunmen killed six herders in Tonkalore on Tuesday, a governor said.", "2026-03-12"),
        ("The Ledger", "The governor of Gao went to see the graves after the attack in Tonkalore.", "2026-03-13"),
        ("The Herald", "A raid on Tonkalore on Tuesday cost six lives, herders said.", "2026-03-13"),
    )
    claims, events = found
    assert (
        len({e.id for e in events for c in claims if c.claim.id in e.claims and "Tonkalore" in c.evidence[0].text}) == 1
    )


def test_what_befell_the_victims_befell_those_told_of(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Gunmen killed six herders near Gao on Tuesday, a governor said.\n\n"
            "The wells are dry and the herds move south.\n\n"
            "The victims were shot at close range, said a nurse at the Kidal hospital, Aminata Sy.",
            "2026-03-12",
        )
    )
    assert event_with(found, "close range").id == event_with(found, "six herders").id


def test_the_killings_of_a_day_are_one_happening(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Police arrested nine students in Gao on Tuesday.", "2026-03-12"),
        ("The Ledger", "Tuesday's arrests in Gao were unlawful, a judge said.", "2026-03-13"),
    )
    one = event_with(found, "nine students", EventType.COERCE)
    assert event_with(found, "unlawful", EventType.COERCE).id == one.id


def test_whose_post_is_struck_does_not_strike_it(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Rebels killed six soldiers in an attack on an army post near Gao on Monday.", "2024-05-08"),
        ("The Courier", "The army killed nine rebels near Gao on Monday.", "2024-05-08"),
    )
    assert event_with(found, "an army post").id != event_with(found, "nine rebels").id


def test_in_the_town_is_in_the_one_told_before(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Shells hit a mill in Kidal on Monday.\n\nOn Tuesday gunmen killed three traders in the town.",
            "2026-03-12",
        ),
        ("The Ledger", "Three traders were shot dead in Kidal on Tuesday, the mayor said.", "2026-03-13"),
    )
    assert event_with(found, "in the town").id == event_with(found, "shot dead in Kidal").id
    assert event_with(found, "in the town").id != event_with(found, "hit a mill").id


def test_where_a_speaker_is_or_people_came_from_is_not_where_it_was(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Gunmen killed six herders in Kidal on Tuesday, a governor said.\n\n"
            "A doctor in Mopti, Aminata Sy, said the attackers killed three guards.\n\n"
            "Nine lorries that had left Timbuktu at dawn were burned by the attackers.",
            "2026-03-12",
        )
    )
    raid = event_with(found, "six herders")
    assert event_with(found, "three guards").id == raid.id
    assert event_with(found, "Nine lorries").id == raid.id


def test_another_town_with_its_name_is_another_deed(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Protesters blocked a road in Kidal on Tuesday.\n\nThe mayor condemned the protest.\n\n"
            "Traders marched in Timbuktu.",
            "2026-03-12",
        )
    )
    one = event_with(found, "blocked a road", EventType.PROTEST)
    assert event_with(found, "marched", EventType.PROTEST).id != one.id


def test_so_many_told_with_an_article_are_those_told_of(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Gunmen killed ten workers near Gao on Tuesday, a governor said.", "2026-03-12"),
        ("The Ledger", "The ten workers who were killed near Gao have been buried.", "2026-03-14"),
    )
    assert event_with(found, "have been buried").id == event_with(found, "a governor said").id


def test_what_is_told_without_a_day_is_news_of_the_days_before(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Rebels attacked the clinic in Gao on Tuesday, a governor said.", "2026-03-12"),
        ("The Ledger", "Rebels bombed the clinic in Gao, a nurse said.", "2026-03-14"),
        ("The Herald", "Many condemned the attack in Gao.", "2026-03-14"),
        ("The Review", "Many have condemned the attack in Gao.", "2026-09-14"),
    )
    claims, _ = found
    attack = event_with(found, "a governor said")
    assert event_with(found, "a nurse said").id == attack.id
    told = {c.article.published.interval.start.month: c.claim.id for c in claims if "Many" in c.evidence[0].text}
    assert told[3] in attack.claims
    assert told[9] not in attack.claims


def test_the_missions_of_two_lands_are_two(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "In June 2021, a suicide bomber attacked the Norwegian Embassy in Khartoum.", "2021-09-01"),
        (
            "The Review",
            "Islamic State militants have been behind several attacks in Khartoum, including the attack on the "
            "Norwegian Embassy and the Kenyan diplomatic mission.",
            None,
        ),
        (
            "The Herald",
            "Norway handed over a ship to Sudan. In June 2021, gunmen attacked its diplomatic mission in Khartoum.",
            "2021-10-01",
        ),
    )
    embassy = event_with(found, "suicide bomber")
    assert event_with(found, "its diplomatic mission").id == embassy.id
    claims, _ = found
    kenyan = [c.claim.id for c in claims if any("Kenya" in r.text for r in c.recipients)]
    assert kenyan
    assert not {*kenyan} & {*embassy.claims}


def test_a_deed_of_the_day_without_a_place_is_that_of_its_article(read: Callable[..., Found]) -> None:
    text = (
        "Gunmen shot dead a foreign engineer in a car in the town of Gao on Tuesday, a group said.\n\n"
        "The police chief said that a foreigner was killed on Tuesday while he travelled north."
    )
    found = read(("The Courier", text, "2026-03-12"))
    assert event_with(found, "a foreigner was killed").id == event_with(found, "shot dead").id


def test_a_bare_noun_years_apart_is_another_deed(read: Callable[..., Found]) -> None:
    text = "The expulsion was told to the press by a spokesman."
    found = read(("The Courier", text, "2019-06-14"), ("The Herald", text[:-1] + " today.", "2024-06-14"))
    claims, events = found
    assert len({e.id for e in events for c in claims if c.claim.id in e.claims}) == len(claims)


def test_in_a_capital_and_in_another_town_on_one_day_are_two_marches(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Teachers marched through Lima on Thursday.\n\nIn Cusco, teachers blocked a road on Thursday.",
            "2026-03-13",
        ),
        ("The Ledger", "Thousands of teachers marched in Lima on Thursday.", "2026-03-13"),
    )
    march = event_with(found, "through Lima", EventType.PROTEST)
    assert event_with(found, "Thousands", EventType.PROTEST).id == march.id
    assert event_with(found, "In Cusco", EventType.PROTEST).id != march.id


def test_so_many_others_were_hurt_in_the_same(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Six people were killed in an attack on a convoy near Gao on Tuesday, the governor said. "
            "Twelve others were wounded.",
            "2026-03-12",
        )
    )
    assert event_with(found, "Twelve others").id == event_with(found, "Six people").id


def test_a_province_is_one_with_and_without_its_kind(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Gunmen killed a trader in Tonkalore Province on Tuesday.\n\n"
            "Tonkalore's police said a trader was killed on Tuesday during an ambush.",
            "2026-03-12",
        )
    )
    assert event_with(found, "during an ambush").id == event_with(found, "Gunmen").id


def test_in_the_raid_is_in_the_one_told_right_before(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Elders affirmed that gunmen had killed nine villagers.\n\n"
            "The army stood by a count of four killed in the raid.\n\n"
            "On Tuesday gunmen killed six traders in Gao.",
            "2026-03-12",
        )
    )
    assert event_with(found, "in the raid").id != event_with(found, "six traders").id


def test_the_days_shooting_is_the_clash_of_which_no_day_was_told(read: Callable[..., Found]) -> None:
    found = read(
        (
            "The Courier",
            "Three men have died after a clash with soldiers near Gao, a nurse said.\n\n"
            "Tuesday's shooting was begun by the soldiers, a trader said.",
            "2026-03-12",
        )
    )
    assert event_with(found, "Tuesday's shooting").id == event_with(found, "a clash").id


def _disputed(found: Found, words: str) -> dict[str, list[str]]:
    event = event_with(found, words)
    return {c.field: sorted(a.value for a in c.accounts) for c in event.contradictions}


def test_two_who_each_tell_of_their_own_men_claim_one_attack(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Gunmen killed nine traders in Gao on Tuesday, police said.", "2026-03-11"),
        ("The Ledger", "JNIM said that its fighters had killed the traders in Gao on Tuesday.", "2026-03-12"),
        (
            "The Herald",
            "The Islamic State in the Greater Sahara said that one of its members carried out Tuesday's attack on the "
            "traders in Gao.",
            "2026-03-12",
        ),
    )
    assert len(_disputed(found, "police said")["actors"]) == 2


def test_two_sides_that_lay_one_strike_to_each_other_exclude_one_another(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "A missile killed six people at a market in Kherson on Tuesday.", "2024-05-08"),
        ("The Ledger", "Russia bombed the market in Kherson on Tuesday, Ukraine's army said.", "2024-05-09"),
        (
            "The Herald",
            "Ukraine bombed the market in Kherson on Tuesday, Russia's defence ministry said.",
            "2024-05-09",
        ),
    )
    assert len(_disputed(found, "A missile killed six people")["actors"]) == 2


def test_soldiers_and_troopers_are_one_count_and_some_among_the_dead_none(read: Callable[..., Found]) -> None:
    found = read(
        ("The Courier", "Rebels killed two soldiers in an ambush near Gao on Tuesday, the army said.", "2026-03-11"),
        (
            "The Ledger",
            "JNIM said that its fighters killed nine troopers in the ambush near Gao on Tuesday.",
            "2026-03-12",
        ),
    )
    assert _disputed(found, "two soldiers")["killed"] == ["nine troopers", "two soldiers"]
    found = read(
        ("The Courier", "Gunmen killed 11 people in Gao on Tuesday, police said.", "2026-03-11"),
        (
            "The Ledger",
            "Gunmen killed 11 people, among them four women, in Gao on Tuesday, a nurse said.",
            "2026-03-11",
        ),
    )
    assert "killed" not in _disputed(found, "a nurse said")
