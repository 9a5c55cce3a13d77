"""Which of several copies is the original, by credit, by who publishes, by date; nobody where nothing tells."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.articles import Article, PublisherRef
from onrecord.publishers import Publishers
from onrecord.publishers.register import folded


def _name(ref: PublisherRef | None) -> str | None:
    """What two references to one publisher have in common."""
    if ref is None:
        return None
    return ref.key or ref.domain or folded(ref.name)


def original_of(articles: Sequence[Article]) -> tuple[Article | None, str]:
    """The original among copies of one text, with the reason; None where the pages do not tell it."""
    own = [a for a in articles if a.credited_to is None]
    for credited in dict.fromkeys(_name(a.credited_to) for a in articles if a.credited_to):
        named = [a for a in own if _name(a.publisher) == credited]
        if named:
            first = _first(named) or (named[0] if len(named) == 1 else None)
            if first is not None:
                return first, f"others credit {_label(first.publisher)}, who published it"
    wires = [a for a in own if _is_wire(a.publisher)]
    if len(wires) == 1:
        return wires[0], f"{_label(wires[0].publisher)} is an agency and credits nobody"
    if not own:
        names = ", ".join(sorted({a.credited_to.name for a in articles if a.credited_to}))
        return None, f"each credits another ({names}), whose own text is not here"
    first = _first(articles)
    if first is not None and first.credited_to is None:
        return first, f"it came out before the others, on {first.published.interval and first.published.interval.start}"
    return None, "no credit and no date tells which came first"


def _is_wire(ref: PublisherRef | None) -> bool:
    found = Publishers.shipped().by_key(ref.key) if ref and ref.key else None
    return found is not None and found.is_wire


def _label(ref: PublisherRef | None) -> str:
    return ref.name if ref else "somebody"


def _first(articles: Sequence[Article]) -> Article | None:
    """The one that came out on a day before all others; None where two share a day or a date is not known."""
    for one in articles:
        interval = one.published.interval
        others = [a.published.interval for a in articles if a is not one]
        if interval is not None and all(o is not None and interval.before(o) for o in others):
            return one
    return None
