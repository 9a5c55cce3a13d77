"""Mentions, the day and the article in; judgements on whom each mention names out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.actors.base import ActorBase
from onrecord.actors.circles import by_circle
from onrecord.actors.findings import Finding, Scene
from onrecord.actors.local import by_record
from onrecord.actors.names import NAMED, by_name
from onrecord.actors.people import by_person
from onrecord.actors.phrases import clean
from onrecord.actors.sameness import may_mean
from onrecord.actors.spelling import by_spelling
from onrecord.model.actors import Actor
from onrecord.model.articles import Article
from onrecord.model.ids import ActorId, MentionId, judgement_id
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.mentions import Mention, MentionKind

_DECIDER = "onrecord"
_HANDLED = frozenset((*NAMED, MentionKind.PERSON, MentionKind.POST, MentionKind.GROUP, MentionKind.ANONYMOUS))


def resolve(
    article: Article,
    mentions: Sequence[Mention],
    base: ActorBase,
    same: Sequence[tuple[MentionId, MentionId]] = (),
) -> tuple[tuple[Judgement, ...], tuple[Actor, ...]]:
    """Judgements on whom the mentions name, and every actor that they point to.

    One SAME judgement for a mention that names one actor, one UNSURE for each of several it may name, none for the
    rest: private people, nationalities, sources without a name, places. `same` are pairs of mentions that mean the
    same; one that is known tells of the other. Names are read as of the article's day of publication.
    """
    handled = sorted((m for m in mentions if m.kind in _HANDLED), key=lambda m: (m.span, m.kind.value))
    scene = Scene(article=article, mentions=handled, base=base, day=_day(article), around=mentions)
    by_name(scene)
    by_person(scene)
    by_circle(scene)
    by_spelling(scene)
    _by_sameness(scene, same)
    by_record(scene)
    _by_sameness(scene, same)
    return _judgements(scene), _actors(scene)


def _day(article: Article) -> date | None:
    """The last day of the interval in which the article was published; None where it is too wide to tell by."""
    interval = article.published.interval
    if interval is None or interval.end is None or interval.start is None:
        return None
    return interval.end - timedelta(days=1) if (interval.end - interval.start).days <= 31 else None


def _by_sameness(scene: Scene, same: Sequence[tuple[MentionId, MentionId]]) -> None:
    """What is known of one mention told of another that means the same, until nothing moves."""
    known = {m.id: m for m in scene.mentions}
    moved = True
    while moved:
        moved = False
        for pair in same:
            for left, right in (pair, pair[::-1]):
                is_new = left in scene.found and right in known and right not in scene.found
                if is_new and may_mean(scene, known, left, right):
                    words = clean(known[left].text) if left in known else "another mention"
                    owned = known[right].text.lower().startswith(("its ", "their "))
                    tie = "acts for" if owned else "means the same as"
                    scene.put(known[right], scene.found[left].again(0.9, f"{tie} {words}"))
                    moved = True


def _judgements(scene: Scene) -> tuple[Judgement, ...]:
    made: list[Judgement] = []
    for mention in scene.mentions:
        finding = scene.found.get(mention.id)
        if finding:
            made.extend(_judged(mention, finding))
    return tuple(made)


def _judged(mention: Mention, finding: Finding) -> list[Judgement]:
    verdict = Verdict.SAME if len(finding.actors) == 1 and finding.score >= 0.5 else Verdict.UNSURE
    kind = JudgementKind.ACTOR
    return [
        Judgement(
            id=judgement_id(kind.value, mention.id, actor.id, _DECIDER),
            kind=kind,
            left=mention.id,
            right=actor.id,
            verdict=verdict,
            score=finding.score,
            reason=finding.reason,
            left_value=mention.text,
            right_value=actor.name,
        )
        for actor in finding.actors
    ]


def _actors(scene: Scene) -> tuple[Actor, ...]:
    named: dict[ActorId, Actor] = {a.id: a for finding in scene.found.values() for a in finding.actors}
    return tuple(named[identifier] for identifier in sorted(named))
