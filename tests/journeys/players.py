"""A person at a browser: reads labels in his or her language, taps, fills in, and looks.

A story names labels in the words of the code; each player finds them as the page shows them.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext, override

from sangkroh.project.people import AGENCIES, CAST, OFFICES
from tests.pictures import WIDTHS

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
TALLEST = 1800
"""Pixels of a page that a picture keeps; the rest of a long page says no more."""


class Company:
    """The people of one story, each with a browser of his or her own."""

    def __init__(self, browser: Any, home: str, language: str, *, pictures: bool = False) -> None:
        self.browser, self.home, self.language, self.pictures = browser, home, language, pictures
        self.players: dict[str, Player] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for player in self.players.values():
            player.page.context.close()

    def __getitem__(self, username: str) -> Player:
        """The player of this log-in, who logs in when first needed."""
        if username not in self.players:
            self.players[username] = Player(self, username)
        return self.players[username]

    def say(self, words: str) -> str:
        """These words as the page shows them."""
        with override(self.language):
            return gettext(words)

    def name(self, username: str) -> str:
        it = next(it for it in CAST if it.username == username)
        return it.name_km if self.language == "km" else it.name

    def agency(self, code: str) -> str:
        it = next(it for it in AGENCIES if it.code == code)
        return it.name_km if self.language == "km" else it.name

    def office(self, code: str) -> str:
        it = next(it for it in OFFICES if it.code == code)
        return it.name_km if self.language == "km" else it.name


class Player:
    """One person with a phone of 360 pixels."""

    def __init__(self, company: Company, username: str) -> None:
        self.company, self.say = company, company.say
        context = company.browser.new_context(
            viewport={"width": 360, "height": 740}, has_touch=True
        )
        context.set_default_timeout(15_000)
        self.page = context.new_page()
        self.page.goto(f"{company.home}/log-in/")
        self._read_in(company.language)
        self.fill("Log-in name", username).fill("Password", f"practice-{username}")
        self.tap("Log in")
        self._read_in(company.language)

    def _read_in(self, language: str) -> None:
        if self.page.evaluate("document.documentElement.lang") != language:
            with self.page.expect_navigation():
                self.page.locator(f"button[name=language][value={language}]").click()

    def _pattern(self, words: str) -> re.Pattern[str]:
        """These words alone, or marked as optional."""
        optional = rf"(\s*{re.escape(self.say('(if known)'))})?"
        return re.compile(rf"^\s*{re.escape(self.say(words))}{optional}\s*$")

    def field(self, words: str, within: Any = None) -> Any:
        place = within or self.page.locator("main")
        return place.get_by_label(self._pattern(words)).first

    def fill(self, words: str, value: object, within: Any = None) -> Self:
        self.field(words, within).fill(str(value))
        return self

    def choose(self, words: str, value: str, within: Any = None) -> Self:
        """Choose what has this value, from a list or by a tap on it."""
        group = self.page.get_by_role("group", name=self._pattern(words))
        if group.count():
            box = group.locator(f"input[value='{value}']")
            group.locator(f"label[for={box.get_attribute('id')}]").click()
            return self
        self.field(words, within).select_option(value)
        return self

    def pick(self, words: str, part: str, within: Any = None) -> Self:
        """Choose from a list the first whose text has this part."""
        field = self.field(words, within)
        option = field.locator("option", has_text=part).first
        field.select_option(option.get_attribute("value"))
        return self

    def fill_by(self, part: str, value: object) -> Self:
        """Fill the field whose label begins with this name, as it stands on the page."""
        self.page.get_by_label(part).first.fill(str(value))
        return self

    def tick(self, *parts: str) -> Self:
        """Tick every box beside whose label stands one of these."""
        for part in parts:
            self.page.locator("main label", has_text=part).locator("input[type=checkbox]").check()
        return self

    def tap(self, words: str, within: Any = None, *, kind: str = "button") -> Self:
        """Press a button (or follow a link) and wait for the next page, which must be no error."""
        place = within or self.page.locator("main")
        with self.page.expect_navigation() as there:
            place.get_by_role(kind, name=self._pattern(words)).first.click()
        response = there.value
        assert response is None or response.status < 400, self.complaint(response.status)
        return self

    def follow(self, words: str, within: Any = None) -> Self:
        return self.tap(words, within, kind="link")

    def keep(self, words: str = "Keep") -> Self:
        """Send the form; it must be taken."""
        self.tap(words)
        assert not self.page.locator("main .errors").count(), self.complaint(422)
        return self

    def complaint(self, status: int) -> str:
        return f"{status} {self.page.url}\n{self.text()[:2000]}"

    def open(self, words: str) -> Self:
        """An area of the menu."""
        self.page.goto(self.company.home)
        self.page.locator("details.menu summary").click()
        return self.follow(words, self.page.locator("details.menu"))

    def open_case(self, title: str) -> Self:
        """The page of the case, through the list of cases."""
        self.open("Cases")
        row = self.page.locator("tr", has_text=title)
        with self.page.expect_navigation():
            row.locator("td.main a").click()
        return self

    def needed(self, words: str, about: str = "") -> Self:
        """The first thing of this kind that waits on the desk."""
        self.open("Desk")
        row = self.page.locator("#waiting tr", has_text=self.say(words))
        row = row.filter(has_text=about) if about else row
        assert row.count(), self.complaint(200)
        with self.page.expect_navigation():
            row.first.locator("td.main a").click()
        return self

    def row(self, part: str) -> Self:
        """The newest row of a list that names this."""
        with self.page.expect_navigation():
            self.page.locator("tr", has_text=part).last.locator("td.main a").click()
        return self

    def nth(self, words: str, number: int) -> Any:
        """The group of fields whose legend has this number."""
        return self.page.get_by_role("group", name=self.say(words) % {"number": number}, exact=True)

    def pick_last(self, words: str) -> Self:
        """The last of a list; where there is only one, the page has chosen it already."""
        field = self.field(words)
        if field.count():
            field.select_option(field.locator("option").last.get_attribute("value"))
        return self

    def go(self, link: Any) -> Self:
        with self.page.expect_navigation():
            link.click()
        return self

    def text(self) -> str:
        return str(self.page.locator("main").inner_text())

    def picture(self, name: str, *widths: str) -> Self:
        """Keep a picture of this page for the docs; nothing runs off it at any width."""
        for width, pixels in WIDTHS.items():
            self.page.set_viewport_size({"width": pixels, "height": 740})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= pixels, f"{name} is {wide} wide at {pixels}"
            if self.company.pictures and width in widths:
                self._take(PICTURES / f"{name}.{width}.{self.company.language}.png", pixels)
        self.page.set_viewport_size({"width": 360, "height": 740})
        return self

    def _take(self, path: Path, pixels: int) -> None:
        path.parent.mkdir(exist_ok=True)
        self.page.evaluate("document.fonts.ready")
        height = min(TALLEST, self.page.evaluate("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": pixels, "height": height}
        self.page.screenshot(path=path, full_page=True, clip=clip)
