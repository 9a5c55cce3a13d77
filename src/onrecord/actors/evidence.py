"""What the page shows of a name that nobody knows: that a body bears it, or that it may as well be anything else."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.actors.findings import Scene
from onrecord.actors.phrases import clean, is_generic, words
from onrecord.lexicons import load
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import fold, is_initials

_SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "on", "to", "against", "de", "del", "la", "et", "und"})
_CAPITAL_AFTER = re.compile(
    r"-\s?[^\W\d_a-z]|\s\+|\s(?:of\s+(?:the\s+)?|for\s+(?:the\s+)?"
    r"|on\s+(?!\w+day|January|February|March|April|May|June|July|August|September|October|November|December))?[^\W\d_a-z]"
)
_SIDE_OF = re.compile(r"-(?:based|led|born|backed|elect|affiliated|linked|run|owned)\b")
_NOT_ONE = re.compile(r"\b(?:an?|any|every|each|some|no|two|three)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:and|&)\s+[^\W\d_a-z]")
_WORD_BEFORE = re.compile(r"(?:^|[\s\"“(‘])([^\s\"“”().,;:!?]+) $")
_ADVERBS = r"(?:\s+(?:also|has|have|had|on\s+\w+day|later|earlier|then|itself|who|which|,))*"
_SPEAKS = re.compile(
    _ADVERBS
    + r"\s+(?:sa(?:id|ys)|announced|warned|denied|confirmed|urged|condemned|accused|claimed|vowed|pledged|demanded"
    r"|criticised|criticized|rejected|welcomed|appealed|called\s+(?:for|on)|told|declared|insisted|agreed|threatened|argued|"
    r"reported|alleged|noted|added|apologised|apologized|voted|boycotted)\b"
)
_DOES = re.compile(
    _ADVERBS
    + r"\s+(?:launched|attacked|killed|arrested|detained|seized|abducted|kidnapped|ambushed|appointed|sacked|fined|"
    r"banned|filed|sued|recruited|deployed|organi[sz]ed|issued|expelled|nominated|fought|raided|captured|took|came|left|struck"
    r"|returned|withdrew|carried\s+out|bombed|shelled|fired|controls?|claims|operates|fights)\b"
)
_STAFFED = re.compile(
    r"['’]?s?\s+(?:(?:senior|top|deputy|national|former|acting)\s+)*(?:spokes\w+|members?|fighters?|militants?|leaders?|chief"
    r"|president|chair\w*|commanders?|director|secretary[ -]general|activists?|gunmen|rebels?|officials?|founders?"
    r"|politicians?|lawmakers|candidates?|supporters)\b"
)
_STAFF_OF = re.compile(
    r"\b(?:spokes\w+|members?|fighters?|militants?|leaders?|head|president|chair\w*|commanders?|director"
    r"|secretary[ -]general|activists?|founders?|supporters|chief executive)\s+(?:of|for|from|at|with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:group|militia|movement|party|organi[sz]ation|faction|gang|cartel|network|rebels|union|coalition|charity"
    r"|NGO|watchdog|think[- ]tank|newspaper|daily|weekly|broadcaster|agency|channel|station|website|magazine|outlet"
    r"|company|firm|manufacturer|maker|giant|lender"
    r"|start-?up|airline|retailer|contractor|alliance|bloc)(?:\s+called|,)?\s+(?:the\s+)?[\"“‘]?$"
)
_TOLD = re.compile(r"\b(?:told|according\s+to|reported\s+by|interview\s+with)\s+(?:the\s+)?$")
_INITIALS_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load("names")[section])


# What some media are called and much else is too.
_WEAK_MEDIA = frozenset(
    {"nation", "standard", "review", "record", "reporter", "today", "independent", "monitor", "press"}
)
_WEAK_MEDIA |= frozenset({"media", "online", "express", "star", "mail", "post", "observer", "mirror", "globe", "echo"})


@cache
def _heads(medium: bool) -> frozenset[str]:
    own = words("actors_bodies", "heads") | words("actors_bodies", "firms")
    return own | (_listed("media_words") - _WEAK_MEDIA) if medium else own


@lru_cache(maxsize=16384)
def head_of(name: str, medium: bool = False) -> str | None:
    """The noun that makes the words a body's name, folded; None where there is none. `medium` for names of media."""
    parts = [fold(part).split() for part in re.split(r"\s+(?:of|for|against|to|in|on)\s+", name)]
    kinds = _heads(medium)
    ends = [part[-1] for part in (parts[0], parts[-1]) if part]
    found = next((token for token in ends if token in kinds), None)
    begin = parts[0][:1]
    return found or next((token for token in begin if token in words("actors_bodies", "first_heads")), None)


