"""Reading in from the desk: files, text and addresses, one after another, stopped, taken up, tried again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord import captures, pipeline
from onrecord.captures import LoadOptions
from onrecord.errors import RefusedError, UsageError
from onrecord.executors import InProcess
from onrecord.model.articles import Deposit
from onrecord.model.filters import Filter
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import close, create_app, uploads
from onrecord.web.desk import Desk
from onrecord.web.intake import Intake, Reading, State

SETTINGS = Settings(model="lists", jobs=1)
STORY = (
    "Depot shelled\n\n12 March 2026\n\nGunmen killed {n} soldiers in Bourem on Tuesday, a military spokesman said. "
    "The United Nations condemned the attack.\n"
)


class Stepwise:
    """Reads an item each time that it is let."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)

    def run(self, load: Callable[[], Any], work: Callable[[Any, Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        for result in InProcess().run(load, work, items):
            if not isinstance(result, tuple):  # what names the program, asked for first
                yield result
                continue
            assert self.go.acquire(timeout=60)
            yield result


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    Record.open(tmp_path / "in.db", write=True).close()
    with Record.open(tmp_path / "in.db") as opened:
        yield opened


@pytest.fixture
def client(record: Record) -> Iterator[TestClient]:
    app = create_app(record, SETTINGS, executor=InProcess())
    asks = TestClient(app, base_url="http://localhost:8710", follow_redirects=False)
    token = asks.get("/read").text.split('name="csrf-token" content="')[1][:64]
    asks.headers.update({"origin": "http://localhost:8710", "x-csrf-token": token})
    yield asks
    close(app)


def ended(client: TestClient, answer: Any) -> Reading:
    """The reading that a form began, once it has ended."""
    assert answer.status_code == 303, answer.text
    return waited(client.app.state.intake, answer.headers["location"].partition("#r-")[2])  # type: ignore[attr-defined]


def waited(intake: Intake, reading_id: str, *states: State) -> Reading:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        one = intake.reading(reading_id)
        assert one is not None
        if one.state in states or (not states and not one.is_open):
            return one
        time.sleep(0.01)
    raise AssertionError("the reading does not end")


def files(*named: tuple[str, str]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, text.encode(), "text/plain")) for name, text in named]


def test_files_are_read_and_what_is_refused_is_said(client: TestClient, record: Record) -> None:
    sent = files(("../../etc/pass\u202ewd.txt", STORY.format(n=11)), ("empty.txt", ""), ("b.txt", STORY.format(n=12)))
    one = ended(client, client.post("/read/files", files=sent, data={"publisher": "Harbour Gazette"}))
    assert (one.state, len(one.new), len(one.refused)) == (State.DONE, 2, 1)
    assert {row.path for row in record.captures()} == {"passwd.txt", "b.txt"}
    assert {row.article.publisher.name for row in record.articles() if row.article.publisher} == {"Harbour Gazette"}
    page = client.get("/read").text
    assert "empty.txt" in page
    assert "the page is empty" in page
    assert "Try the refused again" in page
    own = client.get(f"/read/{one.id}").text
    assert all(f"/pages/{capture}" in own for capture in one.new)
    assert "/events/" in own
    assert not list(pipeline.verify(record))


def test_only_what_was_refused_is_tried_again(client: TestClient, record: Record) -> None:
    one = ended(client, client.post("/read/files", files=files(("a.txt", STORY.format(n=5)), ("late.txt", " "))))
    assert one.again == (one.sources[1],)
    kept = one.sources[1]
    assert isinstance(kept, Deposit)
    Path(kept.file).write_text(STORY.format(n=6), encoding="utf-8")  # as if it could be read by now
    again = ended(client, client.post(f"/read/{one.id}/retry"))
    assert (again.state, again.total, again.refused, len(again.new)) == (State.DONE, 1, (), 2)
    assert record.counts()["captures"] == 2


def test_a_text_with_what_is_known_of_it(client: TestClient, record: Record) -> None:
    told = {"title": "Depot <b>shelled</b>", "publisher": "Gazette", "published": "2026-03-12"}
    sent = {"text": STORY.format(n=9).replace("\n", "\r\n"), "url": "https://gazette.example/depot", **told}
    one = ended(client, client.post("/read/text", data=sent))
    row = next(record.articles())
    assert (row.capture_url, row.article.title) == ("https://gazette.example/depot", "Depot shelled")
    assert row.article.published.interval is not None
    assert str(row.article.published.interval.start) == "2026-03-12"
    assert "\r" not in row.article.text
    assert "Depot &lt;b&gt;shelled" in client.get("/read").text
    twice = ended(client, client.post("/read/text", data=sent))
    assert (len(one.new), len(twice.new), twice.known) == (1, 0, 1)


@pytest.mark.parametrize(
    ("way", "data", "words"),
    [
        ("text", {"text": " \n"}, "paste some text"),
        ("text", {"text": "Some words.", "published": "yesterday"}, "is no day"),
        ("text", {"text": "Some words.", "url": "file:///etc/passwd"}, "no http(s) address"),
        ("address", {"addresses": ""}, "one address at least"),
        ("address", {"addresses": "/etc/passwd"}, "no http(s) address"),
        ("address", {"addresses": "https://a.example/\n-"}, "no http(s) address"),
        ("address", {"addresses": "ftp://a.example/"}, "no http(s) address"),
        ("address", {"addresses": "http://a.example/ http://b.example/"}, "no http(s) address"),
        ("files", {}, "choose one file"),
    ],
)
def test_a_form_that_makes_no_sense_says_so(client: TestClient, way: str, data: dict[str, str], words: str) -> None:
    answer = client.post(f"/read/{way}", data=data)
    assert answer.status_code == 400
    assert words in answer.text
    told = client.post(f"/read/{way}", data=data, headers={"accept": "application/json"})
    assert told.status_code == 400
    assert words in told.json()["error"]
    assert client.app.state.intake.readings() == []  # type: ignore[attr-defined]


def test_addresses_of_this_machine_are_refused(client: TestClient) -> None:
    asked = "http://127.0.0.1:1/a\nhttp://localhost:1/b\nhttp://[::1]:1/c"
    one = ended(client, client.post("/read/address", data={"addresses": asked}))
    assert [issue.code for issue in one.refused] == ["private_address"] * 3
    assert one.again == one.sources


def test_nothing_in_a_file_is_fetched(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fetch(url: str, options: LoadOptions) -> Any:
        asked.append(url)
        raise RefusedError(url, "offline", "no")

    monkeypatch.setattr("onrecord.captures.fetch._fetcher", lambda *_: asked.append("fetched"))
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>Talks held</title>'
        "<link>http://somewhere.example/1</link><description>Turkey and Qatar held talks in Doha on Monday, officials "
        "said.</description></item></channel></rss>"
    )
    ended(client, client.post("/read/files", files=[("files", ("feed.xml", feed.encode(), "text/xml"))]))
    assert asked == []


def test_entries_of_a_feed_are_not_followed_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("onrecord.captures.sources._fetched", lambda unit, _: asked.append(unit.url))
    feed = (
        b'<rss version="2.0"><channel><item><title>Talks</title><link>http://somewhere.example/1</link>'
        b"<description>Turkey and Qatar held talks.</description></item></channel></rss>"
    )
    unit = captures.Unit(path="feed.xml", content=feed)
    [found] = captures.open_unit(unit, LoadOptions(follow=False))
    assert not isinstance(found, RefusedError)
    assert "held talks" in found.text
    assert asked == []


def test_people_write_between_the_pages_of_a_reading(record: Record, tmp_path: Path) -> None:
    desk, steps = Desk(record, SETTINGS), Stepwise()
    intake = Intake(desk, steps)
    reading_id = intake.add("three", _deposits(tmp_path, 3), pipeline.ReadOptions(settings=SETTINGS))
    steps.go.release()
    while (one := intake.reading(reading_id)) is None or not one.done:
        time.sleep(0.01)
    assert (one.done, one.total, one.state) == (1, 3, State.READING)
    with desk.writing(wait=5) as opened:
        assert opened.counts()["captures"] == 1
    steps.go.release(2)
    assert len(waited(intake, reading_id).new) == 3
    intake.close()


def test_a_reading_is_stopped_and_taken_up(record: Record, tmp_path: Path) -> None:
    steps = Stepwise()
    intake = Intake(Desk(record, SETTINGS), steps)
    first = intake.add("three", _deposits(tmp_path, 3), pipeline.ReadOptions(settings=SETTINGS))
    second = intake.add("waits", _deposits(tmp_path, 1), pipeline.ReadOptions(settings=SETTINGS))
    waited(intake, first, State.READING)
    intake.stop(first)
    intake.stop(second)
    steps.go.release()
    one = waited(intake, first)
    assert (one.state, len(one.new)) == (State.STOPPED, 1)
    assert waited(intake, second).state is State.STOPPED
    assert record.events_current
    steps.go.release(9)
    intake.go_on(first)
    one = waited(intake, first, State.DONE)
    assert (len(one.new), one.known) == (3, 1)
    intake.close()


def test_a_desk_that_ends_in_the_middle_leaves_a_record_that_verifies(record: Record, tmp_path: Path) -> None:
    steps = Stepwise()
    intake = Intake(Desk(record, SETTINGS), steps)
    intake.add("three", _deposits(tmp_path, 3), pipeline.ReadOptions(settings=SETTINGS))
    steps.go.release(2)
    ending = threading.Thread(target=intake.close)
    ending.start()
    steps.go.release(9)
    ending.join()
    assert [finding for finding in record.verify() if "damage" in finding.check] == []
    with Record.open(record.name, write=True) as opened:
        pipeline.rebuild(opened)
    assert list(pipeline.verify(record)) == []


def test_another_process_that_writes_is_waited_for(record: Record, tmp_path: Path) -> None:
    intake = Intake(Desk(record, SETTINGS), InProcess())
    other = Record.open(record.name, write=True)
    reading_id = intake.add("one", _deposits(tmp_path, 1), pipeline.ReadOptions(settings=SETTINGS))
    deadline = time.monotonic() + 30
    while not (one := intake.reading(reading_id)) or "waiting: " not in one.message:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    other.close()
    assert waited(intake, reading_id).state is State.DONE
    intake.close()


def _deposits(folder: Path, number: int) -> tuple[Deposit, ...]:
    made = []
    for n in range(number):
        file = folder / f"deposit-{number}-{n}"
        file.write_text(STORY.format(n=10 * number + n), encoding="utf-8")
        made.append(Deposit(file=str(file), name=f"story-{number}-{n}.txt"))
    return tuple(made)


def test_readings_that_are_not_there(client: TestClient) -> None:
    assert client.get("/read/nothing").status_code == 404
    assert client.post("/read/nothing/stop").status_code == 404
    assert client.post("/read/nothing/forget").status_code == 404


def test_too_much_is_refused_as_it_comes(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ALL_BYTES", 3000)
    many = files(("a.txt", "x" * 2000), ("b.txt", "x" * 2000))
    assert client.post("/read/files", files=many).status_code == 413

    def pieces() -> Iterator[bytes]:  # without saying how long it is
        yield b"text=" + b"x" * 2000
        yield b"x" * 2000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/read/text", content=pieces(), headers=headers).status_code == 413


def test_too_many_files_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "FILES", 1)
    assert client.post("/read/files", files=files(("a.txt", "x"), ("b.txt", "x"))).status_code == 400


@given(st.text(max_size=300))
def test_a_name_is_no_path_and_shows(name: str) -> None:
    shown = uploads.shown_name(name)
    assert shown
    assert len(shown) <= uploads.NAME + 12
    assert not set(shown) & set("/\\!\x00\n\u202e")
    assert shown not in (".", "..", "-")


def test_names_are_told_apart() -> None:
    assert uploads.distinct(["a.txt", "a.txt", "b", "a.txt", "b"]) == ["a.txt", "a (2).txt", "b", "a (3).txt", "b (2)"]


def test_a_container_keeps_its_members_names(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b'{"text": "Gunmen killed 3 soldiers in Bourem."}\n')
    [unit] = captures.expand(Deposit(file=str(tmp_path / "x"), name="rows.jsonl"), LoadOptions())
    assert isinstance(unit, captures.Unit)
    assert unit.item.startswith("rows.jsonl!")


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    [refused] = captures.load(Deposit(file=str(tmp_path / "gone"), name="story.txt"), options=LoadOptions())
    assert isinstance(refused, RefusedError)
    assert refused.item == "story.txt"


def test_a_queue_has_an_end(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.intake.KEPT", 0)
    with pytest.raises(UsageError, match="waiting"):
        Intake(Desk(record, SETTINGS), InProcess()).add("one", ("https://a.example/",), pipeline.ReadOptions())


def test_claims_of_what_was_read_are_found(client: TestClient, record: Record) -> None:
    ended(client, client.post("/read/text", data={"text": STORY.format(n=4)}))
    assert [claim.claim.event_type.value for claim in record.claims(Filter())]
