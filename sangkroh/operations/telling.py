"""What acts about an operation said, for a case's timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sangkroh.core.models import Entry, User

from . import policies
from .labels import KINDS, REPLIES
from .models import LogLine, Participant
from .queries import goer_name, result_label
from .rules import Kind, Reply

OF_GOERS = {
    "operations.call_out": "id", "operations.answer": "participant",
    "operations.arrived": "participant", "operations.left": "participant",
}  # fmt: skip
"""Acts about somebody who goes, and the argument that says who."""


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """What kind it was, who was called, came and left, what the log says, how it ended."""
    said = {
        it.pk: _said(it) for it in entries if it.action in {"operations.plan", "operations.end"}
    }
    return said | _goers(reader, entries) | _log(reader, entries)


def _said(it: Entry) -> str:
    if it.action == "operations.end":
        return result_label(it.arguments["result"])
    return str(KINDS[Kind(it.arguments["kind"])])


def _goers(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    whom = {
        it.pk: (UUID(it.arguments[OF_GOERS[it.action]]), it.arguments.get("reply"))
        for it in entries
        if it.action in OF_GOERS
    }
    seen = Participant.objects.filter(operation__in=policies.visible(reader))
    found = seen.select_related("user").in_bulk({goer for goer, _reply in whom.values()})
    return {
        pk: ": ".join(filter(None, [goer_name(found[goer]), reply and str(REPLIES[Reply(reply)])]))
        for pk, (goer, reply) in whom.items()
        if goer in found
    }


def _log(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    wanted = {UUID(it.arguments["id"]): it.pk for it in entries if it.action == "operations.log"}
    if not wanted:
        return {}
    seen = LogLine.objects.filter(operation__in=policies.visible(reader), pk__in=wanted)
    return {wanted[it.pk]: it.text for it in seen}
