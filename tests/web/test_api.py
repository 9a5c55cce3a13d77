"""The API: its document is true, its pages are the listings, and whatever it is asked it answers plainly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.analysis import dyads, lines, network, timeline
from onrecord.export.lines import claim_line
from onrecord.export.listings import LISTINGS, walk
from onrecord.export.ties import tie_line
from onrecord.model.filters import Filter
from onrecord.model.users import Role
from onrecord.settings import Settings
from onrecord.store import Record, passwords
from onrecord.web import create_app
from onrecord.web.api.answers import cursor_of, key_of
from onrecord.web.api.document import document
from onrecord.web.api.endpoints import ENDPOINTS, PREFIX
from onrecord.web.api.shapes import SHAPES
from onrecord.web.asking import NAMES

DEMO = Path(pipeline.__file__).parent / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the demonstration's pages."""
    where = tmp_path_factory.mktemp("api") / "demo.db"
    pages = sorted(str(path) for path in DEMO.iterdir() if path.name != "README.md")
    with Record.open(where, write=True) as record:
        pipeline.read_into(record, pages, options=pipeline.ReadOptions(settings=Settings(jobs=1)))
    with Record.open(where) as record:
        yield record


@pytest.fixture(scope="module")
def api(demo: Record) -> TestClient:
    """Asks the API of the demonstration."""
    return TestClient(create_app(demo, Settings()), base_url="http://localhost:8710", follow_redirects=False)


def fits(name: str, line: Any) -> None:
    """Nothing where a line has the shape of that name; else the test fails with where it does not."""
    shape = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": dict(SHAPES)}}
    jsonschema_rs.validator_for(shape, validate_formats=True).validate(line)


def get(api: TestClient, path: str) -> Any:
    answer = api.get(f"{PREFIX}{path}")
    assert answer.status_code == 200, (path, answer.text[:300])
    return answer.json()


JSON = {"content-type": "application/json"}
OTHERS = {"publishers": "Publisher", "contradictions": "Disputed", "ties": "Tie"}
SHAPE_OF = {name: name.capitalize().rstrip("s") for name in LISTINGS}


def test_every_line_of_the_demonstration_has_the_shape_that_is_told(demo: Record) -> None:
    for name in LISTINGS:
        rows = list(walk(demo, name, Filter()))
        assert rows
        for row in rows:
            fits(SHAPE_OF[name], json.loads(json.dumps(row)))


def test_the_shapes_are_exact(demo: Record) -> None:
    line = claim_line(next(demo.claims()))
    for wrong in ({**line, "more": 1}, {key: value for key, value in line.items() if key != "chain"}):
        with pytest.raises(jsonschema_rs.ValidationError):
            fits("Claim", wrong)


def test_the_document_tells_every_route_and_every_filter(api: TestClient) -> None:
    told = get(api, "/openapi.json")
    assert told == json.loads(json.dumps(document()))
    assert told["openapi"] == "3.1.0"
    operations = [one["operationId"] for path in told["paths"].values() for one in path.values()]
    assert len(operations) == len(set(operations)) == len(ENDPOINTS)
    claims = told["paths"]["/api/v1/claims"]["get"]["parameters"]
    assert {one["name"] for one in claims} == {*NAMES, "cursor"}
    jsonschema_rs.meta.validate({"components": told["components"]})
    for shape in told["components"]["schemas"].values():
        jsonschema_rs.meta.validate(shape)


def test_people_can_read_what_there_is(api: TestClient) -> None:
    page = api.get("/api").text
    for endpoint in ENDPOINTS:
        assert f"{PREFIX}{endpoint.path}" in page


@pytest.mark.parametrize("name", [*LISTINGS, "publishers", "contradictions", "ties"])
def test_pages_follow_one_another_by_cursor(api: TestClient, demo: Record, name: str) -> None:
    found, there = [], f"{PREFIX}/{name}?limit=2&background=yes"
    for _ in range(200):
        page = api.get(there).json()
        found += page["rows"]
        if page["next"] is None:
            break
        assert "background=yes" in page["next"]
        there = page["next"]
    if name in LISTINGS:
        assert found == json.loads(json.dumps(list(walk(demo, name, Filter()))))
    elif name == "ties":
        ties = pipeline.ties(demo, Filter(), Settings())
        assert found == json.loads(json.dumps(list(map(tie_line, ties))))
    elif name == "contradictions":
        assert len(found) == sum(len(event.contradictions) for event in demo.events())
    else:
        assert len(found) == len(list(demo.publishers()))
    for row in found:
        fits(SHAPE_OF.get(name) or OTHERS[name], row)


