"""Spreadsheets made by hand: every planted fault is told by its cell, in both languages."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES

from sangkroh.core.models import User
from sangkroh.history import aside, mapping, reading
from sangkroh.history.faults import WORDS, words, words_of
from sangkroh.history.files import limits
from sangkroh.history.models import Row
from sangkroh.history.rules import CannotRead
from sangkroh.seizures.models import Line, Scene

from .papers import TODAY, bring

MAPPING = """
book = "register"
sheet = "Cases"
header = 3
dates = ["day/month/year", "month/day/year", "day month year"]
[columns]
"Case no" = "id"
"When" = "date"
"Province" = "province"
"Kind" = "line.kind"
"Animal" = "line.name_as_reported"
"How many" = "line.quantity"
"Unit" = "line.unit"
"People" = "offenders_count"
"Fine" = "fine.amount"
"Money" = "fine.currency"
"What became" = "disposal"
"Outcome" = "offender_outcome"
"Remarks" = "notes"
[words.disposal]
"set free" = "released"
[words."line.kind"]
"alive" = "live"
"dead" = "dead_or_parts"
[words."line.unit"]
"kilo" = "kg"
"head" = "individual"
[animals]
"Bears" = "sun bears"
"""
HEADS = [
    "Case no", "When", "Province", "Kind", "Animal", "How many", "Unit", "People", "Fine", "Money",
    "What became", "Outcome", "Remarks", "Bears", "Weather",
]  # fmt: skip
A, B, C, D, E, F, G, H, I, J, K, L, M, N, O = range(15)  # noqa: E741
GOOD: dict[int, Any] = {B: "24/6/2016", C: "Kandal", D: "alive", E: "turtles", F: 3}
LONG = "x" * 10_001
FAULTS: list[tuple[dict[int, Any], str, str]] = [
    ({B: "4/6/2016"}, "B", "history.two-dates"),
    ({B: "31/2/2016"}, "B", "history.no-such-day"),
    ({B: "last June"}, "B", "history.not-a-date"),
    ({B: "24/6/2031"}, "B", "core.in-the-future"),
    ({B: "24.6.16"}, "B", "history.not-a-date"),
    ({F: "2-3 bears"}, "F", "history.a-range"),
    ({F: "about 20"}, "F", "history.number-with-words"),
    ({F: "many"}, "F", "history.not-a-number"),
    ({F: -4}, "F", "history.less-than-none"),
    ({F: 2.5}, "F", "core.whole-number"),
    ({F: 99_000_000}, "F", "core.too-large-number"),
    ({F: True}, "F", "history.not-a-number"),
    ({F: "=2+1"}, "F", "history.formula-cell"),
    ({F: "#REF!"}, "F", "history.cell-in-error"),
    ({D: "dead", F: -1.5, G: "kilo"}, "F", "history.less-than-none"),
    ({D: "dead", F: "1.23456", G: "kilo"}, "F", "history.too-many-places"),
    ({D: "dead", F: "3 to 4", G: "kilo"}, "F", "history.a-range"),
    ({D: "dead", G: "basket"}, "G", "core.not-a-choice"),
    ({G: "kilo"}, "G", "history.living-by-weight"),
    ({D: "asleep"}, "D", "core.not-a-choice"),
    ({D: None}, "E", "history.line-without-kind"),
    ({E: None}, "D", "history.line-without-name"),
    ({E: "turtles <big>"}, "E", "core.no-markup"),
    ({E: "turtles\nand more"}, "E", "core.one-line"),
    ({E: "y" * 201}, "E", "core.too-long"),
    ({H: "some"}, "H", "history.not-a-number"),
    ({I: 100}, "I", "history.fine-in-part"),
    ({I: 100, J: "baht"}, "J", "core.not-a-choice"),
    ({I: "10.555", J: "USD"}, "I", "history.too-many-places"),
    ({K: "eaten"}, "K", "core.not-a-choice"),
    ({L: "shot"}, "L", "core.not-a-choice"),
    ({M: LONG}, "M", "history.cell-too-long"),
    ({N: "two"}, "N", "history.not-a-number"),
]  # fmt: skip
"""What is planted, in which column, and what is told of it: each in a case of its own."""


def a_book(path: Path, rows: list[dict[int, Any]], merge: str = "") -> Path:
    """A workbook with a title above its columns, as offices make them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    sheet.append(["Register of the team"])
    sheet.append([])
    sheet.append(HEADS)
    for row in rows:
        sheet.append([row.get(n) for n in range(len(HEADS))])
        for n, value in row.items():
            cell = sheet.cell(sheet.max_row, n + 1)
            if value in ERROR_CODES:
                cell.data_type = "e"
    if merge:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def how(tmp_path: Path, more: str = "") -> mapping.Mapping:
    path = tmp_path / "mapping.toml"
    path.write_text(more + MAPPING)
    return mapping.read(path)


