"""How a text puts a happening: as done, under way, planned, possible, denied, alleged, or not as a happening at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.readings.happenings import Happening
from onrecord.readings.inventory import VerbFrame, sign_words
from onrecord.readings.scenes import Scene

# Acts of speech that carry what they are about: what is demanded, refused, threatened or promised is no claim.
CARRIERS = frozenset(
    {EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE, EventType.CONCEDE}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """How a happening is put. `carrier` is the verb group of the speech act that it only is the content of;
    `doer` the verb group whose object (an accused) or subject (a denier) acts in it."""

    factuality: Factuality
    stance: Stance | None = None
    background: bool = False
    coded: bool = True
    carrier: int | None = None
    doer: tuple[int, str] | None = None
    reason: str = ""


def put(scene: Scene, happening: Happening, types: dict[int, EventType]) -> Put:
    """How the sentence puts the happening. `types` gives the event type of each verb group that is a trigger."""
    if scene.analysis.tokens and scene.analysis.tokens[-1].text == "?":
        return _uncoded("a question")
    if happening.verb is None:
        return _noun_put(scene, happening, types)
    how = _verb_put(scene, happening.verb, happening.event_type, types)
    if how.factuality is Factuality.DENIED and isinstance(happening.frame, VerbFrame):
        # "denied that it had lost vehicles": what nobody did to anybody is none of the types.
        return _uncoded("a loss denied") if happening.frame.kind == "suffers" else how
    return how


def _uncoded(reason: str, carrier: int | None = None) -> Put:
    return Put(factuality=Factuality.UNKNOWN, coded=False, reason=reason, carrier=carrier)


def _verb_put(scene: Scene, number: int, event_type: EventType, types: dict[int, EventType]) -> Put:
    verb = scene.analysis.verbs[number]
    if _is_conditional(scene, verb.start) or _is_awaited(scene, number):
        return _uncoded("conditional")
    if _is_by_nobody(scene, number):
        return _uncoded("nobody did it")
    if _is_in_general(scene, number):
        return _uncoded("told in general")
    if _is_instead(scene, number) or _is_fiction(scene):
        return _uncoded("not done, or made up")
    lead = _lead(scene, number)
    if lead is None and _trails(scene, number):
        return _as_its_governor(scene, number, event_type, types)
    if lead is not None:
        governed = _governed(scene, number, lead, event_type, types)
        if governed is not None:
            return governed
    return _own(scene, number, event_type, lead)


def _trails(scene: Scene, number: int) -> bool:
    """A participle behind a clause: "..., *killing* nine"."""
    verb = scene.analysis.verbs[number]
    return number > 0 and verb.form == "VBG" and not verb.finite and scene.lowers(verb.start - 1, verb.start) == [","]


def _as_its_governor(scene: Scene, number: int, event_type: EventType, types: dict[int, EventType]) -> Put:
    """A result is as real as what brings it about: "could attack the town, *killing* thousands"."""
    outer, own = _verb_put(scene, number - 1, event_type, types), _own(scene, number, event_type, None)
    unreal = {Factuality.POSSIBLE, Factuality.PLANNED, Factuality.UNKNOWN}
    modal = scene.analysis.verbs[number - 1].modal is not None or outer.reason == "conditional"
    if outer.coded and outer.factuality in unreal and own.factuality is Factuality.HAPPENED:
        return replace(own, factuality=outer.factuality, stance=outer.stance, reason=outer.reason)
    return outer if modal and not outer.coded else own


def _is_instead(scene: Scene, number: int) -> bool:
    """ "*instead of* attacking", "*rather than* fight", "*almost* invaded"."""
    verb = scene.analysis.verbs[number]
    before = scene.lowers(verb.start - 2, verb.start)
    if not verb.finite and before in (["instead", "of"], ["rather", "than"], ["short", "of"], ["far", "from"]):
        return True
    return bool({"almost", "nearly"} & set(scene.lowers(verb.start - 1, scene.analysis.verbs[number].head)))


_MADE_UP = frozenset(
    {"novel", "film", "movie", "drama", "sitcom", "thriller", "game", "videogame", "play", "opera", "fable", "dream",
     "simulation", "screenplay", "comic"}
)  # fmt: skip


def _is_fiction(scene: Scene) -> bool:
    """ "*In the novel*, Norway attacks Peru": what is told there did not take place."""
    words = scene.lowers(0, 9)
    opening = words[: words.index(",")] if "," in words else []
    return opening[:1] == ["in"] and opening[-1] in _MADE_UP


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a verb hangs on: a verb group or a noun, and by what ("to", "of", "that", ...)."""

    verb: int | None
    noun: str | None
    link: str


