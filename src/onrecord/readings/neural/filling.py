"""Who fills the roles of a happening that lists and model read together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Reading, ReadTrigger, Role, RoleArc
from onrecord.readings.neural.acceptance import Acceptance
from onrecord.readings.neural.circumstances import Circumstances
from onrecord.readings.neural.clauses import TOGETHER, Clauses
from onrecord.readings.neural.spots import Spots
from onrecord.readings.scenes import MEN

_PARTIES = frozenset({Role.ACTOR, Role.RECIPIENT})
# What the model tells better than the lists of a happening that both see (measured).
_BETTER_READ = frozenset({Role.PLACE, Role.TIME, Role.QUANTITY})
_OWNERS = frozenset({"its", "their", "his", "her"})
# A body's own people, through whom it acts, and the bodies that have such.
_OWN_PEOPLE = MEN | {"members", "followers", "warplanes", "jets", "drones", "aircraft", "pilots", "police", "agents"}
_SIDES = frozenset({MentionKind.ARMED_GROUP, MentionKind.ORGANISATION, MentionKind.STATE})
# When and where, and the mentions that tell it.
_SETTINGS = {Role.TIME: MentionKind.TIME, Role.PLACE: MentionKind.PLACE}

_DATED = frozenset({EventType.SANCTION, EventType.RETREAT, EventType.MOBILIZE, EventType.AID})
# What is done somewhere on some day, other than by saying so.
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.CONSULT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How sure the model must be for its word to count; chosen on development data, shipped with the weights.

    `accepts` says which happenings are taken; `fill` is asked of a role that the lists did not find, `differ` of a
    recipient that stands in the place of the lists', `afar` of who acts or receives in another sentence.
    """

    accepts: Acceptance = field(default_factory=Acceptance)
    fill: float = 0.5
    differ: float = 0.7
    afar: float = 0.7

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Trust:
        """The trust of a model's settings; names that this version does not know are passed over."""
        return cls(
            accepts=Acceptance.of(given.get("accepts", {})),
            fill=float(given.get("fill", 0.5)),
            differ=float(given.get("differ", 0.7)),
            afar=float(given.get("afar", 0.7)),
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A happening that the lists, the model or both see: its trigger, and its number among those of each."""

    trigger: ReadTrigger
    listed: int | None
    modelled: int | None


class Filling:
    """The roles of the happenings of a window. `places` are the numbers of the model's mentions among those of both."""

    def __init__(
        self, clauses: Clauses, base: Reading, model: Reading, places: Sequence[int], trust: Trust, spots: Spots
    ) -> None:
        self._clauses, self._base, self._model = clauses, base, model
        self._places, self._trust = places, trust
        self._mentions = clauses.mentions
        self._circumstances, self._spots = Circumstances(clauses), spots

    def roles(self, one: Candidate) -> list[RoleArc]:
        """The arcs of a happening, with nobody in them twice."""
        return self._each_once(
            self._in_its_place(one, self._on_its_day(one, self._with_sufferers(one, self._told(one))))
        )

    def _on_its_day(self, one: Candidate, arcs: Sequence[RoleArc]) -> list[RoleArc]:
        """The arcs with the day that the words of the happening bear ("*Tuesday's* attack") in place of any other."""
        day = self._circumstances.day_of(one.trigger.span)
        if day is None and not any(arc.role is Role.TIME for arc in arcs):
            day = self._circumstances.opening_day(one.trigger.span)
        if day is None:
            return list(arcs)
        own = RoleArc(trigger=0, mention=day, role=Role.TIME, score=one.trigger.score, basis="clause")
        return [*(arc for arc in arcs if arc.role is not Role.TIME), own]

    def _in_its_place(self, one: Candidate, arcs: Sequence[RoleArc]) -> list[RoleArc]:
        """The arcs with the place that the words of a deed bear ("the raid *on Tessaro*"); where no place is told, with
        the one that was struck, or that "there" stands for."""
        if one.trigger.event_type not in _DEEDS:
            return list(arcs)
        own = self._spots.own(one.trigger.span)
        is_told = any(arc.role is Role.PLACE for arc in arcs)
        if own is None and not is_told:
            struck = [self._spots.finest(arc.mention) for arc in arcs if arc.role is Role.RECIPIENT]
            is_verb = self._clauses.is_verb(one.trigger.span)
            own = next((n for n in struck if is_verb and self._mentions[n].kind is MentionKind.PLACE), None)
            own = self._spots.there(one.trigger.span) if own is None else own
        if own is None and not is_told and self._clauses.is_verb(one.trigger.span):
            homes = (self._spots.of_people(arc.mention) for arc in arcs if arc.role is Role.RECIPIENT)
            own = next((home for home in homes if home is not None), None)
        if own is None:
            return list(arcs)
        place = RoleArc(trigger=0, mention=own, role=Role.PLACE, score=one.trigger.score, basis="clause")
        return [*(arc for arc in arcs if arc.role is not Role.PLACE), place]

    def _with_sufferers(self, one: Candidate, arcs: Sequence[RoleArc]) -> list[RoleArc]:
        """The arcs, with those who died in an assault as its recipients and not as who did it."""
        if one.trigger.event_type is not EventType.ASSAULT:
            return list(arcs)
        return [
            replace(arc, role=Role.RECIPIENT)
            if arc.role is Role.ACTOR and self._clauses.suffers(self._mentions[arc.mention].span)
            else arc
            for arc in arcs
        ]

    def _told(self, one: Candidate) -> list[RoleArc]:
        """Who acts and who receives as the lists or the clause tell it, the rest by the model's arcs where it sees the
        happening."""
        told = self._listed(one)
        if one.modelled is None:
            return told
        told = self._by_clause(one) if one.listed is None else [arc for arc in told if arc.role not in _BETTER_READ]
        arcs = self._arcs(one)
        if one.listed is not None and not self._is_one_of_several(one):
            told = _unless_another_receives(told, arcs, self._trust.differ)
        have = {arc.role for arc in told}
        if one.listed is None and one.trigger.event_type in TOGETHER:
            have -= _PARTIES  # "talks with ..." names one side alone
        taken = {arc.mention for arc in told if arc.role in _PARTIES}
        least = 0.0 if one.listed is None else self._trust.fill
        more = [arc for arc in arcs if arc.role not in have and arc.score >= least and arc.mention not in taken]
        have |= {arc.role for arc in more}
        settings = [arc for arc in self._listed(one) if arc.role in _SETTINGS and arc.role not in have]
        beside = [arc for arc in settings if self._is_beside(one.trigger, arc)]
        return [*told, *more, *(replace(arc, mention=self._spots.finest(arc.mention)) for arc in beside)]

    def _listed(self, one: Candidate) -> list[RoleArc]:
        return [arc for arc in self._base.roles if arc.trigger == one.listed]

    def _is_beside(self, trigger: ReadTrigger, arc: RoleArc) -> bool:
        """True for the lists' word on when and where a deed was that their grammar alone vouches for."""
        return (
            trigger.event_type in _DEEDS
            and self._circumstances.is_beside(trigger.span, arc.mention)
            and self._can_be(trigger, arc)
        )

    def _can_be(self, trigger: ReadTrigger, arc: RoleArc) -> bool:
        """False for an arc to a time or a place that the words give to something else."""
        if arc.role is Role.TIME:
            dates_words = self._clauses.dates_the_claiming(trigger, self._mentions[arc.mention].span)
            return not dates_words and self._circumstances.may_date(trigger.span, arc.mention)
        return arc.role is not Role.PLACE or self._spots.may_hold(trigger.span, arc.mention)

    def _is_one_of_several(self, one: Candidate) -> bool:
        """True where the lists have several deeds in one word: "the attacks on the mill, the bridge and the port"."""
        return sum(other.span == one.trigger.span for other in self._base.triggers) > 1

    def _by_clause(self, one: Candidate) -> list[RoleArc]:
        """The parties of a happening that only the model has, by the clause of its trigger."""
        trigger = one.trigger
        told = self._clauses.parties(trigger.span, trigger.event_type)
        return [
            RoleArc(trigger=0, mention=m, role=role, score=trigger.score, basis="model; clause") for role, m in told
        ]

    def _arcs(self, one: Candidate) -> list[RoleArc]:
        """The model's arcs of a happening, those that can be right."""
        own = [replace(a, mention=self._places[a.mention]) for a in self._model.roles if a.trigger == one.modelled]
        near = [arc for given in own if (arc := self._near(given, one.trigger)) is not None]
        whose = self._clauses.says_whose(one.trigger.span)
        return [
            arc
            for arc in near
            if self._can_be(one.trigger, arc)
            and not (arc.role is Role.ACTOR and whose and not self._mentions[arc.mention].span.overlaps(whose))
        ]

    def _near(self, arc: RoleArc, trigger: ReadTrigger) -> RoleArc | None:
        """The arc where it leads to the sentence of the happening; else to the only such mention there, or to another
        sentence where the model is sure of it and nothing else is told there that it may belong to."""
        base, filler = self._base, self._mentions[arc.mention].span
        sentence = next((s for s in base.sentences if trigger.span.within(s)), None)
        if sentence is None or filler.within(sentence):
            return replace(arc, mention=self._spots.finest(arc.mention)) if arc.role is Role.PLACE else arc
        if arc.role in _SETTINGS:
            kind = _SETTINGS[arc.role]
            here = [n for n, m in enumerate(self._mentions) if m.kind is kind and m.span.within(sentence)]
            if not here and filler.start >= sentence.end and arc.score < self._trust.afar:
                return None  # what comes after is told of what comes after
            if not here and filler.of(self._clauses.text).casefold().split()[-1] in {"earlier", "before", "later"}:
                return None  # "two days earlier" leads away from what the page tells of
            if len(here) > 1:
                return None
            found = here[0] if here else arc.mention
            return replace(arc, mention=self._spots.finest(found) if arc.role is Role.PLACE else found)
        there = next((s for s in base.sentences if filler.within(s)), filler)
        counts_there = arc.role is Role.QUANTITY and any(t.span.within(there) for t in base.triggers)
        return arc if arc.score >= self._trust.afar and not counts_there else None

    def _each_once(self, arcs: Sequence[RoleArc]) -> list[RoleArc]:
        """The arcs with nobody twice, neither in one role under two names nor as doer and done to, and with no word for
        somebody that names nobody."""
        seen: set[tuple[Role, int | str]] = set()
        kept: list[RoleArc] = []
        for given in sorted(arcs, key=lambda arc: arc.role is Role.RECIPIENT):
            arc = self._of_owner(given)
            if arc is None or self._is_of_another(given, arcs):
                continue
            if arc.role in _PARTIES:
                who = self._who(arc.mention)
                is_doer = arc.role is Role.RECIPIENT and (Role.ACTOR, who) in seen
                if is_doer or (arc.role, who) in seen or self._clauses.names_nobody(self._mentions[arc.mention].span):
                    continue
                seen.add((arc.role, who))
            kept.append(arc)
        return kept

    def _of_owner(self, arc: RoleArc) -> RoleArc | None:
        """The arc to whom "its" stands for where it leads to that word, None where that is open; what a body's own
        people do ("*its men* had fired", "one of *its members*"), it does itself."""
        span = self._mentions[arc.mention].span
        words = span.of(self._clauses.text).casefold().split()
        if arc.role in _PARTIES and len(words) == 1 and words[0] in _OWNERS:
            owner = self._clauses.owner(span)
            return None if owner is None else replace(arc, mention=owner)
        if arc.role is Role.ACTOR and len(words) > 1 and words[-2] in {"its", "their"} and words[-1] in _OWN_PEOPLE:
            owner = self._clauses.owner(span)
            if owner is not None and self._mentions[owner].kind in _SIDES:
                return replace(arc, mention=owner)
        return arc

    def _is_of_another(self, arc: RoleArc, arcs: Sequence[RoleArc]) -> bool:
        """True for "its" where "its *fighters*" receive, and for whoever acts as a part of those who receive ("two
        *teachers*" as "teachers"): a word of theirs, and nobody beside them."""
        own = self._mentions[arc.mention].span
        words = own.of(self._clauses.text).casefold()
        others = [self._mentions[o.mention].span for o in arcs if o.role is Role.RECIPIENT and o.mention != arc.mention]
        if arc.role is Role.RECIPIENT and words in _OWNERS:
            return any(own.within(other) or 0 <= other.start - own.end <= 1 for other in others)
        return arc.role is Role.ACTOR and any(own.within(other) and own.end == other.end for other in others)

    def _who(self, mention: int) -> int | str:
        """What tells whom a mention means: the first that means the same, else its words."""
        if mention in self._alike:
            return self._alike[mention]
        return self._mentions[mention].span.of(self._clauses.text).casefold()

    @cached_property
    def _alike(self) -> Mapping[int, int]:
        first: dict[int, int] = {}
        for arc in sorted(self._base.same, key=lambda arc: (arc.left, arc.right)):
            if arc.basis != "a body's own men":
                first[arc.right] = first.setdefault(arc.left, arc.left)
        return first


def _unless_another_receives(told: Sequence[RoleArc], arcs: Sequence[RoleArc], least: float) -> list[RoleArc]:
    """The lists' roles; without their recipients where the model is sure of others alone."""
    sure = {arc.mention for arc in arcs if arc.role is Role.RECIPIENT and arc.score >= least}
    listed = {arc.mention for arc in told if arc.role is Role.RECIPIENT}
    differs = bool(sure) and not sure & listed
    return [arc for arc in told if not (differs and arc.role is Role.RECIPIENT)]
