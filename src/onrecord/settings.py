"""One frozen Settings, read once from TOML and the environment."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError

CONFIG_FILE = "onrecord.toml"
PREFIX = "ONRECORD_"
DEFAULT_MODEL = "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set once for all commands. Options on the command line win over these.

    `record` is a SQLite file or a postgresql:// URL; `jobs` the number of processes, 0 for one a core; `model` is
    "shipped" for the package's own trained model, "lists" for the word lists alone, else the folder of a model or
    "package.module:name" for a reader of the user's own; `max_bytes` the largest page read; `timeout` seconds for a
    fetch. `teasers` codes teasers too. `knowledge` is the file of imported actors and places, made by the first import.
    """

    record: str = "onrecord.db"
    knowledge: str = "onrecord-knowledge.db"
    jobs: int = 0
    model: str = DEFAULT_MODEL
    max_bytes: int = 50_000_000
    timeout: float = 20.0
    teasers: bool = False

    @property
    def workers(self) -> int:
        """The number of processes to use."""
        return self.jobs or os.cpu_count() or 1

    @property
    def digest(self) -> str:
        """What identifies the settings that change what is read: not where it goes, nor on how many processes, nor the
        model, which has a digest of its own."""
        kept = {k: v for k, v in asdict(self).items() if k == "teasers"}
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def load(environment: Mapping[str, str] | None = None, config: Path | None = None) -> Settings:
    """The settings of onrecord.toml in the working folder with ONRECORD_* variables on top.

    Raises UsageError for a value of the wrong kind and for an unknown key in the file; unknown variables are
    left alone.
    """
    environment = os.environ if environment is None else environment
    path = config or Path(environment.get(PREFIX + "CONFIG", CONFIG_FILE))
    return _with_environment(_from_file(path), environment)


def _from_file(path: Path) -> Settings:
    if not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    known = {f.name for f in fields(Settings)}
    for key, value in table.items():
        if key not in known:
            raise UsageError(f"{path}: unknown setting {key!r}; known are {', '.join(sorted(known))}")
        table[key] = _as_kind(key, value)
    return Settings(**table)


def _with_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    given = {
        f.name: _as_kind(f.name, environment[PREFIX + f.name.upper()])
        for f in fields(Settings)
        if PREFIX + f.name.upper() in environment
    }
    return replace(settings, **given)


def _as_kind(key: str, value: Any) -> Any:
    kind = type(getattr(Settings(), key))
    if kind is bool and isinstance(value, str):
        return value.casefold() in ("1", "true", "yes", "on")
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"setting {key}: {value!r} is not {kind.__name__}") from error
