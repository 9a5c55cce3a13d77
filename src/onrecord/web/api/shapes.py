"""The shapes of the API's answers as JSON Schema (2020-12, as OpenAPI 3.1 has it): those of the JSON lines, exactly.

Every key is always there and no other is, so a program that was checked against them finds nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from onrecord.export.lines import SCHEMA_VERSION
from onrecord.model.actors import ActorKind
from onrecord.model.articles import ArticleKind, DateBasis, PassageKind, SetAsideKind
from onrecord.model.claims import (
    EventType,
    Factuality,
    Quad,
    RelationKind,
    RelationStatus,
    Stance,
    VoiceKind,
)
from onrecord.model.dates import Precision
from onrecord.model.events import Agreement
from onrecord.model.judgements import JudgementKind, Verdict
from onrecord.model.mentions import QuantityKind
from onrecord.model.ties import BaseVerdict, DaysBasis
from onrecord.web.coder import LONGEST

Shape = dict[str, Any]

WORDS: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer", "minimum": 0}
NUMBER: Shape = {"type": "number"}
DAY: Shape = {"type": "string", "format": "date"}
MOMENT: Shape = {"type": "string", "format": "date-time"}
SHARE: Shape = {"type": "number", "minimum": 0, "maximum": 1}
VERSION: Shape = {"const": SCHEMA_VERSION}


def maybe(shape: Shape) -> Shape:
    """The shape, or null where nothing is known."""
    if isinstance(shape.get("type"), str) and "enum" not in shape:
        return {**shape, "type": [shape["type"], "null"]}
    return {"anyOf": [shape, {"type": "null"}]}


def some(shape: Shape) -> Shape:
    """A list of the shape."""
    return {"type": "array", "items": shape}


def by_name(shape: Shape) -> Shape:
    """An object of the shape by names that are not known beforehand."""
    return {"type": "object", "additionalProperties": shape}


def one_of(kind: Iterable[StrEnum]) -> Shape:
    """One of the words of an enumeration."""
    return {"type": "string", "enum": [member.value for member in kind]}


def has(keys: Mapping[str, Shape] | None = None, /, **more: Shape) -> Shape:
    """An object of exactly these keys."""
    properties = {**(keys or {}), **more}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def takes(needed: Iterable[str], /, **properties: Shape) -> Shape:
    """An object of these keys, of which only some are needed."""
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


def named(name: str) -> Shape:
    """A shape of `SHAPES`, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


_SPAN = {"start": COUNT, "end": COUNT}
_MAYBE_SPAN = {"start": maybe(COUNT), "end": maybe(COUNT)}
_PIECE = {**_SPAN, "capture_start": maybe(COUNT), "capture_end": maybe(COUNT)}
_CODED = {
    "event_type": one_of(EventType),
    "mode": some(WORDS),
    "contexts": some(WORDS),
    "quad": one_of(Quad),
    "cameo": maybe(WORDS),
    "intensity": maybe(NUMBER),
}
_RANGE = {"low": maybe(NUMBER), "best": maybe(NUMBER), "high": maybe(NUMBER), "unit": maybe(WORDS)}
_WHAT_WAS_READ = {"confidence": SHARE, "basis": WORDS}
_COUNTS = dict.fromkeys(("claims", "as_actor", "as_recipient", "as_voice"), COUNT)
_PARTIES = {"actors": some(named("ActorWords")), "recipients": some(named("ActorWords"))}
_DEGREES = {
    "lat": maybe({"type": "number", "minimum": -90, "maximum": 90}),
    "lon": maybe({"type": "number", "minimum": -180, "maximum": 180}),
}
_VOICE = has(name=WORDS, kind=WORDS, publisher=maybe(WORDS), is_party=FLAG)
_TOLD = has(
    relation_id=WORDS,
    article_id=WORDS,
    capture=has(path=maybe(WORDS), sha256=maybe(WORDS)),
    status=one_of(RelationStatus),
    held=maybe(named("Held")),
    published=maybe(named("Held")),
    chain=some(named("Voice")),
    evidence=some(named("Words")),
)
_DECIDED = {"decided_by": WORDS, "decided_at": maybe(MOMENT), "withdrawn_at": maybe(MOMENT)}
_DECISION: Shape = {"oneOf": [named("Review"), named("Judgement")]}


