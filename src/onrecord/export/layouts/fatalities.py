"""How many died, under a policy that somebody named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.errors import UsageError
from onrecord.export.layouts.told import Told
from onrecord.model.mentions import QuantityKind
from onrecord.model.resolved import ResolvedClaim

POLICIES: Mapping[str, str] = {
    "lowest": "the lowest number that an account gives",
    "agreed": "the number where all accounts agree, else none",
    "highest": "the highest number that an account gives",
}


def check(policy: str) -> None:
    """Raises UsageError for a policy that there is not."""
    if policy not in POLICIES:
        raise UsageError(f"there is no fatality policy {policy!r}; there are {', '.join(POLICIES)}")


def killed(one: Told, policy: str) -> int | None:
    """All who died in the event, None where the policy gives no number.

    Where several groups are counted ("two guards", "nine people"), they may hold the same people: at least as many
    died as in the largest, at most as many as in all of them; only one claim that tells them all says how many.
    """
    groups = one.quantity("killed")
    if policy == "agreed":
        together = len(groups) == 1 or any(_counts(claim) >= len(groups) for claim in one.claims)
        numbers = [group.best for group in groups]
        return _total(numbers) if together else None
    if policy == "highest":
        return _total([group.high for group in groups])
    return int(max((group.low for group in groups if group.low is not None), default=0)) or None


def _counts(claim: ResolvedClaim) -> int:
    return sum(quantity.kind is QuantityKind.KILLED for quantity in claim.claim.quantities)


def _total(numbers: Sequence[float | None]) -> int | None:
    told = [number for number in numbers if number is not None]
    return int(sum(told)) if told and len(told) == len(numbers) else None
