"""Whom the names in small texts are judged to name. Brackets mark mentions: "[person Wang Yi]"."""

from __future__ import annotations

import re
from datetime import date

import pytest

from onrecord import actors
from onrecord.interface import Reader
from onrecord.knowledge import KnowledgeBase
from onrecord.model.actors import Actor
from onrecord.model.articles import Article, ArticleKind, DateBasis, Published
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ArticleId, CaptureId, mention_id
from onrecord.model.judgements import Verdict
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.spans import OffsetMap, Span

ARTICLE = ArticleId("ar-test")
_OPEN = re.compile(r"\[(\w+) ")


def read(marked: str, day: str | None = "2024-03-01") -> tuple[Article, tuple[Mention, ...]]:
    """The article and mentions of a marked text; brackets may nest."""
    text, stack, mentions, at = "", [], [], 0
    while at < len(marked):
        opening = _OPEN.match(marked, at)
        if opening:
            stack.append((opening[1], len(text)))
            at = opening.end()
        elif marked[at] == "]":
            kind, start = stack.pop()
            mentions.append((Span(start, len(text)), MentionKind(kind)))
            at += 1
        else:
            text += marked[at]
            at += 1
    interval = DateInterval.day(date.fromisoformat(day)) if day else None
    article = Article(
        id=ARTICLE,
        capture_id=CaptureId("ca-test"),
        order=0,
        kind=ArticleKind.ARTICLE,
        title=None,
        publisher=None,
        credited_to=None,
        author=None,
        published=Published(interval=interval, basis=DateBasis.GIVEN if day else None),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),),
    )
    made = [
        Mention(
            id=mention_id(ARTICLE, span.start, span.end, kind.value),
            article_id=ARTICLE,
            span=span,
            kind=kind,
            text=span.of(text),
            score=1.0,
            basis="marked",
        )
        for span, kind in mentions
    ]
    return article, tuple(made)


def resolved(
    marked: str, day: str | None = "2024-03-01", same: tuple[tuple[int, int], ...] = ()
) -> list[tuple[str, str, tuple[str, ...]]]:
    """(words, verdict, actors) of each mention in the order of their starts; verdict "none" for no judgement.

    A local actor is shown as "local:" and its name.
    """
    article, mentions = read(marked, day)
    ordered = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    pairs = [(ordered[a].id, ordered[b].id) for a, b in same]
    judgements, found = actors.resolve(article, mentions, KnowledgeBase.shipped(), pairs)
    names: dict[str, Actor] = {a.id: a for a in found}
    rows = []
    for mention in ordered:
        own = [j for j in judgements if j.left == mention.id]
        verdict = own[0].verdict.value if own else "none"
        shown = tuple(f"local:{names[j.right].name}" if names[j.right].local else j.right[3:] for j in own)
        rows.append((mention.text, verdict, shown))
    return rows


def who(marked: str, day: str | None = "2024-03-01", at: int = -1) -> str:
    """The one actor of one mention, "none", or "a|b?" for unsure ones."""
    _, verdict, ids = resolved(marked, day)[at]
    if verdict == "unsure":
        return "|".join(sorted(ids)) + "?"
    return ids[0] if ids else "none"


