"""Happenings in a sentence: verbs, phrases and nouns of the event lexicon, with who acts and who receives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.model.spans import Span
from onrecord.readings.inventory import GAP, NounFrame, VerbFrame, base_forms, noun_frames, verb_frames
from onrecord.readings.scenes import ACTORS, Scene
from onrecord.text import countries
from onrecord.text.marks import DATIVE
from onrecord.text.verbgroups import counted_noun

_PREPOSITIONS = frozenset(
    {
        "on", "upon", "to", "with", "of", "for", "from", "into", "against", "at", "over", "in", "off", "out", "up",
        "down", "back", "by", "through", "about", "away", "behind", "after", "between", "around", "along", "across",
        "toward", "towards", "onto", "under", "near",
    }
)  # fmt: skip
_WITHOUT_ROLES = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.RETREAT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A trigger with its roles as chunks of its sentence. `verb` is its verb group, None for a noun."""

    scene: int
    start: int
    end: int
    event_type: EventType
    mode: str | None
    verb: int | None
    frame: VerbFrame | NounFrame
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    after: int = 0  # the token at which what follows the trigger begins
    score: float = 0.8
    basis: str = ""
    owners: tuple[tuple[int, str], ...] = field(default=())  # mentions before a noun, with the role they fill

    def span(self, scene: Scene) -> Span:
        """The characters of the trigger."""
        return scene.analysis.span_of(self.start, self.end)


def in_sentence(scene: Scene) -> list[Happening]:
    """The happenings of a sentence in order of their triggers; verbs first where a noun only repeats them."""
    if not scene.told:
        scene.told.append(tuple(_found(scene)))
    return list(scene.told[0])


def _found(scene: Scene) -> list[Happening]:
    verbs = [h for number in range(len(scene.analysis.verbs)) if (h := _of_verb(scene, number)) is not None]
    nouns = [h for h in _nouns(scene) if not any(v.start <= h.end - 1 < v.after for v in verbs)]
    return sorted([*verbs, *nouns], key=lambda h: h.start)


# Verbs


def _of_verb(scene: Scene, number: int) -> Happening | None:
    verb = scene.analysis.verbs[number]
    if scene.analysis.tags[verb.head] == "AUX" and verb.lemma != "be":
        return None
    lemma = verb.lemma if verb.lemma in verb_frames() else base_forms().get(scene.analysis.tokens[verb.head].lower, "")
    frames = verb_frames().get(lemma, ())
    after = _stems(scene.analysis.lowers[verb.end :]) if frames else frozenset()
    for frame in frames:
        if any(part != GAP and after.isdisjoint(part) for part in frame.pattern):
            continue
        found = _matched(scene, number, frame)
        if found is not None:
            return found
    return None


def _stems(words: Sequence[str]) -> frozenset[str]:
    """The words, and those in "s" also without it: what a pattern may ask for."""
    return frozenset(words).union(word[:-1] for word in words if word.endswith("s"))


def _matched(scene: Scene, number: int, frame: VerbFrame) -> Happening | None:
    verb = scene.analysis.verbs[number]
    if frame.negated and not verb.negated:
        return None
    if (frame.past and not (verb.form == "VBD" or verb.perfect)) or (frame.asks and not _asks(scene, number)):
        return None
    followed = _follow(scene, verb.end, frame.pattern)
    if followed is None:
        return None
    end, gap = followed
    objects = _objects(scene, number, frame, end, gap)
    if not _fits(scene, number, frame, end, objects):
        return None
    stretch = end if frame.pattern and GAP not in frame.pattern and end - verb.head <= 6 else verb.head + 1
    while stretch > verb.head + 1 and scene.analysis.tokens[stretch - 1].lower in _PREPOSITIONS:
        stretch -= 1
    found = Happening(
        scene=scene.number,
        start=verb.head,
        end=stretch,
        event_type=frame.event_type,
        mode=frame.mode,
        verb=number,
        frame=frame,
        objects=objects,
        after=end,
        basis=f"verb: {frame.phrase}",
        score=0.9 if frame.is_narrow or frame.pattern else 0.8,
    )
    return _with_roles(scene, found, frame, number)


