"""What noun phrases name without a proper name: posts, kinds of people, bodies, places, weapons."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicons import load
from onrecord.model.mentions import MentionKind
from onrecord.readings.names import word_set
from onrecord.text import countries, lemmas
from onrecord.text.chunks import Chunk, SentenceAnalysis

_ORDER = (
    MentionKind.ANONYMOUS,
    MentionKind.ARMED_GROUP,
    MentionKind.STATE,
    MentionKind.GROUP,
    MentionKind.ORGANISATION,
    MentionKind.MEDIA,
    MentionKind.COMPANY,
    MentionKind.FACILITY,
    MentionKind.WEAPON,
    MentionKind.LAW,
    MentionKind.PLACE,
)


class PostName(NamedTuple):
    """A run divided: tokens `start` to `middle` are an office, the rest a person's name."""

    start: int
    middle: int


@cache
def _kind_table() -> dict[str, MentionKind]:
    """Head noun to kind; the first list that holds it decides."""
    found: dict[str, MentionKind] = {}
    table = load("kinds")
    for kind in _ORDER:
        for word in table[kind.value]:
            found.setdefault(word, kind)
    return found


@cache
def post_heads() -> frozenset[str]:
    """Nouns that make a phrase a post, in lower case."""
    return frozenset(word.lower() for word in load("posts")["heads"])


@cache
def _post_words() -> frozenset[str]:
    posts = load("posts")
    words = {part for phrase in (*posts["heads"], *posts["before_names"]) for part in phrase.lower().split()}
    return frozenset(words | set(posts["modifiers"]))


@cache
def _before_names() -> frozenset[str]:
    return frozenset(word.lower() for word in load("posts")["before_names"])


@lru_cache(maxsize=20_000)
def kind_of_noun(head: str, before: str) -> MentionKind | None:
    """The kind that a head noun gives, alone or with the word before it ("news agency"), both in lower case."""
    singular = lemmas.noun(head)
    table = _kind_table()
    for phrase in (f"{before} {head}", f"{before} {singular}", head, singular):
        if phrase in table:
            return table[phrase]
    if "-" in head:
        return kind_of_noun(head.rsplit("-", 1)[1], before)
    return MentionKind.GROUP if _is_agent_noun(head) else None


_AGENTS = ("ers", "ors", "ists", "ians", "eers", "smen", "women", "speople")


def _is_agent_noun(word: str) -> bool:
    """Plurals such as "conservators", "trekkers": people by what they do, where no list knows them."""
    return len(word) > 6 and word.endswith(_AGENTS) and word not in word_set("kinds", "no_people")


def is_post(analysis: SentenceAnalysis, head: int) -> bool:
    """True where a token in the singular names an office or a part in public life."""
    lower = analysis.tokens[head].lower
    if lower in post_heads():
        return lower not in {"prime", "justice", "chief"} or head == 0 or True
    return "-" in lower and lower.rsplit("-", 1)[1] in post_heads()


def phrase_kind(analysis: SentenceAnalysis, chunk: Chunk) -> MentionKind | None:
    """The kind of a noun phrase by its head noun; None where the head tells nothing."""
    head = analysis.tokens[chunk.head]
    if not head.text[0].isalpha():
        return None
    before = analysis.tokens[chunk.head - 1].lower if chunk.head > chunk.start else ""
    if is_post(analysis, chunk.head):
        return MentionKind.POST
    return kind_of_noun(head.lower, before)


def divided(analysis: SentenceAnalysis, start: int, end: int) -> PostName | None:
    """Where a capitalised run is an office and a name ("Deputy Foreign Minister Karimova"), the point between them."""
    tokens = analysis.tokens
    middle = None
    for at in range(start, end - 1):
        lower = tokens[at].lower
        if lower in _before_names() and lower not in word_set("posts", "ranks"):
            middle = at + 1
        elif (
            lower not in _post_words()
            and not _is_description(tokens[at].text)
            and lower not in {"of", "the", "and", "for"}
        ):
            break
    if middle is None or not tokens[middle].text[0].isupper():
        return None
    return PostName(start, middle)


def _is_description(word: str) -> bool:
    return word in countries.descriptions() or word in countries.names() or word in countries.known_words()


def ranks_before(analysis: SentenceAnalysis, start: int, floor: int) -> int:
    """Where a name with its ranks begins: "Lt. Col. *Hart*"."""
    at = start
    while at > floor and analysis.tokens[at - 1].lower in word_set("posts", "ranks"):
        at -= 1
    return at


def is_rank(word: str) -> bool:
    """True for ranks and courtesies, in lower case, that belong to the name after them."""
    return word in word_set("posts", "ranks")


def is_person_like(analysis: SentenceAnalysis, start: int, end: int) -> bool:
    """True for two to five capitalised words with nothing of a body or a place among them."""
    words = [analysis.tokens[i].text for i in range(start, end)]
    if not 2 <= len(words) <= 5:
        return False
    return not any(word in other for word in words for other in _other_words()) and all(
        word[0].isupper() or word.lower() in word_set("names", "person_inside") or word == "-" for word in words
    )


@cache
def _other_words() -> tuple[frozenset[str], ...]:
    sections = ("organisation_words", "armed_group_words", "media_words", "facility_words", "place_words", "law_words")
    return (*(word_set("names", section) for section in sections), word_set("names", "event_words"))
