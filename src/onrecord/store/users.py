"""Users of a shared desk: who they are, their sessions and tokens, how often a sign-in may fail, and the log.

They lie in the record, beside what they work on. Writing here does not take the place of the record's one writer: each
change is one short transaction, so that people can sign in while pages are being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, select, update

from onrecord.errors import UsageError
from onrecord.model.users import LogKind, LogLine, Role, SignIn, User
from onrecord.store import passwords
from onrecord.store import tables as t
from onrecord.store.folding import folded

Transaction = Callable[[], AbstractContextManager[Connection]]

SESSION = timedelta(hours=12)
"""How long a session lasts: a day of work."""
TOKEN_DAYS = 365
WINDOW = timedelta(minutes=15)
"""The time in which refused sign-ins are counted."""
MOST_BY_NAME_AND_ADDRESS, MOST_BY_ADDRESS, MOST_BY_NAME = 5, 20, 50
"""Refused sign-ins after which others wait. By name alone it takes more, or anybody could lock somebody out."""
REFUSALS_KEPT = timedelta(days=90)
BUSY = 5
"""Seconds to wait where too many sign in at once."""

_NAME = re.compile(r"[^\W_][\w .'-]{0,62}[\w.]|[^\W_]")
_TYPED = 64
"""Characters kept of a name that somebody typed."""
_PERSON, _PROGRAM = "session", "token"


class Users:
    """The users of one record. Made by `Record.users`."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def are_any(self) -> bool:
        """True where there is a user, so that a desk asks people to sign in."""
        with self._reading() as connection:
            return bool(connection.scalar(select(exists().where(t.users.c.name.is_not(None)))))

    def all(self) -> tuple[User, ...]:
        """The users by name."""
        with self._reading() as connection:
            return tuple(_user(row) for row in connection.execute(_users().order_by(t.users.c.key)))

    # Looking after them.

    def add(self, name: str, role: Role, password: str, *, by: str) -> User:
        """The user, added. Raises UsageError for a name that is taken or none, and for a password that is too short."""
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no name of a user: letters, digits, blanks and . _ ' - within, 64 at most")
        digest = passwords.hashed(password, name)
        with self._writing() as connection:
            if _held(connection, name) is not None:
                raise UsageError(f"there is a user {name} already")
            row = {"name": name, "key": folded(name), "role": role.value, "password": digest, "added_at": _now()}
            connection.execute(insert(t.users).values(**row))
            _note(connection, LogKind.USERS, by, "", f"{name} added, {role}")
            return _user(connection.execute(_users().where(t.users.c.name == name)).one())

    def remove(self, name: str, *, by: str) -> None:
        """Nothing; what the user decided stays under the name. Raises UsageError where there is none of this name."""
        with self._writing() as connection:
            known = _known(connection, name)
            connection.execute(delete(t.sessions).where(t.sessions.c.user_name == known))
            connection.execute(delete(t.users).where(t.users.c.name == known))
            _note(connection, LogKind.USERS, by, "", f"{known} removed")

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        """Nothing; the role holds from the user's next request on."""
        with self._writing() as connection:
            known = _known(connection, name)
            connection.execute(update(t.users).where(t.users.c.name == known).values(role=role.value))
            _note(connection, LogKind.USERS, by, "", f"{known} is {role} now")

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Nothing; ends the user's sessions and tokens."""
        digest = passwords.hashed(password, name)
        with self._writing() as connection:
            known = _known(connection, name)
            connection.execute(update(t.users).where(t.users.c.name == known).values(password=digest))
            connection.execute(delete(t.sessions).where(t.sessions.c.user_name == known))
            _note(connection, LogKind.USERS, by, "", f"{known} has a new password")

    def add_token(self, name: str, *, days: int = TOKEN_DAYS, by: str) -> str:
        """A token with which a program speaks in the user's name. It is not kept, so it cannot be shown again."""
        token = passwords.new_token("onr_")
        with self._writing() as connection:
            known = _known(connection, name)
            _begin(connection, known, _PROGRAM, token, timedelta(days=days))
            _note(connection, LogKind.USERS, by, "", f"a token for {known}, for {days} days")
        return token

    def drop_tokens(self, name: str, *, by: str) -> int:
        """The number of the user's tokens, which no longer hold."""
        with self._writing() as connection:
            s, known = t.sessions.c, _known(connection, name)
            ended = connection.execute(delete(t.sessions).where(s.user_name == known, s.kind == _PROGRAM)).rowcount
            _note(connection, LogKind.USERS, by, "", f"{ended} tokens of {known} ended")
            return ended

    # Signing in.

    def sign_in(self, name: str, password: str, address: str) -> SignIn:
        """How it went. A refusal is counted before the password is looked at, so that many at once count too."""
        typed = name.strip()[:_TYPED]
        with self._writing() as connection:
            wait = _wait(connection, typed, address)
            if wait:
                return SignIn(wait=wait)
            attempt = _note(connection, LogKind.REFUSED, typed, address, "")
            held = _held(connection, typed)
        is_right = passwords.is_right(held.password if held is not None else None, password)
        if not is_right or held is None:
            return SignIn(wait=BUSY if is_right is None else 0)
        token = passwords.new_token()
        with self._writing() as connection:
            _tidy(connection)
            _begin(connection, held.name, _PERSON, token, SESSION)
            log = t.user_log
            signed = {"kind": LogKind.SIGNED_IN.value, "name": held.name}
            connection.execute(update(log).where(log.c.number == attempt).values(**signed))
        return SignIn(token=token)

    def sign_out(self, token: str, address: str) -> None:
        """Nothing; the session ends."""
        digest, s = passwords.token_digest(token), t.sessions.c
        with self._writing() as connection:
            name = connection.scalar(select(s.user_name).where(s.digest == digest))
            if name is not None:
                connection.execute(delete(t.sessions).where(s.digest == digest))
                _note(connection, LogKind.SIGNED_OUT, name, address, "")

    def of_session(self, token: str) -> User | None:
        """Whose session it is; None for one that is over."""
        return self._holder(token, _PERSON)

    def of_token(self, token: str) -> User | None:
        """In whose name a program speaks; None for a token that no longer holds."""
        return self._holder(token, _PROGRAM)

    def _holder(self, token: str, kind: str) -> User | None:
        s = t.sessions.c
        mine = (s.digest == passwords.token_digest(token), s.kind == kind, s.ends_at > _now())
        with self._reading() as connection:
            row = connection.execute(_users().join(t.sessions, s.user_name == t.users.c.name).where(*mine)).first()
            return None if row is None else _user(row)

    # The log.

    def note(self, name: str, address: str, words: str) -> None:
        """Nothing; puts a write down in the log."""
        with self._writing() as connection:
            _note(connection, LogKind.WRITE, name, address, words)

    def log(self, *, limit: int | None = None, offset: int = 0) -> Iterator[LogLine]:
        """The lines of the log, newest first."""
        with self._reading() as connection:
            query = select(t.user_log).order_by(t.user_log.c.number.desc()).offset(offset)
            for row in connection.execute(query if limit is None else query.limit(limit)):
                yield LogLine(
                    number=row.number,
                    at=row.at,
                    kind=LogKind(row.kind),
                    name=row.name,
                    address=row.address,
                    words=row.words,
                )


