"""The test story: a boat at Chrey Thom, Koh Thom, 4 June 2016, about one o'clock at night.

Figures from three published accounts that disagree; nobody was arrested.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.seizures import actions
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

COUNTED = {
    "Burmese python": 2, "Elongated tortoise": 104, "Yellow-headed temple turtle": 8,
    "Giant Asian pond turtle": 21, "Asian leaf turtle": 178, "Asian box turtle": 4,
}  # fmt: skip
SEALS = [f"GDCE-{n:04}" for n in range(1, 32)]


def opened(lead: User, *members: User) -> UUID:
    case = cases.open(lead, id=new_id(), title="Boat at Koh Thom")
    for user in members:
        cases.add_member(lead, case=case, user=user.pk, reason="takes part")
    return case


def lines() -> list[LinePart]:
    """Seven lines: the snakes in 31 sealed bags that nobody opens at night, the rest counted."""
    snakes = LinePart(
        id=new_id(), as_reported="Rat snake", as_written="31 bags", containers=31,
        seal_numbers=SEALS, declared=468, weight_g=433_000, note="possibly venomous",
    )  # fmt: skip
    rest = [LinePart(id=new_id(), as_reported=name, count=n) for name, n in COUNTED.items()]
    return [snakes, *rest]


def seized(by: User, case: UUID, **changes: Any) -> tuple[UUID, list[LinePart]]:
    scene, all_lines = new_id(), changes.pop("lines", None) or lines()
    turtles = [it.id for it in all_lines[2:]]
    said: dict[str, Any] = {
        "kind": SceneKind.RIVER, "place_words": "Chrey Thom, on the bank",
        "ground": GroundPart(kind=GroundKind.CUSTOMS_POWERS),
        "officers": [OfficerPart(user=by.pk)],
        "witnesses": [WitnessPart(name="Chea Phal", who="village chief"),
                      WitnessPart(name="Meas Thida", who="shopkeeper")],
        "conveyances": [ConveyancePart(kind=ConveyanceKind.BOAT, description="wooden, no number")],
        "concealment": "hidden under reeds on the bank",
        "statements": [
            StatementPart(lines=turtles, weight_g=364_000, said_by="Customs") if turtles else
            StatementPart(people=0),
            StatementPart(people=2, precision=Precision.ABOUT, words="the crew fled", points=[
                PointPart(role=PointRole.ORIGIN, country="KH", words="Battambang or Pursat"),
                PointPart(role=PointRole.DESTINATION, country="VN", words="markets"),
                PointPart(role=PointRole.DESTINATION, country="CN", words="markets"),
            ]),
        ],
    }  # fmt: skip
    actions.record(by, id=scene, case=case, lines=all_lines, **(said | changes))
    return scene, all_lines
