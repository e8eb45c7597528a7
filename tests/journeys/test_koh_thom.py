"""Koh Thom from the call to the release, by nine people in real browsers, through pages only.

The numbers are those of the published accounts of 4 June 2016; names and words are ours. Two
stories: at the count two snakes are missing, or there are two more. The suite plays one in English
on SQLite and the other in Khmer on PostgreSQL; the full proof plays each in both languages.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sangkroh.core.text import arabic_digits
from tests import databases
from tests.proofs.figures import FULL

from .pdfs import laid_open, words
from .players import Company, Player

TITLE = "Boat at Koh Thom"
SNAKES, DECLARED, SACKS = "Rat snake", 468, 31
REST = {
    "Burmese python": 2, "Elongated tortoise": 104, "Yellow-headed temple turtle": 8,
    "Giant Asian pond turtle": 21, "Asian leaf turtles": 178, "Southeast Asian box turtle": 4,
}  # fmt: skip
TURTLES = tuple(REST)[2:]
DIED = {"Asian leaf turtles": 5}
INFORMANT, CALL_BACK = "KT-0417", "012555019"
CALLED = timezone.localtime() - timedelta(hours=13)
"""When the caller rang: an hour of the clock at which nobody does anything else in the story."""


@dataclass(frozen=True)
class Story:
    """What the count of the sacks brings."""

    counted: int
    alarm: str
    cause: str


SHORTFALL = Story(466, "Fewer than there should be", "miscounted")
SURPLUS = Story(470, "More than there should be", "came_along")
PLAYED = [(SHORTFALL, "km") if databases.ON_POSTGRESQL else (SURPLUS, "en")]
if FULL:
    PLAYED = [(story, language) for story in (SHORTFALL, SURPLUS) for language in ("km", "en")]


@pytest.mark.browser
@pytest.mark.proof
@pytest.mark.parametrize(
    ("story", "language"), PLAYED, ids=[f"{it.counted}-{language}" for it, language in PLAYED]
)
def test_from_the_call_to_the_release(
    stage: tuple[str, str, Any], story: Story, language: str
) -> None:
    database, home, browser = stage
    with Company(browser, home, language) as people:
        title = f"{people.tell(TITLE)} {story.counted}"
        for part in (
            call, case, operation, seizure, jurisdiction, dispatch, receive, count, explain,
            care, releases, outcome,
        ):  # fmt: skip
            begun = time.monotonic()
            part(people, story, title)
            print(f"{language} {part.__name__}: {time.monotonic() - begun:.1f} s")
    databases.run("check-books", database=database)


def call(people: Company, story: Story, title: str) -> None:
    """An informant's call becomes a case; a second one, from the public, is put to it."""
    dara = people["dara"].open("Tips").follow("Write down a call")
    dara.fill("What", people.tell("A boat with snakes and turtles in sacks, leaving tonight"))
    dara.fill("Where", people.tell("River bank near the checkpoint")).picture("call").keep()
    dara.follow("Add to the tip").choose("Where it comes from", "informant")
    dara.fill("Informant code", INFORMANT).keep()
    assert INFORMANT in dara.text()
    dara.follow("Open a case").fill("Title, read by all members of the case", title).keep()
    dara.open("Tips").follow("Write down a call").unfold("More, if known")
    dara.fill("What", people.tell("Trucks wait at the landing"))
    dara.fill("Where", people.tell("River bank near the checkpoint"))
    dara.choose("Where it comes from", "public")
    dara.fill("Call-back number of a caller from the public", CALL_BACK)
    dara.unfold("Now. To say another time, press here")
    dara.fill("Day", CALLED.day).choose("Month", str(CALLED.month)).fill("Year", CALLED.year)
    dara.fill("Hour (14:30)", f"{CALLED:%H:%M}").keep()
    assert people.say("Forget the call-back number") in dara.text()
    dara.follow("Put to a case").pick("Case", title).keep()


