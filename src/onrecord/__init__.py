"""OnRecord: who did what to whom, where and when, and on whose word.

reader = onrecord.Reader()
articles = reader.read("page.html")
with onrecord.open("case.db") as record:
    record.add(articles)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from onrecord.interface import Articles, OpenRecord, Reader
    from onrecord.interface import open_record as open

__all__ = ["Articles", "OpenRecord", "Reader", "__version__", "open"]


def __getattr__(name: str) -> Any:
    # The interface brings the model and the store with it; `onrecord --version` should not wait for them.
    if name in ("Articles", "OpenRecord", "Reader", "open"):
        from onrecord import interface

        return interface.open_record if name == "open" else getattr(interface, name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
