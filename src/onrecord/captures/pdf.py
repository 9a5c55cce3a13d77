"""The text layer of a PDF."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from onrecord.captures.options import MEGABYTE
from onrecord.errors import RefusedError
from onrecord.model.articles import PageMetadata

MOST_PAGES = 2_000
MOST_CHARACTERS = 50 * MEGABYTE


def pdf_text(content: bytes, item: str) -> tuple[str, PageMetadata]:
    """The text of all pages, a blank line between them, and the document's own title, author and dates.

    Raises RefusedError: encrypted, no_text_layer, too_big, unreadable.
    """
    with _silent():
        try:
            reader = PdfReader(io.BytesIO(content))
            if reader.is_encrypted and not reader.decrypt(""):
                raise RefusedError(item, "encrypted", "the PDF is locked with a password")
            text = "\n\n".join(_pages(reader, item))
            metadata = _metadata(reader)
        except RefusedError:
            raise
        except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError) as error:
            raise RefusedError(item, "unreadable", f"not a PDF that can be read ({error})") from error
        except (RecursionError, MemoryError, NotImplementedError) as error:
            raise RefusedError(item, "unreadable", f"the PDF asks for too much ({type(error).__name__})") from error
    if not text:
        raise RefusedError(item, "no_text_layer", "the PDF has no text layer")
    return text, metadata


def _pages(reader: PdfReader, item: str) -> Iterator[str]:
    characters = 0
    for number, page in enumerate(reader.pages):
        text = page.extract_text().strip()
        characters += len(text)
        if number >= MOST_PAGES or characters > MOST_CHARACTERS:
            raise RefusedError(item, "too_big", "the PDF holds more text than any page of news")
        if text:
            # Half a surrogate pair, which broken fonts give, is no character and cannot be stored.
            yield text.encode("utf-8", "replace").decode()


def _metadata(reader: PdfReader) -> PageMetadata:
    info: Mapping[str, object] = reader.metadata or {}
    names = {"/Title": "title", "/Author": "author", "/CreationDate": "pdf:created", "/ModDate": "pdf:modified"}
    pairs = ((name, " ".join(str(info[key]).split())) for key, name in names.items() if info.get(key))
    return PageMetadata(values=tuple(pair for pair in pairs if pair[1]))


@contextmanager
def _silent() -> Iterator[None]:
    """pypdf tells of every flaw through logging; what cannot be read is refused here, and flaws are no news."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
