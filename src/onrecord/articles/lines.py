"""Lines of a capture with their features, and what each line is taken for by its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache

from onrecord import lexicons
from onrecord.model.articles import Block, Capture
from onrecord.model.spans import Span

_EDGE = " \t\r\n.,:;!?-–—|•·*>»›<«‹[](){}\"'“”‘’…"
# Counts and arrows at the end of a heading: "Comments (12)", "Related »".
_COUNT = re.compile(r"\s*[(\[]?\d{1,6}[)\]]?\s*$")
_NOT_BLANK = re.compile(r"[^\r\n\u0085\u2028\u2029]+")
_TERMINAL = re.compile(r"[.!?…۔。؟!?][\"'”’»)\]]*\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]?[A-Z0-9\u0400-\u042f]")
_BULLET = re.compile(r"^\s*(?:[-–—•·*▪►‣●○◦]|\d{1,2}[.)])\s+\S")
# Longer lines than this are never boilerplate by a pattern: a pattern's words may stand in any paragraph.
_PATTERN_REACH = 420


class Role(StrEnum):
    """What a line is taken for."""

    PROSE = "prose"
    SHORT = "short"  # a title, kicker, subhead, name or label: its place decides
    LABEL = "label"
    BYLINE = "byline"
    DATE = "date"
    CREDIT = "credit"
    CAPTION = "caption"
    INJECTED = "injected"
    ADVERT = "advert"
    BOILERPLATE = "boilerplate"
    END = "end"
    SECTION = "section"
    QUESTION = "question"
    REPEAT = "repeat"


@dataclass(slots=True, eq=False)
class Line:
    """One non-blank line of a capture: `span` with its line end and the blank lines below, `core` its characters.

    `block` is what its tags told, None for text without any. `section` is the kind of section it heads, if it does.
    """

    index: int
    span: Span
    core: Span
    text: str
    block: Block | None
    role: Role = Role.SHORT
    section: str | None = None
    words: int = 0
    folded: str = field(default="", repr=False)

    @property
    def is_prose(self) -> bool:
        """True for a line that reads as running text."""
        return self.role is Role.PROSE

    @property
    def tag(self) -> str:
        """The element that holds the line, "" for text without tags."""
        return self.block.tag if self.block else ""

    @property
    def link_density(self) -> float:
        """How much of the line's block stands inside links, 0 to 1."""
        if self.block is None or not len(self.block.span):
            return 0.0
        return min(1.0, self.block.link_chars / len(self.block.span))


