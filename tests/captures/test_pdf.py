from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from onrecord.captures import LoadOptions, Unit, from_bytes, open_unit
from onrecord.errors import RefusedError


def pdf(*pages: str) -> bytes:
    """A small PDF, one line of text a page; an empty string is a page without a text layer."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, line in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET" if line else "0 0 10 10 re f"
        page = f"/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * n} 0 R"
        objects += [f"<</Type/Page{page}>>", f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"]
    objects.append("<</Title(A report)/Author(The desk)>>")
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>"
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer{trailer}\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("latin-1")


def refused(content: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        from_bytes(content, path="a.pdf", url=None)
    return caught.value.code


def test_the_text_layer_page_by_page() -> None:
    page = from_bytes(pdf("The delegation left on Monday.", "Talks go on."), path="a.pdf", url=None)
    assert page.text == "The delegation left on Monday.\n\nTalks go on."
    assert (page.media_type, page.encoding, page.blocks) == ("application/pdf", None, ())
    assert (page.metadata.first("title"), page.metadata.first("author")) == ("A report", "The desk")


def test_a_pdf_is_known_by_its_bytes() -> None:
    page = from_bytes(pdf("Talks go on."), path="a.txt", url=None, media_type="text/html")
    assert page.media_type == "application/pdf"


def test_a_pdf_of_pictures_is_refused() -> None:
    assert refused(pdf("", "")) == "no_text_layer"


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert refused(out.getvalue()) == "encrypted"


def test_broken_pdfs_are_refused_or_read() -> None:
    whole = pdf("Talks go on.")
    for end in range(8, len(whole) - 40, 37):
        path = f"{end}.pdf"
        unit = Unit(path=path, content=whole[:end])
        (found,) = open_unit(unit, LoadOptions())
        assert getattr(found, "code", "read") in ("unreadable", "no_text_layer", "read")
