"""PLOVER's own exchange records, one JSON object a line: a claim in the fields of the PLOVER gold standard records.

Fields and their names are those of the Open Event Data Alliance ("id", "date", "source", "target", "event",
"eventText", "mode", "context", "text", "publication", …); "source" there is our actor, "target" our recipient. What
PLOVER has no field for stands under "onrecord". The date is the first day of the claim's interval, null where the
day is unknown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.files import whole_file
from onrecord.export.jsonl import dumps
from onrecord.export.lines import Line, claim_line
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef, ResolvedClaim

if TYPE_CHECKING:
    from onrecord.store import Record

VERSION = "2.0"


def plover_record(resolved: ResolvedClaim) -> Line:
    """The claim as a PLOVER record."""
    line = claim_line(resolved)
    occurred = resolved.claim.occurred.interval if resolved.claim.occurred else None
    article = resolved.article
    return {
        "id": line["claim_id"],
        "date": occurred.start.isoformat() if occurred and occurred.start else None,
        "source": [_actor(ref) for ref in resolved.actors],
        "target": [_actor(ref) for ref in resolved.recipients],
        "event": line["event_type"],
        "eventText": resolved.trigger.text,
        "mode": line["mode"],
        "context": line["contexts"],
        "geolocation": line["place"],
        "text": " … ".join(piece.text for piece in resolved.evidence),
        "publication": article.publisher.name if article.publisher else None,
        "textInfo": {"title": article.title, "url": article.capture_url, "path": article.capture_path},
        "coder": "OnRecord",
        "version": VERSION,
        "onrecord": {
            key: line[key]
            for key in (
                "article_id", "event_id", "quad", "cameo", "intensity", "factuality", "background", "stance", "chain",
                "occurred", "quantities", "evidence", "confidence", "reviewed",
            )
        },
    }  # fmt: skip


def _actor(ref: ActorRef) -> Line:
    return {"actorText": ref.text, "actor": ref.name, "code": ref.country or ref.code, "sector": ref.sector}


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of records written."""
    count = 0
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for resolved in record.claims(wanted):
            file.write(dumps(plover_record(resolved)) + "\n")
            count += 1
    return count
