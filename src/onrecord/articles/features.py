"""What the line model sees of a page's lines: their own words, their tags and path, their place, their neighbours.

Every feature has a name; the shipped model lists the names it was trained on. Text without tags has the same features
with those of tags at nothing, so that one model reads both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log1p

import numpy as np
from numpy.typing import NDArray

from onrecord import lexicons
from onrecord.articles.lines import Line, Role, fold
from onrecord.model.articles import Capture

Table = NDArray[np.float32]
TITLE_NAMES = ("og:title", "twitter:title", "ld:NewsArticle.headline", "ld:Article.headline", "title")

# Words in ids and classes of elements, each kind a feature of its own: what page builders call their parts.
HINTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in lexicons.load("markup")["hints"].items()}
_NAMES = tuple(HINTS)
_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "td",
    "blockquote",
    "figcaption",
    "span",
    "pre",
    "section",
    "article",
    "dd",
)
_TAG_AT = {tag: i for i, tag in enumerate(_TAGS)} | {"h4": 5, "h5": 5, "h6": 5}
_ROLES = tuple(role for role in Role if role is not Role.REPEAT)
_ROLE_AT: dict[Role, int] = {role: i for i, role in enumerate(_ROLES)}
_COMMON = frozenset(lexicons.load("markup")["common"])
_DIGITS = re.compile(r"\d")
_CAPITAL = re.compile(r"(?<!\S)[^\W\d_a-z]")
_LETTERS = re.compile(r"[\W_]+")
_ARTICLE_BODY = re.compile(rb'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WORDS_READ = 60


@lru_cache(maxsize=65_536)
def hints(label: str) -> int:
    """The kinds of hint in one step of a path, as bits in the order of HINTS."""
    return sum(1 << i for i, name in enumerate(_NAMES) if HINTS[name].search(label))


@lru_cache(maxsize=16_384)
def _path_hints(path: tuple[str, ...]) -> tuple[int, int]:
    """Hints of any step of the path, and of its last three."""
    whole = near = 0
    for label in path[1:-3]:
        whole |= hints(label)
    for label in path[max(1, len(path) - 3) :]:
        near |= hints(label)
    return whole | near, near


def letters(text: str) -> str:
    """The text's letters and figures alone, case-folded."""
    return _LETTERS.sub("", text).casefold()


OWN = (
    *("chars", "words", "commas", "ends", "quotes", "digits", "capitals", "common", "word_length", "links", "question"),
    *("repeated", "in_title", "is_title", "in_summary", "in_body_data", "has_body_data", "colon", "lower_start"),
    *(f"role_{r.value}" for r in _ROLES),
    *(f"tag_{t}" for t in _TAGS),
    *(f"path_{n}" for n in _NAMES),
    *(f"near_{n}" for n in _NAMES),
)
"""Features of a line by itself."""
PLACED = (
    *("tagged", "depth", "index", "place", "lines", "from_title", "past_title", "from_end", "char_place"),
    *(
        "path_count",
        "path_links",
        "path_words",
        "parent_share",
        "grand_share",
        "parent_best",
        "parent_prose",
        "shared_depth",
    ),
    *("above_prose", "section_above", "end_above", "prose_before", "prose_after", "prose_share"),
    *("parent_runs", "path_runs", "in_root", "root_share"),
)
"""Features of a line among the others of its page."""
_BESIDE = ("words", "links", "prose", "role_short", "same_path", "ends")
_NEAR = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (3, 8, 20)
BESIDE = (
    *(f"{name}{k:+d}" for k in _NEAR for name in _BESIDE),
    *(f"{name}_within_{w}" for w in _WINDOWS for name in ("words", "prose", "links")),
)
"""Features of the lines beside it."""
NAMES = (*OWN, *PLACED, *BESIDE)


def table(lines: Sequence[Line], titles: Sequence[str], summary: str, body_data: str) -> Table:
    """One row for each line, one column for each of NAMES.

    `titles`, `summary` and `body_data` are what the page's head gives as its titles, its description and, in JSON-LD,
    the article's text.
    """
    own = _own(lines, titles, letters(summary), letters(body_data))
    placed = _placed(lines, own)
    return np.hstack([own, placed, _beside(lines, own)])


