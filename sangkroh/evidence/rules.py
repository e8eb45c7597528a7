"""What may be kept as evidence: the type is read from the bytes, never from a name."""

from __future__ import annotations

from enum import StrEnum

from sangkroh.core.errors import require

HEAD = 64
"""How many of the first bytes tell the type."""
LARGEST = 50 * 1024 * 1024
"""The largest file, in bytes."""
MOST_PIXELS = 120_000_000
"""The largest picture, in pixels: above the 108 million of today's phones, below a bomb."""
KEEP_FREE = 512 * 1024 * 1024
"""Bytes that stay free on the disk, because the books are on it too."""


class Origin(StrEnum):
    """Where a file comes from, as its keeper says."""

    AT_SCENE = "at_scene"
    LATER = "later"
    RECEIVED = "received"
    SCANNED = "scanned"
    ONLINE = "online"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What a check of a file against its hash found."""

    WHOLE = "whole"
    CHANGED = "changed"
    MISSING = "missing"


EXTENSIONS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic",
    "application/pdf": "pdf", "audio/mp4": "m4a", "audio/mpeg": "mp3", "audio/ogg": "ogg",
    "audio/wav": "wav", "video/mp4": "mp4",
}  # fmt: skip
"""The types that are kept. All else is refused: nothing that a browser or an archiver runs."""
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
"""Types of which a small picture is made, with Pillow's name of the format."""

_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
    b"OggS": "audio/ogg",
    b"ID3": "audio/mpeg",
}
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"MSNV", b"M4V "),
        "video/mp4",
    ),
}
"""Major brands of ISO base media files (ISO/IEC 14496-12, part `ftyp`)."""


def media_type(head: bytes) -> str:
    """The type of a file from its first bytes. Refused: `evidence.type-not-kept`."""
    found = next((kind for start, kind in _STARTS.items() if head.startswith(start)), "")
    if not found and head[:4] == b"RIFF":
        found = _RIFF.get(head[8:12], "")
    if not found and head[4:8] == b"ftyp":
        found = _BRANDS.get(head[8:12], "")
    if not found and _is_mp3_frame(head):
        found = "audio/mpeg"
    require(bool(found), "evidence.type-not-kept")
    return found


def _is_mp3_frame(head: bytes) -> bool:
    """Whether a frame of MPEG audio layer III begins here (a file without an ID3 tag)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and 0 < bit_rate < 15 and sampling != 3


def check_size(size: int) -> None:
    """Refused: `evidence.empty`, `evidence.too-large`."""
    require(size > 0, "evidence.empty")
    require(size <= LARGEST, "evidence.too-large", limit=LARGEST // 1024 // 1024)


def check_pixels(width: int, height: int) -> None:
    """Refused: `evidence.too-many-pixels`."""
    require(
        width * height <= MOST_PIXELS, "evidence.too-many-pixels", limit=MOST_PIXELS // 1_000_000
    )
