"""Which place a name means: told holders, context, size, and what stays open. The sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import places
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.model import ids
from onrecord.model.actors import Place
from onrecord.model.articles import Article, ArticleKind, DateBasis, Passage, PassageKind, Published
from onrecord.model.dates import DateInterval
from onrecord.model.judgements import Judgement, Verdict
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.spans import OffsetMap, Span

GAZETTEER = Gazetteer.shipped()
KINDS = {"PL": MentionKind.PLACE, "FAC": MentionKind.FACILITY, "ST": MentionKind.STATE, "NAT": MentionKind.NATIONALITY}


def unmark(marked: str) -> tuple[str, list[tuple[Span, MentionKind]]]:
    """Text and mentions of "[PL Kabul]" marks."""
    text, spans = "", []
    for i, piece in enumerate(marked.split("[")):
        head, bracket, tail = piece.partition("]")
        if i and bracket:
            kind, _, words = head.partition(" ")
            spans.append((Span(len(text), len(text) + len(words)), KINDS[kind]))
            text += words + tail
        else:
            text += piece
    return text, spans


def resolve(marked: str, dateline: Span | None = None) -> dict[str, list[tuple[Place, Judgement]]]:
    text, spans = unmark(marked)
    article = Article(
        id=ids.ArticleId("ar1"), capture_id=ids.CaptureId("ca1"), order=0, kind=ArticleKind.ARTICLE, title=None,
        publisher=None, credited_to=None, author=None,
        published=Published(interval=DateInterval.day(date(2025, 1, 23)), basis=DateBasis.GIVEN), language="en",
        text=text, offsets=OffsetMap.identity(len(text)), body=(Span(0, len(text)),),
        passages=(Passage(PassageKind.DATELINE, dateline),) if dateline else (),
    )  # fmt: skip
    mentions = [
        Mention(
            id=ids.mention_id(article.id, s.start, s.end, k),
            article_id=article.id,
            span=s,
            kind=k,
            text=s.of(text),
            score=1.0,
            basis="test",
        )
        for s, k in spans
    ]
    judgements, known = places.resolve(article, mentions, GAZETTEER)
    by_id = {place.id: place for place in known}
    found: dict[str, list[tuple[Place, Judgement]]] = {}
    for mention in mentions:
        found.setdefault(mention.text, []).extend((by_id[j.right], j) for j in judgements if j.left == mention.id)  # type: ignore[index]
    return found


def best(marked: str, name: str) -> Place:
    return resolve(marked)[name][0][0]


@pytest.mark.parametrize(
    ("marked", "name", "country", "admin1"),
    [
        ("A shell fell on [PL Dasht-e-Qala] in [PL Takhar] province.", "Dasht-e-Qala", "AFG", "Takhar"),
        ("A mine went off near [PL Jalalabad], [PL Nangarhar].", "Jalalabad", "AFG", "Nangarhar"),
        ("Farmers in [PL Paris], [PL Texas], met on Monday.", "Paris", "USA", "Texas"),
        ("Leaders met in [PL Paris] on Monday.", "Paris", "FRA", None),
        ("Troops left [PL Tripoli] for [PL Benghazi] and [PL Misrata].", "Tripoli", "LBY", "Tripoli District"),
        (
            "Rockets hit [PL Tripoli] after shells fell on [PL Sidon] and [PL Beirut].",
            "Tripoli",
            "LBN",
            "North Lebanon",
        ),
        ("The court in [PL Hyderabad], [PL Sindh], freed him.", "Hyderabad", "PAK", "Sindh"),
    ],
)
def test_context_chooses(marked: str, name: str, country: str, admin1: str | None) -> None:
    place = best(marked, name)
    assert (place.country, place.admin1) == (country, admin1)


def test_a_type_word_beside_the_name_chooses_between_town_and_division() -> None:
    assert best("Two died in [PL Kunduz] province.", "Kunduz").feature == "A.ADM1"
    assert best("Two died in the city of [PL Kunduz].", "Kunduz").feature.startswith("P.")


def test_a_state_is_the_country() -> None:
    place = best("[ST Georgia] signed the treaty.", "Georgia")
    assert (place.feature, place.precision) == ("A.PCLI", 6)


def test_a_facility_named_by_its_town_lies_near_it() -> None:
    place = best("Guards opened fire at [FAC Herat airport].", "Herat airport")
    assert place.precision == 2
    assert place.country == "AFG"
    assert place.id.endswith(":near")


def test_a_judgement_carries_score_reason_and_both_values() -> None:
    judgement = resolve("A blast shook [PL Kabul].")["Kabul"][0][1]
    assert judgement.verdict is Verdict.SAME
    assert 0.0 < judgement.score <= 1.0
    assert judgement.reason
    assert (judgement.left_value, judgement.right_value) == ("Kabul", "Kabul, Kabul, AFG")


def test_two_towns_alike_in_everything_stay_open() -> None:
    found = resolve("The fair in [PL Springfield] drew thousands.")["Springfield"]
    assert [judgement.verdict for _, judgement in found] == [Verdict.UNSURE, Verdict.UNSURE]
    assert found[0][0].id != found[1][0].id


def test_what_nobody_bears_gets_no_judgement() -> None:
    assert resolve("They camped at [PL Zzyzxqville].")["Zzyzxqville"] == []


def test_nationalities_are_no_places_but_speak_for_a_country() -> None:
    found = resolve("[NAT Pakistani] police searched [PL Hyderabad] on Friday.")
    assert found["Pakistani"] == []
    assert found["Hyderabad"]


def test_the_same_input_gives_the_same_answer() -> None:
    marked = "Clashes in [PL Alexandria] and [PL Cairo] spread to [PL Suez]."
    assert resolve(marked) == resolve(marked)


def test_the_adjective_of_a_continent_is_the_continent() -> None:
    found = resolve("The [PL European] ports closed.")
    assert [place.name for place, _ in found["European"]] == ["Europe"]


def test_an_ocean_by_one_word_is_no_town() -> None:
    found = resolve("The convoy crossed the [PL Pacific].")
    assert [place.name for place, _ in found["Pacific"]] == ["Pacific Ocean"]


def test_a_type_word_behind_a_list_counts_for_each_of_its_names() -> None:
    found = resolve("Voters in [PL Clay], [PL Laurel] and [PL Knox] counties, [PL Kentucky], went to the polls.")
    assert [found[name][0][0].name for name in ("Clay", "Laurel")] == ["Clay County", "Laurel County"]
    assert {found[name][0][0].admin1 for name in ("Clay", "Laurel", "Knox")} == {"Kentucky"}


def test_a_list_of_countries_tells_no_holder() -> None:
    found = resolve("Ministers of [PL Mexico], the [PL United States] and [PL Canada] signed the pact.")
    assert {found[name][0][0].feature for name in ("Mexico", "United States", "Canada")} == {"A.PCLI"}


def test_the_second_word_of_a_longer_name_tells_no_type() -> None:
    found = resolve("MEXICO CITY. [PL Mexico] City is noisy, but [PL Mexico] is large.")
    assert found["Mexico"][0][0].feature == "A.PCLI"


def test_a_site_without_a_name_lies_near_the_town_told_with_it() -> None:
    place = best("A crowd gathered at the [FAC Ruritanian embassy in Kabul].", "Ruritanian embassy in Kabul")
    assert (place.name, place.precision) == ("Kabul", 2)


def test_a_division_inside_another_name_speaks_for_itself() -> None:
    plain, told = "The mill in [PL Greenville] burned down.", "The Mississippi Fire Service came to [PL Greenville]."
    assert best(plain, "Greenville").admin1 != "Mississippi"
    assert best(told, "Greenville").admin1 == "Mississippi"


def test_a_town_and_the_county_around_it_find_each_other() -> None:
    found = resolve("Schools in [PL Huntsville] and [PL Walker County] closed early.")
    assert [found[name][0][0].admin1 for name in ("Huntsville", "Walker County")] == ["Texas", "Texas"]


def test_dotted_initials_are_no_postal_code() -> None:
    assert all(place.name != "Louisiana" for place, _ in resolve("He flew to [PL L.A.] on Monday.")["L.A."])


def test_an_adjective_of_a_part_of_the_world_is_that_part() -> None:
    found = resolve("The [PL African] lakes and [PL Central American] rivers ran dry.")
    assert [found[name][0][0].name for name in ("African", "Central American")] == ["Africa", "Central America"]
