"""The brief: thirty to sixty lines of plain text that say what a record holds, what disagrees first.

The same record gives the same lines, whatever the terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from onrecord.export.material import Material
from onrecord.export.sheet import ShownField, shown
from onrecord.export.words import (
    carried_words,
    chain_words,
    claim_headline,
    clipped,
    counted,
    days,
    event_headline,
    event_numbers,
    field_words,
    file_name,
    grouped,
    listed,
    one_line,
    quote_in_brief,
)
from onrecord.model.claims import Factuality
from onrecord.model.events import Account, Event
from onrecord.model.resolved import ResolvedClaim

WIDTH = 110
"""Characters in a line; what is longer is cut with "…"."""

SHORTEST, LONGEST = 34, 60
"""Lines of a brief: what else is on record fills it up to the first and never takes it past the second."""

DISPUTED_LINES = 26
VOICE_LINES = 3
CONTRADICTIONS = 3
ACCOUNTS = 3
DENIALS = 2
VALUE_WIDTH = 44
SAID_WIDTH = 44
HAPPENINGS = 7
COPIES = 3
KINDS = 4
REFUSED = 3


def compose(material: Material, *, record_option: str = "") -> list[str]:
    """The lines of the brief. `record_option` is put behind the commands it proposes."""
    lines = _composed(material, record_option, voice_lines=VOICE_LINES)
    return lines if len(lines) <= LONGEST else _composed(material, record_option, voice_lines=1)


def _composed(material: Material, record_option: str, *, voice_lines: int) -> list[str]:
    before = (_head(material), _disputed(material, voice_lines), _denials(material), _copies(material))
    after = (_left_out(material), _next(material, record_option))
    first, last = ([found for found in map(list, sections) if found] for sections in (before, after))
    taken = sum(len(section) + 1 for section in (*first, *last))
    room = min(max(HAPPENINGS, SHORTEST - taken), LONGEST - taken - 1)
    sections = [*first, list(_happenings(material, room)), *last]
    return [clipped_line(line) for section in sections if section for line in (*section, "")][:-1]


def clipped_line(line: str) -> str:
    """The line with its indent, cut to the width."""
    indent = len(line) - len(line.lstrip(" "))
    if len(line) <= WIDTH:
        return line.rstrip()
    return line[: WIDTH - 1].rstrip() + "…" if indent > WIDTH // 2 else line[: WIDTH - 1].rsplit(" ", 1)[0] + " …"


def _head(material: Material) -> Iterator[str]:
    copies = sum(len(group) - 1 for group in material.copies)
    yield f"ON RECORD: {material.name}"
    yield (
        f"{counted(len(material.captures), 'page')} held {counted(len(material.articles), 'article')}"
        + (f", {grouped(copies)} of them {'a copy' if copies == 1 else 'copies'} of another" if copies else "")
        + f"; {counted(len(material.publishers), 'publisher')}"
        + (f"; published {days(material.period())}" if material.period() else "")
    )
    yield (
        f"{counted(len(material.claims), 'claim')} of who did what to whom, each with its words and its voices, "
        f"make {counted(len(material.events), 'event')}"
    )


def _disputed(material: Material, voice_lines: int) -> Iterator[str]:
    disputed = material.disputed
    if not disputed:
        return
    yield f"WHERE ACCOUNTS DISAGREE ({counted(len(disputed), 'event')})"
    left = DISPUTED_LINES
    for number, event in enumerate(disputed):
        lines = list(_event_lines(material, event, quoted=number < 2, voice_lines=voice_lines))
        if number and len(lines) > left:
            yield f"  … and {len(disputed) - number} more: onrecord events --contradicted"
            return
        left -= len(lines)
        yield from lines


def _event_lines(material: Material, event: Event, *, quoted: bool, voice_lines: int) -> Iterator[str]:
    tolls = [number for number in event_numbers(event) if number.endswith("in dispute")]
    yield from _wrapped("● ", " · ".join((event_headline(event, 3), *tolls)), 2)
    disputed = [field for field in shown(event, material.told(event.claims)) if field.reason]
    for field in disputed[:CONTRADICTIONS]:
        yield from _disputed_lines(material, field, quoted=quoted, voice_lines=voice_lines)
    left = event.contradictions[CONTRADICTIONS:]
    if left:
        yield f"    and {listed([field_words(contradiction.field) for contradiction in left])}"
    yield (f"    [{event.id}] told in {carried_words(event)}: {counted(event.independent_voices, 'independent voice')}")


def _headline(event: Event, said: str) -> str:
    """The event on one line and who says so, names left out and then the voice cut where they do not fit."""
    for most, room in ((3, WIDTH), (3, SAID_WIDTH), (2, SAID_WIDTH), (1, SAID_WIDTH)):
        line = f"{event_headline(event, most)}   {clipped(said, room)}".rstrip()
        if len(line) <= WIDTH - 2:
            return line
    said = clipped(said, SAID_WIDTH)
    return f"{clipped(event_headline(event, 1), WIDTH - 5 - len(said))}   {said}"


def _disputed_lines(material: Material, field: ShownField, *, quoted: bool, voice_lines: int) -> Iterator[str]:
    rows = [row for row in field.rows if row.is_disputed] or list(field.rows)
    rows.sort(key=lambda row: row.is_outgrown)
    width = min(VALUE_WIDTH, max(len(row.value) for row in rows[:ACCOUNTS]))
    for number, row in enumerate(rows[:ACCOUNTS]):
        value = clipped(row.value, VALUE_WIDTH).ljust(width)
        said = row.said_by if row.said_by.startswith("denied") else f"says {row.said_by}"
        said = said.replace("says its own account", "by its own account", 1)
        yield from _wrapped(f"    {field.title if not number else '':<14} {value}  ", said, voice_lines)
        if quoted:
            yield from _account_quote(material, row.account)
    if len(rows) > ACCOUNTS:
        yield f"{'':<19} … and {counted(len(rows) - ACCOUNTS, 'account')} more"


def _wrapped(head: str, words: str, most: int) -> list[str]:
    """The words behind a head, on `most` lines under one another, broken between words only."""
    room = WIDTH - len(head)
    lines = textwrap.wrap(words, room, max_lines=most, placeholder=" …", break_on_hyphens=False)
    return [(head if not number else " " * len(head)) + line for number, line in enumerate(lines)]


def _account_quote(material: Material, account: Account) -> Iterator[str]:
    told = material.told(account.claims)
    if told:
        yield f"{'':<8}{quote_in_brief(told[0], WIDTH - 8)}"


def _denials(material: Material) -> Iterator[str]:
    shown = {
        claim
        for event in material.disputed
        for contradiction in event.contradictions
        if contradiction.field == "factuality"
        for account in contradiction.accounts
        for claim in account.claims
    }
    denials = [claim for claim in material.denials if claim.claim.id not in shown] or list(material.denials)
    if not denials:
        return
    yield f"DENIED ({counted(len(material.denials), 'claim')})"
    for claim in _spread(denials)[:DENIALS]:
        yield from _wrapped("● ", claim_headline(claim), 2)
        yield from _wrapped("    says ", chain_words(claim), 2)
        yield f"    {quote_in_brief(claim, WIDTH - 4)}"


def _spread(claims: Sequence[ResolvedClaim]) -> list[ResolvedClaim]:
    """The claims with one of every article before a second of any; denials of a happening before others."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, ResolvedClaim]] = []
    for claim in sorted(claims, key=lambda c: (c.claim.factuality is not Factuality.DENIED, c.claim.id)):
        seen[claim.claim.article_id] = seen.get(claim.claim.article_id, 0) + 1
        ranked.append((seen[claim.claim.article_id], claim))
    return [claim for _, claim in sorted(ranked, key=lambda pair: pair[0])]


