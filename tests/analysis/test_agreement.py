"""Agreement of two coders: known values of kappa and alpha, and what is left out of them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from onrecord.analysis.agreement import FIELDS, agreement, coders
from onrecord.model.changes import Coded


class Codings:
    """Two coders, each with a value of one field for every claim."""

    def __init__(self, field: str, **values: str) -> None:
        self.field = field
        self.values = values

    def coded(self) -> Iterable[Coded]:
        for by, told in self.values.items():
            for number, value in enumerate(told):
                yield Coded(
                    claim_id=f"cl{number}",
                    by=by,
                    values=dict.fromkeys(FIELDS, "x") | {"accepted": "yes"} | {self.field: value},
                )


def test_kappa_and_alpha_of_a_worked_example() -> None:
    # Ten claims: five and three alike, two not. Observed .8; by chance .5 * .7 + .5 * .3 = .5; kappa .6.
    # Alpha: coincidences a-a 10, b-b 6, a-b 2 + 2; 12 and 8 of 20; expected disagreement 2 * 12 * 8 / (20 * 19).
    record = Codings("event_type", mina="aaaaabbbaa"[:8] + "bb", omar="aaaaabbbaa")
    (told,) = (one for one in agreement(record, "mina", "omar") if one.field == "event_type")
    assert (told.n, told.percent) == (10, 80.0)
    assert told.kappa == pytest.approx((0.8 - (0.5 * 0.7 + 0.5 * 0.3)) / 0.5)
    assert told.alpha == pytest.approx(1 - (4 / 20) / (2 * 12 * 8 / (20 * 19)))


def test_one_value_throughout_tells_nothing() -> None:
    told = {one.field: one for one in agreement(Codings("stance", mina="aaa", omar="aaa"), "mina", "omar")}
    assert (told["stance"].percent, told["stance"].kappa, told["stance"].alpha) == (100.0, None, None)
    assert agreement(Codings("stance", mina="a"), "mina", "omar")[0].n == 0


def test_what_one_rejected_is_compared_on_nothing_else() -> None:
    class Split(Codings):
        def coded(self) -> Iterable[Coded]:
            for one in super().coded():
                no = one.by == "mina" and one.claim_id == "cl0"
                yield Coded(claim_id=one.claim_id, by=one.by, values={**one.values, "accepted": "no" if no else "yes"})

    told = {one.field: one for one in agreement(Split("stance", mina="ab", omar="ab"), "mina", "omar")}
    assert (told["accepted"].n, told["accepted"].percent, told["stance"].n) == (2, 50.0, 1)


def test_who_decided_on_how_many() -> None:
    assert coders(Codings("stance", mina="a", omar="ab")) == (("omar", 2), ("mina", 1))
