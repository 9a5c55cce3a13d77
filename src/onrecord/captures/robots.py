"""What a site's robots.txt allows, as RFC 9309 has it: one merged group, wildcards, the longest match.

The standard library's parser takes the first rule that matches and knows no wildcards. Only the rules for one name are
kept here, so that a file of many names and rules costs no more than its size.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LINES = re.compile(r"\r\n?|\n")
TOKEN = re.compile(r"[A-Za-z_-]+")
PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
ASCII = "".join(map(chr, range(0x21, 0x7F)))
ANYONE = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of paths in normal form, and whether it allows them."""

    pattern: str
    allows: bool

    def matches(self, path: str) -> bool:
        """True where the pattern fits the path from its start; "*" is any run, a last "$" the end."""
        anchored = self.pattern.endswith("$")
        first, *others = (self.pattern[:-1] if anchored else self.pattern).split("*")
        if not path.startswith(first):
            return False
        if not others:
            return not anchored or len(path) == len(first)
        at = len(first)
        last = others.pop() if anchored else ""
        # The earliest place for each part leaves the most for those after it, so no other need be tried.
        for part in others:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return path.endswith(last) and len(path) - len(last) >= at


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one name, and the seconds that a site asks to wait between two pages."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """True where the address may be asked for: the longest pattern that fits decides, of two as long the kinder."""
        path = _path_of(url)
        if path == "/robots.txt":
            return True
        best = max(
            (rule for rule in self.rules if rule.matches(path)),
            key=lambda rule: (len(rule.pattern), rule.allows),
            default=None,
        )
        return best is None or best.allows


def parse(text: str, token: str) -> Robots:
    """The rules for a product token: those of all groups that name it, else of all that name everybody, else none."""
    wanted = {token.lower(), ANYONE}
    rules: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    names: set[str] = set()
    ended = True
    for field, value in _records(text):
        if field == "user-agent":
            names, ended = (set() if ended else names) | (_name(value) & wanted), False
            for name in names:
                rules.setdefault(name, [])
        elif field in ("allow", "disallow"):
            ended = True
            for name in names if value else ():
                rules[name].append(Rule(_pattern(value), field == "allow"))
        elif field == "crawl-delay":
            for name in names:
                delays[name] = max(delays.get(name, 0.0), _seconds(value))
    ours = token.lower() if token.lower() in rules else ANYONE
    return Robots(tuple(rules.get(ours, ())), delays.get(ours, 0.0))


def _records(text: str) -> list[tuple[str, str]]:
    """The lines as lower-case field and value; others are passed over."""
    lines = (line.partition("#")[0].partition(":") for line in LINES.split(text.removeprefix("\ufeff")))
    return [(field.strip().lower(), value.strip()) for field, colon, value in lines if colon]


def _name(value: str) -> set[str]:
    if value == ANYONE or re.match(r"\*\s", value):
        return {ANYONE}
    token = TOKEN.match(value)
    return {token.group().lower()} if token else set()


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _path_of(url: str) -> str:
    """Path and query in normal form; "*" and "$" in them are characters like others."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _normal(path).replace("*", "%2A").replace("$", "%24")


def _pattern(value: str) -> str:
    """A pattern in normal form: runs of "*" as one, and "$" a sign only at the end."""
    anchored = value.endswith("$")
    normal = _normal(value[:-1] if anchored else value).replace("$", "%24")
    return re.sub(r"\*+", "*", normal) + ("$" if anchored else "")


def _normal(path: str) -> str:
    """With everything outside ASCII encoded, and what needs no encoding decoded, so that two spellings compare."""
    encoded = quote(path, safe=ASCII, errors="replace")

    def decoded(match: re.Match[str]) -> str:
        character = chr(int(match.group(1), 16))
        return character if character in UNRESERVED else match.group().upper()

    return PERCENT.sub(decoded, encoded)