def case(people: Company, story: Story, title: str) -> None:
    dara = people["dara"].open_case(title)
    for username in ("sok", "vanna", "rith", "maly", "pierre", "lina"):
        dara.follow("Add a member").pick("Person", people.name(username))
        dara.fill("Why this person needs to know", people.tell("works on it")).keep()
    dara.follow("Hand over the lead").pick("New lead", people.name("lina"))
    dara.fill("Reason", people.tell("leads the team")).keep()
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
        player = people[username].open_case(title).go("#operations h3 a")
        mine = player.page.locator("tr", has_text=people.name(username))
        player.follow("Answer", mine).choose("Answer", "coming").keep()
        player.tap("Arrived now", mine)
    sok = people["sok"].follow("Write in the log")
    sok.fill("What happened", people.tell("Engine warm, nobody there")).keep()
    sok.follow("End the operation").choose("Result", "boat-found-crew-fled").keep()
    sok.picture("operation")


def seizure(people: Company, story: Story, title: str) -> None:
    sok = people["sok"].open_case(title).follow("Record a seizure, hand-over or find")
    cards = sok.page.locator(".card")
    while (there := cards.count()) < len(REST) + 1:
        sok.page.get_by_role("button", name=people.say("Add a line")).click()
        sok.page.locator(f"#line{there + 1}").wait_for()
    sok.choose("What kind of place", "river")
    sok.fill("Where, in words", people.tell("River bank, Koh Thom"))
    line = sok.nth("Line %(number)s", 1)
    sok.fill("What it is", people.kind(SNAKES), line).fill("Or sealed containers", SACKS, line)
    sok.fill("Number stated inside", DECLARED, line).fill("Weight", "433", line)
    sok.fill("Seal numbers, with commas", ", ".join(f"KT-{n}" for n in range(1, 32)), line)
    for n, (name, number) in enumerate(REST.items(), 2):
        line = sok.nth("Line %(number)s", n)
        sok.fill("What it is", people.kind(name), line).fill("How many", number, line)
    sok.choose("Ground", "customs_powers")
    sok.pick("Who exercised powers", people.name("vanna"))
    sok.fill("First witness", people.tell("Witness One"))
    sok.fill("Second witness", people.tell("Witness Two"))
    sok.choose("Carried in", "boat")
    sok.fill("What it looks like", people.tell("wooden, no number"))
    sok.fill("From where, as alleged", people.tell("Battambang or Pursat"))
    sok.fill("To where, as alleged", people.tell("Vietnamese and Chinese markets")).keep()
    vanna = people["vanna"].open_case(title).go("#seizures h3 a").follow("Add a statement")
    vanna.tick(people.kind(SNAKES)).fill("Weight", "433")
    vanna.fill("Who says so", people.tell("Customs post"))
    vanna.fill("In which words", people.tell("reported as cobras")).keep()
    vanna.follow("Add a statement").fill("How many people", 2).choose("How sure", "about")
    vanna.fill("In which words", people.tell("the crew fled, nobody arrested")).keep()


def jurisdiction(people: Company, story: Story, title: str) -> None:
    """The turtles fall under Fisheries: their officer says so, and an adviser cannot."""
    pierre = people["pierre"].open_case(title).go("#seizures h3 a")
    assert not pierre.page.get_by_text(people.say("Confirm the jurisdiction")).count()
    rith = people["rith"].open_case(title).go("#seizures h3 a").follow("Confirm the jurisdiction")
    rith.tick(*map(people.kind, TURTLES)).choose("Falls under", "fisheries").keep()
    assert people.name("rith") in rith.text()
    rith.picture("seizure")


def dispatch(people: Company, story: Story, title: str) -> None:
    """The sacks go by themselves, so that the night keeper has one number to say of them."""
    sok, centre = people["sok"].open_case(title).follow("Dispatch"), people.office("PTWRC")
    sok.count_as({SNAKES: SACKS}).pick("To which office", centre).keep()
    sok.follow("Dispatch").count_as(REST).pick("To which office", centre).keep()


def receive(people: Company, story: Story, title: str) -> None:
    srey = people["srey"].open("Centre").follow("Open an enclosure")
    srey.fill("Name", "Quarantine 1").fill("Name in Khmer", "កន្លែងដាក់ដោយឡែក ១")
    srey.fill("Code", f"Q-{people.language}-{story.counted}").choose("Kind", "quarantine").keep()
    for _ in range(2):
        srey.needed("Receive what was dispatched")
        if srey.page.get_by_label(people.kind(SNAKES)).count():
            assert srey.page.locator("main form .field").count() <= 4
            srey.count_as({SNAKES: SACKS}).picture("receive")
        else:
            srey.count_as(REST)
        srey.pick_last("Where they are put").keep()