def test_one_of_each(api: TestClient, demo: Record) -> None:
    for row in demo.captures():
        got = get(api, f"/captures/{row.id}")
        fits("CaptureWithText", got)
        assert got["text"] == demo.capture(row.id).text
    for row in demo.articles():
        got = get(api, f"/articles/{row.article.id}")
        fits("ArticleWithText", got)
        assert got["text"] == row.article.text
    told = next(demo.claims())
    assert get(api, f"/claims/{told.claim.id}") == json.loads(json.dumps(claim_line(told)))
    for event in demo.events():
        for policy in ("", "?policy=authorities", "?policy=probable"):
            got = get(api, f"/events/{event.id}{policy}")
            fits("ToldEvent", got)
            assert len(got["told"]) == len(event.claims)
    for row in demo.actors():
        got = get(api, f"/actors/{quote(row.actor.id, safe='')}")
        fits("Dossier", got)
        assert got["actor"]["actor_id"] == row.actor.id
        assert api.get(got["see"]["claims"]).status_code == 200


def test_the_views_are_those_of_the_command_line(api: TestClient, demo: Record) -> None:
    events = list(demo.events())
    whole = timeline.timeline(events, timeline.Step.MONTH)
    assert get(api, "/timeline")["rows"] == json.loads(json.dumps(list(lines.timeline_lines(whole))))
    pairs = dyads.dyads(events, dyads.Level.COUNTRY)
    assert get(api, "/dyads?level=country")["rows"] == json.loads(json.dumps(list(map(lines.dyad_line, pairs))))
    nodes = lines.network_line(network.network(events, dyads.Level.ACTOR))
    assert get(api, "/network") == {"schema_version": 1, **json.loads(json.dumps(nodes))}
    fits("News", get(api, "/new"))
    assert get(api, "/new?since=2100-01-01")["captures"] == 0
    assert get(api, "/new?since=last")["captures"] == demo.counts()["captures"]
    names = [row["name"] for row in get(api, "/publishers")["rows"]][:3]
    told = get(api, "/compare?" + "&".join(f"name={quote(name)}" for name in names))
    for row in told["rows"]:
        fits("Compared", row)
    hits = get(api, "/search?q=soldiers&limit=3")["rows"]
    assert hits
    for row in hits:
        fits("Hit", row)


def test_what_makes_no_sense_is_a_problem_in_words(api: TestClient) -> None:
    asked = {
        "/claims?type=x": 400,
        "/claims?since=2026-13-40": 400,
        "/claims?since=99999999999999999999-01": 400,
        "/claims?limit=-1": 400,
        "/claims?limit=99999999999999999999": 400,
        "/claims?country=%00%00%00": 400,
        "/claims?search=%21": 400,
        "/claims?cursor=x": 400,
        "/claims?cursor=" + cursor_of((1,)): 400,
        "/actors?cursor=" + cursor_of(("x", 1, 2)): 400,
        "/changes?cursor=" + cursor_of(("x",)): 400,
        "/events?cursor=" + "A" * 30_000: 400,
        "/compare?name=one": 400,
        "/compare": 400,
        "/new?since=yesterday": 400,
        "/timeline?by=hour": 400,
        "/search?q=": 400,
        "/events/none": 404,
        "/events/%00": 404,
        "/claims/%ED%A0%80": 404,
        "/captures/none": 404,
        "/articles/none": 404,
        "/actors/none": 404,
        "/nothing": 404,
        "/claims/a/b": 404,
    }
    for path, status in asked.items():
        answer = api.get(f"{PREFIX}{path}")
        assert (path, answer.status_code) == (path, status)
        assert answer.headers["content-type"] == "application/problem+json"
        fits("Problem", answer.json())
    for path in (
        "/claims?actor=%00",
        "/claims?actor=%ED%A0%80&place=%F0%9F%92%A5",
        "/search?q=%00zzz",
        "/claims?offset=999999999",
    ):
        assert get(api, path)["rows"] == []
    api.cookies.clear()  # what has none is no browser
    assert api.put(f"{PREFIX}/claims", headers={"content-type": "application/json"}).status_code == 405