def is_piece(scene: Scene, mention: Mention) -> bool:
    """True where the mention is cut out of a longer name: another capitalised word stands right beside it."""
    text, span = scene.text, mention.span
    if mention.text.count("(") != mention.text.count(")"):
        return True
    if _CAPITAL_AFTER.match(text, span.end):
        return True
    if " of " in mention.text and _JOINED.match(text, span.end):
        return True
    before = _WORD_BEFORE.search(text[max(0, span.start - 40) : span.start])
    if before is None or not before[1][:1].isupper() or before[1].casefold() in _SMALL_WORDS:
        return False
    whole = text[max(0, span.start - 40) : span.start]
    opening = re.search(r"(?:^|[.!?:]\s|\n)\s*\S+ $", whole) is not None and span.start > 40
    known = any(
        m.span.end == span.start - 1 and m.kind in (MentionKind.POST, MentionKind.NATIONALITY, MentionKind.STATE)
        for m in scene.around
    )
    return not (opening or known)


def shows_body(scene: Scene, mention: Mention, name: str) -> bool:
    """True where the name, or the sentence around it, shows that a body or group bears it."""
    if is_piece(scene, mention) or (name.isupper() and " " in name) or _SIDE_OF.search(name):
        return False
    tokens = fold(name).split()
    if all(token in _role_words() for token in tokens) or len(name.split()[-1]) == 1:
        return False
    if tokens[-1] in _office_words() or tokens[-1] in _listed("law_words"):
        return False
    head = head_of(name, mention.kind is MentionKind.MEDIA)
    if head is not None and not is_initials(name):
        own = _is_told_apart(scene, name) and fold(name).split().count(head) == 1
        return own and (head not in words("actors_bodies", "seats") or _speaks(scene, mention))
    if is_initials(name) and (long := long_before(scene, mention)):
        return head_of(long) is not None
    if any(t in words("actors_bodies", "heads") for t in fold(name).split()) or _shares_a_person(scene, name):
        return False
    return _behaves(scene, mention, name)


@cache
def _plain() -> frozenset[str]:
    return words("actors_bodies", "generic") | words("actors_bodies", "heads") | _listed("media_words")


def _is_told_apart(scene: Scene, name: str) -> bool:
    """True where some word of the name is more than what many bodies are called or do."""
    kept = [t for t in name.split() if t.casefold() not in _SMALL_WORDS]
    telling = [t for t in kept if fold(t) not in _plain() and not scene.base.find_demonym(t)]
    states = [t for t in kept if scene.base.find_demonym(t) or scene.base.find(t)]
    if not telling:
        return bool(states) and len(kept) > 2
    common = all(re.search(rf"\b{re.escape(t.lower())}\b", scene.text) for t in telling)
    return not common or len(kept) > 2


def _speaks(scene: Scene, mention: Mention) -> bool:
    before = scene.text[max(0, mention.span.start - 60) : mention.span.start]
    return bool(
        _SPEAKS.match(scene.text, mention.span.end)
        or _STAFFED.match(scene.text, mention.span.end)
        or _STAFF_OF.search(before)
    )


def _behaves(scene: Scene, mention: Mention, name: str) -> bool:
    """True where a name without a body's noun acts as one: it has members, is called a group, fights."""
    before = scene.text[max(0, mention.span.start - 60) : mention.span.start]
    if _NOT_ONE.search(before):
        return False
    if _STAFFED.match(scene.text, mention.span.end) or _STAFF_OF.search(before) or _CALLED.search(before):
        return True
    acts = bool(_SPEAKS.match(scene.text, mention.span.end) or _DOES.match(scene.text, mention.span.end))
    if mention.kind is MentionKind.ARMED_GROUP:
        return acts
    if mention.kind is MentionKind.MEDIA and _TOLD.search(before):
        return True
    spoken = _SPEAKS.match(scene.text, mention.span.end) is not None
    if is_initials(name):
        # Officers go by short initials too: "the DSP told reporters".
        return spoken and len(name) > (3 if before.lower().endswith("the ") else 2)
    return spoken and (mention.kind is not MentionKind.ORGANISATION or before.lower().endswith("the "))


