"""The type is what the bytes say."""

from __future__ import annotations

import pytest

from sangkroh.core.errors import Refused
from sangkroh.evidence import rules


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"%PDF-1.7", "application/pdf"),
        (b"OggS\0", "audio/ogg"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
    ],
)
def test_what_is_kept(head: bytes, kind: str) -> None:
    assert rules.media_type(head) == kind
    assert kind in rules.EXTENSIONS


@pytest.mark.parametrize(
    "head",
    [
        b"<svg xmlns=", b"<!doctype html>", b"PK\x03\x04", b"MZ\x90\0", b"GIF89a", b"BM",
        b"\x1f\x8b",
        b"RIFF\x10\0\0\0AVI ", b"\0\0\0\x18ftypqt  ", b"\xff\xfe<\0s\0", b"\xff\xff\xff\xff",
        b" %PDF-1.7", b"\xff\xd8", b"", b"Rar!",
    ],
)  # fmt: skip
def test_what_is_not_kept(head: bytes) -> None:
    with pytest.raises(Refused) as refused:
        rules.media_type(head)
    assert refused.value.code == "evidence.type-not-kept"


@pytest.mark.parametrize(
    ("size", "code"), [(0, "evidence.empty"), (rules.LARGEST + 1, "evidence.too-large")]
)
def test_size(size: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_size(size)
    assert refused.value.code == code
    rules.check_size(rules.LARGEST)
