"""Passages that people decided on wholly, as marked text: sentences with numbered brackets, to train and score by.

A passage is the lines that hold all words of some claims. It is written where a person has decided on every claim
that has its trigger there: one that nobody looked at would pass for none. A rejected claim is left out, which says
that there is none. The publisher's own voice, and a wire that stands nowhere in the passage, are no part of a chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.export.files import whole_file
from onrecord.model.articles import Article
from onrecord.model.claims import VoiceKind
from onrecord.model.filters import Filter
from onrecord.model.mentions import MentionKind, Quantity
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim
from onrecord.model.spans import Span

if TYPE_CHECKING:
    from onrecord.store import Record

Line = dict[str, Any]


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of passages written, one JSON object a line."""
    count = 0
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines(record, wanted):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


def lines(record: Record, wanted: Filter) -> Iterator[Line]:
    """The passages of articles that hold a claim which answers the filter and which people decided on."""
    decided = {one.claim_id for one in record.coded()}
    asked = replace(wanted, limit=None, offset=0)
    found = [c.claim.article_id for c in record.claims(replace(asked, as_read=True)) if c.claim.id in decided]
    found += [c.claim.article_id for c in record.claims(asked) if c.reviewed]
    for article_id in dict.fromkeys(found):
        row = record.article(article_id)
        if row is None:
            continue
        own = Filter(article=article_id)
        standing = list(record.claims(own))
        known = {claim.claim.id for claim in standing}
        fallen = [c for c in record.claims(replace(own, as_read=True)) if c.claim.id not in known]
        yield from _of_article(row.article, standing, fallen)


def _of_article(article: Article, standing: Sequence[ResolvedClaim], fallen: Sequence[ResolvedClaim]) -> Iterator[Line]:
    held = [(_around(article.text, _hull(claim)), claim) for claim in standing]
    spots = [span for span, _ in held] + [_around(article.text, claim.claim.trigger) for claim in fallen]
    for span in _joined(spots):
        mine = [claim for where, claim in held if where.within(span)]
        if all(claim.reviewed for claim in mine):
            marked = _Passage(article, span)
            told = [marked.claim(claim) for claim in mine]
            if marked.can_be_written:
                yield marked.line(told)


def _hull(claim: ResolvedClaim) -> Span:
    """The stretch from the first to the last word that the claim rests on."""
    own = claim.claim
    named = [ref.span for ref in (*claim.actors, *claim.recipients)] + ([claim.place.span] if claim.place else [])
    said = [span for voice in own.chain for span in (voice.span, voice.cue_span) if span is not None]
    counted = [quantity.span for quantity in own.quantities] + ([own.occurred.span] if own.occurred else [])
    hull = own.trigger
    for span in (*own.evidence, *named, *said, *counted):
        hull = hull.joined(span)
    return hull