def _lead(scene: Scene, number: int) -> _Lead | None:
    a = scene.analysis
    verb = a.verbs[number]
    before = a.tokens[verb.start - 1].lower if verb.start else ""
    if not verb.finite and before in {"and", "or", ","} and number and verb.form in {"VB", "VBG"}:
        other = a.verbs[number - 1]
        if not other.finite and other.form == verb.form:
            return _lead(scene, number - 1)
    if verb.linked is not None:
        return _Lead(verb.linked, None, "to")
    if not verb.finite and verb.form == "VB":
        chunk = a.chunk_at[verb.start - 1] if verb.start else -1
        noun = a.tokens[a.chunks[chunk].head].lower if chunk >= 0 else None
        return _Lead(_before(scene, number), noun, "to")
    if verb.form == "VBG" and not verb.finite and not verb.progressive:
        at = verb.start - 1
        while at > 0 and a.tags[at] == "ADV":
            at -= 1
        before = a.tokens[at].lower if at >= 0 else ""
        chunk = a.chunk_at[at - 1] if at > 0 else -1
        noun = a.tokens[a.chunks[chunk].head].lower if chunk >= 0 else None
        is_preposition = at >= 0 and a.tags[at] in {"ADP", "SCONJ"}
        if is_preposition or (number and a.verbs[number - 1].end == verb.start):
            return _Lead(_before(scene, number), noun if is_preposition else None, before if is_preposition else "-ing")
        return None
    return _clausal_lead(scene, number)


def _before(scene: Scene, number: int) -> int | None:
    return number - 1 if number else None


def _clausal_lead(scene: Scene, number: int) -> _Lead | None:
    """The verb whose "that" clause this finite verb heads."""
    a = scene.analysis
    verb, subject = a.verbs[number], a.subjects[number]
    start = a.chunks[subject].start if subject is not None and a.chunks[subject].start < verb.start else verb.start
    for back in range(start - 1, max(-1, start - 12), -1):
        lower = a.tokens[back].lower
        if lower == "that" and a.chunk_at[back] < 0:
            owner = next((n for n in range(number - 1, -1, -1) if a.verbs[n].end <= back), None)
            chunk = a.chunk_at[back - 1] if back else -1
            noun = a.tokens[a.chunks[chunk].head].lower if chunk >= 0 else None
            return _Lead(owner, noun, "that")
        if a.verb_at[back] >= 0:
            owner = a.verb_at[back]
            return _Lead(owner, None, "that") if a.verbs[owner].end == start else None
        if lower in {",", ";", ":", "and", "but"}:
            return None
    return None


