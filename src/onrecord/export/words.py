"""Short words for people: days, names, voices, numbers, one line for an event or a claim. Plain text, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model.claims import Factuality, VoiceKind
from onrecord.model.dates import DateInterval
from onrecord.model.events import COUNTED_IN, SITE, Account, AccountVoice, Event
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import (
    ActorRef,
    ArticleRef,
    Gone,
    Piece,
    PlaceRef,
    ResolvedClaim,
    ResolvedRelation,
    VoiceRef,
)

FIELDS = {
    "actors": "who did it",
    "recipients": "to whom",
    "place": "where",
    "occurred": "when",
    "factuality": "did it happen",
    "act": "what it was",
    "money": "how much money",
    "other": "other numbers",
}
"""What a field of an event is called in a sentence; a field that is not here goes by its own name."""


PEOPLE = ("actors", "recipients")


def field_words(name: str) -> str:
    """What a field of an event is called: "actors" is "who did it"."""
    return FIELDS.get(name, name.replace("_", " "))


def days(interval: DateInterval | None) -> str:
    """The days as people write them: "2025-01-21", "June 2021", "2021", "2025-01-21 to 2025-01-24"; "" for unknown.

    The last day named is the last one in the interval.
    """
    if interval is None or (interval.start is None and interval.end is None):
        return ""
    if interval.start is None:
        return f"before {interval.end}"
    if interval.end is None:
        return f"since {interval.start}"
    return _whole(interval.start, interval.end) or f"{interval.start} to {interval.end - timedelta(days=1)}"


def _whole(start: date, end: date) -> str | None:
    interval = DateInterval(start, end)
    if interval.days == 1:
        return str(start)
    if start.day == 1 and interval.days == DateInterval.month(start.year, start.month).days:
        return start.strftime("%B %Y")
    if (start.month, start.day) == (1, 1) and interval.days == DateInterval.year(start.year).days:
        return str(start.year)
    return None


def names(refs: Iterable[ActorRef], most: int | None = None, *, joined: str = "and") -> str:
    """The names, each once, named actors first, joined as a list; past `most` they are counted. "" for nobody."""
    labels = list(dict.fromkeys(one_line(ref.label) for ref in named_first(refs)))
    if most is not None and len(labels) > most:
        left = len(labels) - most
        labels = [*labels[:most], f"{left} {'other' if left == 1 else 'others'}"]
    return listed(labels, joined)


def named_first(refs: Iterable[ActorRef]) -> list[ActorRef]:
    """Known actors, then other names, then the page's own words for somebody ("rival groups", "its fighters")."""
    return sorted(refs, key=lambda ref: (ref.actor_id is None, not ref.is_named))


def listed(words: Sequence[str], joined: str = "and") -> str:
    """The words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined} {words[-1]}"


def one_line(text: str) -> str:
    """The text on one line, white space squeezed; control characters and those that turn the writing are left out."""
    return " ".join("".join(c if shows(c) or c.isspace() else " " for c in text).split())


def shows(character: str) -> bool:
    """True for a character that prints, and for the two joiners that Persian, Urdu and Hindi are written with."""
    return character.isprintable() or character in "\u200c\u200d"


def clipped(text: str, width: int) -> str:
    """The text on one line, cut at a word's end with "…" where it is longer than `width`."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(",;:. ") + "…"


def place_words(place: PlaceRef | None) -> str:
    """The place with its country, "" for none."""
    if place is None:
        return ""
    label = one_line(place.label)
    return f"{label}, {place.country}" if place.country and place.precision != 6 else label


def voice_words(voice: AccountVoice) -> str:
    """Whose word it is and where it was read: "a police spokesman (Amu Wire)"."""
    name = one_line(voice.name)
    if not voice.publisher or voice.publisher == voice.name:
        return name
    return f"{name} ({one_line(voice.publisher)})"


def voices_words(voices: Iterable[AccountVoice]) -> str:
    """Who says so, each voice once with all publishers that carry it; "no voice named" for none."""
    carriers: dict[str, list[str]] = {}
    for voice in voices:
        name = (
            _in_midsentence(one_line(voice.name))
            if voice.name != "unnamed publisher"
            else "a page that names no publisher"
        )
        known = carriers.setdefault(name + (", a party to it" if voice.is_party else ""), [])
        if voice.publisher and voice.publisher != voice.name and voice.publisher not in known:
            known.append(voice.publisher)
    said = [f"{name} (in {listed(known)})" if known else name for name, known in carriers.items()]
    return "; ".join(said) or "no voice named"


