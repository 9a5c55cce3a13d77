"""cameo_roles: the spans of who acts and who is acted on."""

from __future__ import annotations

from pathlib import Path

from evals.measures import Row, Scores, f1, rounded, rows_of
from evals.program import coded, joined, tokens_of
from onrecord.model.resolved import ActorRef, ResolvedClaim
from onrecord.model.spans import Span

Range = tuple[int, int]


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """actor_f1 and recipient_f1 over exact token spans, and the same where an overlap suffices."""
    rows = list(rows_of(data, limit))
    predictions = [predict(row) for row in rows]
    scores: Scores = {}
    for name, role in (("actor", "source"), ("recipient", "target")):
        gold = [_gold(row, role) for row in rows]
        mine = [[(a, b) for a, b in p[name]] for p in predictions]
        scores[f"{name}_f1"] = score(mine, gold, exact=True)
        scores[f"{name}_overlap_f1"] = score(mine, gold, exact=False)
    return rounded({**scores, "rows": len(rows)}), predictions


def _gold(row: Row, role: str) -> list[Range]:
    return [(r["start"], r["end"]) for r in row["roles"] if r["role"] == role]


def score(predicted: list[list[Range]], gold: list[list[Range]], *, exact: bool) -> float:
    """Micro F1 over rows; each gold span is matched once at most."""
    right = 0
    for mine, key in zip(predicted, gold, strict=True):
        left = list(key)
        for span in mine:
            hit = next((k for k in left if (k == span if exact else k[0] < span[1] and span[0] < k[1])), None)
            if hit:
                left.remove(hit)
                right += 1
    return f1(right, sum(map(len, predicted)), sum(map(len, gold)))[2]


def predict(row: Row) -> Row:
    """The roles of the surest claim of the sentence, in token ranges."""
    text, spans = joined(row["tokens"])
    claims = coded(text).claims
    best = max(claims, key=_sureness, default=None)
    return {
        "actor": _ranges(best.actors if best else (), spans),
        "recipient": _ranges(best.recipients if best else (), spans),
    }


def _sureness(claim: ResolvedClaim) -> tuple[int, float, int]:
    return bool(claim.actors) + bool(claim.recipients), claim.claim.confidence, -claim.claim.trigger.start


def _ranges(refs: tuple[ActorRef, ...], spans: list[Span]) -> list[Range]:
    found = [tokens_of(ref.span, spans) for ref in refs]
    return [r for r in found if r]
