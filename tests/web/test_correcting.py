"""Correcting on the desk without a script: plain forms, what comes of them, and what is in their way."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedClaim
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app

OWN = {"origin": "http://localhost:8710", "sec-fetch-site": "same-origin"}
_FIELD = re.compile(r'<input[^>]*\bname="([^"]+)"[^>]*>')


class Coder:
    """Somebody at a browser of their own: opens pages, and sends the form of a claim back with some fields changed."""

    def __init__(self, record: Record, name: str = "Ada") -> None:
        app = create_app(record, Settings())
        self.client = TestClient(app, base_url="http://localhost:8710", follow_redirects=False)
        self.client.cookies.set("onrecord-coder", name)

    def page(self, address: str) -> str:
        return self.client.get(address, follow_redirects=True).text

    def form(self, address: str, marker: str = 'class="correct"') -> list[tuple[str, str]]:
        """The fields of the form on a page, as a browser would send them without a button."""
        return fields_of(self.page(address), marker)

    def send(self, address: str, fields: list[tuple[str, str]] | dict[str, str], **more: str):
        pairs = list(fields.items()) if isinstance(fields, dict) else fields
        if not any(name == "csrf" for name, _ in pairs):
            pairs = [("csrf", token_on(self.page("/changes"))), *pairs]
        kept = [(name, value) for name, value in pairs if name not in more]
        data: dict[str, list[str]] = {}
        for name, value in [*kept, *more.items()]:
            data.setdefault(name, []).append(value)
        return self.client.post(address, data=data, headers=OWN)

    def correct(self, told: ResolvedClaim, **more: str):
        address = f"/claims/{told.claim.id}"
        return self.send(address, self.form(address), **{name.replace("__", "."): v for name, v in more.items()})


def token_on(page: str) -> str:
    found = re.search(r'name="csrf-token" content="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def fields_of(page: str, marker: str) -> list[tuple[str, str]]:
    """The names and values that a form's fields have."""
    form = re.search(rf"<form [^>]*{marker}.*?</form>", page, re.DOTALL)
    assert form, page
    found = []
    for element in re.finditer(r"<input[^>]*>|<select.*?</select>", form[0], re.DOTALL):
        tag = element[0]
        name = re.search(r'name="([^"]+)"', tag)
        if name is None or ('type="checkbox"' in tag and "checked" not in tag):
            continue
        if tag.startswith("<select"):
            chosen = re.search(r"<option([^>]*) selected>([^<]*)</option>", tag) or re.search(
                r"<option([^>]*)>([^<]*)</option>", tag
            )
            given = re.search(r'value="([^"]*)"', chosen[1]) if chosen else None
            found.append((name[1], html.unescape(given[1] if given else chosen[2] if chosen else "")))
        else:
            value = re.search(r'\bvalue="([^"]*)"', tag)
            found.append((name[1], html.unescape(value[1]) if value else ""))
    return found


def now(record: Record, told: ResolvedClaim) -> ResolvedClaim:
    return next(record.claims_with([told.claim.id]))


@pytest.fixture
def ada(own_record: Record) -> Coder:
    return Coder(own_record)


@pytest.fixture
def killing(own_record: Record) -> ResolvedClaim:
    """The claim about soldiers killed, whose text begins with emoji and combining marks."""
    return next(t for t in own_record.claims(Filter()) if t.trigger.text == "killed" and "spokesman" in quoted(t))


def quoted(told: ResolvedClaim) -> str:
    return "".join(piece.text for piece in told.evidence)


def test_a_name_is_asked_for_once_and_nothing_typed_is_lost(own_record: Record, killing: ResolvedClaim) -> None:
    somebody = Coder(own_record)
    somebody.client.cookies.delete("onrecord-coder")
    address = f"/claims/{killing.claim.id}"
    asked = somebody.send(address, somebody.form(address), factuality="possible")
    assert asked.status_code == 403
    assert "Your name" in asked.text
    again = somebody.send(address, fields_of(asked.text, 'class="unsaved"'), coder="Ada")
    assert again.status_code == 303
    assert "onrecord-coder=Ada" in again.headers["set-cookie"]
    assert now(own_record, killing).claim.factuality == "possible"
    assert own_record.changes()[0].by == "Ada"


