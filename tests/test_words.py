"""Every text that a person sees is there in Khmer, and every refusal has its words."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.forms import fields
from django.utils import translation
from django.utils.dates import MONTHS, WEEKDAYS

from sangkroh.core import catalog
from sangkroh.core.words import WORDS

from . import house

RAISES = {"Refused": 0, "Problem": 0, "require": 1, "_wrong": 0}
"""What raises a refusal, and the place of the code among its arguments."""


@pytest.mark.parametrize("room", catalog.rooms())
def test_a_rooms_catalogue_is_complete(room: str) -> None:
    assert [str(fault) for fault in catalog.faults(room)] == []


@pytest.mark.parametrize("room", catalog.rooms())
def test_a_rooms_catalogue_is_kept_in_its_own_order(room: str) -> None:
    """As `sangkroh words` writes it, so that a change shows only what changed."""
    path = catalog.po_path(room)
    if path.exists():
        assert path.read_text(encoding="utf-8") == catalog._text_of(catalog.read(room))


def test_a_text_says_the_same_in_every_room() -> None:
    """Pages know one Khmer text for each English one: the first room's stands on all pages.

    What means two things ("From" a place, "From" a day) has a context of its own.
    """
    said = defaultdict[tuple[object, object], dict[object, str]](dict)
    for room in catalog.rooms():
        if catalog.po_path(room).exists():
            for it in catalog.read(room):
                said[it.context, it.id].setdefault(it.string, room)
    assert [(text, rooms) for (_c, text), rooms in said.items() if text and len(rooms) > 1] == []


def test_no_text_hides_from_the_catalogue_in_an_f_string() -> None:
    """Words that are looked up inside an f-string are not found when the catalogues are renewed,
    and stay English on a Khmer page."""
    looks_up = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
    found = {
        f"{path.relative_to(house.ROOT)}:{call.lineno}"
        for path in house.files(".py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in looks_up
    }
    assert found == set()


def test_every_refusal_that_is_raised_has_words() -> None:
    raised = {code for path in _sources() for code in _raised_in(path)}
    assert len(raised) > 20
    assert raised - WORDS.keys() == set()


def test_djangos_own_words_are_khmer_too() -> None:
    kinds = (
        fields.CharField, fields.IntegerField, fields.DecimalField, fields.DateField,
        fields.TimeField, fields.DateTimeField, fields.ChoiceField, fields.MultipleChoiceField,
        fields.FileField, fields.ImageField, fields.UUIDField, fields.EmailField,
    )  # fmt: skip
    texts = [text for kind in kinds for text in kind().error_messages.values()]
    with translation.override("km"):
        said = [str(it) for it in [*texts, *MONTHS.values(), *WEEKDAYS.values()] if str(it)]
    english = [it for it in said if not any("\u1780" <= letter <= "\u17ff" for letter in it)]
    assert english == []


def _sources() -> Iterator[Path]:
    for path in catalog.ROOT.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.relative_to(catalog.ROOT).parts):
            yield path


def _raised_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = RAISES.get(node.func.id)
            if place is not None and len(node.args) > place:
                yield from _codes(node.args[place])


def _codes(node: ast.AST) -> Iterator[str]:
    for it in ast.walk(node):
        if isinstance(it, ast.Constant) and isinstance(it.value, str) and "." in it.value:
            yield it.value
