"""All real cases, where they are beside the project: none dropped, numbers as counted apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sangkroh.core.models import Entry, User
from sangkroh.custody.checking import check_books

from .papers import bring


def _beside() -> Iterator[Path]:
    """Beside the project, or beside what holds it (a worktree lies elsewhere and finds none)."""
    for above in list(Path(__file__).resolve().parents)[3:6]:
        yield above / "shared" / "data" / "cases" / "real_cases.jsonl"


REAL = next((it for it in _beside() if it.exists()), None)


@pytest.mark.skipif(REAL is None, reason="the real cases are not beside the project")
def test_all_real_cases_come_in_and_their_numbers_are_those_of_the_file(lina: User) -> None:
    assert REAL is not None
    rows = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    report = bring(lina, REAL)
    live = [it for row in rows for it in row["live"]]
    parts = [it for row in rows for it in row["dead_or_parts"]]
    said = report.counts.as_json()
    assert report.faults == []
    assert said["cases"] == said["new"] == len(rows)
    assert said["live_lines"] == len(live)
    assert said["live_counted"] == sum(it["count"] or 0 for it in live)
    assert said["part_lines"] == len(parts)
    kilograms = sum(round((it["quantity"] or 0) * 1000) for it in parts if it["unit"] == "kg")
    assert said["kilograms"] == kilograms / 1000
    assert said["offenders"] == sum(row["offenders_count"] or 0 for row in rows)
    before = Entry.objects.count()
    assert bring(lina, REAL).counts.new == 0
    assert Entry.objects.count() == before
    assert check_books() == []
