"""Who published an article, who wrote it first, and who signs it, from what the page and its head say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import lexicons
from onrecord.articles.drafts import Draft
from onrecord.articles.lines import Line, Role
from onrecord.model.articles import Capture, PublisherRef
from onrecord.publishers import Publishers
from onrecord.publishers.register import domain_of, folded

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)
_LABELLED = re.compile(
    r"^[(\[]?\s*(?:(?:(?:news|original|article|story)\s+)?sources?|via|credit|courtesy|fuente|quelle)"
    r"\s*(?:[:»›>|=–—-]+|\bof\b)\s*(.+?)[)\]]?\s*$",
    re.IGNORECASE,
)
_VERBED = re.compile(
    r"\b(?:(?:first|originally)\s+(?:appeared|published|posted|ran)|appeared\s+first|republished|reproduced|reprinted"
    r"|provided|published)\s+(?:here\s+)?(?:in|on|by|at|from|with)\s+(?:(?:the\s+)?(?:kind\s+)?permission\s+(?:from|of)\s+)?(.+)$",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"\bnot\s+(?:necessarily\s+)?(?:reflect|represent)\s+(?:those\s+of|(?:the\s+)?(?:(?:official\s+)?(?:views?|opinions?|polic\w+"
    r"|positions?|stance|editorial\s+\w+)(?:\s*(?:,|and|or)\s*)?)+\s+of|that\s+of)\s+(.+)$",
    re.IGNORECASE,
)
# Who reported or contributed besides did not write it first; "with inputs from" an agency is how desks mark its copy.
_INPUTS = re.compile(r"^[(\[]?(?:with\s+)?(?:additional\s+)?inputs?\s+from\s+(.+?)[)\]]?\.?$", re.IGNORECASE)
_CITY = re.compile(r"\s*\([^()]{2,40}\)")
_SPLIT = re.compile(r"\s*(?:[,;/&|]|\band\b|\bwith\b|\bvia\b|\bplus\b)\s*", re.IGNORECASE)
# A name that says of itself that others print it.
_AGENCY = re.compile(r"\b(?:agency|agencia|agence|news|press|wire|service|newswire)\b", re.IGNORECASE)
# "KABUL, Jan 5 (Reuters) -", "GENEVA (AP) —", "MOSCOW, June 2. /TASS/."
_DATELINE = re.compile(r"^.{0,90}?[(\[/]\s*([A-Z][\w .’'-]{1,40}?)\s*[)\]/]\s*\.?\s*(?:[-–—:]|--|\.)?\s")
# "AFP - Rebels …", "KABUL, Reuters – …", "AFP/KABUL — …": what stands before the dash in short parts.
_UNBRACKETED = re.compile(r"^((?:[A-Z0-9][\w.'’ ]{0,30}?(?:\s*[,/]\s*|\s*[-–—]{1,2}\s+)){1,4})(?=[“\"‘'A-Z0-9])")
_PARTS = re.compile(r"\s*[,/]\s*|\s*[-–—]{1,2}\s+")
# The agency's mark behind the last sentence: "… he said. (Reuters)", "… he said. — AFP".
_CLOSING = re.compile(
    r"[.!?”\"’)]\s*(?:[(\[]\s*([A-Z][\w .’'-]{1,40}?)\s*[)\]]|[-–—/]+\s*([A-Z][\w ]{1,40}?)/?)\.?\s*$"
)
_IN_PRINT = re.compile(
    r"^published\s+in\s+(.{2,40}?),\s+(?:\w+,?\s+){0,2}(?:\w+\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2})\b", re.IGNORECASE
)
_END_MARK = re.compile(r"^[(\[]?\s*[-–—/]*\s*([A-Z][\w .,’'/&-]{1,50}?)\s*[)\]]?\.?$")
_RIGHTS = re.compile(r"\ball?\s+rights?\s+reserved\b\.?|\(c\)|©|&copy;|\bcopyrights?\b|\bpublished by\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d{2}(?:\s*[-–—/]\s*(?:(?:19|20)?\d{2}|present|now))?\b", re.IGNORECASE)
_BY = re.compile(
    r"^(?:(?:written|posted|story|text|words|reported|analysis|report)\s+)?(?:by|author|authors|reporter|writer)\b\s*:?\s*",
    re.IGNORECASE,
)
# Words that begin large, the small ones between them apart: a name, not the first line of a menu or a headline.
_MASTHEAD = re.compile(
    r"[A-Z\u00c0-\u00de\u0400-\u042f][\w’'-]*(?: (?:[a-z\u00df-\u00ff]{1,3} )*[A-Z\u00c0-\u00de\u0400-\u042f][\w’'-]*)*"
)
_FOOT = 3  # lines at the end of a page
_NAMED = re.compile(r"^[A-Z\u00c0-\u017f\u0400-\u042f0-9]")
_SITE_NAMES = (
    "ld:NewsArticle.publisher.name",
    "ld:ReportageNewsArticle.publisher.name",
    "ld:Article.publisher.name",
    "ld:BlogPosting.publisher.name",
    "ld:WebPage.publisher.name",
    "og:site_name",
    "ld:NewsMediaOrganization.name",
    "ld:Organization.name",
    "ld:WebSite.name",
    "application-name",
    "publisher",
    "dc.publisher",
    "copyright",
)
_AUTHOR_NAMES = (
    "ld:NewsArticle.author.name",
    "ld:ReportageNewsArticle.author.name",
    "ld:Article.author.name",
    "ld:BlogPosting.author.name",
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "sailthru.author",
    "parsely-author",
)


@dataclass(frozen=True, slots=True)
class Credits:
    """Who put an article out, whom it credits, and who signs it."""

    publisher: PublisherRef | None
    credited_to: PublisherRef | None
    author: str | None


@cache
def _nobody() -> frozenset[str]:
    return frozenset(folded(n) for n in lexicons.load("boilerplate_credits")["nobody"])


@cache
def _descriptor() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in lexicons.load("boilerplate_credits")["descriptors"])
    return re.compile(rf"[\s,.|–—-]+(?:{words})(?![\w]).*$", re.IGNORECASE)


def name_ref(text: str) -> PublisherRef | None:
    """The publisher that a name or domain in a credit stands for; None where it names nobody."""
    bare = _CITY.sub("", text).strip(" \t\u00a0.,:;-–—|\"“”'‘’()[]»›")
    domain = _DOMAIN.fullmatch(bare)
    known = Publishers.shipped().by_name(bare) or (Publishers.shipped().by_domain(bare) if domain else None)
    if known is not None:
        return known.ref
    if domain:
        host = domain_of(bare)
        return PublisherRef(name=host, domain=host) if host else None
    words = bare.split()
    if not words or len(words) > 8 or folded(bare) in _nobody() or not _NAMED.match(bare):
        return None
    return PublisherRef(name=bare)


def names_in(text: str) -> list[PublisherRef]:
    """The publishers that a credit names, in order: "A with B (Moscow) and agencies" gives A and B."""
    whole = name_ref(re.sub(r"\.$", "", text))
    if whole is not None and (whole.key or whole.domain):
        return [whole]
    # A city in brackets closes a name even where the comma was lost.
    parted = re.sub(r"(\([^()]{2,40}\))\s+(?=[A-Z])", r"\1, ", text.replace("\u00a0", " "))
    found = [name_ref(part) for part in _SPLIT.split(parted) if part.strip()]
    return [ref for ref in found if ref is not None]


def same(one: PublisherRef | None, other: PublisherRef | None) -> bool:
    """True when both name one publisher."""
    if one is None or other is None:
        return False
    if one.key or other.key:
        return one.key == other.key
    if one.domain and other.domain:
        return one.domain == other.domain
    return folded(one.name) == folded(other.name)


def publisher_of(capture: Capture, lines: Sequence[Line], drafts: Sequence[Draft]) -> PublisherRef | None:
    """Who put the page out: as the user says, by its address, its head, its copyright line, its own credit."""
    if capture.given.publisher:
        return name_ref(capture.given.publisher) or PublisherRef(name=capture.given.publisher)
    address = capture.url or capture.metadata.first("canonical", "og:url")
    domain = domain_of(address) if address else None
    known = Publishers.shipped().by_domain(domain) if domain else None
    if known is not None:
        return known.ref
    for name in _site_names(capture):
        ref = name_ref(name)
        if ref is not None:
            return ref if ref.domain else PublisherRef(name=ref.name, domain=domain, key=ref.key)
    if domain:
        return PublisherRef(name=domain, domain=domain)
    return (
        _from_title(capture, lines)
        or _from_rights(lines)
        or _from_own_credit(drafts)
        or _from_masthead(lines, drafts)
        or _from_foot(lines)
    )


def _site_names(capture: Capture) -> Iterator[str]:
    for name in _SITE_NAMES:
        value = capture.metadata.first(name)
        if value and len(value) <= 80:
            yield value


def _from_title(capture: Capture, lines: Sequence[Line]) -> PublisherRef | None:
    """A known publisher named at the end of the page's title: "… | Name"."""
    titles = [capture.metadata.first("title", "og:title"), *(x.text for x in lines[:6] if x.role is Role.SHORT)]
    for title in titles:
        parts = re.split(r"\s+[|–—•·-]\s+", title) if title else []
        known = Publishers.shipped().by_name(parts[-1]) if len(parts) > 1 else None
        if known is not None and not Publishers.shipped().is_ambiguous(parts[-1]):
            return known.ref
    return None


