"""Which papers there are, what each is about, and how its number is written.

Nothing here is an official form. The law names no blank that we could read, so each is our own
and says so, until a legal officer approves it word for word (`papers.approve_form`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

COPIES = 3
"""Every paper is printed three times in one press: original, second, third."""


class Kind(StrEnum):
    """What a paper is."""

    SEIZURE = "seizure"
    COUNT = "count"
    HANDOVER = "handover"
    TRANSPORT = "transport"
    CONTRACT = "contract"
    FINE = "fine"
    DESTRUCTION = "destruction"


OF_ONE_PERSON = frozenset({Kind.CONTRACT, Kind.FINE})
"""A person's own papers. A minor's name stands on these alone."""


def number_of(office: str, year: int, serial: int) -> str:
    """The number in the register of an office: PTWRC-2026-P0012. P: of papers, not of cases."""
    return f"{office}-{year}-P{serial:04}"


def digest(data: Any) -> str:
    """SHA-256 of what a paper says, in one way of writing it."""
    said = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


_NUMBERED = re.compile(r"(.*?)(\d+)")


def in_ranges(numbers: Iterable[str]) -> str:
    """Seal numbers as people write them: KT-0001 – KT-0031, KT-0040. None is left out or added.

    Only what differs by one in its last digits, and is written equally wide, is drawn together.
    """
    runs: list[list[str]] = []
    for it in numbers:
        if runs and _follows(runs[-1][-1], it):
            runs[-1].append(it)
        else:
            runs.append([it])
    return ", ".join(f"{run[0]} – {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(one: str, other: str) -> bool:
    first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    if not first or not second or first[1] != second[1] or len(one) != len(other):
        return False
    return int(first[2]) + 1 == int(second[2])
