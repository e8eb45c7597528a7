"""Refusals of tips: words that name a source, codes, grades, who handles what."""

from __future__ import annotations

from typing import Any

from . import Asked, Told, ask, do, user
from . import world as w


def call(**more: Any) -> dict[str, Any]:
    return {"what": "A bus with pangolins", "where": "Road 6", **more}


def receives(**more: Any) -> Asked:
    return ask("dara", "tips.receive", **call(**more))


def told_by(source: str) -> dict[str, Any]:
    return {"tip": do("dara", "tips.receive", **call(source=source))}


def keeps(tip: dict[str, Any], number: str) -> Asked:
    return ask("dara", "tips.keep_call_back", **tip, number=number)


def kept_twice() -> Asked:
    it = told_by("public")
    do("dara", "tips.keep_call_back", **it, number="012 345 678")
    return keeps(it, "012 345 678")


def about(verb: str, **said: Any) -> Asked:
    return ask("dara", f"tips.{verb}", tip=w.tip(), **said)


def answered_twice() -> Asked:
    do("dara", "tips.answer", tip=w.tip(), kind="passed_on")
    return about("answer", kind="passed_on")


def handed_on_twice() -> Asked:
    do("dara", "tips.hand_on", tip=w.tip(), user=user("lina").pk)
    return about("hand_on", user=user("lina").pk)


REFUSALS = (
    Told("tips.answered-already", "tip", answered_twice),
    Told("tips.call-back-kept-already", "number", kept_twice),
    Told("tips.code-of-no-informant", "informant", lambda: receives(
        informant="KT-7", source="public")),
    Told("tips.handles-it-already", "user", handed_on_twice),
    Told("tips.in-this-case-already", "case", lambda: about("attach", case=w.case())),
    Told("tips.looks-like-a-source", "what", lambda: receives(what="Ring 012 345 678")),
    Told("tips.no-public-caller", "number", lambda: keeps({"tip": w.tip()}, "012 345 678")),
    Told("tips.not-a-telephone-number", "number", lambda: keeps(told_by("public"), "at home")),
    Told("tips.not-an-informant-code", "informant", lambda: receives(
        informant="phal", source="informant")),
    Told("tips.not-on-duty", "user", lambda: about("hand_on", user=user("sok").pk)),
    Told("tips.not-on-the-scale", "source", lambda: about(
        "grade", source="Z", information="A", handling="P")),
    Told("tips.nothing-to-change", "", lambda: about("complete")),
    Told("tips.nothing-to-forget", "tip", lambda: about("forget_call_back")),
)  # fmt: skip
