"""Claims from readings: each trigger with its roles, chain, time and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile

from onrecord.claims import chains, days
from onrecord.model.articles import Article
from onrecord.model.claims import Claim, EventType, Factuality, Voice
from onrecord.model.dates import DateInterval, TimeValue
from onrecord.model.ids import MentionId, RunId, claim_id, mention_id
from onrecord.model.mentions import Attribution, Mention, MentionKind, Quantity, QuantityKind
from onrecord.model.readings import Reading, ReadTrigger, Role
from onrecord.model.spans import Span
from onrecord.text import numbers

# What happened so long before publication is told as background.
_OLD = timedelta(days=92)
# How many characters on the same happening may be named again by a bare noun.
_NEAR = 800


@dataclass(frozen=True, slots=True)
class _Page:
    """What all claims of an article share."""

    article: Article
    mentions: Mapping[MentionId, Mention]
    attributions: Mapping[tuple[Span | None, tuple[Span, ...]], Attribution]
    times: Mapping[MentionId, TimeValue]
    voices: tuple[Voice, ...]
    run: RunId


def code(
    article: Article,
    readings: Sequence[Reading],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    times: Mapping[MentionId, TimeValue],
    run: RunId,
) -> tuple[Claim, ...]:
    """The claims of an article in the order of their triggers, one for each happening and voice."""
    told = {(a.cue, a.content): a for a in reversed(attributions)}
    page = _Page(article, {m.id: m for m in mentions}, told, times, chains.of_page(article), run)
    claims: dict[str, Claim] = {}
    for reading in readings:
        for number in range(len(reading.triggers)):
            claim = _claim(page, reading, number)
            claims.setdefault(claim.id, claim)
    return tuple(sorted(_told_once(page, claims.values()), key=lambda c: (c.trigger, c.id)))


def _claim(page: _Page, reading: Reading, number: int) -> Claim:
    trigger = reading.triggers[number]
    actors = _fillers(page, reading, number, Role.ACTOR)
    recipients = _fillers(page, reading, number, Role.RECIPIENT)
    places = _fillers(page, reading, number, Role.PLACE)
    told = chains.of_speakers(page.article, _telling(page, reading, number), page.mentions)
    occurred = _occurred(page, reading, number)
    factuality = _as_dated(page.article, trigger, occurred)
    return Claim(
        id=claim_id(
            page.article.id,
            page.run,
            trigger.event_type.value,
            (trigger.span.start, trigger.span.end),
            actors=actors,
            recipients=recipients,
            factuality=factuality.value,
            stance=trigger.stance.value,
            voice=told[-1].text if told else None,
        ),
        article_id=page.article.id,
        run_id=page.run,
        event_type=trigger.event_type,
        mode=trigger.mode,
        contexts=trigger.contexts,
        factuality=factuality,
        stance=trigger.stance,
        background=trigger.background or _is_old(page.article, occurred),
        chain=(*page.voices, *told),
        actors=actors,
        recipients=recipients,
        place=places[0] if places else None,
        occurred=occurred,
        quantities=_quantities(page, reading, number),
        trigger=trigger.span,
        evidence=_evidence(reading, number),
        confidence=_confidence(trigger, actors, recipients),
        basis=trigger.basis,
    )


def _fillers(page: _Page, reading: Reading, number: int, role: Role) -> tuple[MentionId, ...]:
    """The mentions that fill a role, those that the mention stage kept, in order and once each."""
    found = [
        _id(page, reading, arc.mention) for arc in reading.roles if arc.trigger == number and arc.role is role
    ]  # fmt: skip
    return tuple(dict.fromkeys(i for i in found if i in page.mentions))


def _id(page: _Page, reading: Reading, number: int) -> MentionId:
    read = reading.mentions[number]
    return mention_id(page.article.id, read.span.start, read.span.end, read.kind.value)


def _telling(page: _Page, reading: Reading, number: int) -> list[Attribution]:
    """The article's attributions that the reading says tell this trigger, matched by cue and content."""
    found = []
    for read in reading.attributions:
        if number not in read.triggers:
            continue
        own = page.attributions.get((read.cue, read.content))
        if own is not None and own not in found:
            found.append(own)
    return found


def _occurred(page: _Page, reading: Reading, number: int) -> TimeValue | None:
    times = _fillers(page, reading, number, Role.TIME)
    told = page.times.get(times[0]) if times else None
    sentence = next((s for s in reading.sentences if reading.triggers[number].span.within(s)), None)
    if sentence is None:
        return told
    dated = [t for t in page.times.values() if t.span.within(sentence)]
    return days.of_clause(page.article.text, sentence, reading.triggers[number].span, told, dated)


def _as_dated(article: Article, trigger: ReadTrigger, occurred: TimeValue | None) -> Factuality:
    """The factuality as the words put it; what is dated after publication has not happened by then."""
    if trigger.factuality not in {Factuality.HAPPENED, Factuality.ONGOING} or occurred is None:
        return trigger.factuality
    if not _is_to_come(article, occurred):
        return trigger.factuality
    told_as_past = "form: VBD" in trigger.basis or "form: VBN" in trigger.basis
    if told_as_past or trigger.background:
        return Factuality.UNKNOWN  # the words and the date do not agree
    return Factuality.POSSIBLE if trigger.event_type is EventType.ASSAULT else Factuality.PLANNED


