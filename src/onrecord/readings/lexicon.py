"""The reader that works by word lists and rules: one pass over each window of sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from onrecord.model.articles import Article, PassageKind
from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Reading
from onrecord.model.spans import Span
from onrecord.readings import finding, links, voices
from onrecord.readings.assembly import assemble
from onrecord.readings.names import NameList
from onrecord.readings.runs import Memory
from onrecord.readings.windows import Deed, Window, last_deed
from onrecord.text.chunks import SentenceAnalysis, analyse
from onrecord.text.sentences import split

# A window is a paragraph; short paragraphs are read together, up to this many sentences.
LONGEST = 6
# Characters of a window: far more than six sentences of news have. What is told of a window grows with the square of
# its names, and a text without stops has sentences of the greatest length only.
WIDEST = 3000
_QUIET = frozenset(
    {PassageKind.SUBHEAD, PassageKind.CAPTION, PassageKind.KICKER, PassageKind.BYLINE, PassageKind.CREDIT}
)


class LexiconReader:
    """Reads by word lists and rules. `names` are the names that the knowledge base knows, with what they name."""

    def __init__(self, names: Iterable[tuple[str, MentionKind]]) -> None:
        listed = sorted(set(names))
        self._names = NameList(listed)
        state = hashlib.sha256(_lexicon_digest().encode())
        for name, kind in listed:
            state.update(f"{name}\t{kind.value}\n".encode())
        self._digest = state.hexdigest()[:16]

    @property
    def digest(self) -> str:
        """What identifies the word lists, the rules' version and the names, for the run."""
        return f"lexicon-{self._digest}"

    def read(self, article: Article) -> tuple[Reading, ...]:
        """The readings of the article, every sentence of its body in exactly one."""
        windows = tuple(_windows(article))
        analyses = [[analyse(article.text, sentence) for sentence in window] for window in windows]
        memory = finding.learn([one for window in analyses for one in window], self._names)
        quiet = [passage.span for passage in article.passages if passage.kind in _QUIET]
        readings: list[Reading] = []
        earlier: Deed | None = None
        told: frozenset[EventType] = frozenset()
        for window in analyses:
            readings.append(self._read(article, window, memory, quiet, earlier, told))
            earlier = last_deed(readings[-1], earlier)
            told |= {trigger.event_type for trigger in readings[-1].triggers}
        return tuple(readings)

    def _read(
        self,
        article: Article,
        analyses: Sequence[SentenceAnalysis],
        memory: Memory,
        quiet: Sequence[Span],
        earlier: Deed | None,
        told: frozenset[EventType],
    ) -> Reading:
        mentions = finding.find(analyses, self._names, memory)
        stands = links.antecedents(analyses, mentions)
        mentions, attributions = voices.read(article.text, analyses, mentions, stands)
        silent = frozenset(n for n, one in enumerate(analyses) if any(one.span.overlaps(span) for span in quiet))
        return assemble(
            Window(
                article_id=article.id,
                text=article.text,
                span=Span(analyses[0].span.start, analyses[-1].span.end),
                analyses=tuple(analyses),
                mentions=mentions,
                attributions=attributions,
                silent=silent,
                earlier=earlier,
                told=told,
            )
        )


@cache
def _lexicon_digest() -> str:
    """The digest of all word lists of the package."""
    state = hashlib.sha256()
    for file in sorted(files("onrecord.lexicons").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            state.update(file.name.encode())
            state.update(file.read_bytes())
    return state.hexdigest()


def _windows(article: Article) -> Iterator[tuple[Span, ...]]:
    """The sentences of the body, in groups of neighbours: a paragraph, or several short ones."""
    group: list[Span] = []
    last = 0
    for sentence in _sentences(article):
        new_paragraph = "\n" in article.text[last : sentence.start]
        full = len(group) >= LONGEST or (new_paragraph and len(group) >= LONGEST // 2)
        if group and (full or sentence.end - group[0].start > WIDEST):
            yield tuple(group)
            group = []
        group.append(sentence)
        last = sentence.end
    if group:
        yield tuple(group)


def _sentences(article: Article) -> Iterator[Span]:
    for span in article.body:
        yield from split(article.text, span)