def of_capture(capture: Capture, lines: Sequence[Line]) -> Table:
    """The table of a capture's lines, with what its head says."""
    head = capture.metadata
    titles = [t for t in (capture.given.title, *(head.first(name) for name in TITLE_NAMES)) if t]
    summary = head.first("og:description", "description") or ""
    return table(lines, titles, summary, body_data_of(capture.content) if capture.blocks else "")


def path_numbers(lines: Sequence[Line], up: int = 0) -> NDArray[np.int64]:
    """A number for each line, the same for lines on the same path, `up` steps of it left out."""
    numbers: dict[tuple[str, ...], int] = {}
    paths = (x.block.path[: len(x.block.path) - up] if x.block else () for x in lines)
    return np.array([numbers.setdefault(path, len(numbers)) for path in paths], dtype=np.int64)


def body_data_of(content: bytes) -> str:
    """The article's text as the page's own JSON-LD gives it, "" where it does not."""
    if b'"articleBody"' not in content:
        return ""
    found = (m[1].decode("utf-8", "replace") for m in _ARTICLE_BODY.finditer(content))
    longest = max(found, key=len, default="")
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), longest).replace("\\n", " ").replace("\\", "")


def _own(lines: Sequence[Line], titles: Sequence[str], summary: str, body_data: str) -> Table:
    counts = Counter(x.folded for x in lines if x.folded)
    wanted = [t for t in {fold(t) for t in titles} if t]
    found = np.zeros((len(lines), len(OWN)), dtype=np.float32)
    found[:, :_ROLE_FROM] = [_words_row(x, counts, wanted) for x in lines]
    found[np.arange(len(lines)), [_ROLE_FROM + _ROLE_AT.get(x.role, 0) for x in lines]] = 1.0
    if summary or body_data:
        for i, line in enumerate(lines):
            if len(line.text) >= _KNOWN_BY_LETTERS:
                found[i, _IN_DATA : _IN_DATA + 2] = _in_data(letters(line.text), summary, body_data)
    found[:, _IN_DATA + 2] = bool(body_data)
    if lines and lines[0].block is not None:
        _tags(lines, found)
    return found


# A shorter line may stand in a page's description or data by chance.
_KNOWN_BY_LETTERS = 25
_ROLE_FROM = OWN.index("role_prose")
_TAG_FROM = OWN.index(f"tag_{_TAGS[0]}")
_PATH_FROM = OWN.index(f"path_{_NAMES[0]}")
_IN_DATA = OWN.index("in_summary")
_BITS = np.arange(len(_NAMES))


def _words_row(line: Line, counts: Counter[str], wanted: Sequence[str]) -> tuple[float, ...]:
    """The features of a line's own words, those of OWN before the roles; what data says is left at nothing."""
    text, words, folded = line.text, line.words, line.folded
    size = len(text)
    first = text[: _WORDS_READ * 8].split(None, _WORDS_READ)
    n = max(1, len(first))
    capitals = common = 0
    for word in first:
        capitals += word[0].isupper()
        common += word.lower() in _COMMON
    last = text[-1]
    titled = folded if size > 8 else ""
    return (
        log1p(size),
        log1p(words),
        text.count(",", 0, 2000) / max(1, min(words, 300)),
        last in _CLOSING and text[-8:].rstrip('"”’»)')[-1:] in _ENDS,
        "“" in text or "”" in text or '"' in text or "«" in text or "»" in text,
        len(_DIGITS.findall(text[:400])) / min(size, 400),
        capitals / n,
        common / n,
        min(20.0, size / max(1, words)),
        line.link_density,
        last == "?",
        log1p(counts[folded]) if folded else 0.0,
        bool(titled) and any(titled in w for w in wanted),
        bool(titled) and any(w in titled for w in wanted),
        0.0,
        0.0,
        0.0,
        last == ":",
        text[0].islower(),
    )


_CLOSING = frozenset('.!?…"”’»)')
_ENDS = (".", "!", "?", "…")


