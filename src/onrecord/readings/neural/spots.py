"""Where a happening was: the name that words for a place stand for, and the place that its own words bear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord import lexicons
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings import people
from onrecord.readings.neural.circumstances import CARRYING
from onrecord.readings.neural.clauses import SAYING, Clauses, verb_of
from onrecord.readings.scenes import Scene
from onrecord.text.chunks import SentenceAnalysis
from onrecord.text.placewords import is_told_within

_WORDS = lexicons.load("placewords")
SETTLEMENTS = frozenset(_WORDS["settlements"])
_SITES = frozenset(_WORDS["sites"])
_KINDS = frozenset({MentionKind.PLACE, MentionKind.FACILITY})
_WORD = r"[A-ZÀ-Þ](?:[\w-]|['’](?!s\b))*\w"
_NAME = rf"(?P<name>{_WORD}(?:[ -](?:(?:de|del|da|do|la|al|el|bin)[ -])?{_WORD}){{0,3}})"
_PEOPLE = frozenset({MentionKind.POST, MentionKind.PERSON, MentionKind.GROUP, MentionKind.ANONYMOUS})
_NAME_BEHIND = re.compile(rf"[^A-ZÀ-Þ]* (?:of|in|at|near) (?:the )?{_NAME}")
_NAME_BEFORE = re.compile(rf"(?:[Tt]he |[Nn]earby |{_WORD}['’]s )?{_NAME} (?P<kind>[a-z]+(?: [a-z]+)?)")
_OF = re.compile(rf" (?:in and around|of) (?:the (?:village|town|city) of )?{_NAME}(?![\w’'])")
_APPOSED = re.compile(rf", {_NAME}(?=[,.;:]|\s+(?:in|on|near|at|before|after|and|late|early)\b|$)")
_EXPLAINED = re.compile(rf"{_NAME}, $")
_WAY_TO = re.compile(
    r"(?:in the direction of|on (?:the|its|their|his|her) way (?:to|from)|bound for|head(?:ed|ing) (?:for|to|towards?)"
    r"|en route to|not far from|[Aa]way from|km from|miles from|kilomet(?:re|er)s from)\s+(?:the\s+)?$"
)
_DATELINE_ENDS = re.compile(r"(?:, [A-Z][\w. ]{0,20})?(?: \([^)]{1,60}\))?(?: [—–]|:) ")
_SIDE_OF = re.compile(r"\b(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? of (?:the )?$", re.I)
# Where the wounded are taken to and die: "succumbed to his wounds in a clinic in Tessaro".
_IN_CARE = re.compile(
    r"\b(?:died|dies|succumbed|treated|taken|rushed|admitted|transferred|flown|evacuated|recovering)\b[^.;:]{0,60}?"
    r"\b(?:in|at|to) "
    r"(?:(?:a|an|the|one|two)\s+)?(?:[\w-]+\s+)?(?:hospitals?|clinics?|infirmary|medical cent(?:er|re))"
    r"\s+(?:in|of|at)\s+(?:the\s+)?$"
)
_FROM = re.compile(r"\bfrom (?:the )?$")
_TOWARDS = re.compile(r"\btowards?\s+(?:the\s+)?$")
_SHOOTS = frozenset(_WORDS["shooting"])
_STRIKES = frozenset(_WORDS["striking"])
_LEAVING = frozenset(_WORDS["leaving"])
_TRAVELLING = frozenset(_WORDS["travelling"])
_WAYS = frozenset({"from", "to", "across", "through", "over", "toward", "towards"})
# "*put* the number at nine", "*stood* by a toll of nine".
_COUNTING = re.compile(r"\s+(?:by\s+)?(?:the|a|its|their|his|her)\s+(?:\w+\s+)?(?:number|toll|figure|count|tally)\b")
_SPEAKING = SAYING | frozenset(_WORDS["speaking"])
# Of them what they saw is mostly told where they are.
_OF_THE_PLACE = frozenset(_WORDS["of_the_place"])
_WHERE = frozenset({"in", "at", "near", "outside", "on", "inside", "around", "into", "across", "against", "off"})
_SAYS_BEHIND = re.compile(
    r"\s+(?:claims?|claimed|says?|said|reports?|reported|announces?|announced|confirms?|confirmed|insists?|insisted"
    r"|states?|stated|alleges?|alleged)\b(?=[.,;”\"]|$)"
)
_SPEAKER_ENDS = re.compile(r"[;—–]|,? (?:adding|as|after|while|but|before|when|because)\b")


def name_sites(text: str, mentions: list[ReadMention]) -> dict[int, int]:
    """For each mention of a site or settlement by common nouns the one of its name: "the market of *Tessaro*", "the
    *Tessaro* area", "her village, *Tessaro*". A name that nobody found is put behind the others."""
    named: dict[int, int] = {}
    for number, mention in enumerate(tuple(mentions)):
        span = _name_of(text, mention) if mention.kind in _KINDS else None
        if span is None or span == mention.span:
            continue
        known = next((n for n, m in enumerate(mentions) if m.span == span and m.kind is MentionKind.PLACE), None)
        if known is None:
            known = len(mentions)
            mentions.append(ReadMention(span=span, kind=MentionKind.PLACE, score=0.8, basis="name of a site"))
        named[number] = known
    return named


