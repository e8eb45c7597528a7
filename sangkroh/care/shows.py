"""What care shows in the menu, on a case's page, on the desk and in the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core import shows
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.custody import offers

from . import queries, telling


def in_care(reader: User, case: UUID) -> dict[str, Any] | None:
    groups = queries.of_case(reader, case)
    return {"groups": groups, "count": len(groups)} if groups else None


def check_list(reader: User, request: UUID) -> dict[str, Any] | None:
    """What whoever approves a release reads first: the site and the vet's answers."""
    plan = queries.plan_of(reader, request)
    return {"plan": plan} if plan else None


def needs(reader: User) -> Iterator[shows.Need]:
    if Role.VET not in reader.roles:
        return
    for it in queries.not_examined(reader):
        yield shows.Need(
            _("Not examined yet"), reverse("care:group", args=[it.lot]), shows.Urgency.TODAY,
            detail=f"{it.qty} {it.label}",
        )  # fmt: skip


def beside(reader: User, it: offers.Situation) -> Iterator[offers.Offer]:
    """On the page of a group that lives in the reader's own centre: its care."""
    if it.in_centre and it.living and reader.roles & {Role.KEEPER, Role.VET}:
        yield offers.Offer(
            _("Care: examine, treat, release"), reverse("care:group", args=[it.lot.pk])
        )


offers.BESIDE.append(beside)
shows.menu(60, _("Centre"), "care:centre", {Role.KEEPER, Role.VET})
shows.panel(shows.Panel(60, "care", _("In care"), "care/panel.html", in_care))
shows.ASKED.append(shows.Asked("care/check_list.html", check_list))
shows.NEEDS.append(needs)
shows.TELLINGS.append(telling.tell)
shows.SAID |= {
    "care.open_enclosure": _("Enclosure opened"),
    "care.assess": _("Examined by a vet"),
    "care.assess_all": _("Round of a vet"),
    "care.treat": _("Treated"),
    "care.observe": _("Seen or weighed"),
    "care.record_death": _("Deaths recorded"),
    "care.plan_release": _("Release planned"),
    "care.follow_up": _("Learned after the release"),
}
