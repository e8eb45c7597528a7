"""What is wrong, told by cell, and the rows that a person chose to set aside."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from .faults import words_of
from .importing import Report

PROBLEM = "problem"
"""The column of a file of rows set aside in which it is said what is wrong."""


def lines(name: str, report: Report) -> Iterator[str]:
    """Every fault: file, row, cell, words."""
    for fault in report.faults:
        yield f"{name}, {fault.row}{f', {fault.at}' if fault.at else ''}: {words_of(fault)}"


def write(path: Path, report: Report) -> None:
    """The rows set aside, as they stood, with what is wrong: to be put right and brought again."""
    rows = [
        (row, "; ".join(f"{it.at} {words_of(it)}".strip() for it in found.faults))
        for found in report.aside
        for row in found.rows
    ]
    if path.suffix.lower() == ".jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row, _ in rows)
        path.write_text(text, encoding="utf-8")
        return
    columns = [*dict.fromkeys(name for row, _ in rows for name in row), PROBLEM]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, columns)
        out.writeheader()
        out.writerows(row | {PROBLEM: said} for row, said in rows)
