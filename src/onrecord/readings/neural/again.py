"""What an article says of a happening that it has told: by a definite noun ("the firefight lasted an hour, said a
major"), or by a count of its dead and injured ("the toll now stands at 23, the ministry said")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.mentions import MentionKind, QuantityKind
from onrecord.model.readings import ReadAttribution, Reading, ReadTrigger, Role, RoleArc
from onrecord.model.spans import Span
from onrecord.readings.inventory import noun_frames, sign_words
from onrecord.readings.neural.merging import BY_CUE
from onrecord.text import lemmas
from onrecord.text.chunks import SentenceAnalysis, analyse

NOUN = "noun: told again"
COUNT = "count: told again"
_REAL = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# "The second attack" is another than the one just told.
_OTHER = frozenset({"second", "third", "fourth", "next", "previous", "earlier", "other", "another", "new", "latest",
                    "last", "first", "later", "recent", "planned", "future", "any"})  # fmt: skip
_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.GROUP, MentionKind.POST})
_BEFORE = 4  # words between an article and its noun
_LIKELY = 0.1  # share of a type that a model holds for a happening that lists would call another
_HURT = r"(?:dead|killed|wounded|injured|hurt)"
_TOLL = (
    r"(?:(?:death )?toll|fatalities|casualties|deaths|(?:number|count) of (?:the )?"
    r"(?:dead|deaths|victims|killed|wounded|injured|fatalities))"
)
# How many, then what became of them: "twelve others were wounded", "at least eight dead".
_MANY = re.compile(
    r"^(?: [\w’'-]+){0,3}?(?:, [^,.;]{1,40},| including [^,.;]{1,40})?"
    r"(?: (?:was|were|are|is|have been|has been|had been|being|lay|left))?(?: also)? "
    rf"(?P<word>{_HURT}|(?:sustained|suffered|with) (?:\w+ ){{0,2}}injuries)\b",
    re.I,
)
# The toll, then how many it is: "the toll has gone up to 23", "put the number of dead at 27".
_IS_NOW = re.compile(
    rf"\b(?P<word>{_TOLL})\b[^.;]{{0,60}}?\b(?:at|to|is|was|of|reached|passed|now|hit)"
    r"(?: (?:now|at least|about|some|more than|over|as|many|high))* ?$",
    re.I,
)
# Some of those who were counted: "eight of the dead", "most of the victims".
_PART = re.compile(
    r"\b(?:\w+|\d+) of (?:the|those|its|their) (?:\w+ )?(?P<word>dead|killed|wounded|injured|victims|casualties)\b",
    re.I,
)
# "Another blast killed nine", "an earthquake left 300 people dead": those were not counted of the deed.
_APART = frozenset({"another", "separate", "separately", "elsewhere", "unrelated"})
# "Over ten years 3,000 dead", "40 dead are feared": of many deeds, or nobody's count.
_OF_MANY = re.compile(
    r"\b(?:(?:over|past|last|in|for|during|this|many) (?:[\w-]+ )?(?:years?|decades?|months?)|since (?:then|\d{4}))\b",
    re.I,
)
_OPEN = frozenset({"feared", "fears", "could", "might", "would"})
_TAKES_PLACE = frozenset({"happen", "occur"})
_INJURED = re.compile(r"wounded|injur|hurt", re.I)


@dataclass(frozen=True, slots=True)
class _Found:
    """Words that tell again, and the mention that counts there."""

    span: Span
    basis: str
    of: ReadTrigger
    counted: int | None = None
    kind: QuantityKind | None = None
    is_denied: bool = False


def with_told_again(text: str, readings: Sequence[Reading], silent: Sequence[Span]) -> tuple[Reading, ...]:
    """The readings of an article with what they tell again of earlier happenings. `silent` stretches are left out."""
    told: list[ReadTrigger] = []
    whole = []
    for reading in readings:
        found = [
            one
            for sentence in reading.sentences
            if not any(sentence.overlaps(quiet) for quiet in silent)
            for one in _in_sentence(text, sentence, reading, [*told, *reading.triggers])
        ]
        whole.append(_added(reading, found) if found else reading)
        told.extend(reading.triggers)
    return tuple(whole)


def _in_sentence(text: str, sentence: Span, reading: Reading, told: Sequence[ReadTrigger]) -> Iterator[_Found]:
    here = [t for t in reading.triggers if t.span.overlaps(sentence)]
    before = [t for t in told if t.span.end <= sentence.start and t.factuality in _REAL and not t.background]
    if not before:
        return
    nouns = list(_by_noun(text, sentence, reading, before, here))
    yield from nouns
    deed = next((t for t in reversed(before) if t.event_type is EventType.ASSAULT), None)
    if deed is not None and not any(t.event_type is EventType.ASSAULT for t in here):
        count = _by_count(text, sentence, reading, deed)
        if count is not None and not any(one.of.event_type is EventType.ASSAULT for one in nouns):
            yield count


def _by_noun(
    text: str, sentence: Span, reading: Reading, before: Sequence[ReadTrigger], here: Sequence[ReadTrigger]
) -> Iterator[_Found]:
    """The definite nouns of which the sentence tells something, and which name a happening told before it; of each type
    the first. One that is only thought well or ill of ("condemned the raid") tells nothing of it."""
    words = {w.casefold() for w in re.findall(r"[\w-]+", sentence.of(text))}
    if not words & _DEFINITE or not any(w in noun_frames() or lemmas.noun(w) in noun_frames() for w in words):
        return
    analysis = analyse(text, sentence)
    types = {t.event_type for t in here}
    for number, chunk in enumerate(analysis.chunks):
        kinds = _types_of(analysis, chunk.head)
        same = next((t for sure in (True, False) for t in reversed(before) if kinds & _may_be(t, sure)), None)
        if same is None or same.event_type in types or number not in analysis.subjects:
            continue
        if not _is_definite(analysis, chunk.start, chunk.head):
            continue
        types.add(same.event_type)
        yield _Found(analysis.tokens[chunk.head].span, NOUN, same, is_denied=_is_denied(analysis, number))


def _types_of(analysis: SentenceAnalysis, head: int) -> set[EventType]:
    """What the noun at a token can name."""
    word = analysis.tokens[head].lower
    frames = noun_frames().get(word) or noun_frames().get(lemmas.noun(word)) or ()
    fits = [
        f
        for f in frames
        if all(analysis.tokens[head - 1 - n].lower == w for n, w in enumerate(f.words[-2::-1]) if head > n)
    ]
    longest = max((len(f.words) for f in fits), default=0)
    return {f.event_type for f in fits if len(f.words) == longest}


def _may_be(told: ReadTrigger, sure: bool) -> set[EventType]:
    """What a happening is, or, where that is asked, may be as well."""
    return {told.event_type} if sure else {kind for kind, share in told.rivals if share >= _LIKELY}


def _is_definite(analysis: SentenceAnalysis, start: int, head: int) -> bool:
    """ "The raid", "that raid"; not "the second raid"."""
    words = [token.lower for token in analysis.tokens[max(start, head - _BEFORE) : head]]
    return bool(words) and words[0] in _DEFINITE and not _OTHER & set(words)


def _is_denied(analysis: SentenceAnalysis, chunk: int) -> bool:
    """True for "the raid *never happened*", "the raid *did not take place*"."""
    for verb, subject in zip(analysis.verbs, analysis.subjects, strict=True):
        if subject == chunk and verb.negated:
            is_place = verb.lemma == "take" and analysis.lowers[verb.end : verb.end + 1] == ("place",)
            return is_place or verb.lemma in _TAKES_PLACE
    return False


def _by_count(text: str, sentence: Span, reading: Reading, deed: ReadTrigger) -> _Found | None:
    """The count of dead or injured in a sentence; none where it tells of other deeds, of a mishap or of fears."""
    words = {word.casefold() for word in re.findall(r"[\w-]+", sentence.of(text))}
    if words & (_APART | _OPEN | sign_words("mishaps")) or _OF_MANY.search(sentence.of(text)):
        return None
    for number, mention in enumerate(reading.mentions):
        if mention.kind is not MentionKind.QUANTITY or not mention.span.within(sentence):
            continue
        amount = mention.head or mention.span
        before, behind = text[sentence.start : amount.start], text[amount.end : sentence.end]
        found = _MANY.match(behind)
        at = amount.end
        if found is None:
            found, at = _IS_NOW.search(before), sentence.start
        if found is not None:
            word = found["word"]
            kind = QuantityKind.INJURED if _INJURED.search(word) else QuantityKind.KILLED
            return _Found(Span(at + found.start("word"), at + found.end("word")), COUNT, deed, number, kind)
    part = _PART.search(sentence.of(text))
    if part is None:
        return None
    return _Found(Span(sentence.start + part.start("word"), sentence.start + part.end("word")), COUNT, deed)


def _added(reading: Reading, found: Sequence[_Found]) -> Reading:
    """The reading with the triggers told again, each with its count and whose words it is."""
    first = len(reading.triggers)
    mentions = list(reading.mentions)
    roles = list(reading.roles)
    for number, one in enumerate(found, first):
        if one.counted is not None and one.kind is not None:
            mentions[one.counted] = replace(mentions[one.counted], quantity_kind=one.kind)
            roles.append(RoleArc(trigger=number, mention=one.counted, role=Role.QUANTITY, score=0.6, basis=COUNT))
            roles.extend(_hurt(reading, number, reading.mentions[one.counted].span))
            if not any(_carries(voice, one.span) for voice in reading.attributions):
                # "Gunmen attacked a post. Two officers were hurt." Of another's count that would say too much.
                roles.extend(replace(arc, trigger=number) for arc in _doers(reading, one.of))
    return replace(
        reading,
        mentions=tuple(mentions),
        roles=tuple(roles),
        triggers=(*reading.triggers, *(_trigger(one) for one in found)),
        attributions=tuple(_telling(voice, found, first) for voice in reading.attributions),
    )


def _hurt(reading: Reading, trigger: int, counted: Span) -> Iterator[RoleArc]:
    """The people that the count is of: "three *guards*"."""
    for number, mention in enumerate(reading.mentions):
        if mention.kind in _PEOPLE and mention.span != counted and mention.span.within(counted):
            yield RoleArc(trigger=trigger, mention=number, role=Role.RECIPIENT, score=0.6, basis=COUNT)


def _doers(reading: Reading, deed: ReadTrigger) -> list[RoleArc]:
    return [arc for arc in reading.roles if arc.role is Role.ACTOR and reading.triggers[arc.trigger] is deed]


def _trigger(one: _Found) -> ReadTrigger:
    factuality = Factuality.DENIED if one.is_denied else one.of.factuality
    return replace(
        one.of, span=one.span, factuality=factuality, stance=Stance.REPORTS, score=0.5, basis=one.basis, rivals=()
    )


def _telling(voice: ReadAttribution, found: Sequence[_Found], first: int) -> ReadAttribution:
    inside = [number for number, one in enumerate(found, first) if _carries(voice, one.span)]
    return replace(voice, triggers=(*voice.triggers, *inside)) if inside else voice


def _carries(voice: ReadAttribution, span: Span) -> bool:
    """True where the words are the voice's; a cue that the lists alone see tells nothing here either."""
    return voice.basis not in BY_CUE and any(span.within(piece) for piece in voice.content)
