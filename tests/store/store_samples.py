"""Codings made up for tests of the store: one page, two sentences, whole and small."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import ids
from onrecord.model.actors import Actor, ActorKind, Alias, Membership, Place, Post
from onrecord.model.articles import (
    Article,
    ArticleKind,
    Block,
    Capture,
    DateBasis,
    Given,
    PageMetadata,
    Passage,
    PassageKind,
    Published,
    PublisherRef,
    SetAside,
    SetAsideKind,
)
from onrecord.model.claims import (
    Claim,
    EventType,
    Factuality,
    Relation,
    RelationKind,
    Stance,
    Voice,
    VoiceKind,
)
from onrecord.model.coding import ArticleCoding, CaptureCoding
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.mentions import Attribution, AttributionForm, Mention, MentionKind, Quantity, QuantityKind
from onrecord.model.runs import Issue, Run
from onrecord.model.spans import Span, cut

PAPER = PublisherRef(name="The Valley Post", domain="valleypost.example", key="valley_post")
PUBLISHED = DateInterval(date(2025, 1, 23), date(2025, 1, 24))
NOTHING_GIVEN = Given()

TALIBAN = Actor(
    id=ids.ActorId("taliban"),
    name="Taliban",
    kind=ActorKind.ARMED_GROUP,
    aliases=(Alias(name="Afghan Taliban"), Alias(name="Islamic Emirate", language="en")),
    country="AFG",
    sector="REB",
    code="AFGINSTAL",
    memberships=(Membership(kind="fights", actor=ids.ActorId("iskp")),),
)
SPOKESMAN = Actor(
    id=ids.local_actor_id("Karim Noor", "person"),
    name="Karim Noor",
    kind=ActorKind.PERSON,
    country="AFG",
    posts=(Post(title="spokesman", organisation=ids.ActorId("taliban"), held=DateInterval(date(2021, 8, 1), None)),),
    local=True,
)
ISKP = Actor(
    id=ids.ActorId("iskp"),
    name="Islamic State Khorasan Province",
    kind=ActorKind.ARMED_GROUP,
    aliases=(Alias(name="ISKP"), Alias(name="ISIS-K")),
    country="AFG",
    sector="REB",
)
KUNDUZ = Place(
    id=ids.PlaceId("kunduz"),
    name="Kunduz",
    aliases=("Qunduz",),
    country="AFG",
    admin1="Kunduz",
    latitude=36.7,
    longitude=68.9,
    parents=(ids.PlaceId("afg"),),
)
AFGHANISTAN = Place(id=ids.PlaceId("afg"), name="Afghanistan", country="AFG", feature="A.PCLI", precision=6)

RUN = Run(id=ids.run_id("0.1.0", "m1", "k1", "s1"), program="0.1.0", model="m1", knowledge="k1", settings="s1")
LATER = Run(id=ids.run_id("0.2.0", "m1", "k1", "s1"), program="0.2.0", model="m1", knowledge="k1", settings="s1")

JUNK = "Menu | Subscribe\n"
TITLE = "Market attack in Kunduz\n"
BODY = "Karim Noor said fighters of ISKP killed 11 people in Kunduz on Monday. The Taliban blamed ISKP. "


@dataclass(frozen=True)
class Page:
    """What a made-up page says; every part can be put otherwise."""

    path: str = "pages/market.txt"
    url: str | None = "https://example.org/market"
    publisher: PublisherRef | None = PAPER
    published: DateInterval | None = PUBLISHED
    run: Run = RUN
    title: str = "Market attack in Kunduz"
    repeat: int = 1
    more: str = ""
    given: Given = NOTHING_GIVEN
    actor: Actor | None = ISKP


def coding_of(page: Page) -> CaptureCoding:
    """A capture with one article of `repeat` times two sentences, wholly coded."""
    text = JUNK + TITLE + "AD: buy now\n" + BODY * page.repeat + page.more
    content = text.encode("utf-8", "surrogatepass")
    sha256 = ids.digest(content)
    capture = Capture(
        id=ids.capture_id(sha256, page.url or page.path),
        path=page.path,
        url=page.url,
        sha256=sha256,
        retrieved_at=None,
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        content=content,
        blocks=(Block(span=Span(0, 4), tag="p", path=("html", "body"), link_chars=2),),
        metadata=PageMetadata(values=(("title", page.title),)),
        given=page.given,
    )
    return CaptureCoding(
        run=page.run,
        capture=capture,
        articles=(_article_coding(page, capture),),
        set_aside=(SetAside(span=Span(0, len(JUNK)), kind=SetAsideKind.BOILERPLATE),),
        issues=(
            Issue(
                id=ids.issue_id(capture.source, "claims", "uncoded", [0, 3]),
                item=capture.source,
                stage="claims",
                code="uncoded",
                message="a sentence told of nothing",
                refused=False,
                capture_id=capture.id,
                run_id=page.run.id,
            ),
        ),
    )


def _article(page: Page, capture: Capture) -> Article:
    start = len(JUNK)
    pieces = [Span(start, start + len(TITLE)), Span(start + len(TITLE) + len("AD: buy now\n"), len(capture.text))]
    text, offsets = cut(capture.text, pieces)
    return Article(
        id=ids.article_id(capture.id, "article", text, [(p.start, p.end) for p in pieces]),
        capture_id=capture.id,
        order=0,
        kind=ArticleKind.ARTICLE,
        title=page.title,
        publisher=page.publisher,
        credited_to=None,
        author="A. Writer",
        published=Published(interval=page.published, basis=DateBasis.GIVEN if page.published else None),
        language="en",
        text=text,
        offsets=offsets,
        body=(Span(len(TITLE), len(text)),),
        passages=(Passage(kind=PassageKind.TITLE, span=Span(0, len(TITLE) - 1)),),
    )


def _article_coding(page: Page, capture: Capture) -> ArticleCoding:
    article = _article(page, capture)
    parts = [_Sentences(page, article, len(TITLE) + n * len(BODY)) for n in range(page.repeat)]
    actors = (TALIBAN, SPOKESMAN) if page.actor is None else (TALIBAN, SPOKESMAN, page.actor)
    return ArticleCoding(
        article=article,
        mentions=tuple(m for p in parts for m in p.mentions),
        times=tuple(p.time for p in parts),
        attributions=tuple(p.attribution for p in parts),
        claims=tuple(c for p in parts for c in p.claims),
        relations=tuple(p.relation for p in parts),
        judgements=tuple(j for p in parts for j in p.judgements),
        actors=actors,
        places=(KUNDUZ, AFGHANISTAN),
    )


class _Sentences:
    """The two sentences of BODY at one place of an article, coded."""

    def __init__(self, page: Page, article: Article, at: int) -> None:
        self.page, self.article, self.at = page, article, at
        self.speaker = self._mention("Karim Noor", MentionKind.PERSON)
        self.iskp = self._mention("ISKP", MentionKind.ARMED_GROUP)
        self.people = self._mention("11 people", MentionKind.QUANTITY)
        self.place = self._mention("Kunduz", MentionKind.PLACE)
        self.day = self._mention("Monday", MentionKind.TIME)
        self.taliban = self._mention("The Taliban", MentionKind.ARMED_GROUP)
        self.mentions = (self.speaker, self.iskp, self.people, self.place, self.day, self.taliban)
        self.time = (self.day.id, self._monday())

    def _span(self, words: str) -> Span:
        start = self.article.text.index(words, self.at)
        return Span(start, start + len(words))

    def _mention(self, words: str, kind: MentionKind) -> Mention:
        span = self._span(words)
        return Mention(
            id=ids.mention_id(self.article.id, span.start, span.end, kind.value),
            article_id=self.article.id,
            span=span,
            kind=kind,
            text=words,
            score=0.9,
            basis="made up",
        )

    def _monday(self) -> TimeValue:
        return TimeValue(
            text="Monday",
            span=self.day.span,
            interval=DateInterval.day(date(2025, 1, 20)) if self.page.published else None,
            precision=Precision.DAY,
            basis="weekday before publication",
            timex_type="DATE",
            timex_value="2025-01-20",
        )

    @property
    def attribution(self) -> Attribution:
        content = (self._span("fighters of ISKP killed 11 people in Kunduz on Monday"),)
        cue = self._span("said")
        return Attribution(
            id=ids.attribution_id(self.article.id, self.speaker.id, [cue.start, cue.end], [content[0].start]),
            article_id=self.article.id,
            source=self.speaker.id,
            cue=cue,
            content=content,
            form=AttributionForm.INDIRECT,
            parent=None,
            score=0.8,
            basis="made up",
        )

    def _claim(self, kind: EventType, trigger: str, stance: Stance, chain: tuple[Voice, ...], **parts: object) -> Claim:
        span = self._span(trigger)
        claim = Claim(
            id=ids.ClaimId(""),
            article_id=self.article.id,
            run_id=self.page.run.id,
            event_type=kind,
            mode=("firearms",) if kind is EventType.ASSAULT else (),
            contexts=("terrorism",),
            factuality=Factuality.HAPPENED,
            stance=stance,
            background=False,
            chain=chain,
            actors=(self.iskp.id,),
            recipients=(),
            place=None,
            occurred=None,
            quantities=(),
            trigger=span,
            evidence=(Span(span.start - 3, span.end + 3),),
            confidence=0.7,
            basis="made up",
        )
        claim = replace(claim, **parts)  # type: ignore[arg-type]
        key = ids.claim_id(
            self.article.id,
            claim.run_id,
            kind,
            (span.start, span.end),
            actors=claim.actors,
            recipients=claim.recipients,
            factuality=claim.factuality,
            stance=stance,
            voice=chain[-1].text,
        )
        return replace(claim, id=key)

    @property
    def claims(self) -> tuple[Claim, ...]:
        paper = Voice(kind=VoiceKind.PUBLISHER, text="The Valley Post")
        speaker = Voice(
            kind=VoiceKind.SPEAKER,
            text="Karim Noor",
            span=self.speaker.span,
            mention_id=self.speaker.id,
            cue="said",
            cue_span=self._span("said"),
        )
        killed = Quantity(
            kind=QuantityKind.KILLED,
            who="people",
            low=11.0,
            best=11.0,
            high=11.0,
            unit=None,
            text="11 people",
            span=self.people.span,
        )
        assault = self._claim(
            EventType.ASSAULT,
            "killed",
            Stance.BLAMES,
            (paper, speaker),
            recipients=(self.people.id,),
            place=self.place.id,
            occurred=self.time[1],
            quantities=(killed,),
        )
        accusing = self._claim(
            EventType.ACCUSE, "blamed", Stance.REPORTS, (paper,), actors=(self.taliban.id,), recipients=(self.iskp.id,)
        )
        return assault, accusing

    @property
    def relation(self) -> Relation:
        return Relation(
            id=ids.relation_id(
                self.article.id, self.page.run.id, RelationKind.SPEAKS_FOR, self.speaker.id, self.taliban.id
            ),
            article_id=self.article.id,
            run_id=self.page.run.id,
            kind=RelationKind.SPEAKS_FOR,
            subject=self.speaker.id,
            object=self.taliban.id,
            post="spokesman",
            held=None,
            chain=(Voice(kind=VoiceKind.PUBLISHER, text="The Valley Post"),),
            evidence=(self._span("Karim Noor said"),),
            confidence=0.6,
            basis="made up",
        )

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        actor = JudgementKind.ACTOR
        found = [
            judged(actor, self.speaker.id, SPOKESMAN.id),
            judged(actor, self.taliban.id, TALIBAN.id),
            judged(JudgementKind.PLACE, self.place.id, KUNDUZ.id),
        ]
        if self.page.actor is not None:
            found.append(judged(actor, self.iskp.id, self.page.actor.id))
        return tuple(found)


def judged(
    kind: JudgementKind,
    left: str,
    right: str,
    verdict: Verdict = Verdict.SAME,
    by: str = "onrecord",
    score: float = 0.9,
) -> Judgement:
    """A decision made up for a test."""
    return Judgement(
        id=ids.judgement_id(kind.value, left, right, by),
        kind=kind,
        left=left,
        right=right,
        verdict=verdict,
        score=score,
        reason="made up",
        left_value=left,
        right_value=right,
        decided_by=by,
    )
