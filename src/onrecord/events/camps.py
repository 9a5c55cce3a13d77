"""Who lays a deed to whom: those who claim it, those who blame another, and where they exclude one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.events.facets import Party, listed, party_of, shared
from onrecord.events.rows import words_for
from onrecord.model.claims import EventType, Factuality, Stance, VoiceKind
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef, ResolvedClaim, VoiceRef

_NAMED = (MentionKind.PERSON, MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP)
_DONE = (Factuality.HAPPENED, Factuality.ONGOING, Factuality.UNKNOWN)
_OWN = frozenset({"its", "their", "our", "his", "own"})


@dataclass(frozen=True, slots=True)
class Camp:
    """The claims that lay a deed to one and the same somebody, and who that is."""

    name: str
    claims: tuple[ResolvedClaim, ...]
    party: Party


@dataclass(frozen=True, slots=True)
class _Laid:
    claim: ResolvedClaim
    to: tuple[ActorRef, ...]
    is_own: bool


def rival_camps(claims: Sequence[ResolvedClaim]) -> tuple[list[Camp], str]:
    """The camps that name different actors for one attack, and why they exclude one another; fewer than two where none
    do. Whoever claims it goes before whoever blames another, and both before what a speaker merely tells."""
    if claims[0].claim.event_type is not EventType.ASSAULT:
        return [], ""
    laid = [one for claim in claims if (one := _laid(claim)) is not None]
    camps = _camps([one for one in laid if one.is_own])
    if len(camps) > 1:
        return camps, "more than one claims responsibility"
    sure = [one for one in laid if one.is_own or one.claim.claim.stance is Stance.BLAMES]
    camps = _camps(sure)
    if len(camps) > 1:
        return camps, "different actors are named"
    camps = _camps([one for one in laid if one in sure or _is_a_speakers(one)])
    return (camps if _are_rivals(camps) else []), "different actors are named"


def _laid(claim: ResolvedClaim) -> _Laid | None:
    """To whom the claim lays the deed; None where it names nobody, or denies it."""
    own = claim.claim
    if own.factuality not in _DONE or own.stance is Stance.DENIES or not claim.actors:
        return None
    voice = claim.chain[-1] if claim.chain else None
    if voice is not None and voice.kind is VoiceKind.SPEAKER and _is_of_the_speaker(claim, voice):
        return _Laid(claim, (_as_actor(voice, claim.actors[0]),), own.factuality is not Factuality.UNKNOWN)
    blamed = own.stance is Stance.BLAMES and any(_is_an_organ(ref) for ref in claim.actors)
    if not blamed and not any(_is_named(ref) for ref in claim.actors):
        return None  # "two groups say": nobody is named who could be set against another
    return _Laid(claim, claim.actors, own.stance is Stance.CLAIMS_RESPONSIBILITY)


def is_boast(claim: ResolvedClaim) -> bool:
    """True for what is told by the one who did it: a claim, or a known side's word on its own deed."""
    laid = _laid(claim)
    if laid is None or laid.is_own:
        return laid is not None
    voice = claim.chain[-1] if claim.chain else None
    return voice is not None and voice.actor_id is not None and voice.actor_id in {ref.actor_id for ref in claim.actors}


def _is_of_the_speaker(claim: ResolvedClaim, voice: VoiceRef) -> bool:
    """True where a speaker tells of his own people: "said that *one of its members* carried it out"."""
    if len(claim.actors) != 1 or claim.actors[0].actor_id is not None:
        return False
    words = claim.actors[0].text.casefold().split()
    return len(words) > 1 and not _OWN.isdisjoint(words[:-1]) and words[-1] in listed("men") and bool(voice.actor_id)


def _as_actor(voice: VoiceRef, own: ActorRef) -> ActorRef:
    """The speaker in the place of his people."""
    return replace(own, text=voice.text, actor_id=voice.actor_id, name=voice.name, aliases=voice.aliases)


def _is_a_speakers(one: _Laid) -> bool:
    """True for what a named speaker tells of somebody else, outside a fight in which either side acts."""
    claim = one.claim
    if not claim.chain or claim.chain[-1].kind is not VoiceKind.SPEAKER:
        return False
    told = " ".join(piece.text for piece in claim.evidence).casefold().split()
    return not any(word.strip(".,;:") in listed("fights") for word in told)


def _are_rivals(camps: Sequence[Camp]) -> bool:
    """True where none of the sides is the one that the other struck: in a fight each tells what it did."""
    struck = [[party_of(c.recipients) for c in camp.claims] for camp in camps]
    turned = any(
        shared(camp.party, party)
        for n, camp in enumerate(camps)
        for k, lot in enumerate(struck)
        if k != n
        for party in lot
    )
    return len(camps) > 1 and not turned


def _camps(laid: Sequence[_Laid]) -> list[Camp]:
    """The claims by whom they name: one camp for all that name the same, a body it belongs to, or its people."""
    camps: list[list[_Laid]] = []
    for one in laid:
        mine = party_of(one.to)
        near = [camp for camp in camps if any(shared(mine, party_of(other.to)) for other in camp)]
        camps = [camp for camp in camps if camp not in near]
        camps.append([*(other for camp in near for other in camp), one])
    return [
        Camp(_name(camp), tuple(o.claim for o in camp), party_of(tuple(r for o in camp for r in o.to)))
        for camp in camps
    ]


def _is_an_organ(ref: ActorRef) -> bool:
    """ "The army": blamed by name enough, there is one where it was."""
    return ref.text.casefold().startswith("the ") and bool(set(ref.text.casefold().split()) & listed("armed"))


def _is_named(ref: ActorRef) -> bool:
    """True for a known actor or a name; "Rival groups", whose first word is large for another reason, is none."""
    if ref.actor_id is not None:
        return True
    if ref.mention_kind in _NAMED:
        return bool(party_of((ref,)).names)
    _, _, rest = ref.text.partition(" ")
    return bool(party_of((replace(ref, text=rest),)).names)


def _name(camp: Sequence[_Laid]) -> str:
    """The most particular of the names: a branch before the body it belongs to, a known actor before bare words."""
    refs = [ref for one in camp for ref in one.to]
    counted = Counter(ref.label for ref in refs)
    best = min(refs, key=lambda r: (r.actor_id is None, -len(r.parents), -counted[r.label], r.label))
    return words_for(best)
