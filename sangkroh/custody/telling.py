"""What acts of the books moved, for a case's timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sangkroh.core.models import Entry, User
from sangkroh.core.show import number

from . import policies, words
from .models import MovementLine, Rest, Stage
from .queries import NOW, asked_lines, in_one, label_of, place_of


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """How many of what went where; what was asked for, and why."""
    mine = [it.pk for it in entries if it.action.startswith("custody.")]
    if not mine:
        return {}
    asked = list(policies.visible_requests(reader).filter(entry__in=mine))
    lines = asked_lines(asked)
    said = {it.entry_id: ": ".join(filter(None, [in_one(lines[it.pk]), it.reason]))
            for it in asked}  # fmt: skip
    return said | _moved(reader, mine) | _on_the_road(reader, entries)


def _on_the_road(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """By what a load left, and where it was cared for."""
    left = [it.pk for it in entries if it.action == "custody.leave"]
    rested = [it.pk for it in entries if it.action == "custody.rest"]
    if not left and not rested:
        return {}
    seen = policies.visible_handovers(reader)
    stages = Stage.objects.filter(handover__in=seen, entry__in=left)
    rests = Rest.objects.filter(handover__in=seen, entry__in=rested)
    return {it.entry_id: " · ".join(filter(None, [it.vehicle, it.plate])) for it in stages} | {
        it.entry_id: it.place for it in rests
    }


def _moved(reader: User, entries: Iterable[UUID]) -> dict[UUID, str]:
    """Each movement in one line; where a count turned sacks into animals, the animals."""
    seen = policies.visible_movements(reader).filter(entry__in=entries)
    rows = MovementLine.objects.filter(movement__in=seen, to_account__state__in=NOW)
    rows = rows.select_related("movement", "to_lot__taxon", "to_account")
    said: dict[UUID, dict[str, list[str]]] = {}
    for it in rows.order_by("movement", "ordinal"):
        places = said.setdefault(it.movement.entry_id, {})
        places.setdefault(place_of(it.to_account), []).append(_what(it))
    return {
        pk: "; ".join(f"{', '.join(what)} → {place}" for place, what in places.items())
        for pk, places in said.items()
    }


def _what(it: MovementLine) -> str:
    return f"{number(it.qty)} {words.UNITS[it.to_lot.unit]} {label_of(it.to_lot)}"
