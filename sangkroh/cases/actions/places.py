"""Where a case is worked, and that the leads of two teams at one place are told silently."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sangkroh.core.door import action
from sangkroh.core.errors import NotFound, require
from sangkroh.core.ids import random_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Shape
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Place

from .. import policies, queries
from ..models import Case, Match, Spot
from ..rules import OPENERS, WRITERS
from .common import now, seen


@action(by=WRITERS)
def mark_place(
    actor: User, /, *, id: UUID, case: UUID, place: UUID, first: date | None = None,
    last: date | None = None,
) -> UUID:  # fmt: skip
    """Say where, and on which days, a case is being worked, so that two teams do not collide.

    Whoever writes it learns nothing of cases that he or she may not see; if there is one, both
    leads are told silently.
    """
    it, where = seen(actor, case), reference.get(actor, Place, place, "place")
    require(first is not None or last is None, "core.missing", "first")
    require(not (first and last and last < first), "core.latest-before-earliest", "last")
    Spot.objects.create(
        id=id, case=it, place=where, first=first, last=last or first, by=actor, at=now()
    )
    return id


@action(by={Role.WORKER})
def tell_leads(actor: User, /, *, spot: UUID) -> None:
    """Tell the leads of all cases that meet at a place of work of each other. Shown nowhere.

    One act for each place that is written down, whether any case meets it or not: so the length of
    the journal tells nobody whether one did.
    """
    it = Spot.objects.select_related("case", "by").get(pk=spot)
    for other in queries.meeting(it):
        by = max(it, other, key=lambda spot: (spot.at, spot.pk)).by
        _tell(it, by, case=it.case, other=other.case)
        _tell(it, by, case=other.case, other=it.case)


class Touched(Shape):
    """Information that concerns a place where a hidden operation is worked (`spot`).

    office: whose information it is. typed_by: who wrote it down, and is told nothing.
    """

    spot: UUID
    office: UUID | None
    typed_by: UUID


@action(by={Role.WORKER})
def tell_of_information(actor: User, /, *, touched: list[Touched]) -> None:
    """Tell the leads of hidden operations, and those of the offices whose information it is.

    One act each time, also of nothing, as `tell_leads` is. Says nothing of the information.
    """
    for it in touched:
        spot = Spot.objects.select_related("case").get(pk=it.spot)
        by = User.objects.get(pk=it.typed_by)
        if spot.case.lead_id != policies.person_of(by).pk:
            _tell(spot, by, case=spot.case, office_id=it.office)
        if it.office:
            _tell(spot, by, other=spot.case, office_id=it.office)


def _tell(
    spot: Spot, by: User, *, case: Case | None = None, other: Case | None = None,
    office_id: UUID | None = None,
) -> None:  # fmt: skip
    """An alert, unless the same one waits already. Its id, which stands in the address of its page,
    tells no time: what is told by the day alone came at an hour."""
    alert: dict[str, Any] = {"case": case, "other": other, "office_id": office_id}
    if not Match.objects.filter(settled_at__isnull=True, **alert).exists():
        Match.objects.create(
            id=random_id(), spot=spot, typed_by=policies.person_of(by), at=now(), **alert
        )


@action(by=OPENERS)
def settle_match(actor: User, /, *, match: UUID) -> UUID:
    """The lead has spoken to the other lead: the alert is done. No timeline shows this act."""
    it = policies.matches(actor).filter(pk=match).first()
    if it is None:
        raise NotFound("match")
    it.settled_at, it.settled_by = now(), actor
    it.save()
    return it.pk
