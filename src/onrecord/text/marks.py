"""Small closed sets of words and marks that the sentence analysis shares."""

from __future__ import annotations

RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where"})
QUOTES = frozenset({'"', "“", "”", "«", "»", "''", "``"})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM"})
SUBORDINATORS = frozenset(
    [
        "after",
        "before",
        "because",
        "although",
        "though",
        "while",
        "whereas",
        "if",
        "unless",
        "since",
        "until",
        "as",
        "when",
        "once",
        "whether",
        "that",
        "than",
    ]
)

# Verbs whose object may be a clause: "said police arrested him".
CLAUSAL = frozenset(
    [
        "say",
        "tell",
        "add",
        "claim",
        "report",
        "note",
        "believe",
        "think",
        "know",
        "announce",
        "warn",
        "confirm",
        "deny",
        "allege",
        "state",
        "suggest",
        "argue",
        "insist",
        "show",
        "reveal",
        "indicate",
        "hope",
        "fear",
        "hear",
        "see",
        "find",
        "maintain",
        "acknowledge",
        "admit",
        "declare",
        "explain",
        "ensure",
        "feel",
        "mean",
        "estimate",
        "accuse",
        "stress",
        "emphasize",
        "emphasise",
        "vow",
        "pledge",
        "promise",
        "assert",
        "contend",
        "conclude",
        "disclose",
        "write",
        "tweet",
        "expect",
        "demand",
        "reiterate",
        "recall",
        "concede",
        "assume",
        "predict",
        "agree",
        "decide",
        "recommend",
        "propose",
        "understand",
    ]
)

# Verbs of saying whose object is the one spoken to, never the speaker: "…, the minister told parliament".
ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "notify"})

# Verbs of harm and handling that news never uses without an object: without one the form is a passive participle.
NEEDS_OBJECT = frozenset(
    [
        "kill",
        "wound",
        "injure",
        "hurt",
        "arrest",
        "detain",
        "kidnap",
        "abduct",
        "displace",
        "execute",
        "sentence",
        "seize",
        "jail",
        "imprison",
        "charge",
        "free",
        "release",
        "hospitalise",
        "hospitalize",
        "blame",
        "accuse",
        "convict",
        "behead",
        "murder",
        "assassinate",
        "massacre",
        "torture",
        "evict",
        "deport",
        "expel",
        "ban",
        "destroy",
        "damage",
        "hit",
        "suspend",
        "sack",
        "fire",
        "oust",
        "depose",
        "uncover",
        "foil",
    ]
)

# "a number of allies": words whose "of" phrase is what is spoken of.
PARTS_OF = frozenset(
    {"number", "dozen", "dozens", "group", "handful", "majority", "many", "several", "some", "host", "lot"}
)
PARTICLES = frozenset({"off", "out", "up", "down", "back", "away"})

TIME_NOUNS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "morning",
        "afternoon",
        "evening",
        "night",
        "day",
        "week",
        "weekend",
        "month",
        "year",
        "today",
        "yesterday",
        "tomorrow",
        "dawn",
        "noon",
        "midnight",
    ]
)

# Verbs without a passive: their past form is never a participle that describes a noun.
NEVER_PASSIVE = frozenset(
    {"flee", "die", "arrive", "collapse", "begin", "fall", "rise", "go", "come", "become", "remain", "happen", "occur"}
    | {"last", "resign", "vanish", "escape", "sleep", "leave", "have", "be", "seem", "appear", "continue", "get", "go"}
)
# Verbs that take whom and what side by side: "gave Kenya five million".
DATIVE = frozenset(
    {"give", "grant", "hand", "lend", "send", "pay", "award", "offer", "allot", "loan", "promise", "gift"}
)
