"""One thing looked at closely: an event with its accounts side by side, an actor with its deeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.analysis.naming import Policy
from onrecord.cli import records
from onrecord.cli.accounting import print_event
from onrecord.cli.exits import say
from onrecord.cli.filtering import filtered
from onrecord.cli.printing import Form, FormOption, print_lines, print_pairs, print_text
from onrecord.errors import UsageError
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId, CaptureId, EventId

if TYPE_CHECKING:
    from onrecord.analysis.policies import Chosen
    from onrecord.model.actors import Actor
    from onrecord.model.events import Event
    from onrecord.model.resolved import ResolvedClaim
    from onrecord.store import Record
    from onrecord.store.rows import ActorRow

PolicyOption = Annotated[
    Policy,
    typer.Option("--policy", help="Choose one value where accounts differ; they all stay.", case_sensitive=False),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    for command in (event, actor, versions):
        app.command(rich_help_panel="Looking closely")(command)


def event(
    event_id: Annotated[str, typer.Argument(metavar="ID", help="An event's id, or its first characters.")],
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    policy: PolicyOption = Policy.RANGE,
) -> None:
    """Show one event: every account of it side by side, who gives it, and the words."""
    from onrecord.analysis import reliability
    from onrecord.analysis.lines import chosen_line, grade_line
    from onrecord.export.lines import claim_line, event_line

    with records.reading(record) as opened:
        records.say_if_stale(opened)
        found = _find(opened, event_id)
        claims = _claims_of(opened, found)
        chosen = _chosen(opened, found, claims, policy)
        grades = reliability.grades(found, reliability.letters(opened))
    if form is Form.TABLE:
        print_event(found, claims, grades)
        _print_choice(policy, chosen)
    else:
        choice = {} if policy is Policy.RANGE else {"policy": policy.value, "chosen": list(map(chosen_line, chosen))}
        graded = {"credibility": list(map(grade_line, grades))}
        print_lines([{**event_line(found), **choice, **graded, "told": [claim_line(claim) for claim in claims]}])


def _chosen(record: Record, event: Event, claims: list[ResolvedClaim], policy: Policy) -> tuple[Chosen, ...]:
    """What a policy makes of the fields on which accounts differ."""
    from onrecord.analysis import policies

    evidence = policies.Evidence(
        claims={claim.claim.id: claim for claim in claims},
        sectors={row.actor.id: row.actor.sector for row in record.actors(Filter()) if row.actor.sector},
        believed=policies.learn(record.events(Filter())) if policy is Policy.PROBABLE else None,
    )
    return policies.choose(event, policy, evidence)


def _print_choice(policy: Policy, chosen: tuple[Chosen, ...]) -> None:
    from onrecord.analysis.policies import WORDS
    from onrecord.export.words import field_words

    if policy is Policy.RANGE:
        return
    print_text(["", f"CHOSEN by {policy.value}: {WORDS[policy]}"])
    print_pairs({field_words(c.field): f"{c.account.value if c.account else 'no choice'} ({c.reason})" for c in chosen})


def _find(record: Record, event_id: str) -> Event:
    found = record.event(EventId(event_id))
    if found is None:
        whole = records.meant(event_id, (event.id for event in record.events(Filter())), "event")
        found = record.event(EventId(whole))
    if found is None:  # somebody else is writing, and it went between the two looks
        raise UsageError(f"there is no event {event_id}; `onrecord events` lists them")
    if not found.id.startswith(event_id):
        say(f"{event_id} is now part of {found.id}")
    return found


def _claims_of(record: Record, event: Event) -> list[ResolvedClaim]:
    wanted = set(event.claims)
    return [claim for claim in record.claims(Filter()) if claim.claim.id in wanted]


@filtered
def actor(
    wanted: Filter,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias or an actor's id.")],
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Show one actor: names by date, posts, ties, relations claimed, events by year, and the evidence in time."""
    from onrecord.export.lines import actor_line, claim_line

    with records.reading(record) as opened:
        wanted = records.whole_ids(opened, wanted)
        rows = _meant(list(opened.actors(Filter(actor=name))), name)
        key = rows[0].actor.id if rows else name
        if form is Form.TABLE and rows:
            _print_dossier(opened, rows[0].actor, wanted)
            return
        acted = list(opened.claims(replace(wanted, actor=key)))
        said = list(opened.claims(replace(wanted, voice=key)))
    claims = list({claim.claim.id: claim for claim in (*acted, *said)}.values())
    if not rows and not claims:
        raise UsageError(f"nobody called {name!r} is on record; `onrecord actors` lists who is")
    if form is Form.TABLE:
        print_text([f"{name}: the words of pages; the knowledge base does not know who this is"])
        _print_evidence(claims, None, len(claims))
    else:
        print_lines([*(actor_line(row) for row in rows), *(claim_line(claim) for claim in claims)])


