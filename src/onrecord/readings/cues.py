"""Cues and what they carry, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.lexicons import load
from onrecord.model.spans import Span
from onrecord.readings.names import word_set
from onrecord.text import countries
from onrecord.text.chunks import SentenceAnalysis
from onrecord.text.marks import QUOTES

_ADDRESSED = frozenset(["tell", "inform", "assure", "remind", "warn", "notify", "brief", "advise", "ask", "reassure"])
_QUOTING = frozenset({"quote", "cite"})
_WH = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "that"})
# With "not" before them these tell nothing.
_UNTOLD = frozenset(
    {
        "say", "respond", "comment", "mention", "reply", "answer", "claim", "confirm", "acknowledge", "admit", "deny",
        "reveal", "disclose", "announce", "specify", "explain", "tell", "report", "state", "elaborate",
    }
)  # fmt: skip
_REPORTED = frozenset(
    {"report", "believe", "say", "allege", "claim", "think", "expect", "understand", "rumour", "rumor", "estimate"}
)


QUOTING = "quotation after a colon"
"""The basis of a voice whose words stand in quotation marks behind a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One attribution in the words of a sentence. `source` is the words for who speaks, None where nobody is named."""

    sentence: int
    source: Span | None
    source_chunk: int | None
    cue: Span | None
    content: tuple[Span, ...] = field(default=())
    score: float = 0.8
    basis: str = "cue verb"


@cache
def _lemmas(section: str) -> frozenset[str]:
    return frozenset(load("cues")[section])


def in_sentence(number: int, analysis: SentenceAnalysis) -> list[Said]:
    """The attributions whose cue stands in the sentence."""
    colon = list(_by_colon(number, analysis))
    if colon:
        return colon
    found = list(_according(number, analysis))
    used: set[int] = set()
    for verb in range(len(analysis.verbs)):
        if verb in used:
            continue
        chained = list(_quoted_chain(number, analysis, verb, used))
        if chained:
            found.extend(chained)
            continue
        said = _by_verb(number, analysis, verb) or _by_phrase(number, analysis, verb)
        if said is not None:
            found.append(said)
    found.extend(_hedged(number, analysis, found))
    return found


# Stretches of a sentence


def _body(analysis: SentenceAnalysis) -> tuple[int, int]:
    """The tokens of a sentence without its last stop."""
    end = len(analysis.tokens)
    while end > 1 and analysis.tokens[end - 1].text in {".", "!", "?"}:
        end -= 1
    return 0, end


def _stretch(analysis: SentenceAnalysis, start: int, end: int) -> Span | None:
    """The characters from one token to another, without commas and stray marks at the ends."""
    while start < end and analysis.tokens[start].text in {",", ";", ":", "—", "–", "-"}:
        start += 1
    while end > start and analysis.tokens[end - 1].text in {",", ";", ":", "—", "–", "-"}:
        end -= 1
    if start >= end or not any(analysis.tokens[i].text[0].isalnum() for i in range(start, end)):
        return None
    return analysis.span_of(start, end)


def _source_span(analysis: SentenceAnalysis, chunk: int) -> Span:
    """The words for a source: the chunk with what hangs on it ("Diaz *of the prosecutors' office*")."""
    end = analysis.chunks[chunk].end
    for preposition, inner in analysis.prepositional(chunk):
        if analysis.tokens[preposition].lower not in {"of", "for", "from", "at", "with", "in", "close", "to"}:
            break
        if analysis.verb_at[preposition] >= 0:
            break
        end = analysis.chunks[inner].end
    return analysis.span_of(analysis.chunks[chunk].start, end)


def _full_source(analysis: SentenceAnalysis, chunk: int, verb: int) -> Span:
    """The words for a source before its verb, with those joined to it and what is said of it between commas."""
    plain = _source_span(analysis, chunk)
    start, end = analysis.chunks[chunk].start, analysis.chunks[chunk].end
    if end > verb:
        return plain
    last = max((c for c in analysis.joined(chunk) if analysis.chunks[c].end <= verb), default=chunk)
    at = _past_source(analysis, chunk)
    if last != chunk:
        return analysis.span_of(start, analysis.chunks[last].end)
    inserted = at < verb and analysis.tokens[at].text in {",", "("} and analysis.tokens[verb - 1].text in {",", ")"}
    if inserted and not any(analysis.tokens[i].text in QUOTES for i in range(at, verb)):
        return analysis.span_of(start, verb)
    return plain


# Verbs


def _by_verb(number: int, analysis: SentenceAnalysis, index: int) -> Said | None:
    verb = analysis.verbs[index]
    is_speech = verb.lemma in _lemmas("say")
    if not is_speech and verb.lemma not in _lemmas("think") and not (verb.passive and verb.lemma in _REPORTED):
        return None
    if _is_infinitive_aim(analysis, index) or (verb.negated and verb.lemma in _UNTOLD):
        return None
    subject = analysis.subjects[index]
    if verb.passive:
        return _reported(number, analysis, index)
    if analysis.quoted[verb.start] and subject is not None and _is_own_voice(analysis, subject):
        return None
    if subject is None or _is_thing(analysis, subject, verb.lemma):
        return None
    content = _content(analysis, index, subject)
    if not content or _only_describes(analysis, index):
        return None
    return Said(
        sentence=number,
        source=_full_source(analysis, subject, verb.start),
        source_chunk=subject,
        cue=verb.span,
        content=content,
        score=0.85 if is_speech else 0.6,
        basis="cue verb" if is_speech else "verb of thinking",
    )


def _only_describes(analysis: SentenceAnalysis, index: int) -> bool:
    """ "insurgents *threatening* the lives of": a participle right behind its noun quotes nobody without a sign."""
    verb = analysis.verbs[index]
    if verb.form != "VBG" or verb.finite or not verb.start or analysis.chunk_at[verb.start - 1] < 0:
        return False
    after = analysis.tokens[verb.end].lower if verb.end < len(analysis.tokens) else ""
    return after not in {"that", ":", ","} | QUOTES


def _by_phrase(number: int, analysis: SentenceAnalysis, index: int) -> Said | None:
    """ "put the toll *at* nine", "spoke *of* a trap": a verb that says something together with a word behind it."""
    verb = analysis.verbs[index]
    wanted = load("cues")["with_word"].get(verb.lemma)
    subject = analysis.subjects[index]
    if not wanted or subject is None or verb.passive or verb.negated or not verb.finite or analysis.quoted[verb.start]:
        return None
    if analysis.chunks[subject].start > verb.start or _is_thing(analysis, subject, verb.lemma):
        return None
    at = _behind(analysis, verb.end, wanted, 4 if verb.lemma == "put" else 1)
    if at is None:
        return None
    _, end = _body(analysis)
    begins = verb.end if verb.lemma == "put" else at
    content = _stretch(analysis, begins, _content_end(analysis, index, at, end)) if at < end else None
    if content is None:
        return None
    return Said(
        sentence=number,
        source=_full_source(analysis, subject, verb.start),
        source_chunk=subject,
        cue=analysis.span_of(verb.start, verb.end if verb.lemma == "put" else at),
        content=(content,),
        score=0.6,
        basis="cue phrase",
    )


def _behind(analysis: SentenceAnalysis, at: int, wanted: Sequence[str], within: int) -> int | None:
    """The token past one of the words, which begin at most `within` tokens on."""
    for start in range(at, min(at + within, len(analysis.tokens))):
        for words in wanted:
            parts = words.split()
            skip = 1 if len(parts) > 1 and analysis.tokens[start].lower in {"a", "the"} else 0
            found = [t.lower for t in analysis.tokens[start + skip : start + skip + len(parts)]]
            if found == parts:
                return start + skip + len(parts)
    return None


def _is_own_voice(analysis: SentenceAnalysis, chunk: int) -> bool:
    """ "We deny it" inside quotation marks is what is said, not a cue."""
    return analysis.tokens[analysis.chunks[chunk].start].lower in {"we", "i", "you"}


def _is_infinitive_aim(analysis: SentenceAnalysis, index: int) -> bool:
    """ "declined to say", "refused to comment": no words come of it."""
    verb = analysis.verbs[index]
    if verb.linked is None:
        # "urged both sides *to show* restraint": who is asked to say has not said.
        return not verb.finite and verb.form == "VB" and analysis.tokens[verb.start].lower == "to"
    return analysis.verbs[verb.linked].lemma in {
        "decline",
        "refuse",
        "fail",
        "want",
        "seek",
        "try",
        "need",
        "expect",
        "have",
    }


def _is_thing(analysis: SentenceAnalysis, chunk: int, lemma: str) -> bool:
    """Times and amounts say nothing; "it" may."""
    head = analysis.tokens[analysis.chunks[chunk].head]
    return head.text in word_set("names", "months_days") or analysis.tags[analysis.chunks[chunk].head] == "SYM"


def _content(analysis: SentenceAnalysis, index: int, subject: int) -> tuple[Span, ...]:
    """What the verb carries: the clause after it, the words before it, or both."""
    verb = analysis.verbs[index]
    start, end = _body(analysis)
    after = _after(analysis, index, subject, end)
    before = _before(analysis, index, subject, start)
    if after is not None and before is not None and not _is_parenthetical(analysis, index, subject, after):
        before = None
    pieces = [piece for piece in (before, after) if piece is not None]
    return tuple(pieces) if verb.lemma in _lemmas("plain") or pieces else ()


def _after(analysis: SentenceAnalysis, index: int, subject: int, end: int) -> Span | None:
    """The stretch behind the verb that it carries."""
    verb = analysis.verbs[index]
    at = verb.end
    if analysis.chunks[subject].start >= verb.end:
        at = _past_source(analysis, subject)
    elif verb.lemma in _ADDRESSED and at < end and analysis.chunk_at[at] >= 0:
        at = _past_addressee(analysis, at, index)
    opened = _past_circumstances(analysis, at, end)
    stop = _content_end(analysis, index, opened, end)
    if opened >= end or not _carries(analysis, index, subject, at, opened, stop):
        return None
    return _stretch(analysis, opened, stop)


def _past_source(analysis: SentenceAnalysis, subject: int) -> int:
    end = _source_span(analysis, subject).end
    at = analysis.chunks[subject].end
    while at < len(analysis.tokens) and analysis.tokens[at].span.start < end:
        at += 1
    return at


def _past_addressee(analysis: SentenceAnalysis, at: int, index: int) -> int:
    """Behind those told, unless they begin the clause that is told."""
    for chunk in analysis.joined(analysis.chunk_at[at]):
        end = analysis.chunks[chunk].end
        follows = analysis.verb_at[end] if end < len(analysis.tokens) else -1
        if (
            follows >= 0
            and analysis.verbs[follows].finite
            and analysis.subjects[follows] == chunk
            and chunk == analysis.chunk_at[at]
        ):
            return at
        at = end
    return at


def _past_circumstances(analysis: SentenceAnalysis, at: int, end: int) -> int:
    """Behind "on Saturday", "in a statement", "of the attack that" to where the words themselves begin."""
    tokens = analysis.tokens
    while at < end:
        if tokens[at].text in QUOTES or tokens[at].text in {":", ","}:
            return at
        if tokens[at].lower in _WH or analysis.verb_at[at] >= 0:
            return at
        chunk = analysis.chunk_at[at]
        if chunk >= 0:
            lower = tokens[analysis.chunks[chunk].head].text
            if lower not in word_set("names", "months_days") and tokens[at].lower not in {
                "late",
                "early",
                "yesterday",
                "today",
            }:
                return at
            at = analysis.chunks[chunk].end
            continue
        inner = analysis.chunk_at[at + 1] if at + 1 < end else -1
        if (
            analysis.tags[at] in {"ADP", "SCONJ"}
            and inner >= 0
            and tokens[at].lower in {"in", "on", "at", "during", "to", "via", "by", "after", "from"}
        ):
            if _starts_clause(analysis, inner) or (tokens[at].lower == "after" and at > 0):
                return at
            at = analysis.chunks[inner].end
            continue
        if analysis.tags[at] == "ADV":
            at += 1
            continue
        return at
    return at


def _starts_clause(analysis: SentenceAnalysis, chunk: int) -> bool:
    end = analysis.chunks[chunk].end
    follows = analysis.verb_at[end] if end < len(analysis.tokens) else -1
    return follows >= 0 and analysis.verbs[follows].finite


def _carries(analysis: SentenceAnalysis, index: int, subject: int, at: int, opened: int, stop: int) -> bool:
    """True where what stands behind the verb is said: a "that", a mark, a clause, or the object of an act of speech."""
    verb = analysis.verbs[index]
    tokens = analysis.tokens
    first = tokens[opened]
    if first.text in QUOTES or first.text == ":" or first.lower in _WH:
        return True
    if first.text == ",":
        return opened + 1 < len(tokens) and (
            tokens[opened + 1].text in QUOTES or _follows_comma(analysis, index, subject)
        )
    clause = any(v.finite and opened < v.start < stop and v.start - opened < 40 for v in analysis.verbs[index + 1 :])
    if verb.lemma in _lemmas("plain"):
        if analysis.chunk_at[opened] >= 0 or tokens[opened].lower in {"there", "if", "in", "after", "when", "no"}:
            return clause or verb.lemma in _lemmas("acts") or (verb.lemma in {"say", "tell"} and opened > at)
        return verb.lemma in _lemmas("acts") and opened < stop
    return verb.lemma in _lemmas("acts") and opened < stop


def _content_end(analysis: SentenceAnalysis, index: int, opened: int, end: int) -> int:
    """Where the content ends: the stop, or before the same voice speaks again (", adding that …")."""
    subject = analysis.subjects[index]
    quote_open = opened < end and analysis.tokens[opened].text in QUOTES
    insertion = _insertion_end(analysis, index, opened, end)
    if insertion is not None:
        return insertion
    for later in range(index + 1, len(analysis.verbs)):
        verb = analysis.verbs[later]
        if verb.start <= opened:
            continue
        own = analysis.subjects[later] == subject
        before = analysis.tokens[verb.start - 1].text
        again = (
            own
            and not analysis.quoted[verb.start]
            and (verb.lemma in _lemmas("say") or _acts_after_words(analysis, index, opened, later))
        )
        if again and (before in {",", "and", "but", "”", '"'} or verb.form == "VBG"):
            cut = verb.start - 1 if before in {",", "and", "but"} else verb.start
            return cut - 1 if cut > opened and analysis.tokens[cut - 1].text == "," else cut
    if quote_open:
        return end
    stop = _next_voice(analysis, index, opened, end)
    stop = _next_deed(analysis, index, opened, end) if stop is None else stop
    if stop is not None:
        return stop
    for at in range(opened + 1, end):
        if analysis.tokens[at].text == ";" and not analysis.quoted[at]:
            return at
        if analysis.tokens[at].lower == "according" and not analysis.quoted[at]:
            return at
    return end


def _next_deed(analysis: SentenceAnalysis, index: int, opened: int, end: int) -> int | None:
    """Where a clause of its own follows words that hold none: "urged them to wait*, and* the envoy flew to Oslo"."""
    if opened >= end or analysis.tokens[opened].lower in _WH or analysis.tokens[opened].text in {":", ","}:
        return None
    if analysis.verbs[index].lemma not in _lemmas("acts"):
        return None
    for later in range(index + 1, len(analysis.verbs)):
        verb, subject = analysis.verbs[later], analysis.subjects[later]
        if verb.start <= opened or not verb.finite:
            continue
        if subject is None or verb.modal is not None or not opened < analysis.chunks[subject].start < verb.start:
            return None
        first = analysis.chunks[subject].start
        joins = [t.lower for t in analysis.tokens[first - 2 : first]]
        return first - 2 if joins in ([",", "and"], [",", "but"], [",", "while"], [",", "as"]) else None
    return None


def _acts_after_words(analysis: SentenceAnalysis, index: int, opened: int, later: int) -> bool:
    """ "called it “theatre” and *began* a strike": a deed of the same subject after words that hold no clause."""
    verb = analysis.verbs[later]
    if not verb.finite or analysis.tokens[verb.start - 1].lower not in {"and", "but", "then"}:
        return False
    if analysis.tokens[opened].lower in _WH or verb.modal is not None:
        return False
    between = (v for v in analysis.verbs[index + 1 : later] if v.start >= opened)
    return not any(v.finite and not analysis.quoted[v.start] for v in between)


def _insertion_end(analysis: SentenceAnalysis, index: int, opened: int, end: int) -> int | None:
    """Where what is said ends when its cue stands in an insertion: "officials, who cited “unrest”*,* and …"."""
    verb, subject = analysis.verbs[index], analysis.subjects[index]
    first = analysis.chunks[subject].start if subject is not None else verb.start
    at = verb.start - 1
    while at > 0 and analysis.tags[at] in {"ADV", "AUX"}:
        at -= 1
    relative = analysis.tokens[at].lower in {"who", "which"} and at > 0 and analysis.tokens[at - 1].text == ","
    free = 0 < first < verb.start and analysis.tokens[first - 1].lower == "what"
    if not relative and not free:
        return None
    for i in range(opened + 1, end):
        if analysis.tokens[i].text == "," and not analysis.quoted[i] and not _continues_list(analysis, i):
            return i
    return None


def _continues_list(analysis: SentenceAnalysis, comma: int) -> bool:
    """True where the comma stands inside a list rather than at the end of a clause."""
    before, after = analysis.chunk_at[comma - 1], analysis.chunk_at[comma + 1]
    return before >= 0 and after >= 0 and analysis.chunks[after].joined_to == before


def _next_voice(analysis: SentenceAnalysis, index: int, opened: int, end: int) -> int | None:
    """Where another voice takes over after a comma: "…, while the group said it had"; "…, but officials denied"."""
    for later in range(index + 1, len(analysis.verbs)):
        verb, subject = analysis.verbs[later], analysis.subjects[later]
        if verb.start <= opened or verb.lemma not in _lemmas("say") or subject is None or analysis.quoted[verb.start]:
            continue
        first = analysis.chunks[subject].start
        if opened < first < verb.start and analysis.tokens[first - 1].lower in {
            "while",
            "but",
            "and",
            "although",
            "though",
        }:
            at = first - 1
            return at - 1 if analysis.tokens[at - 1].text == "," else at
    return None


def _before(analysis: SentenceAnalysis, index: int, subject: int, start: int) -> Span | None:
    """The words that stand before the source, or before an inverted verb, parted by a comma or a closing mark."""
    verb = analysis.verbs[index]
    first = min(verb.start, analysis.chunks[subject].start)
    at = first - 1
    if at >= 0 and analysis.tokens[at].lower == "as":
        at -= 1
    if at < 1:
        return None
    mark = analysis.tokens[at].text
    if mark not in QUOTES | {",", "?", "!", "—", "–", "’", "'"}:
        return None
    begins = _sentence_part(analysis, at, start)
    follows = _follows_comma(analysis, index, subject)
    has_verb = any(begins <= v.start < at for v in analysis.verbs) or mark in QUOTES or follows
    if not has_verb or _is_adjunct(analysis, begins, at):
        return None
    return _stretch(analysis, begins, at + 1)


def _follows_comma(analysis: SentenceAnalysis, index: int, subject: int) -> bool:
    """ "The army, the colonel insisted, *had* not fired", "Though late, he said, *the plan* …": the clause goes on
    behind a cue between commas."""
    at = max(analysis.verbs[index].end, analysis.chunks[subject].end)
    first = min(analysis.verbs[index].start, analysis.chunks[subject].start)
    if at + 1 >= len(analysis.tokens) or analysis.tokens[at].text != ",":
        return False
    owner = analysis.verb_at[at + 1]
    if owner >= 0:
        return analysis.verbs[owner].finite
    return (
        first > 0 and analysis.tokens[first - 1].text == "," and analysis.tokens[at + 1].lower not in {"who", "which"}
    )


def _sentence_part(analysis: SentenceAnalysis, at: int, start: int) -> int:
    """Where the content before a cue begins: the sentence's start, behind a dateline, or behind a semicolon."""
    begins = start
    for i in range(start, at):
        if analysis.tokens[i].text == ";" and not analysis.quoted[i]:
            begins = i + 1
    tokens = analysis.tokens
    for i in range(begins, min(begins + 8, at)):
        if tokens[i].text in {"—", "–", "--"} and all(analysis.verb_at[j] < 0 for j in range(begins, i)):
            return i + 1
    return begins