def _governed(scene: Scene, number: int, lead: _Lead, event_type: EventType, types: dict[int, EventType]) -> Put | None:
    """How what the verb hangs on puts it; None where that leaves it as it is."""
    a = scene.analysis
    denies = lead.verb is not None and a.verbs[lead.verb].lemma in sign_words("denying")
    if denies and lead.verb is not None and a.verbs[lead.verb].negated:
        return _uncoded("neither told nor denied")
    if denies and lead.noun in sign_words("alleged") and lead.link in {"of", "that"}:
        return Put(factuality=Factuality.DENIED, stance=Stance.DENIES, reason=f"denied: {lead.noun}")
    if lead.noun is not None and lead.link in {"to", "of", "that", "for"}:
        by_noun = _by_noun(lead.noun)
        if by_noun is not None:
            return by_noun
    if lead.link in {"without", "against"}:
        return _uncoded(lead.link)
    if lead.verb is None:
        return _uncoded("an aim") if lead.link == "to" else None
    governor = a.verbs[lead.verb]
    lemma = governor.lemma
    if lemma in sign_words("denying") and lead.link in {"-ing", "that"}:
        doer = (lead.verb, "subject") if lead.link == "-ing" else None
        return Put(factuality=Factuality.DENIED, stance=Stance.DENIES, doer=doer, reason=f"denied: {lemma}")
    if lemma in sign_words("reproaching") and lead.link in {"of", "for", "with", "over", "-ing"}:
        return _accused(lead.verb, lemma)
    if lemma in sign_words("suspecting") and lead.link in {"for", "of", "over"}:
        return Put(
            factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, reason=f"alleged: {lemma}",
            doer=(lead.verb, "object"),
        )  # fmt: skip
    if lemma in sign_words("stopping") and lead.link in {"from", "-ing"}:
        return _uncoded(f"kept from it: {lemma}", lead.verb)
    if lead.link == "-ing" and lemma in _ONLY_THOUGHT_OF:
        return _uncoded(f"not done: {lemma}", lead.verb)
    if lead.link == "to":
        return _infinitive(scene, number, lead.verb, lemma, event_type, types)
    if lead.link == "that":
        return _clause(scene, number, lead.verb, lemma, event_type, types)
    if lead.link in {"by", "with"} and (types.get(lead.verb) is EventType.THREATEN or lemma == "threaten"):
        return _uncoded(f"content of: {lemma}", lead.verb)
    if lead.link in {"of", "about", "against"} and lemma in {"warn", "speak", "talk", "think", "threaten", "dream"}:
        return _uncoded(f"only spoken of: {lemma}", lead.verb)
    return None


# Verbs whose "-ing" is only thought or spoken of: "considered bombing".
_ONLY_THOUGHT_OF = frozenset(
    {
        "consider", "contemplate", "mull", "weigh", "discuss", "debate", "propose", "suggest", "avoid", "risk",
        "ponder", "imagine", "envisage", "favour", "favor", "recommend", "oppose", "resist", "fear", "advocate", "urge",
        "postpone", "delay", "threaten", "escape", "abandon", "forgo", "renounce",
    }
)  # fmt: skip


def _by_noun(noun: str) -> Put | None:
    if noun in sign_words("plans"):
        return Put(factuality=Factuality.PLANNED, reason=f"planned: {noun}")
    if noun in sign_words("tries"):
        return Put(factuality=Factuality.HAPPENED, reason=f"tried: {noun}")
    if noun in sign_words("alleged"):
        return Put(factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, reason=f"alleged: {noun}")
    return _uncoded(f"not real: {noun}") if noun in sign_words("unreal") else None


def _accused(governor: int, lemma: str) -> Put:
    doer = (governor, "object")
    if lemma in sign_words("granting"):
        return Put(factuality=Factuality.HAPPENED, doer=doer, reason=f"held against: {lemma}")
    return Put(factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, doer=doer, reason=f"alleged: {lemma}")