def _follow(scene: Scene, at: int, pattern: Sequence[tuple[str, ...]]) -> tuple[int, int | None] | None:
    """The token past the words of a pattern, and where its gap begins; None where they do not stand there."""
    gap: int | None = None
    after_gap = False
    for place, part in enumerate(pattern):
        if part == GAP:
            gap, after_gap = at, True
            continue
        tight = part[0] in _PREPOSITIONS or part[0] in {"himself", "herself", "themselves"}
        allowed = 7 if after_gap else (1 if tight and place == 0 else 4)
        found = _next(scene, at, part, allowed, adverbs_only=tight and place == 0 and not after_gap)
        if found is None:
            return None
        at, after_gap = found + 1, False
    return at, gap


def _next(scene: Scene, at: int, words: tuple[str, ...], allowed: int, *, adverbs_only: bool) -> int | None:
    a = scene.analysis
    for index in range(at, min(at + allowed + 1, len(a.tokens))):
        lower = a.lowers[index]
        if lower in words or (lower.endswith("s") and lower[:-1] in words):
            return index
        if a.tags[index] in {"PUNCT", "SCONJ", "CCONJ"} or (a.verb_at[index] >= 0 and lower != "to"):
            return None
        if adverbs_only and a.tags[index] != "ADV":
            return None
    return None


def _objects(scene: Scene, number: int, frame: VerbFrame, end: int, gap: int | None) -> tuple[int, ...]:
    """The chunks of the deep object."""
    a = scene.analysis
    verb = a.verbs[number]
    if verb.passive and not _has_own_object(frame):
        subject = _undergoing(scene, number)
        return _joined(scene, subject) if subject is not None else ()
    if gap is not None:
        first = scene.chunk_from(gap)
        return _joined(scene, first) if first is not None and a.chunks[first].start < end else ()
    if not frame.pattern and a.objects[number]:
        return a.objects[number]
    counted = counted_noun(a.tokens, a.tags, end)
    if counted is not None and a.chunk_at[counted] >= 0:
        return _joined(scene, a.chunk_at[counted])
    first = scene.chunk_from(end)
    if first is None or _begins_clause(scene, first):
        return ()
    chunk = a.chunks[first]
    if chunk.preposition is not None and chunk.preposition >= end and not _is_measure(scene, chunk.preposition):
        return ()
    return _joined(scene, first)


def _undergoing(scene: Scene, number: int) -> int | None:
    """The subject of a passive verb; past an insertion, the chunk before it: "*nine people*, including two nurses, were
    killed", "*the man* who planned the robbery was shot"."""
    a = scene.analysis
    verb, subject = a.verbs[number], a.subjects[number]
    if subject is None:
        at = verb.start - 1
        comma = next((i for i in range(at - 1, 0, -1) if a.tokens[i].text == ","), 0)
        is_list = at > 0 and a.tokens[at].text == "," and scene.lowers(comma + 1, comma + 2) == ["including"]
        before = a.chunk_at[comma - 1] if is_list and comma else -1
        return before if before >= 0 else None
    if number and subject in a.objects[number - 1] and a.verbs[number - 1].finite:
        who = a.subjects[number - 1]
        start = a.verbs[number - 1].start
        if who is not None and scene.lowers(start - 1, start) in (["who"], ["which"], ["that"]):
            return who
    return subject


def _asks(scene: Scene, number: int) -> bool:
    """ "told them *to leave*", "wants *the troops out*" : an infinitive hangs on the verb."""
    a = scene.analysis
    for other in range(number + 1, len(a.verbs)):
        verb = a.verbs[other]
        if verb.finite or verb.start - a.verbs[number].end > 14:
            return False
        if verb.form == "VB" and a.tokens[verb.start].lower in {"to", "not"}:
            if verb.start == a.verbs[number].end and not a.verbs[number].passive:
                return a.verbs[number].lemma == "vow"
            return not any(word in {",", ";", "that"} for word in scene.lowers(a.verbs[number].end, verb.start))
    return False


