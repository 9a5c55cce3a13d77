"""Files that appear whole or not at all: written beside their place under another name, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import UsageError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `path` when the block ends well and is gone when it does not.

    Raises UsageError where `path` cannot be written.
    """
    with _said_plainly(path):
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file")
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or Path())
        os.close(number)
        draft = Path(name)
        try:
            yield draft
            draft.chmod(0o666 & ~_umask())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write files into; they reach `path`, a folder or a .zip, when the block ends well.

    Files of the same names in a folder that is there are replaced, others stay. Raises UsageError where `path`
    cannot be written.
    """
    with _said_plainly(path):
        if path.exists() and not path.is_dir() and path.suffix.lower() != ".zip":
            raise UsageError(f"{path} is a file; name a folder or a .zip")
        draft = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent or Path()))
        try:
            yield draft
            if path.suffix.lower() == ".zip":
                _zip(draft, path)
            else:
                path.mkdir(exist_ok=True)
                for file in sorted(draft.iterdir()):
                    file.replace(path / file.name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _zip(folder: Path, path: Path) -> None:
    with whole_file(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            # A fixed date: the same record gives the same archive.
            entry = zipfile.ZipInfo(file.name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with file.open("rb") as content, archive.open(entry, "w", force_zip64=True) as member:
                shutil.copyfileobj(content, member)


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


def _umask() -> int:
    # The only way to read it is to set it; mkstemp's own 0600 would hide the file from a team.
    mask = os.umask(0)
    os.umask(mask)
    return mask