def _in_data(own: str, summary: str, body_data: str) -> tuple[bool, bool]:
    """Whether the line's letters stand in the page's description, and in the text that its JSON-LD gives."""
    described = bool(summary) and (own in summary or summary[:80] in own)
    return described, bool(body_data) and (own in body_data or (len(own) > 120 and own[20:80] in body_data))


def _tags(lines: Sequence[Line], found: Table) -> None:
    """Sets the features of the lines' elements and of the names on their paths."""
    whole = np.zeros(len(lines), dtype=np.int64)
    near = np.zeros(len(lines), dtype=np.int64)
    for i, line in enumerate(lines):
        if line.block is not None:
            tag = _TAG_AT.get(line.block.tag)
            if tag is not None:
                found[i, _TAG_FROM + tag] = 1.0
            whole[i], near[i] = _path_hints(line.block.path)
    found[:, _PATH_FROM : _PATH_FROM + len(_NAMES)] = whole[:, None] >> _BITS & 1
    found[:, _PATH_FROM + len(_NAMES) :] = near[:, None] >> _BITS & 1


_PROSE = OWN.index("role_prose")
_LINKS = OWN.index("links")
_IS_TITLE = OWN.index("is_title")
_IN_TITLE = OWN.index("in_title")


def _placed(lines: Sequence[Line], own: Table) -> Table:
    n = len(lines)
    found = np.zeros((n, len(PLACED)), dtype=np.float32)
    col = {name: found[:, i] for i, name in enumerate(PLACED)}
    at = np.arange(n, dtype=np.float32)
    words = np.array([x.words for x in lines], dtype=np.float32)
    prose = words * own[:, _PROSE] * (own[:, _LINKS] < 0.5)
    col["index"][:] = np.log1p(at)
    col["place"][:] = at / n
    col["lines"][:] = np.log1p(n)
    col["from_end"][:] = np.log1p(n - at)
    title = _title_at(lines, own)
    col["from_title"][:] = np.sign(at - title) * np.log1p(np.abs(at - title))
    col["past_title"][:] = at > title
    total = max(1.0, float(prose.sum()))
    before = np.cumsum(prose) - prose
    col["prose_before"][:] = before / total
    col["prose_after"][:] = (total - before - prose) / total
    col["prose_share"][:] = prose / total
    chars = np.array([len(x.text) for x in lines], dtype=np.float32)
    col["char_place"][:] = (np.cumsum(chars) - chars) / max(1.0, float(chars.sum()))
    _after(col["section_above"], [x.role is Role.SECTION for x in lines])
    _after(col["end_above"], [x.role is Role.END for x in lines])
    _after(col["above_prose"], [x.is_prose for x in lines])
    if lines and lines[0].block is not None:
        _paths(lines, col, own, words, prose, total)
    return found


def _title_at(lines: Sequence[Line], own: Table) -> int:
    """Where the page's title most likely stands: the last heading alike the head's title, the first heading, 0."""
    alike = [i for i, x in enumerate(lines) if own[i, _IS_TITLE] or (own[i, _IN_TITLE] and x.words >= 4)]
    headed = [i for i in alike if lines[i].tag == "h1"]
    if headed or alike:
        return headed[0] if headed else alike[0]
    return next((i for i, x in enumerate(lines) if x.tag == "h1"), 0)


def _after(column: NDArray[np.float32], marks: Sequence[bool]) -> None:
    """How far above the nearest marked line stands: 1 for the line right above, towards 0; 0 for none."""
    last = -1
    for i, marked in enumerate(marks):
        if last >= 0:
            column[i] = 1.0 / (i - last)
        if marked:
            last = i


