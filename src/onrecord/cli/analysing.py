"""What events add up to: timeline, dyads, network, comparison, contradictions, what is new."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.analysis.dyads import Level
from onrecord.analysis.periods import Step
from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.cli.filtering import filtered
from onrecord.cli.printing import (
    Column,
    Form,
    FormOption,
    Line,
    clean,
    print_form,
    print_lines,
    print_text,
)
from onrecord.errors import UsageError
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.analysis.news import News
    from onrecord.store import Record

LevelOption = Annotated[
    Level, typer.Option("--level", help="Count between single actors or their countries.", case_sensitive=False)
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    for command in (contradictions, timeline, compare, dyads, network):
        app.command(rich_help_panel="Adding up")(command)
    app.command("new", rich_help_panel="Adding up")(new)


@filtered
def timeline(
    wanted: Filter,
    step: Annotated[Step, typer.Option("--by", help="How long a period is.", case_sensitive=False)] = Step.MONTH,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Count events by period and quad category, background apart."""
    from onrecord.analysis import lines
    from onrecord.analysis import timeline as timelines

    with records.reading(record) as opened:
        records.say_if_stale(opened)
        found = timelines.timeline(opened.events(wanted), step)
    dated = [line for line in lines.timeline_lines(found) if line["start"] or form is Form.JSONL]
    print_form(_periods(dated), dated, form, "no events that are dated to a period")
    if form is Form.TABLE and (found.wide or found.undated):
        say(f"not in one {step.value}: {len(found.wide)}; without a day: {len(found.undated)}")


def _periods(dated: Sequence[Line]) -> list[Column]:
    most = max((sum(line["quads"].values()) + line["background"] for line in dated if line["start"]), default=1)

    def quad(kind: str) -> Column:
        return Column(kind, lambda line: str(line["quads"][kind] or ""))

    def bar(line: Line) -> str:
        length = int(30 * (sum(line["quads"].values()) + line["background"]) / most)
        return "█" * max(1, length)

    kinds = list(dated[0]["quads"]) if dated and dated[0]["start"] else []
    return [
        Column("from", lambda line: str(line["start"])),
        *map(quad, kinds),
        Column("background", lambda line: str(line["background"] or "")),
        Column("all", bar, rank=1),
    ]


@filtered
def dyads(
    wanted: Filter, level: LevelOption = Level.ACTOR, record: records.RecordOption = None, form: FormOption = Form.TABLE
) -> None:
    """Count who did what to whom by month and quad category; mutual acts once, nothing netted."""
    from onrecord.analysis import dyads as pairs
    from onrecord.analysis.lines import dyad_line

    with records.reading(record) as opened:
        records.say_if_stale(opened)
        found = pairs.dyads(opened.events(wanted), level)
    print_form(_DYADS, map(dyad_line, found), form, "no acts between two known sides")


_DYADS = (
    Column("month", lambda line: line["month"] or ""),
    Column("actor", lambda line: line["actor"]["name"], least=14),
    Column("way", lambda line: "→" if line["directed"] else "↔"),
    Column("recipient", lambda line: line["recipient"]["name"], least=14),
    Column("quad category", lambda line: line["quad"]),
    Column("events", lambda line: str(line["count"])),
    Column("voices", lambda line: str(line["independent_voices"])),
    Column("disputed", lambda line: str(line["disputed"] or ""), rank=1),
)


class GraphForm(StrEnum):
    """How a network is written."""

    TABLE = "table"
    JSON = "json"
    GRAPHML = "graphml"


@filtered
def network(
    wanted: Filter,
    level: LevelOption = Level.ACTOR,
    form: Annotated[
        GraphForm, typer.Option("--format", help="table for people, json or graphml for programs.")
    ] = GraphForm.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write; else standard output.")
    ] = None,
    record: records.RecordOption = None,
) -> None:
    """Show actors and the acts between them as a network, each pair with a count for each quad category."""
    from onrecord.analysis import network as networks
    from onrecord.analysis.lines import network_line

    with records.reading(record) as opened:
        records.say_if_stale(opened)
        found = network_line(networks.network(opened.events(wanted), level))
    if form is GraphForm.TABLE and output is None:
        names = {node["id"]: node["label"] for node in found["nodes"]}
        print_form(
            _links(names), sorted(found["links"], key=lambda link: -link["count"]), Form.TABLE, "no acts between two"
        )
        return
    _write_network(found, form, output)


def _write_network(found: Line, form: GraphForm, output: Path | None) -> None:
    from onrecord.export.files import whole_file
    from onrecord.export.graphml import document
    from onrecord.export.jsonl import dumps

    is_graphml = form is GraphForm.GRAPHML or (output is not None and output.suffix.lower() in {".graphml", ".xml"})
    text = document(found["nodes"], found["links"]) if is_graphml else dumps(found) + "\n"
    if output is None:
        sys.stdout.write(text)
        return
    with whole_file(output) as draft:
        draft.write_text(text, encoding="utf-8")
    say(f"{output}: {len(found['nodes'])} actors, {len(found['links'])} pairs")


def _links(names: Mapping[str, str]) -> list[Column]:
    kinds = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

    def quad(kind: str) -> Column:
        return Column(kind.replace("_", " "), lambda line: str(line[kind] or ""))

    return [
        Column("actor", lambda line: names[line["source"]], least=14),
        Column("way", lambda line: "→" if line["directed"] else "↔"),
        Column("recipient", lambda line: names[line["target"]], least=14),
        *map(quad, kinds),
        Column("voices", lambda line: str(line["independent_voices"]), rank=2),
        Column("disputed", lambda line: str(line["disputed"] or ""), rank=1),
    ]


