"""Numbers in words and figures, with the bounds that the words around them set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import load
from onrecord.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as a text gives it. `span` covers bounds, figure and currency, not the noun that is counted.

    "at least 11": low 11; "up to 20": high 20; "12", "about 12": all three 12; "between 10 and 15": 10, None, 15;
    "dozens": low 24, `basis` "word". `unit` is an ISO 4217 code or None; `is_money` may be True without one, where
    the currency's country is not told ("300 pounds").
    """

    span: Span
    low: float | None
    best: float | None
    high: float | None
    unit: str | None = None
    is_money: bool = False
    basis: str | None = None


def parse(text: str, within: Span | None = None) -> tuple[Amount, ...]:
    """The amounts of a text, or of a stretch of it, in order and without overlap.

    Times of day, years alone and numbers inside names are amounts here too; who calls knows what stands around them.
    """
    whole = within or Span(0, len(text))
    found = []
    for match in _pattern().finditer(text, whole.start, whole.end):
        amount = _amount(match)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def _alternatives(words: object) -> str:
    listed = sorted((str(word) for word in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)


@cache
def _pattern() -> re.Pattern[str]:
    words = load("numbers")
    units, scales = _alternatives(words["units"]), _alternatives(words["scales"])
    figure = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    worded = rf"(?:{units})(?:(?:[\s-]+(?:and\s+)?)(?:{units}|hundred|thousand|million|billion)\b)*"
    single = rf"(?:(?:{figure})(?:[\s-]?(?:{scales})\b)*|\b(?:{worded})\b(?:[\s-](?:{scales})\b)*)"
    signs = _alternatives(words["signs"])
    money_words = _alternatives(words["words"])
    fixed = _alternatives([*words["fixed"], *words["vague"]])
    # "The toll has gone up *to 14*": how far it went, and no bound.
    grown = "|".join(rf"(?<=\b{verb}\s)" for verb in ("go", "goes", "going", "gone", "went", "moved", "pushed"))
    bound = _alternatives([*words["least"], *words["most"], *words["about"]])
    return re.compile(
        rf"""(?<![\w.,])(?:(?!(?:{grown})up\s+to\b)(?P<bounds>(?:\b(?:{bound})\s+)+))?
        (?:(?P<between>between|from)\s+)?
        (?P<sign>{signs})?\s?
        (?:(?P<fixed>\b(?:{fixed})\b)(?:\s+(?:of\s+)?(?P<fixed_scale>{scales})\b)?
          |(?P<first>{single}))
        (?:(?:\s?[-–—]\s?|\s+(?:and|to|or)\s+)(?P<sign2>{signs})?(?P<second>{single}))?
        (?P<after>\s+or\s+(?:more|fewer|less)\b)?
        (?:[\s-]?(?P<money>{money_words})\b)?(?![\w])""",
        re.VERBOSE | re.IGNORECASE,
    )


def _amount(match: re.Match[str]) -> Amount | None:
    money = match["money"]
    sign = match["sign"] or match["sign2"]
    end = match.end()
    low, best, high, basis, cut = _values(match)
    if cut is not None:
        end, money = cut, None
    if low is None and best is None and high is None:
        return None
    unit = _unit(sign, money)
    low, best, high = _bounded(match["bounds"], match["after"], low, best, high)
    start = _start(match)
    return Amount(
        span=Span(start, end), low=low, best=best, high=high, unit=unit,
        is_money=bool(sign) or (money or "").lower() in _money_words(), basis=basis,
    )  # fmt: skip


@cache
def _money_words() -> frozenset[str]:
    return frozenset(word.lower() for word in load("numbers")["words"])


def _start(match: re.Match[str]) -> int:
    """Where the amount begins: the article "the" before a number is no part of it."""
    for group in ("bounds", "between", "sign", "fixed", "first"):
        if match[group]:
            start = match.start(group)
            bounds = match[group]
            if group == "bounds" and bounds.lower().startswith("the "):
                return start + len(bounds) - len(bounds[4:].lstrip()) if bounds[4:].strip() else match.end("bounds")
            return start
    return match.start()


def _values(match: re.Match[str]) -> tuple[float | None, float | None, float | None, str | None, int | None]:
    """Low, best, high, basis, and where the amount ends when the second number does not belong to it."""
    words = load("numbers")
    if match["fixed"]:
        phrase = " ".join(match["fixed"].lower().split())
        if phrase in words["vague"]:
            return float(words["vague"][phrase]), None, None, "word", None
        value = float(words["fixed"][phrase])
        scale = match["fixed_scale"]
        value *= words["scales"][scale.lower()] if scale else 1
        return value, value, value, None, None
    first = value_of(match["first"])
    if first is None or not match["second"]:
        return first, first, first, None, None
    second = value_of(match["second"])
    joint = match.string[match.end("first") : match.start("second")].strip(" $€£").lower()
    is_range = bool(match["between"]) or joint != "and"
    if second is None or not is_range or (second < first and not _borrows_scale(match)):
        return first, first, first, None, match.end("first")
    if _borrows_scale(match):
        first *= _scale_of(match["second"])
    return (first, None, second, None, None) if first < second else (first, first, first, None, match.end("first"))


def _borrows_scale(match: re.Match[str]) -> bool:
    """ "between 2 and 3 million": the scale of the second serves both."""
    return _scale_of(match["second"]) > 1 and _scale_of(match["first"]) == 1


def _scale_of(words: str) -> float:
    found = re.search(r"([a-z]+)$", words.lower())
    return float(load("numbers")["scales"].get(found.group(1), 1)) if found else 1.0


def value_of(words: str) -> float | None:
    """The value of one number in figures or words: "1.5 million", "twenty-three", "a hundred"."""
    table = load("numbers")
    parts = [part for part in re.split(r"[\s-]+|(?<=\d)(?=[a-z])", words.lower().strip()) if part and part != "and"]
    total, current, seen = 0.0, 0.0, False
    for part in parts:
        plain = part.replace(",", "")
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            current += float(plain)
        elif part in table["units"]:
            current += table["units"][part]
        elif part in table["articles"]:
            current += 1
        elif part in table["scales"]:
            scale = table["scales"][part]
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    return total + current if seen else None


def _bounded(
    bounds: str | None, after: str | None, low: float | None, best: float | None, high: float | None
) -> tuple[float | None, float | None, float | None]:
    """The three values after "at least", "up to" and their like."""
    phrase = " ".join((bounds or "").lower().split())
    if phrase and _bound("most").search(phrase):
        return None, None, high if high is not None else low
    if phrase and _bound("least").search(phrase):
        return low, None, None
    if after:
        return (low, None, None) if "more" in after else (None, None, high)
    return low, best, high


@cache
def _bound(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in load('numbers')[name])})\b")


def _unit(sign: str | None, money: str | None) -> str | None:
    words = load("numbers")
    if money:
        phrase = " ".join(money.split())
        for known, code in words["words"].items():
            if known.lower() == phrase.lower():
                return str(code) if code else (_sign_unit(sign) if sign else None)
    return _sign_unit(sign) if sign else None


def _sign_unit(sign: str) -> str | None:
    for known, code in load("numbers")["signs"].items():
        if known.lower() == sign.lower():
            return str(code)
    return None