def _is_adjunct(analysis: SentenceAnalysis, begins: int, at: int) -> bool:
    """ "Speaking in Kabul, the minister said": a participle or a subordinate clause before the source is no content."""
    first = analysis.tokens[begins].lower
    if analysis.quoted[begins] or analysis.tokens[begins].text in QUOTES:
        return False
    if analysis.tags[begins] == "VERB" and first.endswith(("ing", "ed")):
        return True
    opens = first in {
        "when",
        "while",
        "as",
        "although",
        "though",
        "after",
        "before",
        "asked",
        "if",
        "since",
        "because",
        "despite",
        "in",
        "on",
        "at",
        "during",
    }
    finite = [v for v in analysis.verbs if v.finite and begins <= v.start < at]
    return opens and len(finite) < (1 if analysis.tags[begins] == "ADP" else 2)


def _is_parenthetical(analysis: SentenceAnalysis, index: int, subject: int, after: Span) -> bool:
    """True for "…, the minister said, …" and "“…,” he said. “…”", where both sides are content."""
    verb = analysis.verbs[index]
    at = max(verb.end, analysis.chunks[subject].end)
    for i in range(at, min(at + 8, len(analysis.tokens))):
        if analysis.tokens[i].span.start >= after.start:
            break
        if analysis.tokens[i].text == ",":
            return True
    first = min(verb.start, analysis.chunks[subject].start)
    return analysis.tokens[first - 1].text in QUOTES and after.of(analysis.text)[:1] in '"“'