@pytest.mark.parametrize(
    ("marked", "day", "expected"),
    [
        ("[state Beijing] protested.", "2024-03-01", "china"),
        ("[state Kabul] protested.", "2019-03-01", "afghan-republic"),
        ("[state Kabul] protested.", "2024-03-01", "taliban"),
        ("[organisation the Kremlin] denied it.", "2024-03-01", "russia"),
        ("[armed_group Tehreek-e-Taliban Pakistan] said so.", "2024-03-01", "ttp"),
        ("[armed_group Tehrik-i-Taliban Pakistan] said so.", "2024-03-01", "ttp"),
        ("[armed_group the Turkistan Islamic Party] trained there.", "2024-03-01", "etim"),
        ("[armed_group IS] said so.", "2024-03-01", "islamic-state"),
        ("[organisation Nato] said so.", "2024-03-01", "nato"),
        ("[armed_group al Shabaab] said so.", "2024-03-01", "al-shabaab"),
        ("[organisation Chinese Foreign Ministry] said so.", "2024-03-01", "china"),
        ("[organisation The Afghan government] said so.", "2020-03-01", "afghan-republic"),
        ("[organisation The Afghan government] said so.", "2024-03-01", "taliban"),
        ("[organisation the government of Mali] said so.", "2024-03-01", "mali"),
        ("[group Taliban officials] said so.", "2024-03-01", "taliban"),
        ("[group Taliban fighters] attacked.", "2024-03-01", "taliban"),
        ("[organisation Taliban-led administration] said so.", "2024-03-01", "taliban"),
        ("[post the Taliban governor for Herat] said so.", "2024-03-01", "taliban"),
        ("[group Chinese citizens] were hurt.", "2024-03-01", "none"),
        ("[group former Taliban officials] said so.", "2024-03-01", "none"),
        ("[media us] they told.", "2024-03-01", "none"),
        ("[organisation Chinese Embassy to the United States] said so.", "2024-03-01", "china"),
        ("[organisation the army] said so.", "2024-03-01", "none"),
        ("[organisation Harbour Relief Committee] said so.", "2024-03-01", "local:Harbour Relief Committee"),
        ("[armed_group Sons of the Red Valley] said so.", "2024-03-01", "local:Sons of the Red Valley"),
        ("[person António Guterres] said so.", "2024-03-01", "antonio-guterres"),
        ("[person Antonio Guterres] said so.", "2024-03-01", "antonio-guterres"),
    ],
)
def test_one_name(marked: str, day: str, expected: str) -> None:
    assert who(marked, day) == expected


def test_abbreviation_explained_in_the_article() -> None:
    marked = "[armed_group Sons of the Red Valley] (SRV) left. [armed_group SRV] came back."
    assert who(marked) == "local:Sons of the Red Valley"
    marked = "[armed_group Islamic State Khorasan Province] (KHP) left. [armed_group KHP] came back."
    assert who(marked) == "isis-k"


def test_a_name_of_its_own_in_two_forms_is_one_local_actor() -> None:
    marked = (
        "[armed_group The Ruritanian Dawn League] struck. [armed_group Malian Dawn League] and "
        "[armed_group Mali Dawn League] split; [armed_group Dawn League] was the older name."
    )
    rows = resolved(marked)
    assert rows[1][2] == rows[2][2]
    assert rows[0][2] != rows[1][2]


def test_followers_of_a_local_group_are_the_group() -> None:
    marked = "[armed_group Sons of the Red Valley] left. [group Sons of the Red Valley fighters] came back."
    assert who(marked) == "local:Sons of the Red Valley"


def test_fighters_of_a_local_body_are_the_body() -> None:
    marked = "[organisation Northern Tide Front] spoke. [armed_group Northern Tide Front fighters] fled."
    assert who(marked) == "local:Northern Tide Front"


def test_a_single_name_with_a_title_that_nobody_bore_stays_open() -> None:
    marked = (
        "[post The Taliban governor for Balkh], [person Haji Karimi], and [armed_group Taliban] guards died. "
        "[person Karimi] was 40."
    )
    verdicts = {words: verdict for words, verdict, _ in resolved(marked, "2025-01-23") if "Karimi" in words}
    assert "same" not in verdicts.values()


@pytest.mark.parametrize(
    "marked",
    [
        "[person Lena Morav], [post a witness], and her son [person Karim Morav] fled. [person Morav] wept.",
        "[post the victim's brother], [person Karim Wardo], buried him.",
        "[person Karim Wardo], [post a farmer] of Logar, lost two sons.",
        "[group A shopkeeper], [person Karim Wardo], said his brother died.",
        "[person Lena Morav], 34, was killed in the blast.",
        "[post A nurse], [person Lena Morav], saw the smoke.",
        "[post the driver], [person Tom Ashby], was unhurt.",
        "[person Lena Morav], [post a teacher], lost her home.",
        "Witness [person Lena Morav] told us.",
        "[post his lawyer], [person Lena Morav], wept.",
        "[post student] [person Lena Morav] was arrested.",
    ],
)
def test_private_people_never_become_actors(marked: str) -> None:
    article, mentions = read(marked)
    judgements, found = actors.resolve(article, mentions, KnowledgeBase.shipped())
    assert not judgements
    assert not found


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[post Interior Minister] [person Lena Morav] resigned.", "Lena Morav"),
        ("[person Lena Morav], [post the governor of the island], resigned.", "Lena Morav"),
        ("[person General Karim Wardo] resigned.", "Karim Wardo"),
        ("[post A rebel spokesman], [person Karim Wardo], said so.", "Karim Wardo"),
        ("[post police chief] [person Karim Wardo] said so. [person Wardo] left.", "Karim Wardo"),
    ],
)
def test_unknown_persons_with_a_public_role_become_local_actors(marked: str, name: str) -> None:
    for _, verdict, ids in resolved(marked):
        assert (verdict, ids) == ("same", (f"local:{name}",))