def told(path: Path, by: mapping.Mapping) -> list[tuple[str, str]]:
    found = reading.cases(path, by, TODAY)
    return [(fault.at, fault.code) for it in found for fault in it.faults]


def test_every_planted_fault_is_told_by_its_cell(tmp_path: Path) -> None:
    rows = [GOOD | {A: f"C-{n}"} | planted for n, (planted, _, _) in enumerate(FAULTS)]
    path = a_book(tmp_path / "register.xlsx", rows)
    expected = [(f"{column}{n}", code) for n, (_, column, code) in enumerate(FAULTS, start=4)]
    assert told(path, how(tmp_path)) == expected
    assert len(expected) > 30


@pytest.mark.parametrize("planted", FAULTS, ids=lambda it: f"{it[1]}-{it[2]}")
def test_a_fault_is_told_alone_and_said_in_both_languages(
    planted: tuple[dict[int, Any], str, str], tmp_path: Path
) -> None:
    cells, column, code = planted
    path = a_book(tmp_path / "register.xlsx", [GOOD | {A: "C-1"} | cells])
    [found] = reading.cases(path, how(tmp_path), TODAY)
    assert [(it.row, it.at, it.code) for it in found.faults] == [(4, f"{column}4", code)]
    said = []
    for language in ("en", "km"):
        with translation.override(language):
            said.append(words_of(found.faults[0]))
    assert said[0] != said[1]
    assert "%(" not in "".join(said)


def test_faults_between_rows_are_told(tmp_path: Path) -> None:
    """The same case again, another province for it, one line with two numbers, a row of no case."""
    rows = [
        GOOD | {A: "C-1"},
        GOOD | {A: "C-1", C: "Takeo", E: "pythons"},
        GOOD | {A: "C-1", F: 4},
        GOOD | {A: "C-1", F: 3, M: "again"},
        GOOD | {A: "C-2"},
        GOOD | {A: "C-1"},
    ]
    path = a_book(tmp_path / "register.xlsx", rows)
    assert told(path, how(tmp_path)) == [
        ("C5", "history.differs-within-case"), ("E6", "history.two-numbers"),
        ("E7", "history.line-twice"), ("", "history.case-twice"),
    ]  # fmt: skip
    no_id = a_book(tmp_path / "other.xlsx", [GOOD])
    assert told(no_id, how(tmp_path)) == [("", "history.no-id")]


def test_merged_cells_are_told_or_repeated_as_the_person_chooses(tmp_path: Path) -> None:
    rows = [GOOD | {A: "C-1"}, GOOD | {A: "C-2", C: None}]
    path = a_book(tmp_path / "register.xlsx", rows, merge="C4:C5")
    assert told(path, how(tmp_path)) == [("C5", "history.merged-cell")]
    found = list(reading.cases(path, how(tmp_path, 'merged = "repeat"\n'), TODAY))
    assert [it.case["province"] for it in found] == ["Kandal", "Kandal"]


def test_a_cell_that_says_two_things_is_kept_as_words_where_the_person_chooses(
    lina: User, tmp_path: Path
) -> None:
    path = a_book(tmp_path / "register.xlsx", [GOOD | {A: "C-1", F: "2-3 bears", B: "4/6/2016"}])
    by = how(tmp_path, 'unclear = "as_words"\n')
    assert bring(lina, path, by).faults == []
    assert (Line.objects.get().quantity, Scene.objects.get().earliest) == (None, None)
    told = Row.objects.get().told
    assert told["other"] == [
        {"column": "When", "text": "4/6/2016"},
        {"column": "line.quantity", "text": "2-3 bears"},
    ]