def _is_measure(scene: Scene, preposition: int) -> bool:
    """ "*at* least", "*up to*", "more *than*": no preposition of place."""
    a = scene.analysis
    after = a.tokens[preposition + 1].lower if preposition + 1 < len(a.tokens) else ""
    before = a.tokens[preposition - 1].lower if preposition else ""
    word = a.tokens[preposition].lower
    return (
        (word == "at" and after in {"least", "most"})
        or (word in {"to", "than"} and before in {"up", "more", "fewer"})
        or counted_noun(a.tokens, a.tags, preposition) is not None
    )


def _has_own_object(frame: VerbFrame) -> bool:
    """ "were responsible for the killing of X", "carried out attacks": the phrase brings its object itself."""
    return frame.lemma == "be" or frame.kind in {"alone", "suffers", "gets"}


def _begins_clause(scene: Scene, chunk: int) -> bool:
    a = scene.analysis
    for number, verb in enumerate(a.verbs):
        if verb.finite and a.subjects[number] == chunk and verb.start >= a.chunks[chunk].end:
            between = scene.lowers(a.chunks[chunk].end, verb.start)
            return not any(word in {",", "who", "which", "that", "and"} for word in between)
    return False


def _joined(scene: Scene, chunk: int) -> tuple[int, ...]:
    return scene.analysis.joined(chunk)


def _fits(scene: Scene, number: int, frame: VerbFrame, end: int, objects: Sequence[int]) -> bool:
    """True where the words around the verb are such as the frame asks for."""
    a = scene.analysis
    stop = min(scene.reach(number), end + 9)
    near = scene.lowers(a.verbs[number].end, stop)
    if a.verbs[number].passive and a.subjects[number] is not None:
        chunk = a.chunks[a.subjects[number] or 0]
        near = [*scene.lowers(chunk.start, chunk.end), *near]
    if frame.wide:
        near = scene.lowers(0, len(a.tokens))
    text = f" {' '.join(near)} "
    barred = text if frame.wide or not objects else _up_to_a_setting(scene, number, end, stop, objects)
    if any(f" {word} " in barred for word in frame.blocks) or _is_contest(scene, frame, number, stop):
        return False
    if frame.needs or frame.needs_kinds:
        named = any(scene.kind_of(chunk) in frame.needs_kinds for chunk in objects)
        if not named and not any(f" {word} " in text for word in frame.needs):
            return False
    if frame.actor_needs and not _actor_is_among(scene, number, frame.actor_needs):
        return False
    return not frame.object_kinds or any(scene.kind_of(chunk) in frame.object_kinds for chunk in objects)


# Prepositions that bring where, when or after what: "killed twelve *at* a market".
_SETTINGS = frozenset(
    {
        "in", "at", "near", "outside", "inside", "during", "after", "before", "since", "amid", "ahead", "around", "on",
        "following", "when", "while", "as",
    }
)  # fmt: skip


def _up_to_a_setting(scene: Scene, number: int, end: int, stop: int, objects: Sequence[int]) -> str:
    """The words from the verb up to where its objects end and place or time begins; of a passive, also its subject's:
    what bars a meaning ("won the *match*") stands in what the verb is done to, not where it is done."""
    a = scene.analysis
    last = max(a.chunks[chunk].end for chunk in objects)
    own = scene.lowers(a.verbs[number].end, end)
    if a.verbs[number].passive:
        chunk = a.chunks[objects[0]]
        own = [*scene.lowers(chunk.start, chunk.end), *own]
        last = end
    setting = next((at for at in range(max(last, end), stop) if a.tokens[at].lower in _SETTINGS), stop)
    return f" {' '.join([*own, *scene.lowers(end, setting)])} "