def test_local_actors_meet_across_articles() -> None:
    base = KnowledgeBase.shipped()
    ids = set()
    for marked in ("[post Mayor] [person Lena Morav] spoke.", "[person LENA MORAV], [post the mayor], slept."):
        article, mentions = read(marked)
        ids |= {a.id for a in actors.resolve(article, mentions, base)[1]}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("marked", "day", "expected"),
    [
        ("[post The Chinese foreign minister] flew in.", "2023-05-01", "qin-gang"),
        ("[post The Chinese foreign minister] flew in.", "2024-05-01", "wang-yi"),
        ("[post The Chinese foreign minister] flew in.", None, "china"),
        ("[state Russia]'s [post defence minister] flew in.", "2023-05-01", "sergei-shoigu"),
        ("[post the foreign minister] of [state Pakistan] flew in.", "2021-07-12", "shah-mahmood-qureshi"),
        ("[post a Chinese Foreign Ministry spokesperson] said so.", "2023-05-01", "china"),
        ("[post a former Chinese foreign minister] said so.", "2023-05-01", "none"),
        ("[post an ambassador] to [state Mali] came.", "2023-05-01", "none"),
        ("They told [media Reuters] [post a special envoy] came.", "2023-05-01", "none"),
        ("[post The Afghan foreign minister] flew in.", "2022-05-01", "amir-khan-muttaqi"),
        ("[post The Taliban's acting defence minister] flew in.", "2022-05-01", "mullah-yaqoob"),
        ("[post the foreign minister] flew in.", "2022-05-01", "none"),
        ("[post Presidents] [person Paul Kagame] and [person William Ruto] met.", "2024-05-01", "none"),
    ],
)
def test_titles_on_a_day(marked: str, day: str | None, expected: str) -> None:
    at = next(i for i, row in enumerate(resolved(marked, day)) if row[0] in marked and "[post " + row[0] in marked)
    assert who(marked, day, at) == expected


def test_after_an_office_has_passed_on_both_holders_stay_open() -> None:
    assert who("[post The German chancellor] left.", "2025-05-08") == "friedrich-merz|olaf-scholz?"


def test_an_office_not_followed_so_far_stays_open() -> None:
    assert who("[post The Chinese foreign minister] flew in.", "2031-05-01") == "china|wang-yi?"


def test_a_title_beside_a_name_is_that_person() -> None:
    rows = resolved(
        "[post Foreign Minister] [person Wang Yi] and [post the Chad delegation head], [person Ali Ouma], met."
    )
    assert rows[0][2] == rows[1][2] == ("wang-yi",)
    assert rows[2][2] == rows[3][2] == ("local:Ali Ouma",)


def test_a_single_name_after_the_full_one() -> None:
    rows = resolved("[person António Guterres] spoke. [person Guterres] left. [person Mr Guterres] slept.")
    assert {ids for _, _, ids in rows} == {("antonio-guterres",)}


def test_two_bearers_of_a_single_name_stay_open() -> None:
    marked = "[person Nawaz Sharif] met [person Shehbaz Sharif]. [person Sharif] smiled."
    assert who(marked, "2024-04-01") == "nawaz-sharif|shehbaz-sharif?"


def test_a_single_name_of_somebody_unknown_is_not_a_leader() -> None:
    assert who("[person Dilan Putin], 12, fell ill. [person Putin] is better now.") == "none"


