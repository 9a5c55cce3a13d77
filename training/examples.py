"""What the model learns from: words with the answers that a corpus has for them, and nothing for what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.readings.neural import labels

MASKED = -100
ALL, MENTIONS, CUES = "all", "mentions", "cues"


@dataclass(frozen=True, slots=True)
class ArcRow:
    """Every right end of the arcs of one kind that leave one word; `among` says which words could be one."""

    group: str
    channel: int
    word: int
    ends: tuple[int, ...]
    among: str = MENTIONS


@dataclass(frozen=True, slots=True)
class Pointer:
    """One word that a word points to; None where there is nothing to point to."""

    channel: int
    word: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spans by their last words (None where not known) that one of `types` binds; none binds them where empty.

    `latent`: the trigger is not given, and is to be learned from the pair.
    """

    actor: int | None
    recipient: int | None
    types: tuple[int, ...]
    latent: bool = True


@dataclass(slots=True)
class Example:
    """A window of words and its answers. Indices are of words; a head absent from `tags` teaches nothing."""

    corpus: str
    words: list[str]
    tags: dict[str, list[int]] = field(default_factory=dict)
    choices: list[tuple[str, int, int]] = field(default_factory=list)
    rows: list[ArcRow] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    values: list[tuple[int, float]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    mention_ends: list[int] = field(default_factory=list)
    cue_starts: list[int] = field(default_factory=list)

    def tag(self, head: str, spans: Iterable[tuple[int, int, int]], masked: Iterable[int] = ()) -> None:
        """Labels every word of a span head from half-open word spans (start, end, label), the longer ones first."""
        line = [0] * len(self.words)
        for start, end, label in sorted(spans, key=lambda s: s[0] - s[1]):
            if start < end and not any(line[start:end]):
                line[start] = labels.opening(label)
                line[start + 1 : end] = [labels.opening(label) + 1] * (end - start - 1)
        for word in masked:
            line[word] = MASKED
        self.tags[head] = line


def joined(examples: Sequence[Example]) -> Example:
    """Several examples of one corpus in one window; an arc's candidates are then those of all of them."""
    if len(examples) == 1:
        return examples[0]
    whole = Example(examples[0].corpus, [])
    heads = {head for example in examples for head in example.tags}
    for example in examples:
        at = len(whole.words)
        whole.words.extend(example.words)
        for head in heads:
            line = example.tags.get(head, [MASKED] * len(example.words))
            whole.tags.setdefault(head, []).extend(line)
        whole.choices.extend((head, at + word, label) for head, word, label in example.choices)
        whole.rows.extend(
            ArcRow(r.group, r.channel, at + r.word, tuple(at + e for e in r.ends), r.among) for r in example.rows
        )
        whole.pointers.extend(
            Pointer(p.channel, at + p.word, None if p.end is None else at + p.end) for p in example.pointers
        )
        whole.pairs.extend(
            Pair(
                None if p.actor is None else at + p.actor,
                None if p.recipient is None else at + p.recipient,
                p.types,
                p.latent,
            )
            for p in example.pairs
            if p.actor is not None or p.recipient is not None
        )
        whole.values.extend((at + word, value) for word, value in example.values)
        whole.mention_ends.extend(at + e for e in example.mention_ends)
        whole.cue_starts.extend(at + e for e in example.cue_starts)
    return whole