# Other shapes


def _reported(number: int, analysis: SentenceAnalysis, index: int) -> Said | None:
    """ "It was reported that", "he is believed to have": words of nobody named, or of those in a "by" phrase."""
    verb = analysis.verbs[index]
    if verb.lemma not in _REPORTED and verb.lemma not in {"describe", "quote", "cite", "report", "accuse"}:
        return None
    agents = analysis.agents[index]
    _, end = _body(analysis)
    if agents:
        content = _stretch(analysis, 0, verb.start)
        source = _source_span(analysis, agents[0])
        pieces = (content,) if content else ()
        return Said(
            sentence=number, source=source, source_chunk=agents[0], cue=verb.span, content=pieces, basis="passive cue"
        )
    follows = analysis.tokens[verb.end].lower if verb.end < end else ""
    if follows not in {"that", "to"} or not verb.finite:
        return None
    content = _stretch(analysis, verb.end, end)
    return Said(
        sentence=number,
        source=None,
        source_chunk=None,
        cue=verb.span,
        content=(content,) if content else (),
        score=0.6,
        basis="nobody named",
    )


def _quoted_chain(number: int, analysis: SentenceAnalysis, index: int, used: set[int]) -> Iterator[Said]:
    """ "was cited by AP as saying", "the agency quoted him as saying", "reported, citing officials": two voices."""
    verb = analysis.verbs[index]
    if verb.lemma not in _QUOTING:
        return
    _, end = _body(analysis)
    saying = next(
        (
            n
            for n in range(index + 1, len(analysis.verbs))
            if analysis.verbs[n].form == "VBG" and analysis.tokens[analysis.verbs[n].start - 1].lower == "as"
        ),
        None,
    )
    if saying is None:
        yield from _citing(number, analysis, index)
        return
    outer = analysis.agents[index] if verb.passive else _one(analysis.subjects[index])
    inner = _one(analysis.subjects[index]) if verb.passive else analysis.objects[index][:1]
    content = _stretch(analysis, analysis.verbs[saying].end, end)
    late = _outlet_behind(analysis, analysis.verbs[saying].end)
    if late is not None and inner:
        # "“…,” Diaz is quoted as saying *by Radio Sol*": the words stand in front.
        outer, content = (late,), _stretch(analysis, 0, analysis.chunks[inner[0]].start)
    if content is None or not inner:
        return
    used.add(saying)
    whole = content if late is not None else Span(min(analysis.verbs[saying].span.start, content.start), content.end)
    for chunk in outer:
        yield Said(
            sentence=number,
            source=_source_span(analysis, chunk),
            source_chunk=chunk,
            cue=verb.span,
            content=(whole,),
            basis="quoted by",
        )
    yield Said(
        sentence=number,
        source=_source_span(analysis, inner[0]),
        source_chunk=inner[0],
        cue=analysis.verbs[saying].span,
        content=(content,),
        basis="quoted as saying",
    )


