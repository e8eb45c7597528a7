"""docs/where-things-are.md says what is there, and what it says is there."""

from __future__ import annotations

import re
from collections import Counter

from . import house

PAGE = (house.ROOT / "docs" / "where-things-are.md").read_text()


def _names(heading: str) -> set[str]:
    """The names in the first column of the table under a heading."""
    part = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def _rooms() -> set[str]:
    return {p.parent.name for p in (house.ROOT / "sangkroh").glob("*/__init__.py")}


def test_every_room_is_told_and_there() -> None:
    assert _names("Rooms, highest first") == _rooms()


def test_every_kind_of_file_is_told_and_there() -> None:
    """A kind is what three rooms have; what is rarer is told by its own first lines."""
    within = Counter(
        path.name + "/" * path.is_dir()
        for room in _rooms()
        for path in (house.ROOT / "sangkroh" / room).iterdir()
        if not path.name.startswith("__") and (path.is_file() or _holds_files(path))
    )
    told = _names("Files of a room")
    assert told <= set(within)
    split = {f"{it.removesuffix('.py')}/" for it in told}
    assert {name for name, rooms in within.items() if rooms > 2} - told - split == set()


def _holds_files(path: object) -> bool:
    return any(it.is_relative_to(path) for it in house.files())


def test_everything_elsewhere_is_there() -> None:
    assert [it for it in _names("Elsewhere") if not (house.ROOT / it).exists()] == []
