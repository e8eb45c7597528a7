"""Refusals of cases: who may know, who decides, what is so already."""

from __future__ import annotations

from typing import Any

from . import Asked, Told, ask, do, user
from . import world as w


def says(who: str, verb: str, **said: Any) -> Asked:
    return ask(who, f"cases.{verb}", case=w.case(), **said)


def of(who: str, verb: str, whom: str) -> Asked:
    return says(who, verb, user=user(whom).pk, reason="so it is")


def one_of_ours(code: str, who: str = "vanna", **more: Any) -> dict[str, Any]:
    return {"case": w.case(), "agency": w.agency(code), "reason": "serves there", **more}


def let_in_again_by_the_wrong_act() -> Asked:
    do("lina", "cases.remove_member", case=w.case(), user=user("rith").pk, reason="left")
    do("lina", "cases.mark_one_of_ours", **one_of_ours("FIA"))
    return of("lina", "add_member", "rith")


def shut_out_twice() -> Asked:
    do("vanna", "cases.mark_one_of_ours", **one_of_ours("FIA"))
    return ask("vanna", "cases.mark_one_of_ours", **one_of_ours("FIA"))


def opened_from_nowhere() -> Asked:
    w.somebody("rany", "duty_officer")
    return ask("rany", "cases.open", title="Market")


def linked_twice() -> Asked:
    said = {"case": w.case(), "other": w.other_case(), "reason": "the same boat"}
    do("dara", "cases.link", **said)
    return ask("dara", "cases.link", **said)


REFUSALS = (
    Told("cases.already-a-member", "user", lambda: of("lina", "add_member", "sok")),
    Told("cases.as-it-is", "", lambda: says("lina", "unhide", reason="over")),
    Told("cases.cannot-lead", "user", lambda: of("lina", "set_lead", "chan")),
    Told("cases.is-shut-out", "user", let_in_again_by_the_wrong_act),
    Told("cases.lead-is-theirs", "new_lead", lambda: ask(
        "vanna", "cases.mark_one_of_ours", **one_of_ours("FA"))),
    Told("cases.named-by-another-agency", "new_lead", lambda: ask(
        "vanna", "cases.mark_one_of_ours", **one_of_ours("FA", new_lead=user("vanna").pk))),
    Told("cases.lead-must-stay", "user", lambda: of("lina", "remove_member", "lina")),
    Told("cases.linked-already", "other", linked_twice),
    Told("cases.linked-to-itself", "other", lambda: says(
        "dara", "link", other=w.case(), reason="the same boat")),
    Told("cases.no-office", "office", opened_from_nowhere),
    Told("cases.not-a-member", "user", lambda: of("lina", "set_lead", "bopha")),
    Told("cases.not-shut-out", "user", lambda: of("lina", "readmit", "sok")),
    Told("cases.not-your-decision", "", lambda: of("dara", "set_lead", "dara")),
    Told("cases.part-set-already", "part", lambda: says(
        "dara", "set_part", agency=w.agency("GDCE"), part="owner")),
    Told("cases.shut-out-already", "agency", shut_out_twice),
    Told("cases.title-changed", "title", lambda: says(
        "dara", "retitle", title="Two boats", version=2)),
)  # fmt: skip
