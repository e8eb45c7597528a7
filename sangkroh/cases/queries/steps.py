"""The timeline of a case: every act that concerns it and that its reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sangkroh.core import shows
from sangkroh.core.models import Entry, User
from sangkroh.core.times import Occurred, Precision
from sangkroh.network.queries import Choices, agency_labels

from .. import policies
from .case import name_of

STEPS = 100


@dataclass(frozen=True)
class Step:
    """An act in the timeline of a case. `happened` is None where nobody said when.

    `told` is what exactly was done (by the act and its parts): whom, how many, where to.
    """

    said: shows.Label
    told: list[str]
    who: str
    agency: str
    happened: Occurred | None
    written: datetime
    parts: list[shows.Label]
    refused: bool


@dataclass(frozen=True)
class Timeline:
    """A page of steps. `sealed`: there is more of which this reader learns nothing else."""

    steps: list[Step]
    page: Page[Entry]
    sealed: bool
    people: Choices
    acts: Choices


def timeline(
    reader: User, case_id: UUID, *, newest: bool = False, who: UUID | None = None,
    what: str = "", page: int = 1,
) -> Timeline:  # fmt: skip
    """The acts that concern a case, in the order in which they were written down."""
    case = policies.get(reader, case_id, "")
    entries = Entry.objects.filter(case_id=case.pk)
    sealed = [it.pk for it in entries.filter(action__in=shows.SEALED) if shows.sealed(reader, it)]
    told = entries.exclude(pk__in=sealed)
    top = told.filter(
        Q(part_of__isnull=True) | ~Q(part_of__case_id=case.pk) | Q(part_of__in=sealed)
    )
    wanted = top.filter(**{k: v for k, v in {"actor": who, "action": what}.items() if v})
    wanted = wanted.select_related("actor").order_by("-seq" if newest else "seq")
    shown = Paginator(wanted, STEPS).get_page(page)
    steps = _steps(reader, shown, told, sealed)
    return Timeline(steps, shown, bool(sealed), _actors(top), _acts(top))


def _steps(
    reader: User, shown: Page[Entry], told: QuerySet[Entry], sealed: list[UUID]
) -> list[Step]:
    """What happened when; of a part of a sealed act not when, for that is the sealed act's hour."""
    agencies = agency_labels(it.actor_id for it in shown)
    parts = _parts(told, [it.pk for it in shown])
    words = shows.told(reader, [it for top in shown for it in (top, *parts.get(top.pk, []))])
    return [
        Step(
            _said(it.action), _once(words.get(e.pk) for e in (it, *parts.get(it.pk, []))),
            name_of(it.actor), agencies.get(it.actor_id, ""),
            None if it.part_of_id in sealed else _happened(it), it.received_at,
            [_said(part.action) for part in parts.get(it.pk, [])], it.refused,
        )
        for it in shown
    ]  # fmt: skip


def _once(words: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(it for it in words if it))


def _parts(told: QuerySet[Entry], of: list[UUID]) -> dict[UUID, list[Entry]]:
    """What was done as parts of these acts, and as parts of those."""
    root = {it: it for it in of}
    found: dict[UUID, list[Entry]] = {}
    while of:
        rows = told.filter(part_of__in=of).order_by("seq")
        of = []
        for it in rows:
            if it.part_of_id is not None:
                root[it.pk] = root[it.part_of_id]
                found.setdefault(root[it.pk], []).append(it)
                of.append(it.pk)
    return found


def _said(action: str) -> shows.Label:
    return shows.SAID.get(action, _("Something was written down"))


def _happened(it: Entry) -> Occurred | None:
    if it.occurred_precision == Precision.UNKNOWN and not it.occurred_words:
        return None
    return Occurred(
        it.occurred_earliest, it.occurred_latest, Precision(it.occurred_precision),
        it.occurred_words,
    )  # fmt: skip


def _actors(entries: QuerySet[Entry]) -> Choices:
    users = User.objects.filter(pk__in=entries.order_by().values("actor")).order_by("name")
    return [(str(it.pk), name_of(it)) for it in users]


def _acts(entries: QuerySet[Entry]) -> Choices:
    acts = entries.order_by().values_list("action", flat=True).distinct()
    return sorted(((it, str(_said(it))) for it in acts), key=lambda it: it[1])