def _name_of(text: str, mention: ReadMention) -> Span | None:
    start, end = mention.span.start, mention.span.end
    own = mention.span.of(text)
    words = own.split()
    if not own.islower():
        found = _NAME_BEHIND.fullmatch(own)
        if found is None and (found := _NAME_BEFORE.fullmatch(own)) and found["kind"] not in SETTLEMENTS | _SITES:
            return None
        return Span(start + found.start("name"), start + found.end("name")) if found else None
    if behind := _OF.match(text, end):
        return Span(behind.start("name"), behind.end("name"))
    if words[-1] not in SETTLEMENTS:
        return None
    if words[0] in {"a", "an", "the"} and (before := _EXPLAINED.search(text, max(0, start - 60), start)):
        return Span(before.start("name"), before.end("name"))
    if words[0] in {"his", "her", "their", "its", "our"} and (apposed := _APPOSED.match(text, end)):
        return Span(apposed.start("name"), apposed.end("name"))
    return None


class Spots:
    """Places by the clauses of a window; `named` as `name_sites` gives it."""

    def __init__(self, clauses: Clauses, named: dict[int, int]) -> None:
        self._clauses, self._named = clauses, named
        self._text, self._mentions = clauses.text, clauses.mentions

    def finest(self, place: int) -> int:
        """The name of a place, the first of those told one within the other: "in *Tessaro* in the Sumra region"; of
        "the town" what it stands for."""
        met: set[int] = set()
        found: int | None = place
        while found is not None and found not in met:
            place = found
            met.add(place)
            found = self._named.get(place)
            found = self._held_by(place) if found is None else found
        words = self._mentions[place].span.of(self._text).split()
        if len(words) == 2 and words[0] in {"the", "that", "this"} and words[1] in SETTLEMENTS:
            before = self.told_before(self._mentions[place].span.start)
            return place if before is None else before
        return place

    def _held_by(self, place: int) -> int | None:
        own = self._mentions[place].span
        inner = (n for n, other in enumerate(self._mentions) if is_told_within(self._text, other.span, own))
        return next((n for n in inner if self._mentions[n].kind is MentionKind.PLACE and not self._is_common(n)), None)

    def _is_common(self, mention: int) -> bool:
        return mention not in self._named and self._mentions[mention].span.of(self._text).islower()

    def told_before(self, at: int) -> int | None:
        """The named place that the words before tell last; None where they tell several in one sentence, or none."""
        sentence = next((s for s in self._clauses.sentences if s.start <= at < s.end), None)
        for one in reversed([s for s in self._clauses.sentences if sentence and s.start <= sentence.start]):
            found = [n for n in self._names() if one.start <= self._mentions[n].span.start < min(at, one.end)]
            fine = {self._mentions[self.finest(n)].span.of(self._text): self.finest(n) for n in found}
            if fine:
                return next(iter(fine.values())) if len(fine) == 1 else None
        return None

    def _names(self) -> Iterator[int]:
        for n, mention in enumerate(self._mentions):
            words = mention.span.of(self._text)
            is_name = mention.kind is MentionKind.PLACE and words[:1].isupper() and not words.isupper()
            if is_name and not _DATELINE_ENDS.match(self._text, mention.span.end):
                yield n

    def own(self, trigger: Span) -> int | None:
        """The place in the phrase of a noun for a deed: "the raid *on Tessaro*", "the *Tessaro* raid", "a massacre
        committed *in Tessaro*"."""
        scene = self._clauses.scene(trigger)
        if scene is None or verb_of(scene, trigger) is not None:
            return None
        a = scene.analysis
        chunk = next((n for n, c in enumerate(a.chunks) if a.tokens[c.head].span.overlaps(trigger)), None)
        if chunk is None or a.tags[a.chunks[chunk].head] not in {"NOUN", "PROPN"}:
            return None
        head = a.tokens[a.chunks[chunk].head].span
        for i in scene.inside(chunk):
            span = self._mentions[i].span
            if self._is_name(i) and (span.end == head.start - 1 or (span.within(trigger) and span.end < head.start)):
                return i
        phrases = [n for at, n in a.prepositional(chunk)[:3] if a.lowers[at] in _WHERE]
        phrases.extend(self._of_carrying(scene, chunk))
        for phrase in phrases:
            for i in (*scene.mentions_of(phrase), *scene.inside(phrase)):
                found = self.finest(i) if self._mentions[i].kind in _KINDS else i
                if self._is_name(found):
                    return found
                if self._mentions[i].kind is MentionKind.FACILITY and not self._is_common(i):
                    return None
        return None

    def _of_carrying(self, scene: Scene, chunk: int) -> Iterator[int]:
        """The phrases of place behind a participle that only carries the noun: "the raid *mounted in Tessaro*"."""
        a = scene.analysis
        number = a.verb_at[a.chunks[chunk].end] if a.chunks[chunk].end < len(a.tokens) else -1
        if number < 0 or a.verbs[number].lemma not in CARRYING:
            return
        stop = next((v.start for v in a.verbs[number + 1 :] if v.finite), len(a.tokens))
        for n, other in enumerate(a.chunks):
            word = a.lowers[other.start - 1] if other.start else ""
            if a.verbs[number].end <= other.start < stop and word in _WHERE:
                yield n

    def _is_name(self, mention: int) -> bool:
        one = self._mentions[mention]
        return one.kind is MentionKind.PLACE and one.span.of(self._text)[:1].isupper()

    def of_people(self, mention: int) -> int | None:
        """Where those live whom a mention names: "inhabitants *of Tessaro*"."""
        own = self._mentions[mention].span
        if own.of(self._text).split()[-1:][0].lower() not in _OF_THE_PLACE:
            return None
        for n, other in enumerate(self._mentions):
            if self._is_name(n) and self._text[own.end : other.span.start] in {" of ", " from "}:
                return self.finest(n)
        return None

    def there(self, trigger: Span) -> int | None:
        """What "there" stands for behind the verb of a deed: "nine were killed *there*"."""
        scene = self._clauses.scene(trigger)
        number = verb_of(scene, trigger) if scene is not None else None
        if scene is None or number is None:
            return None
        a = scene.analysis
        end = a.verbs[number].end
        for at in range(end, min(end + 3, len(a.tokens))):
            if a.lowers[at] == "there" and a.verb_at[min(at + 1, len(a.tokens) - 1)] != at + 1:
                return self.told_before(a.tokens[a.verbs[number].start].span.start)
        return None

    def may_hold(self, trigger: Span, place: int) -> bool:
        """False for a place of something else in the sentence: where a speaker sits, where somebody came from or goes,
        whose side it is."""
        span = self._mentions[place].span
        scene = self._clauses.scene(span)
        if _IN_CARE.search(self._text[max(0, span.start - 120) : span.start]):
            return False
        if scene is None or scene is not self._clauses.scene(trigger):
            return scene is None or not _SIDE_OF.search(self._text[max(0, span.start - 30) : span.start])
        before = self._text[max(scene.analysis.span.start, span.start - 40) : span.start]
        words = trigger.of(self._text).casefold().split()
        if _FROM.search(before) and _STRIKES.intersection(words):
            return False
        if _WAY_TO.search(before) or self._text[span.end : span.end + 5] == " side":
            return False
        if _TOWARDS.search(before) and not _SHOOTS.intersection(words):
            return False
        return not (self._is_left(scene, trigger, span) or self._is_of_speaker(scene, trigger, span))

    def _is_left(self, scene: Scene, trigger: Span, span: Span) -> bool:
        """True for "lorries that had left *Tessaro*", "men who had come across *the Sumra*"."""
        a = scene.analysis
        chunk = next((n for n, c in enumerate(a.chunks) if c.span.start <= span.start < c.span.end), None)
        if chunk is None:
            return False
        at = a.chunks[chunk].preposition
        for number, verb in enumerate(a.verbs):
            if verb.span.overlaps(trigger):
                continue
            if chunk in a.objects[number] and verb.lemma in _LEAVING:
                return True
            if at is not None and verb.end == at and a.lowers[at] in _WAYS and verb.lemma in _TRAVELLING:
                return True
        return False

    def _is_of_speaker(self, scene: Scene, trigger: Span, span: Span) -> bool:
        if _SAYS_BEHIND.match(self._text, span.end):
            a = scene.analysis
            outer = [c for c in a.chunks if c.span.end <= span.start]
            return trigger.end <= span.start and bool(outer) and a.lowers[outer[-1].head] not in _OF_THE_PLACE
        return any(
            start <= span.start < end and not start <= trigger.start < end
            for start, end in self._speakers(scene, trigger)
        )

    def _speakers(self, scene: Scene, trigger: Span) -> Iterator[tuple[int, int]]:
        """The stretches that tell who speaks: "*a nurse at the clinic, Alba Ruiz*, said"."""
        a = scene.analysis
        for number, verb in enumerate(a.verbs):
            if verb.lemma not in _SPEAKING or not verb.finite or verb.span.overlaps(trigger):
                continue
            if verb.lemma in {"put", "stand"} and not _COUNTING.match(self._text, verb.span.end):
                continue
            subject = a.subjects[number]
            if subject is not None and a.chunks[subject].end <= verb.start and not _is_between(a, subject, verb.start):
                first = self._with_apposed(scene, subject)
                if a.lowers[a.chunks[first].head] not in _OF_THE_PLACE:
                    yield a.chunks[first].span.start, verb.span.start
            elif self._text[a.span.start : verb.span.start].rstrip().endswith((",", "”", '"')):
                stop = _SPEAKER_ENDS.search(self._text, verb.span.end, a.span.end)
                yield verb.span.end, stop.start() if stop else a.span.end
        for match in re.finditer(r"\b[Aa]ccording to ", self._text[a.span.start : a.span.end]):
            begin = a.span.start + match.end()
            rest = self._text[begin : a.span.end]
            comma = rest.rfind(", ", 0, 160) if begin - a.span.start < 20 else -1
            stop = _SPEAKER_ENDS.search(rest)
            yield begin, begin + (comma if comma > 0 else stop.start() if stop else len(rest))

    def _with_apposed(self, scene: Scene, subject: int) -> int:
        """The first chunk of a speaker told twice: "*a nurse* at the clinic, *Alba Ruiz*,"."""
        a = scene.analysis
        start = a.chunks[subject].start
        if start < 2 or a.tokens[start - 1].text != ",":
            return subject
        first = next((at for at in range(start - 2, -1, -1) if a.tokens[at].text == ","), -1) + 1
        if any(a.verb_at[at] >= 0 for at in range(first, start)):
            return subject
        found = next((n for n, c in enumerate(a.chunks) if c.start >= first and c.start < start), None)
        if found is None or a.chunks[found].preposition is not None:
            return subject
        head = a.chunks[found].head
        is_somebody = scene.kind_of(found) in _PEOPLE or people.kind_of_noun(a.lowers[head], "") in _PEOPLE
        return found if is_somebody or people.is_post(a, head) else subject


def _is_between(a: SentenceAnalysis, chunk: int, verb: int) -> bool:
    """True where another verb with a tense stands between a chunk and a token."""
    return any(v.finite and a.chunks[chunk].end <= v.start and v.end <= verb for v in a.verbs)
