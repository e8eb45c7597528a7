"""What the stories take from the practice world, and what several of them do first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sangkroh.core.ids import new_id
from sangkroh.custody.models import Account, Alarm, Balance, Movement, Request
from sangkroh.custody.rules import HOLDING, Kind
from sangkroh.network.models import Agency, Office
from sangkroh.operations.models import Operation
from sangkroh.prosecution.models import PersonInvolved
from sangkroh.reference import queries as reference
from sangkroh.seizures.models import Scene
from sangkroh.tips.models import Tip

from . import do, user

PYTHONS, TORTOISES, POND_TURTLES, SNAKES = 2, 104, 21, 466
"""Groups of Koh Thom, by how many there are; the turtles are in the pond."""
FIT = 100


def case() -> UUID:
    return scene().case_id


def other_case(who: str = "dara") -> Any:
    """Another case, which sok is told of too."""
    it = do(who, "cases.open", title="Market")
    do(who, "cases.add_member", case=it, user=user("sok").pk, reason="works on it")
    return it


def office(code: str) -> UUID:
    return Office.objects.get(code=code).pk


def agency(code: str) -> UUID:
    return Agency.objects.get(code=code).pk


def account(code: str) -> UUID:
    return Account.objects.get(code=code).pk


def at_scene() -> UUID:
    """The account of the scene."""
    return Account.objects.get(state="scene", case=case()).pk


def scene() -> Scene:
    return Scene.objects.get()


def taxon(name: str) -> UUID:
    return reference.find_taxa(name)[0].id


def at(group: int) -> dict[str, UUID]:
    """Which lot the group is, and on which account it is held."""
    states = [it.value for it in HOLDING]
    it = Balance.objects.get(qty=group, account__state__in=states, lot__case=case())
    return {"lot": it.lot_id, "account": it.account_id}


def line(group: int, quantity: int) -> dict[str, Any]:
    """So many of a group, as a line of an act."""
    return {**at(group), "quantity": quantity}


def plan() -> UUID:
    """The release that chan has asked for and that waits."""
    return Request.objects.get(kind=Kind.RELEASE).pk


def alarm() -> UUID:
    """Two snakes fewer than was said."""
    return Alarm.objects.get().pk


def received() -> UUID:
    return Movement.objects.get(kind=Kind.RECEIVE).pk


def paper() -> Any:
    """A record of the seizure that sok has just issued."""
    return do("sok", "papers.issue", case=case(), kind="seizure", subject=scene().pk)


def operation() -> UUID:
    """The operation of that night, which has ended."""
    return Operation.objects.get().pk


def tip() -> UUID:
    return Tip.objects.get().pk


def crew() -> UUID:
    """The two people who fled."""
    return PersonInvolved.objects.get().pk


def new_lot(quantity: int = 10, **more: Any) -> dict[str, Any]:
    """A lot to be taken in: open, named in words, unless said otherwise."""
    words = {"lot": new_id(), "subject": "open", "as_reported": "turtles", "unit": "animal"}
    return {**words, "quantity": quantity, **more}


def taking_in(*lots: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The arguments of `custody.take_in` at the scene."""
    it = {"case": case(), "account": at_scene(), "origin": "origin_seizure", "lines": list(lots)}
    return {**it, **more}


def taken_in(quantity: int = 10, **more: Any) -> dict[str, UUID]:
    """A lot that sok has just taken in at the scene: which, and where."""
    it = new_lot(quantity, **more)
    do("sok", "custody.take_in", **taking_in(it))
    return {"lot": it["lot"], "account": at_scene()}


def sent(*lines: dict[str, Any], to: str = "PTWRC") -> Any:
    """A hand-over on its way, with sok, to an office."""
    return do(
        "sok", "custody.dispatch", handover=new_id(), carrier=user("sok").pk,
        to_office=office(to), lines=list(lines),
    )  # fmt: skip


def somebody(name: str, role: str) -> None:
    """A new log-in with a role, who serves in no office."""
    it = do("kosal", "core.invite", username=name, name=name.title(), practice=True)
    do("kosal", "core.grant_role", user=it, role=role, reason="new here")


def person(**more: Any) -> Any:
    """A new person involved."""
    return do("maly", "prosecution.involve", case=case(), **more)


def after(who: Any, *kinds: str) -> dict[str, Any]:
    """A person for whom these steps were recorded, as an argument."""
    for kind in kinds:
        do("maly", "prosecution.take_step", person=who, kind=kind)
    return {"person": who}
