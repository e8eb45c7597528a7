"""What acts about a case said, for its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sangkroh.core.models import Entry, User
from sangkroh.network.models import Agency
from sangkroh.network.queries import name_of, named

from .queries import PARTS
from .rules import PartKind

OF_PEOPLE = {"cases.add_member", "cases.remove_member", "cases.set_lead", "cases.readmit"}
OF_AGENCIES = {"cases.set_part", "cases.set_agency_number", "cases.mark_one_of_ours"}


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """Who was let in or leads, and which agency plays which part."""
    whom = {it.pk: UUID(it.arguments["user"]) for it in entries if it.action in OF_PEOPLE}
    which = {it.pk: it for it in entries if it.action in OF_AGENCIES}
    people = User.objects.in_bulk(set(whom.values()))
    agencies = Agency.objects.in_bulk({UUID(it.arguments["agency"]) for it in which.values()})
    return {pk: name_of(people[user]) for pk, user in whom.items() if user in people} | {
        pk: _part(it, agencies.get(UUID(it.arguments["agency"]))) for pk, it in which.items()
    }


def _part(it: Entry, agency: Agency | None) -> str:
    if agency is None:
        return ""
    words = [named(agency.name, agency.name_km)]
    if it.action == "cases.set_part":
        words.append(str(PARTS[PartKind(it.arguments["part"])]))
    return ": ".join(words)
