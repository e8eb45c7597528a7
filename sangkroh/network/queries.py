"""Who is who: what other rooms and forms ask of the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from sangkroh.core.models import User

from .models import Agency, Office, Person, Power
from .rules import Regime


@dataclass(frozen=True)
class AgencyLine:
    id: UUID
    code: str
    label: str
    kind: str
    regime: str


@dataclass(frozen=True)
class OfficeLine:
    id: UUID
    code: str
    label: str
    kind: str
    agency: AgencyLine
    duty_telephone: str


@dataclass(frozen=True)
class PersonLine:
    """`id` is the user's."""

    id: UUID
    label: str
    title: str
    office: OfficeLine


def named(name: str, name_km: str) -> str:
    """The name in the reader's language, where we have it."""
    return (get_language() == "km" and name_km) or name


def agency_id_of(user: User) -> UUID | None:
    """The agency in which the user serves; None: in none (a key, the worker, somebody new)."""
    return Person.objects.filter(user=user).values_list("office__agency_id", flat=True).first()


def office_id_of(user: User) -> UUID | None:
    """The office in which the user serves, or None."""
    return Person.objects.filter(user=user).values_list("office_id", flat=True).first()


def agency_labels(users: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each user's agency, for lists that say who did something."""
    people = Person.objects.filter(user__in=set(users)).select_related("office__agency")
    return {p.user_id: named(p.office.agency.name, p.office.agency.name_km) for p in people}


def has_power(user: User, regime: Regime | None = None, day: date | None = None) -> bool:
    """Whether the user may exercise powers (of this regime, or of any) on a day (today)."""
    day = day or timezone.localdate()
    held = Power.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), person__user=user, since__lte=day
    )
    return (held.filter(regime=regime) if regime else held).exists()


def agencies() -> list[AgencyLine]:
    return [_agency(it) for it in Agency.objects.all()]


def offices(kind: str | None = None) -> list[OfficeLine]:
    found = Office.objects.select_related("agency")
    return [_office(it) for it in (found.filter(kind=kind) if kind else found)]


def office(id: UUID) -> OfficeLine | None:
    it = Office.objects.select_related("agency").filter(pk=id).first()
    return _office(it) if it else None


def people(agency: UUID | None = None) -> list[PersonLine]:
    """Everybody who can log in and has an office (of this agency)."""
    found = Person.objects.filter(user__is_active=True).select_related("user", "office__agency")
    return [_person(it) for it in (found.filter(office__agency=agency) if agency else found)]


def people_of_agency(agency: UUID) -> list[PersonLine]:
    return people(agency)


def _agency(it: Agency) -> AgencyLine:
    return AgencyLine(it.pk, it.code, named(it.name, it.name_km), it.kind, it.regime)


def _office(it: Office) -> OfficeLine:
    return OfficeLine(
        it.pk, it.code, named(it.name, it.name_km), it.kind, _agency(it.agency), it.duty_telephone
    )


def _person(it: Person) -> PersonLine:
    return PersonLine(
        it.user_id, named(it.user.name, it.user.name_km), it.title, _office(it.office)
    )
