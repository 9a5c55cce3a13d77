"""What the line model sees of a page's lines: their own words, their tags and path, their place, their neighbours.

Every feature has a name; the shipped model lists the names it was trained on. Text without tags has the same features
with those of tags at nothing, so that one model reads both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord import lexicons
from onrecord.articles.lines import Line, Role, fold
from onrecord.articles.tree import Tree
from onrecord.model.articles import Capture

Table = NDArray[np.float32]
Columns = dict[str, NDArray[np.float32]]
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
_ARTICLE_BODY = re.compile(rb'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SIDEBAR = re.compile(r"^aside\b|side-?bar", re.IGNORECASE)
# So much of a line is read for its words and characters.
_READ = 480


@lru_cache(maxsize=65_536)
def hints(label: str) -> int:
    """The kinds of hint in one step of a path, as bits in the order of HINTS."""
    return sum(1 << i for i, name in enumerate(_NAMES) if HINTS[name].search(label))


_DROPPED = bytes(set(range(128)) - set(b"0123456789abcdefghijklmnopqrstuvwxyz\n"))


def letters(text: str) -> str:
    """The text's letters and figures, case-folded, its lines kept apart: what is left where spacing and marks differ.

    Signs beyond ASCII stay, but for the quotation marks and dashes that one page writes in two ways.
    """
    small = text.casefold()
    if not small.isascii():
        for sign in "’‘“”–—…\u00a0":
            small = small.replace(sign, "")
    return small.encode("utf-8", "surrogatepass").translate(None, _DROPPED).decode("utf-8", "surrogatepass")


OWN = (
    *(f"role_{r.value}" for r in _ROLES),
    *("chars", "words", "commas", "ends", "quotes", "digits", "capitals", "common", "word_length", "links", "question"),
    *("repeated", "in_title", "is_title", "in_summary", "in_body_data", "has_body_data", "colon", "lower_start"),
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
_BESIDE = ("words", "links", "prose", "role_short", "ends", "same_path")
_NEAR = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (3, 8, 20)
BESIDE = (
    *(f"{name}{k:+d}" for k in _NEAR for name in _BESIDE),
    *(f"{name}_within_{w}" for w in _WINDOWS for name in ("words", "prose", "links")),
)
"""Features of the lines beside it."""
NAMES = (*OWN, *PLACED, *BESIDE)


def table(lines: Sequence[Line], tree: Tree, titles: Sequence[str], summary: str, body_data: str) -> Table:
    """One row for each line, one column for each of NAMES.

    `titles`, `summary` and `body_data` are what the page's head gives as its titles, its description and, in JSON-LD,
    the article's text.
    """
    own = np.zeros((len(lines), len(OWN)), dtype=np.float32)
    found = {name: own[:, i] for i, name in enumerate(OWN)}
    own[np.arange(len(lines)), [_ROLE_AT.get(x.role, 0) for x in lines]] = 1.0
    _words(lines, found)
    _known(lines, found, titles, letters(summary), letters(body_data))
    if lines and lines[0].block is not None:
        _tags(lines, tree, own)
    return np.hstack([own, _placed(lines, tree, found), _beside(tree, found)])


def of_capture(capture: Capture, lines: Sequence[Line], tree: Tree) -> Table:
    """The table of a capture's lines, with what its head says."""
    head = capture.metadata
    titles = [t for t in (capture.given.title, *(head.first(name) for name in TITLE_NAMES)) if t]
    summary = head.first("og:description", "description") or ""
    return table(lines, tree, titles, summary, body_data_of(capture.content) if capture.blocks else "")


def sidebars(tree: Tree) -> frozenset[int]:
    """The nodes of a page's tree that are named as a sidebar, or stand in one."""
    named = [bool(_SIDEBAR.search(label)) for label in tree.labels]
    for node, parent in enumerate(tree.parents.tolist()):
        named[node] |= named[parent]
    return frozenset(node for node, is_named in enumerate(named) if is_named)


def body_data_of(content: bytes) -> str:
    """The article's text as the page's own JSON-LD gives it, "" where it does not."""
    if b'"articleBody"' not in content:
        return ""
    found = (m[1].decode("utf-8", "replace") for m in _ARTICLE_BODY.finditer(content))
    longest = max(found, key=len, default="")
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), longest).replace("\\n", " ").replace("\\", "")


# A shorter line may stand in a page's description or data by chance.
_KNOWN_BY_LETTERS = 25
_TAG_FROM = OWN.index(f"tag_{_TAGS[0]}")
_PATH_FROM = OWN.index(f"path_{_NAMES[0]}")
_BITS = np.arange(len(_NAMES))
_CLOSING = '"”’»)'
_QUOTES = np.array([ord(ch) for ch in '"“”«»'], dtype=np.uint32)
# Scripts with capitals stand below this.
_CASED = 0x590
_IS_CAPITAL = np.array([chr(i).isupper() for i in range(_CASED)])
_NEW_LINE, _SPACE, _COMMA, _ZERO, _NINE = (ord(ch) for ch in "\n ,09")


