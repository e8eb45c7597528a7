"""An operator puts the roads of a file in use, from the console."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from sangkroh.interception.network.tests.osm_files import country


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def say(*words: str) -> str:
    out = StringIO()
    call_command("network", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_until_then_the_embedded_network_serves_and_says_it_is_unverified() -> None:
    said = say("info")
    assert "Embedded trunk network, unverified" in said
    assert "own knowledge, unverified" in said
    assert "GeoNames (CC BY 4.0)" in said


def test_a_file_is_put_in_use_under_its_name(tmp_path: Path) -> None:
    file = country().write(tmp_path / "cambodia-latest.osm.pbf")
    said = say("import", str(file))
    assert "ways: 100 %" in said
    assert "In use:         cambodia-latest: OpenStreetMap 2026-11-01T20:21:00Z" in said
    assert "1 ways out" in said
    assert "OpenStreetMap (ODbL 1.0)" in say("info")
    say("import", str(file), "--as", "dry-season")
    assert "In use:         dry-season" in say("info")


def test_a_broken_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    file = country().write(tmp_path / "good.osm.pbf")
    say("import", str(file))
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(CommandError, match=r"Nothing was changed\. The file is cut short"):
        say("import", str(bad))
    with pytest.raises(CommandError, match="letters, digits"):
        say("import", str(file), "--as", "../../etc")
    assert "In use:         good" in say("info")


def test_a_damaged_network_is_told(tmp_path: Path) -> None:
    say("import", str(country().write(tmp_path / "good.osm.pbf")))
    for it in (tmp_path / "network").glob("*-good/network.json"):
        it.write_text("{}")
    said = say("info")
    assert "good is damaged" in said
    assert "Embedded trunk network" in said
