"""Base noun phrases with their prepositions, coordinations and appositions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model.spans import Span
from onrecord.text import lemmas
from onrecord.text.countries import descriptions
from onrecord.text.marks import DATIVE, NOMINAL, PARTICLES, QUOTES, RELATIVES, TIME_NOUNS
from onrecord.text.tokens import Token
from onrecord.text.verbgroups import VerbGroup


class Chunk(NamedTuple):
    """A base noun phrase: tokens `start` to `end`, its head token, and the possessor inside it ("Pakistan" 's army).

    `preposition` is the token of the preposition that takes it, `joined_to` the chunk it is coordinated with ("the
    army *and police*"), `apposed_to` the chunk it explains ("Khan, *the governor*,").
    """

    start: int
    end: int
    head: int
    span: Span
    possessor: tuple[int, int] | None = None
    preposition: int | None = None
    joined_to: int | None = None
    apposed_to: int | None = None


_INSIDE = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "SYM", "VERB", "ADV", "PART", "X", "AUX"})
_LINKING_PRONOUNS = RELATIVES | {"what", "how", "why", "when"}


def noun_chunks(tokens: Sequence[Token], tags: Sequence[str], verb_at: Sequence[int]) -> list[Chunk]:
    """The base noun phrases outside verb groups, in order."""
    chunks: list[Chunk] = []
    i = 0
    while i < len(tokens):
        end = _chunk_end(tokens, tags, verb_at, i)
        if end > i:
            chunks.extend(_chunk(tokens, tags, i, end))
            i = end
        else:
            i += 1
    return chunks


_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
_ARTICLES = frozenset({"the", "a", "an", "these", "those"})
_ALONE = frozenset({"this", "these", "those", "all", "some", "many", "both"})
_ROUGHLY = frozenset({"nearly", "almost", "about", "around", "roughly", "approximately", "just", "over", "some"})


def _chunk_end(tokens: Sequence[Token], tags: Sequence[str], verb_at: Sequence[int], start: int) -> int:
    """Past the last token of the chunk that begins here; `start` itself where none does."""
    tag, lower = tags[start], tokens[start].lower
    if verb_at[start] >= 0 or tag in {"ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "INTJ", "AUX"}:
        return start
    if tag == "PRON" and lower not in _POSSESSIVES:
        return start if lower in _LINKING_PRONOUNS else start + 1
    if tag == "ADV" and (lower not in _ROUGHLY or start + 1 >= len(tags) or tags[start + 1] not in {"NUM", "DET"}):
        return start
    last = _last_noun(tokens, tags, verb_at, start)
    if last > start or tag != "DET":
        return last
    # "the dead", "the wounded": an adjective that heads the phrase.
    while last + 1 < len(tags) and tags[last + 1] == "ADJ" and verb_at[last + 1] < 0 and lower in _ARTICLES:
        last += 1
    return last + 1 if last > start or lower in _ALONE else start


def _last_noun(tokens: Sequence[Token], tags: Sequence[str], verb_at: Sequence[int], start: int) -> int:
    at, last = start, start
    while at < len(tokens) and verb_at[at] < 0:
        tag, lower = tags[at], tokens[at].lower
        if at > start and _starts_anew(tags, tokens, at):
            break
        if tag in NOMINAL and (tag != "PRON" or at == start):
            last = at + 1
        elif lower in {"'s", "'"}:
            if last != at:
                break
        elif tag == "CCONJ":
            if not _joins_adjectives(tokens, tags, at, start):
                break
        elif tag == "PUNCT":
            if not (tokens[at].text in {"-", "–"} and _glues(tokens, at)):
                break
        elif tag not in _INSIDE and tag != "PRON":
            break
        at += 1
    return last


def _joins_adjectives(tokens: Sequence[Token], tags: Sequence[str], at: int, start: int) -> bool:
    """ "Kyrgyz *and* Tajik border guards": two adjectives, the noun after them serves both."""
    if at == start or at + 2 >= len(tokens):
        return False
    both = all(tokens[i].text in descriptions() or tags[i] == "ADJ" for i in (at - 1, at + 1))
    return both and tags[at + 2] in {"NOUN", "ADJ", "PROPN"}


def _starts_anew(tags: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    """A determiner or pronoun after a noun opens the next chunk ("told *the* agency", "gave men *a* gun")."""
    if tags[at] == "DET" and tags[at - 1] in NOMINAL:
        return True
    if tags[at] == "PRON" or _is_gift(tags, tokens, at) or _is_counted_anew(tags, tokens, at):
        return True
    if tokens[at - 1].lower in TIME_NOUNS and tokens[at].lower not in TIME_NOUNS and tags[at] in {"NOUN", "PROPN"}:
        return _is_adverbial(tokens, tags, at - 1)
    return tags[at] == "ADV" and tags[at - 1] in {"NOUN", "PROPN", "PRON"}


def _is_gift(tags: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    """An amount behind a name that a verb of giving takes: "gave Ukraine | *30* tanks"."""
    if tags[at] not in {"NUM", "SYM"} or tags[at - 1] != "PROPN":
        return False
    name = at - 1
    while name > 0 and tags[name] in {"PROPN", "DET"}:
        name -= 1
    return tags[name] == "VERB" and lemmas.verb(tokens[name].lower) in DATIVE


def _is_counted_anew(tags: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    """A count behind a common noun that has its own article: "as a result of *the attack* | two border guards"."""
    if tags[at] != "NUM" or tags[at - 1] != "NOUN" or tokens[at - 1].lower in TIME_NOUNS:
        return False
    ahead = at + 1
    while ahead < len(tags) and tags[ahead] in {"ADJ", "NOUN", "PROPN"}:
        ahead += 1
    own = at - 1
    while own > 0 and tags[own] in {"NOUN", "ADJ", "PROPN"}:
        own -= 1
    head = tokens[ahead - 1].lower
    return ahead > at + 1 and tags[own] == "DET" and lemmas.noun(head) != head and tags[ahead : ahead + 1] != ["PART"]


def _is_adverbial(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """True where the time word at `at` ends a phrase of time: "on Saturday morning | villagers"."""
    while at > 0 and (tokens[at].lower in TIME_NOUNS or tags[at] in {"DET", "ADJ", "NUM"}):
        at -= 1
    return tags[at] in {"ADP", "SCONJ"} or tokens[at].lower in {"last", "this"}


def _glues(tokens: Sequence[Token], at: int) -> bool:
    """A hyphen written without spaces."""
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].span.end == tokens[at].span.start and tokens[at].span.end == tokens[at + 1].span.start


def _chunk(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int) -> list[Chunk]:
    possessor = None
    for at in range(end - 2, start, -1):
        if tokens[at].lower in {"'s", "'"} and tags[at] in {"PART", "PUNCT"}:
            possessor = (start, at)
            break
    head = end - 1
    while head > start and tags[head] not in NOMINAL:
        head -= 1
    span = Span(tokens[start].span.start, tokens[end - 1].span.end)
    return [Chunk(start, end, head, span, possessor)]


def linked_chunks(
    tokens: Sequence[Token],
    tags: Sequence[str],
    chunks: list[Chunk],
    verbs: Sequence[VerbGroup],
    verb_at: Sequence[int],
) -> tuple[Chunk, ...]:
    """The chunks with their prepositions, coordinations and appositions."""
    found: list[Chunk] = []
    for number, chunk in enumerate(chunks):
        preposition = _preposition_of(tokens, tags, chunk, verb_at)
        joined = _joined_to(tokens, chunks, number) if preposition is None else None
        if joined is not None and _is_followed_by_verb(tokens, tags, chunk, verbs, verb_at):
            joined = _subject_joined(found, joined, verb_at)
        if joined is not None and found[joined].preposition is not None:
            preposition = found[joined].preposition
        found.append(chunk._replace(preposition=preposition, joined_to=joined))
    return _with_appositions(tokens, tags, found)


def _is_followed_by_verb(
    tokens: Sequence[Token], tags: Sequence[str], chunk: Chunk, verbs: Sequence[VerbGroup], verb_at: Sequence[int]
) -> bool:
    at = chunk.end
    while at < len(tokens) and tags[at] == "ADV" and verb_at[at] < 0:
        at += 1
    return at < len(tokens) and verb_at[at] >= 0 and verbs[verb_at[at]].finite


def _subject_joined(found: Sequence[Chunk], joined: int, verb_at: Sequence[int]) -> int | None:
    """What a chunk before a finite verb is joined to: "the governor of Balkh and *his deputy* were"; "shot a guard
    and *police* fired" joins clauses, not chunks."""
    before = found[joined]
    if before.preposition is None:
        first = before
        while first.joined_to is not None:
            first = found[first.joined_to]
        return None if first.start and verb_at[first.start - 1] >= 0 else joined
    for earlier in range(joined - 1, -1, -1):
        if found[earlier].end != found[earlier + 1].preposition:
            return None
        if found[earlier].preposition is None:
            return None if found[earlier].start and verb_at[found[earlier].start - 1] >= 0 else earlier
    return None


def _preposition_of(tokens: Sequence[Token], tags: Sequence[str], chunk: Chunk, verb_at: Sequence[int]) -> int | None:
    """The preposition that takes the chunk; the particle of "set *off* a bomb" is none."""
    at = chunk.start - 1
    if at >= 0 and tokens[at].text in QUOTES:
        at -= 1
    if at > 0 and tokens[at].lower in PARTICLES and verb_at[at - 1] >= 0:
        return None
    if at >= 0 and (tags[at] == "ADP" or (tags[at] == "PART" and tokens[at].lower == "to")):
        return at
    if at >= 0 and tags[at] == "SCONJ" and tokens[at].lower in {"of", "in", "on", "for", "from", "with", "at", "like"}:
        return at
    return None


_AND = (["and"], ["or"], [",", "and"], [",", "or"], ["&"], ["as", "well", "as"], [",", "as", "well", "as"])


def _joined_to(tokens: Sequence[Token], chunks: Sequence[Chunk], number: int) -> int | None:
    """The chunk before, where only "and", "or" or the commas of a list stand between."""
    if number == 0:
        return None
    between = _between(tokens, chunks, number)
    if between in _AND[:2] or between in _AND[4:]:
        return number - 1
    if between in _AND:
        # A comma before "and" joins the last of three or more; else it parts clauses.
        return number - 1 if number > 1 and _between(tokens, chunks, number - 1) == [","] else None
    if between != [","]:
        return None
    # A comma joins only inside a list that an "and" closes.
    for later in range(number + 1, min(number + 12, len(chunks))):
        gap = _between(tokens, chunks, later)
        if gap in _AND:
            return number - 1
        if gap != [","]:
            return None
    return None


def _between(tokens: Sequence[Token], chunks: Sequence[Chunk], number: int) -> list[str]:
    start, end = chunks[number - 1].end, chunks[number].start
    return [token.lower for token in tokens[start:end]] if end - start < 5 else []


def _with_appositions(tokens: Sequence[Token], tags: Sequence[str], chunks: list[Chunk]) -> tuple[Chunk, ...]:
    """ "Khan, the governor of Balkh, said": a chunk between commas explains the one before it."""
    for number in range(1, len(chunks)):
        before, chunk = chunks[number - 1], chunks[number]
        if chunk.preposition is not None or chunk.joined_to is not None or _between(tokens, chunks, number) != [","]:
            continue
        if not _is_closed(tokens, chunks, number):
            continue
        other = before.preposition is not None and number >= 2 and before.preposition == chunks[number - 2].end
        target = number - 2 if other and tags[before.head] != "PROPN" else number - 1
        chunks[number] = chunk._replace(apposed_to=target)
    return tuple(chunks)


def _is_closed(tokens: Sequence[Token], chunks: Sequence[Chunk], number: int) -> bool:
    """True where a mark, or "who", ends the chunk with the phrases that hang on it."""
    end = chunks[number].end
    for later in range(number + 1, len(chunks)):
        if chunks[later].preposition != end:
            break
        end = chunks[later].end
    return end >= len(tokens) or not tokens[end].text[0].isalnum() or tokens[end].lower in RELATIVES
