from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies import changes, compare, lost
from onrecord.model.articles import Article, ArticleKind, Published
from onrecord.model.ids import ArticleId, CaptureId
from onrecord.model.spans import OffsetMap, Span
from onrecord.model.versions import EditKind

BEFORE = (
    "A ferry sank off the port of Velmar on Sunday and at least four passengers drowned, the coast guard said.",
    "Divers searched the hull through the night while relatives waited on the quay in heavy rain.",
    "The operator blamed a freak wave and said that every passenger had been given a life jacket.",
    "Ferries will stay in port until the wind drops, the harbour master said.",
)


def article(text: str, name: str = "a", title: str | None = "Ferry sinks off Velmar") -> Article:
    return Article(
        id=ArticleId(f"ar{name}"),
        capture_id=CaptureId(f"ca{name}"),
        order=0,
        kind=ArticleKind.ARTICLE,
        title=title,
        publisher=None,
        credited_to=None,
        author=None,
        published=Published(interval=None, basis=None),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),) if text else (),
    )


def test_a_figure_that_was_raised_and_a_sentence_that_is_gone() -> None:
    old = article("\n\n".join(BEFORE))
    new = article("\n\n".join(BEFORE[:2] + BEFORE[3:]).replace("at least four", "at least eleven"), "b")
    raised, gone = changes(old, new)
    assert (raised.kind, raised.old_text, raised.new_text) == (EditKind.CHANGED, "four", "eleven")
    assert (gone.kind, gone.old_text) == (EditKind.REMOVED, BEFORE[2])
    assert raised.old.of(old.text) == "four"
    assert raised.new.of(new.text) == "eleven"


def test_claims_whose_words_are_gone() -> None:
    old = article("\n\n".join(BEFORE))
    edits = changes(old, article("\n\n".join(BEFORE[:2] + BEFORE[3:]), "b"))
    blamed = Span(old.text.index("The operator blamed"), old.text.index(" and said that every"))
    sank = Span(0, old.text.index(" off the port"))
    assert lost((sank, blamed), edits) == (blamed,)


def test_words_put_into_the_midst_of_evidence() -> None:
    old = article("Rebels seized the town on Friday, the army said.")
    edits = changes(old, article("Rebels have not seized the town on Friday, the army said.", "b"))
    assert [e.kind for e in edits] == [EditKind.ADDED]
    assert lost((Span(0, 22), Span(23, 48)), edits) == (Span(0, 22),)


def test_a_paragraph_that_was_moved_is_not_lost() -> None:
    old = article("\n\n".join(BEFORE))
    new = article("\n\n".join((BEFORE[0], *BEFORE[2:], BEFORE[1])), "b")
    (moved,) = changes(old, new)
    assert moved.kind is EditKind.MOVED
    assert moved.new.of(new.text) == BEFORE[1]
    assert lost((moved.old,), (moved,)) == ()


def test_articles_of_a_page_added_and_gone() -> None:
    ferry = article("\n\n".join(BEFORE), "old")
    later = article("\n\n".join(BEFORE[:3]), "new", title="Ferry sinks off Velmar, four drown")
    loan = article("Lawmakers in Korvia approved a loan for the railways after two weeks of debate.", "loan", "Loan")
    vote = article(
        "Miners in the south walked out over pay and blocked the only road to the smelter.", "vote", "Strike"
    )
    found = compare((ferry, loan), (vote, later))
    assert [(c.old, c.new, c.retitled) for c in found] == [
        (ferry.id, later.id, True),
        (loan.id, None, False),
        (None, vote.id, False),
    ]
    assert compare((ferry,), (article(ferry.text, "again"),)) == ()


WORDS = st.lists(st.sampled_from(["ferry", "port", "sank", "four", "wave", "\n", "\n\n", "said."]), max_size=40)


@given(WORDS, WORDS)
def test_edits_make_the_newer_words_of_the_older(one: list[str], other: list[str]) -> None:
    old, new = article(" ".join(one)), article(" ".join(other), "b")
    built, at = [], 0
    for edit in changes(old, new):
        assert edit.old.of(old.text) == edit.old_text
        assert edit.new.of(new.text) == edit.new_text
        assert edit.kind is not EditKind.MOVED
        built += [old.text[at : edit.old.start], " ", edit.new_text, " "]
        at = edit.old.end
    built.append(old.text[at:])
    assert "".join(built).split() == new.text.split()


def test_many_equal_lines_are_compared_in_bounds() -> None:
    before = article("x y z\n" * 30_000)
    after = article("x y z\n" * 15_000 + "q r s\n" * 3 + "x y z\n" * 15_000, "b")
    (edit,) = changes(before, after)
    assert (edit.kind, edit.new_text.split()[:3]) == (EditKind.ADDED, ["q", "r", "s"])
