"""Koh Thom: a boat, 785 animals of seven kinds, the crew gone. Told through acts, by the cast.

The numbers are those of the published accounts of 4 June 2016; names of people and all words are
ours. The story stops while something still waits: two snakes to explain, a release to approve.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sangkroh.care import actions as care
from sangkroh.care.actions import Checked
from sangkroh.care.rules import Answer, EnclosureKind, Finding, Question
from sangkroh.cases import actions as cases
from sangkroh.cases.models import Case
from sangkroh.cases.rules import PartKind
from sangkroh.core.actors import by_username
from sangkroh.core.door import Act, doing
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.custody import actions as custody
from sangkroh.custody import queries as books
from sangkroh.custody.actions.handover import Received, Sent
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.actions.moving import Moved
from sangkroh.custody.rules import Subject, Unit
from sangkroh.network import queries as network
from sangkroh.operations import actions as operations
from sangkroh.operations.rules import Kind as OperationKind
from sangkroh.operations.rules import Reply
from sangkroh.prosecution import actions as prosecution
from sangkroh.prosecution.rules import Kind as StepKind
from sangkroh.prosecution.rules import Precision as PeoplePrecision
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Place as Site
from sangkroh.reference.rules import PlaceKind
from sangkroh.seizures import actions as seizures
from sangkroh.seizures.actions.parts import (
    ConveyancePart,
    GroundPart,
    LinePart,
    OfficerPart,
    PointPart,
    StatementPart,
    WitnessPart,
)
from sangkroh.seizures.rules import (
    ConveyanceKind,
    GroundKind,
    PointRole,
    Precision,
    SceneKind,
)
from sangkroh.tips import actions as tips
from sangkroh.tips.rules import SourceClass, Urgency

from .story import Story

TITLE = "Boat at Koh Thom"
COUNTED = {
    "Burmese python": 2, "Elongated tortoise": 104, "Yellow-headed temple turtle": 8,
    "Giant Asian pond turtle": 21, "Asian leaf turtle": 178, "Asian box turtle": 4,
}  # fmt: skip
SACKS, DECLARED, FOUND = 31, 468, 466
HERE = ZoneInfo("Asia/Phnom_Penh")


def told() -> bool:
    return Case.objects.filter(title=TITLE).exists()


def tell() -> None:
    """The call, the operation, the seizure, the hand-over, the count, the first examinations."""
    people = {n: by_username(n) for n in (
        "dara", "lina", "sok", "vanna", "rith", "srey", "chan", "maly", "pierre")}  # fmt: skip
    case = _call(people)
    _operation(people, case)
    _seizure(people, case)
    sent = _dispatch(people, case)
    snakes, pens = _receive(people["srey"], sent)
    _count(people, snakes, pens)
    _examine(people["chan"], case, pens)
    _people(people["maly"], case)


def at(hour: int, minute: int = 0) -> Act:
    """An act that happened on the night of 4 June 2016, local time."""
    return Act(occurred=Occurred.at(datetime(2016, 6, 4, hour, minute, tzinfo=HERE)))


def _call(people: dict[str, User]) -> UUID:
    dara, tip, case = people["dara"], new_id(), new_id()
    with doing(at(0, 20)):
        tips.receive(
            dara, id=tip, what="A boat with snakes and turtles in sacks, leaving tonight",
            where="River bank near the checkpoint, Koh Thom", urgency=Urgency.NOW,
            source=SourceClass.AGENCY,
        )  # fmt: skip
    tips.open_case(dara, tip=tip, case=case, title=TITLE)
    for name in ("lina", "sok", "vanna", "rith", "maly", "pierre", "chan"):
        cases.add_member(dara, case=case, user=people[name].pk, reason="works on it")
    cases.set_lead(dara, case=case, user=people["lina"].pk, reason="leads the team")
    for name, part in (
        ("vanna", PartKind.OWNER), ("sok", PartKind.IDENTIFYING), ("rith", PartKind.SUPPORTING),
        ("srey", PartKind.CARING),
    ):  # fmt: skip
        agency = network.agency_id_of(people[name])
        if agency:
            cases.set_part(dara, case=case, agency=agency, part=part)
    return case


def _operation(people: dict[str, User], case: UUID) -> None:
    dara, operation = people["dara"], new_id()
    operations.plan(dara, id=operation, case=case, kind=OperationKind.BOAT_CHASE)
    for name in ("sok", "vanna"):
        who = new_id()
        with doing(at(0, 40)):
            operations.call_out(dara, id=who, operation=operation, user=people[name].pk)
        operations.answer(dara, participant=who, reply=Reply.COMING)
        with doing(at(1, 5)):
            operations.arrived(people[name], participant=who)
    with doing(at(1, 10)):
        operations.log(people["sok"], id=new_id(), operation=operation,
                       text="Boat found at the bank. Engine warm, nobody there.")  # fmt: skip
    operations.end(people["sok"], operation=operation, result="boat-found-crew-fled")


def _seizure(people: dict[str, User], case: UUID) -> None:
    snakes = LinePart(
        id=new_id(), taxon=_taxon("rat snake"), as_written="31 sacks", containers=SACKS,
        seal_numbers=[f"KT-{n:04}" for n in range(1, SACKS + 1)], declared=DECLARED,
        weight_g=433_000, note="possibly venomous, not opened at night",
    )  # fmt: skip
    rest = [
        LinePart(id=new_id(), taxon=_taxon(name), count=count) for name, count in COUNTED.items()
    ]
    route = [
        PointPart(role=PointRole.ORIGIN, country="KH", words="Battambang or Pursat"),
        PointPart(role=PointRole.DESTINATION, country="VN", words="markets"),
        PointPart(role=PointRole.DESTINATION, country="CN", words="markets"),
    ]
    with doing(at(1, 30)):
        seizures.record(
            people["sok"], id=new_id(), case=case, kind=SceneKind.RIVER,
            place_words="River bank near the checkpoint", lines=[snakes, *rest],
            ground=GroundPart(kind=GroundKind.CUSTOMS_POWERS),
            officers=[OfficerPart(user=people["sok"].pk)],
            witnesses=[WitnessPart(name="Witness One", who="village"),
                       WitnessPart(name="Witness Two", who="village")],
            conveyances=[ConveyancePart(kind=ConveyanceKind.BOAT, description="wooden, no number")],
            concealment="sacks on the bank and in shallow water",
            statements=[
                StatementPart(lines=[it.id for it in rest[1:]], weight_g=364_000,
                              said_by="Customs"),
                StatementPart(lines=[rest[0].id], weight_g=16_000, said_by="Customs"),
                StatementPart(lines=[snakes.id], weight_g=433_000, said_by="Customs",
                              words="reported as cobras"),
                StatementPart(people=2, precision=Precision.ABOUT, words="the crew fled",
                              points=route),
            ],
        )  # fmt: skip


def _taxon(name: str) -> UUID:
    return reference.find_taxa(name)[0].id


def _dispatch(people: dict[str, User], case: UUID) -> UUID:
    sok, handover = people["sok"], new_id()
    centre = network.office_id_of(people["srey"])
    if centre is None:
        raise RuntimeError("the keeper has no centre")
    lines = [
        Sent(lot=it.lot, account=it.account, quantity=it.qty)
        for it in books.held_for_case(sok, case)
    ]
    with doing(at(2, 15)):
        return custody.dispatch(
            sok, id=new_id(), handover=handover, carrier=sok.pk, to_office=centre, lines=lines
        )


def _receive(srey: User, handover: UUID) -> tuple[UUID, dict[str, UUID]]:
    """At four in the morning: all by number, the sacks as sacks. Then turtles to the pond."""
    pens = {"quarantine": new_id(), "pond": new_id(), "snakes": new_id()}
    for key, code, kind, label, label_km in (
        ("quarantine", "Q-1", EnclosureKind.QUARANTINE, "Quarantine 1", "កន្លែងដាក់ដោយឡែក ១"),
        ("pond", "POND-1", EnclosureKind.POOL, "Turtle pond", "អាងអណ្តើក"),
        ("snakes", "SNAKES-1", EnclosureKind.WARD, "Snake house", "ផ្ទះពស់"),
    ):
        care.open_enclosure(srey, id=pens[key], code=code, kind=kind, label=label,
                            label_km=label_km)  # fmt: skip
    there = books.on_the_road(srey, handover)
    with doing(at(4, 5)):
        custody.receive(
            srey, id=new_id(), handover=handover, account=pens["quarantine"], dead_seen=0,
            lines=[Received(lot=it.lot, quantity=it.qty) for it in there],
        )  # fmt: skip
    sacks = next(it for it in there if it.unit == Unit.CONTAINER)
    to_pond = [it for it in there if it.qty in (8, 21, 178, 4)]
    custody.move(srey, id=new_id(), lines=[
        Moved(lot=it.lot, account=pens["quarantine"], to=pens["pond"], quantity=it.qty)
        for it in to_pond
    ])  # fmt: skip
    return sacks.lot, pens


def _count(people: dict[str, User], snakes: UUID, pens: dict[str, UUID]) -> None:
    """By noon two people open the sacks: two fewer than was said."""
    request = new_id()
    content = [NewLot(lot=new_id(), subject=Subject.TAXON, taxon=_taxon("rat snake"),
                      unit=Unit.ANIMAL, quantity=FOUND)]  # fmt: skip
    with doing(at(11, 30)):
        custody.count(
            people["srey"], id=request, account=pens["quarantine"], lot=snakes,
            containers=SACKS, content=content,
        )  # fmt: skip
    custody.approve(people["chan"], request=request)


def _examine(chan: User, case: UUID, pens: dict[str, UUID]) -> None:
    """The tortoises: 100 fit, four to be treated; their release waits for another organisation."""
    it = next(it for it in books.held_for_case(chan, case)
              if it.qty == COUNTED["Elongated tortoise"])  # fmt: skip
    care.assess(chan, id=new_id(), lot=it.lot, account=it.account, qty=104, finding=Finding.FIT)
    care.assess(
        chan, id=new_id(), lot=it.lot, account=it.account, qty=4, finding=Finding.TREAT,
        reason="cracked shells",
    )  # fmt: skip
    site = Site.objects.filter(named_kind=PlaceKind.RELEASE_SITE).order_by("name").first()
    if site:
        care.plan_release(
            chan, id=new_id(), lot=it.lot, account=it.account, qty=100, site=site.pk,
            answers=[Checked(question=q, answer=Answer.YES) for q in Question],
            reason="fit, and native to the site",
        )  # fmt: skip


def _people(maly: User, case: UUID) -> None:
    crew = prosecution.involve(
        maly, id=new_id(), case=case, how_many=2, precision=PeoplePrecision.ABOUT,
        part="boat crew",
    )  # fmt: skip
    with doing(at(1)):
        prosecution.take_step(maly, id=new_id(), person=crew, kind=StepKind.FLED)


STORY = Story(TITLE, told, tell)