def fold(text: str) -> str:
    """The text case-folded, with single spaces and without punctuation at its ends: how lists compare lines."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(_EDGE)


def _cores(capture: Capture) -> Iterator[tuple[Span, Block | None]]:
    """The non-blank lines of a capture, each within one block, with the block that it stands in."""
    text = capture.text
    if not capture.blocks:
        yield from ((core, None) for core in _cores_within(text, Span(0, len(text))))
        return
    end = 0
    for block in capture.blocks:
        span = block.span
        if text[end : span.start].strip():
            yield from ((core, None) for core in _cores_within(text, Span(end, span.start)))
        piece = text[span.start : span.end]
        if len(piece.splitlines()) > 1:
            yield from ((core, block) for core in _cores_within(text, span))
        elif piece and not (piece[0].isspace() or piece[-1].isspace()):
            yield span, block
        elif piece.strip():
            yield span.stripped(text), block
        end = span.end
    if text[end:].strip():
        yield from ((core, None) for core in _cores_within(text, Span(end, len(text))))


def _cores_within(text: str, span: Span) -> Iterator[Span]:
    """The non-blank lines of a stretch, without the white space at their ends."""
    for match in _NOT_BLANK.finditer(text, span.start, span.end):
        core = Span(match.start(), match.end()).stripped(text)
        if len(core):
            yield core


def split(capture: Capture) -> list[Line]:
    """The non-blank lines of a capture in order, each read for itself; their spans leave no gap between them."""
    cores = list(_cores(capture))
    text, ends = capture.text, [core.start for core, _ in cores[1:]]
    ends.append(len(text))
    lines: list[Line] = []
    for (core, block), end in zip(cores, ends, strict=False):
        line = Line(index=len(lines), span=Span(core.start, end), core=core, text=core.of(text), block=block)
        if len(line.text) <= _PATTERN_REACH:
            line.role, line.section, line.words, line.folded = _read_short(line.text)
        else:
            line.words = count_words(line.text)
            line.role = Role.PROSE
        lines.append(line)
    if not capture.blocks:
        _join_wrapped(lines, text)
    return lines


# A paragraph broken into lines of a fixed width, as the text of a PDF is: a shorter line does not go on in the next.
_WRAPPED = 40
_MAY_BE_WRAPPED = (Role.SHORT, Role.PROSE, Role.QUESTION)


def _join_wrapped(lines: Sequence[Line], text: str) -> None:
    """Takes the lines of paragraphs that were broken at a fixed width for running text.

    Such lines follow one another without a blank line, do not end a sentence, and mostly go on with a small letter:
    headlines in a list do not.
    """
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line, text):
            _take_wrapped(run)
            run = []
        run.append(line)
    _take_wrapped(run)


def _goes_on(line: Line, below: Line, text: str) -> bool:
    between = text[line.core.end : below.core.start]
    fits = line.role in _MAY_BE_WRAPPED and below.role in _MAY_BE_WRAPPED
    return fits and len(line.text) >= _WRAPPED and between.count("\n") == 1


def _take_wrapped(run: Sequence[Line]) -> None:
    small = sum(1 for x in run[1:] if not x.text[0].isupper())
    if len(run) >= 3 and small >= 0.5 * (len(run) - 1):
        for line in run:
            line.role = Role.PROSE


# Scripts that write no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese, Tibetan.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def count_words(text: str) -> int:
    """How many words the text has; two characters count as one where the script leaves no spaces."""
    if len(text) >= 100_000:
        return text.count(" ") + 1
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + len(_UNSPACED.findall(text)) // 2


# The lists of the lexicon whose lines get a role, the surest first; kickers stay short lines.
_IN_ORDER = ("end", "label", "credit", "caption", "advert", "injected", "boilerplate")


class _Lists:
    """The boilerplate lexicon, compiled: whole lines by their folded words, patterns tied to a line's start in one.

    The others are searched only where a line has one of their signs: searching all of them takes ten times as long.
    """

    def __init__(self) -> None:
        data = lexicons.load("boilerplate")
        self.kickers = frozenset(fold(line) for line in data["kicker"]["lines"])
        self.sections = {fold(x): kind for kind, rows in lexicons.load("boilerplate_sections").items() for x in rows}
        self.nobody = frozenset(fold(x) for x in lexicons.load("boilerplate_credits")["nobody"])
        self.roles: dict[str, Role] = {}
        for name in reversed(_IN_ORDER):
            self.roles.update((fold(line) or line, Role(name)) for line in data[name]["lines"])
        anchored = []
        self.signed: list[tuple[str, re.Pattern[str], Role]] = []
        for name in _IN_ORDER:
            for entry in data[name].get("patterns", ()):
                if isinstance(entry, str):
                    anchored.append((name, entry))
                    continue
                pattern = re.compile(entry["pattern"], re.IGNORECASE)
                self.signed.extend((sign, pattern, Role(name)) for sign in entry["signs"])
        self.leading = _one_of(anchored)

    def role(self, text: str, folded: str) -> Role | None:
        """The role that a line has by the lexicon, None where it is in no list and no pattern finds it."""
        known = self.roles.get(folded or text)
        if known is not None:
            return known
        match = self.leading.match(text)
        if match and match.lastgroup:
            return Role(match.lastgroup)
        small = text.lower()
        for sign, pattern, role in self.signed:
            if sign in small and pattern.search(text):
                return role
        return None


def _one_of(patterns: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """One expression of all patterns, each role's in a group of its name."""
    of: dict[str, list[str]] = {}
    for name, pattern in patterns:
        of.setdefault(name, []).append(f"(?:{pattern})")
    return re.compile("|".join(f"(?P<{name}>{'|'.join(found)})" for name, found in of.items()), re.IGNORECASE)


@cache
def lists() -> _Lists:
    """The boilerplate lexicon, compiled once."""
    return _Lists()


