"""Refusals of the books: decisions of two, holds, facts, and what is to be explained."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sangkroh.core.door import Act
from sangkroh.core.times import Occurred

from . import Asked, Told, ask, do
from . import world as w
from .world import PYTHONS, TORTOISES, at, line


def approves(who: str, request: Any) -> Asked:
    return ask(who, "custody.approve", request=request)


def plans(verb: str, lines: list[dict[str, Any]], who: str = "srey") -> Asked:
    return ask(who, f"custody.plan_{verb}", lines=lines, reason="decided")


def explains(what: str, quantity: int = 1, **more: Any) -> Asked:
    said = {"what": what, "quantity": quantity, "reason": "looked for", **more}
    return ask("srey", "custody.explain", alarm=w.alarm(), **said)


def corrected() -> Any:
    """Srey asks to have the number of pythons corrected."""
    return do("srey", "custody.correct_count", **line(PYTHONS, 1), reason="typing error")


def moved_since() -> Asked:
    asked = corrected()
    do("srey", "custody.move", lines=[{**line(PYTHONS, 1), "to": w.account("POND-1")}])
    return approves("chan", asked)


def declined() -> Asked:
    do("lina", "custody.decline", request=w.plan(), reason="not yet")
    return approves("pierre", w.plan())


def approved_twice() -> Asked:
    do("lina", "custody.approve", request=w.plan())
    return approves("lina", w.plan())


def frozen_twice() -> Asked:
    do("srey", "custody.freeze", reason="salmonella")
    return ask("srey", "custody.freeze", reason="again")


def thawed_twice() -> Asked:
    it = do("srey", "custody.freeze", reason="salmonella")
    do("chan", "custody.unfreeze", freeze=it, reason="clear")
    return ask("chan", "custody.unfreeze", freeze=it, reason="clear")


def frozen_by_nobody_of_here() -> Asked:
    w.somebody("rany", "vet")
    return ask("rany", "custody.freeze", reason="salmonella")


def held_by_the_court(lot: Any) -> Any:
    return do("maly", "custody.place_hold", lot=lot, kind="court", reason="order 12")


def lifted_by_the_vet() -> Asked:
    hold = held_by_the_court(at(TORTOISES)["lot"])
    return ask("chan", "custody.lift_hold", hold=hold, reason="well again")


def on_hold() -> Asked:
    held_by_the_court(at(TORTOISES)["lot"])
    return plans("transfer", [line(TORTOISES, 1)])


def released_before() -> Asked:
    """On 3 June, of tortoises that were seized on 4 June."""
    then = Act(occurred=Occurred.at(datetime.fromisoformat("2016-06-03T12:00:00+07:00")))
    said = {"lines": [line(TORTOISES, 1)], "reason": "fit"}
    return ask("chan", "custody.plan_release", about=then, **said)


def from_the_store() -> Asked:
    place = {"code": "STORE-1", "place": "evidence_store", "label": "Store"}
    store = do("srey", "custody.open_account", **place, office=w.office("PTWRC"))
    it = line(TORTOISES, 1)
    do("srey", "custody.move", lines=[{**it, "to": store}])
    return plans("release", [{**it, "account": store}])


def taken_back_twice() -> Asked:
    """Two people ask that the same deaths be taken back."""
    from sangkroh.custody.models import Fact

    fact = do("srey", "custody.die", lines=[line(TORTOISES, 3)], cause="typing error")
    said = {"movement": Fact.objects.get(pk=fact).movement_id, "reason": "typing error"}
    one, two = (do("srey", "custody.reverse", **said) for _ in range(2))
    do("chan", "custody.approve", request=one)
    return approves("chan", two)


def reviewed_twice() -> Asked:
    fact = do("srey", "custody.die", lines=[line(TORTOISES, 1)], cause="heat")
    do("chan", "custody.review_fact", fact=fact, in_order=True)
    return ask("chan", "custody.review_fact", fact=fact, in_order=True)


REFUSALS = (
    Told("custody.before-it-came", "occurred", released_before),
    Told("custody.count-first", "lines.0.lot", lambda: plans(
        "release", [{**w.taken_in(3, unit="container"), "quantity": 1}], "sok")),
    Told("custody.decided-already", "request", declined),
    Told("custody.frozen", "", frozen_twice),
    Told("custody.lifted-already", "freeze", thawed_twice),
    Told("custody.living-is-not-destroyed", "lines", lambda: plans(
        "destruction", [line(TORTOISES, 1)])),
    Told("custody.more-than-alarm", "quantity", lambda: explains("died", 3)),
    Told("custody.moved-since", "request", moved_since),
    Told("custody.needs-another-person", "request", lambda: approves("chan", w.plan())),
    Told("custody.no-office", "", frozen_by_nobody_of_here),
    Told("custody.not-from-here", "lines.0.account", from_the_store),
    Told("custody.not-old-papers", "lines", lambda: ask(
        "sok", "custody.record_past", outcome="released",
        lines=[{**w.taken_in(), "quantity": 1}])),
    Told("custody.not-reversible", "movement", lambda: ask(
        "srey", "custody.reverse", movement=w.received(), reason="typing error")),
    Told("custody.not-your-hold", "hold", lifted_by_the_vet),
    Told("custody.on-hold", "lines.0.lot", on_hold),
    Told("custody.other-explanation", "what", lambda: explains("came_along")),
    Told("custody.plan-the-release", "lines.0.account", lambda: ask(
        "srey", "custody.record_fact", kind="release", lines=[line(TORTOISES, 1)])),
    Told("custody.reversed-already", "request", taken_back_twice),
    Told("custody.reviewed-already", "fact", reviewed_twice),
    Told("custody.said-already", "request", approved_twice),
    Told("custody.say-the-place", "account", lambda: explains("found")),
)  # fmt: skip
