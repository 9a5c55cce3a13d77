"""Users of a shared desk: who may look, who may decide on claims, who may do the rest."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.cli.printing import Column, Form, FormOption, Line, print_form, print_text
from onrecord.errors import UsageError
from onrecord.model.users import Role

if TYPE_CHECKING:
    from onrecord.store.users import Users

_group = typer.Typer(
    help="Users of a shared desk: add, list, role, password, token, log, remove.", no_args_is_help=True
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The user's name, as others see it.")]
RoleOption = Annotated[
    Role,
    typer.Option("--role", help="reader looks; coder decides on claims; editor does everything.", case_sensitive=False),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    commands: dict[str, Any] = {
        "add": add,
        "list": list_users,
        "role": role,
        "password": password,
        "token": token,
        "log": log,
    }
    for name, command in (*commands.items(), ("remove", remove)):
        _group.command(name)(command)
    app.add_typer(_group, name="user", rich_help_panel="Upkeep")


@contextmanager
def _users(record: str | None) -> Iterator[Users]:
    """The users of the record; another process may be writing to it."""
    with records.reading(record) as opened:
        yield opened.users


def add(name: NameArgument, role: RoleOption = Role.READER, record: records.RecordOption = None) -> None:
    """Add a user; the password is asked for, or read as the first line of standard input."""
    from onrecord.store import RecordMissingError

    secret = _password(name)
    try:
        with _users(record) as users:
            added = users.add(name, role, secret, by=_by())
    except RecordMissingError:
        with records.writing(record) as made:
            added = made.users.add(name, role, secret, by=_by())
    say(f"{added.name} is {added.role}")


def role(
    name: NameArgument,
    role: Annotated[Role, typer.Argument(help="reader, coder or editor.", case_sensitive=False)],
    record: records.RecordOption = None,
) -> None:
    """Give a user another role; it holds from the next request on."""
    with _users(record) as users:
        users.set_role(name, role, by=_by())
    say(f"{name} is {role} now")


def password(name: NameArgument, record: records.RecordOption = None) -> None:
    """Give a user a new password; sessions and tokens end."""
    with _users(record) as users:
        users.set_password(name, _password(name), by=_by())
    say(f"{name} has a new password; sessions and tokens have ended")


def token(
    name: NameArgument,
    days: Annotated[int, typer.Option("--days", min=1, max=3650, metavar="N", help="How long it holds.")] = 365,
    revoke: Annotated[bool, typer.Option("--revoke", help="End all tokens of this user instead.")] = False,
    record: records.RecordOption = None,
) -> None:
    """Print a token with which a program may use the API in a user's name; it is shown this once."""
    with _users(record) as users:
        if revoke:
            say(f"{name}: {users.drop_tokens(name, by=_by())} tokens ended")
        else:
            print_text([users.add_token(name, days=days, by=_by())])


def remove(name: NameArgument, record: records.RecordOption = None) -> None:
    """Take a user out; what was decided stays under the name."""
    with _users(record) as users:
        users.remove(name, by=_by())
    say(f"{name} is removed")


def list_users(record: records.RecordOption = None, form: FormOption = Form.TABLE) -> None:
    """List the users with their roles."""
    with _users(record) as users:
        lines: list[Line] = [
            {"name": user.name, "role": user.role.value, "tokens": user.tokens, "added_at": _moment(user.added_at)}
            for user in users.all()
        ]
    print_form(_USERS, lines, form, "no users: a desk for this machine alone needs none")


def log(
    limit: Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many lines.")] = 100,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Show who signed in, who tried to, and every write through the desk, newest first."""
    with _users(record) as users:
        lines: list[Line] = [
            {
                "at": _moment(line.at),
                "kind": line.kind.value,
                "name": line.name,
                "address": line.address,
                "words": line.words,
            }
            for line in users.log(limit=limit)
        ]
    print_form(_LOG, lines, form, "nothing is in the log")


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _by() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without a name, as in some containers
        return "the command line"


def _password(name: str) -> str:
    """A password typed twice, or the first line of standard input. Never an argument, which others could see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass.getpass(f"password for {name}: ")
    if typed != getpass.getpass("once more: "):
        raise UsageError("the two are not the same")
    return typed


_USERS = (
    Column("name", lambda line: str(line["name"]), least=16),
    Column("role", lambda line: str(line["role"])),
    Column("tokens", lambda line: str(line["tokens"] or "")),
    Column("added", lambda line: str(line["added_at"])[:10], rank=1),
)
_LOG = (
    Column("when", lambda line: str(line["at"])[:19].replace("T", " ")),
    Column("what", lambda line: str(line["kind"])),
    Column("who", lambda line: str(line["name"])),
    Column("from", lambda line: str(line["address"]), rank=1),
    Column("words", lambda line: str(line["words"]), least=20),
)
