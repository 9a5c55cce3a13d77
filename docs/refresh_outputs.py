"""Rewrites the sample outputs of README and docs from the real commands, run on the pages of the demonstration.

A sample stands below a comment that tells its command, and the block below the comment is replaced:

    <!-- output of: onrecord events --contradicted -->
    <!-- output of: onrecord event EVENT | from: disagree on | until: 1 -->
    <!-- line of: onrecord claims --actor JNIM -->

`output of` shows what a terminal of 100 columns shows, from the first line that begins with `from` to the last before
`until`. `line of` shows the first JSON line, a key a line, or those of its keys that `keys` names. EVENT stands for the
first event whose accounts disagree.

    python docs/refresh_outputs.py [--check]

`--check` writes nothing and only tells whether every command still leaves with 0.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 100
_SAMPLE = re.compile(
    r"<!-- (?P<kind>output|line) of: (?P<told>[^>]+?) -->\n\n?(?P<block>```\w*\n.*?\n?```\n)", re.DOTALL
)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class CommandFailed(Exception):
    """A sample's command left with another code than 0."""


@dataclass(frozen=True)
class Sample:
    """A command of the docs and which part of its output is shown."""

    kind: str
    command: str
    start: str = ""
    until: str = ""
    keys: tuple[str, ...] = ()


def pages() -> Iterator[Path]:
    """README and every page of the docs."""
    yield ROOT / "README.md"
    yield from sorted((ROOT / "docs").rglob("*.md"))


def samples(text: str) -> Iterator[tuple[Sample, re.Match[str]]]:
    """The samples of a page with where they stand."""
    for match in _SAMPLE.finditer(text):
        command, *options = (part.strip() for part in match["told"].split(" | "))
        named = dict(option.split(": ", 1) for option in options)
        keys = tuple(named.get("keys", "").split())
        yield Sample(match["kind"], command, named.get("from", ""), named.get("until", ""), keys), match


def demo_pages() -> list[Path]:
    """The sample pages that come with the program."""
    folder = Path(str(files("onrecord") / "demo"))
    return sorted(path for path in folder.iterdir() if path.suffix in (".html", ".txt"))


def program() -> str:
    """The onrecord command that stands beside this Python."""
    return str(Path(sys.executable).parent / "onrecord")


def prepare(folder: Path) -> None:
    """Lays the sample pages and a record of them into the folder."""
    (folder / "pages").mkdir()
    for page in demo_pages():
        shutil.copy(page, folder / "pages" / page.name)
    made = subprocess.run([program(), "read", "pages", "--jobs", "1"], cwd=folder, capture_output=True, text=True)
    # One page of the demonstration holds nothing but links and is refused.
    if made.returncode not in (0, 1):
        raise CommandFailed(made.stderr)


def run(sample: Sample, folder: Path) -> str:
    """What the sample's command prints."""
    words = [_event(folder) if word == "EVENT" else word for word in _words(sample.command)]
    if sample.kind == "line":
        lines = _plain([*words, "--format", "jsonl"], folder).splitlines()
        if not lines:
            raise CommandFailed(f"{sample.command}: prints no line")
        return _spread(lines[0], sample.keys)
    return _part(_shown(words, folder), sample)


def _words(command: str) -> list[str]:
    name, *words = shlex.split(command)
    if name != "onrecord":
        raise CommandFailed(f"not a command of this program: {command}")
    return [program(), *words]


def _event(folder: Path) -> str:
    line = _plain([program(), "events", "--contradicted", "--limit", "1", "--format", "jsonl"], folder)
    return str(json.loads(line)["event_id"])


def _plain(words: list[str], folder: Path) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise CommandFailed(f"{' '.join(words)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def _shown(words: list[str], folder: Path) -> str:
    """What a terminal of so many columns shows, without colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, COLUMNS, 0, 0))
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": str(COLUMNS)}
    process = subprocess.Popen(words, cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    shown = b"".join(_chunks(ours))
    os.close(ours)
    if process.wait():
        raise CommandFailed(f"{' '.join(words)}: {process.returncode}")
    text = _ANSI.sub("", shown.decode("utf-8", "replace")).replace("\r\n", "\n")
    text = text.replace(str(Path(str(files("onrecord")))), "…/onrecord")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _chunks(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            return
        if not chunk:
            return
        yield chunk


def _part(shown: str, sample: Sample) -> str:
    lines = shown.split("\n")
    first = next((i for i, line in enumerate(lines) if line.startswith(sample.start)), 0)
    last = len(lines)
    if sample.until:
        last = next((i for i in range(first + 1, len(lines)) if lines[i].startswith(sample.until)), last)
    return "\n".join(lines[first:last]).strip("\n")


def _spread(line: str, keys: Sequence[str]) -> str:
    """A JSON line with each key on a line of its own, of all keys or of some."""
    shown = {key: value for key, value in json.loads(line).items() if not keys or key in keys}
    rows = (f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in shown.items())
    return "{\n" + ",\n".join(rows) + "\n}"


def refreshed(text: str, folder: Path) -> str:
    """The page with every sample as its command prints it now."""
    for sample, match in reversed(list(samples(text))):
        language = "json" if sample.kind == "line" else "text"
        text = text[: match.start("block")] + f"```{language}\n{run(sample, folder)}\n```\n" + text[match.end() :]
    return text


def main(arguments: list[str]) -> int:
    """0 when every sample's command ran."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for page in pages():
            before = page.read_text(encoding="utf-8")
            after = refreshed(before, folder)
            if after != before and "--check" not in arguments:
                page.write_text(after, encoding="utf-8")
                print(f"refreshed {page.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
