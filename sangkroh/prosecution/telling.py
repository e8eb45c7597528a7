"""What acts about people said, for a case's timeline: their number in the case, never a name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sangkroh.core.models import Entry, User

from . import policies
from .queries import kind_label, order_label

WHO = {
    "prosecution.involve": "id", "prosecution.take_step": "person",
    "prosecution.add_portrait": "person",
}  # fmt: skip
"""Acts about a person involved, and the argument that says whom."""


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """Which person, and what happened; which order."""
    orders = {
        it.pk: order_label(it.arguments["kind"])
        for it in entries
        if it.action == "prosecution.record_order"
    }
    whom = {it.pk: _whom(it) for it in entries if it.action in WHO}
    people = policies.visible(reader).in_bulk(set(whom.values())) if whom else {}
    return orders | {
        it.pk: _said(it, str(people[whom[it.pk]]))
        for it in entries
        if it.pk in whom and whom[it.pk] in people
    }


def _whom(it: Entry) -> UUID:
    return UUID(it.arguments[WHO[it.action]])


def _said(it: Entry, person: str) -> str:
    kind = it.arguments.get("kind")
    return f"{person}: {kind_label(kind)}" if kind else person
