"""What prosecution shows on the case's page, on the desk and in the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core import shows
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.evidence import policies as evidence

from . import policies, queries, telling

OFFICERS = {Role.DUTY_OFFICER, Role.FIELD_OFFICER, Role.LEAD, Role.LEGAL_OFFICER}
SOON = timedelta(days=7)


def outcome(reader: User, case: UUID) -> dict[str, Any]:
    people = queries.people(reader, case)
    return {
        "case_id": case, "people": people, "count": sum(it.how_many or 1 for it in people),
        "open": not people or any(it.is_open for it in people),
        "hearings": queries.hearings(reader, case), "orders": queries.orders(reader, case),
        "may_write": bool(OFFICERS & reader.roles),
        "may_order": bool({Role.LEGAL_OFFICER, Role.LEAD} & reader.roles),
    }  # fmt: skip


def needs(reader: User) -> Iterator[shows.Need]:
    if not OFFICERS & reader.roles:
        return
    for person, end in queries.running_clocks(reader):
        yield shows.Need(
            _("Detention must end or be decided"), reverse("prosecution:person", args=[person.pk]),
            shows.Urgency.NOW, end, str(person),
        )  # fmt: skip
    if Role.LEGAL_OFFICER in reader.roles or Role.LEAD in reader.roles:
        for hearing in queries.hearings_due(reader, SOON):
            yield shows.Need(
                _("Hearing"), reverse("prosecution:result", args=[hearing.case_id, hearing.pk]),
                shows.Urgency.TODAY, hearing.due,
            )  # fmt: skip


shows.panel(shows.Panel(70, "outcome", _("People and outcome"), "prosecution/panel.html", outcome))
shows.NEEDS.append(needs)
evidence.HIDES.append(policies.hides)
shows.TELLINGS.append(telling.tell)
shows.SAID |= {
    "prosecution.involve": _("Person involved recorded"),
    "prosecution.take_step": _("What happened to a person recorded"),
    "prosecution.add_papers": _("Paper added to what happened to a person"),
    "prosecution.add_portrait": _("Picture of a person added"),
    "prosecution.set_hearing": _("Hearing set"),
    "prosecution.tell_hearing": _("Result of a hearing recorded"),
    "prosecution.record_order": _("Order about exhibits recorded"),
    "prosecution.set_clock": _("Legal time limit stated"),
}