def _event(more: Mapping[str, Shape] | None = None) -> Shape:
    """An event, with keys that only one of its answers has."""
    return has(
        {"schema_version": VERSION, "event_id": WORDS, **_CODED},
        factuality=WORDS,
        **_PARTIES,
        place=maybe(named("PlaceWords")),
        occurred=maybe(has(start=maybe(DAY), end=maybe(DAY), precision=maybe(one_of(Precision)))),
        quantities=some(has({"kind": WORDS, "who": maybe(WORDS), **_RANGE})),
        background=FLAG,
        claims=some(WORDS),
        articles=COUNT,
        publishers=COUNT,
        independent_voices=COUNT,
        independence=some(WORDS),
        accounts=by_name(some(named("Account"))),
        contradictions=some(named("Contradiction")),
        agreement=one_of(Agreement),
        replaced_by=maybe(WORDS),
        **(more or {}),
    )


def _capture(more: Mapping[str, Shape] | None = None) -> Shape:
    return has(
        schema_version=VERSION,
        capture_id=WORDS,
        path=maybe(WORDS),
        url=maybe(WORDS),
        sha256=WORDS,
        retrieved_at=maybe(MOMENT),
        media_type=WORDS,
        encoding=maybe(WORDS),
        size=COUNT,
        run_id=WORDS,
        read_at=MOMENT,
        versions=some(WORDS),
        articles=COUNT,
        set_aside=some(has({**_SPAN, "kind": one_of(SetAsideKind)})),
        **(more or {}),
    )


def _article(more: Mapping[str, Shape] | None = None) -> Shape:
    stands = {"path": maybe(WORDS), "url": maybe(WORDS), "sha256": WORDS, "retrieved_at": maybe(MOMENT)}
    evidence = {"text": maybe(WORDS), "capture_start": maybe(COUNT), "capture_end": maybe(COUNT)}
    return has(
        schema_version=VERSION,
        article_id=WORDS,
        run_id=WORDS,
        capture=has({"capture_id": WORDS, **stands}),
        order=COUNT,
        kind=one_of(ArticleKind),
        title=maybe(WORDS),
        publisher=maybe(named("PublisherName")),
        credited_to=maybe(named("PublisherName")),
        author=maybe(WORDS),
        language=maybe(WORDS),
        published=maybe(
            has(
                start=maybe(DAY),
                end=maybe(DAY),
                basis=maybe(one_of(DateBasis)),
                evidence=has({**evidence, "reasons": some(WORDS)}),
            )
        ),
        body=some(has(_PIECE)),
        parts=some(has({"kind": one_of(PassageKind), **_PIECE})),
        copy_group=maybe(WORDS),
        copy_of=maybe(WORDS),
        shares=some(has({"article_id": WORDS, **_SPAN})),
        **(more or {}),
    )