def speaker_words(voice: VoiceRef) -> str:
    """Who speaks: the known name, or the page's words where they tell which body of that name does ("Mali's army")."""
    told = voice.text.replace("’", "'")
    return voice.text if voice.name and told.startswith(f"{voice.name}'s ") else voice.label


def _in_midsentence(name: str) -> str:
    """The words for somebody as they stand inside a sentence: "A police spokesman" is "a police spokesman"."""
    article, apart, rest = name.partition(" ")
    is_article = article in ("A", "An") or (article == "The" and rest[:1].islower())
    return f"{article.lower()} {rest}" if apart and is_article else name


def chain_words(claim: ResolvedClaim | ResolvedRelation) -> str:
    """The chain of voices from the innermost out: "a spokesman, told to Amu Wire, in The Long Watch"."""
    inner = [v for v in claim.chain if v.kind not in (VoiceKind.PUBLISHER, VoiceKind.WIRE)]
    outer = [v for v in claim.chain if v.kind in (VoiceKind.PUBLISHER, VoiceKind.WIRE)]
    said = ", citing ".join(_in_midsentence(one_line(speaker_words(v))) for v in inner)
    carried = ", via ".join(one_line(v.label) for v in outer)
    if said and carried:
        return f"{said} (in {carried})"
    return said or carried or "a page that names no publisher"


def pieces_words(pieces: Iterable[Piece]) -> str:
    """The words of evidence on one line, pieces that stood apart joined by " … "."""
    return " … ".join(one_line(piece.text) for piece in pieces)


def number_words(low: float | None, best: float | None, high: float | None) -> str:
    """A quantity as its bounds allow: "12", "10 to 15", "at least 11", "up to 20"; "" for none."""
    if best is not None:
        return grouped(best)
    if low is not None and high is not None:
        return f"{grouped(low)} to {grouped(high)}"
    if low is not None:
        return f"at least {grouped(low)}"
    return f"up to {grouped(high)}" if high is not None else ""


