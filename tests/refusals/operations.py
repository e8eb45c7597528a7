"""Refusals of operations: who is called, what has ended, a shift handed over."""

from __future__ import annotations

from typing import Any

from . import Asked, Told, ask, do, user
from . import world as w


def planned() -> Any:
    return do("dara", "operations.plan", case=w.case(), kind="raid")


def calls(operation: Any, whom: str = "", **more: Any) -> Asked:
    said = {"operation": operation, "user": user(whom).pk if whom else None, **more}
    return ask("dara", "operations.call_out", **said)


def called_though_shut_out() -> Asked:
    shut = {"agency": w.agency("FIA"), "reason": "serves there"}
    do("vanna", "cases.mark_one_of_ours", case=w.case(), **shut)
    return calls(planned(), "rith")


def called_twice() -> Asked:
    it = planned()
    do("dara", "operations.call_out", operation=it, user=user("sok").pk)
    return calls(it, "sok")


def called_by_one_who_was_called() -> Asked:
    it = do("dara", "operations.plan", case=w.other_case(), kind="raid")
    do("dara", "operations.call_out", operation=it, user=user("vanna").pk)
    return ask("vanna", "operations.call_out", operation=it, name="Phal")


def offers(who: str, to: str) -> Asked:
    return ask(who, "operations.offer_shift", to=user(to).pk)


def offered_twice() -> Asked:
    do("dara", "tips.receive", what="A bus with pangolins", where="Road 6")
    do("dara", "operations.offer_shift", to=user("lina").pk)
    return offers("dara", "lina")


REFUSALS = (
    Told("operations.account-or-name", "name", lambda: calls(planned())),
    Told("operations.called-already", "user", called_twice),
    Told("operations.ended", "", lambda: calls(w.operation(), "rith")),
    Told("operations.may-not-be-called", "user", called_though_shut_out),
    Told("operations.no-such-result", "result", lambda: ask(
        "sok", "operations.end", operation=planned(), result="x")),
    Told("operations.not-on-duty", "to", lambda: offers("dara", "sok")),
    Told("operations.nothing-open", "", lambda: offers("lina", "dara")),
    Told("operations.offered-already", "", offered_twice),
    Told("operations.only-called", "", called_by_one_who_was_called),
)  # fmt: skip
