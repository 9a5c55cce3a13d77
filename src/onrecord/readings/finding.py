"""All mentions of a window of sentences, by lists and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.readings import names, people, quantities, runs, timespans
from onrecord.readings.names import Found, NameList
from onrecord.readings.runs import Evidence, Memory
from onrecord.text import countries
from onrecord.text.chunks import Chunk, SentenceAnalysis

_AT = frozenset({"in", "at", "near", "across", "inside", "outside", "throughout", "around", "within"})
_GO = frozenset({"to", "from", "into", "towards", "toward", "of", "off"})
_PUBLIC = frozenset({"government", "side", "authorities", "regime", "junta", "delegation", "embassy"})
_NAMED = frozenset(
    {
        MentionKind.STATE, MentionKind.NATIONALITY, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP,
        MentionKind.PLACE, MentionKind.MEDIA, MentionKind.COMPANY, MentionKind.FACILITY, MentionKind.OTHER,
        MentionKind.PERSON,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the names found in it, before they are typed."""

    analysis: SentenceAnalysis
    fixed: tuple[Found, ...]
    open_runs: tuple[Found, ...]
    times: tuple[ReadMention, ...]


def prepare(analysis: SentenceAnalysis, known: NameList) -> Sentence:
    """The names, countries, runs and times of a sentence."""
    times = timespans.time_mentions(analysis.text, analysis.span)
    taken = _taken(analysis, [mention.span for mention in times])
    regions = [hit for hit in names.regions(analysis) if not _covered(hit, taken)]
    for hit in regions:
        taken.update(range(hit.start, hit.end))
    listed = [hit for hit in names.listed(analysis, known) if not _covered(hit, taken)]
    fixed = [*regions, *(hit for hit in listed if hit.kind is not MentionKind.STATE or not _inside_name(analysis, hit))]
    for hit in fixed:
        taken.update(range(hit.start, hit.end))
    national = names.national(analysis, taken)
    pure = [hit for hit in national if not _inside_name(analysis, hit)]
    for hit in pure:
        taken.update(range(hit.start, hit.end))
    open_runs = names.runs(analysis, taken)
    return Sentence(analysis, (*fixed, *pure), tuple(open_runs), tuple(times))


def _taken(analysis: SentenceAnalysis, spans: Sequence[Span]) -> set[int]:
    return {i for i, token in enumerate(analysis.tokens) if any(token.span.within(span) for span in spans)}


def _covered(hit: Found, taken: set[int]) -> bool:
    return any(i in taken for i in range(hit.start, hit.end))


def _inside_name(analysis: SentenceAnalysis, hit: Found) -> bool:
    """True where a demonym or country is part of a longer name: "Bank of *Ghana*", "*Sudanese* Red Crescent"."""
    tokens = analysis.tokens
    after = hit.end
    if after < len(tokens) and tokens[after].text in names.word_set("names", "organisation_words") | names.word_set(
        "names", "armed_group_words"
    ):
        return True
    owner = tokens[hit.start - 2].text if hit.start > 1 and tokens[hit.start - 1].lower == "of" else ""
    follows_of = owner in names.word_set("names", "organisation_words") or owner in {"Republic", "Emirate", "Kingdom"}
    longer = after + 1 < len(tokens) and tokens[after].text[0].isupper() and tokens[after + 1].text[0].isupper()
    title = after < len(tokens) and tokens[after].lower in people.post_heads()
    return follows_of or (
        hit.basis in {"demonym", "description", "country", "actor list"}
        and longer
        and not title
        and _ends_as_body(analysis, after)
    )


_BODY_WORDS = ("organisation_words", "armed_group_words", "facility_words", "company_words", "media_words")


def _ends_as_body(analysis: SentenceAnalysis, at: int) -> bool:
    tokens = analysis.tokens
    while at + 1 < len(tokens) and tokens[at + 1].text[0].isupper():
        at += 1
    word = tokens[at].text
    return any(word in names.word_set("names", section) for section in _BODY_WORDS)


def find(
    analyses: Sequence[SentenceAnalysis], known: NameList, memory: Memory | None = None
) -> tuple[ReadMention, ...]:
    """The mentions of the sentences, in order of the text, the longer first where two begin alike.

    Give the same `memory` to every window of an article, after `learn` has filled it, so that all of it counts.
    """
    memory = memory or learn(analyses, known)
    found: list[ReadMention] = []
    for analysis in analyses:
        sentence = memory.prepared.get((analysis.text, analysis.span)) or prepare(analysis, known)
        found.extend(_of_sentence(sentence, known, memory))
    ordered = sorted(set(found), key=lambda m: (m.span.start, -m.span.end, m.kind.value))
    return tuple(_with_armed_groups(analyses, ordered))


_STANDS_FOR_ARMED = frozenset({"group", "movement", "faction", "organisation", "organization", "network", "coalition"})


