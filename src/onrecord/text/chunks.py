"""What stands in a sentence, read without a parser: noun chunks, verb groups, who is subject and object of which.

`analyse` gives a `SentenceAnalysis`; every index in it counts tokens, chunks or verb groups of the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model.spans import Span
from onrecord.text.corrections import corrected, mark_headline_verb
from onrecord.text.grammar import Grammar, with_reduced_passives
from onrecord.text.marks import QUOTES, RELATIVES
from onrecord.text.nounchunks import Chunk, linked_chunks, noun_chunks
from onrecord.text.tagging import tagger
from onrecord.text.tokens import Token, tokenize
from onrecord.text.verbgroups import VerbGroup, verb_groups

__all__ = ["RELATIVES", "Chunk", "SentenceAnalysis", "VerbGroup", "analyse"]


@dataclass(frozen=True, slots=True)
class SentenceAnalysis:
    """A sentence with its tokens, tags, chunks and verb groups.

    `subjects[v]`, `objects[v]`, `agents[v]` give chunk indices for verb group v: the grammar's subject (of a passive
    too), the direct objects with those joined to them, the chunks of a "by" phrase. `quoted[t]` is True for a token
    inside quotation marks. `chunk_at[t]` is the chunk of token t, `verb_at[t]` the verb group, -1 for none. `lowers`
    are the tokens in lower case.
    """

    text: str
    span: Span
    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    chunks: tuple[Chunk, ...]
    verbs: tuple[VerbGroup, ...]
    subjects: tuple[int | None, ...]
    objects: tuple[tuple[int, ...], ...]
    agents: tuple[tuple[int, ...], ...]
    chunk_at: tuple[int, ...]
    verb_at: tuple[int, ...]
    quoted: tuple[bool, ...]
    lowers: tuple[str, ...]

    def words(self, start: int, end: int) -> str:
        """The characters from token `start` up to token `end`."""
        return self.text[self.tokens[start].span.start : self.tokens[end - 1].span.end]

    def span_of(self, start: int, end: int) -> Span:
        """The span from token `start` up to token `end`."""
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def joined(self, chunk: int) -> tuple[int, ...]:
        """The chunk and those coordinated with it after it, in order."""
        found = [chunk]
        for i in range(chunk + 1, len(self.chunks)):
            if self.chunks[i].joined_to in found:
                found.append(i)
        return tuple(found)

    def prepositional(self, chunk: int) -> tuple[tuple[int, int], ...]:
        """(preposition token, chunk) of the phrases that follow a chunk directly: "the attack *on the base*"."""
        found = []
        at = self.chunks[chunk].end
        for i in range(chunk + 1, len(self.chunks)):
            preposition = self.chunks[i].preposition
            if preposition is None or preposition != at:
                break
            found.append((preposition, i))
            at = self.chunks[i].end
        return tuple(found)


# Sentences held: the model's reader asks again for what the lists' reader has just asked.
@lru_cache(maxsize=1024)
def analyse(text: str, sentence: Span) -> SentenceAnalysis:
    """What stands in one sentence of a text."""
    tokens = tokenize(text, sentence)
    tags = corrected(tokens, tagger().tag([token.text for token in tokens]))
    quoted = _quoted(tokens)
    verbs = verb_groups(tokens, tags)
    if not any(verb.finite for verb in verbs) and mark_headline_verb(tokens, tags):
        verbs = verb_groups(tokens, tags)
    verb_at = _owners(len(tokens), verbs)
    chunks = linked_chunks(tokens, tags, noun_chunks(tokens, tags, verb_at), verbs, verb_at)
    chunk_at = _owners(len(tokens), chunks)
    verbs = with_reduced_passives(tokens, tags, chunks, verbs, chunk_at, verb_at)
    found = Grammar(tokens, tags, chunks, verbs, chunk_at, verb_at)
    subjects = found.subjects()
    return SentenceAnalysis(
        text, sentence, tokens, tuple(tags), chunks, verbs, tuple(subjects), found.objects(subjects), found.agents(),
        chunk_at, verb_at, quoted, tuple([token.lower for token in tokens]),
    )  # fmt: skip


def _owners(count: int, items: Sequence[Chunk | VerbGroup]) -> tuple[int, ...]:
    found = [-1] * count
    for number, item in enumerate(items):
        for at in range(item.start, item.end):
            found[at] = number
    return tuple(found)


def _quoted(tokens: Sequence[Token]) -> tuple[bool, ...]:
    inside, found = False, []
    for token in tokens:
        if token.text in QUOTES:
            found.append(inside or token.text in {"“", "«", "``"})
            inside = token.text in {"“", "«", "``"} or (token.text in {'"', "''"} and not inside)
        else:
            found.append(inside)
    return tuple(found)