def test_a_book_made_by_hand_comes_in_whole(lina: User, tmp_path: Path) -> None:
    """Rows of one case, a column that counts, one of our own, Khmer digits, a real date."""
    rows = [
        GOOD | {A: 7, B: datetime(2016, 6, 24), F: "១២", O: "rain", K: "set free", N: 1},  # noqa: DTZ001
        {D: "dead", E: "wild pig meat", F: 2.5, G: "kilo"},
        GOOD | {A: 8, H: 2, L: "fined", I: 50, J: "USD", M: "a second look"},
    ]
    report = bring(lina, a_book(tmp_path / "register.xlsx", rows), how(tmp_path))
    assert report.faults == []
    assert report.counts.as_json() | {"unresolved_names": 0} == {
        "cases": 2, "new": 2, "live_lines": 3, "live_counted": 16, "part_lines": 1,
        "kilograms": 2.5, "offenders": 2, "unresolved_names": 0,
    }  # fmt: skip
    row = Row.objects.get(key="7")
    assert (row.book, row.number, row.told["date"]) == ("register", 4, "2016-06-24")
    assert row.told["other"] == [{"column": "Weather", "text": "rain"}]
    assert bring(lina, tmp_path / "register.xlsx", how(tmp_path)).counts.new == 0


def test_case_7_of_another_register_is_another_case(lina: User, tmp_path: Path) -> None:
    path = a_book(tmp_path / "register.xlsx", [GOOD | {A: 7}])
    bring(lina, path, how(tmp_path))
    (tmp_path / "mapping.toml").write_text(MAPPING.replace('"register"', '"another"'))
    assert bring(lina, path, mapping.read(tmp_path / "mapping.toml")).counts.new == 1


def a_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8", separator: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


CSV = [["id", "province", "line.kind", "line.name_as_reported", "line.quantity", "เหตุ"],
       ["1", "Kandal", "live", "turtles", "3", "ตลาด"]]  # fmt: skip


def test_letters_of_windows_874_are_read_where_the_mapping_says_so(tmp_path: Path) -> None:
    path = a_csv(tmp_path / "register.csv", CSV, "cp874", ";")
    with pytest.raises(CannotRead, match="not-this-encoding"):
        list(reading.cases(path, mapping.Mapping(), TODAY))
    by = mapping.understood({"encoding": "windows-874", "separator": ";"})
    [found] = reading.cases(path, by, TODAY)
    assert found.other == [("เหตุ", "ตลาด")]


def test_three_wrong_rows_of_many_are_told_and_set_aside(lina: User, tmp_path: Path) -> None:
    rows = [CSV[0], *([str(n), "Kandal", "live", "turtles", "3", ""] for n in range(1, 60))]
    for n in (9, 20, 41):
        rows[n][4] = "3 or 4"
    path = a_csv(tmp_path / "register.csv", rows)
    report = bring(lina, path, set_aside=True)
    assert [it.at for it in report.faults] == ["E10", "E21", "E42"]
    assert report.counts.new == 56
    aside.write(tmp_path / "rest.csv", report)
    with (tmp_path / "rest.csv").open(encoding="utf-8-sig") as file:
        rest = list(csv.DictReader(file))
    assert [it["id"] for it in rest] == ["9", "20", "41"]
    assert all("E" in it[aside.PROBLEM] for it in rest)
    lines = list(aside.lines("register.csv", report))
    assert lines[0].startswith("register.csv, 10, E10: ")


def test_a_file_of_fifty_thousand_rows_holds_one_row_at_a_time(tmp_path: Path) -> None:
    """Read through without being held: a generator gives the first case before the last is read."""
    rows = [CSV[0], *([str(n), "", "live", "turtles", "3", ""] for n in range(50_000))]
    rows[30_000][4] = "x"
    found = reading.cases(a_csv(tmp_path / "big.csv", rows), mapping.Mapping(), TODAY)
    assert next(found).key == "0"
    assert sum(len(it.faults) for it in found) == 1


def test_what_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_csv(tmp_path / "big.csv", CSV)
    with path.open("ab") as file:
        file.truncate(2_000_000_000)  # of holes: it takes no room on the disk
    with pytest.raises(CannotRead, match="too-large"):
        limits.look_at(path)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as it:
        it.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    monkeypatch.setattr(limits, "UNPACKED", 2)
    with pytest.raises(CannotRead, match="too-large"):
        limits.look_at(bomb)


