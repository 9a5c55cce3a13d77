"""What kind of thing a capitalised run names: its own words first, then what stands around it, then the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from onrecord.model.mentions import MentionKind
from onrecord.model.spans import Span
from onrecord.readings import people
from onrecord.readings.names import word_set
from onrecord.text import countries
from onrecord.text.chunks import SentenceAnalysis
from onrecord.text.marks import CLAUSAL

_AT = frozenset(
    [
        "in",
        "near",
        "at",
        "from",
        "outside",
        "inside",
        "around",
        "across",
        "toward",
        "towards",
        "throughout",
        "into",
        "beyond",
        "off",
        "to",
        "of",
        "via",
        "between",
    ]
)
_SURE_AT = frozenset(["in", "near", "at", "outside", "inside", "around", "across", "throughout", "towards", "toward"])
_ENDINGS = (
    ("media_words", MentionKind.MEDIA), ("armed_group_words", MentionKind.ARMED_GROUP),
    ("law_words", MentionKind.LAW), ("event_words", MentionKind.EVENT),
    ("facility_words", MentionKind.FACILITY), ("organisation_words", MentionKind.ORGANISATION),
    ("company_words", MentionKind.COMPANY), ("place_words", MentionKind.PLACE),
)  # fmt: skip
_STATE_ARMIES = frozenset({"Army", "Brigade", "Brigades", "Battalions", "Legion", "Resistance", "Movement", "Front"})

Evidence = tuple[MentionKind, float, str]
_FULL_NAME = 160  # what a person named in full weighs against words that make a place of the surname: twice "in X"


class Memory:
    """What an article has shown of its names: words to kinds, and the surnames of its persons."""

    def __init__(self) -> None:
        self._votes: dict[str, Counter[MentionKind]] = {}
        self._surnames: set[str] = set()
        self.prepared: dict[tuple[str, Span], Any] = {}  # sentences already gone through

    def learn(self, words: str, evidence: Evidence) -> None:
        """Keeps what one place of the article shows."""
        kind, score, _ = evidence
        self._votes.setdefault(words, Counter())[kind] += round(score * 100)
        if kind is MentionKind.PERSON and score >= 0.5:
            parts = words.split()
            self._surnames.update(part for part in (parts[-1], parts[0]) if len(part) > 2 and len(parts) > 1)
            if len(parts) > 2:
                self._surnames.add(" ".join(parts[-2:]))

    def of(self, words: str) -> Evidence | None:
        """The kind that the article as a whole gives the words."""
        votes = self._votes.get(words)
        if words in self._surnames and votes and max(votes, key=votes.__getitem__) is MentionKind.PLACE:
            votes = votes + Counter({MentionKind.PERSON: _FULL_NAME})
        if votes:
            kind, weight = votes.most_common(1)[0]
            return kind, min(0.9, weight / 100), "elsewhere in the article"
        if words in self._surnames:
            return MentionKind.PERSON, 0.8, "surname"
        return None

    def is_surname(self, words: str) -> bool:
        """True for a part of a person's name that the article gives in full."""
        return words in self._surnames


def own_words(analysis: SentenceAnalysis, start: int, end: int) -> Evidence | None:
    """The kind that the words of the run tell themselves."""
    words = [analysis.tokens[i].text for i in range(start, end)]
    joined = " ".join(words)
    if joined in word_set("names", "place_whole"):
        return MentionKind.PLACE, 0.95, "region"
    if joined in countries.names():
        return MentionKind.STATE, 0.9, "country"
    head = _head(words)
    if words[0] in {"Radio", "TV", "Agence", "Agencia", "Televisión", "Channel"} and len(words) > 1:
        return MentionKind.MEDIA, 0.9, "first word of a medium"
    if words[0] in {"Ministry", "Department", "Office", "Court", "Bank", "University", "House"} and "of" in words:
        return MentionKind.ORGANISATION, 0.9, "body of"
    if words[0] in word_set("names", "place_first") and len(words) > 1 and not _is_body(head):
        return MentionKind.PLACE, 0.7, "first word of a place"
    if len(words) > 1:
        found = _by_head(words, head)
        if found is not None:
            return found
    if people.is_rank(words[0].lower()) and len(words) > 1:
        return MentionKind.PERSON, 0.9, "rank"
    if len(words) == 1 and words[0] in {
        "Kremlin",
        "Pentagon",
        "Interpol",
        "Europol",
        "Parliament",
        "Congress",
        "Senate",
        "Knesset",
        "Duma",
    }:
        return MentionKind.ORGANISATION, 0.9, "body"
    return None


def _is_body(head: str) -> bool:
    sections = ("organisation_words", "facility_words", "media_words", "company_words", "armed_group_words")
    return any(head in word_set("names", section) for section in sections)


def _head(words: list[str]) -> str:
    """The word that tells: the last before "of" or "for", else the last."""
    for small in ("of", "for", "against"):
        if small in words[1:]:
            return words[words.index(small) - 1]
    return words[-1]


def _by_head(words: list[str], head: str) -> Evidence | None:
    signs = any(word in word_set("names", "armed_group_signs") for word in words)
    for section, kind in _ENDINGS:
        if head not in word_set("names", section):
            continue
        if kind is MentionKind.ARMED_GROUP and head in _STATE_ARMIES and not signs:
            return MentionKind.ORGANISATION, 0.7, "last word"
        return kind, 0.85, "last word"
    if signs and len(words) > 1:
        return MentionKind.ARMED_GROUP, 0.6, "words of armed groups"
    return None