def _paths(
    lines: Sequence[Line],
    col: dict[str, NDArray[np.float32]],
    own: Table,
    words: NDArray[np.float32],
    prose: NDArray[np.float32],
    total: float,
) -> None:
    """Features of where in the tree the lines stand, and of the lines that stand there with them."""
    paths = [x.block.path if x.block else () for x in lines]
    by_path: dict[tuple[str, ...], list[int]] = defaultdict(list)
    parents: dict[tuple[str, ...], float] = defaultdict(float)
    grands: dict[tuple[str, ...], float] = defaultdict(float)
    for i, path in enumerate(paths):
        by_path[path].append(i)
        parents[path[:-1]] += float(prose[i])
        grands[path[:-2]] += float(prose[i])
    best = max(parents, key=lambda p: parents[p])
    col["tagged"][:] = 1.0
    at = np.zeros(len(lines), dtype=np.intp)
    rows = []
    for k, (path, members) in enumerate(by_path.items()):
        at[members] = k
        mine = parents[path[:-1]]
        shared = _shared(path, best) / max(1, len(best))
        rows.append(
            (log1p(len(members)), mine / total, grands[path[:-2]] / total, path[:-1] == best, shared, len(path))
        )
    told = np.array(rows, dtype=np.float32)[at]
    for i, name in enumerate(("path_count", "parent_share", "grand_share", "parent_best", "shared_depth", "depth")):
        col[name][:] = told[:, i]
    size = np.bincount(at)
    col["tagged"][:] = 1.0
    col["path_links"][:] = (np.bincount(at, own[:, _LINKS]) / size)[at]
    col["path_words"][:] = np.log1p(np.bincount(at, words) / size)[at]
    col["parent_prose"][:] = np.log1p(told[:, 1] * total)
    col["path_runs"][:] = _runs(paths)
    col["parent_runs"][:] = _runs([p[:-1] for p in paths])
    _roots(paths, col, prose, total)


def _shared(path: Sequence[str], other: Sequence[str]) -> int:
    """How many steps from the top two paths have in common."""
    return next((i for i, (a, b) in enumerate(zip(path, other, strict=False)) if a != b), min(len(path), len(other)))


def _runs(keys: Sequence[tuple[str, ...]]) -> NDArray[np.float32]:
    """For each line in how many stretches the lines of its key stand on the page: items of a list stand in many."""
    stretches = Counter(key for i, key in enumerate(keys) if i == 0 or keys[i - 1] != key)
    return np.array([log1p(stretches[key]) for key in keys], dtype=np.float32)


_BODY_HINT = 1 << _NAMES.index("body")


def _roots(
    paths: Sequence[tuple[str, ...]], col: dict[str, NDArray[np.float32]], prose: NDArray[np.float32], total: float
) -> None:
    """Which lines stand in the element that is named as an article's body and holds the most prose."""
    held: dict[tuple[str, ...], float] = defaultdict(float)
    for path, words in zip(paths, prose, strict=True):
        if words:
            for k in range(len(path), 1, -1):
                if hints(path[k - 1]) & _BODY_HINT:
                    held[path[:k]] += float(words)
    if held:
        root = max(held, key=lambda r: (held[r], len(r)))
        col["in_root"][:] = [path[: len(root)] == root for path in paths]
        col["root_share"][:] = held[root] / total


def _beside(lines: Sequence[Line], own: Table) -> Table:
    n = len(lines)
    found = np.zeros((n, len(BESIDE)), dtype=np.float32)
    columns = [own[:, OWN.index(name)] for name in ("words", "links", "role_prose", "role_short", "ends")]
    numbers: dict[tuple[str, ...] | None, int] = {}
    path = np.array(
        [numbers.setdefault(x.block.path if x.block else None, len(numbers)) for x in lines], dtype=np.int32
    )
    at = 0
    for k in _NEAR:
        here, there = (slice(0, max(0, n - k)), slice(k, n)) if k > 0 else (slice(-k, n), slice(0, max(0, n + k)))
        for name in _BESIDE:
            if name == "same_path":
                found[here, at] = path[here] == path[there]
            else:
                wanted = {"words": 0, "links": 1, "prose": 2, "role_short": 3, "ends": 4}[name]
                found[here, at] = columns[wanted][there]
            at += 1
    for w in _WINDOWS:
        for column in (columns[0], columns[2], columns[1]):
            found[:, at] = _mean_within(column, w)
            at += 1
    return found


def _mean_within(column: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """The mean over the lines up to `reach` above and below."""
    n = len(column)
    total = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    low = np.maximum(np.arange(n) - reach, 0)
    high = np.minimum(np.arange(n) + reach + 1, n)
    found: NDArray[np.float32] = ((total[high] - total[low]) / (high - low)).astype(np.float32)
    return found
