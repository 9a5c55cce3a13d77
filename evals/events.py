"""ecbplus: event mentions clustered across documents with what the merger uses."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from evals.coreference import conll
from evals.measures import Row, Scores, rounded, rows_of
from evals.program import joined
from onrecord import events
from onrecord.model.articles import Published
from onrecord.model.claims import Claim, EventType, Factuality, Stance
from onrecord.model.ids import ArticleId, ClaimId, RunId
from onrecord.model.resolved import ArticleRef, Piece, ResolvedClaim
from onrecord.model.spans import Span


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """conll_f1, muc, b3 and ceafe over all mentions of the file, singletons kept."""
    rows = list(rows_of(data, limit))
    claims = [claim for row in rows for claim in claims_of(row)]
    cluster_of = {claim: event.id for event in events.merge(claims).events for claim in event.claims}
    key: dict[str, set[str]] = defaultdict(set)
    response: dict[str, set[str]] = defaultdict(set)
    predictions: list[Row] = []
    for row in rows:
        names = [_name(row, i) for i in range(len(row["events"]))]
        for name, event in zip(names, row["events"], strict=True):
            key[event["chain"]].add(name)
            response[cluster_of[name]].add(name)
        predictions.append({"doc": row["doc"], "clusters": [cluster_of[n] for n in names]})
    scores = conll([frozenset(c) for c in key.values()], [frozenset(c) for c in response.values()])
    return rounded({**scores, "mentions": len(claims), "documents": len(rows)}), predictions


def _name(row: Row, number: int) -> ClaimId:
    return ClaimId(f"{row['doc']}/{number}")


def claims_of(row: Row) -> list[ResolvedClaim]:
    """The gold mentions of a document as bare claims: trigger and sentence, nothing else known."""
    article = _article(row["doc"])
    found = []
    for number, event in enumerate(row["events"]):
        text, spans = joined(row["sentences"][str(event["sent"])])
        at = Span(spans[event["tokens"][0]].start, spans[event["tokens"][-1]].end)
        found.append(_bare_claim(_name(row, number), article, text, at, 10_000 * event["sent"]))
    return found


def _article(doc: str) -> ArticleRef:
    return ArticleRef(
        article_id=ArticleId(doc),
        capture_id=None,
        capture_path=None,
        capture_url=None,
        capture_sha256=None,
        title=None,
        publisher=None,
        credited_to=None,
        published=Published(interval=None, basis=None),
        copy_group=None,
        copy_of=None,
    )


def _bare_claim(name: ClaimId, article: ArticleRef, text: str, at: Span, shift: int) -> ResolvedClaim:
    # Sentences of one document are set apart by the shift, so that offsets tell their order.
    trigger, sentence = at.shifted(shift), Span(0, len(text)).shifted(shift)
    claim = Claim(
        id=name,
        article_id=article.article_id,
        run_id=RunId("gold"),
        event_type=EventType.ASSAULT,
        mode=(),
        contexts=(),
        factuality=Factuality.HAPPENED,
        stance=Stance.REPORTS,
        background=False,
        chain=(),
        actors=(),
        recipients=(),
        place=None,
        occurred=None,
        quantities=(),
        trigger=trigger,
        evidence=(sentence,),
        confidence=1.0,
        basis="gold mention",
    )
    return ResolvedClaim(
        claim=claim,
        article=article,
        chain=(),
        actors=(),
        recipients=(),
        place=None,
        trigger=Piece(text=at.of(text), span=trigger, capture_span=None),
        evidence=(Piece(text=text, span=sentence, capture_span=None),),
    )