def surroundings(analysis: SentenceAnalysis, start: int, end: int) -> Evidence | None:
    """The kind that the words around a run tell."""
    tokens = analysis.tokens
    before = tokens[start - 1].lower if start else ""
    after = tokens[end].lower if end < len(tokens) else ""
    chunk = analysis.chunk_at[end - 1]
    if chunk >= 0:
        found = _by_chunk(analysis, chunk, start, end)
        if found is not None:
            return found
    if before == "," and start > 1 and people.is_post(analysis, start - 2) and end - start > 1:
        return MentionKind.PERSON, 0.8, "after a post"
    if before in _SURE_AT and after != "and":
        return MentionKind.PLACE, 0.75, f"after {before}"
    if after == "," and end + 1 < len(tokens) and tokens[end + 1].lower in {"who", "whose"}:
        return MentionKind.PERSON, 0.8, "who"
    if after == "," and end + 2 < len(tokens) and tokens[end + 1].text.isdigit() and tokens[end + 2].text in {",", "."}:
        return MentionKind.PERSON, 0.85, "age"
    if (after in {"-", "—", "–"} and start == 0) or (after == "(" and start == 0 and tokens[start].text.isupper()):
        return MentionKind.PLACE, 0.8, "dateline"
    if _is_at(analysis, start) and end - start == 1 and not tokens[start].text.isupper():
        return MentionKind.PLACE, 0.55, f"after {before}"
    return _by_subject(analysis, start, end)


def _is_at(analysis: SentenceAnalysis, start: int) -> bool:
    """True behind a word of place or way; "according to", "thanks to" and their like lead to no place."""
    before = analysis.tokens[start - 1].lower if start else ""
    if before == "to" and start > 1 and analysis.tokens[start - 2].lower in {"according", "thanks", "due", "owing"}:
        return False
    return before in _AT and before not in {"of", "between"}


def _by_chunk(analysis: SentenceAnalysis, chunk: int, start: int, end: int) -> Evidence | None:
    """A common noun in the same phrase: "police spokesman *Zmarai*", "*Balkh* province", "the weekly *Echo*"."""
    piece = analysis.chunks[chunk]
    tokens = analysis.tokens
    if piece.start < start and tokens[start - 1].text.islower():
        lower = tokens[start - 1].lower
        if lower in people.post_heads() or lower in {
            "man",
            "woman",
            "boy",
            "girl",
            "brother",
            "son",
            "wife",
            "resident",
            "farmer",
        }:
            return MentionKind.PERSON, 0.9, "after a post"
        kind = people.kind_of_noun(lower, "")
        if kind in {MentionKind.MEDIA, MentionKind.COMPANY, MentionKind.ARMED_GROUP, MentionKind.PLACE}:
            return kind, 0.8, f"after {lower}"
        if kind is MentionKind.ORGANISATION:
            return kind, 0.6, f"after {lower}"
    if end < piece.end and tokens[end].text.islower():
        kind = people.kind_of_noun(tokens[piece.head].lower, "")
        if kind is MentionKind.PLACE:
            return kind, 0.85, f"before {tokens[piece.head].lower}"
    return None


def _by_subject(analysis: SentenceAnalysis, start: int, end: int) -> Evidence | None:
    """The subject of a verb of saying: two words or more a person, an acronym a body."""
    words = [analysis.tokens[i].text for i in range(start, end)]
    single = len(words) == 1
    if single and _is_told(analysis, end):
        return MentionKind.MEDIA, 0.7, "told"
    if single and words[0].isupper() and 2 <= len(words[0]) <= 7:
        return MentionKind.ORGANISATION, 0.6, "acronym"
    chunk = analysis.chunk_at[end - 1]
    says = chunk >= 0 and any(
        analysis.subjects[n] == chunk and verb.lemma in CLAUSAL for n, verb in enumerate(analysis.verbs)
    )
    the = start > 0 and analysis.tokens[start - 1].lower == "the"
    if people.is_person_like(analysis, start, end) and not the:
        return MentionKind.PERSON, 0.75 if says else 0.6, "two capitalised words"
    if says and single and not the:
        return MentionKind.PERSON, 0.45, "says"
    if single and not the and chunk >= 0 and chunk in analysis.subjects and len(words[0]) > 2 and start:
        return MentionKind.PERSON, 0.4, "subject"
    after = analysis.tokens[end].lower if end < len(analysis.tokens) else ""
    if single and the and after in {"administration", "presidency", "campaign", "cabinet", "dynasty", "family"}:
        return MentionKind.PERSON, 0.5, f"before {after}"
    return None


def _is_told(analysis: SentenceAnalysis, end: int) -> bool:
    """ "told *Reuters*": the object of telling, where a capitalised word is no person."""
    chunk = analysis.chunk_at[end - 1]
    if chunk < 0 or analysis.chunks[chunk].end != end:
        return False
    return any(verb.lemma == "tell" and chunk in analysis.objects[number] for number, verb in enumerate(analysis.verbs))


def default(analysis: SentenceAnalysis, start: int, end: int) -> Evidence:
    """What a run is where nothing tells: a body after "the", else something named."""
    if start and analysis.tokens[start - 1].lower == "the" and end - start > 1:
        return MentionKind.ORGANISATION, 0.4, "named with the"
    if end - start > 1:
        return MentionKind.ORGANISATION, 0.35, "capitalised run"
    return MentionKind.OTHER, 0.3, "capitalised word"


def first_of(options: Iterable[Evidence | None]) -> Evidence | None:
    """The first that is there."""
    return next((option for option in options if option is not None), None)
