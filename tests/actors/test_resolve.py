"""Whom the names in small texts are judged to name. Brackets mark mentions: "[person Wang Yi]"."""

from __future__ import annotations

import re
from datetime import date

import pytest

from onrecord import actors
from onrecord.knowledge import KnowledgeBase
from onrecord.model.actors import Actor
from onrecord.model.articles import Article, ArticleKind, DateBasis, Published
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ArticleId, CaptureId, mention_id
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.spans import OffsetMap, Span

ARTICLE = ArticleId("ar-test")
_OPEN = re.compile(r"\[(\w+) ")


def read(marked: str, day: str | None = "2024-03-01") -> tuple[Article, tuple[Mention, ...]]:
    """The article and mentions of a marked text; brackets may nest."""
    text, stack, mentions, at = "", [], [], 0
    while at < len(marked):
        opening = _OPEN.match(marked, at)
        if opening:
            stack.append((opening[1], len(text)))
            at = opening.end()
        elif marked[at] == "]":
            kind, start = stack.pop()
            mentions.append((Span(start, len(text)), MentionKind(kind)))
            at += 1
        else:
            text += marked[at]
            at += 1
    interval = DateInterval.day(date.fromisoformat(day)) if day else None
    article = Article(
        id=ARTICLE,
        capture_id=CaptureId("ca-test"),
        order=0,
        kind=ArticleKind.ARTICLE,
        title=None,
        publisher=None,
        credited_to=None,
        author=None,
        published=Published(interval=interval, basis=DateBasis.GIVEN if day else None),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),),
    )
    made = [
        Mention(
            id=mention_id(ARTICLE, span.start, span.end, kind.value),
            article_id=ARTICLE,
            span=span,
            kind=kind,
            text=span.of(text),
            score=1.0,
            basis="marked",
        )
        for span, kind in mentions
    ]
    return article, tuple(made)


def resolved(
    marked: str, day: str | None = "2024-03-01", same: tuple[tuple[int, int], ...] = ()
) -> list[tuple[str, str, tuple[str, ...]]]:
    """(words, verdict, actors) of each mention in the order of their starts; verdict "none" for no judgement.

    A local actor is shown as "local:" and its name.
    """
    article, mentions = read(marked, day)
    ordered = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    pairs = [(ordered[a].id, ordered[b].id) for a, b in same]
    judgements, found = actors.resolve(article, mentions, KnowledgeBase.shipped(), pairs)
    names: dict[str, Actor] = {a.id: a for a in found}
    rows = []
    for mention in ordered:
        own = [j for j in judgements if j.left == mention.id]
        verdict = own[0].verdict.value if own else "none"
        shown = tuple(f"local:{names[j.right].name}" if names[j.right].local else j.right[3:] for j in own)
        rows.append((mention.text, verdict, shown))
    return rows


def who(marked: str, day: str | None = "2024-03-01", at: int = -1) -> str:
    """The one actor of one mention, "none", or "a|b?" for unsure ones."""
    _, verdict, ids = resolved(marked, day)[at]
    if verdict == "unsure":
        return "|".join(sorted(ids)) + "?"
    return ids[0] if ids else "none"


@pytest.mark.parametrize(
    ("marked", "day", "expected"),
    [
        ("[state Beijing] protested.", "2024-03-01", "china"),
        ("[state Kabul] protested.", "2019-03-01", "afghan-republic"),
        ("[state Kabul] protested.", "2024-03-01", "taliban"),
        ("[organisation the Kremlin] denied it.", "2024-03-01", "russia"),
        ("[armed_group Tehreek-e-Taliban Pakistan] said so.", "2024-03-01", "ttp"),
        ("[armed_group Tehrik-i-Taliban Pakistan] said so.", "2024-03-01", "ttp"),
        ("[armed_group the Turkistan Islamic Party] trained there.", "2024-03-01", "etim"),
        ("[armed_group IS] said so.", "2024-03-01", "islamic-state"),
        ("[organisation Nato] said so.", "2024-03-01", "nato"),
        ("[armed_group al Shabaab] said so.", "2024-03-01", "al-shabaab"),
        ("[organisation Chinese Foreign Ministry] said so.", "2024-03-01", "china"),
        ("[organisation The Afghan government] said so.", "2020-03-01", "afghan-republic"),
        ("[organisation The Afghan government] said so.", "2024-03-01", "taliban"),
        ("[organisation the government of Mali] said so.", "2024-03-01", "mali"),
        ("[group Taliban officials] said so.", "2024-03-01", "taliban"),
        ("[group Taliban fighters] attacked.", "2024-03-01", "taliban"),
        ("[organisation Taliban-led administration] said so.", "2024-03-01", "taliban"),
        ("[post the Taliban governor for Herat] said so.", "2024-03-01", "taliban"),
        ("[group Chinese citizens] were hurt.", "2024-03-01", "none"),
        ("[group former Taliban officials] said so.", "2024-03-01", "none"),
        ("[media us] they told.", "2024-03-01", "none"),
        ("[organisation Chinese Embassy to the United States] said so.", "2024-03-01", "china"),
        ("[organisation the army] said so.", "2024-03-01", "none"),
        ("[organisation Harbour Relief Committee] said so.", "2024-03-01", "local:Harbour Relief Committee"),
        ("[armed_group Sons of the Red Valley] said so.", "2024-03-01", "local:Sons of the Red Valley"),
        ("[person António Guterres] said so.", "2024-03-01", "antonio-guterres"),
        ("[person Antonio Guterres] said so.", "2024-03-01", "antonio-guterres"),
    ],
)
def test_one_name(marked: str, day: str, expected: str) -> None:
    assert who(marked, day) == expected


def test_abbreviation_explained_in_the_article() -> None:
    marked = "[armed_group Sons of the Red Valley] (SRV) left. [armed_group SRV] came back."
    assert who(marked) == "local:Sons of the Red Valley"
    marked = "[armed_group Islamic State Khorasan Province] (KHP) left. [armed_group KHP] came back."
    assert who(marked) == "isis-k"
