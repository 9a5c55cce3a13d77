"""Whatever people change: undone it is as before, done again it is as after, and events follow each time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "store"))

from store_samples import ISKP, KUNDUZ, LATER, TALIBAN, Page, coding_of, judged

from onrecord import pipeline
from onrecord.model.changes import Correction
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind, Verdict
from onrecord.store import Record

PAGES = (Page(), Page(path="two.txt", url=None, more="More of it. "))
PEOPLE = ("mina", "omar")
NAME = {"start": 24, "end": 34}  # "Karim Noor", behind the title

FIELDS: dict[str, list[Any]] = {
    "status": ["accepted", "rejected", None],
    "event_type": ["COERCE", "THREATEN", "ASSAULT"],
    "factuality": ["denied", "happened"],
    "background": [True, False],
    "actors": [[], [NAME | {"actor_id": None}], [NAME | {"actor_id": TALIBAN.id}, NAME | {"actor_id": ISKP.id}]],
    "recipients": [[], [NAME | {"actor_id": ISKP.id}]],
    "place": [None, NAME | {"place_id": "afg"}, NAME | {"place_id": None}],
    "occurred": [None, {"start": "2025-01-02", "end": "2025-01-03", "precision": "day"}],
    "quantities": [[], [NAME | {"kind": "killed", "who": None, "low": 3, "best": 3, "high": 3, "unit": None}]],
    "chain": [[], [NAME | {"kind": "speaker", "actor_id": TALIBAN.id, "cue": [35, 39]}]],
    "note": ["look again"],
}
OF_ARTICLE: dict[str, list[Any]] = {
    "publisher": [{"name": "Harbour Gazette", "domain": None}, {"name": "The Valley Post", "domain": None}],
    "published": [None, {"start": "2025-01-30", "end": "2025-01-31"}],
    "claim": [
        {"event_type": "CONSULT", "actors": [NAME | {"actor_id": None}], "recipients": [], "trigger": [35, 39]},
        {"event_type": "ASSAULT", "actors": [], "recipients": [], "trigger": [35, 39], "place": NAME},
    ],
}


def _values(fields: dict[str, list[Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    return st.one_of(*(st.tuples(st.just(name), st.sampled_from(values)) for name, values in fields.items()))


JUDGED = st.tuples(st.sampled_from(["claims", "actors", "places", "actor"]), st.sampled_from(list(Verdict)))
ACTION = st.tuples(
    st.sampled_from(PEOPLE),
    st.integers(0, 3),
    st.one_of(
        _values(FIELDS).map(lambda told: ("claim", *told)),
        _values(OF_ARTICLE).map(lambda told: ("article", *told)),
        JUDGED.map(lambda told: ("judged", *told)),
        st.just(("withdrawn", "", None)),
    ),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("changes") / "case.db", write=True) as opened:
        for page in PAGES:
            opened.add(coding_of(page))
        pipeline.rebuild(opened)
        yield opened


def seen(record: Record) -> list[Any]:
    """All that listings show, with events that follow."""
    pipeline.rebuild(record)
    return [
        list(record.claims()),
        list(record.claims(Filter(as_read=True))),
        list(record.relations()),
        list(record.articles()),
        list(record.actors()),
        list(record.places()),
        list(record.publishers()),
        list(record.events()),
        record.facets("claims"),
        [c.claim.id for c in record.claims(Filter(actor=TALIBAN.name))],
        [c.claim.id for c in record.claims(Filter(place=KUNDUZ.name))],
    ]


def act(record: Record, by: str, number: int, what: tuple[str, Any, Any]) -> bool:
    """True when the action was one that could be done."""
    kind, name, value = what
    claims = list(record.claims(Filter(as_read=True)))
    claim = claims[number % len(claims)]
    if kind == "withdrawn":
        standing = list(record.reviews())
        if not standing:
            return False
        record.change(by, kind, withdrawn=[standing[number % len(standing)].id])
    elif kind == "judged":
        other = claims[(number + 1) % len(claims)].claim.id
        ends = {
            "claims": (claim.claim.id, other),
            "actors": (TALIBAN.id, ISKP.id),
            "places": (KUNDUZ.id, "afg"),
            "actor": (str(claim.actors[0].mention_id), TALIBAN.id),
        }
        made = judged(JudgementKind(name), *ends[name], verdict=value, by=by)
        record.change(by, name, judgements=[made])
    else:
        about = claim.claim.id if kind == "claim" else claim.claim.article_id
        record.change(by, name, corrections=[Correction(about, name, value)])
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTION, min_size=1, max_size=6))
def test_undone_all_is_as_before_and_done_again_as_after(record: Record, actions: list[Any]) -> None:
    before = seen(record)
    done = [by for by, number, what in actions if act(record, by, number, what)]
    after = seen(record)
    assert not [finding for finding in pipeline.verify(record) if finding.is_fault]
    for by in reversed(done):
        assert record.undo(by) is not None
    assert seen(record) == before
    assert not [finding for finding in pipeline.verify(record) if finding.is_fault]
    for by in done:
        assert record.redo(by) is not None
    assert seen(record) == after
    for by in reversed(done):
        record.undo(by)


def test_a_merge_and_a_split_of_events_last(tmp_path: Path) -> None:
    with Record.open(tmp_path / "case.db", write=True) as record:
        for page in PAGES:
            record.add(coding_of(page))
        pipeline.rebuild(record)
        blamed = [c.claim.id for c in record.claims(Filter(event_type=EventType.ACCUSE))]
        together = len(list(record.events(Filter(event_type=EventType.ACCUSE)))) == 1
        verdict = Verdict.DIFFERENT if together else Verdict.SAME
        one, other = blamed
        record.change("mina", "as it is", judgements=[judged(JudgementKind.CLAIMS, one, other, verdict, by="mina")])
        for reread in (False, True):
            if reread:
                for page in PAGES:
                    record.add(coding_of(Page(path=page.path, url=page.url, more=page.more, run=LATER)))
            pipeline.rebuild(record)
            assert len(list(record.events(Filter(event_type=EventType.ACCUSE)))) == (2 if together else 1)
        record.undo("mina")
        pipeline.rebuild(record)
        assert len(list(record.events(Filter(event_type=EventType.ACCUSE)))) == (1 if together else 2)
