"""What OnRecord knows before it reads: public actors with their names, posts and memberships, and places."""

from onrecord.knowledge.base import KnowledgeBase

__all__ = ["KnowledgeBase"]
