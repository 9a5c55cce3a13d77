"""What the model's numbers stand for: the order of labels in every head, fixed by the weights."""

from __future__ import annotations

from onrecord.codebook import plover
from onrecord.model.claims import EventType, Factuality, RelationKind, Stance
from onrecord.model.mentions import MentionKind, QuantityKind

KINDS = tuple(MentionKind)
NAMES = ("PER", "ORG", "LOC")
TYPES = tuple(EventType)
FACTUALITIES = tuple(Factuality)
STANCES = tuple(Stance)
QUANTITIES = tuple(QuantityKind)
RELATIONS = tuple(RelationKind)
MODES = tuple(sorted({mode for event_type in TYPES for mode in plover.MODES[event_type]}))

# Heads that label each word: outside, then for each label its first word and its further words.
SPANS = {
    "outer": len(KINDS),
    "inner": len(KINDS),
    "names": len(NAMES),
    "triggers": len(TYPES),
    "cues": 1,
    "times": 1,
}
# Heads that choose one label for the word that a trigger or quantity begins with; mode 0 is none.
CHOICES = {"factuality": len(FACTUALITIES), "stance": len(STANCES), "quantity": len(QUANTITIES), "mode": 1 + len(MODES)}

# Arcs from one word to another, by number. A span is met at its last word, a cue or trigger at its first.
# "whose" leads from a quantity to those counted; actor and recipient of the opening mark are the main happening's.
ROLE_CHANNELS = (
    "actor", "recipient", "place", "time", "quantity", "instrument", "arg0", "arg1", "where", "when", "whose",
)  # fmt: skip
VOICE_CHANNELS = ("voice", "source start", "source end", "content start", "content end")
LINK_CHANNELS = ("same", *(kind.value for kind in RELATIONS))
# Which type binds an actor to a recipient, by no trigger in particular; the opening mark stands for one not told.
BIND_CHANNELS = ("nothing", *(kind.value for kind in TYPES))
ARCS = {"roles": ROLE_CHANNELS, "voices": VOICE_CHANNELS, "links": LINK_CHANNELS, "binds": BIND_CHANNELS}


def opening(label: int) -> int:
    """The number of a label's first word in a span head."""
    return 1 + 2 * label


def width(labels: int) -> int:
    """How many numbers a span head of so many labels gives for each word."""
    return 1 + 2 * labels
