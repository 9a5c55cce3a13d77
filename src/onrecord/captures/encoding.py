"""Bytes to text: byte-order mark, then what was declared, then UTF-8, then detection.

A declaration that the bytes contradict is passed over. Mojibake that was made before the page reached us is not
repaired: nothing on the page says what it stood for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from charset_normalizer import from_bytes as detect

SAMPLE = 65_536
HEAD = 4_096

# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels that the web uses for a wider set than their standard names (WHATWG Encoding Standard, section 4.2).
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# UTF-7 hides markup from every check made on bytes; the rest are no encodings of text.
BARRED = {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
SEVEN_BIT = ("iso2022", "hz")

META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]{2,40})[\"']", re.IGNORECASE)
# What no text has: control characters other than white space, escape (ISO 2022) and the end mark of DOS.
CONTROLS = bytes({*range(0x20), 0x7F} - {7, 8, 9, 10, 11, 12, 13, 0x1A, 0x1B})
TEXT = bytes(set(range(256)) - set(CONTROLS))


def declared_in_markup(content: bytes) -> tuple[str, ...]:
    """The encodings that the head of an HTML or XML page names, in the order they count."""
    head = content[:HEAD]
    found = META_CHARSET.search(head) or META_CHARSET.search(content[:SAMPLE])
    xml = XML_ENCODING.search(head)
    return tuple(m.group(1).decode("ascii") for m in (found, xml) if m)


def marked(content: bytes) -> str | None:
    """The encoding that a byte-order mark at the start tells, None without one."""
    return next((name for mark, name in MARKS if content.startswith(mark)), None)


def is_binary(content: bytes) -> bool:
    """True where the first bytes cannot be text in any encoding with or without a mark."""
    sample = content[:SAMPLE]
    if marked(sample) or _wide(sample):
        return False
    return b"\0" in sample or (len(sample) - len(sample.translate(None, CONTROLS))) * 50 > len(sample)


def decode(content: bytes, declared: Iterable[str] = ()) -> tuple[str, str] | None:
    """The text and the name of its encoding, None where no encoding fits. A byte-order mark stays a character."""
    for name in _candidates(content, declared):
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    if _nearly_utf8(content):
        return content.decode("utf-8", "replace"), "utf-8"
    return _detected(content)


def _candidates(content: bytes, declared: Iterable[str]) -> list[str]:
    mark = marked(content)
    names = [n for n in (_known(label) for label in declared) if n]
    if mark:
        return [mark, *names, "utf-8"]
    wide = _wide(content[:SAMPLE])
    if content.isascii() and not wide:
        return [*(n for n in names if n.startswith(SEVEN_BIT)), "ascii"]
    if not wide:
        # UTF-8 with anything beyond ASCII hardly ever arises by chance, so it goes before a single-byte declaration,
        # which nothing contradicts; and a null byte in every other place is what UTF-16 declarations need.
        narrow = [n for n in names if not n.startswith(("utf-16", "utf-32"))]
        return ["utf-8", *(x for n in narrow for x in ((n, "latin-1") if n == "cp1252" else (n,)))]
    return [*(n for n in names if n.startswith(("utf-16", "utf-32"))), wide]


def _known(label: str) -> str | None:
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # Python marks codecs between bytes and bytes (hex, zip) as no text encodings.
    if info.name in BARRED or not getattr(info, "_is_text_encoding", True):
        return None
    plain = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(info.name, info.name)
    return WIDER.get(plain, plain)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: mostly Latin text has its null bytes all on one side."""
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    even, odd = sample[0 : 2 * pairs : 2], sample[1 : 2 * pairs : 2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        zeros = high.count(0)
        if zeros > pairs * 0.4 and low.count(0) * 50 < pairs and len(low.translate(None, TEXT)) * 50 < pairs:
            return name
    return None


def _nearly_utf8(content: bytes) -> bool:
    """True for UTF-8 with a few broken characters, as pages cut in the middle of one have."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return whole > 0 and broken <= 1 + whole // 20


def _detected(content: bytes) -> tuple[str, str] | None:
    # Cut at a space, lest the sample end within a character.
    sample = content if len(content) <= SAMPLE else content[: content.rfind(b" ", 0, SAMPLE) + 1] or content[:SAMPLE]
    matches = detect(sample)
    best = matches.best()
    if best is None:
        return None
    # Equal matches stand in the order of the alphabet; Western Europe's pages outnumber the rest by far.
    equal = {m.encoding for m in matches if (m.chaos, m.coherence) == (best.chaos, best.coherence)}
    name = _known("cp1252" if "cp1252" in equal else best.encoding)
    if name is None:
        return None
    try:
        return content.decode(name), name
    except UnicodeDecodeError:
        return None