def _outlet_behind(analysis: SentenceAnalysis, at: int) -> int | None:
    """The chunk of "by …" right behind "as saying"."""
    tokens = analysis.tokens
    if at + 1 < len(tokens) and tokens[at].lower == "by" and analysis.chunk_at[at + 1] >= 0:
        return analysis.chunk_at[at + 1]
    return None


def _one(chunk: int | None) -> tuple[int, ...]:
    return () if chunk is None else (chunk,)


def _citing(number: int, analysis: SentenceAnalysis, index: int) -> Iterator[Said]:
    """ "…, Radio Sol reported, quoting drivers": the drivers' words are what the radio tells."""
    verb = analysis.verbs[index]
    if verb.form != "VBG" or not analysis.objects[index]:
        return
    chunk = analysis.objects[index][0]
    begins = _sentence_part(analysis, verb.start, 0)
    for earlier in range(index - 1, -1, -1):
        governor = analysis.verbs[earlier]
        subject = analysis.subjects[earlier]
        if governor.lemma in _lemmas("say") and subject is not None:
            content = _content(analysis, earlier, subject)
            pieces = tuple(_until(analysis, piece, verb.start) for piece in content)
            yield Said(
                sentence=number,
                source=_source_span(analysis, chunk),
                source_chunk=chunk,
                cue=verb.span,
                content=pieces,
                basis="cited",
            )
            return
    content_span = _stretch(analysis, begins, verb.start)
    if content_span is not None:
        yield Said(
            sentence=number,
            source=_source_span(analysis, chunk),
            source_chunk=chunk,
            cue=verb.span,
            content=(content_span,),
            basis="cited",
        )