@filtered
def contradictions(wanted: Filter, record: records.RecordOption = None, form: FormOption = Form.TABLE) -> None:
    """List every field of an event on which accounts exclude one another, with who says what."""
    from dataclasses import replace

    with records.reading(record) as opened:
        records.say_if_stale(opened)
        lines = list(_contradictions(opened, replace(wanted, contradicted=True)))
    print_form(_CONTRADICTIONS, lines, form, "no accounts that exclude one another")


def _contradictions(record: Record, wanted: Filter) -> Iterator[Line]:
    from onrecord.export.lines import contradiction_line
    from onrecord.export.words import event_headline

    for event in record.events(wanted):
        for contradiction in event.contradictions:
            yield {
                "event_id": event.id,
                "headline": event_headline(event),
                **contradiction_line(contradiction),
            }


def _accounts(line: Line) -> str:
    told = []
    for account in line["accounts"]:
        voices = ", ".join(dict.fromkeys(voice["name"] for voice in account["voices"]))
        told.append(f"{account['value']} ({voices})")
    return "; ".join(told)


_CONTRADICTIONS = (
    Column("event", lambda line: line["event_id"], is_id=True),
    Column("what", lambda line: line["headline"], least=24, rank=1),
    Column("field", lambda line: line["field"]),
    Column("accounts", _accounts, least=30),
    Column("reason", lambda line: line["reason"], rank=2),
)


@filtered
def compare(
    wanted: Filter,
    names: Annotated[list[str], typer.Argument(metavar="NAME NAME…", help="Publishers or voices, two or more.")],
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Set what publishers or voices tell of the same events side by side."""
    from onrecord.analysis import comparison
    from onrecord.analysis.lines import comparison_lines

    if len(set(names)) < 2:
        raise UsageError("name two or more publishers or voices to compare")
    with records.reading(record) as opened:
        records.say_if_stale(opened)
        found = comparison.compare(opened.events(wanted), names)
    if form is Form.JSONL:
        print_lines(comparison_lines(found))
        return
    rows = [row for line in comparison_lines(found) for row in _compared_rows(line)]
    columns = [
        Column("event", lambda line: line["event"], is_id=True),
        Column("field", lambda line: line["field"]),
        *(_told_by(name) for name in found.names),
    ]
    print_form(columns, rows, form, "no event that two of them tell")
    if form is Form.TABLE:
        say("told by one of them alone: " + ", ".join(f"{name} {count}" for name, count in found.alone.items()))


def _told_by(name: str) -> Column:
    return Column(name, lambda line: line["told"].get(name, ""), least=16)


def _compared_rows(line: Line) -> Iterator[Line]:
    from onrecord.export.words import field_words

    for field, told in line["says"].items():
        sign = "≠ " if field in line["contradicted"] else "~ " if field in line["apart"] else ""
        yield {
            "event": line["event_id"],
            "field": sign + field_words(field),
            "told": {name: "; ".join(values) for name, values in told.items()},
        }


@filtered
def new(
    wanted: Filter,
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="DAY|TIME|RUN|last", help="A day, a time, a run's id, or the last day of reading."
        ),
    ] = "last",
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Show what pages read since a day brought: new events, changed accounts, actors, relations."""
    from onrecord import pipeline
    from onrecord.analysis import news

    with records.reading(record) as opened:
        records.say_if_stale(opened)
        ties = pipeline.ties(opened, wanted, records.settings())
        found = news.news(opened, news.moment(opened, since), ties, wanted)
    if form is Form.TABLE:
        _print_news(found)
    else:
        print_lines(_news_lines(found))


def _news_lines(found: News) -> Iterator[Line]:
    from onrecord.export.lines import account_line, actor_ref_line, event_line, relation_line
    from onrecord.export.ties import tie_line

    for event in found.events:
        yield {"new": "event", **event_line(event)}
    for changed in found.changed:
        added = {field: [account_line(account) for account in accounts] for field, accounts in changed.accounts.items()}
        yield {
            "new": "accounts",
            "event_id": changed.event.id,
            "accounts": added,
            "contradicted": list(changed.contradicted),
        }
    for ref in found.actors:
        yield {"new": "actor", **actor_ref_line(ref)}
    for relation in found.relations:
        yield {"new": "relation", **relation_line(relation)}
    for tie in found.ties:
        yield {"new": "tie", **tie_line(tie)}
    for tie in found.tied:
        yield {"new": "told of tie", **tie_line(tie)}


def _print_news(found: News) -> None:
    from onrecord.export.ties import told_lines
    from onrecord.export.words import event_headline, field_words

    print_text([f"since {found.since:%Y-%m-%d %H:%M} UTC: {found.captures} pages"])
    lines: list[str] = [f"\nNEW EVENTS ({len(found.events)})"]
    lines += [f"● {event_headline(event)}   [{event.id}]" for event in found.events]
    lines.append(f"\nNEW ACCOUNTS OF KNOWN EVENTS ({len(found.changed)})")
    for changed in found.changed:
        lines.append(f"● {event_headline(changed.event)}   [{changed.event.id}]")
        for field, accounts in changed.accounts.items():
            sign = "≠" if field in changed.contradicted else " "
            told = "; ".join(f"{a.value} (says {', '.join(v.name for v in a.voices)})" for a in accounts)
            lines.append(f"  {sign} {field_words(field)}: {told}")
    lines.append(f"\nNEW ACTORS ({len(found.actors)})")
    lines += [f"● {ref.label}" for ref in found.actors]
    for title, ties in (("NEW RELATIONS", found.ties), ("KNOWN RELATIONS TOLD AGAIN", found.tied)):
        lines.append(f"\n{title} ({len(ties)})")
        lines += [line if line.startswith(" ") else f"● {line}" for line in told_lines(ties)]
    for line in lines:
        print_text([""] if line.startswith("\n") else [])
        print(clean(line.strip("\n")))
