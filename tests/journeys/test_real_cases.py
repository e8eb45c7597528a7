"""Cases as they really are, told through pages: on a phone in Khmer and at a desk in English.

A sweep of a market with six stalls and five outcomes; 665 kg of snakes that nobody counted; an
inspection that finds nothing; a decision that an order reversed. Every page is looked at on both
widths; words and names are ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import databases
from tests.proofs.figures import FULL

from .khmer import WORDS
from .players import Company, Player

WORDS |= {
    "Sweep of the old market": "ការឆែកផ្សារចាស់",
    "Old market": "ផ្សារចាស់",
    "Snakes in a truck": "ពស់ក្នុងឡាន",
    "A shop by the road": "ហាងក្បែរផ្លូវ",
    "Birds of a family": "បក្សីរបស់គ្រួសារ",
    "dried skin": "ស្បែកស្ងួត",
    "meat": "សាច់",
    "snakes": "ពស់",
    "peafowl": "ក្ងោក",
    "tusk": "ភ្លុក",
    "stall": "តូប",
    "a newspaper": "កាសែតមួយ",
    "another newspaper": "កាសែតមួយទៀត",
    "the weighing note of the court": "ប័ណ្ណថ្លឹងរបស់តុលាការ",
    "the government": "រដ្ឋាភិបាល",
    "the birds go back to the family": "បក្សីត្រឡប់ទៅគ្រួសារវិញ",
    "breeder": "អ្នកចិញ្ចឹម",
}  # fmt: skip
PLAYED = ["km", "en"] if FULL else ["km"] if databases.ON_POSTGRESQL else ["en"]
OUTCOMES = ("fine", "instructed", "contract", "fled", "fine", "to_prosecutor")
"""Of the six stalls: two are fined, and the others end in four other ways."""


def market(people: Company) -> None:
    """Six stalls, and what became of the people of each differs."""
    sok = opened(people, "Sweep of the old market")
    record(sok, event="seizure")
    sok.choose("What kind of place", "market")
    sok.fill("Where, in words", people.tell("Old market"))
    line = sok.nth("Line %(number)s", 1)
    sok.fill("What it is", people.tell("meat"), line).choose("Kind", "meat", line)
    sok.fill("Or sealed containers", 13, line)
    line = sok.nth("Line %(number)s", 2)
    sok.fill("What it is", people.tell("dried skin"), line).choose("Kind", "part", line)
    sok.fill("How many", 4, line)
    line = sok.nth("Line %(number)s", 3)
    sok.choose("Kind", "thing:money", line)
    line.locator("summary").click()
    sok.fill("Amount of money", 400000, line).choose("Currency", "KHR", line).keep()
    assert "400,000 KHR" in sok.text()
    sok.go("main .back a").unfold_all()
    for n, outcome in enumerate(OUTCOMES, 1):
        sok.follow("Add a person involved").fill("Part in it", f"{people.tell('stall')} {n}")
        sok.keep().choose("What happened", outcome)
        if outcome == "fine":
            sok.fill("Amount", 200).choose("Currency", "USD")
        sok.keep().go("main .back a").unfold_all()
    assert sok.page.locator("#outcome a[href*='people-involved']").count() == len(OUTCOMES)
    assert "200.00 USD" in sok.text()


def weight(people: Company) -> None:
    """665 kg without a count; two newspapers, two weights; one figure holds, with its reason."""
    sok = opened(people, "Snakes in a truck")
    record(sok, event="seizure")
    line = sok.nth("Line %(number)s", 1)
    sok.fill("What it is", people.tell("snakes"), line)
    sok.fill("Weight of everything, as said", 665).keep()
    assert people.say("number missing") in sok.text(), "asked for, and never guessed"
    for who, kilograms in (("a newspaper", 665), ("another newspaper", 600)):
        sok.follow("Add a statement").tick(people.tell("snakes"))
        sok.fill("Weight", kilograms).fill("Who says so", people.tell(who)).keep()
    assert people.say("disputed") in sok.text()
    sok.follow("The figure that holds").tick(people.tell("snakes")).fill("Weight", 665)
    sok.fill("Why this figure", people.tell("the weighing note of the court")).keep()
    assert people.tell("the weighing note of the court") in sok.text()


def nothing(people: Company) -> None:
    """An inspection that finds nothing is a complete record; it is put right when it was a find."""
    sok = opened(people, "A shop by the road")
    record(sok, event="nothing").fill("Where, in words", people.tell("A shop by the road")).keep()
    assert people.say("Inspection, nothing found") in sok.text()
    sok.go("a[href$='/event/']").choose("Kind of event", "checked")
    sok.fill("Why", people.tell("tusk")).keep()
    sok.follow("Add lines")
    line = sok.nth("Line %(number)s", 1)
    sok.fill("What it is", people.tell("tusk"), line).choose("Kind", "part", line)
    sok.fill("How many", 2, line)
    line.locator("summary").click()
    sok.choose("What was done with it", "left", line).choose("Genuine or fake", "no", line).keep()
    text = sok.text()
    for words in ("fake", "Checked and left", "Inspection, nothing found"):
        assert people.say(words) in text, words
    assert people.say("number missing") not in text


def reversal(people: Company) -> None:
    """Birds were taken from a family and a fine paid; an order gives both back."""
    sok = opened(people, "Birds of a family")
    record(sok, event="seizure")
    line = sok.nth("Line %(number)s", 1)
    sok.fill("What it is", people.tell("peafowl"), line).fill("How many", 6, line).keep()
    sok.go("main .back a").unfold_all().follow("Add a person involved")
    sok.fill("Part in it", people.tell("breeder")).keep()
    for step in ("fine", "fine_paid"):
        sok.choose("What happened", step).fill("Amount", 400000).choose("Currency", "KHR").keep()
    sok.choose("What happened", "reversed").pick("Which step does the order reverse",
                                                 people.say("Fine"))  # fmt: skip
    sok.fill("By which authority", people.tell("the government"))
    sok.page.set_input_files(
        "input[name=photos]", {"name": "o.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    sok.fill("In words", people.tell("the birds go back to the family")).keep()
    text = sok.text()
    assert people.say("To be paid back") in text
    assert people.say("the order's file is missing") not in text
    assert "400,000 KHR" in text
    sok.choose("What happened", "fine_returned").fill("Amount", 400000).choose("Currency", "KHR")
    sok.keep()
    assert people.say("To be paid back") not in sok.text()


def opened(people: Company, title: str) -> Player:
    """A new case, on its page."""
    sok = people["sok"].open("Cases").follow("New case")
    return sok.fill("Title", people.tell(title)).keep().unfold_all()


def record(sok: Player, *, event: str) -> Player:
    return sok.follow("Record a seizure, hand-over or find").choose("Kind of event", event)


def picture() -> bytes:
    from sangkroh.evidence.tests import files

    return files.photo()


@pytest.mark.browser
@pytest.mark.parametrize("language", PLAYED)
@pytest.mark.parametrize("tell", [market, weight, nothing, reversal])
def test_a_real_case_is_told_through_pages(
    stage: tuple[str, str, Any], tell: Callable[[Company], None], language: str
) -> None:
    _database, home, browser = stage
    with Company(browser, home, language) as people:
        tell(people)
        people.album.look(people["sok"].page)
