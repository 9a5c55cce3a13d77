"""Words to the arrays that the model takes, alike in training and in reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.text.wordpieces import NONE, WordPieces, shape

Array = npt.NDArray[np.int64]


class Window(NamedTuple):
    """The pieces of a window with the shape of each one's word, and each word's first and last piece.

    Word 0 is the opening mark, so `first` and `last` are one longer than the words.
    """

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def window(words: Sequence[str], pieces: WordPieces) -> Window:
    """The window of these words."""
    found = Window([pieces.opening], [NONE], [0], [0])
    for word in words:
        numbers = pieces.of(word)
        found.first.append(len(found.pieces))
        found.pieces.extend(numbers)
        found.shapes.extend([shape(word)] * len(numbers))
        found.last.append(len(found.pieces) - 1)
    found.pieces.append(pieces.closing)
    found.shapes.append(NONE)
    return found


def padded(windows: Sequence[Window]) -> dict[str, Array]:
    """The arrays of a batch: "pieces", "shapes", "mask" (batch, pieces) and "first", "last" (batch, words)."""
    wide, many = max(len(w.pieces) for w in windows), max(len(w.first) for w in windows)
    found = {name: np.zeros((len(windows), wide), dtype=np.int64) for name in ("pieces", "shapes", "mask")}
    found |= {name: np.zeros((len(windows), many), dtype=np.int64) for name in ("first", "last")}
    for at, one in enumerate(windows):
        found["pieces"][at, : len(one.pieces)] = one.pieces
        found["shapes"][at, : len(one.shapes)] = one.shapes
        found["mask"][at, : len(one.pieces)] = 1
        found["first"][at, : len(one.first)] = one.first
        found["last"][at, : len(one.last)] = one.last
    return found
