"""Old papers for tests: the practice cases, single rows, and a spreadsheet full of faults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sangkroh.core.models import User
from sangkroh.history import importing, mapping
from sangkroh.history.importing import Import, Report

PRACTICE = Path(__file__).parent.parent / "data" / "practice_cases.jsonl"
TODAY = date(2026, 11, 26)


def practice() -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in PRACTICE.read_text(encoding="utf-8").splitlines()]
    return {it["id"]: it for it in rows}


def a_case(**said: Any) -> dict[str, Any]:
    """One case of our own fields: two tortoises at a market, unless said otherwise."""
    live = [{"name_as_reported": "elongated tortoises", "scientific_name_guess": None,
             "count": 2, "note": None}]  # fmt: skip
    return {"id": "A-1", "live": live, "dead_or_parts": [], "conveyance": "market"} | said


def lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(it, ensure_ascii=False) + "\n" for it in rows))
    return path


def bring(
    actor: User, path: Path, how: mapping.Mapping | None = None, **options: Any
) -> Report:  # fmt: skip
    return importing.run(Import(actor, path, how or mapping.Mapping(), TODAY), **options)
