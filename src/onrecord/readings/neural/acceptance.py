"""Whether a happening that the lists, the model or both see is one: how probable, and of which type."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from onrecord.model.claims import EventType
from onrecord.model.readings import ReadTrigger


class Sight(NamedTuple):
    """What the model sees in some words: the share of each type, and of anything happening at all."""

    types: Mapping[EventType, float]
    anything: float
    words: int

    @property
    def best(self) -> EventType:
        """The likeliest type."""
        return max(self.types, key=lambda kind: self.types[kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Weights of a logistic regression over what lists and model see, learned on development data.

    `typed` and `anything` weigh log odds of the model's shares; `listed` counts for a happening that the lists have,
    `agreed` where they say the same type, `differing` where another, `listed_score` by their own score; `single` for
    a trigger of one word. A candidate is taken from `least` on. The lists' type stands where the model's share of it
    times `stands` is more than that of its own.
    """

    bias: float = -0.67
    typed: float = 0.32
    anything: float = 0.18
    listed: float = 0.0
    agreed: float = 2.3
    differing: float = 0.8
    listed_score: float = -0.9
    single: float = -0.4
    least: float = 0.35
    stands: float = 3.0

    @classmethod
    def of(cls, given: Mapping[str, float]) -> Acceptance:
        """The weights of a model's settings; names that this version does not know are passed over."""
        return cls(**{f.name: float(given[f.name]) for f in fields(cls) if f.name in given})

    def type_of(self, sight: Sight, listed: ReadTrigger | None) -> EventType:
        """The type of a candidate: the model's, or the lists' where the model leaves it open enough."""
        best = sight.best
        if listed is not None and sight.types[listed.event_type] * self.stands > sight.types[best]:
            return listed.event_type
        return best

    def features(self, sight: Sight, listed: ReadTrigger | None) -> tuple[float, ...]:
        """What the weights multiply, in the order of the fields from `bias` to `single`."""
        kind = self.type_of(sight, listed)
        return (
            1.0,
            log_odds(sight.types[kind]),
            log_odds(sight.anything),
            float(listed is not None),
            float(listed is not None and listed.event_type is kind),
            float(listed is not None and listed.event_type is not sight.best),
            listed.score if listed is not None else 0.0,
            float(sight.words == 1),
        )

    def share(self, sight: Sight, listed: ReadTrigger | None) -> float:
        """How probable it is that the candidate is a happening of its type, from 0 to 1."""
        weights = (
            self.bias, self.typed, self.anything, self.listed, self.agreed, self.differing, self.listed_score,
            self.single,
        )  # fmt: skip
        total = sum(w * x for w, x in zip(weights, self.features(sight, listed), strict=True))
        return 1 / (1 + math.exp(-total))


def log_odds(share: float) -> float:
    """The log odds of a share, held away from certainty."""
    held = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))
