"""muc4: terrorism templates filled from claims, scored as CEAF-REE (Du, Rush and Cardie 2021)."""

from __future__ import annotations

from pathlib import Path

from evals.measures import Row, Scores, best_assignment, f1, rounded, rows_of
from evals.program import coded
from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef, ResolvedClaim

SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_ORGANISATIONS = {MentionKind.ARMED_GROUP, MentionKind.ORGANISATION, MentionKind.STATE}
_THINGS = {MentionKind.FACILITY, MentionKind.COMPANY, MentionKind.PLACE, MentionKind.ORGANISATION, MentionKind.OTHER}
Filled = dict[str, list[set[str]]]


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """f1 over all slots and f1_SLOT: entities matched one to one, right where their mentions are all the key's."""
    counts = {slot: [0.0, 0, 0] for slot in SLOTS}
    predictions = []
    for row in rows_of(data, limit):
        mine, key = predict(row["text"]), gold(row)
        for slot in SLOTS:
            right, predicted, wanted = matched(mine[slot], key[slot])
            for i, n in enumerate((right, predicted, wanted)):
                counts[slot][i] += n
        predictions.append({"docid": row["docid"], **{s: [sorted(e) for e in mine[s]] for s in SLOTS}})
    total = [sum(counts[s][i] for s in SLOTS) for i in range(3)]
    scores = {"f1": f1(*total)[2], **{f"f1_{s}": f1(*counts[s])[2] for s in SLOTS}}
    return rounded({**scores, "documents": len(predictions)}), predictions


def gold(row: Row) -> Filled:
    """The entities of a document's key by slot, over all its templates, each a set of folded mentions."""
    filled: Filled = {slot: [] for slot in SLOTS}
    for template in row["templates"]:
        for slot in SLOTS:
            for entity in template.get(slot, []):
                mentions = {folded(text) for text, _ in entity}
                if mentions and mentions not in filled[slot]:
                    filled[slot].append(mentions)
    return filled


def matched(mine: list[set[str]], key: list[set[str]]) -> tuple[float, int, int]:
    """How many entities are right under the best one-to-one match, how many were given, how many wanted."""
    weights = {(i, j): 1.0 for i, one in enumerate(mine) for j, other in enumerate(key) if one and one <= other}
    return float(len(best_assignment(weights))), len(mine), len(key)


def folded(text: str) -> str:
    """A mention for comparing: lower case, one space, no quotation marks and no leading article."""
    plain = " ".join(text.casefold().replace('"', " ").split())
    for article in ("the ", "a ", "an "):
        plain = plain.removeprefix(article)
    return plain


def predict(text: str) -> Filled:
    """The slots filled from the text's claims of assault."""
    result = coded(text)
    filled: Filled = {slot: [] for slot in SLOTS}
    weapons = {m.text for m in result.coding.mentions if m.kind is MentionKind.WEAPON}
    for claim in result.claims:
        if claim.claim.event_type is EventType.ASSAULT:
            _fill(filled, claim, weapons)
    return filled


def _fill(filled: Filled, claim: ResolvedClaim, weapons: set[str]) -> None:
    for actor in claim.actors:
        _put(filled["PerpOrg" if actor.mention_kind in _ORGANISATIONS else "PerpInd"], actor)
    for recipient in claim.recipients:
        _put(filled["Target" if recipient.mention_kind in _THINGS else "Victim"], recipient)
    for weapon in weapons:
        if any(weapon in piece.text and {folded(weapon)} not in filled["Weapon"] for piece in claim.evidence):
            filled["Weapon"].append({folded(weapon)})


def _put(slot: list[set[str]], ref: ActorRef) -> None:
    entity = {folded(ref.text)}
    if entity not in slot:
        slot.append(entity)