def _copies(material: Material) -> Iterator[str]:
    groups = material.copies
    if not groups:
        return
    yield "ONE TEXT, COUNTED ONCE"
    for group in groups[:COPIES]:
        first, *others = group
        known = any(line["copy_of"] for line in others)
        carriers = listed(_publishers(others if known else group))
        told = f"{_publishers([first])[0]}, repeated by {carriers}" if known else f"the same text at {carriers}"
        yield from _wrapped("● ", f"“{one_line(first['title'] or 'untitled')}”: {told}", 3)
    if len(groups) > COPIES:
        yield f"  … and {len(groups) - COPIES} more"


def _publishers(articles: Iterable[dict[str, object]]) -> list[str]:
    found = []
    for line in articles:
        publisher = line["publisher"]
        found.append(one_line(publisher["name"]) if isinstance(publisher, dict) else "a page that names no publisher")
    return list(dict.fromkeys(found))


def _happenings(material: Material, room: int) -> Iterator[str]:
    events = [event for event in material.undisputed if not event.background and (event.actors or event.recipients)]
    if not events or room < 1:
        return
    chosen = _varied(events, room)
    yield f"ALSO ON RECORD ({len(chosen)} of {counted(len(events), 'event')} that nobody disputes)"
    for event in chosen:
        yield f"● {_headline(event, _whose(material, event))}"