_CONTESTS = frozenset(
    {
        "final", "finals", "semi-final", "semi-finals", "quarter-final", "quarter-finals", "cup", "league", "match",
        "penalties", "championship", "tournament", "friendly", "qualifier", "playoff", "play-off", "shoot-out",
        "election", "elections", "vote", "ballot", "polls", "court", "courts", "runoff", "run-off", "primary",
        "primaries", "olympics", "game", "derby",
    }
)  # fmt: skip
_RIVALRY = frozenset(
    {
        "beat", "defeat", "crush", "rout", "thrash", "maul", "hammer", "fight", "battle", "overpower", "batter",
        "pound", "topple", "vanquish", "whip", "edge", "overcome", "trounce", "clash",
    }
)  # fmt: skip
# Verbs of attack that also mean hard words, and where such words are spoken or written.
_BY_WORD = frozenset({"attack", "assault", "blast", "hammer", "hit", "lash", "savage", "strike", "pound", "batter"})
_SPEECHES = frozenset(
    {
        "speech", "interview", "address", "statement", "article", "tweet", "sermon", "column", "editorial", "letter",
        "essay", "debate", "broadcast", "remarks", "memoir", "podcast", "op-ed",
    }
)  # fmt: skip
_COURTS = frozenset({"court", "courts", "arbitration", "lawsuit", "filing"})
_SUING = frozenset({MentionKind.COMPANY, MentionKind.ORGANISATION, MentionKind.MEDIA})
_SCORE = re.compile(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])(?!\s*(?:people|men|women|[ap]\.?m))")


def _is_contest(scene: Scene, frame: VerbFrame, number: int, stop: int) -> bool:
    """ "beat Peru *3-1*", "defeated the mayor *in the election*", "fought the firm *in court*": nobody is harmed."""
    a = scene.analysis
    end = a.verbs[number].end
    if frame.event_type is not EventType.ASSAULT or end >= stop:
        return False
    if frame.lemma in _BY_WORD and _is_in(scene.lowers(end, stop), _SPEECHES):
        return True
    if frame.lemma in _BY_WORD and _is_in(scene.lowers(end, stop), _COURTS) and _between_firms(scene, number):
        return True
    if frame.lemma not in _RIVALRY:
        return False
    words = a.words(end, stop)
    if _SCORE.search(words):
        return True
    return _is_in(scene.lowers(end, stop), _CONTESTS)


def _between_firms(scene: Scene, number: int) -> bool:
    a = scene.analysis
    sides = (a.subjects[number], *a.objects[number])
    return any(chunk is not None and scene.kind_of(chunk) in _SUING for chunk in sides)


def _is_in(words: Sequence[str], settings: frozenset[str]) -> bool:
    return any(
        word in settings and {"in", "on", "at"} & set(words[max(0, at - 4) : at]) for at, word in enumerate(words)
    )


def _actor_is_among(scene: Scene, number: int, words: frozenset[str]) -> bool:
    a = scene.analysis
    verb = a.verbs[number]
    subject = a.subjects[number]
    chunks = a.agents[number] if verb.passive else (() if subject is None else (subject,))
    for chunk in chunks:
        if any(word in words for word in scene.lowers(a.chunks[chunk].start, a.chunks[chunk].end)):
            return True
        if f"<{scene.kind_of(chunk)}>" in words:
            return True
        stands_for = scene.antecedents.get(chunk)
        if stands_for is not None:
            text = scene.mentions[stands_for].span.of(a.text).lower().split()
            if any(word in words for word in text):
                return True
    return False


def _with_roles(scene: Scene, found: Happening, frame: VerbFrame, number: int) -> Happening | None:
    a = scene.analysis
    verb = a.verbs[number]
    subject = _subject(scene, number)
    own = _subjects(scene, subject) if subject is not None else ()
    stop = scene.reach(number)
    deep = (
        _own_agents(scene, number, found.event_type) if verb.passive and frame.kind not in {"suffers", "gets"} else own
    )
    brought = _brought(scene, found.after, stop, frame.to)
    actors, recipients = _placed(scene, frame, deep, found.objects, brought, stop, found.after)
    if not actors and not recipients and found.event_type not in _WITHOUT_ROLES:
        return None
    return replace(found, actors=tuple(dict.fromkeys(actors)), recipients=tuple(dict.fromkeys(recipients)))


