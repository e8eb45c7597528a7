"""Every page that a link leads to in the practice world, for a keyboard, a voice and a thumb.

`look.js` says what somebody would stumble over: a field without a label, two of one id, a word too
pale for its ground by day or by night, a target too small for a thumb, a page that runs off the
screen. People of all roles walk through all links, in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import databases, pictures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(databases.ON_POSTGRESQL, reason="a page looks the same on both databases"),
]
LOOK = Path(__file__).with_name("look.js").read_text()
_LINK = re.compile(r'<a\b[^>]*? href="(/[^"?#]*)')
PEOPLE = ("lina", "dara", "sok", "rith", "srey", "chan", "maly", "pierre", "bopha", "kosal")
LEAST = 100
"""Kinds of pages that such a walk meets; fewer means that it lost its way."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/words/)[0-9a-f]+")
_NO_PAGE = re.compile(r"^/(static|files|evidence)/")


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[str, str, Any]]:
    """A server on the practice world with its story, and a browser."""
    if not pictures.chromium():
        pytest.skip("no Chromium found (SANGKROH_CHROMIUM names one)")
    with (
        databases.own_database(databases.practice()) as name,
        pictures.server(name) as home,
        pictures.browser() as it,
    ):
        yield name, home, it


@pytest.fixture(scope="module")
def sessions(world: tuple[str, str, Any]) -> dict[str, str]:
    return pictures.sessions_of([*PEOPLE], world[0])


@pytest.fixture(scope="module")
def ways(world: tuple[str, str, Any], sessions: dict[str, str]) -> dict[str, list[str]]:
    """For each of the people the pages to look at: one of each kind that nobody before met."""
    _name, home, browser = world
    found, met = dict[str, list[str]](), set[str]()
    for who in PEOPLE:
        page = pictures.visit(browser, f"{home}/me/", session=sessions[who])
        reached = dict(pages(page, home))
        found[who] = [path for kind, path in reached.items() if kind not in met]
        met |= reached.keys()
        page.context.close()
    assert len(met) >= LEAST
    return found


def pages(page: Any, home: str) -> Iterator[tuple[str, str]]:
    """One page of each kind to which links lead this reader: its kind and its path."""
    left, met = ["/desk/"], set[str]()
    while left:
        path = left.pop(0)
        kind = _ID.sub("…", path)
        if kind in met or _NO_PAGE.match(path):
            continue
        met.add(kind)
        answer = page.request.get(home + path)
        assert answer.status < 400, f"{answer.status} {path}"
        if "html" in answer.headers.get("content-type", ""):
            yield kind, path
            left += _LINK.findall(answer.text())


def faults(page: Any, language: str) -> Iterator[str]:
    """On a phone by day; in one language by night and at the desk too, which differ in neither."""
    yield from page.evaluate(f"({LOOK})(true)")
    if language == "km":
        page.emulate_media(color_scheme="dark")
        yield from page.evaluate(f"({LOOK})(true)")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": pictures.WIDTHS["desk"], "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > pictures.WIDTHS["desk"]:
            yield "runs off at the desk"
        page.set_viewport_size({"width": pictures.WIDTHS["phone"], "height": 800})


@pytest.mark.parametrize("language", pictures.LANGUAGES)
def test_nobody_stumbles_on_any_page(
    world: tuple[str, str, Any],
    sessions: dict[str, str],
    ways: dict[str, list[str]],
    language: str,
) -> None:
    _name, home, browser = world
    found: dict[str, str] = {}
    for who, paths in ways.items():
        page = pictures.visit(browser, f"{home}/me/", session=sessions[who], language=language)
        for path in paths:
            page.goto(home + path)
            assert page.evaluate("document.documentElement.lang") == language
            kind = _ID.sub("…", path)
            found |= {f"{kind}: {_ID.sub('…', it)}": who for it in faults(page, language)}
        page.context.close()
    assert found == {}


def test_a_page_with_faults_is_told_apart(world: tuple[str, str, Any]) -> None:
    """The look itself can see: each fault put into a page is found."""
    _name, home, browser = world
    page = pictures.visit(browser, f"{home}/log-in/", language="en")
    assert page.evaluate(f"({LOOK})(true)") == []
    page.evaluate(
        """document.querySelector("main").insertAdjacentHTML("beforeend", `
        <h1>Two</h1><h4>deep</h4><p id="a">x</p><p id="a">y</p><input name="bare">
        <p class="pale">pale</p><button>.</button><img src="x"><a href="#nowhere">there</a>`);
        for (const [it, rule] of [[".pale", "color: #999"], ["main button:last-of-type",
            "min-height: 0; padding: 0"]]) {
          const sheet = new CSSStyleSheet(); sheet.replaceSync(`${it} { ${rule} }`);
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    said = " ".join(page.evaluate(f"({LOOK})(true)"))
    for part in ("2 × h1", "h4 after h1", "id twice: a", "no label", "contrast", "too small",
                 "picture without words", "link to nowhere"):  # fmt: skip
        assert part in said, (part, said)
    page.context.close()
