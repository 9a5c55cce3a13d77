"""Word lists as commented YAML, one file a list. `load` gives one, parsed and kept."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# The C loader is ten times faster where PyYAML was built with it.
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """The parsed content of `<name>.yaml`: lists and mappings of strings. Callers must not change it.

    Raises FileNotFoundError where there is no such list.
    """
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is a safe one