SHAPES: Mapping[str, Shape] = {
    "Words": has({"text": WORDS, **_PIECE}),
    "PublisherName": has(name=WORDS, domain=maybe(WORDS)),
    "Held": has(start=maybe(DAY), end=maybe(DAY)),
    "ActorWords": has(
        {"text": WORDS, **_MAYBE_SPAN},
        actor_id=maybe(WORDS),
        name=maybe(WORDS),
        aliases=some(WORDS),
        kind=maybe(WORDS),
        country=maybe(WORDS),
        sector=maybe(WORDS),
        code=maybe(WORDS),
        unsure=some(WORDS),
    ),
    "PlaceWords": has(
        {"text": WORDS, **_MAYBE_SPAN},
        place_id=maybe(WORDS),
        name=maybe(WORDS),
        aliases=some(WORDS),
        country=maybe(WORDS),
        admin1=maybe(WORDS),
        **_DEGREES,
        precision=maybe({"type": "integer", "minimum": 1, "maximum": 7}),
        unsure=some(WORDS),
    ),
    "Voice": has(
        {"kind": one_of(VoiceKind), "name": maybe(WORDS), "actor_id": maybe(WORDS), "text": WORDS},
        cue=maybe(WORDS),
        **_MAYBE_SPAN,
        basis=maybe(WORDS),
    ),
    "Account": has(
        value=WORDS,
        low=maybe(NUMBER),
        high=maybe(NUMBER),
        note=maybe(WORDS),
        independent_voices=COUNT,
        voices_together=COUNT,
        agrees_with=maybe(WORDS),
        claims=some(WORDS),
        voices=some(_VOICE),
        denied_by=some(_VOICE),
    ),
    "Contradiction": has(field=WORDS, accounts=some(named("Account")), reason=WORDS),
    "Capture": _capture(),
    "CaptureWithText": _capture({"text": WORDS}),
    "Article": _article(),
    "ArticleWithText": _article({"text": WORDS}),
    "Claim": has(
        schema_version=VERSION,
        claim_id=WORDS,
        article_id=WORDS,
        run_id=WORDS,
        capture=has(path=maybe(WORDS), sha256=maybe(WORDS)),
        **_CODED,
        factuality=one_of(Factuality),
        background=FLAG,
        stance=one_of(Stance),
        chain=some(named("Voice")),
        **_PARTIES,
        place=maybe(named("PlaceWords")),
        occurred=maybe(
            has(
                start=maybe(DAY),
                end=maybe(DAY),
                text=maybe(WORDS),
                basis=maybe(WORDS),
                precision=maybe(one_of(Precision)),
            )
        ),
        quantities=some(
            has(
                {"kind": one_of(QuantityKind), "who": maybe(WORDS), **_RANGE},
                text=WORDS,
                **_MAYBE_SPAN,
                basis=maybe(WORDS),
            )
        ),
        trigger=named("Words"),
        evidence=some(named("Words")),
        **_WHAT_WAS_READ,
        reviewed=FLAG,
        event_id=maybe(WORDS),
        gone=maybe(has(capture_id=WORDS, seen_at=MOMENT, pieces=some(named("Words")))),
    ),
    "Relation": has(
        schema_version=VERSION,
        relation_id=WORDS,
        kind=one_of(RelationKind),
        status=one_of(RelationStatus),
        subject=named("ActorWords"),
        object=named("ActorWords"),
        post=maybe(WORDS),
        held=maybe(named("Held")),
        chain=some(named("Voice")),
        evidence=some(named("Words")),
        **_WHAT_WAS_READ,
        article_id=WORDS,
        run_id=WORDS,
    ),
    "Tie": has(
        {"schema_version": VERSION, "tie_id": WORDS, "kind": one_of(RelationKind), "status": one_of(RelationStatus)},
        subject=named("ActorWords"),
        object=named("ActorWords"),
        post=maybe(WORDS),
        held=some(named("Held")),
        accounts=some(
            has(
                status=one_of(RelationStatus),
                days=maybe(named("Held")),
                basis=one_of(DaysBasis),
                independent_voices=COUNT,
                relations=some(WORDS),
                voices=some(_VOICE),
            )
        ),
        disputes=some(
            has(reason=WORDS, sides=some(has(value=WORDS, tie_id=WORDS, relations=some(WORDS), voices=some(_VOICE))))
        ),
        base=has(verdict=one_of(BaseVerdict), words=WORDS),
        articles=COUNT,
        publishers=COUNT,
        independent_voices=COUNT,
        independence=some(WORDS),
        told=some(_TOLD),
    ),
    "Event": _event(),
    "ToldEvent": _event(
        {
            "told": some(named("Claim")),
            "credibility": some(named("Grade")),
            "policy": WORDS,
            "chosen": some(has(field=WORDS, value=maybe(WORDS), claims=some(WORDS), reason=WORDS)),
        }
    ),
    "Grade": has(
        field=WORDS,
        value=WORDS,
        credibility={"type": "integer", "minimum": 1, "maximum": 6},
        reason=WORDS,
        publishers=by_name(WORDS),
    ),
    "Actor": has(
        schema_version=VERSION,
        actor_id=WORDS,
        name=WORDS,
        kind=one_of(ActorKind),
        country=maybe(WORDS),
        sector=maybe(WORDS),
        code=maybe(WORDS),
        wikidata=maybe(WORDS),
        local=FLAG,
        note=maybe(WORDS),
        aliases=some(has(name=WORDS, language=WORDS, held=maybe(named("Held")), ambiguous=FLAG)),
        posts=some(has(title=WORDS, organisation=maybe(WORDS), held=maybe(named("Held")))),
        memberships=some(has(kind=WORDS, actor=WORDS, held=maybe(named("Held")))),
        **_COUNTS,
    ),
    "Dossier": has(
        schema_version=VERSION,
        actor=named("Actor"),
        relations=some(named("Relation")),
        years=some(has(year=maybe(COUNT), types=by_name(COUNT))),
        see=has(claims=WORDS, said=WORDS, events=WORDS),
    ),
    "Place": has(
        schema_version=VERSION,
        place_id=WORDS,
        name=WORDS,
        aliases=some(WORDS),
        country=maybe(WORDS),
        admin1=maybe(WORDS),
        **_DEGREES,
        feature=WORDS,
        population=maybe(COUNT),
        precision={"type": "integer", "minimum": 1, "maximum": 7},
        geonames=maybe(COUNT),
        parents=some(WORDS),
        claims=COUNT,
    ),
    "Publisher": has(
        name=WORDS,
        domain=maybe(WORDS),
        reliability={"type": "string", "enum": list("ABCDEF")},
        articles=COUNT,
        claims=COUNT,
        copies=COUNT,
        copied=COUNT,
        credits=some(has(name=WORDS, articles=COUNT)),
    ),
    "Issue": has(
        schema_version=VERSION,
        issue_id=WORDS,
        item=WORDS,
        stage=WORDS,
        code=WORDS,
        message=WORDS,
        refused=FLAG,
        capture_id=maybe(WORDS),
        article_id=maybe(WORDS),
        **_MAYBE_SPAN,
        run_id=maybe(WORDS),
        raised_at=maybe(MOMENT),
    ),
    "Period": {
        "oneOf": [
            has(
                start=DAY,
                end=DAY,
                quads=has({kind.value: COUNT for kind in Quad}),
                background=COUNT,
                events=some(WORDS),
            ),
            has(start={"type": "null"}, end={"type": "null"}, wide=some(WORDS), undated=some(WORDS)),
        ]
    },
    "Dyad": has(
        actor=has(id=WORDS, name=WORDS),
        recipient=has(id=WORDS, name=WORDS),
        directed=FLAG,
        month=maybe(WORDS),
        quad=one_of(Quad),
        count=COUNT,
        independent_voices=COUNT,
        disputed=COUNT,
        events=some(WORDS),
    ),
    "Network": has(
        schema_version=VERSION,
        nodes=some(
            has(
                {"id": WORDS, "label": WORDS, "kind": maybe(WORDS), "country": maybe(WORDS), "sector": maybe(WORDS)},
                events=COUNT,
            )
        ),
        links=some(
            has(
                {"source": WORDS, "target": WORDS, "directed": FLAG},
                **{kind.value.replace(" ", "_"): COUNT for kind in Quad},
                count=COUNT,
                independent_voices=COUNT,
                disputed=COUNT,
            )
        ),
    ),
    "Disputed": has(event_id=WORDS, headline=WORDS, field=WORDS, accounts=some(named("Account")), reason=WORDS),
    "Compared": has(
        event_id=WORDS,
        event_type=one_of(EventType),
        says=by_name(by_name(some(WORDS))),
        apart=some(WORDS),
        contradicted=some(WORDS),
    ),
    "News": has(
        schema_version=VERSION,
        since=MOMENT,
        captures=COUNT,
        events=some(named("Event")),
        accounts=some(
            has(event_id=WORDS, accounts=by_name(some(named("Account"))), contradicted=some(WORDS)),
        ),
        actors=some(named("ActorWords")),
        relations=some(named("Relation")),
        ties=some(named("Tie")),
        tied=some(named("Tie")),
    ),
    "Review": has(
        {"review_id": WORDS, "object_id": WORDS, "field": WORDS, "before": {}, "after": {}, "note": maybe(WORDS)},
        **_DECIDED,
    ),
    "Judgement": has(
        {"judgement_id": WORDS, "kind": one_of(JudgementKind), "left": WORDS, "right": WORDS},
        verdict=one_of(Verdict),
        reason=WORDS,
        **_DECIDED,
    ),
    "Change": has(
        schema_version=VERSION,
        number=COUNT,
        by=WORDS,
        at=MOMENT,
        words=WORDS,
        undone_at=maybe(MOMENT),
        undone_by=maybe(WORDS),
        rows=some(_DECISION),
        withdrawn=some(_DECISION),
    ),
    "Standing": has(
        schema_version=VERSION,
        object_id=WORDS,
        token=WORDS,
        status=maybe(WORDS),
        values=by_name({}),
        reviews=some(named("Review")),
        judgements=some(named("Judgement")),
    ),
    "Asked": takes(
        ("words",),
        by={**WORDS, "minLength": 1, "maxLength": LONGEST, "description": "In whose name, on a desk without users."},
        words={**WORDS, "minLength": 1, "maxLength": 2000, "description": "What is done, for the history."},
        corrections={**some(named("Correction")), "maxItems": 500},
        judgements={**some(named("Decision")), "maxItems": 500},
        withdrawn={**some(WORDS), "maxItems": 500, "description": "Reviews and judgements taken back, by their ids."},
        seen={**by_name(WORDS), "description": "Objects with the tokens that they had when they were looked at."},
    ),
    "Correction": takes(
        ("object_id", "field", "after"),
        object_id={**WORDS, "minLength": 1, "maxLength": 200},
        field={**WORDS, "minLength": 1, "maxLength": 200},
        after={"description": "The new value, in the shape that the field has under /standing; null takes one back."},
        note=maybe({**WORDS, "minLength": 1, "maxLength": 2000}),
    ),
    "Decision": takes(
        ("kind", "left", "right", "verdict"),
        kind={**WORDS, "enum": ["claims", "actors", "places"]},
        left={**WORDS, "minLength": 1, "maxLength": 200},
        right={**WORDS, "minLength": 1, "maxLength": 200},
        verdict=one_of(Verdict),
        reason=maybe({**WORDS, "minLength": 1, "maxLength": 2000}),
    ),
    "ByWhom": takes((), by={**WORDS, "minLength": 1, "maxLength": LONGEST}),
    "Turn": has(schema_version=VERSION, change=maybe(named("Change"))),
    "Hit": has(article_id=WORDS, title=maybe(WORDS), score=NUMBER),
    "Index": has(
        schema_version=VERSION, listings=by_name(has(href=WORDS, rows=maybe(COUNT))), description=WORDS, document=WORDS
    ),
    "Problem": {
        "type": "object",
        "description": "What is wrong, as RFC 9457 tells it.",
        "properties": {"type": WORDS, "title": WORDS, "status": {"type": "integer"}, "detail": WORDS},
        "required": ["type", "title", "status", "detail"],
    },
}
"""Each shape by its name in the document."""


def page_of(name: str) -> Shape:
    """One page of rows of a shape, and the address of the page after it."""
    return has(schema_version=VERSION, rows=some(named(name)), next=maybe(WORDS))


def rows_of(name: str) -> Shape:
    """All rows of a shape."""
    return has(schema_version=VERSION, rows=some(named(name)))
