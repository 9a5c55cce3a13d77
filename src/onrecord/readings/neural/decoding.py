"""The scores of one window to a reading: spans on token borders, roles only with triggers, contents only with cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import numpy as np

from onrecord.codebook import is_mode
from onrecord.model.ids import ArticleId
from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import (
    ReadAttribution,
    Reading,
    ReadMention,
    ReadTrigger,
    RelationArc,
    Role,
    RoleArc,
    SameArc,
)
from onrecord.model.spans import Span
from onrecord.readings import signs
from onrecord.readings.neural import labels
from onrecord.readings.neural.acceptance import Sight
from onrecord.readings.neural.spans import Found, Scores, pointed, probabilities, spans, sure
from onrecord.text.tokens import Token

BASIS = "model"
_LONGEST_TRIGGER, _LONGEST_SOURCE, _LONGEST_CONTENT = 8, 30, 150
_COUNTED = frozenset({MentionKind.QUANTITY, MentionKind.MONEY})
_WHERE = frozenset({MentionKind.PLACE, MentionKind.FACILITY, MentionKind.STATE, MentionKind.EVENT})
_NOBODY = frozenset({MentionKind.TIME, MentionKind.MONEY, MentionKind.LAW})
_KINDS_OF: Mapping[Role, Callable[[MentionKind], bool]] = {
    Role.ACTOR: lambda kind: kind not in _NOBODY,
    Role.RECIPIENT: lambda kind: kind not in _NOBODY,
    Role.PLACE: lambda kind: kind in _WHERE,
    Role.TIME: lambda kind: kind is MentionKind.TIME,
    Role.QUANTITY: lambda kind: kind in _COUNTED,
}
_AREAS = frozenset({"region", "province", "district", "state", "city", "oblast", "county", "department", "prefecture"})
_JOINS = frozenset({"of", "in", "for", "from", "at"})
_ONLY_ONE = frozenset({Role.PLACE, Role.TIME})
# The heads that decoding asks for. Relations and coreference were learned, but to no use yet ("links" is left out).
READ_HEADS = frozenset(
    {"outer", "inner", "triggers", "cues", "factuality", "stance", "quantity", "mode", "roles", "voices"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where a score becomes an answer; chosen on development data and shipped with the weights."""

    trigger: float = 2.5  # taken from the score of "no trigger": candidates, weighed later
    mention: float = 0.0
    cue: float = 0.0
    actor: float = 0.5
    recipient: float = 0.5
    place: float = 0.5
    time: float = 0.5
    quantity: float = 0.5
    voice: float = 0.5
    same: float = 0.6
    relation: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A window as the model saw it: its words, and each head's scores with word 0 (the opening mark) still there."""

    article_id: ArticleId
    text: str
    window: Span
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]
    scores: Mapping[str, Scores]


def sight(reads: Sequence[Read], span: Span) -> Sight:
    """What the model sees in the words of a span, of the windows that hold them; nothing where none does."""
    for read in reads:
        words = (
            [n for n, token in enumerate(read.tokens) if token.span.overlaps(span)]
            if read.window.overlaps(span)
            else []
        )
        if words:
            shares = probabilities(read.scores["triggers"][words[0] + 1 : words[-1] + 2])
            types = (shares[:, 1::2] + shares[:, 2::2]).mean(axis=0)
            anything = float(1.0 - shares[:, 0].min())
            return Sight(dict(zip(labels.TYPES, map(float, types), strict=True)), anything, len(words))
    return Sight(dict.fromkeys(labels.TYPES, 0.0), 0.0, 0)


@dataclass(slots=True)
class _Draft:
    read: Read
    at: Thresholds
    mentions: list[ReadMention] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)

    def span(self, first: int, last: int) -> Span:
        return Span(self.read.tokens[first].span.start, self.read.tokens[last - 1].span.end)

    def add(self, first: int, last: int, mention: ReadMention) -> int:
        self.mentions.append(mention)
        self.words.append((first, last))
        return len(self.mentions) - 1


def decode(read: Read, at: Thresholds, silent: Sequence[Span] = ()) -> Reading:
    """The reading of a window. In `silent` sentences no happening is looked for."""
    draft = _Draft(read, at)
    _name(draft)
    found = [
        one
        for one in spans(read.scores["triggers"][1:], at.trigger)
        if one.last - one.first <= _LONGEST_TRIGGER and not any(draft.span(*one[:2]).overlaps(s) for s in silent)
    ]
    triggers = tuple(_trigger(draft, one) for one in found)
    roles = tuple(sorted(_roles(draft, found), key=lambda arc: arc.trigger))
    attributions = _attributions(draft, found)
    return Reading(
        article_id=read.article_id,
        window=read.window,
        sentences=read.sentences,
        mentions=tuple(draft.mentions),
        triggers=triggers,
        roles=roles,
        attributions=attributions,
        relations=tuple(_relations(draft)) if "links" in read.scores else (),
        same=tuple(_same(draft)) if "links" in read.scores else (),
    )


# Mentions