def grouped(value: float) -> str:
    """The number with thousands apart: 12000 is "12,000"."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def counted(count: int, one: str) -> str:
    """The number with its noun: "1 page", "2,000 pages"."""
    return f"{grouped(count)} {one}{'' if count == 1 else 's'}"


Told = tuple[str, float | None, float | None]
"""An account of a number: its words, and its bounds."""


def event_numbers(event: Event) -> list[str]:
    """Each number of an event over all its accounts: "killed 11 to 30, in dispute", "injured 22"."""
    accounts = {name: [(a.value, a.low, a.high) for a in told if _counts_all(a)] for name, told in event.accounts}
    disputed = {c.field: [a.value for a in c.accounts] for c in event.contradictions}
    rows: dict[str, list[tuple[str, str | None]]] = {}
    for q in event.quantities:
        number = " ".join(word for word in (number_words(q.low, q.best, q.high), q.unit) if word)
        rows.setdefault(q.kind, []).append((number, q.who))
    return [
        toll_words(kind, group_words(told), accounts.get(kind, []), disputed.get(kind, []), groups=len(told))
        for kind, told in rows.items()
    ]


def _counts_all(account: Account) -> bool:
    """False for a number that only part of those counted have, or that nobody stands by."""
    return account.note != COUNTED_IN and bool(account.voices or not account.denied_by)


def group_words(rows: Sequence[tuple[str, str | None]]) -> str:
    """The numbers of one kind, each with whom it counts: "at least 5 (2 militants, 3 soldiers)"."""
    totals = " / ".join(number for number, who in rows if not who and number)
    groups = ", ".join(f"{number} {one_line(who)}" for number, who in rows if who and number)
    return f"{totals} ({groups})" if totals and groups else totals or groups


def toll_words(kind: str, number: str, told: Sequence[Told], disputed: Sequence[str], *, groups: int = 1) -> str:
    """One number of an event; `disputed` are the words of the accounts that exclude one another, [] for none.

    A dispute is shown as the range from its lowest to its highest account; accounts that differ without excluding one
    another stand beside each other, since a range would make one number of them.
    """
    if kind == "money":  # accounts may be in several currencies; the number is of one
        return f"{kind} {number}{', in dispute' if disputed else ''}"
    if disputed:
        return f"{kind} {_spread(told, disputed) or number}, in dispute"
    if groups > 1 and kind != "other":
        return f"{kind} {number}"
    values = list(dict.fromkeys(one_line(value) for value, _, _ in told))
    if kind == "other":
        return " / ".join(values) or number
    return f"{kind} {' / '.join(values[:3])}" if len(values) > 1 else f"{kind} {number}"


def _spread(told: Sequence[Told], disputed: Sequence[str], *, groups: int = 1) -> str:
    """The range of the accounts that count the same as the disputed ones: "11 to 30", "11 to at least 40"."""
    nouns = {_noun(value) for value in disputed}
    bounds = [(low, high) for value, low, high in told if not _noun(value) or _noun(value) in nouns or "" in nouns]
    lows = [low if low is not None else high for low, high in bounds]
    tops = [(high if high is not None else low, high is None) for low, high in bounds]
    least = min((low for low in lows if low is not None), default=None)
    most, is_open = max(((top, is_open) for top, is_open in tops if top is not None), default=(None, False))
    if least is None or most is None:
        return ""
    return f"{grouped(least)} to {'at least ' if is_open else ''}{grouped(most)}"


def _noun(value: str) -> str:
    """The last word of an account of a number, which says who or what is counted; "" where it is the number."""
    last = value.split()[-1].casefold() if value.split() else ""
    return "" if any(c.isdigit() for c in last) else last


def type_words(event_type: str, mode: Sequence[str]) -> str:
    """The type and its modes: "ASSAULT (suicide-attack)"."""
    return f"{event_type} ({', '.join(mode)})" if mode else event_type


def deed(actors: Iterable[ActorRef], recipients: Iterable[ActorRef], most: int | None = None) -> str:
    """Who to whom: "A and B → C"; "?" stands for an actor that nobody names. `most` names are shown of each."""
    doing, done_to = names(actors, most), names(recipients, most)
    return f"{doing or '?'} → {done_to}" if done_to else doing or "nobody named"


def those_struck(event: Event) -> tuple[list[ActorRef], list[ActorRef]]:
    """The recipients of an event: who they are, and the sites and things that were struck with them."""
    noted = {account.value for account in dict(event.accounts).get("recipients", ()) if account.note == SITE}
    things = [ref for ref in event.recipients if ref.label in noted or (not event.accounts and _is_site(ref))]
    who = [ref for ref in event.recipients if ref not in things]
    return (who, things) if who else (things, [])


def _is_site(ref: ActorRef) -> bool:
    return ref.actor_id is None and ref.mention_kind in (MentionKind.FACILITY, MentionKind.PLACE)


def as_told(event: Event, field: str, refs: Sequence[ActorRef]) -> list[ActorRef]:
    """The references under the names that the accounts give them: "Mali's army", which is known as its state's."""
    values = {account.value for account in dict(event.accounts).get(field, ())}
    bare = [" ".join(w for n, w in enumerate(ref.text.split()) if n or w.lower() not in _ARTICLES) for ref in refs]
    return [replace(ref, name=text) if text in values else ref for ref, text in zip(refs, bare, strict=True)]


_ARTICLES = frozenset({"the", "a", "an"})


def event_deed(event: Event, most: int | None = None) -> str:
    """Who to whom of an event. Actors whom rival accounts name are joined by "or".

    Where a name is told, words such as "gunmen" or "rival groups" are left to the accounts, and so is what was struck
    where it is told who was.
    """
    disputed = {contradiction.field for contradiction in event.contradictions}
    acting = as_told(event, "actors", [ref for ref in event.actors if ref.is_named] or event.actors)
    doing = names(acting, most, joined="or" if "actors" in disputed else "and")
    done_to = names(as_told(event, "recipients", those_struck(event)[0]), most)
    return f"{doing or '?'} → {done_to}" if done_to else doing or "nobody named"


def accounts_in_order(event: Event) -> list[tuple[str, tuple[Account, ...]]]:
    """The fields of an event with their accounts: disputed fields first, and in each the accounts that give a name."""
    disputed = {contradiction.field for contradiction in event.contradictions}
    named = {ref.label for ref in (*event.actors, *event.recipients) if ref.is_named}
    fields = sorted(event.accounts, key=lambda pair: pair[0] not in disputed)
    return [
        (name, tuple(sorted(told, key=lambda account: account.value not in named)) if name in PEOPLE else told)
        for name, told in fields
    ]


def carried_words(event: Event) -> str:
    """Where an event is told: "5 different articles, carried by 6 publishers"; a copy is the article it repeats."""
    told = counted(event.articles, "different article" if event.articles > 1 else "article")
    if not event.publishers:
        return f"{told} of no named publisher"
    return f"{told}, carried by {counted(event.publishers, 'publisher')}"


