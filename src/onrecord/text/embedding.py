"""How alike sentences, and words in them, are: vectors of an encoder that was trained on meaning."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.model.spans import Span
from onrecord.text.encoder import Session
from onrecord.text.tokens import tokenize
from onrecord.text.wordpieces import WordPieces

GRAPH, VOCABULARY, MADE = "embedding.onnx", "vocab.txt", "embedding.json"
# Pieces of a sentence that are looked at: what is longer is a list or rubbish.
_MOST_PIECES = 256
_WEIGHTS = files("onrecord.text") / "weights"
Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Embedding:
    """A sentence, and a word or words in it, each as a vector in eight-bit integers written in base 64."""

    sentence: str
    words: str


def embedding(sentence: str, words: Span) -> Embedding:
    """The vectors of a sentence and of the words at `words` in it.

    Each sentence is one pass on its own, so that nothing else that is read changes its vectors.
    """
    whole, states, tokens = _passed(sentence)
    inside = [piece for span, own in tokens if span.overlaps(words) for piece in own]
    return Embedding(whole, _packed(states[inside or slice(None)].mean(axis=0)))


@lru_cache(maxsize=256)
def _passed(sentence: str) -> tuple[str, Vector, list[tuple[Span, range]]]:
    """The sentence's vector, those of its pieces, and which pieces each of its words has."""
    own_pieces = pieces()
    numbers = [own_pieces.opening]
    tokens = []
    for token in tokenize(sentence, Span(0, len(sentence))):
        own = own_pieces.of(token.text)
        if len(numbers) + len(own) > _MOST_PIECES:
            break
        tokens.append((token.span, range(len(numbers), len(numbers) + len(own))))
        numbers.extend(own)
    numbers.append(own_pieces.closing)
    found = _session().run({"pieces": np.array([numbers], dtype=np.int64)})
    return _packed(found["sentence"]), found["words"], tokens


@cache
def digest() -> str:
    """What tells these vectors from those of other weights or another program."""
    return (_WEIGHTS / MADE).read_text(encoding="utf-8") + Path(__file__).read_text(encoding="utf-8")


@cache
def pieces() -> WordPieces:
    """The encoder's vocabulary."""
    with as_file(_WEIGHTS / VOCABULARY) as file:
        return WordPieces.load(file)


@cache
def _session() -> Session:
    with as_file(_WEIGHTS / GRAPH) as file:
        return Session(file)


def _packed(vector: Vector) -> str:
    """The direction of a vector: its length is lost."""
    largest = float(np.abs(vector).max()) or 1.0
    return base64.b64encode(np.rint(vector * (127.0 / largest)).astype(np.int8).tobytes()).decode("ascii")


def cosine(one: str, other: str) -> float:
    """How far two vectors point one way, -1 to 1; 0 where one of them is empty."""
    return float(_direction(one) @ _direction(other)) if one and other else 0.0


@lru_cache(maxsize=20_000)  # some 40 MB
def _direction(packed: str) -> Vector:
    vector = np.frombuffer(base64.b64decode(packed), dtype=np.int8).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector) or 1.0)