def _name(draft: _Draft) -> None:
    """Every mention of the outer and the inner head, the outer ones first where two begin alike."""
    scores, at = draft.read.scores, draft.at
    outer = spans(scores["outer"][1:], at.mention)
    inner = [one for one in spans(scores["inner"][1:], at.mention) if not any(one[:2] == o[:2] for o in outer)]
    for one in sorted([*outer, *inner], key=lambda f: (f.first, -f.last)):
        kind = labels.KINDS[one.label]
        quantity = None
        if kind in _COUNTED:
            quantity = labels.QUANTITIES[int(scores["quantity"][one.first + 1].argmax())]
        mention = ReadMention(
            span=draft.span(one.first, one.last),
            kind=kind,
            score=round(one.score, 3),
            basis=BASIS,
            quantity_kind=quantity,
        )
        draft.add(one.first, one.last, mention)


# Happenings


def _trigger(draft: _Draft, found: Found) -> ReadTrigger:
    scores, word = draft.read.scores, found.first + 1
    span = draft.span(found.first, found.last)
    event_type = labels.TYPES[found.label]
    sentence = next((s for s in draft.read.sentences if s.overlaps(span)), span)
    return ReadTrigger(
        span=span,
        event_type=event_type,
        mode=_mode(scores["mode"][word], found.label),
        contexts=_contexts(sentence.of(draft.read.text)),
        factuality=labels.FACTUALITIES[int(scores["factuality"][word].argmax())],
        stance=labels.STANCES[int(scores["stance"][word].argmax())],
        score=round(found.score, 3),
        basis=BASIS,
    )


def _mode(scores: Scores, label: int) -> tuple[str, ...]:
    """The best of the modes that the type has; none where none is better."""
    legal = _legal_modes(label)
    best = max(legal, key=lambda n: float(scores[n + 1]), default=None)
    if best is None or scores[best + 1] < scores[0]:
        return ()
    return (labels.MODES[best],)


@cache
def _legal_modes(label: int) -> tuple[int, ...]:
    return tuple(n for n, mode in enumerate(labels.MODES) if is_mode(labels.TYPES[label], mode))


# Every happening of a sentence asks for the same.
@lru_cache(maxsize=64)
def _contexts(sentence: str) -> tuple[str, ...]:
    words = "".join(c if c.isalnum() or c in "'-" else " " for c in sentence.lower()).split()
    return signs.contexts(f" {' '.join(words)} ")


def _roles(draft: _Draft, triggers: Sequence[Found]) -> Iterator[RoleArc]:
    """The arcs from each happening to the mentions that a role can take; of places and times the likeliest alone."""
    if not triggers:
        return
    words = [one.first + 1 for one in triggers]
    for role, fits in _KINDS_OF.items():
        fillers = _fillers(draft, fits)
        ends = [draft.words[m][1] for m in fillers]
        if not fillers:
            continue
        shares = sure(draft.read.scores["roles"][labels.ROLE_CHANNELS.index(role.value)][np.ix_(words, ends)])
        threshold = float(getattr(draft.at, role.value))
        for number, line in enumerate(shares.tolist()):
            given = [(share, m) for share, m in zip(line, fillers, strict=True) if share >= threshold]
            if role in _ONLY_ONE and given:
                given = [max(given)]
            for share, mention in given:
                yield RoleArc(trigger=number, mention=mention, role=role, score=round(share, 3), basis=BASIS)


def _fillers(draft: _Draft, fits: Callable[[MentionKind], bool]) -> list[int]:
    """The mentions that a role can take; of those that end alike, the one that is no count, then the longest."""
    best: dict[int, int] = {}
    for m, (first, last) in enumerate(draft.words):
        kind = draft.mentions[m].kind
        if not fits(kind):
            continue
        other = best.get(last)
        if other is None or (kind in _COUNTED, first) < (
            draft.mentions[other].kind in _COUNTED,
            draft.words[other][0],
        ):
            best[last] = m
    return list(best.values())


# Voices


def _attributions(draft: _Draft, triggers: Sequence[Found]) -> tuple[ReadAttribution, ...]:
    found = [_attribution(draft, cue, triggers) for cue in spans(draft.read.scores["cues"][1:], draft.at.cue)]
    return tuple(replace(one, parent=parent_of(number, found)) for number, one in enumerate(found))


def _attribution(draft: _Draft, cue: Found, triggers: Sequence[Found]) -> ReadAttribution:
    arcs = draft.read.scores["voices"]
    word = cue.first + 1
    line = {name: arcs[n, word] for n, name in enumerate(labels.VOICE_CHANNELS)}
    source = pointed(line["source start"], line["source end"], _LONGEST_SOURCE)
    content = pointed(line["content start"], line["content end"], _LONGEST_CONTENT)
    voices = sure(arcs[labels.VOICE_CHANNELS.index("voice"), :, word])
    pieces = _pieces(content, [(cue.first, cue.last), *([source] if source else [])])
    spanned = tuple(_trimmed(draft, first, last) for first, last in pieces)
    return ReadAttribution(
        source=_source(draft, source) if source else None,
        cue=draft.span(cue.first, cue.last),
        content=tuple(s for s in spanned if s is not None),
        form=_form(draft.read.text, spanned),
        parent=None,
        score=round(cue.score, 3),
        basis=BASIS,
        triggers=tuple(n for n, t in enumerate(triggers) if voices[t.first + 1] >= draft.at.voice),
    )


