"""Names of states and capitals that stand for no government where they are: in datelines, sites and longer names."""

from __future__ import annotations

import re
from functools import cache

from onrecord.actors.findings import Finding, Scene
from onrecord.actors.phrases import clean, words
from onrecord.lexicons import load
from onrecord.model.articles import PassageKind
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import fold

_DATELINE = re.compile(r"\s*(?::|[-—–]{1,2}\s|,\s+(?:[A-Z][a-z]+\s+\d|\d{1,2}\s+[A-Z])|\s?\([A-Z][\w ]+\)\s*[-—–:]?)")
_PLACED = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|throughout|to|from|into|via|of|for|toward|towards|over|through|off|above"
    r"|capital|city|downtown|central)\s+(?:the\s+)?(?:\w+ern\s+|central\s+|capital,?\s+|city\s+of\s+)?$",
    re.IGNORECASE,
)
_TURNED_TO = re.compile(
    r"\b(?:with|by|against|between|between\s+[A-Z]\w+\s+and|urged?|accused?|warned|told|pressed?|blamed?|condemned|asked|allies|ally|pressure\s+on"
    r"|ties\s+to|close\s+to|loyal\s+to|answer\s+to|reply\s+from|support\s+from|aid\s+from|pressure\s+from)\s+$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s+(?:(?:also|now|still|never|not|on\s+\w+day|has|have|had|itself|repeatedly)\s+)*"
    r"(?:has|had|will|would|could|may|might|must|should|does|did|do|say|says|said|sees?|saw|wants?|seeks?|sought|sent|sends"
    r"|denies|backs?|insists|claims|hopes|fears|made|makes|took|takes|holds|held|gave|gives|told|tells|cut|put|began|broke"
    r"|seems?|seemed|believes?|thinks|knows?|thought|knew|agrees?|(?:wo|would|could|does|did|has|had|ca)n['’]t|(?:is|was|were|are)\s+(?:not\s+)?\w+ing|deal\s+with|[a-z]{3,}ed)\b"
)
_DOES = re.compile(
    r"\s+(?!residents|officials|streets|suburbs|schools|courts|hospitals|offices|sources|markets|airports|talks|lawmakers|days"
    r"|news|roads|hotels|shops|banks|forces|protests|elections|bus|press|times|sports|police|authorities|lies|stands)"
    r"[a-z]{3,}s\s+(?:that|to|an?|the|its|their|about|with|over|for|on|no|not|this|all|more|talks|any|every|[A-Z])"
)
_IS = re.compile(
    r"\s+(?:is|was)\s+(?:\w+ly\s+|also\s+|still\s+|now\s+|not\s+)*(?:\w+ing\b|an?\s+(?!city|town|capital|place|hub)\w+)"
)
_AND = re.compile(r"\s+and\s+[A-Z]\w+(?=\s)")
_OWNS = re.compile(
    r"['’]s\s+(?:\w+\s+){0,2}(?:all(?:y|ies)|stance|position|polic(?:y|ies)|government|claims?|decision|response|demands?|offer"
    r"|ambassador|envoy|\w*minister|military|army|troops|forces|allegations?|support|backing|interests?|influence|role|refusal"
    r"|intentions?|goals?|aims?|actions?|plans?|strategy|efforts?|ambitions|proposal|view|message|rejection|approach|war"
    r"|invasion|engagement|relations\w*|ties|concerns?|leaders\w*|regime|foreign|diplomats|treatment|side|threats?)\b"
)
_MONEY = re.compile(r"\s?\$")
_NEXT_NAME = re.compile(r" ([A-Z][^\W\d_]+(?:-[A-Z]\w+)?)\b")
_PROVINCE = re.compile(
    r"\s+(?:province|governorate|county|district|prefecture|oblast|sea|strait|gulf|peninsula)\b", re.IGNORECASE
)
_PREVIOUS = re.compile(r"([A-Z][\w.]*) $")


@cache
def _followers() -> frozenset[str]:
    """What may follow a name with a capital and leave it what it is: nouns of bodies, titles."""
    titles = words("actors_roles", "public") | words("actors_roles", "honorifics")
    bodies = words("actors_bodies", "generic") | words("actors_bodies", "heads")
    return bodies | {word for title in titles for word in title.split()}


@cache
def _place_firsts() -> frozenset[str]:
    told = {"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central"}
    return frozenset(load("names")["place_first"]) - told | {"Air"}


def drop_places(scene: Scene) -> None:
    """Takes back states found for names that name a place, a person or money where they stand."""
    for mention in scene.mentions:
        finding = scene.found.get(mention.id)
        if finding is None or mention.kind is MentionKind.PERSON:
            continue
        if (
            _is_channel(scene, mention)
            or _is_portfolio(scene, mention)
            or _inside_a_name(scene, mention)
            or (_is_seat(scene, mention, finding) and not _is_power(scene, mention))
        ):
            del scene.found[mention.id]
            scene.aside.add(mention.id)
            for actor in finding.actors:
                scene.places[actor.id].remove(mention.span.start)


