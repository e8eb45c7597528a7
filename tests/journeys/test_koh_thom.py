"""Koh Thom from the call to the release, by nine people in real browsers, through pages only.

The numbers are those of the published accounts of 4 June 2016; names and words are ours. Played
twice: in Khmer two snakes are missing at the count, in English there are two more.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any

import pytest

from tests import databases

from .pdfs import laid_open
from .players import Company, Player

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("SANGKROH_JOURNEYS") != "1",
        reason="not yet seen to pass whole: SANGKROH_JOURNEYS=1 plays it",
    ),
]
TITLE = "Boat at Koh Thom"
SNAKES, DECLARED, SACKS = "rat snakes", 468, 31
REST = {
    "Burmese python": 2, "Elongated tortoise": 104, "Yellow-headed temple turtle": 8,
    "Giant Asian pond turtle": 21, "Asian leaf turtle": 178, "Asian box turtle": 4,
}  # fmt: skip
TURTLES = tuple(REST)[2:]
DIED = {"Asian leaf turtle": 5}
INFORMANT, HOUR, CALL_BACK = "KT-0417", "23:47", "012555019"


@dataclass(frozen=True)
class Story:
    """Which language it is played in, and what the count of the sacks brings."""

    language: str
    counted: int
    alarm: str
    cause: str


SHORTFALL = Story("km", 466, "Fewer than there should be", "miscounted")
SURPLUS = Story("en", 470, "More than there should be", "came_along")


@pytest.mark.parametrize("story", [SHORTFALL, SURPLUS], ids=["shortfall-km", "surplus-en"])
def test_from_the_call_to_the_release(stage: tuple[str, str, Any], story: Story) -> None:
    database, home, browser = stage
    title = f"{TITLE} ({story.language})"
    wanted = os.environ.get("SANGKROH_PICTURES") == "1"
    with Company(browser, home, story.language, pictures=wanted) as people:
        for part in (
            call_and_case, operation, seizure, jurisdiction, dispatch, receive, count, explain,
            care, releases, outcome,
        ):  # fmt: skip
            begun = time.monotonic()
            part(people, story, title)
            print(f"{story.language} {part.__name__}: {time.monotonic() - begun:.1f} s")
    databases.run("check-books", database=database)


def call_and_case(people: Company, story: Story, title: str) -> None:
    dara = people["dara"].open("Tips").follow("Write down a call")
    dara.picture("call", "phone")
    dara.fill("What", "A boat with snakes and turtles in sacks, leaving tonight")
    dara.fill("Where", "River bank near the checkpoint").keep()
    dara.follow("Add to the tip").choose("Where it comes from", "informant")
    dara.fill("Informant code", INFORMANT).keep()
    dara.follow("Open a case").fill("Title, read by all members of the case", title).keep()
    dara.open_case(title)
    for username in ("sok", "vanna", "rith", "maly", "pierre", "lina"):
        dara.follow("Add a member").pick("Person", people.name(username))
        dara.fill("Why this person needs to know", "works on it").keep()
    dara.follow("Hand over the lead").pick("New lead", people.name("lina"))
    dara.fill("Reason", "leads the team").keep()
    lina = people["lina"].open_case(title)
    for agency, part in (
        ("GDCE", "owner"), ("FA", "seizing"), ("FIA", "identifying"), ("NGO", "supporting"),
    ):  # fmt: skip
        lina.follow("Part of an agency").pick("Agency", people.agency(agency))
        lina.choose("Part in the case", part).keep()


def operation(people: Company, story: Story, title: str) -> None:
    dara = people["dara"].open_case(title).follow("Plan an operation")
    dara.choose("Kind", "boat_chase").keep()
    for username in ("sok", "vanna"):
        dara.follow("Call somebody out").pick("Person with a log-in", people.name(username)).keep()
    for username in ("sok", "vanna"):
        player = people[username].open_case(title)
        player.go(player.page.locator("#operations h3 a").first)
        mine = player.page.locator("tr", has_text=people.name(username))
        player.follow("Answer", mine).choose("Answer", "coming").keep()
        player.tap("Arrived now", mine)
    people["sok"].follow("Write in the log").fill("What happened", "Engine warm, nobody there")
    people["sok"].keep().follow("End the operation").choose("Result", "boat-found-crew-fled").keep()


def seizure(people: Company, story: Story, title: str) -> None:
    sok = people["sok"].open_case(title).follow("Record a seizure")
    while sok.page.locator(".card").count() < len(REST) + 1:
        cards = sok.page.locator(".card").count()
        sok.page.get_by_role("button", name=people.say("Add a line")).click()
        sok.page.locator(f"#line{cards + 1}").wait_for()
    sok.choose("What kind of place", "river").fill("Where, in words", "River bank, Koh Thom")
    line = sok.nth("Line %(number)s", 1)
    sok.fill("What it is", SNAKES, line).fill("Or sealed containers", SACKS, line)
    sok.fill("Number stated inside", DECLARED, line).fill("Weight", "433", line)
    sok.fill("Seal numbers, with commas", ", ".join(f"KT-{n}" for n in range(1, 32)), line)
    for n, (name, number) in enumerate(REST.items(), 2):
        line = sok.nth("Line %(number)s", n)
        sok.fill("What it is", name, line).fill("How many", number, line)
    sok.choose("Ground", "customs_powers")
    sok.pick("Who exercised powers", people.name("vanna"))
    sok.fill("First witness", "Witness One").fill("Second witness", "Witness Two")
    sok.choose("Carried in", "boat").fill("What it looks like", "wooden, no number")
    sok.fill("From where, as alleged", "Battambang or Pursat")
    sok.fill("To where, as alleged", "Vietnamese and Chinese markets").keep()
    sok.picture("seizure", "phone")
    vanna = people["vanna"].open_case(title)
    vanna.go(vanna.page.locator("#seizures h3 a").first).follow("Add a statement")
    vanna.tick(SNAKES).fill("Weight", "433").fill("Who says so", "Customs post")
    vanna.fill("In which words", "reported as cobras").keep()
    vanna.follow("Add a statement").fill("How many people", 2).choose("How sure", "about")
    vanna.fill("In which words", "the crew fled, nobody arrested").keep()


def jurisdiction(people: Company, story: Story, title: str) -> None:
    pierre = people["pierre"].open_case(title)
    pierre.go(pierre.page.locator("#seizures h3 a").first)
    button = people.say("Confirm the jurisdiction")
    assert not pierre.page.get_by_text(button).count()
    rith = people["rith"].open_case(title)
    rith.go(rith.page.locator("#seizures h3 a").first).follow("Confirm the jurisdiction")
    rith.tick(*TURTLES).choose("Falls under", "fisheries").keep()
    assert people.name("rith") in rith.text()
    rith.picture("jurisdiction", "desk")


def dispatch(people: Company, story: Story, title: str) -> None:
    """The sacks go by themselves, so that the night keeper has one number to say of them."""
    sok = people["sok"].open_case(title).follow("Dispatch")
    sok.fill_by(SNAKES, SACKS).pick("To which office", people.office("PTWRC")).keep()
    sok.follow("Dispatch")
    for name, number in REST.items():
        sok.fill_by(name, number)
    sok.pick("To which office", people.office("PTWRC")).keep()


def receive(people: Company, story: Story, title: str) -> None:
    srey = people["srey"].open("Centre").follow("Open an enclosure")
    srey.fill("Name", "Quarantine 1").fill("Name in Khmer", "កន្លែងដាក់ដោយឡែក ១")
    srey.fill("Code", f"Q-{story.language}").choose("Kind", "quarantine").keep()
    for _ in range(2):
        srey.needed("Receive what was dispatched")
        fields = srey.page.locator("main form .field").count()
        if srey.page.get_by_label(SNAKES).count():
            assert fields <= 4
            srey.picture("receive", "phone")
            srey.fill_by(SNAKES, SACKS)
        else:
            for name, number in REST.items():
                srey.fill_by(name, number)
        srey.pick_last("Where they are put").keep()


def count(people: Company, story: Story, title: str) -> None:
    srey = people["srey"].needed("Count what is in the containers")
    srey.fill("Containers opened", SACKS).fill("How many", story.counted).keep()
    people["chan"].needed("Waits for a second person").keep("Approve")


def explain(people: Company, story: Story, title: str) -> None:
    srey = people["srey"].needed(story.alarm)
    srey.choose("What became of them", story.cause).fill("How many of them", 2)
    srey.fill("How you know", "the note on the sacks was wrong; counted twice by two people").keep()
    people["chan"].needed("Waits for a second person").keep("Approve")
    srey.open("Desk")
    assert people.say(story.alarm) not in srey.text()


def care(people: Company, story: Story, title: str) -> None:
    srey, chan = people["srey"], people["chan"]
    for name, number in DIED.items():
        srey.open("Centre").row(name).follow("Record deaths").fill("How many", number)
        srey.choose("Cause", "transport").keep()
    for name, number in left(story).items():
        chan.open("Centre").row(name).follow("Examine").fill("How many", number)
        chan.choose("Finding", "fit").keep()


def releases(people: Company, story: Story, title: str) -> None:
    chan, pierre = people["chan"], people["pierre"]
    for name, number in left(story).items():
        chan.open("Centre").row(name).follow("Plan a release").fill("How many", number)
        chan.pick_last("Release site").fill("Reason", "fit, and native to the site")
        for box in chan.page.locator("main input[type=radio][value=yes]").all():
            box.check()
        chan.keep()
        pierre.needed("Waits for a second person").keep("Approve")
    pierre.open_case(title)


def left(story: Story) -> dict[str, int]:
    """How many of each kind are alive after the count."""
    alive = {SNAKES: story.counted} | REST
    return {name: number - DIED.get(name, 0) for name, number in alive.items()}


def outcome(people: Company, story: Story, title: str) -> None:
    maly = people["maly"].open_case(title).follow("Add a person involved")
    maly.fill("How many people", 2).choose("How sure is the number", "about")
    maly.fill("Part in it", "boat crew").keep()
    maly.choose("What happened", "fled").keep()
    maly.open_case(title).picture("case", "phone", "desk")
    assert where_they_are(maly) == {
        people.say("Released"): sum(left(story).values()),
        people.say("Died"): sum(DIED.values()),
    }  # fmt: skip
    paper(maly, title)


def where_they_are(player: Player) -> dict[str, int]:
    """The picture of the case: how many are in each place now."""
    found: dict[str, int] = {}
    for row in player.page.locator("#custody tbody tr").all():
        number, place = row.locator("td").nth(1).inner_text(), row.locator("td").nth(2).inner_text()
        key = place.split("\n")[-1].strip()
        found[key] = found.get(key, 0) + int("".join(c for c in number if c.isdigit()))
    return found


def paper(maly: Player, title: str) -> None:
    """The prosecutor's file in one press, with nothing in it of who called."""
    link = maly.page.get_by_role("link", name=maly.say("Print the file for the prosecutor"))
    assert link.count() == 1
    answer = maly.page.context.request.get(maly.company.home + link.get_attribute("href"))
    assert answer.ok
    assert answer.body().startswith(b"%PDF-")
    said = laid_open(answer.body())
    assert title.encode() in said
    for secret in (INFORMANT, HOUR, CALL_BACK):
        assert secret.encode() not in said
