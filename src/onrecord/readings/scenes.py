"""A sentence with the mentions that stand in it: what the finders of happenings, roles and links look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.text.chunks import SentenceAnalysis

if TYPE_CHECKING:
    from onrecord.readings.happenings import Happening

ACTORS = frozenset(
    {
        MentionKind.PERSON, MentionKind.POST, MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP,
        MentionKind.MEDIA, MentionKind.COMPANY, MentionKind.GROUP, MentionKind.ANONYMOUS,
    }
)  # fmt: skip
RECEIVERS = ACTORS | {MentionKind.FACILITY}
# Those through whom a body acts: what "its fighters" did, it did.
MEN = frozenset(
    {
        "fighters", "forces", "men", "troops", "soldiers", "bombers", "bomber", "militants", "gunmen", "units",
        "guards", "mujahideen", "militiamen", "combatants", "commandos", "rebels", "insurgents", "warriors",
    }
)  # fmt: skip
COUNTS = frozenset({MentionKind.QUANTITY, MentionKind.TIME, MentionKind.MONEY})
_LEADS = (
    ("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("as", "many", "as"), ("fewer", "than"),
    ("less", "than"), ("no", "fewer", "than"), ("an", "estimated"), ("close", "to"), ("some",), ("about",),
    ("around",), ("nearly",), ("almost",), ("over",), ("all",), ("both",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence of a window: its analysis, its number in the window, and all mentions of the window."""

    number: int
    analysis: SentenceAnalysis
    mentions: tuple[ReadMention, ...]
    antecedents: dict[int, int]  # chunk of a pronoun or of "the group" -> mention it stands for
    # Chunk -> mentions once looked up: every happening of the sentence asks for the same.
    _heading: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _within: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)
    # The happenings of the sentence once found: three finders ask for them.
    told: list[tuple[Happening, ...]] = field(default_factory=list, init=False, compare=False, repr=False)

    def mentions_of(self, chunk: int) -> tuple[int, ...]:
        """The mentions that the chunk's head stands in, shortest first; numbers and times left out."""
        if chunk not in self._heading:
            at = self.analysis.tokens[self.analysis.chunks[chunk].head].span.start
            # The span first: to ask a set for a kind takes ten times as long.
            found = [i for i, m in enumerate(self.mentions) if m.span.start <= at < m.span.end and m.kind not in COUNTS]
            self._heading[chunk] = tuple(sorted(found, key=lambda i: len(self.mentions[i].span)))
        return self._heading[chunk]

    def inside(self, chunk: int) -> tuple[int, ...]:
        """The mentions that lie within the chunk, in order."""
        if chunk not in self._within:
            span = self.analysis.chunks[chunk].span
            self._within[chunk] = tuple(i for i, m in enumerate(self.mentions) if m.span.within(span))
        return self._within[chunk]

    def kind_of(self, chunk: int) -> MentionKind | None:
        """The kind of what the chunk names, by its head or what a pronoun stands for."""
        found = self.mentions_of(chunk)
        if found:
            return self.mentions[found[0]].kind
        stands_for = self.antecedents.get(chunk)
        return self.mentions[stands_for].kind if stands_for is not None else None

    def is_pronoun(self, chunk: int) -> bool:
        """True for "he", "it", "they" and their like."""
        return self.analysis.tags[self.analysis.chunks[chunk].head] == "PRON"

    def lowers(self, start: int, end: int) -> list[str]:
        """The tokens of a range in lower case."""
        return list(self.analysis.lowers[max(0, start) : end])

    def reach(self, verb: int) -> int:
        """The token at which the clause of a verb ends: the next finite verb's subject, a semicolon, the stop."""
        a = self.analysis
        start = a.verbs[verb].end
        stop = len(a.tokens)
        for number in range(verb + 1, len(a.verbs)):
            if a.verbs[number].finite:
                subject = a.subjects[number]
                stop = a.verbs[number].start
                if subject is not None and start <= a.chunks[subject].start < stop and subject not in a.objects[verb]:
                    stop = a.chunks[subject].start
                break
        for at in range(start, stop):
            if a.tokens[at].text in {";", "—", "–"}:
                return at
        return stop

    def chunk_from(self, at: int) -> int | None:
        """The chunk that begins at a token, behind adverbs, quotes and words of measure ("at least")."""
        a = self.analysis
        limit = min(at + 4, len(a.tokens))
        while at < limit:
            lead = next((words for words in _LEADS if self._stands(at, words)), None)
            if lead is not None and a.chunk_at[at] < 0:
                at += len(lead)
            elif a.tags[at] == "ADV" or a.tokens[at].text in {'"', "“", "‘", "'"}:
                at += 1
            else:
                break
        # "at least 11 soldiers": "least" begins the chunk, or its words of measure stand inside it.
        while at < len(a.tokens) and a.chunk_at[at] < 0 and self._stands(at, ("at", "least")):
            at += 1
        return a.chunk_at[at] if at < len(a.tokens) and a.chunk_at[at] >= 0 else None

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        return self.analysis.lowers[at : at + len(words)] == tuple(words)

    def phrases(self, start: int, stop: int, prepositions: frozenset[str]) -> Iterator[int]:
        """The chunks between two tokens that one of the prepositions takes, with those joined to them."""
        a = self.analysis
        for number, chunk in enumerate(a.chunks):
            if chunk.preposition is None or not start <= chunk.preposition < stop:
                continue
            if a.tokens[chunk.preposition].lower in prepositions:
                yield number
