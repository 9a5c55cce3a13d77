"""The web desk: a record in the browser."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from starlette.applications import Starlette

HOST = "127.0.0.1"
PORT = 8710
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

HostOption = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Where to listen. Only this machine's own so far.")
]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port to listen on; 0 takes a free one.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Looking closely")(serve)


def serve(record: records.RecordOption = None, host: HostOption = HOST, port: PortOption = PORT) -> None:
    """Show the record in the browser, on this machine alone, until interrupted."""
    with _listen(host, port) as listening:
        _show(record, listening)


def serve_demo(record: str) -> None:
    """Shows a record just made, on the usual port or, where that is taken, a free one."""
    try:
        listening = _listen(HOST, PORT)
    except UsageError:
        listening = _listen(HOST, 0)
    with listening:
        _show(record, listening)


def _show(record: str | None, listening: socket.socket) -> None:
    with records.reading(record) as opened:
        from onrecord.web import create_app, warm

        app = create_app(opened, records.settings())
        warming = Thread(target=warm, args=(app,), daemon=True)
        warming.start()
        run(app, listening)
        warming.join()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError for an address of the network and for a port that is taken."""
    if host not in _LOOPBACK:
        raise UsageError(f"the desk has no users yet, so it listens on this machine alone ({HOST}), not on {host}")
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
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
