"""Which mentions of a window mean the same, and what its pronouns stand for: one candidate or none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention, SameArc
from onrecord.readings.scenes import MEN
from onrecord.text.chunks import SentenceAnalysis

_PERSONS = frozenset({MentionKind.PERSON, MentionKind.POST})
_BODIES = frozenset(
    {MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.COMPANY, MentionKind.MEDIA}
)
_MANY = _BODIES | {MentionKind.GROUP}
_SEVERAL = _MANY - {MentionKind.STATE}  # one state is no "they"
_FIT = {
    "he": _PERSONS, "she": _PERSONS, "him": _PERSONS, "her": _PERSONS, "himself": _PERSONS, "herself": _PERSONS,
    "it": _BODIES, "itself": _BODIES, "they": _SEVERAL | _PERSONS, "them": _SEVERAL | _PERSONS,
    "themselves": _SEVERAL,
    "we": _BODIES | _PERSONS, "i": _PERSONS, "us": _BODIES,
}  # fmt: skip
# "the group", "the ministry": a noun that stands for a body named before.
_STANDING = {
    "group": frozenset({MentionKind.ARMED_GROUP, MentionKind.ORGANISATION}),
    "movement": frozenset({MentionKind.ARMED_GROUP, MentionKind.ORGANISATION}),
    "militia": frozenset({MentionKind.ARMED_GROUP}),
    "faction": frozenset({MentionKind.ARMED_GROUP}),
    "militants": frozenset({MentionKind.ARMED_GROUP}),
    "rebels": frozenset({MentionKind.ARMED_GROUP}),
    "insurgents": frozenset({MentionKind.ARMED_GROUP}),
    "organisation": frozenset({MentionKind.ORGANISATION}),
    "organization": frozenset({MentionKind.ORGANISATION}),
    "bloc": frozenset({MentionKind.ORGANISATION}),
    "union": frozenset({MentionKind.ORGANISATION}),
    "agency": frozenset({MentionKind.ORGANISATION, MentionKind.MEDIA}),
    "ministry": frozenset({MentionKind.ORGANISATION}),
    "party": frozenset({MentionKind.ORGANISATION}),
    "company": frozenset({MentionKind.COMPANY}),
    "country": frozenset({MentionKind.STATE}),
    "kingdom": frozenset({MentionKind.STATE}),
    "minister": frozenset({MentionKind.PERSON}),
    "president": frozenset({MentionKind.PERSON}),
    "general": frozenset({MentionKind.PERSON}),
    "spokesman": frozenset({MentionKind.PERSON}),
    "spokeswoman": frozenset({MentionKind.PERSON}),
}


def antecedents(analyses: Sequence[SentenceAnalysis], mentions: Sequence[ReadMention]) -> list[dict[int, int]]:
    """For each sentence, the mention that each pronoun chunk (and "the group") stands for, where one alone fits."""
    found: list[dict[int, int]] = []
    for number, analysis in enumerate(analyses):
        own: dict[int, int] = {}
        for chunk in range(len(analysis.chunks)):
            kinds = _kinds(analysis, chunk)
            if kinds is None or _is_expletive(analysis, chunk):
                continue
            target = _target(analyses, number, chunk, kinds, mentions, own)
            if target is not None and not _is_its_own_subject(analysis, chunk, mentions[target]):
                own[chunk] = target
        found.append(own)
    return found


def _is_its_own_subject(analysis: SentenceAnalysis, chunk: int, target: ReadMention) -> bool:
    """ "China asked *the country*": what a verb is done to is not who does it, but for "itself"."""
    piece = analysis.chunks[chunk]
    if analysis.tokens[piece.head].lower.endswith(("self", "selves")):
        return False
    for number, subject in enumerate(analysis.subjects):
        passive = analysis.verbs[number].passive
        done_to = chunk in (analysis.agents if passive else analysis.objects)[number]
        if done_to and subject is not None and target.span.overlaps(analysis.chunks[subject].span):
            return True
    return False


def _is_expletive(analysis: SentenceAnalysis, chunk: int) -> bool:
    """ "*It* is alleged that", "*it* is clear that", "*it* seems", "*it* took": stands for nothing named before."""
    piece = analysis.chunks[chunk]
    if analysis.tokens[piece.start].lower != "it" or piece.end - piece.start != 1:
        return False
    number = analysis.verb_at[piece.end] if piece.end < len(analysis.tokens) else -1
    if number < 0:
        return False
    verb = analysis.verbs[number]
    if verb.lemma in _SEEMING:
        return True
    after = [token.lower for token in analysis.tokens[verb.end : verb.end + 4]]
    if verb.passive:
        return after[:1] == ["that"]
    return verb.lemma == "be" and "that" in after[1:] and analysis.tags[verb.end] in {"ADJ", "ADV", "NOUN", "DET"}


_SEEMING = frozenset({"seem", "appear", "rain", "snow", "happen", "transpire", "emerge", "matter"})


def _kinds(analysis: SentenceAnalysis, chunk: int) -> frozenset[MentionKind] | None:
    """The kinds that what a chunk stands for can have; None for a chunk that stands for nothing."""
    piece = analysis.chunks[chunk]
    words = [token.lower for token in analysis.tokens[piece.start : piece.end]]
    if len(words) == 1:
        return _FIT.get(words[0])
    if len(words) == 2 and words[0] in {"the", "that", "this"}:
        return _STANDING.get(words[1])
    return None


def _target(
    analyses: Sequence[SentenceAnalysis], number: int, chunk: int, kinds: frozenset[MentionKind],
    mentions: Sequence[ReadMention], known: dict[int, int],
) -> int | None:  # fmt: skip
    analysis = analyses[number]
    at = analysis.chunks[chunk].span.start
    here = _candidates(analysis, mentions, kinds, before=at)
    subject = _subject_before(analysis, chunk, mentions, kinds, known)
    if subject is not None:
        return subject
    distinct = _distinct(analysis.text, mentions, here)
    if len(distinct) == 1:
        return distinct[0]
    if distinct:
        return None
    for earlier in range(number - 1, max(-1, number - 3), -1):
        before = analyses[earlier]
        first = _first_subject(before, mentions, kinds)
        if first is not None:
            return first
        others = _distinct(before.text, mentions, _candidates(before, mentions, kinds, before=before.span.end))
        if others:
            return others[0] if len(others) == 1 else None
    return None


def _candidates(
    analysis: SentenceAnalysis, mentions: Sequence[ReadMention], kinds: frozenset[MentionKind], *, before: int
) -> list[int]:
    return [
        i
        for i, m in enumerate(mentions)
        if m.kind in kinds and analysis.span.start <= m.span.start and m.span.end <= before
        and not any(o is not m and m.span.within(o.span) and o.kind in _PERSONS | _MANY for o in mentions)
    ]  # fmt: skip


def _distinct(text: str, mentions: Sequence[ReadMention], found: Sequence[int]) -> list[int]:
    seen: dict[str, int] = {}
    for i in found:
        seen.setdefault(mentions[i].span.of(text).casefold(), i)
    return list(seen.values())


def _subject_before(
    analysis: SentenceAnalysis, chunk: int, mentions: Sequence[ReadMention], kinds: frozenset[MentionKind],
    known: dict[int, int],
) -> int | None:  # fmt: skip
    """The subject of the nearest finite verb before the pronoun: "JNIM said *it* had ..."."""
    start = analysis.chunks[chunk].start
    for number in range(len(analysis.verbs) - 1, -1, -1):
        verb = analysis.verbs[number]
        if verb.end > start or not verb.finite:
            continue
        subject = analysis.subjects[number]
        if subject is None or subject == chunk:
            return None
        if start and analysis.lowers[start - 1 : start + 1] == ("when", "it") and _is_passive_behind(analysis, chunk):
            # "It kept *a mission* until May, when *it* was shelled": what is done to it is done to what was kept.
            kept = [m for c in analysis.objects[number] if (m := _mention_at(analysis, c, mentions, kinds)) is not None]
            if kept:
                return kept[0]
        return known.get(subject, _mention_at(analysis, subject, mentions, kinds))
    return None


def _is_passive_behind(analysis: SentenceAnalysis, chunk: int) -> bool:
    """True where the chunk is the subject of a passive."""
    return any(subject == chunk and analysis.verbs[n].passive for n, subject in enumerate(analysis.subjects))


def _first_subject(
    analysis: SentenceAnalysis, mentions: Sequence[ReadMention], kinds: frozenset[MentionKind]
) -> int | None:
    # Who speaks comes before whom the quoted words speak of.
    order = sorted(range(len(analysis.verbs)), key=lambda n: analysis.quoted[analysis.verbs[n].start])
    for number in order:
        subject = analysis.subjects[number]
        if analysis.verbs[number].finite and subject is not None:
            return _mention_at(analysis, subject, mentions, kinds)
    return None


def _mention_at(
    analysis: SentenceAnalysis, chunk: int, mentions: Sequence[ReadMention], kinds: frozenset[MentionKind]
) -> int | None:
    head = analysis.tokens[analysis.chunks[chunk].head].span
    fitting = [i for i, m in enumerate(mentions) if m.kind in kinds and m.span.start <= head.start < m.span.end]
    return min(fitting, key=lambda i: len(mentions[i].span), default=None)


def same(
    text: str, analyses: Sequence[SentenceAnalysis], mentions: Sequence[ReadMention], stands: Sequence[dict[int, int]]
) -> tuple[SameArc, ...]:
    """The pairs of mentions that mean the same, each with what shows it."""
    arcs: dict[tuple[int, int], SameArc] = {}
    found = (
        *_in_brackets(text, mentions),
        *_by_words(text, mentions),
        *_standing(analyses, mentions, stands),
        *_owned(analyses, mentions),
    )
    for arc in found:
        arcs.setdefault((min(arc.left, arc.right), max(arc.left, arc.right)), arc)
    return tuple(arcs.values())


def _owned(analyses: Sequence[SentenceAnalysis], mentions: Sequence[ReadMention]) -> Iterator[SameArc]:
    """ "its fighters" with the one armed body or state that "its" can stand for."""
    for number, analysis in enumerate(analyses):
        for i, mention in enumerate(mentions):
            words = mention.span.of(analysis.text).lower().split() if mention.span.within(analysis.span) else []
            if len(words) < 2 or words[0] not in {"its", "their"} or words[-1] not in MEN:
                continue
            owner = _owner(analyses, number, mention.span.start, mentions)
            if owner is not None and owner != i:
                yield SameArc(left=owner, right=i, score=0.6, basis="a body's own men")


def _owner(analyses: Sequence[SentenceAnalysis], number: int, at: int, mentions: Sequence[ReadMention]) -> int | None:
    """The one body named before `at` in its sentence, else the subject of the sentence before."""
    kinds = frozenset({MentionKind.ARMED_GROUP, MentionKind.ORGANISATION, MentionKind.STATE})
    here = _distinct(analyses[number].text, mentions, _candidates(analyses[number], mentions, kinds, before=at))
    if here:
        return here[0] if len(here) == 1 else None
    return _first_subject(analyses[number - 1], mentions, kinds) if number else None


_NAMED = _PERSONS | _BODIES
# Characters between a name and its other name: "(formerly known as the" and space to spare.
_APART = 60


def _in_brackets(text: str, mentions: Sequence[ReadMention]) -> Iterator[SameArc]:
    """ "the Tehreek-e-Taliban Pakistan (TTP)": what stands in the brackets is another name."""
    order = sorted((mention.span.start, i) for i, mention in enumerate(mentions) if mention.kind in _NAMED)
    for i, left in enumerate(mentions):
        if left.kind not in _NAMED:
            continue
        low = bisect_right(order, (left.span.end, len(mentions)))
        high = bisect_right(order, (left.span.end + _APART, len(mentions)))
        for j in sorted(number for _, number in order[low:high]):
            right = mentions[j]
            between = text[left.span.end : right.span.start]
            after = text[right.span.end : right.span.end + 1]
            if between.strip() in {"(", "(the"} and after == ")":
                yield SameArc(left=i, right=j, score=0.95, basis="alias in brackets")
            elif between.strip(" ,(") in {"also known as", "known as", "formerly known as", "or", "better known as"}:
                yield SameArc(left=i, right=j, score=0.9, basis=between.strip(" ,("))


def _by_words(text: str, mentions: Sequence[ReadMention]) -> Iterator[SameArc]:
    first: dict[str, int] = {}
    for i, mention in enumerate(mentions):
        if mention.kind not in _NAMED or mention.kind is MentionKind.POST:
            continue
        words = mention.span.of(text)
        known = first.get(words.casefold())
        if known is not None:
            yield SameArc(left=known, right=i, score=0.9, basis="same words")
            continue
        yield from _shortened(text, mentions, i, words)
        first[words.casefold()] = i


def _shortened(text: str, mentions: Sequence[ReadMention], number: int, words: str) -> Iterator[SameArc]:
    """A surname after a full name, an acronym after what it stands for."""
    mention = mentions[number]
    found: list[tuple[int, str]] = []
    for j in range(number):
        full = mentions[j].span.of(text)
        parts = full.split()
        if len(parts) < 2 or mentions[j].kind is not mention.kind:
            continue
        if mention.kind is MentionKind.PERSON and words in (parts[-1], " ".join(parts[-2:])):
            found.append((j, "surname"))
        elif words.isupper() and words == "".join(p[0] for p in parts if p[0].isupper()):
            found.append((j, "acronym"))
    if len({mentions[j].span.of(text) for j, _ in found}) == 1:
        yield SameArc(left=found[0][0], right=number, score=0.85, basis=found[0][1])


def _standing(
    analyses: Sequence[SentenceAnalysis], mentions: Sequence[ReadMention], stands: Sequence[dict[int, int]]
) -> Iterator[SameArc]:
    """Mentions such as "the group" with what they stand for."""
    for analysis, own in zip(analyses, stands, strict=True):
        for chunk, target in own.items():
            span = analysis.chunks[chunk].span
            for i, mention in enumerate(mentions):
                if i != target and mention.span.overlaps(span) and mention.span.within(span):
                    yield SameArc(left=target, right=i, score=0.7, basis="stands for the only one that fits")
