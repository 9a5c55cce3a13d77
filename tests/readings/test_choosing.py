"""Which reader reads: lists, a folder's model, or one of the user's own."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.pipeline import Program, model_account, plain_article
from onrecord.readings import LexiconReader, choose, neural
from onrecord.settings import Settings, load

OWN = """
class Silent:
    digest = "silent-1"

    def read(self, article):
        return ()


def beside(lists):
    class Beside:
        digest = "beside+" + lists.digest

        def read(self, article):
            return lists.read(article)

    return Beside()


silent = Silent()
nothing = 3
"""


@pytest.fixture
def lists() -> LexiconReader:
    return LexiconReader([])


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "readers_of_mine.py").write_text(OWN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "readers_of_mine"


@pytest.mark.parametrize("name", ["lists", "none", ""])
def test_the_lists_alone(lists: LexiconReader, name: str) -> None:
    assert choose(lists, name) is lists


def test_a_folder_and_the_shipped_one_are_read_alike(lists: LexiconReader) -> None:
    folder = neural.shipped()
    assert folder is not None
    assert choose(lists, str(folder)).digest == choose(lists, "shipped").digest


def test_a_reader_of_the_users_own(lists: LexiconReader, module: str) -> None:
    article = plain_article("Gunmen killed two guards.", published=None, publisher=None)
    assert choose(lists, f"{module}:silent").read(article) == ()
    assert choose(lists, f"{module}:beside").read(article) == lists.read(article)
    program = Program.load(Settings(model=f"{module}:silent"))
    assert program.run.model == "silent-1"
    assert program.code(article).claims == ()


@pytest.mark.parametrize(
    "name", ["no_such_module:reader", "readers_of_mine:gone", "readers_of_mine:nothing", "no/folder"]
)
def test_what_is_no_model_is_refused_in_one_line(lists: LexiconReader, module: str, name: str) -> None:
    with pytest.raises(UsageError) as error:
        choose(lists, name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("settings", ["not json", "{}", '{"thresholds": 3, "trust": {}}'])
def test_a_damaged_folder_is_refused(lists: LexiconReader, tmp_path: Path, settings: str) -> None:
    for name in neural.FILES:
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "model.json").write_text(settings, encoding="utf-8")
    with pytest.raises(UsageError):
        choose(lists, str(tmp_path))


def test_without_its_run_time_the_way_out_is_told(lists: LexiconReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.readings.choosing.find_spec", lambda _: None)
    with pytest.raises(UsageError, match="ONRECORD_MODEL=lists"):
        choose(lists, "shipped")


def test_the_account_names_folder_and_card() -> None:
    told = model_account(Settings(model="shipped"))
    assert told.folder == neural.shipped()
    assert told.card is not None
    assert "licence" in told.card
    assert told.made
    assert model_account(Settings(model="lists")).folder is None


def test_a_changed_threshold_is_another_reader(lists: LexiconReader, tmp_path: Path) -> None:
    folder = neural.shipped()
    assert folder is not None
    for name in neural.FILES:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    same = choose(lists, str(tmp_path)).digest
    told = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    told["thresholds"]["newer than this program"] = 1
    (tmp_path / "model.json").write_text(json.dumps(told), encoding="utf-8")
    assert choose(lists, "shipped").digest == same
    assert choose(lists, str(tmp_path)).digest != same


def test_the_setting_comes_from_the_environment() -> None:
    assert load({"ONRECORD_MODEL": "shipped"}, Path("none.toml")).model == "shipped"
    assert load({"ONRECORD_MODEL": "lists"}, Path("none.toml")).model == "lists"
    # What reads has a digest of its own: where its folder stands changes nothing.
    assert Settings(model="a").digest == Settings(model="b").digest


def test_reading_starts_no_thread_and_asks_no_network(lists: LexiconReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = plain_article("Gunmen killed two guards near Tessaro.", published=None, publisher=None)
    assert choose(lists, "shipped").read(page)  # loads libraries, some of which keep a thread of their own
    before = _threads()
    assert choose(lists, "shipped").read(page)
    assert _threads() == before


def _threads() -> int:
    """The threads of this process, those of libraries too where the system tells."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()