def count(people: Company, story: Story, title: str) -> None:
    srey = people["srey"].needed("Count what is in the containers")
    srey.fill("Containers opened", SACKS).fill("How many", story.counted).keep()
    people["chan"].needed("Waits for a second person").picture("approve").keep("Approve")


def explain(people: Company, story: Story, title: str) -> None:
    srey = people["srey"].needed(story.alarm)
    srey.choose("What became of them", story.cause).fill("How many of them", 2)
    why = "the note on the sacks was wrong; counted twice by two people"
    srey.fill("How you know", people.tell(why)).picture("explain").keep()
    people["chan"].needed("Waits for a second person").keep("Approve")
    srey.open("Desk")
    assert people.say(story.alarm) not in srey.text()


def care(people: Company, story: Story, title: str) -> None:
    srey, chan = people["srey"], people["chan"]
    for name, number in DIED.items():
        srey.open("Centre").follow("Record deaths", srey.line(people.kind(name)))
        srey.fill("How many", number).choose("Cause", "transport").keep()
    chan.open("Centre").follow("Examine all that are here")
    for card in chan.page.locator("main .card").all():
        chan.choose("Finding", "fit", card)
    chan.picture("round").keep().picture("centre")


def releases(people: Company, story: Story, title: str) -> None:
    """The vet plans each release; it happens when somebody of another organisation approves."""
    chan, pierre = people["chan"], people["pierre"]
    for name, number in left(story).items():
        chan.open("Centre").follow("Plan a release", chan.line(people.kind(name)))
        chan.fill("How many", number).pick_last("Release site")
        chan.fill("Reason", people.tell("fit, and native to the site"))
        for box in chan.page.locator("main input[type=radio][value=yes]").all():
            box.check()
        if name == SNAKES:
            chan.picture("release")
        chan.keep()
        pierre.needed("Waits for a second person").keep("Approve")


def left(story: Story) -> dict[str, int]:
    """How many of each kind are alive after the count."""
    alive = {SNAKES: story.counted} | REST
    return {name: number - DIED.get(name, 0) for name, number in alive.items()}


def outcome(people: Company, story: Story, title: str) -> None:
    maly = people["maly"].open_case(title).follow("Add a person involved")
    maly.fill("How many people", 2).choose("How sure is the number", "about")
    maly.fill("Part in it", people.tell("boat crew")).keep()
    maly.choose("What happened", "fled").keep()
    maly.open("Cases").row(title).picture("case")
    assert where_they_are(maly) == {
        people.say("Released"): sum(left(story).values()),
        people.say("Died"): sum(DIED.values()),
    }  # fmt: skip
    paper(maly)


def where_they_are(player: Player) -> dict[str, int]:
    """What the table of the case says: how many are in each place now."""
    found: dict[str, int] = {}
    for row in player.page.locator("#custody tbody tr").all():
        number, place = (row.locator("td").nth(n).inner_text() for n in (1, 2))
        digits = "".join(it for it in arabic_digits(number) if it.isdigit())
        found[place.strip()] = found.get(place.strip(), 0) + int(digits)
    return found


def paper(maly: Player) -> None:
    """The prosecutor's file in one press, with nothing in it of who called or when."""
    link = maly.page.get_by_role("link", name=maly.say("Print the file for the prosecutor"))
    assert link.count() == 1
    answer = maly.page.context.request.get(maly.company.home + link.get_attribute("href"))
    assert answer.ok
    pdf = answer.body()
    assert pdf.startswith(b"%PDF-")
    found, said = laid_open(pdf), arabic_digits(words(pdf))
    number = maly.page.locator("h1").inner_text().split(" · ")[0]
    assert number in said
    assert str(DECLARED) in said
    for secret in (INFORMANT, f"{CALLED:%H:%M}", CALL_BACK):
        assert secret.encode() not in found
        assert secret not in said
