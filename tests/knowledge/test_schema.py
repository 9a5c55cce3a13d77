"""The layout of the knowledge files, its faults told plainly, and the compiled file beside them."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import KnowledgeError
from onrecord.knowledge import KnowledgeBase
from onrecord.knowledge.base import COMPILED
from onrecord.knowledge.compile import compiled
from onrecord.knowledge.days import stretch, term
from onrecord.model.actors import ActorKind
from onrecord.model.mentions import MentionKind

SMALL = """
country: ATA
checked: "2024-12"
actors:
  - {name: Penguinia, kind: state, sector: GOV, demonyms: [Penguinian], seats: [Iceport], aliases: [Realm of Penguinia]}
  - name: Floe Front
    kind: armed_group
    sector: REB
    aliases: [FF, {name: Floe Fighters, until: 2010}]
    fights: [ATA]
  - {name: Cold Pact, kind: organisation, sector: IGO, country: "", members: [{from: 2005-03, who: [ATA]}]}
offices:
  - of: ATA
    title: president
    held: [[Ada Frost, 2001, 2009-03-01], [Bo Drift, 2009-03-01]]
"""


def small(extra: str = "") -> KnowledgeBase:
    return KnowledgeBase.from_yaml({"small.yaml": SMALL + extra})


def test_an_entry_becomes_an_actor_with_its_code_and_dates() -> None:
    front = small().get("floe-front")
    assert front is not None
    assert (front.id, front.code, front.kind) == ("kb:floe-front", "ATAREB", ActorKind.ARMED_GROUP)
    assert front.aliases[1].held.end == date(2011, 1, 1)
    assert front.memberships[0].kind == "fights"


def test_offices_make_persons_and_keep_coarse_dates_open() -> None:
    base = small()
    assert [p.title for p in base.posts_on("ada-frost", date(2005, 1, 1))] == ["president"]
    assert base.holder("president", "ATA", date(2009, 3, 1)) == base.get("bo-drift")
    assert base.is_member("penguinia", "cold-pact", date(2005, 3, 10)) is None
    assert base.is_member("penguinia", "cold-pact", date(2005, 4, 1)) is True
    assert base.is_member("penguinia", "cold-pact", date(2005, 2, 28)) is False


def test_where_no_members_are_listed_membership_is_not_known() -> None:
    base = small("  - {of: ATA, title: king}\n")
    assert base.is_member("ATA", "floe-front", date(2010, 1, 1)) is None
    assert base.is_member("floe-front", "cold-pact", date(2010, 1, 1)) is False


def test_names_leave_seats_out_and_tell_the_kind_of_mention() -> None:
    names = dict(small().names())
    assert names["Realm of Penguinia"] is MentionKind.STATE
    assert names["Floe Front"] is MentionKind.ARMED_GROUP
    assert names["Bo Drift"] is MentionKind.PERSON
    assert "Iceport" not in names
    assert small().is_seat("Iceport")
    assert [a.name for a in small().find("Iceport")] == ["Penguinia"]
    assert [a.name for a in small().find_demonym("Penguinian")] == ["Penguinia"]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("  - {of: nowhere, title: king}", "nothing has the id nowhere"),
        ("  - {of: ATA, title: king, held: [[A B, 2010, 2005]]}", "not an interval"),
        ("  - {of: ATA, title: king, held: [[A B, May 2010]]}", "not a date"),
        ("  - {of: ATA, title: king, colour: red}", "unknown key colour"),
        ("  - {of: ATA, title: king, held: [[=nobody, 2010]]}", "no person has the id nobody"),
        ("  - [", "not YAML"),
    ],
)
def test_faults_name_the_file_the_entry_and_the_reason(extra: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=words) as caught:
        small(extra)
    assert caught.value.file == "small.yaml"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{name: X, kind: castle}", "unknown kind"),
        ("{name: X, kind: state, sector: ABC}", "unknown sector"),
        ("{name: X, kind: state, country: Chad}", "alpha-3"),
        ("{name: X, kind: state, part_of: [gone]}", "nothing has the id gone"),
        ("{name: X, kind: state, wikidata: 12}", "no item"),
        ("{kind: state}", "needs a name"),
    ],
)
def test_faulty_entries_are_refused(entry: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=words):
        KnowledgeBase.from_yaml({"a.yaml": f"actors:\n  - {entry}\n"})


def test_another_file_can_add_names_and_ties_but_none_twice() -> None:
    more = "additions:\n  - {id: floe-front, aliases: [Front of the Floe], allied_with: [{of: ATA, from: 2012}]}\n"
    base = KnowledgeBase.from_yaml({"small.yaml": SMALL, "more.yaml": more})
    (front,) = base.find("Front of the Floe")
    assert {(tie.kind, tie.actor) for tie in front.memberships} == {
        ("allied_with", "kb:penguinia"),
        ("fights", "kb:penguinia"),
    }
    for wrong in ("{id: floe-front, aliases: [FF]}", "{id: gone, aliases: [G]}"):
        with pytest.raises(KnowledgeError):
            KnowledgeBase.from_yaml({"small.yaml": SMALL, "more.yaml": f"additions:\n  - {wrong}\n"})


def test_two_entries_cannot_share_an_id() -> None:
    entry = "actors:\n  - {name: Twin, kind: organisation}\n"
    with pytest.raises(KnowledgeError, match="stands in a"):
        KnowledgeBase.from_yaml({"a.yaml": entry, "b.yaml": entry})


def test_the_compiled_file_is_what_the_yaml_makes() -> None:
    shipped = files("onrecord.knowledge").joinpath(COMPILED).read_text(encoding="utf-8")
    assert shipped == compiled(), "run python -m onrecord.knowledge.compile"


def test_a_damaged_file_is_a_knowledge_error() -> None:
    with pytest.raises(KnowledgeError, match="damaged"):
        KnowledgeBase.from_json('{"actors": [{"id": "x"}]}')


def test_the_shipped_base_is_broad() -> None:
    kinds = [a.kind for a in KnowledgeBase.shipped().actors.values()]
    assert kinds.count(ActorKind.STATE) >= 200
    assert kinds.count(ActorKind.ARMED_GROUP) >= 400
    assert kinds.count(ActorKind.ORGANISATION) >= 250


def test_every_un_member_is_there() -> None:
    assert len(KnowledgeBase.shipped().members("united-nations", date(2024, 1, 1))) == 193


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_its_month_and_year(day: date) -> None:
    assert stretch(day.isoformat()).within(stretch(day.isoformat()[:7]))
    assert stretch(day.isoformat()[:7]).within(stretch(day.isoformat()[:4]))


@given(st.integers(1900, 2090), st.integers(1, 9))
def test_what_is_sure_lies_in_what_is_possible(year: int, length: int) -> None:
    made = term(str(year), str(year + length))
    assert made.surely is None or made.surely.within(made.held)


def test_an_unknown_end_leaves_nothing_sure() -> None:
    assert term("2010", "?").surely is None
    assert term("2010-05-01", None).surely is not None


def test_the_president_heads_the_government_where_there_is_no_premiership() -> None:
    premiership = (
        "  - {of: ATA, title: prime minister, existed: [[2004, 2006-05-01]], held: [[Cy Glacier, 2004, 2005]]}\n"
    )
    base = small(premiership)
    assert base.holder("head of government", "ATA", date(2002, 1, 1)) == base.get("ada-frost")
    assert base.holder("Head of Government", "ATA", date(2004, 6, 1)) == base.get("cy-glacier")
    assert base.holders("head of government", "ATA", date(2006, 2, 1)) == ()
    assert base.holders("prime minister", "ATA", date(2002, 1, 1)) == ()
    assert small().holder("head of government", "ATA", date(2010, 1, 1)) == small().get("bo-drift")
