"""Copies found read by read are those that all articles at once give, whatever came, went and was corrected."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from store_samples import LATER, Page, coding_of

from onrecord import copies, pipeline
from onrecord.copies import neighbours
from onrecord.model.changes import Correction
from onrecord.model.ids import ArticleId
from onrecord.store import Record, copying
from onrecord.store import tables as t
from onrecord.store.schema import VERSION_TABLE

TOLD = (
    "Fishermen of the northern villages blocked the harbour on Monday with forty boats to protest against new quotas. ",
    "The port authority asked them to leave before nightfall and promised that a minister would hear them this week. ",
    "Two freighters loaded with timber had to wait outside the breakwater until a pilot brought them in after dark. ",
    "A woman who mends nets said that her family could no longer live on what the boats were allowed to bring home. ",
    "The quotas were cut by a third last winter after biologists had counted fewer herring than in any year before. ",
    "Shopkeepers along the quay closed their doors in support and hung black cloth from the windows of the old hall. ",
)
ALONE = (
    "Astronomers on a mountain in the south have mapped the dust around a young star with a mirror eight metres wide. ",
    "Their pictures show a gap in the ring, which a planet no one has seen yet may have swept clean over time. ",
)
ACTION = st.tuples(
    st.sampled_from(["add", "add", "add", "again", "forget", "publisher", "published"]), st.integers(0, 99)
)
TABLES = ("copy_texts", "copy_shingles", "copy_edges")


def page(number: int) -> Page:
    """One of many pages, each of which shares sentences with some others."""
    told = random.Random(number).sample(TOLD, 3 + number % 3)
    return Page(path=f"page{number}.txt", url=None, more="".join(told))


def filled(record: Record, *numbers: int) -> None:
    for number in numbers:
        record.add(coding_of(page(number)))
    pipeline.rebuild(record)


def act(record: Record, what: str, number: int) -> None:
    articles = [row.article for row in record.articles()]
    one = articles[number % len(articles)] if articles else None
    if what == "add":
        record.add(coding_of(page(number)))
    elif one is None:
        return
    elif what == "again":
        record.add(coding_of(replace(page(int(record.capture(one.capture_id).path[4:-4])), run=LATER)))
    elif what == "forget":
        record.forget(one.capture_id)
    elif what == "publisher":
        record.change("mina", "p", corrections=[Correction(one.id, what, {"name": f"Paper {number}", "domain": None})])
    else:
        day = {"start": f"2025-01-{number % 20 + 10}", "end": f"2025-01-{number % 20 + 11}"}
        record.change("mina", "d", corrections=[Correction(one.id, what, day)])


def faults(record: Record) -> list[Any]:
    return [finding for finding in pipeline.verify(record) if finding.is_fault]


def waiting(record: Record) -> set[str]:
    with record._reading() as connection:
        return set(connection.scalars(select(t.unmerged.c.article_id)))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTION, min_size=4, max_size=14), reach=st.sampled_from([1, 20]))
def test_read_by_read_as_all_at_once(where: str, actions: list[tuple[str, int]], reach: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Record.open(where, write=True) as record:
        patch.setattr(neighbours, "REACH", reach)
        patch.setattr(copying, "_WHOLE", 0)
        patch.setattr(copying, "_FEW", 0)
        for row in list(record.captures()):
            record.forget(row.id)
        for n, (what, number) in enumerate(actions):
            act(record, what, number)
            if n % 3 == 2:
                pipeline.rebuild(record)
                made = copies.group(record.full_articles())
                assert record.copies() == tuple(sorted(made, key=lambda g: g.id))
        pipeline.rebuild(record)
        assert faults(record) == []


def test_an_unrelated_page_lets_nothing_else_wait(record: Record) -> None:
    filled(record, 1, 4, 7, 10)
    before = record.copies()
    coding = coding_of(Page(path="star.txt", url=None, more="".join(ALONE)))
    record.add(coding)
    record.group_copies(copies.VERSION, copies.update)
    assert waiting(record) == {row.article.id for row in coding.articles}
    assert record.copies() == before


def test_a_third_copy_of_a_text_lets_the_two_before_it_be(record: Record) -> None:
    told = page(1)
    for path in ("one.txt", "two.txt"):
        record.add(coding_of(replace(told, path=path)))
    pipeline.rebuild(record)
    (before,) = record.copies()
    paths = (f"third{n}.txt" for n in range(99))
    later = (coding_of(replace(told, path=path)) for path in paths)
    third = next(one for one in later if one.articles[0].article.id > before.members[0])
    record.add(third)
    record.group_copies(copies.VERSION, copies.update)
    (found,) = record.copies()
    new = third.articles[0].article.id
    assert (found.id, set(found.members)) == (before.id, {*before.members, new})
    assert waiting(record) == {new}


def test_corrections_of_claims_leave_copies_alone(record: Record) -> None:
    filled(record, 1, 4, 7, 10)
    assert record.copies()
    claim = next(record.claims()).claim
    record.change("mina", "no", corrections=[Correction(claim.id, "status", "rejected")])

    def never(*_: Any) -> Any:
        raise AssertionError

    assert not record.group_copies(copies.VERSION, never)
    assert pipeline.rebuild(record) >= 0
    assert faults(record) == []


def test_a_record_from_before_is_brought_up_with_the_same_groups(where: str) -> None:
    with Record.open(where, write=True) as record:
        filled(record, 1, 4, 7, 10)
        before = record.copies()
        with record._writing() as connection:
            for table in TABLES:
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("DELETE FROM state WHERE key = 'copies'"))
            connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0009'"))
    with Record.open(where, write=True) as record:
        assert record.copies() == before
        assert faults(record) == []
        record.group_copies(copies.VERSION, copies.update)
        assert record.copies() == before
        assert waiting(record) == set()


def test_an_earlier_program_s_copies_are_found_anew(record: Record) -> None:
    filled(record, 1, 4, 7, 10)
    before = record.copies()
    with record._writing() as connection:
        connection.execute(update(t.state).where(t.state.c.key == "copies").values(value="0"))
        connection.execute(update(t.copy_groups).values(reason="as it was once told"))
    assert not [finding for finding in faults(record) if finding.check == "copies"]
    pipeline.rebuild(record)
    assert record.copies() == before


def test_nothing_is_kept_of_what_was_forgotten(record: Record) -> None:
    filled(record, 1, 4, 7)
    one = next(record.articles()).article
    record.forget(one.capture_id)
    pipeline.rebuild(record)
    with record._reading() as connection:
        for table in (t.copy_texts, t.copy_shingles, t.copy_edges):
            for row in connection.execute(select(table)):
                assert ArticleId(one.id) not in tuple(row)
    assert faults(record) == []


def test_verify_tells_copies_that_do_not_follow(record: Record) -> None:
    filled(record, 1, 4, 7, 10)
    with record._writing() as connection:
        connection.execute(t.copy_shingles.delete())
        one = connection.scalar(select(t.copy_groups.c.id))
        connection.execute(update(t.copy_groups).where(t.copy_groups.c.id == one).values(original=None, reason="none"))
    found = {finding.item for finding in faults(record) if finding.check == "copies"}
    assert found == {one, *(row.article.id for row in record.articles())}


def test_verify_tells_edges_that_do_not_follow(record: Record) -> None:
    filled(record, 1, 4, 7, 10)
    with record._writing() as connection:
        edge = connection.execute(select(t.copy_edges)).first()
        assert edge is not None
        connection.execute(t.copy_edges.delete().where(t.copy_edges.c.left_id == edge.left_id))
    found = {finding.item for finding in faults(record) if finding.check == "copies"}
    assert {edge.left_id, edge.right_id} <= found
