"""Refusals of prosecution: steps that contradict those that stand, orders, hearings."""

from __future__ import annotations

from typing import Any

from . import Asked, Told, ask, do
from . import world as w
from .world import after, person


def steps(to: dict[str, Any], kind: str, **more: Any) -> Asked:
    return ask("maly", "prosecution.take_step", **to, kind=kind, **more)


def fined(amount: int) -> dict[str, Any]:
    it = {"person": person()}
    money = {"amount": amount, "currency": "KHR"}
    do("maly", "prosecution.take_step", **it, kind="fine", **money)
    return it


def reversed_twice() -> Asked:
    it = {"person": person()}
    undone = do("maly", "prosecution.take_step", **it, kind="detained")
    do("maly", "prosecution.take_step", **it, kind="reversed", reverses=undone)
    return steps(it, "reversed", reverses=undone)


def told_twice() -> Asked:
    said = {"court": "Kandal court", "due": "2016-07-01T08:00:00+07:00"}
    it = do("maly", "prosecution.set_hearing", case=w.case(), **said)
    do("maly", "prosecution.tell_hearing", hearing=it, text="put off")
    return ask("maly", "prosecution.tell_hearing", hearing=it, text="put off again")


def paid_back_too_much() -> Asked:
    it = fined(400_000)
    said = {"kind": "fine_paid", "amount": 100_000, "currency": "KHR"}
    do("maly", "prosecution.take_step", **it, **said)
    return steps(it, "fine_returned", amount=100_001, currency="KHR")


REFUSALS = (
    Told("prosecution.already-detained", "kind", lambda: steps(
        after(person(), "detained"), "detained")),
    Told("prosecution.amount-needed", "amount", lambda: steps(after(person()), "fine")),
    Told("prosecution.amount-not-here", "amount", lambda: steps(
        after(person()), "identified", amount=1, currency="KHR")),
    Told("prosecution.article-needed", "article", lambda: steps(after(person()), "charged")),
    Told("prosecution.extended-already", "kind", lambda: steps(
        after(person(), "detained", "detention_extended"), "detention_extended")),
    Told("prosecution.more-than-paid", "amount", paid_back_too_much),
    Told("prosecution.no-extension-for-minors", "kind", lambda: steps(
        after(person(minor=True), "detained"), "detention_extended")),
    Told("prosecution.no-fine", "kind", lambda: steps(after(person()), "fine_refused")),
    Told("prosecution.no-step-to-reverse", "reverses", lambda: steps(
        after(person()), "reversed")),
    Told("prosecution.no-verdict", "kind", lambda: steps(after(person()), "appealed")),
    Told("prosecution.not-charged", "kind", lambda: steps(after(person()), "convicted")),
    Told("prosecution.not-detained", "kind", lambda: steps(after(person()), "let_go")),
    Told("prosecution.not-there", "kind", lambda: steps(after(w.crew()), "detained")),
    Told("prosecution.nothing-paid", "kind", lambda: steps(
        after(person()), "fine_returned", amount=1, currency="KHR")),
    Told("prosecution.overpaid", "amount", lambda: steps(
        fined(400_000), "fine_paid", amount=400_001, currency="KHR")),
    Told("prosecution.result-already", "hearing", told_twice),
    Told("prosecution.reversed-already", "reverses", reversed_twice),
    Told("prosecution.several-unnamed", "name", lambda: ask(
        "maly", "prosecution.involve", case=w.case(), how_many=2, name="Phal")),
)  # fmt: skip