def test_an_answer_that_is_held_is_not_sent_again(api: TestClient) -> None:
    first = api.get(f"{PREFIX}/claims")
    tag = first.headers["etag"]
    for held in (tag, f"W/{tag}", f'"x", {tag}'):
        again = api.get(f"{PREFIX}/claims", headers={"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
    assert api.get(f"{PREFIX}/events", headers={"if-none-match": tag}).status_code == 200


def test_cursors_come_back_as_they_went() -> None:
    for key in ((), ("a", 1, -5), ("\ud800\x00\u202e", 2), ("é" * 500,)):
        assert key_of(cursor_of(key)) == key


@pytest.fixture
def copy(demo: Record, tmp_path: Path) -> Iterator[Record]:
    """A record of the demonstration to change."""
    shutil.copy(demo.name, tmp_path / "copy.db")
    with Record.open(tmp_path / "copy.db") as record:
        yield record


@pytest.fixture
def program(copy: Record) -> TestClient:
    """A program that asks the API of the copy."""
    return TestClient(create_app(copy, Settings()), base_url="http://localhost:8710", follow_redirects=False)


def changed(program: TestClient, status: int = 200, there: str = "/changes", **body: Any) -> Any:
    content = json.dumps({"by": "Amina", **body})  # in ASCII, which holds half a surrogate pair too
    answer = program.post(f"{PREFIX}{there}", content=content, headers=JSON)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_claim_is_corrected_undone_and_done_again(program: TestClient, copy: Record) -> None:
    told = next(copy.claims())
    key = told.claim.id
    token = get(program, f"/standing/{key}")["token"]
    other = "denied" if told.claim.factuality != "denied" else "planned"
    asked = {"corrections": [{"object_id": key, "field": "factuality", "after": other}], "words": "read again"}
    made = changed(program, **asked, seen={key: token})
    fits("Change", made)
    assert (made["by"], made["words"]) == ("Amina", "read again")
    claim = get(program, f"/claims/{key}")
    assert (claim["factuality"], claim["reviewed"]) == (other, True)
    fits("Standing", get(program, f"/standing/{key}"))
    late = changed(program, 409, **asked, seen={key: token})
    assert (late["by"], late["object_id"]) == ("Amina", key)
    assert late["token"] == get(program, f"/standing/{key}")["token"]
    fits("Turn", changed(program, there="/changes/undo"))
    assert get(program, f"/claims/{key}")["factuality"] == told.claim.factuality
    assert changed(program, there="/changes/redo")["change"]["number"] == made["number"]
    assert changed(program, there="/changes/redo")["change"] is None
    assert get(program, f"/claims/{key}")["factuality"] == other
    listed = get(program, "/changes?limit=1")
    fits("Change", listed["rows"][0])
    assert get(program, "/changes?by=Nobody")["rows"] == []
    assert copy.events_current


def test_two_claims_are_said_to_be_of_one_happening(program: TestClient, copy: Record) -> None:
    one, other = (event.claims[0] for event in list(copy.events())[:2])
    judged = {"kind": "claims", "left": one, "right": other, "verdict": "same"}
    made = changed(program, words="one event", judgements=[judged])
    assert made["rows"][0]["decided_by"] == "Amina"
    assert get(program, f"/claims/{one}")["event_id"] == get(program, f"/claims/{other}")["event_id"]


def test_changes_that_make_no_sense(program: TestClient, copy: Record) -> None:
    key = next(copy.claims()).claim.id
    good = {"object_id": key, "field": "factuality", "after": "denied"}
    far = [{"start": 10**14, "end": 10**14 + 1, "actor_id": None}]
    for body in (
        {},
        {"words": "x"},
        {"words": "x", "more": 1},
        {"words": ""},
        {"words": 1},
        {"words": "x", "corrections": {}},
        {"words": "x", "corrections": ["x"]},
        {"words": "x", "corrections": [good] * 501},
        {"words": "x", "corrections": [{**good, "after": "certainly"}]},
        {"words": "x", "corrections": [{**good, "field": "colour"}]},
        {"words": "x", "corrections": [{**good, "object_id": "cl0"}]},
        {"words": "x", "corrections": [{**good, "object_id": "\x00\ud800"}]},
        {"words": "x", "corrections": [{**good, "field": "actors", "after": far}]},
        {"words": "x", "corrections": [{"object_id": key, "field": "factuality"}]},
        {"words": "x", "corrections": [good], "by": ""},
        {"words": "x", "corrections": [good], "by": None},
        {"words": "x", "corrections": [good], "seen": {key: 1}},
        {"words": "x", "withdrawn": ["none"]},
        {"words": "x", "judgements": [{"kind": "claims", "left": key, "right": key, "verdict": "same"}]},
        {"words": "x", "judgements": [{"kind": "claims", "left": key, "right": "cl0", "verdict": "same"}]},
        {"words": "x", "judgements": [{"kind": "actor", "left": key, "right": "x", "verdict": "same"}]},
        {"words": "x", "judgements": [{"kind": "actors", "left": "x", "right": "y", "verdict": "perhaps"}]},
    ):
        fits("Problem", changed(program, 400, **body))
    json_ = {"content-type": "application/json"}
    for content in (
        b"",
        b"[]",
        b"{",
        b'{"words":' + b"[" * 100_000,
        b'{"by":1e999}',
        b'{"by":' + b"9" * 50 + b"}",
        b"\xff",
    ):
        assert program.post(f"{PREFIX}/changes", content=content, headers=json_).status_code == 400
    assert program.post(f"{PREFIX}/changes", content=b" " * 1_000_001, headers=json_).status_code == 413
    assert program.post(f"{PREFIX}/changes", data={"words": "x"}).status_code == 403  # as a form of another site could
    assert copy.changes() == ()


def test_changes_are_made_in_ones_own_name_and_role(copy: Record, program: TestClient) -> None:
    from argon2 import PasswordHasher

    hasher = passwords._hasher
    passwords._hasher = lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[assignment]
    try:
        tokens = {}
        for role in Role:
            copy.users.add(role.value, role, "a long way to the harbour", by="root")
            tokens[role] = {"authorization": f"Bearer {copy.users.add_token(role.value, by='root')}"}
    finally:
        passwords._hasher = hasher
    told = next(copy.claims())
    claim = {"object_id": told.claim.id, "field": "status", "after": "accepted"}
    days = {"start": "2026-03-10", "end": "2026-03-11"}
    article = {"object_id": told.claim.article_id, "field": "published", "after": days}
    allowed = {(Role.CODER, 0), (Role.EDITOR, 0), (Role.EDITOR, 1)}
    for role, headers in tokens.items():
        for n, correction in enumerate((claim, article)):
            body = {"words": "x", "corrections": [correction]}
            answer = program.post(f"{PREFIX}/changes", json=body, headers=headers)
            assert answer.status_code == (200 if (role, n) in allowed else 403), answer.text
            if answer.status_code == 200:
                assert answer.json()["by"] == role.value
    body = {"words": "x", "corrections": [claim], "by": "editor"}
    assert program.post(f"{PREFIX}/changes", json=body, headers=tokens[Role.CODER]).status_code == 400
    assert program.post(f"{PREFIX}/changes", json=body).status_code == 401
    assert next(copy.users.log()).words == "POST /api/v1/changes"


CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
EXAMPLES = 8
"""Requests made up for each endpoint: enough to meet odd characters and numbers, few enough to run everywhere."""


def test_whatever_is_asked_is_answered_as_the_document_says(copy: Record) -> None:
    app = create_app(copy, Settings())
    schema = schemathesis.openapi.from_dict(document())
    checks = CHECKS.get_by_names(CHECKED)
    for result in schema.get_all_operations():
        operation = result.ok()
        operation.app = app

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url="http://localhost:8710", checks=checks)

        ask()
