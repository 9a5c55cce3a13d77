"""What a browser sends to be read: its fields within limits, its files on the disk under names of our own."""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from onrecord.errors import UsageError
from onrecord.model.articles import Deposit

MEGABYTE = 1_000_000
FILES = 300
"""Files sent at once at most."""
ALL_BYTES = 600 * MEGABYTE
"""Bytes sent at once at most."""
FIELD_BYTES = 9 * MEGABYTE
"""Bytes of one field at most: a page of two million characters, the longest that is read."""
ADDRESSES = 200
"""Addresses given at once at most."""
NAME = 120
"""Characters kept of a file's name."""

_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{}|]+", re.IGNORECASE)


async def form_of(request: Request) -> FormData:
    """The fields and files of a form; files are written to the disk as they come.

    Raises HTTPException 413 as soon as more comes than is taken, and 400 for a form that cannot be read.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > ALL_BYTES:
        raise _too_much()
    counted = 0

    async def receive() -> Message:
        nonlocal counted
        message = await request.receive()
        counted += len(message.get("body", b""))
        if counted > ALL_BYTES:
            raise _too_much()
        return message

    # Fields besides the files are few; a form with thousands of them is no form of ours.
    return await Request(request.scope, receive).form(max_files=FILES, max_fields=30, max_part_size=FIELD_BYTES)


def _too_much() -> HTTPException:
    return HTTPException(413, f"More than {ALL_BYTES // MEGABYTE} MB at once are not taken; send fewer files.")


def words(form: FormData, name: str) -> str:
    """A field's words without the white space around them; "" where there are none."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def kept_files(form: FormData, name: str, folder: Path) -> tuple[Deposit, ...]:
    """The files of a form, written into the folder; each keeps its own name for people, and has none on the disk.

    Raises UsageError where there is none.
    """
    sent = [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]
    if not sent:
        raise UsageError("choose one file at least")
    shown = distinct([shown_name(one.filename or "") for one in sent])
    return tuple(_kept(one, name, folder / f"{n:04}") for n, (one, name) in enumerate(zip(sent, shown, strict=True)))


def _kept(sent: UploadFile, name: str, file: Path) -> Deposit:
    with file.open("xb") as out:
        shutil.copyfileobj(sent.file, out)
    return Deposit(file=str(file), name=name)


def shown_name(given: str) -> str:
    """What people are shown of a name that a browser sent: its last part, without what does not show or leads astray.

    "!" would make a file look like a member of an archive.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1].replace("!", "_")
    visible = "".join(c for c in last if c == " " or unicodedata.category(c)[0] not in "CZ").strip(" -")
    path = PurePosixPath(visible)
    if not path.stem.strip("."):
        return "unnamed"
    ending = path.suffix[:12]
    return path.stem[: NAME - len(ending)] + ending


def distinct(names: Sequence[str]) -> list[str]:
    """The names, those that came before given a number: "page.html", "page (2).html"."""
    taken: set[str] = set()
    found = []
    for name in names:
        path, number, own = PurePosixPath(name), 1, name
        while own in taken:
            number += 1
            own = f"{path.stem} ({number}){path.suffix}"
        taken.add(own)
        found.append(own)
    return found


def kept_text(text: str, folder: Path) -> Deposit:
    """A pasted text as a file named by what it says, so that the same text is the same page. Raises UsageError."""
    plain = text.replace("\r\n", "\n")  # a form sends every end of a line so, whatever was pasted
    if not plain.strip():
        raise UsageError("paste some text first")
    content = plain.encode("utf-8", "replace")
    file = folder / "pasted"
    file.write_bytes(content)
    return Deposit(file=str(file), name=f"pasted-{hashlib.sha256(content).hexdigest()[:12]}.txt")


def addresses_in(lines: str) -> tuple[str, ...]:
    """The http(s) addresses given, one a line, each once. Raises UsageError for anything else."""
    given = tuple(dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip()))
    if not given:
        raise UsageError("give one address at least")
    if len(given) > ADDRESSES:
        raise UsageError(f"{len(given)} addresses are more than the {ADDRESSES} that are taken at once")
    for address in given:
        _must_be_address(address)
    return given


def _must_be_address(address: str) -> None:
    # Matched whole: whatever else reached the reader could name a file of this machine.
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"{address[:200]!r} is no http(s) address")


def title_of(deposits: Iterable[Deposit]) -> str:
    """What a reading of files is called: its only file, or the first and how many more."""
    first, *others = [deposit.name for deposit in deposits]
    return f"{first} and {len(others)} more" if others else first
