"""What is in a PDF, for tests: its bytes with every stream unpacked."""

from __future__ import annotations

import zlib


def inflated(pdf: bytes) -> str:
    """All that a search of the paper's bytes could find."""
    found = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompress(part.split(b"\nendstream")[0]))
        except zlib.error:
            continue
    return b"".join(found).decode("latin-1")