def _pieces(content: tuple[int, int] | None, holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The content without the words of cue and source that stand in it."""
    pieces = [content] if content else []
    for first, last in holes:
        cut = []
        for start, end in pieces:
            if last <= start or end <= first:
                cut.append((start, end))
                continue
            cut.extend(piece for piece in ((start, first), (last, end)) if piece[0] < piece[1])
        pieces = cut
    return pieces


def _trimmed(draft: _Draft, first: int, last: int) -> Span | None:
    """The stretch without commas and stops at its ends; None where nothing else is left."""
    tokens = draft.read.tokens
    while first < last and tokens[first].text in {",", ";", ":", "—", "–", "-"}:
        first += 1
    while first < last and tokens[last - 1].text in {",", ";", ":", "—", "–", "-", "."}:
        last -= 1
    return draft.span(first, last) if first < last else None


def _source(draft: _Draft, words: tuple[int, int]) -> int:
    """The mention that these words are, or a new one for them."""
    first, last = words
    # "The administration *of* the region": not the region speaks.
    joins = [n for n in range(first, last) if draft.read.tokens[n].lower in _JOINS]
    ranked = [
        (start != first, abs(end - last) + abs(start - first), m)
        for m, (start, end) in enumerate(draft.words)
        if start < last
        and first < end
        and end == last
        and draft.mentions[m].kind not in _NOBODY
        and not (_is_area(draft, m) and any(first < n < start for n in joins))
    ]
    ranked.extend(
        (True, 100 + abs(end - last) + abs(start - first), m)
        for m, (start, end) in enumerate(draft.words)
        if start < last and first < end and end != last and draft.mentions[m].kind not in _NOBODY
    )
    if ranked:
        return min(ranked)[2]
    shares = probabilities(draft.read.scores["outer"][first + 1 : last + 1])
    kind = labels.KINDS[int((shares[:, 1::2] + shares[:, 2::2]).sum(axis=0).argmax())]
    if kind in _NOBODY or kind in _COUNTED:
        kind = MentionKind.OTHER
    mention = ReadMention(span=draft.span(first, last), kind=kind, score=0.5, basis=f"{BASIS}: source")
    return draft.add(first, last, mention)


def _is_area(draft: _Draft, number: int) -> bool:
    last = draft.read.tokens[draft.words[number][1] - 1].lower
    return draft.mentions[number].kind in _WHERE or last in _AREAS


def _form(text: str, content: Sequence[Span | None]) -> AttributionForm:
    marked = [text[max(0, s.start - 1) : s.end + 1] for s in content if s is not None]
    quoted = [any(mark in piece for mark in '"“”«»') for piece in marked]
    if not any(quoted):
        return AttributionForm.INDIRECT
    whole = all(piece.strip(" ,.")[:1] in '"“«' and piece.strip(" ,.")[-1:] in '"”»' for piece in marked)
    return AttributionForm.DIRECT if whole else AttributionForm.MIXED


def parent_of(number: int, found: Sequence[ReadAttribution]) -> int | None:
    """The number of the attribution with the shortest content around this one's cue."""
    one = found[number]
    around = [
        (sum(map(len, other.content)), n)
        for n, other in enumerate(found)
        if n != number and one.cue is not None and any(one.cue.within(piece) for piece in other.content)
    ]
    return min(around)[1] if around else None


# Links


def _relations(draft: _Draft) -> Iterator[RelationArc]:
    """The arcs between mentions by kind; none between two that end alike."""
    if len(draft.words) < 2:
        return
    channels = [labels.LINK_CHANNELS.index(kind.value) for kind in labels.RELATIONS]
    shares = sure(_between(draft)[channels])
    for left, right, number in np.argwhere((shares >= draft.at.relation).transpose(1, 2, 0)).tolist():
        if draft.words[left][1] != draft.words[right][1]:
            yield RelationArc(
                kind=labels.RELATIONS[number], subject=left, object=right, cue=None, post=None, time=None,
                score=round(float(shares[number, left, right]), 3), basis=BASIS,
            )  # fmt: skip


def _same(draft: _Draft) -> Iterator[SameArc]:
    """Pairs of mentions that mean the same; the arc may lead either way."""
    if len(draft.words) < 2:
        return
    shares = sure(_between(draft)[labels.LINK_CHANNELS.index("same")])
    both = np.triu(np.maximum(shares, shares.T), 1)
    for left, right in np.argwhere(both >= max(draft.at.same, 1e-6)).tolist():
        if draft.words[left][1] != draft.words[right][1]:
            yield SameArc(left=left, right=right, score=round(float(both[left, right]), 3), basis=BASIS)


def _between(draft: _Draft) -> Scores:
    """The scores of links by channel, mention and mention: each is met at its last word."""
    lasts = [last for _, last in draft.words]
    return draft.read.scores["links"][:, np.array(lasts)[:, None], np.array(lasts)[None, :]]
