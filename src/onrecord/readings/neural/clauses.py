"""Happenings that only the model sees, by their clause: which words tell them, who does it and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from onrecord.model.claims import EventType, Stance
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention, ReadTrigger, Role
from onrecord.model.spans import Span
from onrecord.readings import links
from onrecord.readings.happenings import in_sentence, of_noun
from onrecord.readings.inventory import NounFrame
from onrecord.readings.neural.decoding import BASIS
from onrecord.readings.roles import filler, parties
from onrecord.readings.scenes import ACTORS, RECEIVERS, Scene
from onrecord.text.chunks import SentenceAnalysis, analyse
from onrecord.text.tagging import tagger

# Acts that several do with one another: "talks between", "a deal with".
TOGETHER = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
# Nouns whose "of" names who does it ("the withdrawal of troops"); of the rest it names to whom ("the arrest of").
_OWN_DOING = frozenset({EventType.RETREAT, EventType.PROTEST, EventType.REJECT, EventType.THREATEN})
# Tags of words that say nothing by themselves: these alone tell no happening and name nobody.
_EMPTY = frozenset({"DET", "ADP", "SCONJ", "CCONJ", "PART", "PUNCT", "AUX", "SYM", "X"})
# The commonest of such words, which the tagger's list of certain words leaves out.
_LITTLE = frozenset(
    {"of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "that", "is", "are", "was", "were"}
)
# "The *Sumra-claimed* raid": the word says whose deed it is.
_WHOSE = re.compile(r"\w-(?:claimed|led|backed|inspired|linked|sponsored|orchestrated|staged)$", re.I)
_BESIDE = 5  # characters between a verb and its time: " on "
# Verbs whose time is that of the words and not of the deed that they tell.
SAYING = frozenset(
    {"deny", "insist", "say", "tell", "claim", "announce", "state", "declare", "report", "add", "admit", "confirm"}
)
# Verbs whose subject is the one that it is done to, and those whose passive has it as subject.
_SUFFERING = frozenset({"die", "perish", "succumb", "drown", "bleed"})
_LIVES = frozenset({"life", "lives", "limb", "limbs"})
_HARMING = frozenset({"kill", "slay", "wound", "injure", "hurt", "behead", "martyr", "slaughter", "murder", "maim"})
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
# Verbs of claims of responsibility: "claimed the attack *on Wednesday*" leaves open which of the two the day is of.
_CLAIMING = frozenset({"claim", "admit", "acknowledge", "take", "assume", "accept"})
# What may stand before the noun of a happening and is no part of it: "Tuesday's attack".
_BEFORE_NOUNS = ACTORS | {MentionKind.TIME}
# A short form behind a name: "the Sumra League *(SL)*".
_SHORT_NAME = re.compile(r"(?<=\w)\s*\((?:the )?[A-Z][A-Za-z-]{1,9}\)$")
# What found mentions that are no names.
_NO_NAME = frozenset({BASIS, "head noun"})
# Words that a happening does not begin or end with.
_EDGES = frozenset(
    {"a", "an", "the", "its", "their", "his", "her", "and", "or",
     "'s", "’s", "'", "’", '"', "“", "”", "‘", ",", ".", "(", ")"}
)  # fmt: skip


# What is counted of those who die, and is nobody.
_COUNTED_ALONE = (["lives"], ["life"], ["toll"], ["injuries"])


class Clauses:
    """The sentences of a window with the mentions of both readers, each looked at once something of it is asked."""

    def __init__(self, text: str, sentences: Sequence[Span], mentions: Sequence[ReadMention]) -> None:
        self.text = text
        self._sentences = tuple(sentences)
        self.mentions = tuple(mentions)
        self._scenes: dict[int, Scene] = {}

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the window."""
        return self._sentences

    @cached_property
    def _stand(self) -> list[dict[int, int]]:
        return links.antecedents([analyse(self.text, s) for s in self._sentences], self.mentions)

    def scene(self, span: Span) -> Scene | None:
        """The sentence that a stretch stands in; None where it stands in no single one."""
        number = next((n for n, s in enumerate(self._sentences) if span.within(s)), None)
        if number is None:
            return None
        if number not in self._scenes:
            analysis = analyse(self.text, self._sentences[number])
            self._scenes[number] = Scene(number, analysis, self.mentions, self._stand[number])
        return self._scenes[number]

    def words_of(self, span: Span) -> Span | None:
        """The words of a stretch that tell a happening: without articles and marks at its ends, and without the name of
        whoever does it in front; None where nothing is left that could tell one."""
        scene = self.scene(span)
        if scene is None:
            return span
        a = scene.analysis
        inside = [n for n, token in enumerate(a.tokens) if token.span.overlaps(span)]
        named = [m.span for m in self.mentions if m.kind in _BEFORE_NOUNS and m.basis not in _NO_NAME]
        if not inside or any(span.within(name) for name in named) or all(_is_empty(a.tokens[n].text) for n in inside):
            return None
        while len(inside) > 1 and (a.lowers[inside[0]] in _EDGES or self._is_named(scene, inside, named)):
            inside = inside[1:]
        while len(inside) > 1 and a.lowers[inside[-1]] in _EDGES:
            inside = inside[:-1]
        return a.span_of(inside[0], inside[-1] + 1)

    def _is_named(self, scene: Scene, inside: Sequence[int], named: Sequence[Span]) -> bool:
        """True where a name stands first, with the noun that tells the happening behind it."""
        a = scene.analysis
        first, last = inside[0], inside[-1]
        is_name = any(a.tokens[first].span.within(name) and not a.tokens[last].span.within(name) for name in named)
        return is_name and a.chunk_at[first] == a.chunk_at[last]

    def is_verb(self, span: Span) -> bool:
        """True where a verb tells it."""
        scene = self.scene(span)
        return scene is not None and verb_of(scene, span) is not None

    def is_negated(self, span: Span) -> bool:
        """True where the verb that tells it stands under "not": "does not recognise"."""
        scene = self.scene(span)
        verb = verb_of(scene, span) if scene is not None else None
        return scene is not None and verb is not None and scene.analysis.verbs[verb].negated

    def name_in(self, span: Span) -> Span:
        """The stretch up to the verb with a tense that a name ran on into ("the ministry *suspects*"), or up to its
        short form in brackets ("the Sumra League *(SL)*")."""
        scene = self.scene(span)
        if scene is None:
            return span
        a = scene.analysis
        inside = [n for n, token in enumerate(a.tokens) if token.span.overlaps(span)]
        for n in inside[1:]:
            number = a.verb_at[n]
            # A bare form may be a noun for all the tagger says: "an army *post*".
            is_verb = number >= 0 and a.verbs[number].finite and a.verbs[number].form in {"VBZ", "VBD"}
            subject = a.subjects[number] if is_verb else None
            if subject is not None and a.verbs[number].start == n and a.chunks[subject].head in inside:
                return a.span_of(inside[0], n)
        bracket = _SHORT_NAME.search(span.of(self.text))
        if bracket:
            return Span(span.start, span.start + bracket.start())
        chunk = a.chunk_at[inside[-1]] if inside else -1
        if chunk >= 0 and inside[-1] < (head := a.chunks[chunk].head) and _goes_on(a, inside[-1], head):
            return Span(span.start, a.tokens[head].span.end)
        return span

    def owner(self, span: Span) -> int | None:
        """Whom "its" stands for: who does what the clause before tells ("the army denied that *its* ...")."""
        scene = self.scene(span)
        if scene is None:
            return None
        a = scene.analysis
        before = [n for n, v in enumerate(a.verbs) if v.finite and v.span.end <= span.start]
        subject = a.subjects[before[-1]] if before else None
        return filler(scene, subject, ACTORS) if subject is not None else None

    def names_nobody(self, span: Span) -> bool:
        """True for words that say nothing of whom they mean: an article, a preposition, "eighteen *lives*". A pronoun
        says something."""
        if span.of(self.text).casefold().split()[-1:] in _COUNTED_ALONE:
            return True
        scene = self.scene(span)
        if scene is None:
            return False
        a = scene.analysis
        return all(_is_empty(token.text) for token in a.tokens if token.span.overlaps(span))

    def dates_the_claiming(self, trigger: ReadTrigger, time: Span) -> bool:
        """True for "claimed responsibility for the attack *on Wednesday*": the day of the words or of the deed."""
        scene = self.scene(trigger.span)
        if scene is None:
            return False
        a = scene.analysis
        if time.end <= trigger.span.start:  # "claimed it *on Wednesday* and said that it had killed ..."
            said = [v for v in a.verbs if time.end <= v.span.start and v.span.end <= trigger.span.start]
            before = [v for v in a.verbs if v.lemma in SAYING and 0 <= time.start - v.span.end <= _BESIDE]
            goes_on = self.text[time.end :].lstrip(" ,").startswith("that ")
            return any(v.lemma in SAYING and v.finite for v in said) or bool(before and goes_on)
        if trigger.stance is not Stance.CLAIMS_RESPONSIBILITY or not _WEEKDAY.search(time.of(self.text)):
            return False
        claiming = [v for v in a.verbs if v.lemma in _CLAIMING and v.span.end <= trigger.span.start]
        between = [
            v for v in a.verbs if claiming and claiming[-1].span.end <= v.span.start and v.span.end <= time.start
        ]
        return bool(claiming) and not between

    def suffers(self, span: Span) -> bool:
        """True for the subject of "died" and its like, and of a passive that names no other doing of theirs: *eleven
        people* lost their lives, in which *23 people* died."""
        scene = self.scene(span)
        if scene is None:
            return False
        a = scene.analysis
        for number, verb in enumerate(a.verbs):
            subject = a.subjects[number]
            if subject is None or not any(a.tokens[a.chunks[c].head].span.within(span) for c in a.joined(subject)):
                continue
            lives = any(a.lowers[a.chunks[c].head] in _LIVES for c in a.objects[number])
            if (
                verb.lemma in _SUFFERING
                or (verb.lemma == "lose" and lives)
                or (verb.passive and verb.lemma in _HARMING)
            ):
                return True
        return False

    def says_whose(self, trigger: Span) -> Span | None:
        """The phrase of a noun that says itself whose deed it is ("the *Sumra-claimed* raid"); None for others."""
        scene = self.scene(trigger)
        if scene is None or verb_of(scene, trigger) is not None:
            return None
        a = scene.analysis
        last = next((n for n in reversed(range(len(a.tokens))) if a.tokens[n].span.overlaps(trigger)), None)
        if last is None:
            return None
        before = [n for n in range(max(0, last - 4), last) if _WHOSE.search(a.tokens[n].text)]
        return a.span_of(before[0], last + 1) if before else None

    def parties(self, trigger: Span, event_type: EventType) -> list[tuple[Role, int]]:
        """Who acts and who receives by the clause of the trigger; none where its grammar does not tell.

        The subject acts and the object receives; in the passive the subject receives and the agent acts. A noun has
        them before it ("the army's raid") and in phrases behind it ("raid by ... on ...").
        """
        scene = self.scene(trigger)
        if scene is None:
            return []
        verb = verb_of(scene, trigger)
        actors, recipients = _by_noun(scene, trigger, event_type) if verb is None else _by_verb(scene, verb)
        found = [(Role.ACTOR, m) for m in actors]
        found.extend((Role.RECIPIENT, m) for m in recipients if m not in actors)
        return found


