"""The reader that works by the trained model, over the windows of another reader and beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.model.articles import Article, PassageKind
from onrecord.model.claims import EventType, RelationKind
from onrecord.model.readings import Reader, Reading
from onrecord.model.spans import Span
from onrecord.readings.neural.again import with_told_again
from onrecord.readings.neural.decoding import READ_HEADS, Read, Thresholds, decode, sight
from onrecord.readings.neural.filling import Trust
from onrecord.readings.neural.inputs import padded, window
from onrecord.readings.neural.labels import RELATIONS, TYPES
from onrecord.readings.neural.merging import joined, merged
from onrecord.readings.neural.spans import Scores
from onrecord.readings.neural.telling import with_whole_words
from onrecord.text.encoder import Session
from onrecord.text.sentences import split
from onrecord.text.tokens import Token, tokenize
from onrecord.text.wordpieces import WordPieces

FILES = GRAPH, VOCABULARY, SETTINGS = "model.onnx", "vocab.txt", "model.json"
CARD = "MODEL_CARD.md"
# Pieces of one pass: what the model was trained on, and far less than its positions.
MOST_PIECES = 256
_LONGEST = 320

# Put before a sentence that stands alone. Of lone sentences many that the model learned from had no happening marked in
# them, for their corpora mark none: alone, a sentence would be read as one of those.
_LEAD = (
    "The", "minister", "spoke", "in", "the", "capital", "on", "Monday", ".",
    "There", "was", "no", "further", "comment", ".",
)  # fmt: skip

# Passages whose words name things but tell no happening of their own.
_QUIET = frozenset(
    {PassageKind.SUBHEAD, PassageKind.CAPTION, PassageKind.KICKER, PassageKind.BYLINE, PassageKind.CREDIT}
)

Part = tuple[tuple[Token, ...], tuple[Span, ...]]


def shipped() -> Path | None:
    """The folder of the weights that the package carries; None where it carries none."""
    with as_file(files("onrecord.readings.neural") / "model") as folder:
        return folder if (folder / GRAPH).is_file() else None


def card(folder: Path) -> str | None:
    """The text of the model's card: in its folder, or, of a program run from its source, at the top of the source."""
    beside = [folder / CARD]
    if folder == shipped():
        beside.append(Path(__file__).parents[4] / CARD)
    return next((file.read_text(encoding="utf-8") for file in beside if file.is_file()), None)