def _is_to_come(article: Article, time: TimeValue) -> bool:
    """True where a time begins after the article came out; without days, where its words point ahead ("next week")."""
    published = article.published.interval
    if published is not None and time.interval is not None:
        return published.before(time.interval)
    before = article.text[: time.span.start].rstrip().lower()
    words = time.text.lower().split()
    return words[:1] in (["next"], ["tomorrow"], ["coming"]) and not before.endswith((" the", " its", " their"))


def _is_old(article: Article, occurred: TimeValue | None) -> bool:
    """True where the time of the happening ends months before the article came out."""
    published = article.published.interval
    interval = occurred.interval if occurred is not None else None
    if published is None or published.start is None or interval is None or interval.end is None:
        return False
    return interval.before(DateInterval(published.start - _OLD, None))


def _quantities(page: _Page, reading: Reading, number: int) -> tuple[Quantity, ...]:
    found = []
    for arc in reading.roles:
        if arc.trigger == number and arc.role is Role.QUANTITY:
            quantity = _quantity(page, reading, number, arc.mention)
            if quantity is not None and quantity not in found:
                found.append(quantity)
    return tuple(found)


def _quantity(page: _Page, reading: Reading, number: int, mention: int) -> Quantity | None:
    read = reading.mentions[mention]
    amounts = numbers.parse(page.article.text, read.span)
    if not amounts:
        return None
    given = amounts[0]
    is_money = read.kind is MentionKind.MONEY
    kind = QuantityKind.MONEY if is_money else read.quantity_kind or QuantityKind.OTHER
    return Quantity(
        kind=kind,
        who=None if is_money else _counted(page, reading, mention),
        low=given.low,
        best=given.best,
        high=given.high,
        unit=given.unit if is_money else None,
        text=read.span.of(page.article.text),
        span=read.span,
        basis=given.basis,
    )


def _counted(page: _Page, reading: Reading, mention: int) -> str | None:
    """The words for whom a quantity counts: the mention inside it, else the one right behind."""
    span = reading.mentions[mention].span
    for other in reading.mentions:
        is_noun = other.kind not in (MentionKind.QUANTITY, MentionKind.TIME, MentionKind.NATIONALITY)
        is_next = span.end <= other.span.start <= span.end + 1
        if is_noun and (other.span.within(span) or is_next):
            return other.span.of(page.article.text)
    return None


def _evidence(reading: Reading, number: int) -> tuple[Span, ...]:
    """The sentences in which the trigger and what was counted stand, in order."""
    trigger = reading.triggers[number]
    wanted = [trigger.span]
    wanted.extend(
        reading.mentions[arc.mention].span
        for arc in reading.roles
        if arc.trigger == number and arc.role in (Role.ACTOR, Role.RECIPIENT, Role.QUANTITY)
        and trigger.span.start - 400 <= reading.mentions[arc.mention].span.start <= trigger.span.end + 400
    )  # fmt: skip
    return tuple(s for s in reading.sentences if any(w.overlaps(s) for w in wanted)) or (trigger.span,)


def _confidence(trigger: ReadTrigger, actors: Sequence[MentionId], recipients: Sequence[MentionId]) -> float:
    score = trigger.score
    if not actors:
        score -= 0.1
    if not recipients:
        score -= 0.1
    return round(min(0.99, max(0.05, score)), 2)


def _told_once(page: _Page, claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those that tell again, in fewer words, what the same voice told in the same passage."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: c.trigger):
        if not any(_repeats(page, claim, other) for other in _near(kept, claim.trigger.start)):
            kept.append(claim)
    return kept


def _near(claims: Sequence[Claim], at: int) -> Iterator[Claim]:
    """The last of the claims, back to where none is near: a long page must not cost the square of its claims."""
    return takewhile(lambda claim: at - claim.trigger.start <= 2 * _NEAR, reversed(claims))


def _repeats(page: _Page, claim: Claim, other: Claim) -> bool:
    """True for a bare noun ("the attack") that names the happening of an earlier claim near it."""
    if not claim.basis.startswith("noun") or claim.event_type is not other.event_type:
        return False
    if claim.chain[-1:] != other.chain[-1:] or claim.trigger.start - other.trigger.end > _NEAR:
        return False
    if claim.stance is not other.stance or claim.factuality is not other.factuality:
        return False
    return _agrees(page, claim.actors, other.actors) and _agrees(page, claim.recipients, other.recipients)


def _agrees(page: _Page, left: Sequence[MentionId], right: Sequence[MentionId]) -> bool:
    """True where nobody on one side is missing on the other, by words; nobody at all agrees with everybody."""
    if not left or not right:
        return True
    words = [{page.mentions[i].text.casefold() for i in side} for side in (left, right)]
    return bool(words[0] & words[1])
