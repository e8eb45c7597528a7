"""Refusals of care: findings, releases, what is to be counted first."""

from __future__ import annotations

from typing import Any

from sangkroh.reference.models import Place

from . import Asked, Told, ask, do
from . import world as w
from .world import TORTOISES, at, line


def about(verb: str, quantity: int = 1, **more: Any) -> Asked:
    return ask("chan", f"care.{verb}", **at(TORTOISES), qty=quantity, **more)


def plans(quantity: int, *yes: str) -> Asked:
    site = Place.objects.filter(named_kind="release_site").first()
    answers = [{"question": it, "answer": "yes"} for it in yes]
    more = {"site": site and site.pk, "answers": answers, "reason": "fit"}
    return about("plan_release", quantity, **more)


def approved_without_the_check_list() -> Asked:
    asked = do("srey", "custody.plan_release", lines=[line(TORTOISES, 1)], reason="fit")
    do("chan", "custody.approve", request=asked)
    return ask("pierre", "custody.approve", request=asked)


def seen_in_a_sealed_sack() -> Asked:
    sacks = w.taken_in(3, unit="container", declared=30)
    road = w.sent({**sacks, "quantity": 3})
    there = {"handover": road, "account": w.account("Q-1")}
    do("srey", "custody.receive", **there, lines=[{"lot": sacks["lot"], "quantity": 3}])
    where = {"lot": sacks["lot"], "account": there["account"]}
    return ask("srey", "care.observe", **where, qty=1, text="moves")


REFUSALS = (
    Told("care.more-than-here", "qty", lambda: about("observe", TORTOISES + 1, text="asleep")),
    Told("care.must-be-yes", "answers.not_injured", lambda: plans(w.FIT, "taxon_confirmed")),
    Told("care.no-check-list", "request", approved_without_the_check_list),
    Told("care.not-counted", "lot", seen_in_a_sealed_sack),
    Told("care.not-fit", "qty", lambda: plans(w.FIT + 1, "taxon_confirmed", "not_injured")),
    Told("care.not-released-yet", "plan", lambda: ask(
        "chan", "care.follow_up", plan=w.plan(), text="seen at the bank")),
    Told("care.nothing-found", "findings", lambda: ask("chan", "care.assess_all", findings=[])),
    Told("care.reason-needed", "reason", lambda: about("assess", finding="treat")),
    Told("care.say-or-weigh", "text", lambda: about("observe")),
)  # fmt: skip
