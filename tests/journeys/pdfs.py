"""All text in a PDF that a byte search can find: its streams inflated, its strings as written."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def laid_open(pdf: bytes) -> bytes:
    """The bytes of the file, and after them those of every stream that is deflated."""
    return pdf + b"".join(_inflated(it) for it in _STREAM.findall(pdf))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
