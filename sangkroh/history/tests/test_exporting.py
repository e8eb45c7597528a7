"""The record goes out as the rows that come in, and coming back it changes nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import translation
from openpyxl import load_workbook

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.history import exporting
from sangkroh.history.files.writing import neutral, plain
from sangkroh.history.models import Row
from sangkroh.prosecution import actions as prosecution
from sangkroh.reference import queries as reference
from sangkroh.seizures import actions as seizures
from sangkroh.seizures.actions.parts import ConveyancePart, LinePart
from sangkroh.seizures.rules import ConveyanceKind, Event, LineKind

from .papers import PRACTICE, a_case, bring, lines

KINDS = (".csv", ".xlsx", ".jsonl")


def opened_here(lina: User) -> UUID:
    """A case of today: a find of two owls, a piece of horn, 2.5 kg of meat, forty snares."""
    case = cases.open(lina, id=new_id(), title="Owls")
    place = reference.find_places("Kaoh Thum, Kandal")[0].id
    seizures.record(
        lina, id=new_id(), case=case, event=Event.FOUND, place=place, place_words="by a well",
        conveyances=[ConveyancePart(kind=ConveyanceKind.BOAT, description="long tail")],
        lines=[
            LinePart(id=new_id(), as_reported="owls", count=2, note="chained"),
            LinePart(id=new_id(), kind=LineKind.PART, as_reported="horn", count=1),
            LinePart(id=new_id(), kind=LineKind.MEAT, as_reported="pig meat", weight_g=2500),
            LinePart(id=new_id(), kind=LineKind.THING, item_type="other", as_reported="snares",
                     count=40),
        ],
    )  # fmt: skip
    prosecution.involve(lina, id=new_id(), case=case, how_many=2)
    return case


@pytest.mark.parametrize("kind", KINDS)
def test_ones_own_export_coming_back_changes_nothing(kind: str, lina: User, tmp_path: Path) -> None:
    bring(lina, PRACTICE)
    odd = a_case(
        id="=1+1", agencies=["A; B", "- C"], notes="'=2+2", weather="rain\nand sun", record_no="7",
        other_urls=["http://a.example/x;y"], information_source="public",
        dead_or_parts=[{"name_as_reported": "@horn", "quantity": 0.25, "unit": "kg"}],
    )  # fmt: skip
    bring(lina, lines(tmp_path / "odd.jsonl", [odd]))
    opened_here(lina)
    count = exporting.export(lina, tmp_path / f"out{kind}")
    before = Entry.objects.count()
    again = bring(lina, tmp_path / f"out{kind}")
    assert again.faults == []
    assert (again.counts.cases, again.counts.new) == (count, 0)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", KINDS)
def test_another_house_takes_the_export_whole(kind: str, lina: User, tmp_path: Path) -> None:
    """The same numbers come in elsewhere: no case of this record has those numbers there."""
    here = transaction.savepoint()
    opened_here(lina)
    exporting.export(lina, tmp_path / f"out{kind}")
    transaction.savepoint_rollback(here)
    report = bring(lina, tmp_path / f"out{kind}")
    assert report.faults == []
    counts = report.counts.as_json()
    assert (counts["new"], counts["live_counted"], counts["part_lines"]) == (1, 2, 3)
    assert (counts["kilograms"], counts["offenders"]) == (2.5, 2)
    told = Row.objects.get().told
    assert (told["event"], told["province"], told["conveyance"]) == ("found", "Kandal", "boat")


def test_a_case_opened_here_is_never_written_over(lina: User, tmp_path: Path) -> None:
    opened_here(lina)
    path = tmp_path / "out.jsonl"
    exporting.export(lina, path)
    said = json.loads(path.read_text())
    said["offenders_count"] = 5
    report = bring(lina, lines(path, [said]))
    [fault] = report.faults
    assert (fault.code, fault.values) == ("history.differs", {"fields": "offenders_count"})
    assert not Row.objects.exists()


def test_everybody_takes_out_what_he_sees_and_no_source(
    lina: User, sok: User, tmp_path: Path
) -> None:
    secret = "a school class that wrote"
    rows = [a_case(information_source="public", information_note=secret), a_case(id="A-2")]
    bring(lina, lines(tmp_path / "a.jsonl", rows))
    case = Row.objects.get(key="A-1").case_id
    cases.add_member(lina, case=case, user=sok.pk, reason="works on it")
    for who, count in ((sok, 1), (lina, 2)):
        out = tmp_path / f"{who.username}.csv"
        assert exporting.export(who, out) == count
    assert secret not in (tmp_path / "sok.csv").read_text()
    assert secret in (tmp_path / "lina.csv").read_text()


def test_no_cell_reckons(lina: User, tmp_path: Path) -> None:
    rows = [a_case(id="=1+1", notes="+3", province="@x", date="--12-09",
                   date_precision="day_no_year")]  # fmt: skip
    bring(lina, lines(tmp_path / "a.jsonl", rows))
    exporting.export(lina, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [it for row in csv.reader(file) for it in row]
    assert not [it for it in cells if it[:1] in ("=", "+", "-", "@")]
    exporting.export(lina, tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert not [it for row in book["cases"].iter_rows() for it in row if it.data_type == "f"]


@pytest.mark.parametrize("text", ["=1", "'=1", "''@", "-", "plain", "'", "it's", "\tx"])
def test_what_is_made_harmless_is_taken_back(text: str) -> None:
    assert plain(neutral(text)) == text
    assert neutral(text)[:1] not in "=+-@\t\r"


def test_the_dictionary_tells_every_column(lina: User, tmp_path: Path) -> None:
    opened_here(lina)
    with translation.override("km"):
        exporting.export(lina, tmp_path / "out.xlsx")
        exporting.export(lina, tmp_path / "out.csv")
    book = load_workbook(tmp_path / "out.xlsx")
    columns = [it.value for it in next(book["cases"].iter_rows())]
    told = {str(name): str(meaning) for name, meaning in book["fields"].values}
    assert set(columns) <= set(told)
    assert all(any("\u1780" <= it <= "\u17ff" for it in told[name]) for name in columns)
    beside = (tmp_path / "out.fields.csv").read_text(encoding="utf-8-sig")
    assert len(beside.splitlines()) == len(told)
