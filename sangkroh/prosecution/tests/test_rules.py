"""What may follow what, and the clocks that run meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.core.errors import Refused
from sangkroh.prosecution import rules
from sangkroh.prosecution.rules import Kind, Step, Sum

ARRIVED = datetime(2016, 6, 4, 3, 30, tzinfo=UTC)


def steps(*kinds: Kind | tuple[Kind, int]) -> list[Step]:
    made = []
    for n, it in enumerate(kinds):
        kind, amount = it if isinstance(it, tuple) else (it, 0)
        made.append(Step(n, kind, amount, "KHR" if amount else "", at=ARRIVED))
    return made


def test_detention_ends_after_48_hours_and_once_24_more() -> None:
    ends = rules.detention_ends(steps(Kind.DETAINED), rules.DETENTION, rules.EXTENSION)
    assert ends == ARRIVED + timedelta(hours=48)
    longer = steps(Kind.DETAINED, Kind.DETENTION_EXTENDED)
    ends = rules.detention_ends(longer, rules.DETENTION, rules.EXTENSION)
    assert ends == ARRIVED + timedelta(hours=72)


@pytest.mark.parametrize("end", [Kind.LET_GO, Kind.CHARGED, Kind.NOT_CHARGED, Kind.FLED])
def test_the_clock_stops_when_detention_ends(end: Kind) -> None:
    before = steps(Kind.DETAINED, end)
    assert not rules.is_detained(before)
    assert rules.detention_ends(before, rules.DETENTION, rules.EXTENSION) is None


@pytest.mark.parametrize(
    ("before", "new", "code"),
    [
        ((), Kind.FINE_PAID, "no-fine"),
        ((), Kind.FINE_REFUSED, "no-fine"),
        ((Kind.DETAINED,), Kind.DETAINED, "already-detained"),
        ((), Kind.LET_GO, "not-detained"),
        ((), Kind.DETENTION_EXTENDED, "not-detained"),
        ((Kind.DETAINED, Kind.DETENTION_EXTENDED), Kind.DETENTION_EXTENDED, "extended-already"),
        ((), Kind.CONVICTED, "not-charged"),
        ((Kind.FLED,), Kind.CONTRACT, "not-there"),
        ((Kind.NOT_KNOWN,), Kind.DETAINED, "not-there"),
    ],
)
def test_a_contradiction_is_refused(before: tuple[Kind, ...], new: Kind, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_next(new, steps(*before))
    assert refused.value.code == f"prosecution.{code}"
    assert refused.value.problems[0].path == "kind"


def test_whoever_fled_may_be_found_and_detained() -> None:
    rules.check_next(Kind.DETAINED, steps(Kind.FLED, Kind.IDENTIFIED))


@given(
    st.integers(1, 10**9),
    st.lists(st.integers(1, 10**8), max_size=6),
)
def test_what_is_owed_is_the_fine_less_what_was_paid(fine: int, paid: list[int]) -> None:
    before = steps((Kind.FINE, fine), *((Kind.FINE_PAID, it) for it in paid))
    rest = fine - sum(paid)
    assert rules.owed(before) == ({Sum("KHR"): rest} if rest > 0 else {})
    assert rules.to_return(before) == ({Sum("KHR"): -rest} if rest < 0 else {})
    assert rules.is_open(before) == (rest != 0)
    assert rules.is_offender(before) == (bool(paid) and rest <= 0)


def test_nobody_is_an_offender_before_a_paid_fine_or_a_conviction() -> None:
    for kinds in ((), (Kind.DETAINED,), (Kind.CHARGED,), ((Kind.FINE, 100),), (Kind.CONTRACT,)):
        assert not rules.is_offender(steps(*kinds))
    assert rules.is_offender(steps(Kind.CHARGED, Kind.CONVICTED))


def test_a_step_reversed_by_order_stands_no_more() -> None:
    fine, order = Step(1, Kind.FINE, 100, "KHR"), Step(2, Kind.REVERSED)
    assert rules.standing([(fine, None), (order, 1)]) == []
    assert rules.standing([(fine, None)]) == [fine]
