"""A call is kept with one thumb: two fields, six taps, every target large enough."""

from __future__ import annotations

from typing import Any

import pytest

from .players import Company, Player

pytestmark = pytest.mark.browser
THUMB = 44
"""Least side of a target in CSS pixels (WCAG 2.2, 2.5.5)."""
PER_TAP, PER_LETTER = 1.5, 0.4
"""Seconds to find and hit a target, and for a letter of Khmer by one thumb: our own estimates,
slower than what studies of typing on phones report. The sum is printed, and is no measurement."""
WITHIN = 45
WHAT, WHERE = "ទូកមួយដឹកពស់ និងអណ្តើក ចេញយប់នេះ", "មាត់ទន្លេ កោះធំ"


class Thumb:
    """Taps where a finger would, and only on what is large enough for one."""

    def __init__(self, player: Player) -> None:
        self.player, self.page, self.taps, self.letters = player, player.page, 0, 0

    def tap(self, target: Any) -> None:
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= THUMB, (target, box)
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.taps += 1

    def tap_on(self, target: Any) -> None:
        """Tap on what leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    def write(self, words: str, text: str) -> None:
        self.tap(self.player.field(words))
        self.page.keyboard.type(text)
        self.letters += len(text)

    @property
    def seconds(self) -> float:
        """How long it takes a person, without the time that the pages take."""
        return self.taps * PER_TAP + self.letters * PER_LETTER


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_tip_is_kept_with_one_thumb(stage: tuple[str, str, Any], language: str) -> None:
    _database, home, browser = stage
    with Company(browser, home, language) as people:
        dara = people["dara"]
        thumb = Thumb(dara)
        thumb.tap(dara.page.locator("details.menu summary"))
        thumb.tap_on(dara.page.locator("details.menu").get_by_role("link", name=dara.say("Tips")))
        thumb.tap_on(dara.page.get_by_role("link", name=dara.say("Write down a call"), exact=True))
        asked = dara.page.locator("main .field:visible:not(:has(.optional))")
        assert asked.count() == 2
        thumb.write("What", WHAT)
        thumb.write("Where", WHERE)
        thumb.tap_on(dara.page.get_by_role("button", name=dara.say("Keep")).first)
        assert WHAT in dara.text()
        print(f"a tip: {thumb.taps} taps, {thumb.letters} letters, about {thumb.seconds:.0f} s")
        assert thumb.taps == 6
        assert thumb.seconds <= WITHIN
