"""What forms about a scene offer to choose from, and what they begin with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sangkroh.core.models import User
from sangkroh.network import queries as network
from sangkroh.network.rules import Regime
from sangkroh.reference import queries as reference

from .. import labels, policies
from .scenes import scene


def codes_to_choose(which: str) -> list[tuple[str, str]]:
    """The codes of a list that hold now, in the reader's language."""
    return [(it.code, reference.code_label(it)) for it in reference.codes(which)]


def lines_to_choose(reader: User, scene_id: UUID) -> list[tuple[str, str]]:
    """The lines of a scene for a form."""
    return [(str(it.id), f"{it.ordinal}. {it.name}") for it in scene(reader, scene_id).lines]


def regimes_of(reader: User) -> list[tuple[str, Any]]:
    """The regimes of which this reader has powers today."""
    mine = network.powers_of(reader)
    return [(it.value, labels.REGIME[it.value]) for it in Regime if it in mine]


def officers_to_choose() -> list[tuple[str, str]]:
    """People who may exercise powers today, with their agency."""
    powers = network.with_power()
    return [
        (str(it.id), f"{it.label}, {it.office.agency.label}")
        for it in network.people()
        if it.id in powers
    ]


def stands(reader: User, scene_id: UUID) -> dict[str, Any]:
    """What is said of a scene now, for the forms that say it later or put it right."""
    it = policies.get(reader, scene_id)
    return {
        "event": it.event, "kind": it.kind, "place": it.place_id, "place_words": it.place_words,
        "detection": it.detection, "why": it.why,
        "concealment": it.concealment, "note": it.note,
    }  # fmt: skip


def line_of(reader: User, line_id: UUID) -> tuple[UUID, str]:
    """The scene of a line, and what the line is."""
    it = policies.line(reader, line_id)
    return it.scene_id, str(it)
