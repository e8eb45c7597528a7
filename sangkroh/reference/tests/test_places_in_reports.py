"""Places as reports spell them: the right one is among the first three that are offered.

What is right was decided by hand for each name (`places_in_reports.csv`, in codes of the
gazetteer). Whether the names are all that were met in reports is asked where the collection of
reported words lies beside the checkout.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from sangkroh.reference import queries

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
WORDS = Path(__file__).parents[4] / "shared" / "data" / "cases" / "vocabulary.md"
DIVISION = re.compile(
    r"(?:[A-Z][\w']*\s)+(?:commune|district|town|city)\b|Sangkat [A-Z]\w+ [A-Z]\w+"
)
with (HERE / "places_in_reports.csv").open(encoding="utf-8") as table:
    NAMES = list(csv.DictReader(table))


def first_three(text: str) -> list[str]:
    """Codes of the first three that a person is shown for this text."""
    return [it.code for it in queries.find_places(text, 3) or queries.guess_places(text, 3)]


@pytest.mark.parametrize("level", ["province", "district", "commune", "town"])
@pytest.mark.parametrize("inside", [False, True], ids=["alone", "with what lies above"])
def test_the_right_place_is_among_the_first_three(level: str, inside: bool) -> None:
    rows = [it for it in NAMES if it["level"] == level and (it["inside"] or not inside)]
    missed = {}
    for it in rows:
        text = f"{it['name']}, {it['inside']}" if inside else it["name"]
        if not set(it["codes"].split()) & set(got := first_three(text)):
            missed[text] = got
    assert len(missed) <= len(rows) * 0.05, missed


@pytest.mark.skipif(not WORDS.exists(), reason="the reported words are not given here")
def test_every_division_named_in_the_reports_was_decided_on() -> None:
    text = WORDS.read_text(encoding="utf-8")
    named = {*_lines(text, "Provinces"), *_lines(text, "Districts (with province)")}
    for part in ("Places", "Origins", "Destinations", "Transported to", "Release sites"):
        for line in _lines(text, part):
            named |= set(DIVISION.findall(line))
    decided = {_bare(it["name"]) for it in NAMES}
    assert len(named) > 80
    assert {it for it in named if _bare(it) not in decided} == set()


def _bare(name: str) -> str:
    return re.sub(r"^Sangkat | (commune|district|town|city)$", "", name)


def _lines(text: str, heading: str) -> list[str]:
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [re.sub(r"( \([^)]*\))?: \d+$", "", it) for it in re.findall(r"^- (.*)$", part, re.M)]
