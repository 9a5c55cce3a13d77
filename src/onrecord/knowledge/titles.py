"""Titles of office brought to one form: "the Minister of Foreign Affairs" and "foreign minister" are one."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.model.names import fold

# What is left after the word order is settled, mapped to the title that the files use.
_SAME = {
    "pm": "prime minister",
    "premier": "prime minister",
    "head of government": "prime minister",
    "foreign affairs minister": "foreign minister",
    "external affairs minister": "foreign minister",
    "external relations minister": "foreign minister",
    "fm": "foreign minister",
    "defence and armed forces minister": "defence minister",
    "national defence minister": "defence minister",
    "internal affairs minister": "interior minister",
    "home affairs minister": "interior minister",
    "home minister": "interior minister",
    "general secretary": "secretary general",
    "military chief": "army chief",
    "chief of army staff": "army chief",
    "chief of the army": "army chief",
    "commander in chief": "army chief",
    "spokesperson": "spokesman",
    "spokeswoman": "spokesman",
    "chief spokesman": "spokesman",
    "head": "leader",
    "chief": "leader",
    "commander": "leader",
    "emir": "leader",
    "amir": "leader",
    "secretary of defence": "defence secretary",
    "secretary of foreign affairs": "foreign secretary",
    "permanent representative at the united nations": "permanent representative",
    "permanent representative to the united nations": "permanent representative",
    "permanent representative to the un": "permanent representative",
    "ambassador to the united nations": "permanent representative",
    "ambassador to the un": "permanent representative",
    "united nations ambassador": "permanent representative",
    "un ambassador": "permanent representative",
    "un envoy": "permanent representative",
}
_OF = re.compile(r"^(minister|secretary) (?:of|for) (?:the )?(.+)$")
_LEADING = re.compile(r"^(?:caretaker|acting|interim|federal|current|new|newly appointed|then|his|her|its|their) ")


@lru_cache(maxsize=8192)
def plain_title(title: str) -> str:
    """The title in the form that the files use, lower case; what it does not know it only folds."""
    text = fold(title).replace("defense", "defence")
    text = re.sub(r"^the ", "", text)
    while (shorter := _LEADING.sub("", text)) != text:
        text = shorter
    if text in _SAME:
        return _SAME[text]
    found = _OF.match(text)
    if found and found[1] == "minister":
        text = f"{re.sub(r'^the ', '', found[2])} minister"
    return _SAME.get(text, text)
