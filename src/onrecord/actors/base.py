"""What resolving needs to know of actors: a small protocol, which the knowledge base satisfies."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from onrecord.model.actors import Actor


class ActorBase(Protocol):
    """Public actors by name, office and membership."""

    def get(self, identifier: str) -> Actor | None:
        """The actor with this id."""
        ...

    def find(self, name: str) -> tuple[Actor, ...]:
        """Who bears the name, spelled in any common way; seats of government included."""
        ...

    def find_demonym(self, word: str) -> tuple[Actor, ...]:
        """Whose people or things the word describes."""
        ...

    def find_surname(self, surname: str) -> tuple[Actor, ...]:
        """The persons who go by this one name."""
        ...

    def is_seat(self, name: str) -> bool:
        """True when the name is a place that stands for a government."""
        ...

    def holders(self, title: str, of: str, day: date) -> tuple[Actor, ...]:
        """Who may have held the office on the day."""
        ...

    def checked(self, title: str, of: str) -> date | None:
        """Up to which day the holders of the office were followed."""
        ...

    def government(self, state: str, day: date) -> Actor | None:
        """Who governs the state on the day."""
        ...

    def state(self, code: str) -> Actor | None:
        """The state with this ISO alpha-3 code."""
        ...

    def is_prominent(self, person: str, day: date) -> bool:
        """True for who led a state or a large organisation on the day."""
        ...

    def people_of(self, organisation: str) -> tuple[Actor, ...]:
        """The persons known to belong to the organisation."""
        ...
