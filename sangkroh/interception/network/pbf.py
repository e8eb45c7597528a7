"""The frame of a .osm.pbf file: its blobs, checked before anything is unpacked.

A file is refused when a blob is longer than the format allows, claims to unpack to more than
that, or ends beyond the file; so a bomb is found by what it claims, and libosmium holds each blob
to its claim. Format: https://wiki.openstreetmap.org/wiki/PBF_Format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .errors import CannotImport

HEADER_MOST = 64 * 1024
BLOB_MOST = 32 * 1024 * 1024
"""Limits of the format, in bytes."""
FILE_MOST = 2 * 1024**3
UNPACKED_MOST = 8 * 1024**3
"""Ours: some thirty times Cambodia."""
PIECE = 4 * 1024 * 1024


@dataclass(frozen=True)
class Blob:
    start: int
    """Where its frame starts in the file."""
    end: int
    kind: bytes
    unpacked: int
    """Bytes when unpacked, as it claims."""


@dataclass(frozen=True)
class Frame:
    """A file whose blobs fit together."""

    path: Path
    size: int
    header: bytes
    """The framed first blob, which osmium wants before any other."""
    blobs: tuple[Blob, ...]

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """Byte position after each piece, and a piece that osmium reads like a whole file."""
        with self.path.open("rb") as file:
            start, unpacked = 0, 0
            for it in self.blobs:
                unpacked += it.unpacked
                start = start or it.start
                if it.end - start >= PIECE or unpacked >= BLOB_MOST or it is self.blobs[-1]:
                    file.seek(start)
                    yield it.end, self.header + file.read(it.end - start)
                    start, unpacked = 0, 0


def frame(path: Path) -> Frame:
    """Read the frame of a file, refusing what is none."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if size > FILE_MOST:
                raise CannotImport("too-big", what="bytes", found=size, limit=FILE_MOST)
            blobs = list(_blobs(file, size))
            file.seek(0)
            header = file.read(blobs[0].end)
    except OSError:
        raise CannotImport("no-file") from None
    unpacked = sum(it.unpacked for it in blobs)
    if unpacked > UNPACKED_MOST:
        raise CannotImport("too-big", what="bytes unpacked", found=unpacked, limit=UNPACKED_MOST)
    return Frame(path, size, header, tuple(it for it in blobs[1:] if it.kind == b"OSMData"))


def _blobs(file: BinaryIO, size: int) -> Iterator[Blob]:
    start = 0
    while start < size or start == 0:
        length = int.from_bytes(_read(file, 4, start, size), "big")
        if not 0 < length <= HEADER_MOST:
            raise _bad(start)
        head = _fields(_read(file, length, start, size), start)
        kind, long = head.get(1), head.get(3)
        if not isinstance(kind, bytes) or not isinstance(long, int) or not 0 < long <= BLOB_MOST:
            raise _bad(start)
        if (kind == b"OSMHeader") != (start == 0):
            raise _bad(start)
        end = start + 4 + length + long
        if end > size:
            raise CannotImport("cut-short", bytes=size)
        first = _read(file, min(long, 32), start, size)
        yield Blob(start, end, kind, _unpacked(first, long, start))
        file.seek(end)
        start = end


def _read(file: BinaryIO, count: int, start: int, size: int) -> bytes:
    got = file.read(count)
    if len(got) < count:
        raise CannotImport("cut-short", bytes=size) if start else CannotImport("not-pbf")
    return got


def _bad(start: int) -> CannotImport:
    if start == 0:
        return CannotImport("not-pbf")
    return CannotImport("damaged", why=f"no blob at byte {start}")


def _unpacked(first: bytes, long: int, start: int) -> int:
    """What a blob claims to unpack to, from its first bytes; its own length if it is plain."""
    claimed = _fields(first, start, partly=True).get(2, long)
    if not isinstance(claimed, int) or not 0 <= claimed <= BLOB_MOST:
        raise CannotImport("damaged", why=f"the blob at byte {start} would unpack to too much")
    return claimed


def _fields(message: bytes, start: int, partly: bool = False) -> dict[int, int | bytes]:
    """Numbers and byte strings of a protobuf message; `partly`: it may end anywhere."""
    found: dict[int, int | bytes] = {}
    at = 0
    try:
        while at < len(message):
            key, at = _varint(message, at)
            if key & 7 == 0:
                found[key >> 3], at = _varint(message, at)
            elif key & 7 == 2:
                long, at = _varint(message, at)
                if at + long > len(message) and not partly:
                    raise IndexError
                found[key >> 3] = message[at : at + long]
                at += long
            else:
                raise IndexError
    except IndexError:
        if not partly:
            raise _bad(start) from None
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while shift < 64:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
    raise IndexError
