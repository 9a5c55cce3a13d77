"""Writes docs/reference/codebook.md from onrecord.codebook; a test rebuilds the page and compares.

python docs/build_codebook.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.codebook import CONTEXTS, MODES, QUADS, intensity, to_cameo
from onrecord.codebook.cameo import CAMEO
from onrecord.model.claims import EventType, Factuality, Stance

PAGE = Path(__file__).resolve().parent / "reference" / "codebook.md"

COVERS = {
    EventType.AGREE: (
        "agrees, offers, promises to cooperate; announced future meetings, aid, support",
        "what is done already: SUPPORT, COOPERATE, AID, CONSULT",
    ),
    EventType.CONSULT: (
        "meetings, visits, calls, talks that are held",
        "future ones: AGREE; cancelled ones: REJECT meet; an ambassador summoned: ACCUSE disapprove",
    ),
    EventType.SUPPORT: (
        "praise, endorsement, recognition, ties taken up or restored, agreements signed and ratified",
        "material help: AID; a promise to sign: AGREE",
    ),
    EventType.CONCEDE: (
        "concessions in words: apologies, pardons, restrictions eased, demands accepted, a truce announced",
        "the release or withdrawal itself: RETREAT",
    ),
    EventType.COOPERATE: (
        "material cooperation of both sides: trade under way, joint exercises, shared intelligence, extradition",
        "help to one side: AID; promises: AGREE",
    ),
    EventType.AID: (
        "money, loans, debt relief, arms and training given, relief, asylum, reparations paid, hostages rescued",
        "promises: AGREE",
    ),
    EventType.RETREAT: (
        "forces withdrawn, captives released, arms given up, a ceasefire kept, access allowed, officials who resign",
        "what is only announced: CONCEDE; people driven out: SANCTION or COERCE, by who drove them",
    ),
    EventType.REQUEST: (
        "demands, appeals, calls, orders",
        'demonstrations: PROTEST; with an "or else": THREATEN',
    ),
    EventType.ACCUSE: (
        "condemns, criticises, complains; accuses, charges, sues, tries; investigates",
        "a conviction: SANCTION convict",
    ),
    EventType.REJECT: (
        "refuses, turns down, vetoes, cancels or boycotts a meeting, bars entry, defies; denies an accusation (ours)",
        "help withdrawn: SANCTION withdraw",
    ),
    EventType.THREATEN: (
        "warns of force, sanctions or a break; ultimatums; warrants against the absent",
        "forces moved: MOBILIZE",
    ),
    EventType.PROTEST: (
        "demonstrations, strikes, riots, hunger strikes, blockades, boycotts of goods",
        "a protest by diplomatic note: ACCUSE",
    ),
    EventType.SANCTION: (
        "relations cut back: sanctions, tariffs, embargoes, assets frozen, diplomats expelled, aid cut, convictions",
        "single people deported, or a group driven out of a country: COERCE deport",
    ),
    EventType.MOBILIZE: (
        "troops, weapons, police or militia moved or readied; exercises of one's own; shows of force",
        "as part of an attack: ASSAULT alone; for disaster relief: AID",
    ),
    EventType.COERCE: (
        "arrests, raids without a fight, seizures, bans, curfews, censorship, deportation, services cut, cyber attacks",
        "fighters captured in combat: ASSAULT abduct",
    ),
    EventType.ASSAULT: (
        "force that can hurt bodies or destroy: attacks, clashes, bombings, air strikes, killings, abductions, torture",
        "",
    ),
}
"""What each type covers and what it does not, after the PLOVER manual 2.0, in our words."""


def build() -> str:
    """The whole page."""
    return "\n".join([*_head(), *_types(), *_modes(), *_contexts(), *_ours(), *_cameo()])


def _head() -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "<!-- Written by docs/build_codebook.py from onrecord.codebook. Change it there. -->"
    yield ""
    yield "OnRecord codes claims by PLOVER (manual 2.0 of the Open Event Data Alliance): sixteen event types say what"
    yield "happened, modes say how, contexts say why. `actors` start the act, `recipients` receive it. CAMEO codes and"
    yield "intensities follow from type and mode by the tables below."
    yield ""


def _types() -> Iterator[str]:
    yield "## Event types"
    yield ""
    yield "| type | quad | intensity | CAMEO | covers | not |"
    yield "|---|---|---|---|---|---|"
    for kind, category in QUADS.items():
        covers, excluded = COVERS[kind]
        yield f"| {kind} | {category} | {intensity(kind):g} | {to_cameo(kind)} | {covers} | {excluded} |"
    yield ""


def _modes() -> Iterator[str]:
    yield "## Modes"
    yield ""
    yield "A claim has any number of its type's modes. Of several, the intensity farthest from nought counts. Types"
    yield "without a row have no modes."
    yield ""
    yield "| type | mode | intensity | CAMEO |"
    yield "|---|---|---|---|"
    for kind, modes in MODES.items():
        for mode in modes:
            yield f"| {kind} | {mode} | {intensity(kind, [mode]):g} | {to_cameo(kind, [mode])} |"
    yield ""


def _contexts() -> Iterator[str]:
    yield "## Contexts"
    yield ""
    yield "Any number of them, of the passage in which the claim stands: " + ", ".join(f"`{c}`" for c in CONTEXTS) + "."
    yield ""


def _ours() -> Iterator[str]:
    yield "## How the text puts it"
    yield ""
    yield "PLOVER's future, hypothetical and negated events are one field here, `factuality`: "
    yield ", ".join(f"`{word}`" for word in Factuality) + ". Its historical events are `background`."
    yield ""
    yield (
        "`stance` is how the last voice of the chain stands to what it tells: "
        + ", ".join(f"`{s}`" for s in Stance)
        + "."
    )
    yield ""
    yield "A verb of saying is never the event when it carries one: in *police said six men were killed* the event is"
    yield "an ASSAULT on the word of the police. A saying that itself does something (condemns, denies, demands,"
    yield "promises, threatens) is a claim of its own beside it."
    yield ""


def _cameo() -> Iterator[str]:
    yield "## From CAMEO"
    yield ""
    yield "How CAMEO's codes, as ICEWS and GDELT use them, are read. Codes without a type are statements that do"
    yield "nothing."
    yield ""
    yield "| CAMEO | what it says | PLOVER | mode |"
    yield "|---|---|---|---|"
    for code in CAMEO.values():
        yield f"| {code.code} | {code.name} | {code.event_type or ''} | {', '.join(code.modes)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(build(), encoding="utf-8")
