"""Mentions and the day in, judgements against the actor knowledge base out."""

from onrecord.actors.base import ActorBase
from onrecord.actors.resolve import resolve

__all__ = ["ActorBase", "resolve"]