def _until(analysis: SentenceAnalysis, piece: Span, token: int) -> Span:
    end = analysis.tokens[token - 1].span.start
    return Span(piece.start, end).stripped(analysis.text) if piece.start < end < piece.end else piece


def _according(number: int, analysis: SentenceAnalysis) -> Iterator[Said]:
    """ "…, according to the ministry" and "According to the ministry, …"."""
    tokens = analysis.tokens
    start, end = _body(analysis)
    for at in range(len(tokens) - 2):
        if tokens[at].lower != "according" or tokens[at + 1].lower != "to" or analysis.chunk_at[at + 2] < 0:
            continue
        chunk = analysis.chunk_at[at + 2]
        for one in analysis.joined(chunk):
            source = _source_span(analysis, one)
            last = _past_source(analysis, one)
            pieces = _around(analysis, at, last, start, end)
            if pieces:
                yield Said(
                    sentence=number,
                    source=source,
                    source_chunk=one,
                    cue=analysis.span_of(at, at + 2),
                    content=pieces,
                    basis="according to",
                )


def _around(analysis: SentenceAnalysis, at: int, last: int, start: int, end: int) -> tuple[Span, ...]:
    before = _stretch(analysis, _sentence_part(analysis, at, start), at)
    after = _stretch(analysis, last, end) if last < end and analysis.tokens[last].text == "," else None
    if before is not None and after is not None and not any(v.start >= last and v.finite for v in analysis.verbs):
        after = None
    return tuple(piece for piece in (before, after) if piece is not None)