def _shares_a_person(scene: Scene, name: str) -> bool:
    """True where a word of the name is also in the name of a person of the article."""
    own = set(fold(name).split())
    return any(own & set(fold(m.text).split()) for m in scene.mentions if m.kind is MentionKind.PERSON)


@cache
def _role_words() -> frozenset[str]:
    titles = words("actors_roles", "public") | words("actors_roles", "honorifics")
    return frozenset(word for title in titles for word in title.split()) | {"officer"}


@cache
def _office_words() -> frozenset[str]:
    """Words of offices that are no family names, as "King" and "Bishop" are."""
    titles = frozenset(word for title in words("actors_roles", "officials") for word in title.split())
    return titles - {"general", "chief", "head", "army", "police"} | {"officer", "director", "chairman", "department"}


_TITLE_AFTER = re.compile(r"\s+(?:[a-z]+\s+)?(?:spokes\w+|president|minister|official|leader|director|chairman)\b")
_AT = re.compile(r"\b(?:at|in|near)\s+(?:[A-Z]\w+\s+)?$")
_SURNAMES = frozenset({"park", "church", "hall", "house", "temple", "gate", "street", "base", "camp", "mall"})


def is_name_of_person(scene: Scene, mention: Mention, name: str) -> bool:
    """False for words of a title, a body or a site: "High Representative", "National Unity", "Victory Bridge"."""
    tokens = fold(name).split()
    if is_generic(name) or tokens[-1] in words("actors_bodies", "heads") or len(tokens[-1]) < 2 or tokens[-1] == "jr":
        return False
    placed = _AT.search(scene.text[max(0, mention.span.start - 25) : mention.span.start])
    if placed and tokens[-1] in _listed("facility_words"):
        return False
    if tokens[0] in {"former", "ex", "acting"} or is_initials(name.split()[-1]):
        return False
    if tokens[0].endswith("s") and tokens[0][:-1] in _role_words():
        return False
    if sum(token in words("actors_bodies", "generic") for token in tokens) > 1:
        return False
    if tokens[-1] in _listed("facility_words") - _SURNAMES or _SIDE_OF.search(name) or _office_words() & set(tokens):
        return False
    if _TITLE_AFTER.match(scene.text, mention.span.end):
        return False
    if re.match(r"-\s?[^\W\d_]|\s+of\s+[^\W\d_a-z]", scene.text[mention.span.end : mention.span.end + 12]):
        return False
    return not all(t in _role_words() or t in words("actors_bodies", "generic") for t in tokens)


def explains(long: str, short: str) -> bool:
    """True where the short form can be read off the long one: its letters stand there in order."""
    letters = [c for c in fold(short) if c.isalnum()]
    text = re.sub(r"^(?:al|el) ", "", fold(long))
    if not letters or not text or letters[0] not in {w[0] for w in text.split()}:
        return False
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if at == 0:
            return False
    return True


def long_before(scene: Scene, mention: Mention) -> str | None:
    """The words before an abbreviation in brackets whose initials it is made of; None where there are none."""
    start = mention.span.start
    if scene.text[max(0, start - 1) : start] != "(":
        return None
    letters = [c for c in fold(mention.text) if c.isalpha()]
    found = list(_INITIALS_WORD.finditer(scene.text, max(0, start - 120), start - 1))
    spans, left = [], len(letters)
    for match in reversed(found):
        if left == 0:
            break
        if match[0].casefold() in _SMALL_WORDS and fold(match[0])[:1] != letters[left - 1]:
            continue
        if fold(match[0])[:1] != letters[left - 1]:
            return None
        spans.append(match.start())
        left -= 1
    return scene.text[spans[-1] : start - 1].strip() if left == 0 and spans else None


def proper(mention: Mention) -> bool:
    """True for a mention that is a name and no description: a capital at the start of every word that is not small."""
    tokens = [t for t in clean(mention.text).split() if t.casefold() not in _SMALL_WORDS]
    return bool(tokens) and all(t[:1].isupper() or t[:1].isdigit() for t in tokens)