_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DATE_WORD = re.compile(
    rf"(?:{_MONTHS}|{_WEEKDAYS}|\d{{1,4}}(?:st|nd|rd|th)?|[ap]\.?m\.?|gmt|utc|est|edt|cet|ist|pkt|bst|at|on|updated"
    rf"|min|mins|minutes?|read|reading|views?|ago|published|posted|last|first|modified|date|time|t|z|hrs?|h|from|of|by|the|local|o'clock)\.?",
    re.IGNORECASE,
)
_DATE_CORE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\.?,?\s*\d{{4}}|{_MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}"
    rf"|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|{_MONTHS}\.?\s+\d{{4}}"
    rf"|{_WEEKDAYS},?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS}|{_MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BYLINE = re.compile(
    r"^(?:(?:written|posted|story|text|words|reported|analysis|report)\s+)?"
    r"(?:[Bb]y|BY|Authors?|Reporter|Writer)[:\s]\s*(?=\S)"
)
_PARTICLES = frozenset(
    (
        "de",
        "da",
        "di",
        "del",
        "bin",
        "ibn",
        "al",
        "el",
        "van",
        "von",
        "der",
        "la",
        "le",
        "of",
        "and",
        "for",
        "the",
        "in",
        "at",
    )
)


def is_date_line(text: str) -> bool:
    """True when the line says a day, or a stamp with one, and nothing else."""
    if len(text) > 110 or not _DIGIT.search(text) or not _DATE_CORE.search(text):
        return False
    words = [w for w in re.split(r"[\s,:;|/()\-–—•·+]+|(?<=\d)(?=[A-Z])|(?<=[a-z])(?=\d)", text) if w]
    strange = sum(1 for w in words if not _DATE_WORD.fullmatch(w))
    return strange == 0 or (strange <= 1 and len(words) >= 6)


def holds_date(line: Line) -> bool:
    """True for a few words with a whole date among them: "Lena Orsk 5 May 2023"."""
    return line.words <= 12 and len(line.text) <= 120 and _DATE_CORE.search(line.text) is not None


def is_byline(text: str) -> bool:
    """True for "by" and names, nothing else."""
    match = _BYLINE.match(text) if len(text) <= 140 else None
    if match is None or (_TERMINAL.search(text) and not text.endswith(".")):
        return False
    words = text[match.end() :].split()
    if fold(text[match.end() :]) in lists().nobody:
        return True
    named = [w for w in words if w[0].isupper() or not w[0].isalpha() or w in _PARTICLES]
    return words[0][0].isupper() and len(words) <= 18 and len(named) == len(words)


def reads_as_prose(text: str, words: int) -> bool:
    """True for running text: a sentence that ends, or enough words in a row that they are no heading."""
    if words >= 40 or len(text) > 400:
        return True
    ends = _TERMINAL.search(text) is not None
    if words >= 8 and ends:
        return True
    if words >= 5 and ends and not text.rstrip().endswith("?"):
        return True
    # A quotation or a line cut by the crawler, or one that introduces a list.
    return words >= 20 or (words >= 8 and text.rstrip().endswith((":", ",", ";")))


@lru_cache(maxsize=16_384)
def _read_short(text: str) -> tuple[Role, str | None, int, str]:
    """What a line within the reach of patterns is taken for by its own words: role, section, words, folded text.

    Kept for the next page: most lines of a site stand on all its pages.
    """
    words, folded, known = count_words(text), fold(text), lists()
    section = known.sections.get(fold(_COUNT.sub("", text))) if words <= 8 else None
    role = known.role(text, folded)
    if section is not None and role is not Role.END:
        role = Role.SECTION
    return role or _by_look(text, words), section, words, folded


def _by_look(text: str, words: int) -> Role:
    """What a line that no list knows is taken for."""
    if is_date_line(text):
        return Role.DATE
    if is_byline(text):
        return Role.BYLINE
    if words <= 25 and text.rstrip(" ›»>⌄▾+").endswith("?") and not _SENTENCE_END.search(text):
        return Role.QUESTION
    return Role.PROSE if reads_as_prose(text, words) else Role.SHORT


def is_bullet(line: Line) -> bool:
    """True for a line that is an item of a list."""
    return _BULLET.match(line.text) is not None


def ends_sentence(line: Line) -> bool:
    """True when the line closes with the end of a sentence."""
    return _TERMINAL.search(line.text) is not None
