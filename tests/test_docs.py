"""What the docs name is there, and what is there is named: links, acts, roles, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sangkroh.core.door import REGISTRY
from sangkroh.core.roles import GRANTABLE
from sangkroh.project.management.commands import acts

from . import house

PAGES = house.files("README.md", "CHANGELOG.md", "THREAT_MODEL.md") + [
    it for it in house.files(".md") if it.is_relative_to(house.ROOT / "docs")
]
ALL = "\n".join(it.read_text() for it in PAGES)
THREATS = house.ROOT / "THREAT_MODEL.md"
TOUR = house.ROOT / "docs" / "tour.md"


def _broken(page: Path, text: str) -> list[str]:
    """Relative links and pictures of a page that lead nowhere."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r'\bsrc="([^"]+)"', text)
    return [it for it in links if "://" not in it and not (page.parent / it).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda it: str(it.relative_to(house.ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert _broken(page, page.read_text()) == []


def test_a_link_to_nowhere_would_be_found() -> None:
    assert _broken(TOUR, "[a](nowhere.md) [b](acts.md#core)") == ["nowhere.md"]
    assert _broken(TOUR, '<img src="pictures/none.png" width="9">') == ["pictures/none.png"]


def test_the_commands_of_the_readme_are_in_the_makefile() -> None:
    told = set(re.findall(r"\bmake ([a-z]+)\b", (house.ROOT / "README.md").read_text()))
    made = re.findall(r"^([a-z]+):", (house.ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {"run", "test"} <= told <= set(made)


def test_the_page_of_acts_is_the_acts() -> None:
    """Renew it with `sangkroh acts > docs/acts.md`."""
    assert (house.ROOT / "docs" / "acts.md").read_text() == acts.page() + "\n"
    assert {f"`{name}`" for name in REGISTRY} <= set(re.findall(r"`[^`\n]+`", acts.page()))


@pytest.mark.parametrize("role", sorted(GRANTABLE))
def test_a_role_is_told(role: str) -> None:
    assert role.replace("_", " ") in ALL


def test_every_setting_is_told() -> None:
    """Whatever the product reads from the environment, tests aside."""
    read = {
        name
        for path in house.files(".py")
        if path.is_relative_to(house.ROOT / "sangkroh") and "tests" not in path.parts
        for name in re.findall(r'environ\.get\(\s*"([A-Z_]+)"', path.read_text())
    }
    assert "SANGKROH_HOME" in read
    assert {it for it in read if f"`{it}`" not in ALL} == set()


def test_the_threat_model_points_to_what_is_there() -> None:
    """What shows a claim: a file, or the tests of a room."""
    named = re.findall(r"`((?:[a-z_]+/)+(?:\w+\.py|tests))`", THREATS.read_text())
    assert len(named) > 10
    assert [it for it in named if not _there(it)] == []
    assert not _there("tips/tests/nowhere.py")


def _there(path: str) -> list[Path]:
    return [it for it in (house.ROOT / path, house.ROOT / "sangkroh" / path) if it.exists()]


def test_the_tour_names_files_and_functions_that_are_there() -> None:
    """`room/file.py`, and `room/file.py: name` has this name."""
    named = re.findall(r"`([a-z_]+/[\w/]+\.py)(?:: (\w+))?`", TOUR.read_text())
    assert len(named) > 20
    for path, name in named:
        there = _there(path)
        assert there, path
        defined = rf"^(?:def|class) {name}\b|^{name}\b.*="
        if name:
            assert re.search(defined, there[0].read_text(), re.MULTILINE), f"{path}: {name}"
