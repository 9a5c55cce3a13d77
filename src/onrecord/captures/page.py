"""One page's bytes to a Capture."""

from __future__ import annotations

import os
import re
from datetime import datetime

from onrecord.captures.encoding import declared_in_markup, decode, is_binary
from onrecord.captures.options import MEGABYTE
from onrecord.captures.rendering import TooDeepError, render
from onrecord.errors import RefusedError
from onrecord.model.articles import Block, Capture, Given, PageMetadata
from onrecord.model.ids import capture_id, digest

HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
SUFFIX_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".pdf": "application/pdf",
}
# Where a container's own name ends and its member's begins.
MEMBER = re.compile(r"^-!|\.(?:zip|jsonl|ndjson|csv|tsv|warc|wet|gz|xml|rss|atom|rdf)!", re.IGNORECASE)
MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:\-]+)", re.IGNORECASE)
LARGEST = 50 * MEGABYTE
# Characters of text on one page: some 300,000 words, a long book. What is longer is no page of news but a heap of them.
LONGEST = 2_000_000
NOTHING_GIVEN = Given()


def from_bytes(
    content: bytes,
    *,
    path: str | None,
    url: str | None,
    media_type: str | None = None,
    retrieved_at: datetime | None = None,
    given: Given = NOTHING_GIVEN,
    max_bytes: int = LARGEST,
) -> Capture:
    """The capture of one page: text, HTML or PDF, decoded and rendered. Raises RefusedError.

    `media_type` is what the file name, container or server says, "; charset=" included; without one the path's
    ending and the bytes tell. The id needs only the bytes and the URL or the path's last part, so a page made
    again from what is stored is the same capture.
    """
    item = path or url or "bytes"
    if len(content) > max_bytes:
        raise too_big(item, len(content), max_bytes)
    if not content.strip():
        raise RefusedError(item, "empty", "the page is empty")
    kind = media_type_of(content, path, media_type)
    text, blocks, metadata, encoding = _read(content, item, kind, media_type)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise RefusedError(item, "empty", "the page has no text")
    if len(text) > LONGEST:
        reason = f"{len(text):,} characters of text are more than the limit of {LONGEST:,} for one page"
        raise RefusedError(item, "too_long", reason)
    sha256 = digest(content)
    return Capture(
        id=capture_id(sha256, url or member_name(path or "")),
        path=path,
        url=url,
        sha256=sha256,
        retrieved_at=retrieved_at,
        media_type=kind,
        encoding=encoding,
        text=text,
        content=content,
        blocks=blocks,
        metadata=metadata,
        given=given,
    )


def too_big(item: str, size: int, limit: int) -> RefusedError:
    """The refusal of something larger than the limit; sizes in bytes."""
    return RefusedError(item, "too_big", f"{size / MEGABYTE:.1f} MB is more than the limit of {limit / MEGABYTE:g} MB")


def member_name(path: str) -> str:
    """What of a path goes into a capture's id: the member's name in its container, else the file's own."""
    member = MEMBER.split(path)[-1]
    return member if member != path else os.path.basename(path)


def media_type_of(content: bytes, path: str | None, declared: str | None) -> str:
    """The media type without parameters: the bytes' own signature, what was declared, the path's ending, the bytes."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    plain = (declared or "").split(";")[0].strip().lower()
    if plain in HTML_TYPES or plain == "text/plain":
        return plain
    suffix = os.path.splitext(path or "")[1].lower()
    if suffix in SUFFIX_TYPES and not plain:
        return SUFFIX_TYPES[suffix]
    return "text/html" if MARKUP.match(content[:4096]) else "text/plain"


def _read(
    content: bytes, item: str, kind: str, declared: str | None
) -> tuple[str, tuple[Block, ...], PageMetadata, str | None]:
    if kind == "application/pdf":
        # Loaded only where a PDF comes: it costs a tenth of a second that most runs need not pay.
        from onrecord.captures.pdf import pdf_text

        text, metadata = pdf_text(content, item)
        return text, (), metadata, None
    if is_binary(content):
        raise RefusedError(item, "binary", "not a text file")
    charset = CHARSET.search(declared or "")
    labels = (charset.group(1),) if charset else ()
    if kind == "text/plain":
        text, encoding = _decoded(content, item, labels)
        return text, (), PageMetadata(), encoding
    text, encoding = _decoded(content, item, (*labels, *declared_in_markup(content)))
    try:
        return *render(text), encoding
    except TooDeepError:
        raise RefusedError(item, "too_deep", "its elements are nested more than 2,000 deep") from None


def _decoded(content: bytes, item: str, labels: tuple[str, ...]) -> tuple[str, str]:
    decoded = decode(content, labels)
    if decoded is None:
        raise RefusedError(item, "encoding", "no encoding fits its bytes")
    return decoded