def _infinitive(
    scene: Scene, number: int, governor: int, lemma: str, event_type: EventType, types: dict[int, EventType]
) -> Put | None:
    verb = scene.analysis.verbs[governor]
    if types.get(governor) in CARRIERS:
        return _uncoded(f"content of: {lemma}", governor)
    if lemma in sign_words("trying"):
        return _verb_put(scene, governor, event_type, types)
    if lemma == "be":
        return _after_be(scene, number, governor)
    if lemma in sign_words("planning"):
        outer = _verb_put(scene, governor, event_type, types)
        if not outer.coded or outer.stance is Stance.BLAMES:
            return _uncoded("a plan that is only alleged")
        return Put(factuality=Factuality.DENIED if verb.negated else Factuality.PLANNED, reason=f"planned: {lemma}")
    if lemma in _RUMOUR:
        return Put(factuality=Factuality.UNKNOWN, reason=f"hearsay: {lemma}")
    if lemma in {"say", "believe", "report", "allege", "know", "think", "claim", "find", "appear", "seem"}:
        is_past = scene.analysis.verbs[number].perfect
        return Put(factuality=Factuality.HAPPENED if is_past else Factuality.POSSIBLE, reason=f"said to: {lemma}")
    if lemma in sign_words("hoping") or types.get(governor) is not None:
        return _uncoded(f"not done: {lemma}", governor)
    # "flew to Doha to meet": the purpose of a journey is taken as done only for meetings.
    return None if event_type is EventType.CONSULT else _uncoded("an aim")


_AIMS = frozenset(
    {"aim", "aims", "goal", "goals", "objective", "objectives", "purpose", "task", "mission", "job", "idea"}
)
_READY = frozenset({"due", "set", "scheduled", "expected", "poised", "about", "planned", "bound", "ready"})
_FIRST = frozenset({"first", "second", "third", "latest", "last", "only"})


def _after_be(scene: Scene, number: int, governor: int) -> Put:
    """ "was able to push", "is to visit", "was the first to recognise", "is hard to defeat"."""
    a = scene.analysis
    verb, own = a.verbs[governor], a.verbs[number]
    between = scene.lowers(verb.end, own.start)
    subject = a.subjects[governor]
    if subject is not None and set(scene.lowers(a.chunks[subject].end - 1, verb.start)) & _AIMS:
        return _uncoded("an aim")
    if verb.negated:
        return _uncoded("not able")
    if not between or set(between) & _READY:
        return Put(factuality=Factuality.PLANNED, reason="planned: be")
    if "able" in between:
        done = verb.tense == "past"
        return Put(factuality=Factuality.HAPPENED if done else Factuality.POSSIBLE, reason="able")
    if set(between) & _FIRST:
        return Put(factuality=Factuality.HAPPENED, reason="the first to")
    return _uncoded("not done: be")


def _clause(
    scene: Scene, number: int, governor: int, lemma: str, event_type: EventType, types: dict[int, EventType]
) -> Put | None:
    verb = scene.analysis.verbs[number]
    if types.get(governor) in CARRIERS and (verb.modal is not None or (not verb.perfect and verb.form == "VB")):
        return _uncoded(f"content of: {lemma}", governor)
    if types.get(governor) is EventType.ACCUSE:
        return Put(factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, reason=f"alleged: {lemma}")
    ensures = lemma == "ensure" or scene.lowers(scene.analysis.verbs[governor].end, verb.start)[:1] == ["sure"]
    if ensures and verb.modal is not None:
        return _uncoded(f"made sure of: {lemma}", governor)
    if lemma in {"hope", "wish", "demand", "insist", "fear", "worry"} and verb.modal is not None:
        return _uncoded(f"not done: {lemma}", governor)
    if lemma in {"doubt", "wonder"}:
        return _uncoded(f"doubted: {lemma}", governor)
    if lemma in _RUMOUR:
        return Put(factuality=Factuality.UNKNOWN, reason=f"hearsay: {lemma}")
    if lemma in sign_words("predicting") and verb.modal is not None:
        return Put(factuality=Factuality.POSSIBLE, stance=Stance.PREDICTS, reason=f"predicted: {lemma}")
    return None


