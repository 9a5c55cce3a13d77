"""Capture to articles: what is around them set aside, several on one page kept apart, dated and traced."""

from __future__ import annotations

from onrecord.articles.inferreddates import Dated, dated, infer
from onrecord.articles.isolation import isolate

__all__ = ["Dated", "dated", "infer", "isolate"]