EVIDENCE, TIES = 60, 40
"""Claims and relations of an actor that the table shows where no --limit is given."""


def _print_dossier(record: Record, actor: Actor, wanted: Filter) -> None:
    """What is known of an actor, then as much of the evidence as can be read; the rest is counted."""
    from onrecord import pipeline
    from onrecord.export.dossier import heading, sections

    part = record.parts(actor.id, wanted)
    shown = part.claims[wanted.offset :][: wanted.limit or EVIDENCE]
    loaded = {claim.claim.id: claim for claim in record.claims_with(shown)}
    ties = pipeline.ties(record, replace(wanted, actor=actor.id, limit=TIES, offset=0), records.settings())
    days = record.event_days(replace(wanted, actor=actor.id, limit=None, offset=0))
    years = ((count.days, count.event_type, count.count) for count in days)
    print_pairs(heading(actor))
    print_text(sections(actor, _names(record, actor), ties, years))
    _print_evidence([loaded[i] for i in shown if i in loaded], actor.id, len(part.claims))


def _meant(rows: list[ActorRow], name: str) -> list[ActorRow]:
    """The one actor that a name means. Raises UsageError where several bear it."""
    folded = name.casefold()
    exact = [row for row in rows if folded in (row.actor.id.casefold(), row.actor.name.casefold())]
    aliased = [row for row in rows if folded in {alias.name.casefold() for alias in row.actor.aliases}]
    meant = exact or aliased or rows
    if len(meant) > 1:
        known = "; ".join(f"{row.actor.name} ({row.actor.id})" for row in meant[:8])
        raise UsageError(f"{name!r} may be any of {len(meant)} actors: {known}")
    return meant


def _names(record: Record, actor: Actor) -> Mapping[ActorId, str]:
    """The names of those whom the actor's posts and ties point to: from the record, else from the knowledge base."""
    wanted = {post.organisation for post in actor.posts if post.organisation}
    wanted |= {tie.actor for tie in actor.memberships}
    known = record.actor_names(wanted)
    if wanted <= known.keys():
        return known
    from onrecord import pipeline

    return {a.id: a.name for a in pipeline.known_actors(records.settings()) if a.id in wanted} | known


def _print_evidence(claims: list[ResolvedClaim], actor: ActorId | None, total: int) -> None:
    from onrecord.export.dossier import deeds
    from onrecord.export.words import counted, grouped

    print_text(["", f"EVIDENCE: {counted(total, 'claim')}; a day in brackets is that of publication", ""])
    print_text(deeds(claims, actor))
    if len(claims) < total:
        print_text(["", f"{grouped(len(claims))} shown; --limit and --offset show others, --format jsonl all of them"])


def versions(
    page: Annotated[str, typer.Argument(metavar="URL|CAPTURE", help="A page's address, or one of its captures' ids.")],
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Show the versions of one page in time, and what changed from each to the next."""
    from onrecord import pipeline
    from onrecord.export.changes import told
    from onrecord.export.lines import version_line

    with records.reading(record) as opened:
        found = next(opened.captures(Filter(capture=CaptureId(page), limit=1)), None)
        known = found.id if found else records.meant(page, (row.id for row in opened.captures(Filter())), "capture")
        steps = pipeline.versions(opened, CaptureId(known))
    if form is Form.TABLE:
        print_text(told(steps))
    else:
        print_lines(version_line(step) for step in steps)
