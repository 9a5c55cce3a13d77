"""Who is subject and who is object of each verb group, by position: no parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.text import lemmas
from onrecord.text.marks import (
    ADDRESSING,
    CLAUSAL,
    NEVER_PASSIVE,
    PARTICLES,
    PARTS_OF,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
)
from onrecord.text.nounchunks import Chunk
from onrecord.text.tokens import Token
from onrecord.text.verbgroups import VerbGroup, shares_object

# Words of time that open a phrase or a clause.
_CLAUSES_OF_TIME = frozenset({"since", "after", "before", "until", "till"})


def with_reduced_passives(
    tokens: Sequence[Token],
    tags: Sequence[str],
    chunks: Sequence[Chunk],
    verbs: Sequence[VerbGroup],
    chunk_at: Sequence[int],
    verb_at: Sequence[int],
) -> tuple[VerbGroup, ...]:
    """The verb groups, with forms such as "killed" made participles where another verb is the clause's finite one."""
    found = list(verbs)
    for number, verb in enumerate(verbs):
        if verb.form != "VBD" or verb.end - verb.start != 1 or verb.lemma in CLAUSAL | NEVER_PASSIVE or verb.start == 0:
            continue
        if not lemmas.verb_form(tokens[verb.head].lower, "").endswith("VBN") or _has_object(tags, verb):
            continue
        owner = chunk_at[verb.start - 1]
        if tokens[verb.start - 1].text == "(" and verb.start > 1:
            found[number] = verb._replace(form="VBN", passive=True, finite=False)
            continue
        those = owner >= 0 and [t.lower for t in tokens[chunks[owner].start : chunks[owner].end]] == ["those"]
        is_object = those or (owner >= 0 and _is_object(tokens, chunks[owner], verbs, verb_at))
        after_comma = tokens[verb.start - 1].text == "," and verb.end < len(tags) and tags[verb.end] == "ADP"
        if is_object or (
            (owner >= 0 or after_comma) and _finite_follows(tokens, tags, chunks, verbs, chunk_at, number)
        ):
            found[number] = verb._replace(form="VBN", passive=True, finite=False)
    return tuple(found)


def _has_object(tags: Sequence[str], verb: VerbGroup) -> bool:
    return verb.end < len(tags) and tags[verb.end] in {"DET", "PROPN", "NUM", "PRON", "SYM"}


def _is_object(tokens: Sequence[Token], chunk: Chunk, verbs: Sequence[VerbGroup], verb_at: Sequence[int]) -> bool:
    """True where the chunk is the object of the main verb: of "who attacked the post" it is not."""
    owner = verb_at[chunk.start - 1] if chunk.start else -1
    if owner >= 0 and verbs[owner].start and tokens[verbs[owner].start - 1].lower in RELATIVES:
        return False
    return owner >= 0 and not verbs[owner].passive and verbs[owner].lemma not in CLAUSAL


