"""Refusals of the books: what is where, what it is, how many there are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from sangkroh.core.ids import new_id

from . import Asked, Told, Typed, ask, do, user
from . import world as w
from .world import POND_TURTLES, PYTHONS, SNAKES, TORTOISES, at, line


def takes_in(**changes: Any) -> Asked:
    """Two turtles, written down wrongly."""
    return ask("sok", "custody.take_in", **w.taking_in(w.new_lot(**{"quantity": 2, **changes})))


def opens(who: str, place: str, **more: Any) -> Asked:
    said = {"code": "NEW-1", "place": place, "label": "New", **more}
    return ask(who, "custody.open_account", **said)


def split(where: dict[str, Any], **part: Any) -> Asked:
    who = "sok" if where["account"] == w.at_scene() else "srey"
    parts = [{"lot": new_id(), "quantity": 1, **part}]
    return ask(who, "custody.split", **where, parts=parts)


def renames(who: str, verb: str, where: dict[str, Any], **name: Any) -> Asked:
    return ask(who, f"custody.{verb}", **where, to_lot=new_id(), **name)


def born(dam: Any, unit: str = "egg", who: str = "srey", **more: Any) -> Asked:
    said = {"account": at(PYTHONS)["account"], "lot": new_id(), "quantity": 3, **more}
    return ask(who, "custody.birth", dam=dam, unit=unit, **said)


def eggs() -> Any:
    """Three eggs of the pythons."""
    lot = new_id()
    do("srey", "custody.birth", dam=at(PYTHONS)["lot"], unit="egg", lot=lot, quantity=3,
       account=at(PYTHONS)["account"])  # fmt: skip
    return lot


def hatched(lot: Any, quantity: int) -> Asked:
    return ask("srey", "custody.hatch", account=at(PYTHONS)["account"], eggs=lot, opened=2,
               lot=new_id(), quantity=quantity)  # fmt: skip


def marked(mark: str) -> dict[str, Any]:
    """One of the pythons with a mark: the arguments, and its lot among them."""
    one = {"lot": new_id(), "mark": mark}
    return {**at(PYTHONS), "individuals": [one]}


def split_of_a_single_one() -> Asked:
    said = marked("chip-1")
    do("srey", "custody.individualise", **said)
    return split({"lot": said["individuals"][0]["lot"], "account": said["account"]})


def marked_twice() -> Asked:
    do("srey", "custody.individualise", **marked("chip-1"))
    return ask("srey", "custody.individualise", **marked_again())


def marked_again() -> dict[str, Any]:
    return {**at(TORTOISES), "individuals": [{"lot": new_id(), "mark": "chip-1"}]}


def sent_on() -> Asked:
    where = w.taken_in()
    road = w.sent({**where, "quantity": 1})
    return ask(
        "sok", "custody.dispatch", handover=new_id(), carrier=user("sok").pk,
        to_office=w.office("PTWRC"), lines=[{**where, "account": road, "quantity": 1}],
    )  # fmt: skip


def counted(where: dict[str, Any], content: list[Any]) -> Asked:
    return ask("sok", "custody.count", **where, containers=1, content=content)


def moved_to(to: Any, who: str = "srey", quantity: int = 1) -> Asked:
    return ask(who, "custody.move", lines=[{**line(PYTHONS, quantity), "to": to}])


def received_by(who: str, handover: Any, *lots: dict[str, Any]) -> Asked:
    lines = [{"lot": it["lot"], "quantity": 1} for it in lots]
    return ask(who, "custody.receive", handover=handover, account=w.account("Q-1"), lines=lines)


def received_again() -> Asked:
    where = w.taken_in()
    road = w.sent({**where, "quantity": 1})
    said = {"handover": road, "account": w.account("Q-1")}
    do("srey", "custody.receive", **said, lines=[{"lot": where["lot"], "quantity": 1}])
    return received_by("srey", road, where)


def received_in_part() -> Asked:
    one, two = w.taken_in(), w.taken_in()
    return received_by("srey", w.sent({**one, "quantity": 1}, {**two, "quantity": 1}), one)


def received_elsewhere() -> Asked:
    where = w.taken_in()
    return received_by("chan", w.sent({**where, "quantity": 1}, to="FIA-KANDAL"), where)


def of_two_cases() -> Asked:
    other, lot = w.other_case(), w.new_lot()
    place = {"code": "scene-2", "place": "scene", "label": "Market", "case": other}
    there = do("sok", "custody.open_account", **place)
    do("sok", "custody.take_in", **w.taking_in(lot, case=other, account=there))
    lines = [{**w.taken_in(), "quantity": 1}, {"lot": lot["lot"], "account": there, "quantity": 1}]
    return ask("sok", "custody.dispatch", handover=new_id(), carrier=user("sok").pk,
               to_office=w.office("PTWRC"), lines=lines)  # fmt: skip


def corrected(quantity: int, group: int = TORTOISES) -> Asked:
    said = {**at(group), "quantity": quantity, "reason": "typing error"}
    return ask("srey", "custody.correct_count", **said)


def a_lot_twice() -> Asked:
    it = w.new_lot()
    return ask("sok", "custody.take_in", **w.taking_in(it, it))


def of_an_old_page() -> Typed:
    """The page was made when they were elsewhere."""
    url = f"/custody/groups/{at(TORTOISES)['lot']}/split/"
    return Typed("srey", url, {"account": new_id(), "part0_quantity": 1})


SCALE = {"item_type": "scale"}


def arrived_twice() -> Asked:
    load = w.sent({**w.taken_in(), "quantity": 1})
    stage = do("sok", "custody.leave", handover=load, vehicle="Pick-up")
    do("sok", "custody.arrive", stage=stage)
    return ask("sok", "custody.arrive", stage=stage)


def sends_all_and_a_number() -> Typed:
    it = w.taken_in(5)
    values = {"everything": "on", f"lot_{it['lot']}_{it['account']}": "2"}
    return Typed("sok", reverse("custody:dispatch", args=[w.case()]), values)


REFUSALS = (
    Told("custody.all-or-a-number", "everything", sends_all_and_a_number),
    Told("custody.arrived-already", "stage", arrived_twice),
    Told("custody.dead-agree", "handover", lambda: ask(
        "sok", "custody.explain_dead", handover=w.sent({**w.taken_in(), "quantity": 1}),
        reason="they agree")),
    Told("custody.already-named", "lot", lambda: renames("chan", "identify", at(PYTHONS), **SCALE)),
    Told("custody.already-single", "lot", split_of_a_single_one),
    Told("custody.already-under-way", "lines.0.account", sent_on),
    Told("custody.born-or-laid", "unit", lambda: born(at(PYTHONS)["lot"], "g")),
    Told("custody.code-taken", "code", lambda: opens("srey", "care", code="POND-1",
                                                     office=w.office("PTWRC"))),
    Told("custody.count-the-content", "content.0.unit", lambda: counted(
        w.taken_in(3, unit="container"), [w.new_lot(1, unit="container")])),
    Told("custody.dam-is-an-animal", "dam", lambda: born(eggs())),
    Told("custody.dam-not-here", "dam", lambda: born(w.taken_in()["lot"], who="chan")),
    Told("custody.declared-needs-container", "lines.0.declared", lambda: takes_in(declared=5)),
    Told("custody.declared-stays-whole", "lot", lambda: split(
        w.taken_in(3, unit="container", declared=30))),
    Told("custody.dispatch-instead", "lines.0.to", lambda: moved_to(w.at_scene(), "chan")),
    Told("custody.goes-nowhere", "lines.0.to", lambda: moved_to(at(PYTHONS)["account"])),
    Told("custody.individual-is-one", "lines.0.quantity", lambda: takes_in(individual=True)),
    Told("custody.item-type-missing", "lines.0.item_type", lambda: takes_in(subject="item")),
    Told("custody.item-type-too-many", "lines.0.item_type", lambda: takes_in(item_type="boat")),
    Told("custody.mark-needs-individual", "lines.0.mark", lambda: takes_in(mark="chip-1")),
    Told("custody.mark-taken", "individuals.0.mark", marked_twice),
    Told("custody.more-than-hatched", "quantity", lambda: hatched(eggs(), 3)),
    Told("custody.more-than-held", "lines.0.quantity", lambda: moved_to(
        w.account("POND-1"), quantity=3)),
    Told("custody.name-one", "taxon", lambda: renames("sok", "identify", w.taken_in())),
    Told("custody.no-single-ones", "lines.0.unit", lambda: takes_in(
        quantity=1, unit="g", individual=True)),
    Told("custody.not-a-place", "account", lambda: ask(
        "sok", "custody.head_count", account=w.at_scene(),
        lines=[{"lot": w.taken_in()["lot"], "quantity": 10}])),
    Told("custody.not-containers", "lot", lambda: counted(w.taken_in(), [])),
    Told("custody.not-eggs", "eggs", lambda: hatched(at(TORTOISES)["lot"], 1)),
    Told("custody.not-named-yet", "lot", lambda: renames(
        "sok", "reidentify", w.taken_in(), **SCALE, reason="looked again")),
    Told("custody.not-qualified", "", lambda: renames("srey", "identify", at(PYTHONS), **SCALE)),
    Told("custody.not-your-account", "lines.0.account", lambda: moved_to(
        w.account("POND-1"), "sok")),
    Told("custody.not-your-handover", "handover", received_elsewhere),
    Told("custody.not-your-office", "office", lambda: opens(
        "sok", "care", office=w.office("PTWRC"))),
    Told("custody.nothing-here", "lot", lambda: renames(
        "chan", "reidentify", {**at(POND_TURTLES), "account": w.account("Q-1")}, **SCALE,
        reason="looked again")),
    Told("custody.nothing-said", "lines", lambda: ask("srey", "custody.move", lines=[])),
    Told("custody.one-case", "lines", of_two_cases),
    Told("custody.other-seals", "parts.0.seal_numbers", lambda: split(
        w.taken_in(3, unit="container"), seal_numbers=["Z-9"])),
    Told("custody.page-is-old", "account", of_an_old_page),
    Told("custody.place-has-no-case", "case", lambda: opens("sok", "care", case=w.case())),
    Told("custody.received-already", "handover", received_again),
    Told("custody.said-twice", "lines.1.lot", a_lot_twice),
    Told("custody.same-name", "taxon", lambda: renames(
        "chan", "reidentify", at(SNAKES), taxon=w.taxon("rat snake"), reason="looked again")),
    Told("custody.same-number", "quantity", lambda: corrected(TORTOISES)),
    Told("custody.say-every-lot", "lines", received_in_part),
    Told("custody.scene-has-no-office", "office", lambda: opens(
        "sok", "scene", case=w.case(), office=w.office("FA-WRRT"))),
    Told("custody.scene-needs-case", "case", lambda: opens("sok", "scene")),
    Told("custody.taxon-missing", "lines.0.taxon", lambda: takes_in(subject="taxon")),
    Told("custody.taxon-too-many", "lines.0.taxon", lambda: takes_in(
        taxon=w.taxon("rat snake"))),
    Told("custody.words-missing", "lines.0.as_reported", lambda: takes_in(as_reported="")),
)  # fmt: skip
