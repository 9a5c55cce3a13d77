"""What was captured, and the single articles found on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from onrecord.model.dates import DateInterval
from onrecord.model.ids import ArticleId, CaptureId, Digest
from onrecord.model.spans import OffsetMap, Span


class ArticleKind(StrEnum):
    ARTICLE = "article"
    TEASER = "teaser"  # a few lines that point to an article elsewhere


class PassageKind(StrEnum):
    """What a stretch of an article is; everything that is none of these is body."""

    TITLE = "title"
    KICKER = "kicker"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    CAPTION = "caption"


class SetAsideKind(StrEnum):
    """Why characters of a capture belong to no article."""

    BOILERPLATE = "boilerplate"
    SIDEBAR = "sidebar"
    FAQ = "faq"
    ADVERT = "advert"
    REPEAT = "repeat"
    OTHER = "other"


class DateBasis(StrEnum):
    """What an article's date of publication rests on."""

    GIVEN = "given"
    METADATA = "metadata"
    URL = "url"
    FEED = "feed"
    DATELINE = "dateline"
    TEXT = "text"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user, or a feed or table, says of a page that the page itself may not say."""

    publisher: str | None = None
    published: DateInterval | None = None
    published_basis: DateBasis = DateBasis.GIVEN
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """A file that lies under another name than people know it by: an upload, or a pasted text. `name` is no path."""

    file: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a capture's text with what its tags told: one rendered block of HTML.

    `tag` is the block's own element; `path` its ancestors from the outside in, each as "tag#id.class" cut to 80
    characters; `link_chars` how many of its characters stand inside links. Blocks do not overlap, rise, and together
    cover every non-blank character. Plain text has none.
    """

    span: Span
    tag: str
    path: tuple[str, ...]
    link_chars: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What the page's head says of it: `values` in order, as (name, value), names in lower case.

    Names are "title", "canonical", "lang", the meta tags' own ("og:site_name", "article:published_time", …) and
    flattened JSON-LD, "ld:Type.datePublished", "ld:Type.publisher.name".
    """

    values: tuple[tuple[str, str], ...] = ()

    def first(self, *names: str) -> str | None:
        """The first value that stands under any of the names, in the order of the names."""
        for name in names:
            for key, value in self.values:
                if key == name:
                    return value
        return None

    def all(self, name: str) -> tuple[str, ...]:
        """Every value that stands under the name."""
        return tuple(value for key, value in self.values if key == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page as it arrived: its bytes, and the text that offsets count in.

    `text` is the decoded file exactly for plain text, the rendered text for HTML and PDF. `path` and `url` are as the
    user or the container gave them; a member of a container is "outer.zip!inner.html". `retrieved_at` is the
    container's own time of capture (WARC-Date) or the download's; None for a file, whose own time says nothing.
    """

    id: CaptureId
    path: str | None
    url: str | None
    sha256: Digest
    retrieved_at: datetime | None
    media_type: str
    encoding: str | None
    text: str = field(repr=False)
    content: bytes = field(repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    metadata: PageMetadata = PageMetadata()
    given: Given = Given()

    @property
    def source(self) -> str:
        """How people refer to the capture: its URL, else its path."""
        return self.url or self.path or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherRef:
    """Who put an article out: `key` names the publisher's file in `publishers/`, None for one not known there."""

    name: str
    domain: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article was published, and why we think so.

    `interval` is None where nothing can be told; `evidence` is the words it rests on; `span` where they stand in the
    capture's text, None for metadata; `reasons` the steps, the refused candidates included.
    """

    interval: DateInterval | None
    basis: DateBasis | None
    evidence: str | None = None
    span: Span | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an article that is not plain body."""

    kind: PassageKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A stretch of a capture's text that belongs to no article, and why."""

    span: Span
    kind: SetAsideKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, cut from its capture and frozen.

    `text` is pieces of the capture's text joined in reading order, nothing added: title and byline, body, captions.
    `offsets` leads back to the capture. `body` are the spans of `text` that are the article's own prose, subheads
    included; `passages` says which stretches are title, subhead, byline and so on.
    """

    id: ArticleId
    capture_id: CaptureId
    order: int
    kind: ArticleKind
    title: str | None
    publisher: PublisherRef | None
    credited_to: PublisherRef | None
    author: str | None
    published: Published
    language: str | None
    text: str = field(repr=False)
    offsets: OffsetMap = field(repr=False)
    body: tuple[Span, ...] = field(repr=False)
    passages: tuple[Passage, ...] = ()

    def passages_of(self, kind: PassageKind) -> tuple[Passage, ...]:
        """The passages of one kind, in order."""
        return tuple(p for p in self.passages if p.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    """What one capture holds: its articles in order, and everything else, set aside."""

    articles: tuple[Article, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassage:
    """A stretch of one article that stands, alike or nearly, in another."""

    article_id: ArticleId
    span: Span
    other_id: ArticleId
    other_span: Span

    def seen_from(self, article_id: ArticleId) -> SharedPassage:
        """The same passage with the named one of its two articles first."""
        if article_id == self.article_id:
            return self
        return SharedPassage(
            article_id=self.other_id, span=self.other_span, other_id=self.article_id, other_span=self.span
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that are one text. `original` is None where nothing on the pages tells it; `reason` says what told.

    Each shared passage stands once in `shares`, seen from one of its two articles.
    """

    id: str
    members: tuple[ArticleId, ...]
    original: ArticleId | None
    reason: str
    shares: tuple[SharedPassage, ...] = ()

    def shares_of(self, article_id: ArticleId) -> tuple[SharedPassage, ...]:
        """The passages that one article shares, seen from it."""
        mine = (share for share in self.shares if article_id in (share.article_id, share.other_id))
        return tuple(share.seen_from(article_id) for share in mine)