def _as_is(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("none.csv", None, "history.no-such-file"), ("old.xls", b"x", "history.no-such-kind"),
     ("no.xlsx", b"not a zip", "history.not-a-workbook"), ("empty.csv", b"", "history.no-columns"),
     ("twice.csv", b"id,id\n1,2\n", "history.column-name-twice"),
     ("nul.csv", b'id\n"a', "history.not-a-csv"),
     ("wide.csv", ",".join(f"c{n}" for n in range(301)).encode(), "history.too-many-columns"),
     ("long.jsonl", b'{"id": "' + b"x" * 300_000, "history.line-too-long")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_whole(
    name: str, content: bytes | None, code: str, tmp_path: Path
) -> None:
    path = tmp_path / name if content is None else _as_is(tmp_path / name, content)
    with pytest.raises(CannotRead) as refused:
        list(reading.cases(path, mapping.Mapping(), TODAY))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [("not toml", "history.not-a-mapping"), ('[columns]\n"A" = "colour"', "history.no-such-field"),
     ('[columns]\n"A" = "id"\n"B" = "id"', "history.field-twice"),
     ('[columns]\n"A" = "notes"', "history.no-column-for-id"),
     ('dates = ["hour"]', "history.not-a-way-to-write-dates"), ("colour = 1", "core.unknown-field"),
     ("header = 0", "core.whole-number"), ('merged = "guess"', "core.not-a-choice"),
     ("sheet = 1", "core.not-text"), ('[words.notes]\n"a" = "b"', "history.no-such-field"),
     ('[words.disposal]\n"a" = "b"', "core.not-a-choice"),
     ('[fixed]\nid = "1"', "history.no-such-field")],
)  # fmt: skip
def test_a_mapping_that_cannot_be_understood_is_refused(
    content: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(content)
    with pytest.raises(CannotRead) as refused:
        mapping.read(path)
    assert refused.value.code == code


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = a_book(tmp_path / "register.xlsx", [GOOD | {A: "C-1"}])
    by = mapping.understood({"sheet": "Other", "columns": {"Case no": "id"}})
    with pytest.raises(CannotRead, match="no-such-sheet"):
        list(reading.cases(path, by, TODAY))


@pytest.mark.parametrize(
    ("line", "at", "code"),
    [(b"[1]", "", "core.bad-json"), (b'{"id": "1", "id": "2"}', "", "core.bad-json"),
     (b'{"id": 7}', "id", "history.no-id"), (b'{"id": "1", "live": 3}', "live", "core.not-a-list"),
     (b'{"id": "1", "notes": 3}', "notes", "core.not-text"),
     (b'{"id": "1", "notes": "a\\u0007"}', "notes", "core.control-characters"),
     (b'{"id": "1", "date": "2016", "date_precision": "day"}', "date", "history.not-a-date"),
     (b'{"id": "1", "live": [{"name_as_reported": "x", "count": "3"}]}', "live.0.count",
      "history.not-a-number"),
     (b'{"id": "1", "live": [{"name_as_reported": ""}]}', "live.0", "history.line-without-name"),
     (b'{"id": "1", "live": [{"colour": 1}]}', "live.0", "core.unknown-field"),
     (b'{"id": "1", "fine": {"amount": 3}}', "fine", "history.fine-in-part"),
     (b'{"id": "1", "disposal": "eaten"}', "disposal", "core.not-a-choice")],
)  # fmt: skip
def test_a_fault_of_a_line_is_told_by_its_field(
    line: bytes, at: str, code: str, tmp_path: Path
) -> None:
    path = _as_is(tmp_path / "cases.jsonl", line + b"\n")
    [found] = reading.cases(path, mapping.Mapping(), TODAY)
    assert [(it.row, it.at, it.code) for it in found.faults] == [(1, at, code)]


def test_every_word_for_a_fault_is_there_in_khmer() -> None:
    values = {"limit": 1, "row": 1, "cell": "A1", "fields": "notes"}
    for code in WORDS:
        said = []
        for language in ("en", "km"):
            with translation.override(language):
                said.append(words(code, values))
        assert said[0] != said[1], code
        assert any("\u1780" <= letter <= "\u17ff" for letter in said[1]), code
