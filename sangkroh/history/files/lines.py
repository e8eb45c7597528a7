"""JSONL: one case a line, in our own fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..rules import CannotRead

LONGEST_LINE = 256 * 1024
"""The longest line, in bytes: that of an act's arguments."""


def read_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Each line's number, its case, and why it cannot be read ("" where it can)."""
    number = 0
    with path.open("rb") as file:
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE:
                raise CannotRead("history.line-too-long", row=number)
            if not raw.strip():
                continue
            case, fault = _case(raw.removeprefix(b"\xef\xbb\xbf"))
            yield number, case, fault


def _case(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    try:
        found = json.loads(raw, object_pairs_hook=_once, parse_constant=_never)
    except (ValueError, RecursionError):
        return None, "core.bad-json"
    return (found, "") if isinstance(found, dict) else (None, "core.bad-json")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _never(name: str) -> None:
    raise ValueError(name)
