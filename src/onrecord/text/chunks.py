"""What stands in a sentence, read without a parser: noun chunks, verb groups, who is subject and object of which.

`analyse` gives a `SentenceAnalysis`; every index in it counts tokens, chunks or verb groups of the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model.spans import Span
from onrecord.text import lemmas
from onrecord.text.tagging import tagger
from onrecord.text.tokens import Token, tokenize

RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where"})
_QUOTES = frozenset('"“”«»')
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM"})
_SUBORDINATORS = frozenset(
    "after before because although though while whereas if unless since until as when once whether that than".split()
)


class Chunk(NamedTuple):
    """A base noun phrase: tokens `start` to `end`, its head token, and the possessor inside it ("Pakistan" 's army).

    `preposition` is the token of the preposition that takes it, `joined_to` the chunk it is coordinated with ("the
    army *and police*"), `apposed_to` the chunk it explains ("Khan, *the governor*,").
    """

    start: int
    end: int
    head: int
    span: Span
    possessor: tuple[int, int] | None = None
    preposition: int | None = None
    joined_to: int | None = None
    apposed_to: int | None = None


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


@dataclass(frozen=True, slots=True)
class SentenceAnalysis:
    """A sentence with its tokens, tags, chunks and verb groups.

    `subjects[v]`, `objects[v]`, `agents[v]` give chunk indices for verb group v: the subject as the grammar has it (of a
    passive too), the direct objects with those joined to them, the chunks of a "by" phrase. `quoted[t]` is True for a
    token inside quotation marks. `chunk_at[t]` is the chunk of token t, `verb_at[t]` the verb group, -1 for none.
    """

    text: str
    span: Span
    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    chunks: tuple[Chunk, ...]
    verbs: tuple[VerbGroup, ...]
    subjects: tuple[int | None, ...]
    objects: tuple[tuple[int, ...], ...]
    agents: tuple[tuple[int, ...], ...]
    chunk_at: tuple[int, ...]
    verb_at: tuple[int, ...]
    quoted: tuple[bool, ...]

    def words(self, start: int, end: int) -> str:
        """The characters from token `start` up to token `end`."""
        return self.text[self.tokens[start].span.start : self.tokens[end - 1].span.end]

    def span_of(self, start: int, end: int) -> Span:
        """The span from token `start` up to token `end`."""
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def joined(self, chunk: int) -> tuple[int, ...]:
        """The chunk and those coordinated with it after it, in order."""
        found = [chunk]
        for i in range(chunk + 1, len(self.chunks)):
            if self.chunks[i].joined_to in found:
                found.append(i)
        return tuple(found)

    def prepositional(self, chunk: int) -> tuple[tuple[int, int], ...]:
        """(preposition token, chunk) of the phrases that follow a chunk directly: "the attack *on the base*"."""
        found = []
        at = self.chunks[chunk].end
        for i in range(chunk + 1, len(self.chunks)):
            preposition = self.chunks[i].preposition
            if preposition is None or preposition != at:
                break
            found.append((preposition, i))
            at = self.chunks[i].end
        return tuple(found)


def analyse(text: str, sentence: Span) -> SentenceAnalysis:
    """What stands in one sentence of a text."""
    tokens = tokenize(text, sentence)
    tags = _corrected(tokens, tagger().tag([token.text for token in tokens]))
    quoted = _quoted(tokens)
    verbs = _verb_groups(tokens, tags)
    verb_at = _owners(len(tokens), verbs)
    chunks = _linked_chunks(tokens, tags, _noun_chunks(tokens, tags, verb_at), verb_at)
    chunk_at = _owners(len(tokens), chunks)
    found = _Grammar(tokens, tags, chunks, verbs, chunk_at, verb_at)
    subjects = found.subjects()
    return SentenceAnalysis(
        text, sentence, tokens, tuple(tags), chunks, verbs, tuple(subjects), found.objects(), found.agents(),
        chunk_at, verb_at, quoted,
    )  # fmt: skip


def _owners(count: int, items: Sequence[Chunk | VerbGroup]) -> tuple[int, ...]:
    found = [-1] * count
    for number, item in enumerate(items):
        for at in range(item.start, item.end):
            found[at] = number
    return tuple(found)


def _quoted(tokens: Sequence[Token]) -> tuple[bool, ...]:
    inside, found = False, []
    for token in tokens:
        if token.text in _QUOTES:
            found.append(inside or token.text in {"“", "«"})
            inside = token.text in {"“", "«"} or (token.text == '"' and not inside)
        else:
            found.append(inside)
    return tuple(found)


_ALWAYS = {
    "'s": None, "not": "PART", "n't": "PART", "who": "PRON", "whom": "PRON", "which": "PRON", "said": "VERB",
    "says": "VERB", "told": "VERB", "killed": "VERB", "wounded": None, "by": "ADP", "and": "CCONJ", "or": "CCONJ",
    "the": "DET", "an": "DET", "—": "PUNCT", "–": "PUNCT", "-": "PUNCT", "al": "PROPN", "%": "SYM",
}  # fmt: skip


def _corrected(tokens: Sequence[Token], tags: list[str]) -> list[str]:
    """The tags with the tagger's known slips on news text set right."""
    for i, token in enumerate(tokens):
        lower = token.lower
        always = _ALWAYS.get(lower)
        if always is not None:
            tags[i] = always
        elif lower == "'s":
            tags[i] = _possessive_or_verb(tokens, tags, i)
        elif lower in {"according", "including", "amid", "despite", "following", "regarding", "concerning"}:
            tags[i] = _preposition_like(tokens, tags, i)
        elif tags[i] == "AUX" and lower not in lemmas.MODALS and lemmas.verb(lower) not in {"be", "have", "do", "get"}:
            tags[i] = "VERB"
        elif tags[i] == "PROPN" and token.text.islower():
            tags[i] = "NOUN"
        elif tags[i] == "NOUN" and _is_verb_after_subject(tokens, tags, i):
            tags[i] = "VERB"
    return tags


def _possessive_or_verb(tokens: Sequence[Token], tags: Sequence[str], i: int) -> str:
    if i == 0 or tags[i - 1] not in {"NOUN", "PROPN", "NUM"}:
        return "AUX" if i and tags[i - 1] == "PRON" else "PART"
    return "PART"


def _preposition_like(tokens: Sequence[Token], tags: Sequence[str], i: int) -> str:
    after = tags[i + 1] if i + 1 < len(tags) else "PUNCT"
    if tokens[i].lower in {"according", "including", "amid", "despite"}:
        return "ADP"
    before = tokens[i - 1].lower if i else ","
    starts = after in {"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"} and before not in lemmas.BE
    return "ADP" if starts and not (i and tags[i - 1] == "DET") else tags[i]


def _is_verb_after_subject(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """ "A mortar *wounded* two": a form in -ed between a noun and a determiner or number is no noun."""
    if not tokens[i].lower.endswith("ed") or i == 0 or i + 1 >= len(tags):
        return False
    return tags[i - 1] in {"NOUN", "PROPN", "PRON"} and tags[i + 1] in {"DET", "NUM", "ADP", "PROPN", "PRON"}


# Verb groups ------------------------------------------------------------------------------------------------------


def _verb_groups(tokens: Sequence[Token], tags: Sequence[str]) -> tuple[VerbGroup, ...]:
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
    return tuple(groups)


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
    return _described(tokens, start, end, members, infinitive, negated, groups)


def _stops(tokens: Sequence[Token], tags: Sequence[str], members: Sequence[int], at: int) -> bool:
    """True where the group before is complete: its last member is a full verb."""
    last = members[-1]
    if tags[last] == "VERB" and tokens[last].lower not in lemmas.GET:
        return True
    if tokens[last].lower in lemmas.GET:
        return not lemmas.verb_form(tokens[at].lower, "").endswith("VBN")
    if lemmas.verb(tokens[last].lower) == "be" and tokens[at].lower in lemmas.MODALS:
        return True
    return False


def _verb_follows(tokens: Sequence[Token], tags: Sequence[str], members: Sequence[int], at: int) -> bool:
    ahead = at + 1
    while ahead < len(tokens) and ahead < at + 3 and tags[ahead] in {"ADV", "PART"} and tokens[ahead].lower != "to":
        ahead += 1
    if ahead >= len(tokens) or tags[ahead] not in {"VERB", "AUX"}:
        return False
    return not members or tags[members[-1]] == "AUX"


def _described(
    tokens: Sequence[Token], start: int, end: int, members: Sequence[int], infinitive: bool, negated: bool,
    groups: Sequence[VerbGroup],
) -> VerbGroup:  # fmt: skip
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
        first = _settled(tokens, first, head)
        passive = first == "VBN"
    return VerbGroup(
        start=start, end=end, head=head,
        span=Span(tokens[start].span.start, tokens[end - 1].span.end),
        lemma=lemmas.verb(words[-1]), form=first, passive=passive, negated=negated, modal=modal,
        perfect=any(w in lemmas.HAVE for w in auxiliaries), progressive=last == "VBG" and nearest in lemmas.BE,
        finite=not infinitive and first in {"VBD", "VBZ", "VBP", "MD"},
        linked=len(groups) - 1 if infinitive and groups and groups[-1].end == start else None,
    )  # fmt: skip


def _settled(tokens: Sequence[Token], form: str, head: int) -> str:
    """One of "VBD|VBN": a "by" after it, or nothing a subject could be before it, makes a participle."""
    if "|" not in form:
        return form
    if form == "VBN|VB":
        return "VBP"
    after = tokens[head + 1].lower if head + 1 < len(tokens) else ""
    if after == "by":
        return "VBN"
    return "VBD"


# Noun chunks ------------------------------------------------------------------------------------------------------

_INSIDE = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "SYM", "VERB", "ADV", "PART", "X", "AUX"})
_LINKING_PRONOUNS = RELATIVES | {"what", "how", "why", "when"}


def _noun_chunks(tokens: Sequence[Token], tags: Sequence[str], verb_at: Sequence[int]) -> list[Chunk]:
    chunks: list[Chunk] = []
    i = 0
    while i < len(tokens):
        end = _chunk_end(tokens, tags, verb_at, i)
        if end > i:
            chunks.extend(_chunk(tokens, tags, i, end))
            i = end
        else:
            i += 1
    return chunks


def _chunk_end(tokens: Sequence[Token], tags: Sequence[str], verb_at: Sequence[int], start: int) -> int:
    """Past the last token of the chunk that begins here; `start` itself where none does."""
    tag, lower = tags[start], tokens[start].lower
    if verb_at[start] >= 0 or tag in {"ADP", "PUNCT", "CCONJ", "SCONJ", "PART", "INTJ", "AUX"}:
        return start
    if tag == "PRON" and lower not in {"his", "her", "its", "their", "our", "my", "your", "whose"}:
        return start if lower in _LINKING_PRONOUNS else start + 1
    if tag == "ADV" and lower not in {"nearly", "almost", "about", "around", "roughly", "approximately"}:
        return start
    at, last = start, start
    while at < len(tokens) and verb_at[at] < 0:
        tag, lower = tags[at], tokens[at].lower
        if at > start and _starts_anew(tags, tokens, at):
            break
        if tag in _NOMINAL and (tag != "PRON" or at == start):
            last = at + 1
        elif lower == "'s" or lower == "'":
            if last != at:
                break
        elif tag == "PUNCT" and tokens[at].text in {"-", "–"} and _glues(tokens, at):
            pass
        elif tag == "PRON" and at > start or tag not in _INSIDE and tag != "PRON":
            break
        at += 1
    if (
        last == start
        and tag == "DET"
        and tokens[start].lower in {"this", "that", "these", "those", "all", "some", "many", "both"}
    ):
        return start + 1 if tokens[start].lower != "that" else start
    return last


def _starts_anew(tags: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    """A determiner or pronoun after a noun opens the next chunk ("told *the* agency", "gave men *a* gun")."""
    if tags[at] == "DET" and tags[at - 1] in _NOMINAL:
        return True
    if tags[at] == "PRON":
        return True
    return tags[at] == "ADV" and tags[at - 1] in {"NOUN", "PROPN", "PRON"}


def _glues(tokens: Sequence[Token], at: int) -> bool:
    """A hyphen written without spaces."""
    if not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].span.end == tokens[at].span.start and tokens[at].span.end == tokens[at + 1].span.start


def _chunk(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int) -> list[Chunk]:
    possessor = None
    for at in range(end - 2, start, -1):
        if tokens[at].lower in {"'s", "'"} and tags[at] in {"PART", "PUNCT"}:
            possessor = (start, at)
            break
    head = end - 1
    while head > start and tags[head] not in _NOMINAL:
        head -= 1
    span = Span(tokens[start].span.start, tokens[end - 1].span.end)
    return [Chunk(start, end, head, span, possessor)]


def _linked_chunks(
    tokens: Sequence[Token], tags: Sequence[str], chunks: list[Chunk], verb_at: Sequence[int]
) -> tuple[Chunk, ...]:
    """The chunks with their prepositions, coordinations and appositions."""
    found: list[Chunk] = []
    for number, chunk in enumerate(chunks):
        preposition = _preposition_of(tokens, tags, chunk)
        joined = _joined_to(tokens, chunks, number) if preposition is None else None
        if joined is not None and found[joined].preposition is not None:
            preposition = found[joined].preposition
        found.append(chunk._replace(preposition=preposition, joined_to=joined))
    return _with_appositions(tokens, tags, found)


def _preposition_of(tokens: Sequence[Token], tags: Sequence[str], chunk: Chunk) -> int | None:
    at = chunk.start - 1
    if at >= 0 and tokens[at].text in _QUOTES:
        at -= 1
    if at >= 0 and (tags[at] == "ADP" or (tags[at] == "PART" and tokens[at].lower == "to")):
        return at
    if at >= 0 and tags[at] == "SCONJ" and tokens[at].lower in {"of", "in", "on", "for", "from", "with", "at", "like"}:
        return at
    return None


def _joined_to(tokens: Sequence[Token], chunks: Sequence[Chunk], number: int) -> int | None:
    """The chunk before, where only "and", "or" or the commas of a list stand between."""
    if number == 0:
        return None
    before, chunk = chunks[number - 1], chunks[number]
    between = [token.lower for token in tokens[before.end : chunk.start]]
    if between in (["and"], ["or"], [",", "and"], [",", "or"], ["&"], ["as", "well", "as"], [",", "as", "well", "as"]):
        return number - 1
    if between != [","]:
        return None
    # A comma joins only inside a list that an "and" closes.
    for later in range(number + 1, min(number + 12, len(chunks))):
        gap = [token.lower for token in tokens[chunks[later - 1].end : chunks[later].start]]
        if gap in (["and"], ["or"], [",", "and"], [",", "or"]):
            return number - 1 if later > number else None
        if gap != [","]:
            return None
    return None


def _with_appositions(tokens: Sequence[Token], tags: Sequence[str], chunks: list[Chunk]) -> tuple[Chunk, ...]:
    """ "Khan, the governor of Balkh, said": the chunk after the comma explains the one before it."""
    for number in range(1, len(chunks)):
        before, chunk = chunks[number - 1], chunks[number]
        if chunk.preposition is not None or chunk.joined_to is not None:
            continue
        between = [token.text for token in tokens[before.end : chunk.start]]
        if between != [","]:
            continue
        other = before.preposition is not None and number >= 2 and before.preposition == chunks[number - 2].end
        target = number - 2 if other and tags[before.head] != "PROPN" else number - 1
        chunks[number] = chunk._replace(apposed_to=target)
    return tuple(chunks)


# Subjects and objects ---------------------------------------------------------------------------------------------

_CLAUSAL = frozenset(
    """say tell add claim report note believe think know announce warn confirm deny allege state suggest argue insist
    show reveal indicate hope fear hear see find maintain acknowledge admit declare explain ensure feel mean estimate
    accuse stress emphasize vow pledge promise assert contend conclude disclose write tweet""".split()
)


@dataclass(frozen=True, slots=True)
class _Grammar:
    tokens: tuple[Token, ...]
    tags: Sequence[str]
    chunks: tuple[Chunk, ...]
    verbs: tuple[VerbGroup, ...]
    chunk_at: tuple[int, ...]
    verb_at: tuple[int, ...]

    def subjects(self) -> list[int | None]:
        """The subject chunk of each verb group."""
        found: list[int | None] = []
        for number, verb in enumerate(self.verbs):
            found.append(self._subject(number, verb, found))
        return found

    def _subject(self, number: int, verb: VerbGroup, known: list[int | None]) -> int | None:
        at = verb.start - 1
        while at >= 0 and (self.tags[at] == "ADV" or self.tokens[at].lower in {"both", "also"}):
            at -= 1
        if at < 0:
            return self._inverted(verb)
        word = self.tokens[at].lower
        if word in {"who", "which", "that", "whom"} and self.chunk_at[at] < 0:
            return self._antecedent(at)
        if verb.linked is not None and known[verb.linked] is not None:
            return self._controller(verb.linked, known)
        if word in {"and", "or", "but", "then"} and number and not self._is_bare_subject(at):
            return self._shared(number, verb, known)
        if not verb.finite:
            return self._implied(number, verb, at, known)
        found = self._leftward(at, verb)
        if found is None:
            return self._inverted(verb) or (self._shared(number, verb, known) if word == "," and number else None)
        return found

    def _controller(self, linked: int, known: list[int | None]) -> int | None:
        """ "ordered *him* to leave", "*he* wants to leave"."""
        objects = self._direct(self.verbs[linked])
        return objects[0] if objects else known[linked]

    def _is_bare_subject(self, at: int) -> bool:
        return self.chunk_at[at] >= 0

    def _antecedent(self, at: int) -> int | None:
        """The chunk that a relative pronoun stands for."""
        at -= 1
        while at >= 0 and (self.tokens[at].text == "," or self.tags[at] == "ADP"):
            at -= 1
        return self.chunk_at[at] if at >= 0 and self.chunk_at[at] >= 0 else None

    def _shared(self, number: int, verb: VerbGroup, known: list[int | None]) -> int | None:
        """The subject of the nearest earlier verb of the same form."""
        for before in range(number - 1, -1, -1):
            if self.verbs[before].finite == verb.finite:
                return known[before]
        return None

    def _implied(self, number: int, verb: VerbGroup, at: int, known: list[int | None]) -> int | None:
        """Of a participle the noun before it, or, after a comma, the subject of the clause; of an infinitive its
        governor's object or subject."""
        if self.chunk_at[at] >= 0 and verb.form in {"VBN", "VBG"}:
            return self.chunk_at[at]
        if number == 0:
            return self._following(verb) if verb.form in {"VBG", "VBN"} else None
        if verb.form == "VB" and self.chunk_at[at] >= 0:
            owner = self.chunk_at[at]
            if self.chunks[owner].preposition is None and owner in self._direct(self.verbs[number - 1]):
                return owner
        return known[number - 1]

    def _following(self, verb: VerbGroup) -> int | None:
        """ "Speaking in Kabul, *the minister* ...": the first chunk after the comma."""
        for at in range(verb.end, len(self.tokens) - 1):
            if self.tokens[at].text == "," and self.chunk_at[at + 1] >= 0:
                return self.chunk_at[at + 1]
        return None

    def _leftward(self, at: int, verb: VerbGroup) -> int | None:
        """The nearest chunk to the left that can be the subject: no object of a preposition or of another verb, not
        inside an insertion between commas."""
        best: int | None = None
        crossed = False
        while at >= 0:
            word = self.tokens[at].text
            chunk = self.chunk_at[at]
            if chunk >= 0:
                if self.chunks[chunk].preposition is None and not self._is_object_before(chunk):
                    return self._first_joined(self._unapposed(chunk, verb))
                at = self.chunks[chunk].start - 1
                continue
            if word in {",", "—", "–", ")"}:
                opened = self._insertion_start(at)
                if opened is not None:
                    at = opened - 1
                    continue
                crossed = True
            elif word in {";", ":"} or (word in _QUOTES and crossed):
                return best
            elif self.tags[at] == "SCONJ" and self.tokens[at].lower in _SUBORDINATORS:
                return best
            at -= 1
        return best

    def _unapposed(self, chunk: int, verb: VerbGroup) -> int:
        """The chunk that is explained rather than the explanation."""
        target = self.chunks[chunk].apposed_to
        if target is None or self.chunks[target].preposition is not None:
            return chunk
        return target if self.tokens[verb.start - 1].text == "," or self.chunks[chunk].end < verb.start - 1 else chunk

    def _first_joined(self, chunk: int) -> int:
        joined = self.chunks[chunk].joined_to
        while joined is not None and self.chunks[joined].preposition is None:
            chunk = joined
            joined = self.chunks[chunk].joined_to
        return chunk

    def _is_object_before(self, chunk: int) -> bool:
        """True where the chunk is the object of a participle, infinitive or non-clausal verb right before it."""
        before = self.chunks[chunk].start - 1
        owner = self.verb_at[before] if before >= 0 else -1
        if owner < 0:
            return False
        verb = self.verbs[owner]
        if verb.passive:
            return False
        return not verb.finite or verb.lemma not in _CLAUSAL

    def _insertion_start(self, at: int) -> int | None:
        """The comma or dash that opens the insertion which the one at `at` closes."""
        mark = self.tokens[at].text
        opening = {")": "("}.get(mark, mark)
        for back in range(at - 1, max(-1, at - 30), -1):
            word = self.tokens[back].text
            if word == opening:
                inner = range(back + 1, at)
                return back if mark == ")" or self._is_insertion(inner) else None
            if word in {";", ":"} or word in _QUOTES:
                return None
        return None

    def _is_insertion(self, inner: range) -> bool:
        """Between commas: a relative clause, a participle, an apposition or a phrase, but no clause of its own."""
        if not inner:
            return False
        first = inner[0]
        if self.tokens[first].lower in RELATIVES:
            return True
        if self.tags[first] in {"ADP", "ADV", "SCONJ"} or self.verb_at[first] >= 0:
            return True
        return not any(self.verb_at[i] >= 0 and self.verbs[self.verb_at[i]].finite for i in inner)

    def _inverted(self, verb: VerbGroup) -> int | None:
        """ "..., said *the minister*": the chunk after a verb of saying that has none before."""
        if verb.lemma not in _CLAUSAL or verb.end >= len(self.tokens):
            return None
        chunk = self.chunk_at[verb.end]
        return chunk if chunk >= 0 else None

    def objects(self) -> tuple[tuple[int, ...], ...]:
        """The direct objects of each verb group."""
        return tuple(self._direct(verb) for verb in self.verbs)

    def _direct(self, verb: VerbGroup) -> tuple[int, ...]:
        if verb.passive and verb.lemma not in {"give", "award", "offer", "grant", "hand", "deny", "pay", "charge"}:
            return ()
        at = verb.end
        while at < len(self.tokens) and (self.tags[at] in {"ADV", "PART"} or self.tokens[at].text in _QUOTES):
            at += 1
        # "set *off* a bomb", "carried *out* an attack": a particle is no preposition of the object.
        if at + 1 < len(self.tokens) and self._is_particle(at):
            at += 1
        if at >= len(self.tokens) or self.chunk_at[at] < 0:
            return ()
        first = self.chunk_at[at]
        if self._is_subject_of_next(first, verb):
            return ()
        found = [first]
        for number in range(first + 1, len(self.chunks)):
            if self.chunks[number].joined_to == found[-1]:
                if not self._is_subject_of_next(number, verb):
                    found.append(number)
            elif self.chunks[number].preposition is None:
                break
        return tuple(found)

    def _is_particle(self, at: int) -> bool:
        return self.tokens[at].lower in {"off", "out", "up", "down", "back", "away", "over"} and self.tags[at] in {
            "ADP", "ADV", "PART",
        }  # fmt: skip

    def _is_subject_of_next(self, chunk: int, verb: VerbGroup) -> bool:
        """ "said *police* arrested him": the chunk begins the clause that the verb carries."""
        end = self.chunks[chunk].end
        while end < len(self.tokens) and self.tags[end] == "ADV":
            end += 1
        owner = self.verb_at[end] if end < len(self.tokens) else -1
        return owner >= 0 and self.verbs[owner].finite and verb.lemma in _CLAUSAL

    def agents(self) -> tuple[tuple[int, ...], ...]:
        """The chunks of the "by" phrase after each passive group, before the next finite verb."""
        return tuple(self._by(verb) if verb.passive or verb.form == "VBN" else () for verb in self.verbs)

    def _by(self, verb: VerbGroup) -> tuple[int, ...]:
        for at in range(verb.end, min(verb.end + 25, len(self.tokens) - 1)):
            owner = self.verb_at[at]
            if owner >= 0 and self.verbs[owner].finite:
                break
            if self.tokens[at].lower == "by" and self.chunk_at[at + 1] >= 0:
                first = self.chunk_at[at + 1]
                found = [first]
                for number in range(first + 1, len(self.chunks)):
                    if self.chunks[number].joined_to == found[-1]:
                        found.append(number)
                return tuple(found)
        return ()