def _subjects(scene: Scene, subject: int) -> tuple[int, ...]:
    """The chunks of a subject; of "the ministers of Chad, Niger and Togo" the three, each by its own minister."""
    a = scene.analysis
    row = [subject]
    while row[0] > 0 and a.chunks[row[0]].preposition != a.chunks[row[0]].start - 1:
        before = row[0] - 1
        gap = scene.lowers(a.chunks[before].end, a.chunks[row[0]].start)
        if not gap or not set(gap) <= {",", "and"}:
            break
        row.insert(0, before)
    first = row[0]
    if len(row) == 1:
        of = a.chunks[subject + 1] if subject + 1 < len(a.chunks) else None
        if of is None or of.preposition != a.chunks[subject].end:
            return _joined(scene, subject)
        row = [subject + 1, *(c for c in range(subject + 2, len(a.chunks)) if c in _joined(scene, subject + 1))]
        row = list(dict.fromkeys((*row, *(c for c in _joined(scene, subject) if c > subject))))
        first = row[0]
    preposition = a.chunks[first].preposition
    if preposition is None or a.tokens[preposition].lower != "of" or len(row) < 2:
        return _joined(scene, subject)
    outer = a.chunk_at[preposition - 1] if preposition else -1
    many = outer >= 0 and a.tokens[a.chunks[outer].head].lower in _SPOKESMEN
    bodies = all(scene.kind_of(chunk) in _REPRESENTED for chunk in row)
    return tuple(row) if many and bodies else _joined(scene, subject)


# Those through whom a state or body acts, many at once.
_SPOKESMEN = frozenset(
    {
        "ministers", "presidents", "leaders", "envoys", "ambassadors", "representatives", "delegations", "governments",
        "negotiators", "heads", "chiefs", "premiers", "diplomats", "officials", "kings", "chancellors", "delegates",
        "armies", "commanders", "emirs", "secretaries",
    }
)  # fmt: skip
_REPRESENTED = frozenset(
    {MentionKind.STATE, MentionKind.PLACE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.COMPANY}
)


def _own_agents(scene: Scene, number: int, event_type: EventType) -> tuple[int, ...]:
    """Who does what a passive verb tells; not "deployed to prevent attacks *by rebels*", whose attacks those are."""
    a = scene.analysis
    end = a.verbs[number].end
    kept = []
    for chunk in a.agents[number]:
        start = a.chunks[chunk].start
        by = a.chunks[chunk].preposition
        noun = a.chunk_at[by - 1] if by else -1
        others = noun >= 0 and any(
            f.event_type is not event_type for f in _frames_of(a.tokens[a.chunks[noun].head].lower)
        )
        if not others and not any(end <= verb.start < start for verb in a.verbs):
            kept.append(chunk)
    return tuple(kept)


def _indirect(scene: Scene, frame: VerbFrame, objects: Sequence[int]) -> tuple[int, ...]:
    """ "gave *the province* forty tents", "cut *Kenya's* aid": the object where it names somebody."""
    if frame.event_type is EventType.SANCTION:
        return tuple(objects)
    if frame.event_type is EventType.AID:
        return tuple(chunk for chunk in objects if scene.kind_of(chunk) in ACTORS)
    return ()


def _given_to(scene: Scene, frame: VerbFrame, after: int) -> int | None:
    """ "gave *Kenya* $5 million for the mission": who stands right behind the verb with the gift behind them receives,
    whatever a later "for" or "to" brings."""
    a = scene.analysis
    if frame.lemma not in DATIVE:
        return None
    first = scene.chunk_from(after)
    if first is None or scene.kind_of(first) not in ACTORS or first + 1 >= len(a.chunks):
        return None
    gift = a.chunks[first + 1]
    is_gift = gift.preposition is None and gift.joined_to is None and scene.kind_of(first + 1) not in ACTORS
    between = scene.lowers(a.chunks[first].end, gift.start)
    return first if is_gift and all(word in _AMOUNT_LEADS for word in between) else None


# Words of measure that may lead what is given.
_AMOUNT_LEADS = frozenset({"at", "least", "up", "to", "more", "than", "about", "some", "nearly", "over", "around", "$"})