def _words(lines: Sequence[Line], found: Columns) -> None:
    """Sets the features of the lines' own words and characters; all lines of a page are counted at once."""
    texts = [" ".join(x.text[:_READ].split()) if "\n" in x.text else x.text[:_READ] for x in lines]
    whole = "\n" + "\n".join(texts)
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = np.flatnonzero(codes == _NEW_LINE)
    read = np.diff(starts, append=len(codes)).astype(np.float32) - 1

    def count(marks: NDArray[np.bool_]) -> NDArray[np.float32]:
        return np.add.reduceat(marks.astype(np.float32), starts)

    opens = np.zeros(len(codes), dtype=bool)
    opens[1:] = codes[:-1] <= _SPACE
    capital = _IS_CAPITAL[np.minimum(codes, _CASED - 1)] & (codes < _CASED)
    n = np.maximum(1, count(opens & (codes > _SPACE)))
    size = np.array([len(x.text) for x in lines], dtype=np.float32)
    words = np.array([x.words for x in lines], dtype=np.float32)
    found["chars"][:], found["words"][:] = np.log1p(size), np.log1p(words)
    found["commas"][:] = count(codes == _COMMA) / n
    found["quotes"][:] = count(np.isin(codes, _QUOTES)) > 0
    found["digits"][:] = count((codes >= _ZERO) & (codes <= _NINE)) / np.maximum(1, read)
    found["capitals"][:] = count(opens & capital) / n
    common = [sum(map(_COMMON.__contains__, text.split())) for text in whole[1:].lower().split("\n")]
    found["common"][:] = np.array(common, dtype=np.float32) / n
    found["word_length"][:] = np.minimum(20.0, size / np.maximum(1, words))
    found["links"][:] = [x.link_density for x in lines]
    last = [x.text[-4:].rstrip(_CLOSING)[-1:] for x in lines]
    found["ends"][:] = [ch in ".!?…" and ch != "" for ch in last]
    found["question"][:] = [ch == "?" for ch in last]
    found["colon"][:] = [ch == ":" for ch in last]
    found["lower_start"][:] = [x.text[0].islower() for x in lines]


def _known(lines: Sequence[Line], found: Columns, titles: Sequence[str], summary: str, body_data: str) -> None:
    """Sets the features of lines that stand elsewhere on the page, or in its title, description or data."""
    counts = Counter(x.folded for x in lines if x.folded)
    found["repeated"][:] = np.log1p([counts[x.folded] for x in lines])
    wanted = [t for t in {fold(t) for t in titles} if t]
    for i, line in enumerate(lines):
        if len(line.folded) > 8 and wanted:
            found["in_title"][i] = any(line.folded in w for w in wanted)
            found["is_title"][i] = any(w in line.folded for w in wanted)
    found["has_body_data"][:] = bool(body_data)
    if not (summary or body_data):
        return
    for i, own in enumerate(letters("\n".join(" ".join(x.text.splitlines()) for x in lines)).split("\n")):
        if len(own) >= _KNOWN_BY_LETTERS:
            found["in_summary"][i] = bool(summary) and (own in summary or summary[:80] in own)
            found["in_body_data"][i] = own in body_data or (len(own) > 120 and own[20:80] in body_data)


def _tags(lines: Sequence[Line], tree: Tree, own: Table) -> None:
    """Sets the features of the lines' elements and of the names on their paths: on all of it, on its last three."""
    for i, line in enumerate(lines):
        tag = _TAG_AT.get(line.tag)
        if tag is not None:
            own[i, _TAG_FROM + tag] = 1.0
    bits = [hints(label) if depth > 1 else 0 for label, depth in zip(tree.labels, tree.depths.tolist(), strict=True)]
    whole, parents = list(bits), tree.parents.tolist()
    for node, parent in enumerate(parents):
        whole[node] |= whole[parent]
    alone = np.array(bits, dtype=np.int64)
    near = alone | alone[tree.parents] | alone[tree.parents[tree.parents]]
    own[:, _PATH_FROM : _PATH_FROM + len(_NAMES)] = np.array(whole)[tree.at][:, None] >> _BITS & 1
    own[:, _PATH_FROM + len(_NAMES) :] = near[tree.at][:, None] >> _BITS & 1