def _with_armed_groups(analyses: Sequence[SentenceAnalysis], mentions: Sequence[ReadMention]) -> list[ReadMention]:
    """ "The group" after an armed group, with no other body named between, is an armed group."""
    last: MentionKind | None = None
    found = []
    text = analyses[0].text if analyses else ""
    for mention in mentions:
        if mention.basis != "head noun":
            last = mention.kind if mention.kind in {MentionKind.ARMED_GROUP, MentionKind.ORGANISATION} else last
        elif mention.kind is MentionKind.ORGANISATION and last is MentionKind.ARMED_GROUP:
            words = mention.span.of(text).lower().split()
            if len(words) == 2 and words[0] in {"the", "this", "that"} and words[1] in _STANDS_FOR_ARMED:
                mention = replace(mention, kind=MentionKind.ARMED_GROUP, basis="stands for an armed group")
        found.append(mention)
    return found


def learn(analyses: Sequence[SentenceAnalysis], known: NameList) -> Memory:
    """What the sentences of an article show of its names."""
    memory = Memory()
    for analysis in analyses:
        sentence = prepare(analysis, known)
        memory.prepared[analysis.text, analysis.span] = sentence
        for hit in sentence.fixed:
            if hit.kind is MentionKind.PERSON and hit.end - hit.start > 1:
                memory.learn(_words(analysis, hit.start, hit.end), (hit.kind, hit.score, hit.basis))
        for run in sentence.open_runs:
            for start, end, evidence in _typed_parts(analysis, run, known, None):
                if evidence is not None and evidence[1] >= 0.5:
                    memory.learn(_words(analysis, start, end), evidence)
    return memory


def _words(analysis: SentenceAnalysis, start: int, end: int) -> str:
    return " ".join(analysis.tokens[i].text for i in range(start, end))


def _typed_parts(
    analysis: SentenceAnalysis, run: Found, known: NameList, memory: Memory | None
) -> list[tuple[int, int, Evidence | None]]:
    """A run as it stands, or divided into an office and a person."""
    cut = people.divided(analysis, run.start, run.end)
    if cut is not None:
        start = _post_start(analysis, cut.start)
        post: Evidence = (MentionKind.POST, 0.9, "office before a name")
        person: Evidence = (MentionKind.PERSON, 0.9, "after an office")
        return [(start, cut.middle, post), (cut.middle, run.end, person)]
    own = runs.own_words(analysis, run.start, run.end)
    evidence = own or runs.surroundings(analysis, run.start, run.end)
    weak = evidence is None or (evidence[1] < 0.7 and evidence[2] != "says")
    if own is None and weak and known.is_place(_words(analysis, run.start, run.end)):
        evidence = (MentionKind.PLACE, 0.7, "gazetteer")
    if memory is not None:
        elsewhere = memory.of(_words(analysis, run.start, run.end))
        if elsewhere is not None and (evidence is None or elsewhere[1] > evidence[1]):
            evidence = elsewhere
        evidence = evidence or runs.default(analysis, run.start, run.end)
    return [(run.start, run.end, evidence)]


def _post_start(analysis: SentenceAnalysis, start: int) -> int:
    """A demonym right before the office belongs to it: "*French* President"."""
    tokens = analysis.tokens
    if start and tokens[start - 1].text in _descriptions():
        return start - 1
    return start


def _descriptions() -> frozenset[str]:
    return countries.descriptions() | {"US", "UK", "UN", "EU"}


def _of_sentence(sentence: Sentence, known: NameList, memory: Memory) -> list[ReadMention]:
    analysis = sentence.analysis
    named = [_fixed(analysis, hit) for hit in sentence.fixed]
    for run in sentence.open_runs:
        for start, end, evidence in _typed_parts(analysis, run, known, memory):
            if evidence is not None and (evidence[0] is not MentionKind.OTHER or end - start > 1):
                named.append(_mention(analysis, start, end, *evidence))
    phrases = _phrases(analysis, named)
    taken = [m.span for m in sentence.times] + [m.span for m in named if m.kind in _NAMED]
    counts = quantities.quantity_mentions(analysis, taken)
    phrases = [_without_count(analysis, phrase, counts) for phrase in phrases]
    outer = {(p.span, p.kind) for p in phrases}
    named = [m for m in named if (m.span, m.kind) not in outer]
    return [*sentence.times, *named, *counts, *phrases]


def _mention(
    analysis: SentenceAnalysis, start: int, end: int, kind: MentionKind, score: float, basis: str
) -> ReadMention:
    head = None
    if kind is MentionKind.PERSON:
        first = start
        while first < end - 1 and people.is_rank(analysis.tokens[first].lower):
            first += 1
        head = analysis.span_of(first, end)
    return ReadMention(span=analysis.span_of(start, end), kind=kind, score=score, basis=basis, head=head)


def _fixed(analysis: SentenceAnalysis, hit: Found) -> ReadMention:
    kind = hit.kind or _national_kind(analysis, hit)
    if hit.kind is MentionKind.STATE and hit.basis == "actor list":
        name = _words(analysis, hit.start, hit.end)
        kind = _national_kind(analysis, hit._replace(basis="capital" if name in countries.capitals() else "country"))
    return _mention(analysis, hit.start, hit.end, kind, hit.score, hit.basis)