def _subject(scene: Scene, number: int) -> int | None:
    """The subject; of a participle or second verb that has none of its own, that of the verb before it."""
    a = scene.analysis
    if a.subjects[number] is not None:
        return a.subjects[number]
    verb = a.verbs[number]
    inserted = verb.form == "VBG" and not any(other.finite for other in a.verbs[:number])
    if inserted and scene.lowers(verb.start - 1, verb.start) == [","] and verb.start > 1:
        before_comma = a.chunk_at[verb.start - 2]  # "*Norway*, taking control of the port, arrested"
        if before_comma >= 0 and a.chunks[before_comma].preposition is None:
            return before_comma
    if not number:
        return None
    gap = range(a.verbs[number - 1].end, verb.start)
    before = [a.tokens[t].lower for t in gap if a.tags[t] not in {"ADV", "PUNCT"}]
    if a.verbs[number - 1].end == verb.start or before[-1:] in (["and"], ["then"], ["but"]):
        return _subject(scene, number - 1)
    return None


def _placed(
    scene: Scene, frame: VerbFrame, deep: Sequence[int], objects: Sequence[int], brought: Sequence[int],
    stop: int, after: int,
) -> tuple[Sequence[int], Sequence[int]]:  # fmt: skip
    """Actor and recipient chunks by the kind of frame."""
    given = _given_to(scene, frame, after)
    if given is not None:
        return deep, (given,)
    if frame.kind == "alone":
        return deep, brought or (objects if frame.plans else ())
    if frame.kind == "blamed":
        return objects, brought
    if frame.kind == "suffers":
        return _brought(scene, after, stop, frame.by), deep
    if frame.kind == "gets":
        return _brought(scene, after, stop, frame.by) or (), deep
    if frame.kind == "hosts":
        return objects, deep
    if frame.kind == "mutual":
        return (*deep, *brought), ()
    if frame.over_object:
        return deep, brought or _indirect(scene, frame, objects)
    return deep, objects or brought


def _brought(scene: Scene, start: int, stop: int, prepositions: frozenset[str]) -> tuple[int, ...]:
    """The first chunk that one of the prepositions brings, with those joined to it."""
    first = next(scene.phrases(start - 1, stop, prepositions), None) if prepositions else None
    return _joined(scene, first) if first is not None else ()


# Nouns


def _nouns(scene: Scene) -> Iterator[Happening]:
    a = scene.analysis
    for number, chunk in enumerate(a.chunks):
        lower = a.tokens[chunk.head].lower
        if a.tokens[chunk.head].text in {"March", "Rally", "Hack"}:
            continue
        for frame in _frames_of(lower):
            if scene.lowers(chunk.head - len(frame.words) + 1, chunk.head) == list(frame.words[:-1]):
                yield of_noun(scene, number, frame)
                break


def _frames_of(lower: str) -> tuple[NounFrame, ...]:
    frames = noun_frames()
    if lower in frames:
        return frames[lower]
    if lower.endswith("ies") and lower[:-3] + "y" in frames:
        return frames[lower[:-3] + "y"]
    if lower.endswith("es") and lower[:-2] in frames:
        return frames[lower[:-2]]
    return frames.get(lower[:-1], ()) if lower.endswith("s") else ()


def of_noun(scene: Scene, number: int, frame: NounFrame) -> Happening:
    """The happening that a chunk tells by its noun, its roles where the frame has them."""
    a = scene.analysis
    chunk = a.chunks[number]
    actors: list[int] = []
    recipients: list[int] = []
    places = {"actor": actors, "actors": actors, "recipient": recipients}
    for preposition, other in _attached(scene, number):
        word = a.tokens[preposition].lower
        role = _role_of(frame, word)
        if role in places:
            places[role].extend(_joined(scene, other))
    start = chunk.head - len(frame.words) + 1
    owners = _owners(scene, number, start, frame)
    if not actors and not any(role == "actor" for _, role in owners):
        actors.extend(_whose_act(scene, number, frame))
    return Happening(
        scene=scene.number,
        start=start,
        end=chunk.head + 1,
        event_type=frame.event_type,
        mode=frame.mode,
        verb=None,
        frame=frame,
        actors=tuple(dict.fromkeys(actors)),
        recipients=tuple(dict.fromkeys(recipients)),
        owners=owners,
        after=chunk.end,
        basis=f"noun: {' '.join(frame.words)}",
        score=0.6,
    )


