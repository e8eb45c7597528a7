"""From the scene to the paper on a phone: two taps, and nothing runs off the screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests import databases, pictures

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def practice() -> Any:
    """A server on the practice world, and a browser."""
    if not pictures.chromium():
        pytest.skip("no Chromium found (SANGKROH_CHROMIUM names one)")
    with databases.own_database() as name:
        databases.run("practice", database=name)
        with pictures.server(name) as home, pictures.browser() as it:
            yield name, home, it


def test_from_the_scene_to_the_printed_paper_in_two_taps(practice: Any) -> None:
    name, home, browser = practice
    session = pictures.session_of("sok", name)
    page = pictures.visit(browser, home + reverse("cases:cases"), session=session, width=360)
    page.goto(home + page.locator('a[href^="/cases/"][href$="/"]').last.get_attribute("href"))
    page.goto(home + page.locator('a[href^="/seizures/"]').first.get_attribute("href"))
    page.locator('a[href*="/papers/#"]').first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_request(lambda it: it.url.endswith("/print/")) as asked:
        page.locator("main form button").first.click()
    answer = asked.value.response()
    assert answer.headers["content-type"] == "application/pdf"
    page.context.close()