def test_a_common_single_name_alone_names_nobody() -> None:
    assert who("[state Pakistan] votes. [person Khan] sold apples.", "2019-05-01") == "none"
    assert who("[state Pakistan] votes. [post Prime Minister] [person Khan] spoke.", "2019-05-01") == "imran-khan"


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (
            "[armed_group Islamic State] in [state Pakistan] named [person Hafiz Saeed] its governor.",
            "hafiz-saeed-khan",
        ),
        ("[armed_group ISIS-K] was led by [person Hafiz Saeed].", "hafiz-saeed-khan"),
        ("[armed_group Lashkar-e-Taiba] was founded by [person Hafiz Saeed].", "hafiz-muhammad-saeed"),
        ("[person Hafiz Saeed] was named in the report.", "hafiz-muhammad-saeed|hafiz-saeed-khan?"),
    ],
)
def test_namesakes_are_told_apart_by_their_circles(around: str, expected: str) -> None:
    assert who(around) == expected


def test_a_misspelling_needs_the_right_name_in_the_article() -> None:
    assert who("[armed_group Daesh] left. [armed_group Dash] came.") == "islamic-state"
    assert who("[organisation Unicorn Guild] left. [armed_group Dash] came.") == "local:Dash"
    assert who("[armed_group Taliban] spoke. [person Zabihula Mujahid] said so.") == "zabihullah-mujahid"
    assert who("[person Zabihula Mujahid] said so.") == "zabihullah-mujahid?"


def test_name_order_and_diacritics_do_not_matter() -> None:
    assert who("[person Jinping Xi] spoke.") == "xi-jinping"
    assert who("[person Recep Tayyip Erdogan] spoke.") == "recep-tayyip-erdogan"
    assert who("[person Michael E. Kurilla] spoke.") == "michael-kurilla"


def test_sameness_carries_a_name_on_and_no_further() -> None:
    marked = "[armed_group JNIM] struck. [armed_group The group] said [person it] did."
    rows = resolved(marked, same=((0, 1),))
    assert rows[1][2] == ("jnim",)
    assert rows[2][1] == "none"


def test_nothing_to_go_by_is_no_judgement() -> None:
    marked = "[anonymous a source] in [place Beijing] met [nationality Chinese] [group tourists] on [time Friday]."
    assert [row[1] for row in resolved(marked)] == ["none"] * 5


def test_a_list_of_states_is_not_the_first_of_them() -> None:
    assert who("[group Kyrgyz and Tajik border guards] met.") == "none"


def test_a_city_is_not_its_government() -> None:
    assert who("[organisation Kabul police] came.") != "taliban"
    assert who("[organisation the Asmara government] came.") == "eritrea"


def test_bodies_with_a_will_of_their_own_are_not_the_government() -> None:
    assert who("[organisation Canada's parliament] voted.") == "local:Parliament of Canada"
    assert who("[organisation the parliament of Canada] voted.") == "local:Parliament of Canada"
    assert who("[organisation the Constitutional Court] ruled.") == "none"


def test_the_army_of_the_one_state_that_the_article_names() -> None:
    marked = "[state Mali] closed the road. [nationality Malian] farmers fled. [organisation The army] said so."
    assert who(marked) == "mali"
    assert who("[state Mali] called [state Niger]. [organisation The army] said so.") == "none"


def test_names_in_use_only_before_still_lead_to_the_actor() -> None:
    assert who("[armed_group The Nusra Front] was strong then.", "2024-01-01") == "hts"
    assert who("[armed_group Jabhat Fatah al-Sham] was not yet.", "2014-01-01") == "hts?"


def test_every_judgement_carries_its_reason_and_what_was_compared() -> None:
    article, mentions = read("[armed_group TTP] and [person Hafiz Saeed] and [state Beijing] met.")
    judgements, _ = actors.resolve(article, mentions, KnowledgeBase.shipped())
    for judgement in judgements:
        assert judgement.reason
        assert judgement.left_value
        assert judgement.right_value
        assert 0 < judgement.score <= 1
        assert (judgement.verdict is Verdict.SAME) == (judgement.score >= 0.5)


