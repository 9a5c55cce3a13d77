"""Rules of lengths of time, some of which end or begin at publication."""

from __future__ import annotations

import re

from onrecord.text import timewords as tw
from onrecord.times.calendar import Told
from onrecord.times.rules import (
    COUNT,
    SIZE,
    UNIT_WORDS,
    Rules,
    Setting,
    count_of,
    duration_value,
    length,
)

rule = Rules()


@rule(rf"(?:the )?(?P<which>past|last|next|coming|recent) {COUNT} (?:more )?{SIZE}{UNIT_WORDS}(?: or (?:so|two|more))?")
def _past_length(match: re.Match[str], at: Setting) -> Told | None:
    way = 1 if match["which"] in ("next", "coming") else -1
    count, unit = count_of(match["count"]), tw.UNITS[match["unit"]]
    if count == 24 and unit == "TH":
        count, unit = 1, "D"
    return length(count, unit, at, way)


@rule(
    rf"(?:the |these |those )?(?:latest |first |final |last |same |year-earlier |year-ago )?{COUNT}"
    rf"(?P<half> and a half)?(?: (?:to|or|and) (?P<high>{tw.NUMBER})| ?[-–] ?\d+)?(?: or (?:more|so))?[- ]"
    rf"(?:more )?{SIZE}{UNIT_WORDS}(?P<halved> and a half)?(?:[- ]long| or (?:so|two|more))?"
)
def _duration(match: re.Match[str], at: Setting) -> Told | None:
    count = count_of(match["count"])
    if count is not None and (match["half"] or match["halved"]):
        count += 0.5
    return Told("DURATION", duration_value(count, tw.UNITS[match["unit"]]))


@rule(
    r"(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?:-long| long)?(?: (?:or|and) [a-z]+)?"
)
def _loose_duration(match: re.Match[str], at: Setting) -> Told | None:
    word = match["unit"].removesuffix("s") if match["unit"] != "centuries" else "century"
    return Told("DURATION", duration_value(None, tw.UNITS[word]))


@rule(r"(?:a )?(?:short )?while|some time")
def _while(match: re.Match[str], at: Setting) -> Told | None:
    return Told("DURATION", "PXX")
