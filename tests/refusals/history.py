"""Refusals of history: a case of old papers comes in once."""

from __future__ import annotations

from . import Asked, Told, ask, do


def twice() -> Asked:
    file = do("lina", "history.take_file", name="register.csv", sha256="0" * 64)
    said = {"file": file, "number": 2, "told": {"id": "A-1"}}
    do("lina", "history.bring_in", **said)
    return ask("lina", "history.bring_in", **said)


REFUSALS = (Told("history.brought-in-already", "told.id", twice),)
