"""Ties as JSON lines and in words: what several articles tell of two, who says so, and how the base stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.export.lines import (
    SCHEMA_VERSION,
    Line,
    actor_ref_line,
    interval_line,
    piece_line,
    voice_line,
    voices_line,
)
from onrecord.export.words import (
    article_words,
    capture_words,
    chain_words,
    clipped,
    counted,
    days,
    file_name,
    one_line,
    pieces_words,
)
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.resolved import ResolvedRelation
from onrecord.model.ties import BaseVerdict, DaysBasis, Tie, TieAccount, TieDispute

QUOTED = 3
"""Relations whose words stand under a tie where it is told in words."""


def tie_line(tie: Tie) -> Line:
    """One state of affairs with all that is told of it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tie_id": tie.id,
        "kind": tie.kind.value,
        "status": tie.status.value,
        "subject": actor_ref_line(tie.subject),
        "object": actor_ref_line(tie.object),
        "post": tie.post,
        "held": [interval_line(held) for held in tie.held],
        "accounts": [_account_line(account) for account in tie.accounts],
        "disputes": [_dispute_line(dispute) for dispute in tie.disputes],
        "base": {"verdict": tie.base.verdict.value, "words": tie.base.words},
        "articles": tie.articles,
        "publishers": tie.publishers,
        "independent_voices": tie.independent_voices,
        "independence": list(tie.independence),
        "told": [_told_line(one) for one in tie.told],
    }


def _account_line(account: TieAccount) -> Line:
    return {
        "status": account.status.value,
        "days": interval_line(account.days),
        "basis": account.basis.value,
        "independent_voices": account.independent_voices,
        "relations": list(account.relations),
        "voices": voices_line(account.voices),
    }


def _dispute_line(dispute: TieDispute) -> Line:
    sides = [
        {"value": s.value, "tie_id": s.tie, "relations": list(s.relations), "voices": voices_line(s.voices)}
        for s in dispute.sides
    ]
    return {"reason": dispute.reason, "sides": sides}


def _told_line(one: ResolvedRelation) -> Line:
    return {
        "relation_id": one.relation.id,
        "article_id": one.relation.article_id,
        "capture": {"path": one.article.capture_path, "sha256": one.article.capture_sha256},
        "status": one.relation.status.value,
        "held": interval_line(one.relation.held),
        "published": interval_line(one.article.published.interval),
        "chain": [voice_line(voice) for voice in one.chain],
        "evidence": [piece_line(piece) for piece in one.evidence],
    }


def object_words(tie: Tie) -> str:
    """To whom or what: the post where that is all that is said."""
    if tie.kind is RelationKind.HOLDS_POST:
        return one_line(tie.post or tie.object.text)
    return one_line(tie.object.label)


def status_words(tie: Tie) -> str:
    """What is told of it: "at least on 2026-03-10", "since 2019-01-01", "ended", "denied"; "" where no day is told."""
    if tie.status in (RelationStatus.DENIED, RelationStatus.PLANNED):
        return tie.status.value
    published = {account.days for account in tie.accounts if account.basis is DaysBasis.PUBLICATION}
    said = ", ".join(_held_words(held, at_least=held in published) for held in tie.held)
    if tie.status is RelationStatus.HOLDS:
        return said
    return f"{tie.status.value}{f' ({said})' if said else ''}"


def _held_words(held: DateInterval, *, at_least: bool) -> str:
    """The days; of those that only the date of publication tells, that it was so at least then."""
    if not at_least:
        return days(held)
    return f"at least {'on' if held.days == 1 else 'on a day in'} {days(held)}"


def tie_words(tie: Tie) -> str:
    """One line for a tie: who is what to whom, and since when."""
    status = status_words(tie)
    kind = tie.kind.value.replace("_", " ")
    return f"{one_line(tie.subject.label)} {kind} {object_words(tie)}{f' · {status}' if status else ''}"


def base_words(tie: Tie) -> str:
    """How the knowledge base stands to it: "known: …", "news: …"; "" where there was nothing to compare."""
    return "" if tie.base.verdict is BaseVerdict.UNCHECKED else f"{tie.base.verdict.value}: {tie.base.words}"


def dispute_words(dispute: TieDispute) -> str:
    """What excludes what, with who says so: "told by some, denied by others: holds (A) ≠ denied (B)"."""
    sides = []
    for side in dispute.sides:
        names = ", ".join(dict.fromkeys(one_line(voice.name) for voice in side.voices))
        sides.append(f"{one_line(side.value)} ({names})")
    return f"{dispute.reason}: {' ≠ '.join(sides)}"


def told_lines(ties: Iterable[Tie]) -> Iterator[str]:
    """The lines for each tie: what it is and by how many, what excludes it, what the base has, and the words."""
    for tie in ties:
        yield f"{tie_words(tie)} · {counted(tie.independent_voices, 'independent voice')}"
        yield from (f"    ≠ {dispute_words(dispute)}" for dispute in tie.disputes)
        if base := base_words(tie):
            yield f"    {base}"
        yield from (f"    {_quoted(one)}" for one in tie.told[:QUOTED])
        if len(tie.told) > QUOTED:
            yield f"    and {counted(len(tie.told) - QUOTED, 'time')} more"


def _quoted(one: ResolvedRelation) -> str:
    """The words of one telling, whose they are, and where they stand."""
    piece = one.evidence[0]
    span = piece.capture_span or piece.span
    said = "" if one.relation.status is RelationStatus.HOLDS else f" [{one.relation.status.value}]"
    where = f"{file_name(capture_words(one.article))}:{span.start}-{span.end}"
    words = f"“{clipped(pieces_words(one.evidence), 160)}”{said}"
    return f"{words} {one_line(chain_words(one))}; {article_words(one.article)} ({where})"


def news_among(ties: Sequence[Tie]) -> Sequence[Tie]:
    """Those that the knowledge base does not have, or has otherwise."""
    return [tie for tie in ties if tie.base.verdict in (BaseVerdict.NEWS, BaseVerdict.CONTRADICTS)]
