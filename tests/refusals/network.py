"""Refusals of the network: codes, moves, powers."""

from __future__ import annotations

from sangkroh.network.models import Power

from . import Asked, Told, ask, do, user
from . import world as w


def ended_twice() -> Asked:
    said = {"power": Power.objects.get(person__user=user("sok")).pk, "reason": "moved"}
    do("lina", "network.end_power", **said)
    return ask("lina", "network.end_power", **said)


REFUSALS = (
    Told("network.before-the-last-move", "since", lambda: ask(
        "kosal", "network.place_person", user=user("sok").pk, office=w.office("PTWRC"),
        since="2000-01-01")),
    Told("network.code-taken", "code", lambda: ask(
        "kosal", "network.add_agency", code="FA", name="Another")),
    Told("network.no-regime", "regime", lambda: ask(
        "lina", "network.give_power", user=user("sok").pk, regime="none", basis="prakas")),
    Told("network.power-ended", "until", ended_twice),
)  # fmt: skip