def _finite_follows(
    tokens: Sequence[Token], tags: Sequence[str], chunks: Sequence[Chunk], verbs: Sequence[VerbGroup],
    chunk_at: Sequence[int], number: int,
) -> bool:  # fmt: skip
    """True where the next group is finite, of the same clause, and has no subject of its own right before it."""
    if number + 1 >= len(verbs) or not verbs[number + 1].finite:
        return False
    following = verbs[number + 1]
    between = range(verbs[number].end, following.start)
    if any(tags[i] in {"SCONJ", "CCONJ"} or tokens[i].lower in RELATIVES or tokens[i].text in ";:" for i in between):
        return False
    if tokens[following.start - 1].text == "," and tokens[verbs[number].start - 1].text != ",":
        return False
    owner = chunk_at[following.start - 1]
    return owner < 0 or chunks[owner].preposition is not None or owner == chunk_at[verbs[number].start - 1]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The links of one sentence; chunks and verbs are given, `chunk_at` and `verb_at` lead from tokens to them."""

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
        if (word in QUOTES or word == ",") and self._is_inverted(verb):
            return self._inverted(verb)
        if word in {"who", "which", "that", "whom"} and self.chunk_at[at] < 0:
            return self._antecedent(at, verb)
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

    def _antecedent(self, at: int, verb: VerbGroup) -> int | None:
        """The chunk that a relative pronoun stands for: "*Ghana* and a number of its allies, which accuse …"; "*one* of
        its bombers that killed …" by what the bombers do."""
        at -= 1
        while at >= 0 and (self.tokens[at].text == "," or self.tags[at] == "ADP"):
            at -= 1
        if at < 0 or self.chunk_at[at] < 0:
            return None
        chunk = self.chunk_at[at]
        if verb.form not in {"VBP", "VBD"} or verb.lemma == "be":
            return chunk
        part = self.chunks[chunk].preposition
        counted = self.chunk_at[part - 1] if part is not None and self.tokens[part].lower == "of" and part else -1
        if counted >= 0 and self.tokens[self.chunks[counted].head].lower in PARTS_OF:
            outer = self.chunks[counted].joined_to
            return self._first_joined(outer) if outer is not None else chunk
        return self._first_joined(chunk)

    def _shared(self, number: int, verb: VerbGroup, known: list[int | None]) -> int | None:
        """The subject of the nearest earlier verb of the same form."""
        for before in range(number - 1, -1, -1):
            if self.verbs[before].finite == verb.finite:
                return known[before]
        return None

    def _implied(self, number: int, verb: VerbGroup, at: int, known: list[int | None]) -> int | None:
        """Of a participle the noun before it, or, after a comma, the subject of the clause; of an infinitive its
        governor's object or subject."""
        if self.tokens[at].text in {",", "("} and verb.form == "VBN" and at:
            at -= 1
        if self.chunk_at[at] >= 0 and verb.form in {"VBN", "VBG"}:
            return self.chunk_at[at]
        if number == 0:
            return self._following(verb) if verb.form in {"VBG", "VBN"} else None
        if verb.form == "VB" and self.chunk_at[at] >= 0:
            owner = self.chunk_at[at]
            if self.verbs[number - 1].lemma in {"be", "become", "use", "spend"} and known[number - 1] is not None:
                return known[number - 1]
            if self.chunks[owner].preposition is None and owner in self._direct(self.verbs[number - 1]):
                return owner
        if verb.form == "VBG" and self.tokens[at].text == ",":
            return self._main_subject(number, verb, known)
        return known[number - 1]

    def _main_subject(self, number: int, verb: VerbGroup, known: list[int | None]) -> int | None:
        """ "He said the army had left, *adding* …": of a verb of saying the last that spoke, else the clause's."""
        if verb.lemma in CLAUSAL:
            for before in range(number - 1, -1, -1):
                if self.verbs[before].lemma in CLAUSAL and self.verbs[before].finite:
                    return known[before]
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
                if self._tells_how_long_ago(chunk):
                    at = self.chunks[chunk].start - 1
                    continue
                if self.chunks[chunk].preposition is None and not self._is_object_before(chunk):
                    return self._first_joined(self._unapposed(chunk, verb))
                if self._opens_clause(chunk, verb):
                    return chunk
                at = self.chunks[chunk].start - 1
                continue
            if word in {",", "—", "–", ")"}:
                opened = self._insertion_start(at)
                if opened is not None:
                    at = opened - 1
                    continue
                crossed = True
            elif (
                word in {";", ":"}
                or (word in QUOTES and crossed)
                or (self.tags[at] == "SCONJ" and self.tokens[at].lower in SUBORDINATORS)
            ):
                return best
            at -= 1
        return best

    def _tells_how_long_ago(self, chunk: int) -> bool:
        """ "The attack *two years* ago killed nine"."""
        end = self.chunks[chunk].end
        return end < len(self.tokens) and self.tokens[end].lower == "ago"

    def _opens_clause(self, chunk: int, verb: VerbGroup) -> bool:
        """ "has been empty *since the gang* burned it": a word of time before the subject of a clause with a tense."""
        at = self.chunks[chunk].preposition
        if at is None or at != self.chunks[chunk].start - 1 or self.chunks[chunk].end != verb.start:
            return False
        if self.tokens[at].lower not in _CLAUSES_OF_TIME or not verb.finite:
            return False
        return at == 0 or any(other.finite and other.end <= at for other in self.verbs)

    def _unapposed(self, chunk: int, verb: VerbGroup) -> int:
        """The chunk that is explained rather than the explanation."""
        target = self.chunks[chunk].apposed_to
        if target is None or self.chunks[target].preposition is not None or self._is_object_before(target):
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
        return verb.lemma not in CLAUSAL

    def _insertion_start(self, at: int) -> int | None:
        """The comma or dash that opens the insertion which the one at `at` closes."""
        mark = self.tokens[at].text
        opening = {")": "("}.get(mark, mark)
        for back in range(at - 1, max(-1, at - 30), -1):
            word = self.tokens[back].text
            if word == opening:
                inner = range(back + 1, at)
                return back if mark == ")" or self._is_insertion(inner) else None
            if word in {";", ":"} or word in QUOTES:
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

    def _is_inverted(self, verb: VerbGroup) -> bool:
        """ "“…,” said *the minister*": a mark before the verb, behind it a chunk without a verb of its own."""
        chunk = self._inverted(verb)
        if chunk is None or not verb.finite:
            return False
        end = self.chunks[chunk].end
        follows = self.verb_at[end] if end < len(self.tokens) else -1
        return (follows < 0 or not self.verbs[follows].finite) and self.tokens[verb.end].lower not in {
            "he",
            "it",
            "they",
        } | ({"that", "this"})

    def _inverted(self, verb: VerbGroup) -> int | None:
        """ "..., said *the minister*": the chunk after a verb of saying that has none before."""
        if verb.lemma not in CLAUSAL or verb.end >= len(self.tokens) or verb.lemma in ADDRESSING:
            return None
        chunk = self.chunk_at[verb.end]
        return chunk if chunk >= 0 else None

    def objects(self, subjects: Sequence[int | None]) -> tuple[tuple[int, ...], ...]:
        """The direct objects of each verb group; an inverted subject is none."""
        return tuple(
            tuple(chunk for chunk in self._direct(verb) if chunk != subject)
            for verb, subject in zip(self.verbs, subjects, strict=True)
        )

    def _direct(self, verb: VerbGroup) -> tuple[int, ...]:
        if verb.passive and verb.lemma not in {"give", "award", "offer", "grant", "hand", "deny", "pay", "charge"}:
            return ()
        at = verb.end
        while at < len(self.tokens) and (self.tags[at] in {"ADV", "PART"} or self.tokens[at].text in QUOTES):
            at += 1
        # "set *off* a bomb", "carried *out* an attack": a particle is no preposition of the object.
        if at + 1 < len(self.tokens) and self._is_particle(at):
            at += 1
        if verb.form == "VBD" and shares_object(self.tokens, self.tags, at):
            return self._direct(self.verbs[self.verb_at[at + 1]]) if self.verb_at[at + 1] >= 0 else ()
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
        return self.tokens[at].lower in PARTICLES and self.tags[at] in {
            "ADP", "ADV", "PART",
        }  # fmt: skip

    def _is_subject_of_next(self, chunk: int, verb: VerbGroup) -> bool:
        """ "said *police* arrested him": the chunk begins the clause that the verb carries."""
        end = self.chunks[chunk].end
        while end < len(self.tokens) and self.tags[end] == "ADV":
            end += 1
        owner = self.verb_at[end] if end < len(self.tokens) else -1
        return owner >= 0 and self.verbs[owner].finite and verb.lemma in CLAUSAL

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