def _placed(lines: Sequence[Line], tree: Tree, own: Columns) -> Table:
    n = len(lines)
    found = np.zeros((n, len(PLACED)), dtype=np.float32)
    col = {name: found[:, i] for i, name in enumerate(PLACED)}
    at = np.arange(n, dtype=np.float32)
    words = np.array([x.words for x in lines], dtype=np.float32)
    prose = words * own["role_prose"] * (own["links"] < 0.5)
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
    col["section_above"][:] = _after(own["role_section"])
    col["end_above"][:] = _after(own["role_end"])
    col["above_prose"][:] = _after(own["role_prose"])
    if lines and lines[0].block is not None:
        _paths(tree, col, own, words, prose)
    return found


def _title_at(lines: Sequence[Line], own: Columns) -> int:
    """Where the page's title most likely stands: the last heading alike the head's title, the first heading, 0."""
    alike = [i for i, x in enumerate(lines) if own["is_title"][i] or (own["in_title"][i] and x.words >= 4)]
    headed = [i for i in alike if lines[i].tag == "h1"]
    if headed or alike:
        return headed[0] if headed else alike[0]
    return next((i for i, x in enumerate(lines) if x.tag == "h1"), 0)


def _after(marks: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far above the nearest marked line stands: 1 for the line right above, towards 0; 0 for none."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks > 0, at, -1))
    above = np.concatenate([[-1], last[:-1]])
    found: NDArray[np.float32] = np.where(above >= 0, 1.0 / np.maximum(1, at - above), 0.0).astype(np.float32)
    return found


def _paths(tree: Tree, col: Columns, own: Columns, words: NDArray[np.float32], prose: NDArray[np.float32]) -> None:
    """Features of where in the tree the lines stand, and of the lines that stand there with them."""
    total = max(1.0, float(prose.sum()))
    at, n = tree.at, len(tree.parents)
    parent = tree.parents[at]
    grand = tree.parents[parent]
    by_parent = np.bincount(parent, prose, minlength=n)
    by_grand = np.bincount(grand, prose, minlength=n)
    best = int(np.argmax(by_parent))
    size = np.maximum(1, np.bincount(at, minlength=n))
    col["tagged"][:] = 1.0
    col["path_count"][:] = np.log1p(size[at])
    col["path_links"][:] = (np.bincount(at, own["links"], minlength=n) / size)[at]
    col["path_words"][:] = np.log1p(np.bincount(at, words, minlength=n) / size)[at]
    col["parent_share"][:] = by_parent[parent] / total
    col["grand_share"][:] = by_grand[grand] / total
    col["parent_best"][:] = parent == best
    col["parent_prose"][:] = np.log1p(by_parent[parent])
    col["shared_depth"][:] = tree.shared(best)[at] / max(1, int(tree.depths[best]))
    col["depth"][:] = tree.depths[at]
    col["path_runs"][:] = _runs(at, n)
    col["parent_runs"][:] = _runs(parent, n)
    held = np.array(tree.held(prose))
    named = [bool(hints(label) & _BODY_HINT) for label in tree.labels]
    if any(named):
        held[~np.array(named)] = -1.0
        root = int(len(held) - 1 - np.argmax(held[::-1]))
        col["in_root"][:] = tree.within(root)[at]
        col["root_share"][:] = max(0.0, float(held[root])) / total


def _runs(nodes: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """For each line in how many stretches the lines of its node stand on the page: items of a list stand in many."""
    first = np.concatenate([[True], nodes[1:] != nodes[:-1]])
    found: NDArray[np.float64] = np.log1p(np.bincount(nodes[first], minlength=n))[nodes]
    return found


_BODY_HINT = 1 << _NAMES.index("body")


def _beside(tree: Tree, own: Columns) -> Table:
    n = len(tree.at)
    found = np.zeros((n, len(BESIDE)), dtype=np.float32)
    column = {"words": "words", "links": "links", "prose": "role_prose", "role_short": "role_short", "ends": "ends"}
    beside = np.stack([own[column[name]] for name in _BESIDE[:-1]], axis=1)
    for i, k in enumerate(_NEAR):
        here, there = (slice(0, max(0, n - k)), slice(k, n)) if k > 0 else (slice(-k, n), slice(0, max(0, n + k)))
        found[here, i * len(_BESIDE) : (i + 1) * len(_BESIDE) - 1] = beside[there]
        found[here, (i + 1) * len(_BESIDE) - 1] = tree.at[here] == tree.at[there]
    total = np.concatenate([np.zeros((1, 3)), np.cumsum(beside[:, [0, 2, 1]], axis=0, dtype=np.float64)])
    at = len(_NEAR) * len(_BESIDE)
    for w in _WINDOWS:
        low, high = np.maximum(np.arange(n) - w, 0), np.minimum(np.arange(n) + w + 1, n)
        found[:, at : at + 3] = (total[high] - total[low]) / (high - low)[:, None]
        at += 3
    return found
