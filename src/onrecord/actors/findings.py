"""What resolving found for a mention, and the article it works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.actors.base import ActorBase
from onrecord.model.actors import Actor
from onrecord.model.articles import Article
from onrecord.model.ids import ActorId, MentionId
from onrecord.model.mentions import Mention, MentionKind

CLOSE = 300  # characters within which two mentions are of one matter


@dataclass(frozen=True, slots=True)
class Finding:
    """Whom a mention may name: one actor is an answer, several are an open question, best first."""

    actors: tuple[Actor, ...]
    score: float
    reason: str
    compared: str

    @property
    def actor(self) -> Actor | None:
        """The one actor, None where the question is open."""
        return self.actors[0] if len(self.actors) == 1 else None

    def again(self, score: float, reason: str) -> Finding:
        """The same actors for another mention."""
        return Finding(self.actors, round(self.score * score, 3), reason, self.compared)


def one(actor: Actor, score: float, reason: str, compared: str | None = None) -> Finding:
    """A finding of one actor."""
    return Finding((actor,), score, reason, compared or actor.name)


@dataclass(slots=True)
class Scene:
    """One article while its mentions are resolved: what was found so far, and where each actor is named."""

    article: Article
    mentions: Sequence[Mention]
    base: ActorBase
    day: date | None
    around: Sequence[Mention] = ()  # every mention, those that name no actor included
    found: dict[MentionId, Finding] = field(default_factory=dict)
    places: dict[ActorId, list[int]] = field(default_factory=dict)
    used: dict[str, Finding] = field(default_factory=dict)  # folded words of the page and whom they named
    defined: dict[str, Finding] = field(default_factory=dict)  # abbreviations that the page explains
    aside: set[MentionId] = field(default_factory=set)  # names of states that mean a place, a person or money here
    doubted: set[str] = field(default_factory=set)  # single names told with a title that nobody known bears

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def put(self, mention: Mention, finding: Finding) -> None:
        """Keeps a finding, and where its actor stands."""
        self.found[mention.id] = finding
        for actor in finding.actors:
            self.places.setdefault(actor.id, []).append(mention.span.start)

    def open(self, *kinds: MentionKind) -> list[Mention]:
        """The mentions of these kinds for which nothing is found yet, in order."""
        return [m for m in self.mentions if m.kind in kinds and m.id not in self.found]

    def nearness(self, actor: Actor, at: int) -> float:
        """How much the article, and the words close to `at`, speak of what the person belongs to."""
        score = 0.0
        for identifier, weight in affiliations(actor, self.base):
            starts = self.places.get(identifier)
            if starts:
                near = any(abs(start - at) <= CLOSE for start in starts)
                score = max(score, weight * (2 if near else 1))
        return score


def affiliations(actor: Actor, base: ActorBase) -> Iterable[tuple[ActorId, float]]:
    """What a person belongs to with a weight: organisations 2, what these are part of 1, the country a half."""
    own = {p.organisation for p in actor.posts if p.organisation} | {m.actor for m in actor.memberships}
    for identifier in own:
        yield identifier, 2.0
        body = base.get(identifier)
        for tie in body.memberships if body else ():
            if tie.kind in ("part_of", "governs", "member_of"):
                yield tie.actor, 1.0
    state = base.state(actor.country) if actor.country else None
    if state:
        yield state.id, 0.5