def _goes_on(a: SentenceAnalysis, last: int, head: int) -> bool:
    """True where a name was cut in the middle: "the", "northeastern" of "northeastern Syria"."""
    return a.tags[last] in {"DET", "ADJ"} and all(
        a.tags[n] in {"NOUN", "PROPN", "ADJ"} for n in range(last + 1, head + 1)
    )


def _is_empty(word: str) -> bool:
    """True for a mark, and for a word that only ever has a tag of those that say nothing: of rarer words the tagger is
    not sure enough. "IS" and "US" are no such words."""
    small = word.lower()
    if small != word and word.isupper() and len(word) > 1:
        return False
    return not any(c.isalnum() for c in word) or small in _LITTLE or tagger().certain.get(small) in _EMPTY


def verb_of(scene: Scene, trigger: Span) -> int | None:
    """The verb group whose head stands in the trigger, else one that it overlaps."""
    a = scene.analysis
    inside = {n for t, n in enumerate(a.verb_at) if n >= 0 and a.tokens[t].span.overlaps(trigger)}
    heads = {n for n in inside if a.tokens[a.verbs[n].head].span.overlaps(trigger)}
    return min(heads or inside, default=None)


def _by_verb(scene: Scene, number: int) -> tuple[list[int], list[int]]:
    a = scene.analysis
    subject = a.subjects[number]
    subjects = a.joined(subject) if subject is not None else ()
    doers, done = (a.agents[number], subjects) if a.verbs[number].passive else (subjects, a.objects[number])
    return _fillers(scene, doers, ACTORS), _fillers(scene, done, RECEIVERS)


