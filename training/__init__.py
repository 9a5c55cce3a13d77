"""Trains the model that the package ships. Never imported by it."""