def _from_masthead(lines: Sequence[Line], drafts: Sequence[Draft]) -> PublisherRef | None:
    """The one known publisher whose name stands alone on a line above the first title."""
    title = drafts[0].title if drafts else None
    above = lines[: title.index if title else 0]
    named = [x.text for x in above if x.role is Role.SHORT and not Publishers.shipped().is_ambiguous(x.text)]
    found = {p.key: p.ref for p in map(Publishers.shipped().by_name, named) if p is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _from_foot(lines: Sequence[Line]) -> PublisherRef | None:
    """The name that stands alone on the first line and again in one of the last: "Coast Herald · Contact"."""
    name = " ".join(lines[0].text.split()) if len(lines) > _FOOT + 1 else ""
    if not (_MASTHEAD.fullmatch(name) and 1 < len(name.split()) < 8):
        return None
    # A headline that a list of other stories gives again stands there as it did above.
    again = re.compile(rf"(?:^|[.!?]\s+){re.escape(name)}(?!\w)(?=.)|(?<=[.!?] ){re.escape(name)}\.?$")
    return name_ref(name) if any(again.search(line.text.strip()) for line in lines[-_FOOT:]) else None


def _from_rights(lines: Sequence[Line]) -> PublisherRef | None:
    """The name in the page's copyright line, the last one where there are more."""
    for line in reversed(lines):
        if line.role is Role.BOILERPLATE and _RIGHTS.search(line.text) and len(line.text) <= 220:
            ref = rights_holder(line.text)
            if ref is not None:
                return ref
    return None


def rights_holder(text: str) -> PublisherRef | None:
    """Whom a copyright line names: "© 2021-24 Name Ltd. All rights reserved." gives Name."""
    before = re.split(r"\ball?\s+rights?\s+reserved\b", text, flags=re.IGNORECASE)
    for part in (before[0], *before[1:]):
        bare = _YEARS.sub(" ", _RIGHTS.sub(" ", part))
        bare = re.sub(r"\s+", " ", bare).strip(" .,:;|–—-•·")
        bare = re.sub(r"^(?:by|to|of|the copyright of)\s+", "", bare, flags=re.IGNORECASE)
        bare = _descriptor().sub("", re.split(r"\s[|•·]\s|\.\s", bare)[0]).strip(" .,:;|–—-•·")
        ref = name_ref(bare) if 0 < len(bare) <= 60 else None
        if ref is not None and len(bare.split()) <= 6:
            return ref
    return None


def _from_own_credit(drafts: Sequence[Draft]) -> PublisherRef | None:
    """The site that credits itself first: "source: site.org with Agency (City) and agencies"."""
    for draft in drafts:
        for line in _credit_lines(draft):
            match = _LABELLED.match(line.text)
            if match and re.search(r"\bwith\b", match[1]) and len(names_in(match[1])) > 1:
                return names_in(match[1])[0]
    return None


def _credit_lines(draft: Draft) -> list[Line]:
    return [x for x in (*draft.tail, *draft.head) if x.role is Role.CREDIT]


def credits_of(capture: Capture, draft: Draft, publisher: PublisherRef | None, *, named: bool) -> Credits:
    """Publisher, first publisher and author of one article. The page's head is heard for the one it has `named`."""
    author = _author(capture if named else None, draft)
    candidates = _credited(capture if named else None, draft, _byline(draft) or author)
    credited = next((ref for ref in candidates if not same(ref, publisher)), None)
    return Credits(publisher, credited, _people(author) if author else None)


def _people(author: str) -> str | None:
    """The people among those who sign: an agency's name is no person's."""
    bare = re.sub(r"\s*\([^()]*\)", "", author).strip(" ,;|-–—")
    parts = [p for p in re.split(r"\s*[,;|/]\s*", bare) if p]
    people = [p for p in parts if Publishers.shipped().by_name(p) is None and not _AGENCY.search(p)]
    return ", ".join(people) or None


def _credited(capture: Capture | None, draft: Draft, author: str | None) -> Iterator[PublisherRef]:
    """Whom the article names as its first publisher, the surest first. `author` is the whole line of who signs."""
    lines = [x.text for x in _credit_lines(draft)]
    for pattern in (_LABELLED, _VERBED):
        for text in lines:
            match = pattern.search(text)
            if match:
                yield from names_in(_until_sentence(match[1]))
    yield from _from_dateline(draft)
    yield from _from_byline(author)
    yield from _from_marks(draft)
    yield from _from_ending(draft)
    if capture is not None:
        yield from _from_canonical(capture)
    signed = author is not None and _people(author) is not None
    for pattern in (_VIEWS,) if signed else (_VIEWS, _INPUTS):
        for text in lines:
            match = pattern.search(text)
            if match:
                yield from names_in(_until_sentence(match[1]))


def _until_sentence(text: str) -> str:
    """The words up to the end of their sentence; a domain's dots do not end one."""
    return re.split(
        r"\.(?:\s|$)|\s+under\s+an?\b|\s+(?:and|or)\s+(?:is|are|was|were|has|should|may)\b|\bor its\b|\bor any\b", text
    )[0]


def _known(text: str, *, is_plain: bool = True) -> PublisherRef | None:
    """A publisher that the register knows under this very name and that others print.

    Where the place of the name is not plainly a credit's, one that also means other things must be an abbreviation.
    """
    found = Publishers.shipped().by_name(text)
    if found is None or not found.is_wire:
        return None
    is_clear = is_plain or text.isupper() or not Publishers.shipped().is_ambiguous(text)
    return found.ref if is_clear else None


def _from_dateline(draft: Draft) -> Iterator[PublisherRef]:
    for line in draft.prose[:2]:
        match = _DATELINE.match(line.text[:160])
        ref = _known(match[1]) if match else None
        if match and ref is None and _AGENCY.search(match[1]) and len(match[1].split()) > 1:
            ref = name_ref(match[1])
        if ref is not None:
            yield ref
    for line in draft.prose[:1]:
        open_match = _UNBRACKETED.match(line.text[:120])
        parts = [part for part in _PARTS.split(open_match[1]) if part] if open_match else []
        # "PETRA –" alone is a town; "AP -" is none.
        if len(parts) == 1 and len(parts[0]) > 3 and Publishers.shipped().is_ambiguous(parts[0]):
            continue
        yield from filter(None, (_known(part, is_plain=False) for part in parts))


def _from_byline(author: str | None) -> Iterator[PublisherRef]:
    """Agencies that sign: "By Name, Agency", "AFP and Staff", "Name | Agency", "NAME Associated Press"."""
    if not author:
        return
    for part in re.split(rf"{_SPLIT.pattern}|[()]|\s[-–—•·]\s", author, flags=re.IGNORECASE):
        bare = part.strip()
        found = Publishers.shipped().by_name(bare)
        if found is not None and not Publishers.shipped().is_ambiguous(bare):
            yield found.ref
        words = bare.split()
        tails = (" ".join(words[-n:]) for n in (3, 2, 1) if n <= len(words))
        yield from filter(None, (_known(tail, is_plain=False) for tail in tails))


def _from_marks(draft: Draft) -> Iterator[PublisherRef]:
    """An agency alone on a line below the title or at the end: "— AFP", "(Xinhua)", "Name, Reuters"."""
    last = draft.prose[-1].index if draft.prose else -1
    ends = [x for x in draft.body[-1:] if not x.is_prose and x.words <= 6]
    # A bracketed agency is taken for a picture's credit; below the last paragraph it is the text's.
    ends += [x for x in draft.tail if x.role is Role.CAPTION and x.index > last and x.words <= 6]
    for line in (*ends, *draft.marks_below, *draft.marks_above):
        match = _END_MARK.match(line.text)
        is_plain = line.text.lstrip()[:1] in "([-–—/"
        for part in _SPLIT.split(match[1]) if match else ():
            ref = _known(part, is_plain=is_plain)
            if ref is not None:
                yield ref


def _from_ending(draft: Draft) -> Iterator[PublisherRef]:
    """The mark behind the last sentence, and the paper that a line says it was printed in."""
    for line in (*draft.prose[-1:], *_credit_lines(draft)):
        match = _CLOSING.search(line.text[-80:])
        ref = _known(match[1] or match[2]) if match else None
        if ref is not None:
            yield ref
    for line in (*draft.tail, *draft.head, *draft.marks_below, *draft.body[-1:]):
        match = _IN_PRINT.match(line.text[:120])
        found = Publishers.shipped().by_name(match[1]) if match else None
        if found is not None:
            yield found.ref


def _from_canonical(capture: Capture) -> Iterator[PublisherRef]:
    """The site that the page's head calls the text's own, where it is another than the page's."""
    canonical = capture.metadata.first("canonical", "original-source", "syndication-source")
    own, other = domain_of(capture.url or ""), domain_of(canonical or "")
    if own and other and own.split(".")[-2:] != other.split(".")[-2:]:
        known = Publishers.shipped().by_domain(other)
        yield known.ref if known else PublisherRef(name=other, domain=other)


def _byline(draft: Draft) -> str | None:
    """The whole line of who signs, without "By". One that ends in a bracketed agency passes for a picture's credit."""
    for line in (*draft.head, *draft.tail):
        is_signed = line.role is Role.CAPTION and line.words <= 8 and line.text[:3].casefold() == "by "
        name = _BY.sub("", line.text).strip(" \t\u00a0.,:;|–—-•·") if line.role is Role.BYLINE or is_signed else ""
        if name:
            return name
    return None


def _author(capture: Capture | None, draft: Draft) -> str | None:
    """Who signs, from the article's byline, else from the page's head."""
    byline = _byline(draft)
    if byline:
        return _person(re.split(r"\s+[|•·–—]\s+|\s+-\s+|\s{2,}|\d", byline)[0])
    for key in _AUTHOR_NAMES:
        names = _distinct(capture.metadata.all(key)) if capture else []
        if names:
            return ", ".join(names)
    return None


def _person(name: str) -> str | None:
    bare = name.strip(" \t\u00a0.,:;|–—-•·")
    return bare if bare and folded(bare) not in _nobody() else None


def _distinct(values: Iterable[str]) -> list[str]:
    """The names among metadata values, once each; addresses are no names."""
    names = [_BY.sub("", v).strip() for v in values if "://" not in v and 2 < len(v) <= 120]
    return list(dict.fromkeys(n for n in names if folded(n) not in _nobody()))