def _fillers(scene: Scene, chunks: Sequence[int], kinds: frozenset[MentionKind]) -> list[int]:
    found = (filler(scene, chunk, kinds) for chunk in chunks)
    return list(dict.fromkeys(m for m in found if m is not None))


def _by_noun(scene: Scene, trigger: Span, event_type: EventType) -> tuple[list[int], list[int]]:
    a = scene.analysis
    chunk = next((n for n, c in enumerate(a.chunks) if a.tokens[c.head].span.overlaps(trigger)), None)
    if chunk is None or a.tags[a.chunks[chunk].head] not in {"NOUN", "PROPN"}:
        return [], []
    frame = _frame(a.tokens[a.chunks[chunk].head].lower, event_type)
    if any(a.tokens[at].lower in frame.on for at, _ in a.prepositional(chunk)):
        frame = replace(frame, of="actor")  # "the operation of the army against ..."
    happening = of_noun(scene, chunk, frame)
    return parties(scene, happening, in_sentence(scene))


def _frame(word: str, event_type: EventType) -> NounFrame:
    """Where the roles of a noun of this type usually stand."""
    together = event_type in TOGETHER
    own = event_type in _OWN_DOING
    return NounFrame(
        words=(word,),
        event_type=event_type,
        mode=None,
        owner="actors" if together else "actor",
        of="actors" if together else "actor" if own else "recipient",
        on=frozenset() if together else frozenset({"on", "against", "upon", "at"}),
        by=frozenset({"by"}),
        together=frozenset({"with", "between", "among"}) if together else frozenset(),
    )
