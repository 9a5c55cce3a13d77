"""Which reader reads: the word lists alone, a trained model beside them, or one of the user's own."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError
from onrecord.model.readings import ModelAccount, Reader

LISTS = frozenset({"lists", "none", ""})
SHIPPED = "shipped"
_OWN = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def choose(lists: Reader, model: str) -> Reader:
    """The reader that `model` names: "lists", "shipped", a folder with a model, or "package.module:name".

    The last is a Reader, or a function that is given the reader of the word lists and gives one. Raises UsageError
    where there is no such thing.
    """
    if model in LISTS:
        return lists
    if _OWN.fullmatch(model) and not Path(model).exists():
        return _own(lists, model)
    # Loaded only where it is asked for: who reads by the lists alone needs no run-time.
    from onrecord.readings import neural

    folder = _folder(model)
    if find_spec("onnxruntime") is None:
        raise UsageError("a model needs its run-time: pip install onnxruntime; ONRECORD_MODEL=lists reads without")
    try:
        return neural.NeuralReader(lists, folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"the model in {folder} cannot be read: {error}") from error


def account(lists: Reader, model: str) -> ModelAccount:
    """What can be told of the reader that `model` names."""
    reader = choose(lists, model)
    if model in LISTS:
        return ModelAccount(name="word lists", digest=reader.digest)
    from onrecord.readings import neural

    if not isinstance(reader, neural.NeuralReader):
        return ModelAccount(name=model, digest=reader.digest)
    return ModelAccount(
        name="the shipped model" if model == SHIPPED else "a model of your own",
        digest=reader.digest,
        folder=reader.folder,
        made=reader.made,
        card=neural.card(reader.folder),
    )


def _folder(model: str) -> Path:
    from onrecord.readings import neural

    folder = neural.shipped() if model == SHIPPED else Path(model)
    if folder is None or not all((folder / name).is_file() for name in neural.FILES):
        raise UsageError(f"no model in {model}: a model is a folder with {', '.join(neural.FILES)}")
    return folder


def _own(lists: Reader, model: str) -> Reader:
    module, _, name = model.partition(":")
    try:
        found: Any = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"no reader {model}: {error}") from error
    reader: Any = found if _reads(found) else found(lists) if callable(found) else None
    if not _reads(reader):
        raise UsageError(f"{model} is no reader (`read` and `digest`), nor a function that gives one")
    own: Reader = reader
    return own


def _reads(thing: Any) -> bool:
    return not isinstance(thing, type) and callable(getattr(thing, "read", None)) and hasattr(thing, "digest")
