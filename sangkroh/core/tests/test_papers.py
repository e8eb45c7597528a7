"""Papers: Khmer as it is written, the same bytes when made twice."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sangkroh.core.papers import pdf

TEMPLATE = """#import "paper.typ": *
#show: paper.with("Proof")
= #both("សំណុំរឿង", "File")
#facts((("លេខ", data.number),))
"""


def test_a_paper_is_the_same_when_made_twice(tmp_path: Path) -> None:
    template = tmp_path / "proof.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    day = datetime(2016, 6, 4)  # noqa: DTZ001
    made = [pdf(template, {"foot": "", "number": number}, day) for number in ("1", "1", "2")]
    assert made[0].startswith(b"%PDF")
    assert made[0] == made[1]
    assert made[0] != made[2]
