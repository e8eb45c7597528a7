"""Fit is what the newest examination says of the animals that are here now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.care import rules
from sangkroh.care.rules import Answer, Assessed, Finding, Question
from sangkroh.core.errors import Refused

YES = dict.fromkeys(Question, Answer.YES)
assessed = st.lists(
    st.builds(Assessed, st.sampled_from(list(Finding)), st.integers(1, 500)), max_size=8
)


def test_the_newest_examination_stands_before_an_earlier_one() -> None:
    older, newer = Assessed(Finding.FIT, 104), Assessed(Finding.TREAT, 4)
    assert rules.fit_now([newer, older], 104) == 100


def test_what_was_said_of_animals_that_left_says_nothing_of_those_here() -> None:
    assert rules.fit_now([Assessed(Finding.TREAT, 10), Assessed(Finding.FIT, 100)], 10) == 0


@given(assessed, st.integers(0, 1000))
def test_never_more_are_fit_than_are_held(found: list[Assessed], held: int) -> None:
    assert 0 <= rules.fit_now(found, held) <= held


@given(assessed, st.integers(0, 1000))
def test_without_a_fit_finding_nothing_is_fit(found: list[Assessed], held: int) -> None:
    unfit = [it for it in found if it.finding != Finding.FIT]
    assert rules.fit_now(unfit, held) == 0


def test_a_release_of_more_than_are_fit_is_refused() -> None:
    rules.check_release(100, 100, YES)
    with pytest.raises(Refused) as refused:
        rules.check_release(101, 100, YES)
    assert refused.value.problems[0].values == {"fit": 100}


@pytest.mark.parametrize("question", sorted(rules.MUST_BE_YES))
@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_KNOWN, None])
def test_some_questions_must_be_answered_yes(question: Question, answer: Answer | None) -> None:
    answers = {k: v for k, v in (YES | {question: answer}).items() if v}
    with pytest.raises(Refused, match=r"care\.must-be-yes"):
        rules.check_release(1, 1, answers)


@pytest.mark.parametrize("finding", sorted(rules.REASON_NEEDED))
def test_a_finding_that_keeps_an_animal_says_why(finding: Finding) -> None:
    with pytest.raises(Refused, match=r"care\.reason-needed"):
        rules.check_reason(finding, "")
    rules.check_reason(finding, "shell cracked")
