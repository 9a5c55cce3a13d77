"""Words that claims rest on and that later versions of their pages no longer have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.copies.changes import compare, lost
from onrecord.model.claims import Claim
from onrecord.model.ids import ArticleId, ClaimId
from onrecord.model.spans import Span
from onrecord.model.versions import Loss, PageVersion

Spans = tuple[Span, ...]


def losses(versions: Sequence[PageVersion], claims: Mapping[ArticleId, Sequence[Claim]]) -> Iterator[Loss]:
    """What the claims of each version of a page have lost since, with the first version from which it is gone.

    `versions` are those of one address, oldest first. Words that went and came back are not lost.
    """
    for number, old in enumerate(versions[:-1]):
        left = _gone_between(old, versions[-1], claims)
        for later in versions[number + 1 :]:
            if not left:
                break
            here = left if later is versions[-1] else _gone_between(old, later, claims)
            for claim_id in [one for one in left if here.get(one) == left[one]]:
                yield Loss(claim_id=claim_id, capture_id=later.capture_id, spans=left.pop(claim_id))


def _gone_between(
    old: PageVersion, new: PageVersion, claims: Mapping[ArticleId, Sequence[Claim]]
) -> dict[ClaimId, Spans]:
    """The evidence of each claim of the older version that the newer no longer has anywhere on its page."""
    changed = {change.old: change for change in compare(old.articles, new.articles) if change.old is not None}
    words = " ".join(new.text.split())
    found: dict[ClaimId, Spans] = {}
    for article in old.articles:
        change = changed.get(article.id)
        if change is None:
            continue
        for claim in claims.get(article.id, ()):
            struck = lost(claim.evidence, change.edits) if change.new is not None else claim.evidence
            gone = tuple(span for span in struck if " ".join(span.of(article.text).split()) not in words)
            if gone:
                found[claim.id] = gone
    return found