_NETWORKS = frozenset(
    {"twitter", "facebook", "instagram", "youtube", "tiktok", "telegram", "whatsapp", "linkedin", "x"}
)
_ON = re.compile(r"\b(?:on|via|to|through|using|from|[Tt]he|his|her|its|their|my|official)\s+$")
_ACCOUNT = re.compile(
    r"\s+(?:accounts?|handles?|pages?|posts?|users?|threads?|channels?|feeds?|profiles?|video|hashtag|poll)\b"
)


def _is_channel(scene: Scene, mention: Mention) -> bool:
    """True for a network as what things are posted on, which is no act of the company."""
    if fold(clean(mention.text)) not in _NETWORKS:
        return False
    before = scene.text[max(0, mention.span.start - 20) : mention.span.start]
    return bool(_ON.search(before) or _ACCOUNT.match(scene.text, mention.span.end))


_PORTFOLIO = re.compile(
    r"\b(?:[Mm]inist(?:er|ry)|[Ss]ecretary|[Dd]epartment|[Cc]ommittee)\s+(?:of|for|on)\s+(?:the\s+)?$"
)


def _is_portfolio(scene: Scene, mention: Mention) -> bool:
    """True for a matter of government that is also a magazine's name: "Minister of Foreign Affairs"."""
    before = scene.text[max(0, mention.span.start - 30) : mention.span.start]
    return mention.kind is MentionKind.MEDIA and _PORTFOLIO.search(before) is not None


def _is_seat(scene: Scene, mention: Mention, finding: Finding) -> bool:
    name = clean(mention.text)
    own = {fold(actor.name) for actor in finding.actors}
    return mention.kind is MentionKind.STATE and scene.base.is_seat(name) and fold(name) not in own


def _is_power(scene: Scene, mention: Mention) -> bool:
    """True where a capital acts or is dealt with as a government is."""
    text, span = scene.text, mention.span
    line_start = span.start == 0 or text[span.start - 1] == "\n"
    if line_start and _DATELINE.match(text, span.end):
        return False
    if any(mention.span.within(p.span) for p in scene.article.passages_of(PassageKind.DATELINE)):
        return False
    if _rules(text, span.end) and fold(clean(mention.text)) in words("actors_bodies", "own_city"):
        return False
    before = text[max(0, span.start - 40) : span.start]
    if _TURNED_TO.search(before):
        return not _NEXT_NAME.match(text, span.end)
    if _PLACED.search(before):
        return False
    if text[span.end : span.end + 2] in ("'s", "’s"):
        return _OWNS.match(text, span.end) is not None
    joined = _AND.match(text, span.end)
    ends = (span.end, joined.end()) if joined else (span.end,)
    return _rules(text, span.end) or any(p.match(text, end) for end in ends for p in (_ACTS, _DOES, _IS))


def _rules(text: str, end: int) -> bool:
    """True before "government" and the like: the government of a capital is the country's."""
    after = re.match(r"\s+([a-z]+)", text[end : end + 30])
    return after is not None and after[1] in ("government", "administration", "regime", "leadership", "junta")


def _inside_a_name(scene: Scene, mention: Mention) -> bool:
    """True for a state's name that is a word of another name: a person's, a mountain's, a province's, a currency's.

    The same for a body's or paper's of one word before a capital that begins no other mention: a first name.
    """
    if mention.kind is not MentionKind.STATE:
        return _begins_a_name(scene, mention)
    if " " in clean(mention.text):
        return False
    text, span = scene.text, mention.span
    if any(m.kind is MentionKind.PERSON and span.within(m.span) and m.span != span for m in scene.mentions):
        return True
    if _MONEY.match(text, span.end) or _PROVINCE.match(text, span.end):
        return True
    before = _PREVIOUS.search(text[max(0, span.start - 15) : span.start])
    if before and before[1] in _place_firsts():
        return True
    return not scene.base.find_demonym(clean(mention.text)) and _begins_a_name(scene, mention)


def _begins_a_name(scene: Scene, mention: Mention) -> bool:
    """True where a capitalised word follows that is no title, no body's noun and begins no other mention."""
    name, end = clean(mention.text), mention.span.end
    after = _NEXT_NAME.match(scene.text, end)
    if after is None or mention.kind not in _PLAIN_NAMED:
        return False
    if mention.kind is MentionKind.STATE and after[1] in _PAPERS:
        return True
    if mention.kind is MentionKind.ORGANISATION and _LONGER.match(scene.text, end):
        return True
    if mention.kind is MentionKind.MEDIA and fold(after[1]) in ("committee", "commission", "council", "institute"):
        return True
    if " " in name or name.isupper() or any(m.span.start == end + 1 for m in scene.mentions):
        return False
    return fold(after[1]) not in _followers()


_PAPERS = frozenset(
    {"Times", "Post", "Herald", "Tribune", "Gazette", "Daily", "Observer", "Star", "Chronicle", "Standard"}
)
_LONGER = re.compile(
    r" (?:[A-Z]\w+ ){1,3}(?:Program(?:me)?|Convention|Agency|Fund|Commission|Council|Committee|Office)\b"
)
_PLAIN_NAMED = (MentionKind.STATE, MentionKind.MEDIA, MentionKind.ORGANISATION, MentionKind.COMPANY)
