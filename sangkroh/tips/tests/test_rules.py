"""Clocks, scales, and how a caller's name or number is noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sangkroh.core.errors import Refused
from sangkroh.tips import rules
from sangkroh.tips.labels import HANDLING, INFORMATION, SOURCE_GRADES
from sangkroh.tips.rules import Scale, SourceClass, Urgency


@pytest.mark.parametrize(
    "text",
    [
        "call 012345678",
        "ring 012 345 678 tonight",
        "012-345-678",
        "(+855) 12 345 6789",
        "0 1 2 3 4 5 6 7 8",
        "ទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨",
        "០១២៣៤៥៦៧៨",
        "០១២-៣៤៥-៦៧៨",
        "012\u200d345\u200d678",
        "０１２３４５６７８",
        "My name is Sokha",
        "his name: Sokha",
        "a man named Sokha",
        "Mr. Chan sells them",
        "Lok Srey Chan has one",
        "Sokha Chan called from the bridge",
        "the caller is her brother",
        "call me back at night",
        "write to sokha@example.org",
        "ខ្ញុំឈ្មោះ សុខា",
        "គាត់ឈ្មោះសុខា",
        "លោក សុខា ឃើញទូក",
        "លោកសុខា",
        "អ្នកស្រី ចាន់",
        "លោកស្រី ចាន់",
    ],
)
def test_a_name_or_number_is_noticed(text: str) -> None:
    assert rules.looks_like_a_source(text)


@pytest.mark.parametrize(
    "text",
    [
        "Boat with turtles and snakes, leaving now",
        "468 snakes, 2 pythons, 104 tortoises, 785 animals, 797 kg",
        "on 04/06/2016 at 1 a.m.",
        "2016-06-04 01:30",
        "11.268900, 105.040100",
        "Koh Thom, Bak Nam river, km 12, plate 2AB-1234",
        "ទូកដឹកអណ្តើក និងពស់ ៤៦៨ ក្បាល",
        "ស្រុកកោះធំ ខេត្តកណ្តាល ផ្ទះលេខ ១២៣",
    ],
)
def test_animals_places_and_days_are_no_source(text: str) -> None:
    assert not rules.looks_like_a_source(text)


def test_every_field_is_told_at_once_and_nothing_is_echoed() -> None:
    with pytest.raises(Refused) as refused:
        rules.check_words({"what": "012 345 678", "where": "here", "details": "លោក សុខា"}, False)
    assert [(p.code, p.path, p.values) for p in refused.value.problems] == [
        ("tips.looks-like-a-source", "what", {}),
        ("tips.looks-like-a-source", "details", {}),
    ]
    rules.check_words({"what": "012 345 678"}, True)


@pytest.mark.parametrize("code", ["SOKHA", "sokha", "012345678", "A-1234567", "ABCDE-1", "A1\n"])
def test_an_informant_code_holds_no_name_and_no_number(code: str) -> None:
    with pytest.raises(Refused, match="not-an-informant-code"):
        rules.check_informant(code, SourceClass.INFORMANT)


def test_only_an_informant_has_a_code() -> None:
    rules.check_informant("K-17", SourceClass.INFORMANT)
    rules.check_informant("", None)
    with pytest.raises(Refused, match="code-of-no-informant"):
        rules.check_informant("K-17", SourceClass.PUBLIC)


def test_only_the_public_is_called_back() -> None:
    rules.check_call_back("០១២ ៣៤៥ ៦៧៨", SourceClass.PUBLIC)
    for number in ("12345", "no number", "012345678 Sokha", "1" * 16):
        with pytest.raises(Refused, match="not-a-telephone-number"):
            rules.check_call_back(number, SourceClass.PUBLIC)
    for source in (None, SourceClass.INFORMANT, SourceClass.AGENCY):
        with pytest.raises(Refused, match="no-public-caller"):
            rules.check_call_back("012345678", source)


def test_each_scale_has_its_own_values() -> None:
    rules.check_grade(Scale.UK_3X5X2, "2", "C", "P")
    rules.check_grade(Scale.ADMIRALTY, "F", "6", "C")
    rules.check_grade(Scale.UK_5X5X5, "E", "5", "5")
    with pytest.raises(Refused) as refused:
        rules.check_grade(Scale.UK_3X5X2, "A", "1", "")
    assert [p.path for p in refused.value.problems] == ["source", "information", "handling"]


def test_every_value_has_its_words() -> None:
    for scale, values in rules.SCALES.items():
        words = (SOURCE_GRADES[scale], INFORMATION[scale], HANDLING[scale])
        assert ["".join(it) for it in words] == list(values)


def test_the_answer_clock_follows_the_urgency() -> None:
    at = datetime(2026, 6, 4, 1, 0, tzinfo=UTC)
    assert rules.answer_due(at, Urgency.NOW) == at + timedelta(minutes=15)
    assert rules.answer_due(at, None) == rules.answer_due(at, Urgency.TODAY)


def test_alike_works_without_spaces_between_words() -> None:
    one = "ទូកដឹកអណ្តើកនៅកោះធំ"
    assert rules.alike(one, "មានទូកដឹកអណ្តើកនៅកោះធំ") > rules.ALIKE_FROM
    assert rules.alike(one, "ពស់លក់នៅផ្សារបាត់ដំបង") < rules.ALIKE_FROM
    assert rules.alike("", "") == 0
