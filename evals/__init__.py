"""Scorers: one module a corpus, each with `run`, which gives the scores and one prediction for each row."""
