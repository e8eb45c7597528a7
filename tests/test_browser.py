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


def test_a_case_is_folded_on_a_phone_and_open_at_the_desk(browser_page: Any) -> None:
    """On a phone what is long and not open is folded; a link into it unfolds it; no script."""
    page = browser_page("/cases/new/", who="sok", language="en", width=360)
    page.get_by_label("Title").fill("Boat")
    with page.expect_navigation():
        page.locator(".keep button").click()
    record = page.get_by_role("link", name="Record a seizure, hand-over or find")
    assert record.is_visible(), "nothing yet: open"
    steps = page.locator("#timeline tbody")
    assert not steps.is_visible()
    page.goto(f"{page.url}#timeline")
    steps.wait_for()
    page.goto(page.url.partition("#")[0])
    assert not steps.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert steps.is_visible()
    assert page.get_by_role("heading", name="Timeline").count() == 1


def test_an_act_comes_home_to_the_section_that_shows_it(browser_page: Any) -> None:
    """A phone folds what is long: the notes open after one was written."""
    page = browser_page("/cases/new/", who="sok", language="en", width=360)
    page.get_by_label("Title").fill("Boat")
    with page.expect_navigation():
        page.locator(".keep button").click()
    page.goto(page.url + "note/")
    page.locator("textarea").fill("Rang the harbour master")
    with page.expect_navigation():
        page.locator(".keep button").click()
    page.locator("#notes").get_by_text("Rang the harbour master").wait_for()
    page.goto(page.url.partition("#")[0])
    assert not page.locator("#notes").get_by_text("Rang the harbour master").is_visible()


def test_the_menu_stands_open_at_the_desk(browser_page: Any) -> None:
    assert (
        browser_page("/style/", who="maly", width=1280).locator("details.menu a").first.is_visible()
    )


def test_targets_are_large_enough_for_a_thumb(browser_page: Any) -> None:
    page = browser_page("/style/", who="maly", width=360)
    low = page.evaluate(
        "[...document.querySelectorAll("
        "'main :is(button, [type=text], select):not([hidden]), summary')]"
        ".map(it => it.getBoundingClientRect().height).filter(height => height < 43.5)"
    )
    assert low == []


def test_a_place_is_found_with_the_keyboard_alone(browser_page: Any) -> None:
    page = browser_page("/tips/new/", who="dara", language="en")
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.get_by_label("Place in the list").focus()
    page.keyboard.type("Koh Thom")
    page.locator("#id_place-choices input[type=radio]").first.wait_for()
    page.keyboard.press("Tab")  # Find
    page.keyboard.press("Tab")  # the choices
    page.keyboard.press("Space")
    chosen = page.locator("#id_place-choices label:has(:checked)").inner_text()
    assert "Kaoh Thum" in chosen
    assert "Kandal" in chosen
    assert asked
    assert not any("Koh" in url for url in asked), "addresses are written into logs"


@pytest.fixture
def stage(_live: tuple[str, str, Any]) -> tuple[str, str, Any]:
    """Name of the database, address of the server, browser."""
    return _live


def test_a_place_is_found_and_kept_without_a_script(stage: tuple[str, str, Any]) -> None:
    name, home, browser = stage
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    session = pictures.session_of("dara", name)
    context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
    page = context.new_page()
    page.goto(f"{home}/tips/new/")
    page.fill("#id_what", "A boat with sacks")
    page.fill("#id_where", "Landing below the market")
    page.fill("#id_place", "កោះធំ")
    with page.expect_navigation():
        page.click("button[name=find][value=place]")
    assert page.url.endswith("#id_place")
    assert page.input_value("#id_where") == "Landing below the market"
    page.locator("#id_place-choices input[type=radio]").first.check()
    with page.expect_navigation():
        page.click(".keep button")
    assert "/new/" not in page.url
    assert "កណ្ដាល" in page.locator("main").inner_text() or "Kandal" in page.content()
    context.close()


def test_a_line_more_loses_nothing_that_was_typed(live: str, browser_page: Any) -> None:
    page = browser_page("/cases/new/", who="sok", language="en")
    page.get_by_label("Title").fill("Boat")
    with page.expect_navigation():
        page.locator(".keep button").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Record a seizure, hand-over or find").click()
    seals = page.locator("#id_line0_seals")
    assert not seals.is_visible()
    page.fill("#id_line0_name", "snakes in sacks")
    page.fill("#id_line0_containers", "31")
    assert seals.is_visible(), "what belongs to sealed containers opens with them"
    page.set_input_files(
        "input[name=photos]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8"}
    )
    lines = page.locator(".card").count()
    page.get_by_role("button", name="Add a line").click()
    page.locator(f"#line{lines + 1}:focus").wait_for()
    assert page.input_value("#id_line0_name") == "snakes in sacks"
    assert page.input_value("#id_line0_containers") == "31"
    assert page.evaluate("document.querySelector('input[name=photos]').files.length") == 1
    authority = page.get_by_label("Which prosecutor")
    assert not authority.is_visible()
    page.get_by_text("Authorised by the prosecutor").click()
    assert authority.is_visible()
