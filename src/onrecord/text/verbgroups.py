"""Verb groups: auxiliaries with their verb, and what they tell of time, voice and negation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model.spans import Span
from onrecord.text import lemmas
from onrecord.text.marks import NEEDS_OBJECT
from onrecord.text.tokens import Token


class VerbGroup(NamedTuple):
    """Auxiliaries and their verb: "has not been killed" is one group with head "killed".

    `form` is the Penn form of the first finite word's kind: "VBD", "VBZ", "VBP", "MD", "VB" (infinitive), "VBG", "VBN"
    (reduced passive). `linked` is the group that a bare infinitive or a joined verb hangs on.
    """

    start: int
    end: int
    head: int
    span: Span
    lemma: str
    form: str
    passive: bool
    negated: bool
    modal: str | None
    perfect: bool
    progressive: bool
    finite: bool
    linked: int | None = None

    @property
    def tense(self) -> str:
        """ "past", "present", "future" or "none" for a group without a finite verb."""
        if self.modal in {"will", "'ll", "wo", "shall"}:
            return "future"
        if not self.finite:
            return "none"
        return "past" if self.form == "VBD" or self.perfect else "present"


def verb_groups(tokens: Sequence[Token], tags: Sequence[str]) -> tuple[VerbGroup, ...]:
    """The verb groups of a sentence, in order."""
    groups: list[VerbGroup] = []
    i = 0
    while i < len(tokens):
        if _opens_group(tokens, tags, i):
            group = _verb_group(tokens, tags, i, groups)
            if group is not None:
                groups.append(group)
                i = group.end
                continue
        i += 1
    return _with_shared_auxiliaries(tokens, groups)


def _opens_group(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    tag = tags[i]
    if tag == "PART" and tokens[i].lower == "to":
        return i + 1 < len(tags) and tags[i + 1] in {"VERB", "AUX", "ADV", "PART"}
    if tag == "VERB":
        return not _is_modifier(tokens, tags, i)
    return tag == "AUX"


def _is_modifier(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """A participle inside a noun phrase: "the *detained* men", "*rising* prices" after a determiner or preposition."""
    lower = tokens[i].lower
    if not lower.endswith(("ed", "ing", "en")) or i + 1 >= len(tags) or tags[i + 1] not in {"NOUN", "PROPN", "ADJ"}:
        return False
    if i == 0:
        return False
    before = tags[i - 1]
    if lower.endswith("ing"):
        return before in {"DET", "ADJ", "NUM"} or tokens[i - 1].lower in {"his", "her", "its", "their", "'s"}
    if (
        before == "ADV"
        and tokens[i - 1].lower.endswith("ly")
        and i > 1
        and tags[i - 2] in {"DET", "ADJ", "CCONJ", "ADP"}
    ):
        return True  # "an *internationally recognised* government"
    if lower.endswith("ed") and before == "VERB" and lemmas.verb(lower) in NEEDS_OBJECT:
        return True  # "evacuated *wounded* soldiers"
    return before in {"DET", "ADJ", "NUM", "ADP"} or tokens[i - 1].lower in {"his", "her", "its", "their", "'s"}


def _verb_group(
    tokens: Sequence[Token], tags: Sequence[str], start: int, groups: Sequence[VerbGroup]
) -> VerbGroup | None:
    """The verb group that begins at a token; None where no verb follows its "to"."""
    members: list[int] = []
    negated, at = False, start
    infinitive = tokens[start].lower == "to"
    if infinitive:
        at += 1
    while at < len(tokens):
        lower, tag = tokens[at].lower, tags[at]
        if tag in {"AUX", "VERB"} and not (members and _stops(tokens, tags, members, at)):
            members.append(at)
            at += 1
        elif lower in {"not", "n't", "never"}:
            negated = True
            at += 1
        elif tag == "ADV" and _verb_follows(tokens, tags, members, at):
            at += 1
        else:
            break
    if not members:
        return None
    end = members[-1] + 1
    if start and tokens[start - 1].lower in {"not", "never"}:
        negated = True
    return _described(tokens, tags, start, end, members, infinitive, negated, groups)


def _stops(tokens: Sequence[Token], tags: Sequence[str], members: Sequence[int], at: int) -> bool:
    """True where the group before is complete: its last member is a full verb."""
    last = members[-1]
    if tags[last] == "VERB" and tokens[last].lower not in lemmas.GET:
        return True
    if tokens[last].lower in lemmas.GET:
        return not lemmas.verb_form(tokens[at].lower, "").endswith("VBN")
    return bool(lemmas.verb(tokens[last].lower) == "be" and tokens[at].lower in lemmas.MODALS)


def _verb_follows(tokens: Sequence[Token], tags: Sequence[str], members: Sequence[int], at: int) -> bool:
    ahead = at + 1
    while ahead < len(tokens) and ahead < at + 3 and tags[ahead] in {"ADV", "PART"} and tokens[ahead].lower != "to":
        ahead += 1
    if ahead >= len(tokens) or tags[ahead] not in {"VERB", "AUX"}:
        return False
    return not members or tags[members[-1]] == "AUX"


def _described(
    tokens: Sequence[Token],
    tags: Sequence[str],
    start: int,
    end: int,
    members: Sequence[int],
    infinitive: bool,
    negated: bool,
    groups: Sequence[VerbGroup],
) -> VerbGroup:
    head = members[-1]
    words = [tokens[m].lower for m in members]
    previous = tokens[members[0] - 1].lower if members[0] else ""
    first = "VB" if infinitive else lemmas.verb_form(words[0], previous)
    last = lemmas.verb_form(words[-1], words[-2] if len(words) > 1 else previous)
    auxiliaries = words[:-1]
    nearest = auxiliaries[-1] if auxiliaries else ""
    passive = "VBN" in last and (nearest in lemmas.BE or nearest in lemmas.GET)
    modal = words[0] if words[0] in lemmas.MODALS and len(words) > 1 else None
    if len(words) == 1:
        first = _settled(tokens, tags, first, head)
        passive = first == "VBN"
    return VerbGroup(
        start=start,
        end=end,
        head=head,
        span=Span(tokens[start].span.start, tokens[end - 1].span.end),
        lemma=lemmas.verb(words[-1]),
        form=first,
        passive=passive,
        negated=negated,
        modal=modal,
        perfect=any(w in lemmas.HAVE for w in auxiliaries),
        progressive=last == "VBG" and nearest in lemmas.BE,
        finite=not infinitive and first in {"VBD", "VBZ", "VBP", "MD"},
        linked=len(groups) - 1 if infinitive and groups and groups[-1].end == start else None,
    )


def _settled(tokens: Sequence[Token], tags: Sequence[str], form: str, head: int) -> str:
    """One of "VBD|VBN": a "by" after it, or a verb of harm without an object, makes a participle."""
    if "|" not in form:
        return form
    if form == "VBN|VB":
        return "VBP"
    after = tokens[head + 1].lower if head + 1 < len(tokens) else "."
    if after == "by":
        return "VBN"
    bare = head + 1 >= len(tags) or tags[head + 1] in {"ADP", "PUNCT", "SCONJ", "CCONJ", "PART"}
    bare = bare and counted_noun(tokens, tags, head + 1) is None and not shares_object(tokens, tags, head + 1)
    before = tags[head - 1] if head else "START"
    if bare and before != "PRON" and lemmas.verb(tokens[head].lower) in NEEDS_OBJECT:
        return "VBN"
    return "VBD"


def shares_object(tokens: Sequence[Token], tags: Sequence[str], after: int) -> bool:
    """ "killed *or wounded* dozens": the verb past an "and" or "or" has an object, which is that of both."""
    if after + 2 >= len(tags) or tokens[after].lower not in {"and", "or"} or tags[after + 1] != "VERB":
        return False
    is_past = lemmas.verb_form(tokens[after + 1].lower, "").startswith("VBD")
    return is_past and tags[after + 2] in {"DET", "NUM", "NOUN", "PROPN", "ADJ"} and tokens[after + 2].lower != "by"


_MEASURES = (
    ("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("fewer", "than"), ("less", "than"),
    ("close", "to"), ("over",), ("under",), ("around",), ("about",), ("nearly",), ("almost",), ("between",), ("from",),
)  # fmt: skip
_UNITS = frozenset({"a.m.", "p.m.", "am", "pm", "metres", "meters", "kilometres", "kilometers", "km", "miles"})


def counted_noun(tokens: Sequence[Token], tags: Sequence[str], at: int) -> int | None:
    """The token behind the amount that begins at `at`: "*between* 10 and 15 people", "*from* ten to fifteen rebels",
    "*over* 40 men"; None where none does, or a time or distance ("between 1990 and 1995", "from 5 to 6 p.m.")."""
    words = [token.lower for token in tokens[at : at + 6]]
    lead = next((m for m in _MEASURES if tuple(words[: len(m)]) == m), None)
    if lead is None or at + len(lead) >= len(tags) or tags[at + len(lead)] != "NUM":
        return None
    after = at + len(lead) + 1
    if lead[0] in {"between", "from"}:
        joined = "and" if lead[0] == "between" else "to"
        last = [i for i in range(2, len(words) - 1) if words[i] == joined and tags[at + i + 1] == "NUM"]
        if not last:
            return None
        after = at + last[0] + 2
    is_noun = after < len(tags) and tags[after] in {"NOUN", "PROPN", "ADJ", "NUM"}
    return after if is_noun and tokens[after].lower not in _UNITS else None


def _with_shared_auxiliaries(tokens: Sequence[Token], groups: list[VerbGroup]) -> tuple[VerbGroup, ...]:
    """ "will extend the lease and *supply* arms", "must leave or *be deported*": a plain form joined to another group
    takes its auxiliary."""
    for number in range(1, len(groups)):
        before, group = groups[number - 1], groups[number]
        if group.form not in {"VBP", "VB"} or tokens[group.start].lower == "to":
            continue
        joined = tokens[group.start - 1].lower in {"and", "or", "but", "nor", ","}
        if joined and (before.modal or tokens[before.start].lower == "to") and lemmas.verb(tokens[group.head].lower):
            groups[number] = group._replace(
                form=before.form,
                modal=before.modal,
                finite=before.finite,
                linked=before.linked,
                negated=group.negated,
            )
    return tuple(groups)
