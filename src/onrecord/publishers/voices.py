"""Whose word a telling rests on, and how many independent voices stand behind several: the one count of them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord.model.articles import PublisherRef
from onrecord.model.claims import VoiceKind
from onrecord.model.events import AccountVoice
from onrecord.model.resolved import ArticleRef, Piece, VoiceRef
from onrecord.publishers.register import Publishers
from onrecord.publishers.speakers import Speaker, is_meant_by, same_speakers, speaker_of


class Told(Protocol):
    """What is told by somebody in an article: a claim, or a relation.

    `is_added` is True where its words are the publisher's own beside a text that others carry too.
    """

    @property
    def article(self) -> ArticleRef: ...

    @property
    def chain(self) -> tuple[VoiceRef, ...]: ...

    @property
    def is_added(self) -> bool: ...

    @property
    def evidence(self) -> tuple[Piece, ...]: ...


def voice_of(told: Told, parties: frozenset[str] = frozenset()) -> AccountVoice:
    """The end of the chain: a speaker, else the wire it is credited to, else the publisher.

    `parties` are ids and folded names of those who act in what is told; a voice among them is marked as a party.
    """
    publisher = _publisher_name(told)
    if not told.chain:
        return AccountVoice(name=publisher or "unnamed publisher", kind=VoiceKind.PUBLISHER.value, publisher=publisher)
    last = told.chain[-1]
    return AccountVoice(
        name=last.label,
        kind=last.kind.value,
        publisher=publisher,
        is_party=bool({last.actor_id or "", last.label.casefold()} & parties),
    )


@dataclass(frozen=True, slots=True)
class Root:
    """Where a telling comes from: what counts as one voice, under which name, and how it was come by, in words."""

    key: str
    name: str
    steps: tuple[str, ...] = ()
    is_speaker: bool = False


def count(told: Sequence[Told]) -> tuple[int, tuple[str, ...]]:
    """The number of independent voices, and the steps that led to it in words.

    Copies of one text count once, a wire counts once however many carry it, a speaker once however many quote, papers
    of one owner once, and what one house tells in several articles once.
    """
    members: dict[str, list[tuple[Root, Told]]] = defaultdict(list)
    for root, one in zip(roots_of(told), told, strict=True):
        members[root.key].append((root, one))
    steps = sorted(_step([root for root, _ in some], [one for _, one in some]) for some in members.values())
    return len(members), tuple(steps)


def roots_of(told: Iterable[Told]) -> list[Root]:
    """For each of these tellings of one thing whose word it is in the end."""
    held = list(told)
    carriers: dict[str, set[str]] = defaultdict(set)
    for one in held:
        if one.article.copy_group and not one.is_added:
            carriers[one.article.copy_group].add(_house(one).key)
    roots = [_root(one, carriers) for one in held]
    speaking = [n for n, root in enumerate(roots) if root.is_speaker]
    speakers = {n: speaker_of(held[n].chain[-1], held[n].evidence, held[n].article.article_id) for n in speaking}
    keys = same_speakers(list(speakers.values()))
    labels: dict[str, set[str]] = defaultdict(set)
    for n, key in zip(speaking, keys, strict=True):
        labels[key].add(roots[n].key)
    houses = {root.key for root in roots if not root.is_speaker}
    for n, key in zip(speaking, keys, strict=True):
        # A group that speaks and an outlet that belongs to it are one voice.
        roots[n] = replace(roots[n], key=min(labels[key] & houses or labels[key]))
    return [_named_later(n, held, roots, speakers) for n in range(len(held))]


def _named_later(number: int, held: Sequence[Told], roots: Sequence[Root], speakers: Mapping[int, Speaker]) -> Root:
    """The root of a nameless voice that its article names further on: "a councillor said", "the councillor, Ilmaz"."""
    one = held[number]
    if not one.chain or one.chain[-1].kind is not VoiceKind.ANONYMOUS:
        return roots[number]
    nameless = replace(speaker_of(one.chain[-1], one.evidence), is_named=False)
    texts = {one.article.article_id, one.article.copy_group or one.article.article_id}
    named = {
        roots[n].key: roots[n]
        for n, speaker in speakers.items()
        if texts & {held[n].article.article_id, held[n].article.copy_group} and is_meant_by(nameless, speaker)
    }
    return next(iter(named.values())) if len(named) == 1 else roots[number]


def _root(told: Told, carriers: Mapping[str, set[str]]) -> Root:
    own = [v for v in told.chain if v.kind in (VoiceKind.SPEAKER, VoiceKind.ANONYMOUS)]
    if not own:
        return _carrier(told, carriers)
    last = own[-1].label
    handed = (f"{' told by '.join(v.label for v in reversed(own))}",) if len(own) > 1 else ()
    if own[-1].kind is VoiceKind.ANONYMOUS:
        carrier = _carrier(told, carriers)
        return Root(f"unnamed source of {carrier.key}", f"unnamed source of {carrier.name}", (*carrier.steps, *handed))
    register = Publishers.shipped()
    said = own[-1].text  # "Sudan's army" is known as Sudan, and no publisher of that name speaks
    if register.by_name(said) and not register.is_ambiguous(said):
        house = _house_named(said, PublisherRef(name=said))
        return Root(house.key, f"publisher {last}", (*house.steps, *handed), is_speaker=True)
    return Root(_folded(last), f"speaker {last}", handed, is_speaker=True)


def _carrier(told: Told, carriers: Mapping[str, set[str]]) -> Root:
    """The wire that a telling is credited to, the text that several houses carry, else the house that put it out."""
    credited = told.article.credited_to
    wires = [v for v in told.chain if v.kind is VoiceKind.WIRE]
    if credited or wires:
        name = credited.name if credited else wires[-1].label
        house = _house_named(name, credited or PublisherRef(name=name))
        shared = any(v.basis for v in wires) and not credited
        return Root(house.key, f"wire {name}", (*house.steps, *(("by passages shared with it",) if shared else ())))
    house, group = _house(told), told.article.copy_group
    if group and not told.is_added and len(carriers[group]) > 1:
        own = told.article.is_original and told.article.publisher
        if own:
            return Root(house.key, f"wire {own.name}", (*house.steps, "others copied its text"))
        # Two stories that the same houses share, whoever of them wrote: one of them has it from the other.
        shared_by = " and ".join(sorted(carriers[group]))
        return Root(f"text of {shared_by}", f"text {group}", ("one text in several publications",))
    return house


def _house(told: Told) -> Root:
    """Who put out the article."""
    publisher = told.article.publisher
    if publisher is None:
        return Root(f"page {_page(told)}", f"unnamed publisher of {_title(told)}")
    return _house_named(publisher.name, publisher)


def _house_named(name: str, ref: PublisherRef) -> Root:
    """A publisher, or the owner whose house it is of."""
    register = Publishers.shipped()
    known = register.by_key(ref.key) if ref.key else None
    known = known or (register.by_domain(ref.domain) if ref.domain else None) or register.by_name(name)
    if known is not None and known.owner:
        return Root(_folded(known.owner), f"publisher {name}", (f"{known.name} belongs to {known.owner}",))
    return Root(_folded(known.name if known else name), f"publisher {name}")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def carriers(told: Iterable[Told]) -> int:
    """The number of publishers that carry what is told; one not known by name counts as its page."""
    return len({_publisher_name(one) or _page(one) for one in told})


def _page(told: Told) -> str:
    return told.article.capture_sha256 or told.article.article_id


def _publisher_name(told: Told) -> str | None:
    return told.article.publisher.name if told.article.publisher else None


def _title(told: Told) -> str:
    return f"“{told.article.title}” ({_page(told)[:8]})" if told.article.title else _page(told)[:14]


def _step(roots: Sequence[Root], members: Sequence[Told]) -> str:
    carried = sorted({_publisher_name(m) or "an unnamed publisher" for m in members})
    names = " and ".join(sorted({root.name for root in roots}))
    why = sorted({step for root in roots for step in root.steps})
    return "; ".join([f"{names}: one voice, carried by {', '.join(carried)}", *why])