def _varied(events: Sequence[Event], room: int) -> list[Event]:
    """Events of different types before more of one, those of which more is known first; then in time."""
    counts: dict[str, int] = {}
    ranked: list[tuple[int, int, Event]] = []
    for event in sorted(events, key=lambda e: (-_known(e), -e.independent_voices, e.id)):
        counts[event.event_type.value] = counts.get(event.event_type.value, 0) + 1
        ranked.append((counts[event.event_type.value], len(ranked), event))
    best = {event.id for _, _, event in sorted(ranked, key=lambda row: row[:2])[:room]}
    return [event for event in events if event.id in best]


def _known(event: Event) -> int:
    """How much of who, whom, where and when is known of an event."""
    people = (event.actors, event.recipients)
    return sum(any(ref.actor_id for ref in refs) for refs in people) + bool(event.place) + bool(event.occurred)


def _whose(material: Material, event: Event) -> str:
    told = material.told(event.claims)
    return f"says {chain_words(told[0])}" if told else ""


def _left_out(material: Material) -> Iterator[str]:
    aside, refused = material.set_aside, material.refused
    if not aside and not refused:
        return
    yield "LEFT OUT, AND SAID SO"
    if aside:
        kinds = listed([f"{kind} {grouped(count)}" for kind, count in list(aside.items())[:KINDS]])
        yield f"● set aside {grouped(sum(aside.values()))} characters that belong to no article: {kinds}"
    for issue in refused[:REFUSED]:
        yield f"● refused {file_name(issue.item)}: {one_line(issue.message)}"
    if len(refused) > REFUSED:
        yield f"  … and {len(refused) - REFUSED} more: onrecord issues"


def _next(material: Material, record_option: str) -> Iterator[str]:
    option = f" {record_option}" if record_option else ""
    commands = [
        (f"report{option} -o brief.html", "the full report"),
        ("read PAGES…", "your own pages"),
    ]
    if material.claims:
        commands.insert(0, (f"claims{option} --format jsonl", "for programs"))
    actor = next((ref.label for claim in material.claims.values() for ref in claim.actors if ref.actor_id), None)
    if actor:
        commands.insert(0, (f'actor "{one_line(actor)}"{option}', "who it is"))
    if material.disputed:
        commands.insert(0, (f"event {material.disputed[0].id}{option}", "all accounts of it"))
    width = max(len(command) for command, _ in commands)
    yield "NEXT"
    for command, what in commands:
        yield f"  onrecord {command:<{width}}  {what}"
