"""All that reading one capture gives: what the pipeline hands to the store in one piece."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Article, Capture, SetAside
from onrecord.model.claims import Claim, Relation
from onrecord.model.dates import TimeValue
from onrecord.model.ids import MentionId
from onrecord.model.judgements import Judgement
from onrecord.model.mentions import Attribution, Mention
from onrecord.model.runs import Issue, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCoding:
    """One article with everything coded on it by one run. `actors` and `places` are those its judgements name."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    times: tuple[tuple[MentionId, TimeValue], ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureCoding:
    """One capture, its articles coded, and what was refused on the way: written to the store as one transaction."""

    run: Run
    capture: Capture
    articles: tuple[ArticleCoding, ...]
    set_aside: tuple[SetAside, ...] = ()
    issues: tuple[Issue, ...] = ()