def event_headline(event: Event, most: int | None = None) -> str:
    """One line for an event: type, who to whom, where, when; what has not happened is said so."""
    parts = [
        type_words(event.event_type.value, event.mode),
        event_deed(event, most),
        place_words(event.place),
        days(event.occurred) or "day unknown",
    ]
    if event.factuality not in (Factuality.HAPPENED.value, Factuality.ONGOING.value):
        parts.append(event.factuality if event.factuality != Factuality.UNKNOWN.value else "not established")
    return " · ".join(part for part in parts if part)


def claim_headline(claim: ResolvedClaim) -> str:
    """One line for a claim: type, who to whom, where, when, and how the text puts it."""
    occurred = claim.claim.occurred
    parts = [
        type_words(claim.claim.event_type.value, claim.claim.mode),
        deed(claim.actors, claim.recipients),
        place_words(claim.place),
        (days(occurred.interval) or one_line(occurred.text)) if occurred else "",
        claim.claim.factuality.value,
    ]
    return " · ".join(part for part in parts if part)


def article_words(article: ArticleRef) -> str:
    """Publisher, title and day of an article: "Amu Wire, “Title”, 2025-01-22"; that none is named comes last."""
    parts = [
        one_line(article.publisher.name) if article.publisher else "",
        f"“{one_line(article.title)}”" if article.title else "",
        days(article.published.interval),
        "" if article.publisher else "on a page that names no publisher",
    ]
    return ", ".join(part for part in parts if part)


def capture_words(article: ArticleRef) -> str:
    """Where the article was read from: its URL, else its path, else its id."""
    return article.capture_url or article.capture_path or article.capture_id or "text as given"


def file_name(item: str) -> str:
    """The item's own name without its folders; an address stays whole."""
    line = one_line(item)
    return line if "://" in line else line.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def offsets_words(claim: ResolvedClaim, folder: str = "") -> str:
    """Where the words of evidence stand: "page.txt:120-245, 300-320", counted in the capture's characters.

    `folder` is left out where the path begins with it.
    """
    spans = [piece.capture_span or piece.span for piece in claim.evidence]
    return f"{capture_words(claim.article).removeprefix(folder)}:{', '.join(f'{s.start}-{s.end}' for s in spans)}"


def quote(claim: ResolvedClaim, width: int = 160) -> str:
    """The words that state the claim, on one line in quotation marks; pieces that stood apart are joined by " … ".

    Where they are longer than `width`, the part around what happened and how many is kept.
    """
    return _quoted(claim, claim.evidence, width)


def quote_in_brief(claim: ResolvedClaim, width: int) -> str:
    """The one stretch that says most of a claim, quoted, and where it stands, in `width` characters or a few more.

    A file is named without its folders.
    """
    piece = _telling_piece(claim)
    source = file_name(capture_words(claim.article))
    span = piece.capture_span or piece.span
    where = f"{source}:{span.start}-{span.end}"
    return f"{_quoted(claim, (piece,), max(40, width - len(where) - 3))} {where}"


def _telling_piece(claim: ResolvedClaim) -> Piece:
    """The stretch in which the last voice speaks, else the one that names what happened, else the first."""
    voice = claim.chain[-1].span if claim.chain else None
    for span in (voice, claim.trigger.span):
        for piece in claim.evidence:
            if span is not None and span.within(piece.span):
                return piece
    return claim.evidence[0]


def _quoted(claim: ResolvedClaim, pieces: Sequence[Piece], width: int) -> str:
    words = one_line(" … ".join(piece.text for piece in pieces))
    if len(words) > width:
        kept = [claim.trigger.text, *(quantity.text for quantity in claim.claim.quantities)]
        words = _around(words, [one_line(word) for word in kept], width)
    return words if words.startswith(("“", '"')) else f"“{words}”"


def _around(words: str, kept: Sequence[str], width: int) -> str:
    """The stretch of `words`, `width` long at most, whose middle is that of the words to keep."""
    found = [(words.find(word), words.find(word) + len(word)) for word in kept if word and word in words]
    first, last = min((a for a, _ in found), default=0), max((b for _, b in found), default=0)
    start = max(0, min((first + last - width) // 2, len(words) - width + 1))
    if start == 0:
        return clipped(words, width)
    begin = words.find(" ", start) + 1 or start
    return "…" + clipped(words[begin:].removeprefix("… "), width - 1)


def gone_words(gone: Gone) -> str:
    """That words of the evidence are gone, from the version of which day, and which."""
    words = " … ".join(clipped(piece.text, 120) for piece in gone.pieces)
    return f"the words this rests on are gone from the version of {gone.seen_at.date()}: “{words}”"