def _national_kind(analysis: SentenceAnalysis, hit: Found) -> MentionKind:
    """State, nationality, place or group: by the part that the word plays."""
    tokens = analysis.tokens
    after = tokens[hit.end].lower if hit.end < len(tokens) else ""
    before = tokens[hit.start - 1].lower if hit.start else ""
    if before == "the" and hit.start > 1:
        before = tokens[hit.start - 2].lower
    if hit.basis in {"demonym", "description"}:
        chunk = analysis.chunk_at[hit.start]
        head = analysis.tokens[analysis.chunks[chunk].head].lower if chunk >= 0 else after
        return MentionKind.STATE if head in _PUBLIC and hit.basis == "demonym" else MentionKind.NATIONALITY
    if hit.basis == "people":
        return MentionKind.GROUP
    if hit.basis == "region":
        return MentionKind.PLACE
    alone = after != "'s"
    if hit.basis == "capital":
        dateline = hit.start == 0 and after in {"—", "–", "-", "(", ","}
        return MentionKind.PLACE if before in _AT | _GO or dateline else MentionKind.STATE
    return MentionKind.PLACE if before in _AT and alone else MentionKind.STATE


def _phrases(analysis: SentenceAnalysis, named: Sequence[ReadMention]) -> list[ReadMention]:
    """Mentions of noun phrases by their head noun: posts, groups, bodies, facilities, weapons."""
    found = []
    for number, chunk in enumerate(analysis.chunks):
        mention = _phrase(analysis, number, chunk, named)
        if mention is not None:
            found.append(mention)
    return found


# Words that say of how many something holds, not who they are: "denied that it had killed *any* civilians".
_HOW_FAR = frozenset({"any", "no", "some", "every", "each"})


def _phrase(analysis: SentenceAnalysis, number: int, chunk: Chunk, named: Sequence[ReadMention]) -> ReadMention | None:
    last = _common_end(analysis, chunk, named)
    if last is None:
        return None
    piece = chunk._replace(end=last, head=last - 1)
    kind = people.phrase_kind(analysis, piece)
    if kind is None:
        return None
    end = _extended(analysis, number, piece, kind)
    start = piece.start
    while start < piece.head and analysis.tokens[start].lower in _HOW_FAR:
        start += 1
    span = analysis.span_of(start, end)
    inner = [m for m in named if m.span.within(span) and m.kind in _NAMED]
    if any(m.span == span for m in inner):
        return None
    if kind is MentionKind.PLACE and inner:
        return None
    if kind is MentionKind.GROUP and any(m.kind is MentionKind.ARMED_GROUP for m in inner) and _fights(analysis, piece):
        kind = MentionKind.ARMED_GROUP
    head = inner[-1].span if inner and kind in {MentionKind.ARMED_GROUP} else analysis.tokens[piece.head].span
    return ReadMention(span=span, kind=kind, score=0.7, basis="head noun", head=head)


def _fights(analysis: SentenceAnalysis, chunk: Chunk) -> bool:
    return analysis.tokens[chunk.head].lower in {
        "members",
        "fighters",
        "forces",
        "men",
        "troops",
        "soldiers",
        "commanders",
    }


def _common_end(analysis: SentenceAnalysis, chunk: Chunk, named: Sequence[ReadMention]) -> int | None:
    """Past the common noun that heads a phrase: its end, or where a name begins after it ("spokesman | Khan").

    None where the phrase is a name through and through, or ends in one that no common noun leads.
    """
    end = chunk.end
    for mention in named:
        first = _token_at(analysis, mention.span.start, chunk)
        if first is None or mention.span.end < analysis.tokens[chunk.end - 1].span.end:
            continue
        end = min(end, first)
    if end <= chunk.start or analysis.tags[end - 1] not in {"NOUN", "PROPN", "ADJ"}:
        return None
    if end < chunk.end and not people.is_post(analysis, end - 1):
        return None
    token = analysis.tokens[end - 1]
    if token.text[0].isupper() and end - 1 > chunk.start and analysis.tags[end - 1] == "PROPN" and end == chunk.end:
        return None
    return end


def _token_at(analysis: SentenceAnalysis, offset: int, chunk: Chunk) -> int | None:
    for i in range(chunk.start, chunk.end):
        if analysis.tokens[i].span.start == offset:
            return i
    return None


def _extended(analysis: SentenceAnalysis, number: int, chunk: Chunk, kind: MentionKind) -> int:
    """Past "of …" or "for …" after a post: "the governor *of the northern province*"."""
    if kind is not MentionKind.POST or chunk.end != analysis.chunks[number].end:
        return chunk.end
    end = chunk.end
    for preposition, inner in analysis.prepositional(number)[:2]:
        word = analysis.tokens[preposition].lower
        if word not in {"of", "for"} or preposition != end:
            break
        end = analysis.chunks[inner].end
    return end


def _without_count(analysis: SentenceAnalysis, phrase: ReadMention, counts: Sequence[ReadMention]) -> ReadMention:
    """The phrase without the number that begins it: "at least 11 | soldiers"."""
    for count in counts:
        amount = count.head
        if amount is None or amount.start != phrase.span.start or amount.end >= phrase.span.end:
            continue
        return replace(phrase, span=Span(amount.end, phrase.span.end).stripped(analysis.text))
    return phrase
