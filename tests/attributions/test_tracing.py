"""Attributions decoded from readings."""

from __future__ import annotations

from onrecord import attributions, mentions
from onrecord.model import ids
from onrecord.model.articles import Article, ArticleKind, Published
from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution, Reading, ReadMention
from onrecord.model.spans import OffsetMap, Span


def article(text: str) -> Article:
    return Article(
        id=ids.ArticleId("ar0"),
        capture_id=ids.CaptureId("ca0"),
        order=0,
        kind=ArticleKind.ARTICLE,
        title=None,
        publisher=None,
        credited_to=None,
        author=None,
        published=Published(interval=None, basis=None),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),),
    )


def reading(text: str, *found: ReadMention, told: tuple[ReadAttribution, ...] = ()) -> Reading:
    whole = Span(0, len(text))
    return Reading(article_id=ids.ArticleId("ar0"), window=whole, sentences=(whole,), mentions=found, attributions=told)


def mention(start: int, end: int, kind: MentionKind, score: float = 0.5) -> ReadMention:
    return ReadMention(span=Span(start, end), kind=kind, score=score, basis="test")


def test_attributions_keep_their_nesting() -> None:
    text = "Radio Sol said police said six died."
    sol, police = mention(0, 9, MentionKind.MEDIA), mention(15, 21, MentionKind.ORGANISATION)

    def told(source: int, cue: Span, content: Span, parent: int | None) -> ReadAttribution:
        return ReadAttribution(
            source=source,
            cue=cue,
            content=(content,),
            form=AttributionForm.INDIRECT,
            parent=parent,
            score=0.8,
            basis="t",
        )

    outer = told(0, Span(10, 14), Span(15, 35), None)
    inner = told(1, Span(22, 26), Span(27, 35), 0)
    made = reading(text, sol, police, told=(outer, inner))
    whole = article(text)
    known = mentions.find(whole, [made])
    first, second = attributions.trace(whole, [made], known)
    assert (first.parent, second.parent) == (None, first.id)
    assert second.source in {m.id for m in known}
    assert attributions.trace(whole, [made], ())[1].source is None


def speaker(text: str, words: tuple[tuple[str, MentionKind], ...], source: int, cue: str, content: str) -> str:
    """Who speaks in the last attribution of a text; the first of the mentions is the source of an earlier one."""
    found = [mention(text.index(w), text.index(w) + len(w), kind) for w, kind in words]

    def told(number: int, said: str, what: str) -> ReadAttribution:
        at, of = text.index(said), text.index(what)
        return ReadAttribution(
            source=number, cue=Span(at, at + len(said)), content=(Span(of, of + len(what)),), parent=None, score=0.8,
            form=AttributionForm.INDIRECT, basis="t",
        )  # fmt: skip

    made = reading(text, *found, told=(told(0, "said", "six died"), told(source, cue, content)))
    whole = article(text)
    known = {m.id: m for m in mentions.find(whole, [made])}
    last = attributions.trace(whole, [made], known.values())[-1]
    assert last.source is not None
    return known[last.source].text


def test_it_is_the_body_that_spoke_before() -> None:
    text = "The ministry said six died. It added that nine were hurt."
    words = (("The ministry", MentionKind.ORGANISATION), ("It", MentionKind.OTHER))
    assert speaker(text, words, 1, "added", "nine were hurt") == "The ministry"


def test_it_is_nobody_by_name() -> None:
    text = "Oru Ilmaz said six died. It added that nine were hurt."
    words = (("Oru Ilmaz", MentionKind.PERSON), ("It", MentionKind.OTHER))
    assert speaker(text, words, 1, "added", "nine were hurt") == "It"


def test_a_description_speaks_by_the_name_behind_it() -> None:
    text = "Police said six died. A local monitor, the Sumra Watch, claims that nine were hurt."
    words = (
        ("Police", MentionKind.ORGANISATION),
        ("A local monitor", MentionKind.GROUP),
        ("Sumra Watch", MentionKind.ORGANISATION),
    )
    assert speaker(text, words, 1, "claims", "nine were hurt") == "Sumra Watch"
