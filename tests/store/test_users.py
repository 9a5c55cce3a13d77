"""Users of a shared desk: passwords and tokens kept as digests, sessions that end, sign-ins that are held off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.model.users import LogKind, Role
from onrecord.store import Record, passwords
from onrecord.store import users as rules

PASSWORD = "a long way to the harbour"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2 with the least cost, so that these tests take no minute."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


def _later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + by
    monkeypatch.setattr(rules, "_now", lambda: moment)


def test_a_record_has_no_users_until_one_is_added(record: Record) -> None:
    users = record.users
    assert not users.are_any()
    added = users.add("Amina K.", Role.CODER, PASSWORD, by="root")
    assert (added.name, added.role, added.tokens) == ("Amina K.", Role.CODER, 0)
    assert users.are_any()
    assert users.all() == (added,)


@pytest.mark.parametrize("name", ["", " a", "a ", "a\nb", "a\x00b", "x" * 65, "<b>", "_a", "a;b"])
def test_what_is_no_name(record: Record, name: str) -> None:
    with pytest.raises(UsageError):
        record.users.add(name, Role.READER, PASSWORD, by="root")


def test_names_are_one_whatever_their_capitals(record: Record) -> None:
    record.users.add("Amina", Role.READER, PASSWORD, by="root")
    with pytest.raises(UsageError, match="already"):
        record.users.add("AMINA", Role.READER, PASSWORD, by="root")
    record.users.set_role("amina", Role.EDITOR, by="root")
    assert record.users.all()[0].role is Role.EDITOR
    with pytest.raises(UsageError, match="no user"):
        record.users.remove("Bela", by="root")


@pytest.mark.parametrize("password", ["", "short", "x" * 1001, "Amina Amina"])
def test_passwords_that_are_not_taken(record: Record, password: str) -> None:
    with pytest.raises(UsageError):
        record.users.add("Amina Amina", Role.READER, password, by="root")


def test_signing_in_and_out(record: Record) -> None:
    users = record.users
    users.add("Zoë", Role.READER, PASSWORD, by="root")
    assert users.sign_in("zoe\u0308", "something else", "127.0.0.1").token is None
    token = users.sign_in("zoe\u0308", PASSWORD, "127.0.0.1").token
    assert token is not None
    found = users.of_session(token)
    assert found is not None
    assert found.name == "Zoë"
    assert users.of_token(token) is None
    assert users.of_session("") is users.of_session(token + "x") is None
    users.sign_out(token, "127.0.0.1")
    assert users.of_session(token) is None
    kinds = [line.kind for line in users.log()]
    assert kinds == [LogKind.SIGNED_OUT, LogKind.SIGNED_IN, LogKind.REFUSED, LogKind.USERS]


def test_nothing_secret_is_kept_as_it_is(tmp_path: Path) -> None:
    with Record.open(tmp_path / "case.db", write=True) as record:
        record.users.add("Amina", Role.READER, PASSWORD, by="root")
        session = record.users.sign_in("Amina", PASSWORD, "127.0.0.1").token
        token = record.users.add_token("Amina", by="root")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"$argon2id$" in kept
    for secret in (PASSWORD, session, token):
        assert secret
        assert secret.encode() not in kept


def test_a_session_ends_with_its_day_its_password_and_its_user(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    users = record.users
    users.add("Amina", Role.READER, PASSWORD, by="root")

    def begun() -> str:
        token = users.sign_in("Amina", PASSWORD, "127.0.0.1").token
        assert token is not None
        assert users.of_session(token) is not None
        return token

    changed = begun()
    users.set_password("Amina", PASSWORD, by="root")
    assert users.of_session(changed) is None
    token = users.add_token("Amina", days=2, by="root")
    late = begun()
    _later(monkeypatch, timedelta(hours=13))
    assert users.of_session(late) is None
    assert users.of_token(token) is not None
    _later(monkeypatch, timedelta(hours=49))
    assert users.of_token(token) is None
    gone = begun()
    users.remove("Amina", by="root")
    assert users.of_session(gone) is None


def test_tokens_are_counted_and_dropped(record: Record) -> None:
    users = record.users
    users.add("feed", Role.CODER, PASSWORD, by="root")
    token = users.add_token("feed", by="root")
    users.add_token("feed", by="root")
    assert users.all()[0].tokens == 2
    assert users.drop_tokens("feed", by="root") == 2
    assert users.of_token(token) is None


def test_sign_ins_are_held_off_over_a_restart(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(where, write=True) as record:
        record.users.add("Amina", Role.READER, PASSWORD, by="root")
        for _ in range(rules.MOST_BY_NAME_AND_ADDRESS):
            assert record.users.sign_in("Amina", "a wrong guess", "192.0.2.1").wait == 0
    with Record.open(where) as record:
        users = record.users
        for _ in range(3):
            held = users.sign_in("AMINA", PASSWORD, "192.0.2.1")
            assert held.token is None
            assert 0 < held.wait <= rules.WINDOW.total_seconds()
        assert [line.kind for line in users.log()].count(LogKind.HELD_OFF) == 1
        assert users.sign_in("Amina", PASSWORD, "192.0.2.2").token is not None
        _later(monkeypatch, rules.WINDOW)
        assert users.sign_in("Amina", PASSWORD, "192.0.2.1").token is not None


def test_many_names_from_one_address_are_held_off(record: Record) -> None:
    for n in range(rules.MOST_BY_ADDRESS):
        assert record.users.sign_in(f"name {n}", "a wrong guess", "192.0.2.1").wait == 0
    assert record.users.sign_in("another", "a wrong guess", "192.0.2.1").wait > 0
    assert record.users.sign_in("another", "a wrong guess", "192.0.2.9").wait == 0


def test_people_sign_in_while_another_process_writes(tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    with Record.open(where, write=True) as writer:
        writer.users.add("Amina", Role.READER, PASSWORD, by="root")
        with Record.open(where) as desk:
            assert desk.users.sign_in("Amina", PASSWORD, "127.0.0.1").token is not None


def test_what_a_browser_may_send_is_never_a_fault(record: Record) -> None:
    for odd in ("\x00", "\ud800", "x" * 10_000, "\u202e", "'; drop table users"):
        assert record.users.sign_in(odd, odd, odd).token is None
        assert record.users.of_session(odd) is None
    assert len(list(record.users.log(limit=2, offset=1))) == 2