def test_accept_reject_type_undo_and_redo(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    assert ada.correct(killing, status="accepted").status_code == 303
    assert now(own_record, killing).reviewed
    assert ada.correct(killing, event_type="COERCE", factuality="planned").status_code == 303
    assert now(own_record, killing).claim.event_type == "COERCE"
    words = own_record.changes()[0].words
    assert "type ASSAULT → COERCE" in words
    assert "factuality happened → planned" in words
    assert ada.send("/undo", {}).status_code == 303
    assert now(own_record, killing).claim.event_type == "ASSAULT"
    assert ada.send("/redo", {}).status_code == 303
    assert now(own_record, killing).claim.event_type == "COERCE"
    assert ada.correct(killing, status="rejected").status_code == 303
    assert killing.claim.id not in {told.claim.id for told in own_record.claims()}
    assert 'value="rejected" data-key="r" data-does="reject the claim" aria-pressed="true"' in ada.page(
        f"/claims/{killing.claim.id}"
    )
    assert ada.correct(killing, status="accepted").status_code == 303
    assert now(own_record, killing).claim.event_type == "COERCE"
    assert ada.send("/undo", {}).status_code == 303
    assert killing.claim.id not in {told.claim.id for told in own_record.claims()}
    assert ada.send("/undo", {"back": "/claims"}).headers["location"] == "/claims"
    assert killing.claim.id in {told.claim.id for told in own_record.claims()}


def test_a_form_sent_back_as_it_came_changes_nothing(ada: Coder, own_record: Record) -> None:
    for told in own_record.claims():
        assert ada.correct(told).status_code == 303
    assert own_record.changes() == ()


def test_words_are_found_where_they_stand(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    answer = ada.correct(
        killing, actors__0__words="a military spokesman", place__0__words="Bourem", place__0__who="", note="seen"
    )
    assert answer.status_code == 303, answer.text
    after = now(own_record, killing)
    text = own_record.article(killing.claim.article_id).article.text
    assert [ref.text for ref in after.actors] == ["a military spokesman"]
    assert after.actors[0].span.of(text) == "a military spokesman"
    assert own_record.changes()[0].words.count("seen") == 1


def test_words_that_do_not_stand_there_come_back_with_the_form(ada: Coder, killing: ResolvedClaim) -> None:
    answer = ada.correct(killing, actors__0__words="nobody at all", factuality="possible")
    assert answer.status_code == 422
    assert "does not stand in the article" in answer.text
    fields = dict(fields_of(answer.text, 'class="correct"'))
    assert fields["actors.0.words"] == "nobody at all"
    assert fields["factuality"] == "possible"


def test_offsets_numbers_and_days_are_taken(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    text = own_record.article(killing.claim.article_id).article.text
    at = text.index("soldiers")
    answer = ada.correct(
        killing,
        recipients__0__start=str(at),
        recipients__0__end=str(at + 8),
        quantities__0__best="12",
        quantities__0__low="",
        quantities__0__high="",
        occurred__0__first="2026-03-09",
        occurred__0__last="2026-03-10",
    )
    assert answer.status_code == 303, answer.text
    after = now(own_record, killing)
    assert after.recipients[0].text == "soldiers"
    assert (after.claim.quantities[0].low, after.claim.quantities[0].best) == (12, 12)
    assert str(after.claim.occurred.interval.end) == "2026-03-11"


def test_who_it_is_can_be_chosen_by_name(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    found = ada.client.get("/names?kind=actor&q=boko").json()["rows"]
    assert found == []  # what only the knowledge base has is found by its whole name
    found = ada.client.get("/names?kind=actor&q=Boko%20Haram").json()["rows"]
    assert found[0]["value"] == "Boko Haram [kb:boko-haram]"
    assert ada.correct(killing, actors__0__who=found[0]["value"]).status_code == 303
    assert now(own_record, killing).actors[0].actor_id == "kb:boko-haram"
    nobody = ada.correct(killing, actors__0__who="Nobody Ever Heard Of")
    assert nobody.status_code == 422
    assert "nobody on record or known" in nobody.text


def test_a_missed_claim_is_added(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    article = own_record.article(killing.claim.article_id).article
    at = article.text.index("condemned")
    address = f"/articles/{article.id}/claims/new?start={at}&end={at + 9}"
    fields = ada.form(address)
    assert dict(fields)["trigger.0.words"] == "condemned"
    answer = ada.send("/claims", fields, event_type="REJECT", **{"actors.0.words": "The United Nations"})
    assert answer.status_code == 303, answer.text
    added = [told for told in own_record.claims() if told.claim.basis.startswith("added by")]
    assert [told.trigger.text for told in added] == ["condemned"]
    assert quoted(added[0]) == "The United Nations condemned the attack."
    assert added[0].claim.id in answer.headers["location"]
    assert ada.send("/claims", fields, event_type="").status_code == 422


def test_the_second_of_two_coders_is_told(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    grace = Coder(own_record, "Grace")
    address = f"/claims/{killing.claim.id}"
    opened = grace.form(address)
    ada.correct(killing, event_type="COERCE")
    answer = grace.send(address, opened, factuality="possible", note="not sure")
    assert answer.status_code == 409
    assert "Ada changed this claim" in answer.text
    assert "COERCE" in answer.text
    kept = dict(fields_of(answer.text, 'class="correct"'))
    assert (kept["event_type"], kept["factuality"], kept["note"]) == ("COERCE", "possible", "not sure")
    assert grace.send(address, fields_of(answer.text, 'class="correct"')).status_code == 303
    after = now(own_record, killing).claim
    assert (after.event_type, after.factuality) == ("COERCE", "possible")


def test_while_another_writes_what_was_typed_is_kept(
    ada: Coder, own_record: Record, killing: ResolvedClaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = {"wait": 0.05, "patient": False}
    monkeypatch.setattr("onrecord.web.desk.Desk.writing.__wrapped__.__kwdefaults__", waits)
    with own_record.writable():
        answer = ada.correct(killing, factuality="possible")
    assert answer.status_code == 503
    assert dict(fields_of(answer.text, 'class="correct"'))["factuality"] == "possible"
    assert ada.send(f"/claims/{killing.claim.id}", fields_of(answer.text, 'class="correct"')).status_code == 303


def test_a_blind_coder_sees_the_machines_reading_alone(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    ada.correct(killing, event_type="COERCE")
    grace = Coder(own_record, "Grace")
    address = f"/review/{killing.claim.id}"
    assert dict(grace.form(address))["event_type"] == "COERCE"
    blind = grace.page(f"{address}?blind=yes")
    fields = dict(fields_of(blind, 'class="correct"'))
    assert (fields["event_type"], fields["seen"]) == ("ASSAULT", "")
    assert "COERCE" not in re.sub(r"<(select|fieldset).*?</\1>", "", blind, flags=re.DOTALL)
    decided = grace.send(f"/claims/{killing.claim.id}", list(fields.items()), status="accepted")
    assert decided.status_code == 303
    assert decided.headers["location"].startswith("/review?blind=yes")
    waiting = {one.claim.claim.id for one in own_record.queue(Filter(), "Grace", blind=True)}
    assert killing.claim.id not in waiting


def test_the_queue_leads_from_claim_to_claim(ada: Coder, own_record: Record) -> None:
    first = ada.client.get("/review").headers["location"]
    assert own_record.queue is not None
    again = ada.client.get(f"/review?after={first.rpartition('/')[2]}").headers["location"]
    assert again.partition("?")[0] != first
    assert ada.client.get("/review?type=assault&factuality=denied").status_code in (200, 303)
    for _ in range(own_record.how_many("claims")):
        here = ada.client.get("/review")
        if here.status_code == 200:
            break
        told = here.headers["location"].rpartition("/")[2]
        assert ada.send(f"/claims/{told}", {"status": "accepted", "onward": "/review"}).status_code == 303
    assert "Every claim on record has been decided" in ada.page("/review")
    assert f"<b>{own_record.pace('Ada').today}</b>" in ada.page("/review")


def test_two_coders_are_compared(ada: Coder, own_record: Record) -> None:
    grace = Coder(own_record, "Grace")
    assert "Nobody has decided" in ada.page("/agreement")
    for number, told in enumerate(list(own_record.claims())[:4]):
        ada.send(f"/claims/{told.claim.id}", {"status": "accepted"})
        grace.send(f"/claims/{told.claim.id}", {"status": "rejected" if number == 1 else "accepted"})
    page = ada.page("/agreement?one=Ada&other=Grace")
    assert ">75 %<" in page
    assert "kappa" in page


def test_pages_after_a_change_offer_to_undo_it(ada: Coder, own_record: Record, killing: ResolvedClaim) -> None:
    assert 'action="/undo"' not in ada.page("/claims")
    ada.correct(killing, status="accepted")
    for address in ("/", "/claims", "/changes", f"/pages/{killing.article.capture_id}"):
        assert 'action="/undo"' in ada.page(address), address
    ada.send("/undo", {})
    assert 'action="/undo"' not in ada.page("/claims")
    assert 'action="/redo"' in ada.page("/claims")
    assert 'action="/redo"' not in Coder(own_record, "Grace").page("/claims")
