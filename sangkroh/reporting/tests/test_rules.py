"""Sums, definitions and cells, without a database."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.custody.rules import FINAL, HOLDING, State
from sangkroh.reporting import rules, words
from sangkroh.reporting.rules import Sum, Wanted, What, gather
from sangkroh.seizures.labels import EVENT


def test_sums_stand_in_the_order_of_the_page_and_units_are_never_added() -> None:
    rows = {("parts", "piece"): 15, ("parts", "pair"): 2, ("living", "animal"): 785,
            ("born", "animal"): 3, ("eggs", "egg"): 0}  # fmt: skip
    assert gather(rows) == [
        Sum(What.LIVING, "animal", 785), Sum(What.PARTS, "pair", 2), Sum(What.PARTS, "piece", 15),
    ]  # fmt: skip


def test_every_outcome_has_a_name_and_no_dead_animal_is_saved() -> None:
    assert set(words.STATES) == set(HOLDING) | set(FINAL) | {State.MISSING}
    assert set(words.STATES) >= rules.SAVING
    assert not rules.SAVING & {"died", "destroyed", "missing", "escaped", "transferred"}
    assert set(EVENT) >= rules.SEIZING | rules.RESCUING


def test_an_address_says_only_what_was_asked_for() -> None:
    case = UUID(int=7)
    assert Wanted(year=2016, case=case).said() == {"year": "2016", "case": str(case)}
    assert Wanted(month="2016-06").but(month="").said() == {}


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not rules.cell(text).startswith(rules.UNFORMULA)
    assert rules.cell(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ["=1+1", "+855", "-3", "@x", "\t=1", "\r=1"])
def test_a_cell_that_would_be_a_formula_is_text(text: str) -> None:
    assert rules.cell(text) == f"'{text}"