def _by_colon(number: int, analysis: SentenceAnalysis) -> Iterator[Said]:
    """ "Karimova at a briefing on Monday: “…”", "Ministry: no talks planned"."""
    tokens = analysis.tokens
    _, end = _body(analysis)
    for at in range(1, min(25, end - 2)):
        if tokens[at].text != ":":
            continue
        first = analysis.chunk_at[0]
        quoted = tokens[at + 1].text in QUOTES
        if first < 0 or analysis.tags[analysis.chunks[first].head] not in {"PROPN", "NOUN"}:
            return
        named = analysis.tags[analysis.chunks[first].head] == "PROPN" and analysis.chunks[first].end == at
        if named and not quoted and (_is_dateline(analysis, at) or _is_said_by_another(analysis, at)):
            return
        spoken = [n for n, v in enumerate(analysis.verbs) if v.finite and v.start < at and not _is_put_out(analysis, n)]
        if spoken or not (quoted or named):
            return
        content = _stretch(analysis, at + 1, end)
        if content is not None and (quoted or any(v.finite for v in analysis.verbs)):
            yield Said(
                sentence=number,
                source=_source_span(analysis, first) if named else analysis.chunks[first].span,
                source_chunk=first,
                cue=tokens[at].span,
                content=(content,),
                score=0.6,
                basis=QUOTING if quoted else "colon",
            )
        return


