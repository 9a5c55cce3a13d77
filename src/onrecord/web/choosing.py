"""What a policy chooses where the accounts of an event differ; what that takes of the whole record is kept at hand."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analysis import policies
from onrecord.analysis.naming import Policy
from onrecord.analysis.policies import Chosen
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedClaim
from onrecord.web.desk import Desk


def chosen(desk: Desk, event: Event, claims: Sequence[ResolvedClaim], policy: Policy) -> tuple[Chosen, ...]:
    """What the policy makes of each field on which accounts differ; nothing where it is to choose nothing."""
    if policy is Policy.RANGE:
        return ()
    evidence = policies.Evidence(
        claims={told.claim.id: told for told in claims},
        sectors=desk.kept("sectors", lambda: _sectors(desk)) if policy is Policy.AUTHORITIES else {},
        believed=desk.kept("believed", lambda: policies.learn(desk.record.events(Filter())))
        if policy is Policy.PROBABLE
        else None,
    )
    return policies.choose(event, policy, evidence)


def _sectors(desk: Desk) -> dict[str, str]:
    return {row.actor.id: row.actor.sector for row in desk.record.actors(Filter()) if row.actor.sector}