def _now() -> datetime:
    """Now, to the second, so that moments sort as their texts do."""
    return datetime.now(UTC).replace(microsecond=0)


def _users() -> Select[Any]:
    """Users with the number of their tokens."""
    s, u = t.sessions.c, t.users.c
    tokens = select(func.count()).where(s.user_name == u.name, s.kind == _PROGRAM, s.ends_at > _now())
    return select(u.name, u.role, u.added_at, tokens.correlate(t.users).scalar_subquery().label("tokens"))


def _user(row: Any) -> User:
    return User(name=row.name, role=Role(row.role), added_at=row.added_at, tokens=row.tokens)


def _held(connection: Connection, name: str) -> Any | None:
    """The row of a user, however the name is written in capitals and small letters."""
    return connection.execute(select(t.users).where(t.users.c.key == folded(name))).first()


def _known(connection: Connection, name: str) -> str:
    held = _held(connection, name)
    if held is None:
        raise UsageError(f"there is no user {name}; `onrecord user list` names them")
    return str(held.name)


def _begin(connection: Connection, name: str, kind: str, token: str, lasts: timedelta) -> None:
    row = {"digest": passwords.token_digest(token), "user_name": name, "kind": kind}
    connection.execute(insert(t.sessions).values(**row, begun_at=_now(), ends_at=_now() + lasts))


def _tidy(connection: Connection) -> None:
    """Lets go of sessions that are over and of refusals long past."""
    log = t.user_log.c
    connection.execute(delete(t.sessions).where(t.sessions.c.ends_at <= _now()))
    past = (log.kind == LogKind.REFUSED.value, log.at < _now() - REFUSALS_KEPT)
    connection.execute(delete(t.user_log).where(*past))


def _note(connection: Connection, kind: LogKind, name: str, address: str, words: str) -> int:
    row = {"at": _now(), "kind": kind.value, "name": name, "key": folded(name), "address": address, "words": words}
    return int(connection.execute(insert(t.user_log).values(**row).returning(t.user_log.c.number)).scalar_one())


def _wait(connection: Connection, name: str, address: str) -> int:
    """Seconds until a sign-in may be tried, 0 for now. The first that is held off is noted, not all of them."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.exec_driver_sql("LOCK TABLE user_log IN SHARE ROW EXCLUSIVE MODE")
    log = t.user_log.c
    by_name, by_address = log.key == folded(name), log.address == address
    limits: tuple[tuple[int, tuple[ColumnElement[bool], ...]], ...] = (
        (MOST_BY_NAME_AND_ADDRESS, (by_name, by_address)),
        (MOST_BY_ADDRESS, (by_address,)),
        (MOST_BY_NAME, (by_name,)),
    )
    wait = max(_wait_for(connection, most, which) for most, which in limits)
    if wait and not _is_noted(connection, name, address):
        _note(connection, LogKind.HELD_OFF, name, address, f"for {-(-wait // 60)} min")
    return wait


def _wait_for(connection: Connection, most: int, which: tuple[ColumnElement[bool], ...]) -> int:
    log = t.user_log.c
    recent = (log.kind == LogKind.REFUSED.value, log.at > _now() - WINDOW, *which)
    # The attempt that must grow old before another is let in.
    query = select(log.at).where(*recent).order_by(log.number.desc()).offset(most - 1).limit(1)
    moment = connection.scalar(query)
    return 0 if moment is None else max(1, int((moment + WINDOW - _now()).total_seconds()))


def _is_noted(connection: Connection, name: str, address: str) -> bool:
    log = t.user_log.c
    mine = (log.key == folded(name), log.address == address, log.at > _now() - WINDOW)
    last = select(log.kind).where(*mine).order_by(log.number.desc()).limit(1)
    return connection.scalar(last) == LogKind.HELD_OFF.value
