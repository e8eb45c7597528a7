"""News of cases for the worker: the leads of two teams at one place are told of each other."""

from __future__ import annotations

from uuid import UUID

from sangkroh.core.door import Act, doing
from sangkroh.core.loop import after, made_from
from sangkroh.core.models import Entry, User

from . import actions, queries
from .models import Case, Spot


@after("cases.mark_place")
def tell_both_leads(worker: User, entry: Entry) -> None:
    """Alert the leads of both cases of each meeting. Who led both cases needs no alert."""
    spot = Spot.objects.select_related("case").get(pk=UUID(entry.outcome))
    if spot.case.closed_at:
        return
    near = queries.spots_near(spot.place_id, spot.first, spot.last)
    others = Case.objects.filter(spots__in=near, closed_at__isnull=True).exclude(pk=spot.case_id)
    for other in others.distinct():
        if other.lead_id is None or other.lead_id != spot.case.lead_id:
            _tell(worker, entry, spot.case_id, other.pk, spot.pk)
            _tell(worker, entry, other.pk, spot.case_id, spot.pk)


def _tell(worker: User, entry: Entry, case: UUID, other: UUID, spot: UUID) -> None:
    with doing(Act(id=made_from(entry.pk, "cases.alert_match", case, other))):
        actions.alert_match(worker, case=case, other=other, spot=spot)