class NeuralReader:
    """Reads with the model in `folder`, window by window as `base` cuts them.

    Each window is one pass, on its own, so that no answer depends on what else is read. What the model has no head
    for, or is worse at, stays as `base` read it. `threads` are those of one pass. Raises OSError, ValueError, KeyError
    or TypeError for a folder that holds no model.
    """

    def __init__(self, base: Reader, folder: Path, *, threads: int = 1) -> None:
        self._base, self._threads = base, threads
        self.folder = folder
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        self.made: Mapping[str, Any] = settings.get("made", {})
        self.thresholds = Thresholds(**_known(Thresholds, settings["thresholds"]))
        self._trust = Trust.of(settings["trust"])
        self._pieces = WordPieces.load(folder / VOCABULARY)

    @cached_property
    def _session(self) -> Session:
        return Session(self.folder / GRAPH, threads=self._threads, heads=READ_HEADS)

    @cached_property
    def digest(self) -> str:
        """The digest of the model's files, and what identifies the reader beside them."""
        state = hashlib.sha256()
        for name in FILES:
            state.update(hashlib.sha256((self.folder / name).read_bytes()).digest())
        return f"model-{state.hexdigest()[:16]}+{self._base.digest}"

    def read(self, article: Article) -> tuple[Reading, ...]:
        """The readings of the article, every sentence of its body in exactly one."""
        quiet = [passage.span for passage in article.passages if passage.kind in _QUIET]
        readings: list[Reading] = []
        told: frozenset[EventType] = frozenset()
        for base in self._base.read(article):
            readings.append(self._read(article, base, quiet, told))
            told |= {trigger.event_type for trigger in readings[-1].triggers}
        return with_told_again(article.text, with_whole_words(article.text, readings), quiet)

    def factuality(self, text: str, targets: Sequence[Span]) -> list[float]:
        """How far the text holds each target to be fact, from -3 (it is not) over 0 (open) to 3 (it is), whether or
        not the target tells one of the sixteen types."""
        found = [0.0] * len(targets)
        for tokens, _ in self.parts(text, split(text)):
            words = [token.text for token in tokens]
            values = self._values.run(padded([window(words, self._pieces)]))["value"][0]
            for n, target in enumerate(targets):
                at = next((i for i, token in enumerate(tokens) if token.span.overlaps(target)), None)
                if at is not None:
                    found[n] = float(np.clip(values[at + 1], -3.0, 3.0))
        return found

    def bound(self, text: str, actor: Span, recipient: Span) -> EventType | None:
        """The type of event that binds two stretches of a text, whoever says that anything does; None where they do not
        stand in one pass."""
        scores = self._between(text, actor, recipient, self._binds, "binds")
        return None if scores is None else TYPES[int(scores[1:].argmax())]

    def related(self, text: str, subject: Span, object_: Span) -> RelationKind | None:
        """The kind of relation that is likeliest from one stretch of a text to another, whoever says that any is; None
        where they do not stand in one pass."""
        scores = self._between(text, subject, object_, self._links, "links")
        return None if scores is None else RELATIONS[int(scores[1:].argmax())]

    def _between(self, text: str, one: Span, other: Span, session: Session, head: str) -> Scores | None:
        """The scores of a head's channels from the last word of one stretch to that of another."""
        for tokens, _ in self.parts(text, split(text)):
            ends = [
                max((n for n, t in enumerate(tokens) if t.span.overlaps(span)), default=-1) for span in (one, other)
            ]
            if min(ends) >= 0:
                arrays = padded([window([token.text for token in tokens], self._pieces)])
                found: Scores = session.run(arrays)[head][0][:, ends[0] + 1, ends[1] + 1]
                return found
        return None

    @cached_property
    def _links(self) -> Session:
        return Session(self.folder / GRAPH, threads=self._threads, heads={"links"})

    @cached_property
    def _binds(self) -> Session:
        return Session(self.folder / GRAPH, threads=self._threads, heads={"binds"})

    @cached_property
    def _values(self) -> Session:
        return Session(self.folder / GRAPH, threads=self._threads, heads={"value"})

    def _read(self, article: Article, base: Reading, quiet: Sequence[Span], told: frozenset[EventType]) -> Reading:
        silent = tuple(s for s in base.sentences if any(s.overlaps(span) for span in quiet))
        parts = list(self.parts(article.text, base.sentences))
        if not parts:
            return base
        seen = [self.scored(article, part) for part in parts]
        read = joined([decode(one, self.thresholds, silent) for one in seen])
        return merged(article.text, base, read, partial(sight, seen), self._trust, told)

    def parts(self, text: str, sentences: Sequence[Span]) -> Iterator[Part]:
        """The words of the sentences in runs that fit one pass; a sentence too long for one is cut between words."""
        tokens: list[Token] = []
        inside: list[Span] = []
        count = 0
        for sentence in sentences:
            own = tokenize(text, sentence)
            size = sum(len(self._pieces.of(token.text)) for token in own)
            if tokens and count + size > MOST_PIECES:
                yield tuple(tokens), tuple(inside)
                tokens, inside, count = [], [], 0
            if size > _LONGEST:
                yield from ((run, (sentence,)) for run in self._runs(own))
            elif own:
                tokens.extend(own)
                inside.append(sentence)
                count += size
        if tokens:
            yield tuple(tokens), tuple(inside)

    def _runs(self, tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
        run: list[Token] = []
        count = 0
        for token in tokens:
            size = len(self._pieces.of(token.text))
            if run and count + size > MOST_PIECES:
                yield tuple(run)
                run, count = [], 0
            run.append(token)
            count += size
        yield tuple(run)

    def scored(self, article: Article, part: Part) -> Read:
        """What every head gives for one part: one pass of the graph."""
        tokens, sentences = part
        lead = _LEAD if len(sentences) == 1 else ()
        arrays = padded([window([*lead, *(token.text for token in tokens)], self._pieces)])
        scores = self._session.run(arrays)
        return Read(
            article_id=article.id,
            text=article.text,
            window=Span(tokens[0].span.start, tokens[-1].span.end),
            sentences=sentences,
            tokens=tokens,
            scores={name: _without(array[0], len(lead)) for name, array in scores.items()},
        )


def _without(scores: Scores, words: int) -> Scores:
    """The scores without those of the first words behind the opening mark, on every axis of words."""
    gone = np.arange(1, 1 + words)
    axes = (1, 2) if scores.ndim == 3 else (0,)
    for axis in axes:
        scores = np.delete(scores, gone, axis=axis)
    return scores


def _known(kind: type[Thresholds], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given values that this version of the program knows: a newer model may bring more."""
    return {f.name: given[f.name] for f in fields(kind) if f.name in given}
