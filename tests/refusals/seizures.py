"""Refusals of seizures: lines, who stands for what, which figure holds."""

from __future__ import annotations

from typing import Any

from sangkroh.core.ids import new_id
from sangkroh.seizures.models import Line

from . import Asked, Told, ask, do, user
from . import world as w


def records(**said: Any) -> Asked:
    return ask("sok", "seizures.record", case=w.case(), **said)


def a_line(**said: Any) -> Asked:
    return records(lines=[{"id": new_id(), **said}])


def adds(verb: str, **said: Any) -> Asked:
    return ask("sok", f"seizures.add_{verb}", scene=w.scene().pk, **said)


def line_there() -> Line:
    return Line.objects.filter(scene=w.scene(), lot__isnull=False).order_by("ordinal")[0]


def confirms(regime: str) -> dict[str, Any]:
    return {"scene": w.scene().pk, "lines": [line_there().pk], "regime": regime}


def confirmed_twice() -> Asked:
    do("sok", "seizures.confirm_regime", **confirms("forestry"))
    return ask("sok", "seizures.confirm_regime", **confirms("forestry"))


def booked_without_a_number() -> Asked:
    it = new_id()
    do("sok", "seizures.record", case=w.case(), lines=[{"id": it, "as_reported": "sambar"}])
    return ask("sok", "seizures.book_line", line=it)


def corrects(event: str, **said: Any) -> Asked:
    """A kind of event put right, of a scene recorded so."""
    scene = do("sok", "seizures.record", case=w.case(), **said)
    return ask("sok", "seizures.correct_event", scene=scene, event=event, reason="typed wrongly")


def booked_though_left() -> Asked:
    it = {"id": new_id(), "as_reported": "imperial eagle", "count": 1, "handling": "papers"}
    do("sok", "seizures.record", case=w.case(), lines=[it])
    return ask("sok", "seizures.book_line", line=it["id"], count=1)


def place_changed_without_a_reason() -> Asked:
    scene = do("sok", "seizures.record", case=w.case(), place_words="market")
    return ask("sok", "seizures.correct_scene", scene=scene, place_words="the other market")


def a_line_too_many() -> Asked:
    several = [[{"id": new_id(), "as_reported": "sambar"} for _ in range(n)] for n in (300, 201)]
    scene = do("sok", "seizures.record", case=w.case(), lines=several[0])
    return ask("sok", "seizures.add_lines", scene=scene, lines=several[1])


def states(**statement: Any) -> Asked:
    return ask("sok", "seizures.state", scene=w.scene().pk, statement=statement)


REFUSALS = (
    Told("seizures.amount-and-currency", "lines.0.amount", lambda: a_line(
        kind="thing", item_type="money", count=1, amount=5)),
    Told("seizures.amount-of-money", "lines.0.amount", lambda: a_line(
        kind="thing", item_type="boat", count=1, amount=5, currency="KHR")),
    Told("seizures.booked-already", "line", lambda: ask(
        "sok", "seizures.book_line", line=line_there().pk, count=1)),
    Told("seizures.confirmed-already", "lines.0", confirmed_twice),
    Told("seizures.declared-needs-containers", "lines.0.declared", lambda: a_line(
        as_reported="snakes", declared=5)),
    Told("seizures.in-the-books", "event", lambda: corrects(
        "checked", lines=[{"id": new_id(), "as_reported": "sambar", "count": 1}])),
    Told("seizures.more-seals-than-containers", "lines.0.seal_numbers", lambda: a_line(
        as_reported="snakes", containers=1, seal_numbers=["A-1", "A-2"])),
    Told("seizures.name-missing", "lines.0.as_reported", lambda: a_line(count=1)),
    Told("seizures.no-power", "officers.0.user", lambda: records(
        officers=[{"user": user("dara").pk}])),
    Told("seizures.nobody-authorised", "ground.authorised_by", lambda: adds(
        "ground", ground={"kind": "consent", "authorised_by": "Phal"})),
    Told("seizures.nothing-was-found", "lines.0.kind", lambda: records(
        event="nothing", lines=[{"id": new_id(), "as_reported": "sambar", "count": 1}])),
    Told("seizures.not-countable", "count", booked_without_a_number),
    Told("seizures.not-of-this-regime", "regime", lambda: ask(
        "sok", "seizures.confirm_regime", **confirms("customs"))),
    Told("seizures.not-taken", "line", booked_though_left),
    Told("seizures.only-things", "lines.0.kind", lambda: records(
        event="equipment", lines=[{"id": new_id(), "as_reported": "sambar", "count": 1}])),
    Told("seizures.reason-missing", "reason", place_changed_without_a_reason),
    Told("seizures.said-twice", "statement.lines", lambda: states(
        lines=[line_there().pk] * 2, count=1)),
    Told("seizures.same-event", "event", lambda: corrects("seizure")),
    Told("seizures.same-words", "value", lambda: ask(
        "sok", "seizures.correct_line", line=line_there().pk, field="note",
        value=line_there().note, reason="typing error")),
    Told("seizures.says-nothing", "", lambda: states(lines=[line_there().pk])),
    Told("seizures.too-many-lines", "lines", a_line_too_many),
    Told("seizures.unit-of-parts", "lines.0.unit", lambda: a_line(
        as_reported="sambar", count=1, unit="pair")),
    Told("seizures.witness-of-the-team", "witness.name", lambda: adds(
        "witness", witness={"name": "Vanna"})),
)  # fmt: skip
