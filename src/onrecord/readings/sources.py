"""Which mention speaks: the source of an attribution among the mentions of a window, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.readings.cues import Said
from onrecord.readings.inventory import noun_frames
from onrecord.readings.names import word_set
from onrecord.text.chunks import SentenceAnalysis

_SPEAKS = (
    MentionKind.PERSON, MentionKind.ARMED_GROUP, MentionKind.ORGANISATION, MentionKind.MEDIA, MentionKind.STATE,
    MentionKind.COMPANY, MentionKind.POST, MentionKind.ANONYMOUS, MentionKind.GROUP,
)  # fmt: skip
_NAMELESS = frozenset({MentionKind.GROUP, MentionKind.POST, MentionKind.OTHER, MentionKind.ANONYMOUS})
_INDEFINITE = frozenset(
    [
        "a",
        "an",
        "one",
        "two",
        "three",
        "four",
        "five",
        "some",
        "several",
        "many",
        "another",
        "other",
        "multiple",
        "various",
        "unnamed",
    ]
)


class Sources:
    """The mentions of a window as sources, with those added that speak and were none before."""

    def __init__(
        self, analyses: Sequence[SentenceAnalysis], mentions: Sequence[ReadMention], stands: Sequence[dict[int, int]]
    ) -> None:
        self._analyses = analyses
        self._mentions = list(mentions)
        self._stands = stands

    def mentions(self) -> tuple[ReadMention, ...]:
        """All mentions: the given ones at their places, new ones after them."""
        return tuple(self._mentions)

    def index_of(self, said: Said) -> int | None:
        """The mention that speaks; None where nobody is named."""
        if said.source_chunk is None or said.source is None:
            return None
        analysis = self._analyses[said.sentence]
        chunk = analysis.chunks[said.source_chunk]
        if analysis.tags[chunk.head] == "PRON":
            stands = self._stands[said.sentence] if said.sentence < len(self._stands) else {}
            return stands.get(said.source_chunk)
        found = self._in_chunk(analysis, said)
        if found is not None:
            return self._marked(analysis, said.source_chunk, found)
        if _says_nothing(analysis, said.source_chunk):
            return None
        kind = MentionKind.ANONYMOUS if _is_nameless(analysis, said.source_chunk) else MentionKind.OTHER
        self._mentions.append(
            ReadMention(span=chunk.span, kind=kind, score=0.5, basis="speaks", head=analysis.tokens[chunk.head].span)
        )
        return len(self._mentions) - 1

    def _in_chunk(self, analysis: SentenceAnalysis, said: Said) -> int | None:
        """The mention that the head of the source's chunk stands in: a name before the phrase around it."""
        if said.source_chunk is None:
            return None
        chunk = analysis.chunks[said.source_chunk]
        head = analysis.tokens[chunk.head].span
        fits = [
            (_SPEAKS.index(m.kind), -len(m.span), i)
            for i, m in enumerate(self._mentions)
            if m.kind in _SPEAKS and m.span.start <= head.start and head.end <= m.span.end
        ]
        if not fits:
            return next((i for i, m in enumerate(self._mentions) if m.span == chunk.span), None)
        return self._named(analysis, min(fits)[2])

    def _named(self, analysis: SentenceAnalysis, index: int) -> int:
        """The person whose office it is, where the name stands right behind: "the mayor, *Alba Ruiz*, said"."""
        post = self._mentions[index]
        if post.kind is not MentionKind.POST:
            return index
        for i, other in enumerate(self._mentions):
            follows = other.kind is MentionKind.PERSON and other.span.start >= post.span.end
            if follows and analysis.text[post.span.end : other.span.start] in {" ", ", "}:
                return i
        return index

    def _marked(self, analysis: SentenceAnalysis, chunk: int, index: int) -> int:
        """The mention, made anonymous where no name tells who speaks: "officials said", "a diplomat said"."""
        mention = self._mentions[index]
        head = analysis.tokens[analysis.chunks[chunk].head].lower
        if mention.kind is MentionKind.POST and head in word_set("posts", "on_behalf"):
            return index
        if mention.kind in _NAMELESS and _is_nameless(analysis, chunk):
            self._mentions[index] = replace(mention, kind=MentionKind.ANONYMOUS, basis="speaks without a name")
        return index


_THINGS = frozenset(
    {
        "it", "this", "that", "which", "these", "those", "charge", "charges", "accusation", "accusations",
        "allegation", "allegations", "side", "sides", "move", "moves", "step", "steps", "decision", "decisions",
        "claim", "claims", "event", "events", "situation", "crisis", "conflict", "war", "peace", "plan", "plans",
        "threat", "fears", "hopes", "what", "sanctions", "tariffs", "policy", "policies", "case", "incident",
        "development", "developments", "pressure", "tension", "tensions", "growth", "success", "failure",
    }
)  # fmt: skip


def _says_nothing(analysis: SentenceAnalysis, number: int) -> bool:
    """True for what is no person, body, group or document: "the charge", "all sides", "the attack"."""
    head = analysis.tokens[analysis.chunks[number].head].lower
    if head in _DOCUMENTS:
        return False
    return head in _THINGS or head in noun_frames() or head.removesuffix("s") in noun_frames()


_DOCUMENTS = frozenset(
    {
        "report", "reports", "statement", "statements", "study", "letter", "video", "ruling", "verdict", "indictment",
        "resolution", "complaint", "lawsuit", "appeal", "survey", "investigation", "inquiry", "probe",
    }
)  # fmt: skip


def _is_nameless(analysis: SentenceAnalysis, number: int) -> bool:
    """True for "a", "two" or no article at all before people who are not named."""
    chunk = analysis.chunks[number]
    first = analysis.tokens[chunk.start]
    if first.lower in _INDEFINITE or analysis.tags[chunk.start] == "NUM":
        return True
    definite = any(
        analysis.tags[i] in {"DET", "PRON"} or analysis.tokens[i].lower == "'s" for i in range(chunk.start, chunk.head)
    )
    plural = analysis.tokens[chunk.head].lower.endswith(("s", "people", "men", "women"))
    return not definite and plural
