"""Papers: a typst template and data become a PDF/A that is byte for byte the same when made twice.

A template reads its data with `json("data.json")`. It sees no file but its own and what is
given here, and no network.
"""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_noto_sans_khmer
import typst

BASE = Path(__file__).parent / "typst"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(fontpkg_noto_sans_khmer.ROOT)],
    )


def pdf(template: Path, data: dict[str, Any], made: datetime) -> bytes:
    """The paper as PDF/A-2b. `made` is printed as its date and fixes its bytes."""
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        root = Path(folder)
        (root / "main.typ").write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
        for part in BASE.glob("*.typ"):
            (root / part.name).write_text(part.read_text(encoding="utf-8"), encoding="utf-8")
        said = data | {"made": [made.year, made.month, made.day]}
        (root / "data.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        made_pdf: bytes = typst.compile(
            str(root / "main.typ"), root=str(root), font_paths=_fonts(), pdf_standards=["a-2b"]
        )
    return made_pdf
