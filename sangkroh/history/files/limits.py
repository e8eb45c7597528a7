"""How large a file may be, looked at before any of it is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ..rules import CannotRead, must

MEGABYTE = 1_000_000
LARGEST = 200
"""The largest file, in megabytes."""
UNPACKED = 600
"""The most that an .xlsx file may hold, unpacked, in megabytes: more is no book of cases."""
COLUMNS = 300
LONGEST = 10_000
"""The most letters of one cell."""
KINDS = {".csv", ".xlsx", ".jsonl"}


def look_at(path: Path) -> str:
    """The kind of a file by its name, if it is there and of a bearable size.

    CannotRead: `history.no-such-file`, `history.no-such-kind`, `history.file-too-large`,
    `history.not-a-workbook`.
    """
    kind = path.suffix.lower()
    must(kind in KINDS, "history.no-such-kind")
    must(path.is_file(), "history.no-such-file")
    must(path.stat().st_size <= LARGEST * MEGABYTE, "history.file-too-large", limit=LARGEST)
    if kind == ".xlsx":
        _look_inside(path)
    return kind


def _look_inside(path: Path) -> None:
    """A zip says what each of its parts unpacks to, and is not read beyond what it says."""
    try:
        with zipfile.ZipFile(path) as it:
            held = sum(part.file_size for part in it.infolist())
    except (zipfile.BadZipFile, OSError):
        raise CannotRead("history.not-a-workbook") from None
    must(held <= UNPACKED * MEGABYTE, "history.file-too-large", limit=UNPACKED)