# Verbs that only lend a noun its tense: who begins an attack attacks.
_LIGHT = frozenset(
    {
        "begin", "start", "launch", "stage", "mount", "conduct", "carry", "lead", "resume", "continue", "intensify",
        "step", "wage", "commit", "perpetrate", "undertake", "make", "hold", "open", "order", "announce", "declare",
        "impose", "issue", "pay", "give", "offer", "end", "halt", "suspend", "complete", "finish", "extend", "voice",
        "express",
    }
)  # fmt: skip


def _whose_act(scene: Scene, number: int, frame: NounFrame) -> tuple[int, ...]:
    """Who acts in "*rebels* began their assault", "*the army* launched an offensive": the subject of a light verb."""
    a = scene.analysis
    governor = next((n for n in range(len(a.verbs)) if number in a.objects[n]), None)
    if governor is None or frame.owner not in {"actor", "actors"} or a.verbs[governor].passive:
        return ()
    own = a.tokens[a.chunks[number].start].lower in {"its", "their", "his", "her"}
    subject = a.subjects[governor]
    if subject is None or not (own or a.verbs[governor].lemma in _LIGHT):
        return ()
    return _joined(scene, subject)


def _role_of(frame: NounFrame, preposition: str) -> str:
    if preposition == "of":
        return frame.of
    if preposition in frame.together:
        return "actors"
    if preposition in frame.on:
        return "recipient"
    return "actor" if preposition in frame.by else "none"


def _attached(scene: Scene, number: int) -> Iterator[tuple[int, int]]:
    """The prepositional phrases that hang on a noun: those that follow one another directly."""
    a = scene.analysis
    at = a.chunks[number].end
    for other in range(number + 1, len(a.chunks)):
        chunk = a.chunks[other]
        if chunk.joined_to is not None and chunk.start - at <= 3:
            at = chunk.end
            continue
        if chunk.preposition is None or chunk.preposition != at:
            return
        yield chunk.preposition, other
        at = chunk.end


# Where something was done, before the noun for it: "the *airport* attack" is nobody's by the town's name.
_SITES = frozenset(
    {
        "airport", "hotel", "mosque", "church", "synagogue", "temple", "school", "market", "embassy", "hospital",
        "station", "port", "mall", "university", "college", "theatre", "theater", "concert", "stadium", "prison",
        "barracks", "checkpoint", "bridge", "metro", "subway", "bus", "train", "consulate", "nightclub", "restaurant",
        "cafe", "wedding", "beach", "square", "camp", "base",
    }
)  # fmt: skip


def _only_where(scene: Scene, number: int, start: int) -> bool:
    """ "the *Oslo* bombing": a capital or country right before the noun, not its owner ("Norway's raid")."""
    mention = scene.mentions[number]
    words = mention.span.of(scene.analysis.text)
    owned = scene.analysis.tokens[start - 1].lower in {"'s", "’s", "'", "’"} if start else False
    is_named = words in countries.capitals() or mention.basis in {"capital", "country"}
    return mention.kind is MentionKind.STATE and is_named and not owned and words not in {"US", "UK", "UN", "EU"}


def _owners(scene: Scene, number: int, start: int, frame: NounFrame) -> tuple[tuple[int, str], ...]:
    """Mentions before the noun inside its chunk that fill a role: "Israel's raid", "a Taliban attack"."""
    if frame.owner == "none":
        return ()
    a = scene.analysis
    if set(scene.lowers(a.chunks[number].start, start)) & _SITES:
        return ()
    limit = a.tokens[start].span.start
    kinds = ACTORS | {MentionKind.NATIONALITY}
    found = [i for i in scene.inside(number) if scene.mentions[i].span.end <= limit and scene.mentions[i].kind in kinds]
    if not found or (frame.event_type is EventType.ASSAULT and _only_where(scene, found[-1], start)):
        return ()
    role = "actor" if frame.owner in {"actor", "actors"} else "recipient"
    return tuple((i, role) for i in found[-1:])
