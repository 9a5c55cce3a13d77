"""The trained model: one encoder, all heads in one pass, decoded into readings beside those of the lists."""

from __future__ import annotations

from onrecord.readings.neural.reader import FILES, NeuralReader, card, shipped

__all__ = ["FILES", "NeuralReader", "card", "shipped"]
