"""A window of sentences as the finders of names and voices leave it, and a happening coded on it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.ids import ArticleId
from onrecord.model.readings import ReadAttribution, Reading, ReadMention, Role
from onrecord.model.spans import Span
from onrecord.readings.factuality import Put
from onrecord.readings.happenings import Happening
from onrecord.readings.roles import Filled
from onrecord.text.chunks import SentenceAnalysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A happening with its mentions and how it is put."""

    happening: Happening
    put: Put
    filled: Filled
    event_type: EventType
    modes: tuple[str, ...]
    factuality: Factuality
    stance: Stance | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """The last assault told before a window: what "claimed responsibility for the attack" may speak of."""

    modes: tuple[str, ...] = ()
    recipients: tuple[ReadMention, ...] = ()
    place: ReadMention | None = None
    time: ReadMention | None = None

    @property
    def mentions(self) -> tuple[ReadMention, ...]:
        """All mentions of the deed."""
        return (*self.recipients, *(m for m in (self.place, self.time) if m is not None))


@dataclass(frozen=True, slots=True)
class Window:
    """What the finders have told of a window before happenings are looked for."""

    article_id: ArticleId
    text: str
    span: Span
    analyses: tuple[SentenceAnalysis, ...]
    mentions: tuple[ReadMention, ...]
    attributions: tuple[ReadAttribution, ...]
    silent: frozenset[int] = frozenset()  # sentences that are not coded: subheads
    earlier: Deed | None = None
    told: frozenset[EventType] = frozenset()  # types of what the windows before tell


def last_deed(reading: Reading, before: Deed | None) -> Deed | None:
    """The last assault that a reading tells as done, else the one told before it."""
    for number in range(len(reading.triggers) - 1, -1, -1):
        trigger = reading.triggers[number]
        if trigger.event_type is not EventType.ASSAULT or trigger.factuality is not Factuality.HAPPENED:
            continue
        by_role: dict[Role, list[ReadMention]] = {}
        for arc in reading.roles:
            if arc.trigger == number:
                by_role.setdefault(arc.role, []).append(reading.mentions[arc.mention])
        return Deed(
            modes=trigger.mode,
            recipients=tuple(by_role.get(Role.RECIPIENT, ())),
            place=next(iter(by_role.get(Role.PLACE, ())), None),
            time=next(iter(by_role.get(Role.TIME, ())), None),
        )
    return before
