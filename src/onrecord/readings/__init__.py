"""Articles to readings: one pass over windows of sentences, which every later stage decodes."""

from __future__ import annotations

from onrecord.readings.choosing import account, choose
from onrecord.readings.lexicon import LexiconReader

__all__ = ["LexiconReader", "account", "choose"]
