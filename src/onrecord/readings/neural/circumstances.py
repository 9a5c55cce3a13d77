"""When and where a happening was, as the words of its sentence tell or rule out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord import lexicons
from onrecord.model.mentions import MentionKind
from onrecord.model.spans import Span
from onrecord.readings.neural.clauses import SAYING, Clauses, verb_of
from onrecord.readings.roles import is_length
from onrecord.readings.scenes import ACTORS, Scene
from onrecord.text.marks import RELATIVES, SUBORDINATORS
from onrecord.text.timewords import SETS

# What words are put in: "said in a statement *on Monday*".
_WRITINGS = frozenset(
    ["statement", "interview", "message", "video", "briefing", "release", "post", "report", "communique", "communiqué",
     "letter", "bulletin", "broadcast", "speech", "conference", "newspaper", "edition", "tweet", "press", "newsletter"]
)  # fmt: skip
# What is counted of a deed and grows after it: "the death *toll* from the raid rose on Monday".
_COUNTS = frozenset(["toll", "tolls", "number", "count", "tally", "figure", "total"])
_GROWING = re.compile(
    r"\b(?:rose|risen|rises|climbed|climbs|mounted|grew|grown|jumped|reached|reaches|stood|stands|went\s+up|gone\s+up"
    r"|increased|doubled|passed|hit|has\s+been|was\s+(?:put|revised|raised|corrected)|now)\b"
)
_PARTS = re.compile(r"[:;]\s|\s[—–]\s")
# Verbs for what is done about a deed: their day is not the deed's.
_ABOUT = frozenset(
    ["condemn", "denounce", "blame", "attribute", "mourn", "criticise", "criticize", "deplore", "describe", "bury",
     "commemorate", "discuss", "reject", "dispute", "investigate", "revise", "correct", "withdraw", "mark", "identify"]
)  # fmt: skip
# Words for the time in which something is told.
_NOW = frozenset(["now", "currently", "so far", "to date", "at present", "presently"])
# Saying so is doing it.
_PERFORMS = frozenset(["announce", "declare"])
# What parts a happening from what is told beside it.
_PARTED = frozenset({*SUBORDINATORS, *RELATIVES, ";", ":", "—", "–", "since", "until", "by", "ahead", "against"})
# What stands between an owner in time and the noun: "Tuesday*'s deadly* attack"; "Tuesday" may hold its own "'s".
_OWNED = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,3}")
# "*May, when the clinic was* shelled".
_WHEN = re.compile(r", when (?:[\w’'-]+ ){0,6}")
_DURING = frozenset({"in", "during", "at", "by", "from"})


_OPENING = len("Early on ")
# Participles that only carry the noun before them: "the raid mounted on Monday".
CARRYING = frozenset(lexicons.load("placewords")["carrying"])


class Circumstances:
    """Days by the clauses of a window."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._text = clauses.text
        self._mentions = clauses.mentions

    def day_of(self, trigger: Span) -> int | None:
        """The time that the phrase of a happening bears: "*Tuesday's* attack", "killed in *Tuesday's* attack"."""
        scene = self._clauses.scene(trigger)
        if scene is None:
            return None
        a = scene.analysis
        for n, mention in enumerate(self._mentions):
            between = self._text[mention.span.end : trigger.start]
            if mention.kind is MentionKind.TIME and mention.span.end <= trigger.start and _OWNED.fullmatch(between):
                return n
        verb = verb_of(scene, trigger)
        told = self.dated_by_when(trigger)
        if told is not None:
            return told
        if verb is None:
            carried = self._day_of_carrying(scene, trigger)
            if carried is not None:
                return carried
            own = next((n for n, c in enumerate(a.chunks) if a.tokens[c.head].span.overlaps(trigger)), None)
            own = own if own is not None else next((n for n, c in enumerate(a.chunks) if trigger.within(c.span)), None)
            return None if own is None else self._day_in(a.chunks[own].span)
        subject = a.subjects[verb]
        if subject is not None and not any(scene.mentions[m].kind in ACTORS for m in scene.mentions_of(subject)):
            day = self._day_in(a.chunks[subject].span)
            if day is not None:
                return day
        return next(self._days_by_clause(scene, verb), None)

    def dated_by_when(self, trigger: Span) -> int | None:
        """The time that a clause tells more of: "it stayed until *May, when* it was shelled". What has a time of its
        own happened."""
        scene = self._clauses.scene(trigger)
        if scene is None or verb_of(scene, trigger) is None:
            return None
        for n, mention in enumerate(self._mentions):
            between = self._text[mention.span.end : trigger.start]
            if mention.kind is MentionKind.TIME and mention.span.end < trigger.start and _WHEN.fullmatch(between):
                return n
        return None

    def _day_of_carrying(self, scene: Scene, trigger: Span) -> int | None:
        """The day behind a participle that only carries the noun: "a massacre committed in the town *on Monday*"."""
        a = scene.analysis
        end = next((n for n, token in enumerate(a.tokens) if token.span.start >= trigger.end), None)
        number = a.verb_at[end] if end is not None else -1
        if number < 0 or a.verbs[number].lemma not in CARRYING:
            return None
        stop = next((v.span.start for v in a.verbs[number + 1 :] if v.finite), a.span.end)
        stop = min([stop, *(t.span.start for t in a.tokens[a.verbs[number].end :] if t.text in {",", ";", ":"})])
        within = Span(a.verbs[number].span.end, max(stop, a.verbs[number].span.end))
        found = (n for n, m in enumerate(self._mentions) if m.kind is MentionKind.TIME and m.span.within(within))
        return next((n for n in found if not _is_owner(self._text, self._mentions[n].span)), None)

    def _days_by_clause(self, scene: Scene, verb: int) -> Iterator[int]:
        """The days of what it was done in: "killed *in Monday's raid*", "*Monday's raid, in which* nine died"."""
        a = scene.analysis
        start, stop = a.verbs[verb].end, scene.reach(verb)
        for chunk in a.chunks:
            word = a.lowers[chunk.preposition] if chunk.preposition is not None else ""
            if start <= chunk.start < stop and word in {"in", "during", "at"} and a.lowers[chunk.head] not in _WRITINGS:
                day = self._day_in(chunk.span)
                if day is not None:
                    yield day
        for at in range(a.verbs[verb].start - 1, 0, -1):
            if a.lowers[at - 1 : at + 1] in {("in", "which"), ("during", "which")}:
                before = [c for c in a.chunks if c.end <= at - 1]
                days = [d for c in before[-3:] if (d := self._day_in(c.span)) is not None]
                yield from days[-1:]
                return

    def _day_in(self, phrase: Span) -> int | None:
        """The day that owns what a phrase names."""
        for n, mention in enumerate(self._mentions):
            if mention.kind is not MentionKind.TIME or not phrase.start <= mention.span.start < phrase.end:
                continue
            if _is_owner(self._text, mention.span) and mention.span.end + 2 < phrase.end:
                return n
        return None

    def may_date(self, trigger: Span, time: int) -> bool:
        """False for a time that says how often, or when something else was: the words, the count, the talk
        of it, what another part of the sentence tells."""
        span = self._mentions[time].span
        scene = self._clauses.scene(span)
        if scene is None or scene is not self._clauses.scene(trigger):
            return True
        words = " ".join(span.of(self._text).casefold().split())
        if words in SETS or words in _NOW:
            return False
        if _is_owner(self._text, span):
            return self._is_owned(scene, trigger, span)
        return not (
            self._dates_saying(scene, trigger, span)
            or self._dates_main_clause(scene, trigger, span)
            or self._dates_count(scene, trigger, span)
            or self._is_apart(scene, trigger, span)
        )

    def _is_owned(self, scene: Scene, trigger: Span, time: Span) -> bool:
        """True where what a day owns is the deed or what it was done in, not what it was done after or about."""
        a = scene.analysis
        for n, chunk in enumerate(a.chunks):
            if chunk.span.start <= time.start < chunk.span.end:
                word = a.lowers[chunk.preposition] if chunk.preposition is not None else ""
                verb = verb_of(scene, trigger)
                is_subject = verb is not None and a.subjects[verb] == n
                return trigger.overlaps(chunk.span) or is_subject or word in _DURING
        return True

    def _dates_saying(self, scene: Scene, trigger: Span, time: Span) -> bool:
        """True for "said *on Monday*", "told reporters in a statement *on Monday*": the day of the words."""
        a = scene.analysis
        for n, verb in enumerate(a.verbs):
            if (
                verb.lemma not in SAYING | _ABOUT
                or not verb.finite
                or verb.span.overlaps(trigger)
                or time.start < verb.span.end
            ):
                continue
            if trigger.start >= verb.span.end and trigger.end <= time.start:
                continue
            between = [c for c in a.chunks if verb.span.end <= c.span.start and c.span.end <= time.start]
            told_to = verb.lemma in {"tell", "inform"}
            if any(v.start > n and verb.end <= v.start and v.span.end <= time.start for v in a.verbs):
                continue
            if verb.lemma in _PERFORMS or self._is_own_deed(scene, trigger):
                continue
            if self._text[verb.span.end : time.start].strip(" ") in {"", "on"} or (
                between
                and len(self._text[verb.span.end : time.start]) < 60
                and all(
                    a.lowers[c.head] in _WRITINGS or (told_to and c in [a.chunks[o] for o in a.objects[n]])
                    for c in between
                )
            ):
                return True
        return False

    def _is_own_deed(self, scene: Scene, trigger: Span) -> bool:
        """True for "said on Monday *it* had struck": news of a deed of one's own, of that day as it is told."""
        number = verb_of(scene, trigger)
        subject = scene.analysis.subjects[number] if number is not None else None
        return subject is not None and scene.is_pronoun(subject)

    def opening_day(self, trigger: Span) -> int | None:
        """The time that opens the sentence of a verb, nothing else told between: "*On Sunday* soldiers moved in"."""
        scene = self._clauses.scene(trigger)
        number = verb_of(scene, trigger) if scene is not None else None
        if scene is None or number is None or not scene.analysis.verbs[number].finite:
            return None
        start = scene.analysis.span.start
        for n, mention in enumerate(self._mentions):
            opens = mention.kind is MentionKind.TIME and start <= mention.span.start <= start + _OPENING
            if opens and not is_length(scene, n) and self.is_beside(trigger, n) and self.may_date(trigger, n):
                return n
        return None

    def is_beside(self, trigger: Span, circumstance: int) -> bool:
        """True where nothing else is told between a happening and a time or place of its sentence."""
        span = self._mentions[circumstance].span
        scene = self._clauses.scene(span)
        if scene is None or scene is not self._clauses.scene(trigger):
            return False
        a = scene.analysis
        low, high = sorted((trigger, span))
        between = [t.lower for t in a.tokens if low.end <= t.span.start and t.span.end <= high.start]
        verbs = [v for v in a.verbs if v.finite and low.end <= v.span.start and v.span.end <= high.start]
        return not verbs and not _PARTED.intersection(between)

    def _dates_main_clause(self, scene: Scene, trigger: Span, time: Span) -> bool:
        """True for "they mourned *on Friday* the men *who* were shot": the day of what is told of those men."""
        a = scene.analysis
        number = verb_of(scene, trigger)
        if number is None or time.start >= trigger.start:
            return False
        first = a.verbs[number].start
        relative = next((at for at in range(first - 1, max(-1, first - 3), -1) if a.lowers[at] in RELATIVES), None)
        if relative is None or a.tokens[relative].span.start < time.end:
            return False
        end = a.tokens[relative].span.start
        between = [v for v in a.verbs if v.finite and time.end <= v.span.start and v.span.end <= end]
        is_cleft = any(a.lowers[v.start - 1] == "it" and v.lemma == "be" for v in between if v.start)
        return bool(between) and not is_cleft

    def _dates_count(self, scene: Scene, trigger: Span, time: Span) -> bool:
        """True for "the toll of the raid rose *on Monday*": when it was counted."""
        a = scene.analysis
        if time.start < trigger.end:
            return False
        counts = any(a.lowers[c.head] in _COUNTS and c.span.end <= trigger.start for c in a.chunks)
        return counts and bool(_GROWING.search(self._text, trigger.end, time.start))

    def _is_apart(self, scene: Scene, trigger: Span, span: Span) -> bool:
        """True where a mark stands between that parts two sentences in one, each with a verb of its own."""
        a = scene.analysis
        low, high = sorted((trigger, span))
        for match in _PARTS.finditer(self._text, low.end, high.start):
            sides = [
                [v for v in a.verbs if v.finite and v.span.end <= match.start()],
                [v for v in a.verbs if v.finite and v.span.start >= match.end()],
            ]
            if all(sides):
                return True
        return False


def _is_owner(text: str, time: Span) -> bool:
    """True for "*Tuesday*'s"."""
    return text[time.end : time.end + 2] in ("'s", "’s") or text[time.start : time.end].endswith(("'s", "’s"))
