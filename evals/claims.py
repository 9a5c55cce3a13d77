"""Claims in marked passages: triggers, who to whom, whose words, how put, where, when, how many.

A predicted claim answers a gold claim of the same event type whose trigger it overlaps, one to one. A predicted
mention answers a bracket when it overlaps that bracket or another that means the same. What comes after `directed_f1`
is scored over the claims answered: `actors_f1`, `recipients_f1`, `voices_f1` and `quantities` as F1 of single fillers,
`factuality` and `stance` as accuracy, `place` and `time` as accuracy where either side has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evals.marked import Passage, passages
from evals.measures import Row, Scores, best_assignment, f1, rounded
from onrecord.model.spans import Span

Amount = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim, predicted or of the key, as the scorer compares them.

    Each filler is a tuple of spans: in a key those of all mentions that would be right.
    """

    event_type: str
    trigger: Span
    actors: tuple[tuple[Span, ...], ...]
    recipients: tuple[tuple[Span, ...], ...]
    voices: tuple[tuple[Span, ...], ...]
    factuality: str
    stance: str
    place: tuple[Span, ...] | None
    time: tuple[Span, ...] | None
    amounts: tuple[Amount, ...]


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """The scores over a folder or file of marked passages, and one prediction for each passage."""
    tally = Tally()
    predictions: list[Row] = []
    for number, row in enumerate(passages(data)):
        if limit is not None and number >= limit:
            break
        mine = predict(row)
        tally.add(list(gold(row)), mine)
        predictions.append({"id": row.id, "claims": [_line(row.text, told) for told in mine]})
    return rounded(tally.scores()), predictions


def gold(row: Passage) -> Iterator[Told]:
    """The claims of a passage's key."""
    for claim in row.claims:
        yield Told(
            event_type=claim["type"],
            trigger=row.spans[claim["trigger"]],
            actors=tuple(_alternatives(row, n) for n in claim["actors"]),
            recipients=tuple(_alternatives(row, n) for n in claim["recipients"]),
            voices=tuple(_alternatives(row, v["source"]) for v in claim["chain"] if v["source"] is not None),
            factuality=claim["factuality"],
            stance=claim["stance"],
            place=_alternatives(row, claim["place"]) if claim["place"] is not None else None,
            time=_alternatives(row, claim["time"]) if claim["time"] is not None else None,
            amounts=tuple((q["kind"], q["low"], q["high"]) for q in claim["quantities"]),
        )


def _alternatives(row: Passage, number: int) -> tuple[Span, ...]:
    """The bracket and those that mean the same."""
    same = {number}.union(*(set(group) for group in row.same if number in group))
    return tuple(row.spans[n] for n in sorted(same))


def predict(row: Passage) -> list[Told]:
    """The claims that the program codes from a passage."""
    from evals.program import coded

    found = coded(row.text, date.fromisoformat(row.published) if row.published else None)
    told = []
    for resolved in found.claims:
        claim = resolved.claim
        told.append(
            Told(
                event_type=claim.event_type.value,
                trigger=claim.trigger,
                actors=tuple((ref.span,) for ref in resolved.actors),
                recipients=tuple((ref.span,) for ref in resolved.recipients),
                voices=tuple((v.span,) for v in resolved.chain if v.kind in ("speaker", "anonymous") and v.span),
                factuality=claim.factuality.value,
                stance=claim.stance.value,
                place=(resolved.place.span,) if resolved.place else None,
                time=(claim.occurred.span,) if claim.occurred else None,
                amounts=tuple((q.kind.value, q.low, q.high) for q in claim.quantities),
            )
        )
    return told


def _line(text: str, told: Told) -> Row:
    return {
        "event_type": told.event_type,
        "trigger": told.trigger.of(text),
        "actors": [a[0].of(text) for a in told.actors],
        "recipients": [r[0].of(text) for r in told.recipients],
        "voices": [v[0].of(text) for v in told.voices],
        "factuality": told.factuality,
        "stance": told.stance,
    }


class Tally:
    """Counts over passages, from which the scores follow."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, key: Sequence[Told], mine: Sequence[Told]) -> list[tuple[Told, Told]]:
        """Takes one passage in; gives the pairs of key and prediction."""
        pairs = matched(key, mine)
        self._counts.update({"key": len(key), "mine": len(mine), "right": len(pairs)})
        for theirs, own in pairs:
            self._pair(theirs, own)
        return pairs

    def _pair(self, key: Told, mine: Told) -> None:
        fillers = (("actors", key.actors, mine.actors), ("recipients", key.recipients, mine.recipients))
        whole = True
        for name, theirs, own in (*fillers, ("voices", key.voices, mine.voices)):
            right = _answered(theirs, own)
            self._counts.update({f"{name} key": len(theirs), f"{name} mine": len(own), f"{name} right": right})
            whole = whole and (name == "voices" or right == len(theirs) == len(own))
        self._counts["directed"] += whole
        self._counts["factuality"] += key.factuality == mine.factuality
        self._counts["stance"] += key.stance == mine.stance
        for name, there, here in (("place", key.place, mine.place), ("time", key.time, mine.time)):
            if there or here:
                self._counts[f"{name} all"] += 1
                self._counts[name] += bool(there and here and _overlap(there, here))
        common = sum((Counter(key.amounts) & Counter(mine.amounts)).values())
        self._counts.update(
            {"amounts key": len(key.amounts), "amounts mine": len(mine.amounts), "amounts right": common}
        )

    def scores(self) -> Scores:
        """The scores of all that was taken in."""
        c = self._counts
        pairs = c["right"] or 1
        single = {
            f"{name}_f1": f1(c[f"{name} right"], c[f"{name} mine"], c[f"{name} key"])[2]
            for name in ("actors", "recipients", "voices")
        }
        return {
            "trigger_f1": f1(c["right"], c["mine"], c["key"])[2],
            "directed_f1": f1(c["directed"], c["mine"], c["key"])[2],
            **single,
            "factuality": c["factuality"] / pairs,
            "stance": c["stance"] / pairs,
            "place": c["place"] / (c["place all"] or 1),
            "time": c["time"] / (c["time all"] or 1),
            "quantities": f1(c["amounts right"], c["amounts mine"], c["amounts key"])[2],
            "trigger_precision": f1(c["right"], c["mine"], c["key"])[0],
            "trigger_recall": f1(c["right"], c["mine"], c["key"])[1],
            "claims": c["mine"],
            "key": c["key"],
        }


def matched(key: Sequence[Told], mine: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Pairs of key and prediction, one to one; of several that could answer, those that agree most."""
    weights: dict[tuple[int, int], float] = {}
    for i, theirs in enumerate(key):
        for j, own in enumerate(mine):
            if theirs.event_type == own.event_type and theirs.trigger.overlaps(own.trigger):
                agree = _answered(theirs.actors, own.actors) + _answered(theirs.recipients, own.recipients)
                agree += _answered(theirs.voices, own.voices) + (theirs.stance == own.stance)
                weights[i, j] = 100 + agree
    return [(key[i], mine[j]) for i, j in sorted(best_assignment(weights).items())]


def _answered(key: Iterable[tuple[Span, ...]], mine: Iterable[tuple[Span, ...]]) -> int:
    """How many fillers of the key are given, each prediction answering one."""
    left = list(mine)
    right = 0
    for wanted in key:
        hit = next((given for given in left if _overlap(wanted, given)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def _overlap(left: Iterable[Span], right: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in left for b in right)