def _own(scene: Scene, number: int, event_type: EventType, lead: _Lead | None) -> Put:
    """How the verb's own form puts it."""
    a = scene.analysis
    verb = a.verbs[number]
    words = scene.lowers(verb.start, verb.end)
    reported = lead is not None and lead.link == "that"
    background = _is_background(scene, number, reported=reported)
    if verb.modal in {"should", "must", "ought", "shall"} and not verb.perfect:
        return _uncoded(f"modal: {verb.modal}")
    if verb.modal in {"would", "could", "might"} and verb.perfect:
        return _uncoded("never came to be")
    if verb.modal in {"would", "could"} and _under_a_proposal(scene):
        return _uncoded("only proposed")
    if verb.negated or _object_is_none(scene, number):
        return Put(factuality=Factuality.DENIED, background=background, reason="negated")
    if verb.modal in {"will", "'ll", "wo", "would", "'d"} or words[:3] == ["is", "going", "to"]:
        return Put(factuality=Factuality.PLANNED, reason=f"modal: {verb.modal}")
    if verb.modal is not None:
        return Put(factuality=Factuality.POSSIBLE, reason=f"modal: {verb.modal}")
    near = scene.lowers(verb.start - 3, verb.end + 1)
    if "allegedly" in near:
        return Put(factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, background=background, reason="allegedly")
    if _HEARSAY & {*near, *scene.lowers(0, 1)}:
        return Put(factuality=Factuality.UNKNOWN, background=background, reason="hearsay")
    if verb.progressive and verb.form in {"VBZ", "VBP"}:
        return Put(factuality=Factuality.ONGOING, background=background, reason="progressive")
    return Put(factuality=Factuality.HAPPENED, background=background, reason=f"form: {verb.form}")


def _object_is_none(scene: Scene, number: int) -> bool:
    """ "They host *no* fighters": what is done to nobody is not done. "no fewer than" counts."""
    a = scene.analysis
    subject = a.subjects[number] if a.verbs[number].passive else None
    chunks = (*a.objects[number][:1], *(() if subject is None else (subject,)))
    return any(
        a.tokens[a.chunks[chunk].start].lower in {"no", "none", "nobody"}
        and scene.lowers(a.chunks[chunk].start, a.chunks[chunk].start + 2)[1:] not in (["fewer"], ["less"], ["longer"])
        for chunk in chunks
    )


def _is_background(scene: Scene, number: int, *, reported: bool) -> bool:
    a = scene.analysis
    verb = a.verbs[number]
    near = " ".join(scene.lowers(verb.start - 4, scene.reach(number)))
    if any(f" {word} " in f" {near} " for word in sign_words("past")):
        return True
    return verb.perfect and verb.form == "VBD" and not reported and not any(a.quoted[verb.start : verb.end])


_RUMOUR = frozenset({"rumour", "rumor"})
_HEARSAY = frozenset({"reportedly", "purportedly", "supposedly"})
_OPENS_CONDITION = frozenset({"had", "should", "were"})
_PROPOSED = frozenset({"plan", "plans", "proposal", "proposals", "draft", "offer", "scenario", "bill", "scheme"})


def _is_conditional(scene: Scene, start: int) -> bool:
    """True where an "if" opens the clause of the token, or "*Had* the army attacked", "*Should* it attack"."""
    a = scene.analysis
    for at in range(start - 1, max(-1, start - 14), -1):
        lower = a.tokens[at].lower
        if lower in {"if", "unless", "whether", "lest"}:
            return True
        opens = at == 0 or a.tokens[at - 1].text in {",", ";", ":", '"', "“"}
        if lower in _OPENS_CONDITION and opens and a.chunk_at[at + 1] >= 0:
            return True
        if lower in {",", ";", ":", "that"}:
            return False
    return False


def _is_awaited(scene: Scene, number: int) -> bool:
    """ "*until* Chad withdraws its troops": in the present behind such a word, it is yet to come."""
    a = scene.analysis
    verb = a.verbs[number]
    subject = a.chunk_at[verb.start - 1] if verb.start else -1
    if verb.form not in {"VBZ", "VBP"} or verb.perfect or verb.passive or subject < 0:
        return False
    start = a.chunks[subject].start
    return start > 0 and a.tokens[start - 1].lower in {"until", "once", "before"}


