"""The web desk: a record in the browser, for this machine alone or for people who sign in."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from onrecord.store import Record
    from onrecord.web import Reach

HOST = "127.0.0.1"
PORT = 8710
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

HostOption = Annotated[
    str,
    typer.Option("--host", metavar="ADDRESS", help="Where to listen. An address of the network needs users."),
]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port to listen on; 0 takes a free one.")
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="URL", help="Where people reach it, behind a proxy: https://desk.example.org. Needs users."
    ),
]
ProxyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--proxy", metavar="IP", help="A proxy that may say from where a request comes. Default: on this machine."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Looking closely")(serve)


def serve(
    record: records.RecordOption = None,
    host: HostOption = HOST,
    port: PortOption = PORT,
    address: AddressOption = None,
    proxy: ProxyOption = None,
) -> None:
    """Show the record in the browser until interrupted: on this machine, or to people who sign in."""
    from onrecord.web import HERE

    is_shared = host not in _LOOPBACK or address is not None
    reach = _reach(host, address, proxy or []) if is_shared else HERE
    with records.reading(record) as opened:
        if is_shared and not opened.users.are_any():
            raise UsageError(_NO_USERS)
        with _listen(host, port) as listening:
            _show(opened, listening, reach)


_NO_USERS = (
    "others can reach this desk, so it needs users, and the record has none: `onrecord user add NAME --role editor` "
    "makes the first"
)


def serve_demo(record: str) -> None:
    """Shows a record just made, on the usual port or, where that is taken, a free one."""
    from onrecord.web import HERE

    try:
        listening = _listen(HOST, PORT)
    except UsageError:
        listening = _listen(HOST, 0)
    with listening, records.reading(record) as opened:
        _show(opened, listening, HERE)


def _show(record: Record, listening: socket.socket, reach: Reach) -> None:
    from onrecord.web import close, create_app, warm

    app = create_app(record, records.settings(), reach=reach)
    warming = Thread(target=warm, args=(app,), daemon=True)
    warming.start()
    try:
        run(app, listening)
    finally:
        close(app)
        warming.join()


def _reach(host: str, address: str | None, proxies: list[str]) -> Reach:
    """How a shared desk is reached. Raises UsageError for an address that is none."""
    from onrecord.web import Reach
    from onrecord.web.guard import LOOPBACK, host_name

    try:
        trusted = frozenset(str(ip_address(proxy)) for proxy in proxies or ("127.0.0.1", "::1"))
    except ValueError as error:
        raise UsageError(f"--proxy: {error}") from error
    if address is None:
        # A session's cookie is one name's alone, so a page that comes by another name finds nobody signed in.
        return Reach(hosts=None, is_shared=True, proxies=trusted)
    scheme, _, rest = address.rstrip("/").partition("://")
    name = host_name(rest)
    if scheme not in ("http", "https") or not name or set(rest) & set("/?#@"):
        raise UsageError(f"--address: {address!r} is no address such as https://desk.example.org, without a path")
    return Reach(hosts=LOOPBACK | {name, host}, is_shared=True, is_https=scheme == "https", proxies=trusted)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError where it cannot, as for a port that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port") from error


def run(app: Starlette, listening: socket.socket) -> None:
    """Answers requests until the terminal interrupts, which is how a desk ends."""
    import uvicorn

    host, port = listening.getsockname()[:2]
    say(f"the desk is at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=3,
    )

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            app.state.intake.is_ending = True  # or those who follow a reading would keep it from ending
            super().handle_exit(sig, frame)

    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])
