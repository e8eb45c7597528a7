"""A person at a browser: reads labels in his or her language, taps, fills in, and looks.

A story names labels in the words of the code; each player finds them as the page shows them.
"""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext, override

from sangkroh.project.people import AGENCIES, CAST, OFFICES
from sangkroh.reference import importers
from sangkroh.reference.importers import SpeciesSet
from sangkroh.reference.rules import read_names

from .album import PHONE, Album
from .khmer import WORDS

LOCALES = {"km": "km-KH", "en": "en-GB"}
SPECIES = {
    read_names(it["english_name"]).main: it["khmer_name"]
    for which in (SpeciesSet.SPECIES, SpeciesSet.REPORTED) for it in importers.table(which)
}  # fmt: skip
"""Khmer names of species, as the reference data ship them."""


class Company:
    """The people of one story, each with a browser of his or her own."""

    def __init__(self, browser: Any, home: str, language: str) -> None:
        self.browser, self.home, self.language = browser, home, language
        self.album = Album(language)
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

    def tell(self, words: str) -> str:
        """These words as a person of the story writes them."""
        return WORDS[words] if self.language == "km" else words

    def kind(self, name: str) -> str:
        """What this kind of animal is called, on the page and by whoever writes it down."""
        return SPECIES[name] or name if self.language == "km" else name

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
            viewport=PHONE, has_touch=True, locale=LOCALES[company.language]
        )
        context.set_default_timeout(30_000)
        self.page = context.new_page()
        self.page.goto(f"{company.home}/log-in/")
        self._read_in(company.language)
        self.fill("Log-in name", username).fill("Password", f"practice-{username}")
        self.tap("Log in")
        self._read_in(company.language)

    def _read_in(self, language: str) -> None:
        if self.page.evaluate("document.documentElement.lang") != language:
            self.go(f"button[name=language][value={language}]")

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
        place = within or self.page.locator("main")
        place.get_by_role("combobox", name=self._pattern(words)).first.select_option(value)
        return self

    def pick(self, words: str, part: str) -> Self:
        """Choose from a list the first whose text has this part."""
        field = self.field(words)
        option = field.locator("option", has_text=part).first
        field.select_option(option.get_attribute("value"))
        return self

    def pick_last(self, words: str) -> Self:
        """The last of a list; where there is only one, the page has chosen it already."""
        field = self.field(words)
        if field.count():
            field.select_option(field.locator("option").last.get_attribute("value"))
        return self

    def count_as(self, numbers: dict[str, int]) -> Self:
        """Fill in how many there are of each kind: the label begins with its name."""
        for name, number in numbers.items():
            self.page.get_by_label(self.company.kind(name)).first.fill(str(number))
        return self

    def tick(self, *parts: str) -> Self:
        """Tick every box beside whose label stands one of these."""
        for part in parts:
            self.page.locator("main label", has_text=part).locator("input[type=checkbox]").check()
        return self

    def unfold(self, words: str) -> Self:
        self.page.locator("main summary", has_text=self._pattern(words)).click()
        return self

    def nth(self, words: str, number: int) -> Any:
        """The group of fields whose legend has this number."""
        return self.page.get_by_role("group", name=self.say(words) % {"number": number}, exact=True)

    def tap(self, words: str, within: Any = None, *, kind: str = "button") -> Self:
        """Press a button (or follow a link) and wait for the next page, which must be no error."""
        place = within or self.page.locator("main")
        target = place.get_by_role(kind, name=self._pattern(words)).first
        if not target.count():
            self.unfold_all()
        return self.go(target)

    def follow(self, words: str, within: Any = None) -> Self:
        return self.tap(words, within, kind="link")

    def keep(self, words: str = "Keep") -> Self:
        """Send the form; it must be taken."""
        self.tap(words)
        assert not self.page.locator("main .errors").count(), self.complaint(422)
        return self

    def go(self, target: Any) -> Self:
        """Tap on what leads to another page (or on the first such place), and be there."""
        target = self.page.locator(target).first if isinstance(target, str) else target
        if target.locator("xpath=ancestor::header").count() == 0:
            self.company.album.look(self.page)
        with self.page.expect_navigation() as there:
            target.click()
        answer = there.value
        assert answer is None or answer.status < 400, self.complaint(answer.status)
        return self

    def complaint(self, status: int) -> str:
        return f"{status} {self.page.url}\n{self.text()[:2000]}"

    def open(self, words: str) -> Self:
        """An area of the menu."""
        self.company.album.look(self.page)
        self.page.locator("details.menu summary").click()
        return self.follow(words, self.page.locator("details.menu"))

    def open_case(self, title: str) -> Self:
        """The page of the case, through the list of cases, with all that is folded on a phone."""
        self.open("Cases").row(title)
        return self.unfold_all()

    def unfold_all(self) -> Self:
        """Press on every part of a case's page that is folded on a phone."""
        folded = self.page.locator("main .fold:not([open]) > summary")
        while folded.count():
            folded.first.click()
        return self

    def needed(self, words: str) -> Self:
        """The first thing of this kind that waits on the desk."""
        self.open("Desk")
        row = self.page.locator("#waiting tr", has_text=self.say(words))
        assert row.count(), self.complaint(200)
        return self.go(row.first.locator("td.main a"))

    def line(self, part: str) -> Any:
        """The newest row of a list that names this."""
        return self.page.locator("main tr", has_text=part).last

    def row(self, part: str) -> Self:
        """Where the newest row that names this leads."""
        return self.go(self.line(part).locator("td.main a").first)

    def text(self) -> str:
        return str(self.page.locator("main").inner_text())

    def picture(self, name: str) -> Self:
        """Keep pictures of this page for the docs, where pictures are asked for."""
        self.company.album.look(self.page, name)
        return self