_NOBODY = frozenset({"no", "none", "nobody", "neither", "hardly", "scarcely", "barely"})
_NOR = (["nor"], ["neither"], ["hardly"], ["scarcely"], ["barely"], ["no"], ["not"])


def _is_by_nobody(scene: Scene, number: int | None) -> bool:
    """ "*No state* recognised the junta": what nobody does has no doer."""
    if number is None or scene.analysis.verbs[number].passive or scene.analysis.subjects[number] is None:
        return False
    a = scene.analysis
    chunk = a.chunks[a.subjects[number] or 0]
    if chunk.start >= a.verbs[number].start:
        return False
    words = scene.lowers(chunk.start, chunk.end)
    if words[:2] in (["not", "one"], ["not", "a"]) or scene.lowers(chunk.start - 1, chunk.start) in _NOR:
        return True
    return words[0] in _NOBODY and words[1:2] not in (["fewer"], ["less"])


def _is_in_general(scene: Scene, number: int) -> bool:
    """ "*Killing* nine soldiers is a crime", "to attack a convoy carries a fine": a deed as the subject of a rule."""
    a = scene.analysis
    verb = a.verbs[number]
    if verb.finite or verb.progressive or verb.passive or verb.form not in {"VBG", "VB"} or number + 1 >= len(a.verbs):
        return False
    if verb.start and a.tokens[verb.start - 1].text not in {",", "that", '"', "“", "‘", ":"}:
        return False
    rule = a.verbs[number + 1]
    if not rule.finite or rule.form not in {"VBZ", "VBP", "MD"} or rule.start - verb.end > 9:
        return False
    subject, objects = a.subjects[number + 1], a.objects[number]
    own = subject is not None and a.chunks[subject].start >= verb.end and subject not in objects
    return not own and "," not in scene.lowers(verb.end, rule.start)


def _under_a_proposal(scene: Scene) -> bool:
    """ "*Under the plan*, Israel would leave": a proposal binds nobody; a deal does."""
    words = scene.lowers(0, 8)
    return words[:1] == ["under"] and bool(set(words) & _PROPOSED)


# Nouns


def _noun_put(scene: Scene, happening: Happening, types: dict[int, EventType]) -> Put:
    a = scene.analysis
    chunk = a.chunks[a.chunk_at[happening.start]]
    inside = scene.lowers(chunk.start, happening.start)
    if set(inside) & {"no", "any", "further", "future", "possible", "potential", "planned", "more", "another", "such"}:
        return _uncoded("not one that happened")
    number = next((n for n in range(len(a.verbs) - 1, -1, -1) if a.verbs[n].end <= chunk.start), None)
    if _is_not_brought_about(scene, happening, types) or _is_also_content(scene, number, chunk.start, types):
        return _uncoded("not brought about")
    if set(inside) & {"alleged", "suspected", "purported"}:
        return Put(factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, reason="alleged")
    if happening.event_type is EventType.CONSULT and _is_occasion(scene, chunk.preposition, happening):
        return _uncoded("only where or when something else was")
    owner = _noun_lead(scene, chunk.preposition, chunk.start)
    if owner in sign_words("unreal") or owner in sign_words("plans"):
        return _uncoded(f"not real: {owner}")
    awaited = scene.lowers(chunk.start - 1, chunk.start) == ["until"]
    if (awaited or _is_conditional(scene, chunk.start)) and scene.lowers(chunk.start, chunk.start + 1) != ["the"]:
        return _uncoded("conditional")
    if number is None:
        return Put(factuality=Factuality.HAPPENED, reason="a noun")
    return _governed_noun(scene, happening, number, chunk.start, types)


