"""The plain ground: ids, text, times, and every kind of bad input turned into our words."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, ValidationError, create_model
from pydantic_core.core_schema import ErrorType

from sangkroh.core import types
from sangkroh.core.errors import Problem, Refused
from sangkroh.core.ids import made_with, new_id
from sangkroh.core.journal import canonical
from sangkroh.core.parsing import code_of, problems_of
from sangkroh.core.refusals import WORDS
from sangkroh.core.text import arabic_digits, has_control_characters, tidy
from sangkroh.core.times import Occurred, Precision


def test_ids_are_version_7_and_rise_in_every_thread() -> None:
    made: list[list[int]] = []

    def make() -> None:
        made.append([new_id().int for _ in range(3000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(ids == sorted(ids) for ids in made)
    assert len({it for ids in made for it in ids}) == 12_000
    assert new_id().version == 7


def test_the_same_act_makes_the_same_ids() -> None:
    act = new_id()
    made = {name: made_with(act, name) for name in ("id", "lot")}
    assert made == {name: made_with(act, name) for name in made}
    assert len({act, *made.values()}) == 3
    assert {it.version for it in made.values()} == {7}
    assert made_with(new_id(), "id") != made["id"]


def test_khmer_is_kept_in_its_standard_order() -> None:
    assert tidy("សង្រ្គោះ\u200b ") == "សង្គ្រោះ"
    assert arabic_digits("៤៦៨") == "468"


@given(st.text(alphabet="កខគងរសម្ាិីុូោះ៉៊ ab\u200b\n", max_size=40))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_direction_overrides_are_control_characters() -> None:
    assert has_control_characters("gpj.exe\u202e")
    assert not has_control_characters("two\nlines\tand a tab")


def _refusal(kind: Any, value: object) -> Problem:
    shape = create_model("It", __config__=ConfigDict(strict=True), it=(kind, ...))
    with pytest.raises(ValidationError) as error:
        shape.model_validate({"it": value})
    return problems_of(error.value)[0]


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (types.Count, True, "core.whole-number"),
        (types.Count, "3", "core.whole-number"),
        (types.Count, 3.0, "core.whole-number"),
        (types.Count, 0, "core.too-small"),
        (types.Count, 10**9, "core.too-large-number"),
        (types.Line, "a\nb", "core.one-line"),
        (types.Line, "<b>", "core.no-markup"),
        (types.Line, " \u200b ", "core.missing"),
        (types.Line, "x" * 201, "core.too-long"),
        (types.Words, "\x00", "core.control-characters"),
        (types.Code, "../x", "core.bad-code"),
        (datetime, "yesterday", "core.bad-time"),
        (bool, 1, "core.not-yes-no"),
        (types.Degrees, "x", "core.bad-input"),
        (Precision, "soon", "core.bad-input"),
        (list[int], 4, "core.not-a-list"),
    ],
)
def test_bad_input_gets_its_own_words(kind: Any, value: object, code: str) -> None:
    assert _refusal(kind, value).code == code


def test_every_kind_of_error_that_pydantic_knows_has_words() -> None:
    kinds = get_args(ErrorType)
    assert len(kinds) > 90
    assert {code_of(kind) for kind in kinds} <= WORDS.keys()


def test_what_was_typed_is_never_echoed() -> None:
    problem = _refusal(types.Count, "+855 12 345 678")
    assert "855" not in str(problem.as_json())


NOON = datetime(2016, 6, 4, 12, tzinfo=UTC)


def test_a_time_may_be_unknown_but_not_half_known() -> None:
    assert Occurred().precision == Precision.UNKNOWN
    assert Occurred(None, None, Precision.DAY_NO_YEAR, "4 June").earliest is None
    for wrong in (
        lambda: Occurred(NOON, None, Precision.DAY),
        lambda: Occurred(NOON, NOON, Precision.DAY_NO_YEAR),
        lambda: Occurred(NOON.replace(tzinfo=None), NOON, Precision.DAY),
        lambda: Occurred(NOON, NOON - timedelta(days=1), Precision.BETWEEN),
    ):
        with pytest.raises(Refused):
            wrong()


def test_a_time_to_come_is_refused_but_clocks_may_differ() -> None:
    Occurred.at(NOON + timedelta(minutes=5)).may_be_said(NOON)
    with pytest.raises(Refused, match=r"core\.in-the-future"):
        Occurred.at(NOON + timedelta(hours=1)).may_be_said(NOON)


def test_the_journal_has_one_way_to_write_a_value() -> None:
    assert canonical({"b": [1, None], "a": "ក"}) == '{"a":"ក","b":[1,null]}'.encode()
    for wrong in (1.5, float("nan"), 2**53, {"ក": 1}, [{"a": 0.1}]):
        with pytest.raises(TypeError):
            canonical(wrong)


def test_a_refusal_of_a_part_names_the_outer_field() -> None:
    inner = Refused.many([Problem("core.missing", "qty"), Problem("core.missing")])
    assert [p.path for p in inner.under("lines.2").problems] == ["lines.2.qty", "lines.2"]
