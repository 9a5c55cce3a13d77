"""What a denial denies of a happening, and who denies it: whoever says no to a value does not bear it out."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.events.rows import words_for
from onrecord.model.claims import EventType, Factuality, Stance, VoiceKind
from onrecord.model.events import AccountVoice
from onrecord.model.resolved import ResolvedClaim
from onrecord.publishers.voices import voice_of


def denies(claim: ResolvedClaim, field: str) -> bool:
    """True where the claim says no to what it tells of a field.

    Of a happening that is denied every field is, but whether it happened; who denies that a deed was his own ("denied
    responsibility for the bombing") says no to who did it alone.
    """
    own = claim.claim
    if field == "factuality":
        return False
    if own.factuality is Factuality.DENIED:
        return True
    # A rejoinder is an act of its own: who rejects a charge has done so.
    return field == "actors" and own.stance is Stance.DENIES and own.event_type is not EventType.REJECT


def denier_of(claim: ResolvedClaim, parties: frozenset[str]) -> AccountVoice:
    """Whose denial it is: the end of the chain, or he who acts where a publisher tells that he denies it."""
    voice = voice_of(claim, parties)
    last = claim.chain[-1] if claim.chain else None
    own = next((ref for ref in claim.actors if last and ref.actor_id and ref.actor_id == last.actor_id), None)
    is_told = voice.kind in (VoiceKind.PUBLISHER.value, VoiceKind.WIRE.value)
    if own is None and is_told and claim.claim.stance is Stance.DENIES:
        own = next(iter(claim.actors), None)
    if own is None:
        return voice
    return AccountVoice(name=words_for(own), kind=VoiceKind.SPEAKER.value, publisher=voice.publisher, is_party=True)


def asserted(claims: Sequence[ResolvedClaim], field: str) -> Sequence[ResolvedClaim]:
    """The claims that do not deny the field; all of them where each denies that anything happened."""
    if all(claim.claim.factuality is Factuality.DENIED for claim in claims):
        return claims
    return [claim for claim in claims if not denies(claim, field)]
