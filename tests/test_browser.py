"""Pages in a real browser: forms come home, and every letter has its shape."""

from __future__ import annotations

from typing import Any

import pytest

from . import pictures

pytestmark = pytest.mark.browser
BOTH_WEIGHTS = """() => Promise.all(
    ["400", "600"].map(weight => document.fonts.load(`${weight} 16px "Noto Sans Khmer"`, "ស"))
).then(found => found.flat().map(face => face.status))"""


def test_a_form_is_taken_from_a_real_browser(live: str, browser_page: Any) -> None:
    """A strict referrer policy makes browsers send forms from nowhere, and all are refused."""
    page = browser_page("/log-in/")
    with page.expect_navigation():
        page.locator("button[name=language][value=en]").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text() == "Log in"


def test_whoever_is_signed_in_keeps_the_language_chosen(browser_page: Any) -> None:
    page = browser_page("/style/", who="pierre", language="en")
    assert page.locator("h1").inner_text() == "Parts of a page"


@pytest.mark.parametrize("width", pictures.WIDTHS.values())
def test_khmer_has_its_font_and_nothing_runs_off_the_page(browser_page: Any, width: int) -> None:
    page = browser_page("/style/", who="maly", width=width)
    assert page.evaluate(BOTH_WEIGHTS) == ["loaded", "loaded"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_opens_on_a_phone_without_a_script(browser_page: Any) -> None:
    page = browser_page("/style/", who="maly", width=360)
    links = page.locator("details.menu a")
    assert not links.first.is_visible()
    page.locator("details.menu summary").click()
    assert links.first.is_visible()


def test_the_menu_stands_open_at_the_desk(browser_page: Any) -> None:
    assert (
        browser_page("/style/", who="maly", width=1280).locator("details.menu a").first.is_visible()
    )


def test_targets_are_large_enough_for_a_thumb(browser_page: Any) -> None:
    page = browser_page("/style/", who="maly", width=360)
    low = page.evaluate(
        "[...document.querySelectorAll('main button, main input[type=text], main select, summary')]"
        ".map(it => it.getBoundingClientRect().height).filter(height => height < 43.5)"
    )
    assert low == []
