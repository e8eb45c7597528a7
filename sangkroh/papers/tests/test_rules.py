"""How numbers of seals are written, and the number of a paper."""

from __future__ import annotations

import pytest

from sangkroh.papers import rules


@pytest.mark.parametrize(
    ("seals", "said"),
    [
        (["KT-1"], "KT-1"),
        (["KT-01", "KT-02"], "KT-01, KT-02"),
        (["KT-01", "KT-02", "KT-03", "KT-05"], "KT-01 – KT-03, KT-05"),
        (["KT-9", "KT-10", "KT-11"], "KT-9, KT-10, KT-11"),
        (["A1", "B2", "C3", "broken"], "A1, B2, C3, broken"),
        ([], ""),
    ],
)
def test_seals_are_drawn_together_and_none_is_left_out(seals: list[str], said: str) -> None:
    assert rules.in_ranges(seals) == said


def test_a_papers_number_names_office_year_and_place_in_the_register() -> None:
    assert rules.number_of("PTWRC", 2026, 12) == "PTWRC-2026-P0012"