# Verbs whose object comes to be only by them: who is only to launch an attack has not attacked.
_BRINGS_ABOUT = frozenset(
    {
        "begin", "start", "launch", "stage", "mount", "conduct", "carry", "lead", "resume", "renew", "continue",
        "intensify", "step", "wage", "commit", "perpetrate", "undertake", "make", "hold", "host", "open", "order",
        "impose", "give", "send", "provide", "deliver", "allow", "let", "organise", "organize", "call", "extend",
        "expand", "offer", "accept", "sign", "enforce", "execute", "do", "try", "attempt", "escalate", "increase",
    }
)  # fmt: skip


def _is_not_brought_about(scene: Scene, happening: Happening, types: dict[int, EventType]) -> bool:
    """ "threatened to resume *attacks*", "did not launch *an attack*", "no state gave *recognition*"."""
    a = scene.analysis
    chunk: int | None = a.chunk_at[happening.start]
    while chunk is not None:
        for number, verb in enumerate(a.verbs):
            if chunk not in a.objects[number] or verb.passive or verb.start > happening.start:
                continue
            if _is_by_nobody(scene, number):
                return True
            if verb.lemma not in _BRINGS_ABOUT:
                continue
            how = _verb_put(scene, number, happening.event_type, types)
            return not how.coded or how.factuality not in {Factuality.HAPPENED, Factuality.ONGOING, Factuality.UNKNOWN}
        chunk = a.chunks[chunk].joined_to
    return False


def _is_also_content(scene: Scene, number: int | None, start: int, types: dict[int, EventType]) -> bool:
    """ "promised aid to the north and *talks*": a second thing promised, joined by "and" or "or"."""
    if number is None or types.get(number) not in CARRIERS or scene.analysis.verbs[number].passive:
        return False
    a = scene.analysis
    between = scene.lowers(a.verbs[number].end, start)
    return between[-1:] in (["and"], ["or"]) and not {";", "after", "over", "following", "amid"} & set(between)


def _is_occasion(scene: Scene, preposition: int | None, happening: Happening) -> bool:
    """ "said *at a summit*", "told *a council meeting*": the meeting is the setting, and nobody is named as meeting."""
    a = scene.analysis
    if preposition is not None:
        return a.tokens[preposition].lower in {"at", "before", "during", "ahead"} and not happening.actors
    start = a.chunks[a.chunk_at[happening.start]].start
    owner = a.verb_at[start - 1] if start else -1
    return owner >= 0 and a.verbs[owner].lemma in {"tell", "inform", "address"}


def _noun_lead(scene: Scene, preposition: int | None, start: int) -> str | None:
    a = scene.analysis
    if preposition is None or a.tokens[preposition].lower not in {"of", "for", "about"} or not preposition:
        return None
    before = a.chunk_at[preposition - 1]
    return a.tokens[a.chunks[before].head].lower if before >= 0 else None


def _governed_noun(scene: Scene, happening: Happening, number: int, start: int, types: dict[int, EventType]) -> Put:
    a = scene.analysis
    verb = a.verbs[number]
    distance = start - verb.end
    link: Sequence[str] = scene.lowers(verb.end, start)
    close = distance <= 3 and not any(word in {",", ";", "and"} for word in link)
    if close and verb.lemma in sign_words("denying"):
        return Put(factuality=Factuality.DENIED, stance=Stance.DENIES, reason=f"denied: {verb.lemma}")
    if close and types.get(number) in CARRIERS:
        return _uncoded(f"content of: {verb.lemma}", number)
    if close and verb.lemma in sign_words("reproaching") and verb.lemma not in sign_words("granting"):
        return Put(factuality=Factuality.UNKNOWN, stance=Stance.BLAMES, reason=f"alleged: {verb.lemma}")
    if close and (verb.modal is not None or verb.lemma in sign_words("planning")):
        return _uncoded(f"not yet: {verb.lemma}")
    if close and (verb.lemma in sign_words("hoping") or verb.lemma in sign_words("stopping")):
        return _uncoded(f"not real: {verb.lemma}")
    return Put(factuality=Factuality.HAPPENED, reason="a noun")