def _around(text: str, span: Span) -> Span:
    """The whole lines that the span touches, without white space at the ends."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end).stripped(text)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and found[-1].overlaps(span):
            found[-1] = found[-1].joined(span)
        else:
            found.append(span)
    return found


class _Passage:
    """One passage on its way to marked text: its brackets, each with a number and, for what is named, a kind."""

    def __init__(self, article: Article, span: Span) -> None:
        self._article = article
        self._span = span
        self._numbers: dict[Span, int] = {}
        self._kinds: dict[int, str] = {}
        self._days: dict[int, list[str]] = {}
        self._attributions: list[Line] = []

    @property
    def can_be_written(self) -> bool:
        """False where two brackets would cross, which marked text cannot say."""
        spans = sorted(self._numbers, key=lambda span: (span.start, -span.end))
        nested = (b.start >= a.end or b.within(a) for n, a in enumerate(spans) for b in spans[n + 1 :])
        return all(nested)

    def claim(self, told: ResolvedClaim) -> Line:
        """The claim, its brackets opened."""
        own = told.claim
        trigger = self._bracket(own.trigger)
        actors, recipients = ([self._named(ref) for ref in refs] for refs in (told.actors, told.recipients))
        return {
            "trigger": trigger,
            "type": own.event_type.value,
            "mode": own.mode[0] if own.mode else None,
            "contexts": list(own.contexts),
            "actors": actors,
            "recipients": recipients,
            "place": self._named(told.place, MentionKind.PLACE) if told.place else None,
            "time": self._time(told),
            "quantities": [self._quantity(one, told) for one in own.quantities],
            "factuality": own.factuality.value,
            "stance": own.stance.value,
            "background": own.background,
            "chain": self._chain(told),
        }

    def _bracket(self, span: Span, kind: MentionKind | None = None) -> int:
        number = self._numbers.setdefault(span, len(self._numbers) + 1)
        if kind is not None:
            self._kinds.setdefault(number, kind.value)
        return number

    def _named(self, ref: ActorRef | PlaceRef, kind: MentionKind = MentionKind.OTHER) -> int:
        own = ref.mention_kind if isinstance(ref, ActorRef) else None
        return self._bracket(ref.span, own or kind)

    def _time(self, told: ResolvedClaim) -> int | None:
        occurred = told.claim.occurred
        if occurred is None or not len(occurred.span):
            return None
        number = self._bracket(occurred.span, MentionKind.TIME)
        days = occurred.interval
        if days is not None and days.start is not None and days.end is not None:
            self._days[number] = [days.start.isoformat(), days.end.isoformat()]
        return number

    def _quantity(self, one: Quantity, told: ResolvedClaim) -> Line:
        counted = (ref for ref in told.recipients if one.who and ref.text.casefold().endswith(one.who.casefold()))
        who = next(counted, None)
        return {
            "span": self._bracket(one.span, MentionKind.QUANTITY),
            "kind": one.kind.value,
            "low": one.low,
            "high": one.high,
            "who": self._named(who) if who else None,
        }

    def _chain(self, told: ResolvedClaim) -> list[Line]:
        links = []
        for voice in told.claim.chain:
            if voice.kind is VoiceKind.PUBLISHER or voice.span is None:
                continue
            kind = MentionKind.ANONYMOUS if voice.kind is VoiceKind.ANONYMOUS else MentionKind.OTHER
            cue = None if voice.cue_span is None else self._bracket(voice.cue_span)
            links.append({"source": self._bracket(voice.span, kind), "cue": cue})
        for link in links:
            if link | {"content": None} not in self._attributions:
                self._attributions.append(link | {"content": None})
        return links

    def line(self, claims: list[Line]) -> Line:
        """The passage with its brackets and all that stands in them."""
        days, publisher = self._article.published.interval, self._article.publisher
        return {
            "id": f"{self._article.id}-{self._span.start}",
            "style": "reviewed",
            "published": days.start.isoformat() if days and days.start else None,
            "publisher": publisher.name if publisher else None,
            "text": self._marked(),
            "spans": {str(number): kind for number, kind in sorted(self._kinds.items())},
            "claims": claims,
            "attributions": self._attributions,
            "relations": [],
            "same": [],
            "time_values": {str(number): told for number, told in sorted(self._days.items())},
        }

    def _marked(self) -> str:
        opening: dict[int, list[Span]] = {}
        closing: dict[int, int] = {}
        for span in sorted(self._numbers, key=lambda span: (span.start, -span.end)):
            opening.setdefault(span.start, []).append(span)
            closing[span.end] = closing.get(span.end, 0) + 1
        out: list[str] = []
        for at in range(self._span.start, self._span.end + 1):
            out.append("]" * closing.get(at, 0))
            out.extend(f"[{self._numbers[span]} " for span in opening.get(at, ()))
            if at < self._span.end:
                letter = self._article.text[at]
                out.append(f"\\{letter}" if letter in "[]" else letter)
        return "".join(out)
