"""Places that no gazetteer holds and that a text tells within one that it does: "the village of Tessaro in Sumra".

They are of the record: the same name in the same holder is one place in every article, and a person may later say which
place of the map it is. What is known of where they lie is where their holder lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.actors import Place
from onrecord.model.articles import Article
from onrecord.model.ids import MentionId, local_place_id
from onrecord.model.mentions import Mention, MentionKind
from onrecord.text.placewords import is_told_within

FEATURE = "X.TOLD"
_LEADS = ("the village of ", "the town of ", "the city of ", "village of ", "town of ", "the district of ", "the ")
_NEAREST = 2  # how UCDP counts a place known to lie near another


def told_within(
    article: Article, mentions: Iterable[Mention], known: Mapping[MentionId, Place]
) -> Iterator[tuple[Mention, Place, Place]]:
    """Each mention of such a place, wherever the article names it, with the place and the one that holds it."""
    listed = sorted(mentions, key=lambda m: m.span)
    unknown = [m for m in listed if m.kind is MentionKind.PLACE and m.id not in known]
    holders = [(m.span, known[m.id]) for m in listed if m.id in known]
    found: dict[str, tuple[Place, Place]] = {}
    for mention in unknown:
        name = _name(mention.text)
        told = (place for span, place in holders if is_told_within(article.text, mention.span, span))
        # "In Varania's Sumra district": the district tells more than the country.
        holder = min(told, key=lambda place: place.precision, default=None)
        if name and holder is not None and name.casefold() not in found:
            found[name.casefold()] = (_place(name, holder), holder)
    for mention in unknown:
        pair = found.get(_name(mention.text).casefold())
        if pair is not None:
            yield mention, *pair


def _name(text: str) -> str:
    """The name in the words for a place; "" where there is none."""
    words = " ".join(text.split())
    for lead in _LEADS:
        if words.casefold().startswith(lead):
            words = words[len(lead) :]
            break
    return words if words[:1].isupper() and words[-1:].isalpha() else ""


def _place(name: str, holder: Place) -> Place:
    return Place(
        id=local_place_id(name.casefold(), holder.id),
        name=name,
        country=holder.country,
        admin1=holder.admin1,
        latitude=holder.latitude,
        longitude=holder.longitude,
        feature=FEATURE,
        precision=max(_NEAREST, holder.precision),
        parents=(holder.id, *holder.parents),
    )
