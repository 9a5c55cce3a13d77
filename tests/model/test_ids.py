from __future__ import annotations

import inspect

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import ids
from onrecord.model.ids import ArticleId, CaptureId, ClaimId, Digest, MentionId, RunId, make_key

# What an id leaves out, on purpose: changing one of these must not change the id.
LEFT_OUT = {
    "capture_id": {"retrieved_at", "given", "path folder"},
    "article_id": {"title", "publisher", "credited_to", "author", "published"},
    "mention_id": {"score", "basis"},
    "attribution_id": {"form", "score"},
    "claim_id": {"place", "occurred", "quantities", "mode", "contexts", "confidence"},
    "relation_id": {"post", "held", "chain"},
    "judgement_id": {"verdict", "score", "decided_at"},
    "run_id": {"started_at"},
    "issue_id": {"message", "raised_at"},
}


def test_functions_do_not_take_what_ids_leave_out() -> None:
    for name, fields in LEFT_OUT.items():
        parameters = set(inspect.signature(getattr(ids, name)).parameters)
        assert not parameters & fields, name


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_keys_differ_where_fields_differ(a: list[str], b: list[str]) -> None:
    assert (make_key("x", *a) == make_key("x", *b)) == (a == b)


def test_ids_stay_the_same_from_version_to_version() -> None:
    capture = ids.capture_id(Digest("00" * 32), "page.html")
    assert capture == "ca001ab6376f531ebfc5a9"
    article = ids.article_id(CaptureId("ca1"), "article", "Text", [(0, 4)])
    assert article == ids.article_id(CaptureId("ca1"), "article", "Text", [(0, 4)])
    assert article != ids.article_id(CaptureId("ca1"), "article", "Text", [(1, 5)])


def test_local_actors_fold_case_and_space() -> None:
    assert ids.local_actor_id("Front  of Unity", "armed_group") == ids.local_actor_id("front of unity", "armed_group")
    assert ids.local_actor_id("Front of Unity", "party") != ids.local_actor_id("Front of Unity", "armed_group")


def test_an_event_is_named_by_its_first_claim_in_id_order() -> None:
    assert ids.event_id([ClaimId("b"), ClaimId("a")]) == ids.event_id([ClaimId("a"), ClaimId("c")])


def test_mutual_blame_makes_two_claims() -> None:
    def claim(actor: str, recipient: str) -> ClaimId:
        return ids.claim_id(
            ArticleId("ar"),
            RunId("ru"),
            "ACCUSE",
            (0, 4),
            actors=[MentionId(actor)],
            recipients=[MentionId(recipient)],
            factuality="happened",
            stance="blames",
            voice=None,
        )

    assert claim("a", "b") != claim("b", "a")