def _is_dateline(analysis: SentenceAnalysis, at: int) -> bool:
    """ "OSLO: Police arrested …": one place in capitals before the colon of a sentence."""
    words = [token.text for token in analysis.tokens[:at] if token.text[0].isalnum()]
    capitals = {name.upper() for name in countries.capitals()}
    name = " ".join(words)
    return name in capitals or (name.isupper() and len(name) > 5) or name in countries.capitals()


def _is_said_by_another(analysis: SentenceAnalysis, at: int) -> bool:
    """ "KANO: Rebels killed nine farmers, *police said*": the words have their own voice at the end."""
    return any(
        verb.finite and verb.start > at and verb.lemma in {"say", "report", "confirm", "announce", "tell", "state"}
        for verb in analysis.verbs
    )


_STATEMENTS = frozenset(
    {"statement", "message", "communique", "communiqué", "video", "audio", "recording", "letter", "post", "release"}
)


def _is_put_out(analysis: SentenceAnalysis, index: int) -> bool:
    """ "In a statement *published* Wednesday": what is said of the statement, though the form may be a past tense."""
    verb = analysis.verbs[index]
    if verb.end - verb.start != 1 or not verb.start:
        return False
    before = analysis.tokens[verb.start - 1].lower
    return before in _STATEMENTS and analysis.tokens[verb.start].lower.endswith(("ed", "en", "nt", "de"))


def _hedged(number: int, analysis: SentenceAnalysis, found: list[Said]) -> Iterator[Said]:
    """ "reportedly": words of somebody who is not named."""
    start, end = _body(analysis)
    for token in analysis.tokens:
        if token.lower not in _lemmas("hedges"):
            continue
        if token.lower == "apparently" or any(
            said.cue is not None and said.cue.start == token.span.start for said in found
        ):
            continue
        content = _stretch(analysis, start, end)
        if content is not None:
            yield Said(
                sentence=number,
                source=None,
                source_chunk=None,
                cue=token.span,
                content=(content,),
                score=0.5,
                basis="hedge",
            )