def test_many_mentions_resolve_alike_each_time() -> None:
    sentence = (
        "[armed_group TTP] met [post Foreign Minister] [person Wang Yi] {0}; [person Ana Wood {0}] saw [state Rome]."
    )
    article, mentions = read(" ".join(sentence.format(i) for i in range(60)))
    base = KnowledgeBase.shipped()
    assert actors.resolve(article, mentions, base) == actors.resolve(article, mentions, base)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[person Emmanuel Macron] spoke. [organisation [person Macron]'s team] denied it.", "emmanuel-macron"),
        ("[anonymous Taliban officials] denied it.", "taliban"),
        ("[anonymous A Taliban official] denied it.", "none"),
    ],
)
def test_a_team_acts_for_its_person_and_officials_for_their_body(marked: str, expected: str) -> None:
    article, mentions = read(marked)
    judged, _ = actors.resolve(article, mentions, KnowledgeBase.shipped())
    last = max(mentions, key=lambda m: len(m.text) if m.kind is not MentionKind.PERSON else 0)
    found = [j.right for j in judged if j.left == last.id]
    assert [str(f).removeprefix("kb:") for f in found] == ([] if expected == "none" else [expected])


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The harvest raised [organisation QVX] by a third.", "none"),
        ("A visa of the class [organisation QVX] costs more.", "none"),
        ("[organisation QVX] fighters held the ford.", "local:QVX"),
        ("Members of [organisation QVX] said so.", "local:QVX"),
        ("The vale wardens' league ([organisation VWL]) met.", "local:VWL"),
        ("[organisation Storm Valley East] has nine schools.", "none"),
        ("[organisation HARBOUR TALKS RESUME] today.", "none"),
        ("The group [organisation Storm Valley] left.", "local:Storm Valley"),
        ("They met at [organisation the College].", "none"),
        ("The Upper [organisation Monitoring Mission] came.", "none"),
        ("The strike hit an [organisation QVX] depot. An [organisation QVX] said so.", "none"),
        ("[organisation Tallow Harbour University] lies on a hill.", "none"),
        ("[organisation Tallow Harbour University] said so.", "local:Tallow Harbour University"),
    ],
)
def test_a_body_of_the_record_is_shown_to_be_one(marked: str, expected: str) -> None:
    assert who(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[state BEIRUT]: The harbour opened again.", "none"),
        ("Flights left [state Beirut] airport.", "none"),
        ("They reached the capital, [state Beirut].", "none"),
        ("[state Beirut]'s streets were empty.", "none"),
        ("[state Beirut] needs a loan.", "lebanon"),
        ("They signed it with [state Beirut].", "lebanon"),
        ("The [state Beirut] government fell.", "lebanon"),
        ("Snow lay on Mount [state Lebanon].", "none"),
        ("[state Chad] Wexler sings.", "none"),
        ("It cost [state US] $40.", "none"),
        ("[state Luxembourg] province voted.", "none"),
    ],
)
def test_names_of_places_that_are_no_government(marked: str, expected: str) -> None:
    assert who(marked, at=0) == expected


def test_titles_bodies_and_sites_are_no_persons() -> None:
    for name in ("High Representative", "National Unity", "Victory Bridge", "Former Mayor", "Karim-based Wardo"):
        assert who(f"[post Mayor] [person {name}] came.", at=1) == "none"


def test_the_owner_of_an_advocate_is_not_the_advocate() -> None:
    rows = resolved("[post [person António Guterres]'s lawyer] spoke.")
    assert rows[0][2] != ("antonio-guterres",)


def test_sameness_does_not_join_what_the_words_keep_apart() -> None:
    rows = resolved("[person António Guterres] met [person Karim Wardo].", same=((0, 1),))
    assert rows[1][1] == "none"
    rows = resolved("[state Mali] fined [organisation the group].", same=((0, 1),))
    assert rows[1][1] == "none"
    rows = resolved("[organisation Nato] told [person Wardo].", same=((0, 1),))
    assert rows[1][1] == "none"


def test_brackets_explain_the_name_whose_short_form_they_hold() -> None:
    rows = resolved("[organisation Tallow Relief Committee] (Chad) met. [state Chad] paid.")
    assert rows[1][2] == ("chad",)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The soldiers of JNIM attacked a barracks near Gao on Tuesday.", "kb:jnim"),
        ("The TTP killed four soldiers in Khyber.", "kb:ttp"),
    ],
)
def test_an_armed_group_is_known_by_its_initials_wherever_it_fights(text: str, actor: str) -> None:
    (claim,) = Reader().code(text, published="2025-03-12")
    assert [who.actor_id for who in claim.actors] == [actor]
