"""Who is who: what other rooms and forms ask of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sangkroh.core.compiled import Compiled, Given
from sangkroh.core.door import once
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from . import policies
from .models import Agency, Office, Person, Placement, Power
from .rules import STILL_OF_IT, AgencyKind, OfficeKind, Regime, holds_on

REGIMES: dict[Regime, Promise] = {
    Regime.FORESTRY: _("Forestry Law"),
    Regime.FISHERIES: _("Fisheries Law"),
    Regime.ENVIRONMENT: _("Environment Code"),
    Regime.CUSTOMS: _("Customs Law"),
    Regime.GENDARMERIE: _("Royal Gendarmerie"),
    Regime.POLICE: _("National Police"),
    Regime.PROSECUTION: _("Prosecution"),
    Regime.NONE: _("No powers of its own"),
}
AGENCY_KINDS: dict[AgencyKind, Promise] = {
    AgencyKind.AUTHORITY: _("Authority"),
    AgencyKind.COURT: _("Court"),
    AgencyKind.NGO: _("Organisation"),
    AgencyKind.OTHER: _("Other"),
}
OFFICE_KINDS: dict[OfficeKind, Promise] = {
    OfficeKind.OFFICE: _("Office"),
    OfficeKind.POST: _("Post"),
    OfficeKind.RESCUE_CENTRE: _("Rescue centre"),
    OfficeKind.EVIDENCE_STORE: _("Store of exhibits"),
    OfficeKind.COURT: _("Court"),
}
_OFFICE = Compiled(
    lambda: Person.objects.filter(user=Given("user")).order_by().values_list("office", flat=True)
)


@dataclass(frozen=True)
class AgencyLine:
    id: UUID
    code: str
    label: str
    kind: str
    regime: str

    @property
    def kind_label(self) -> Promise:
        return AGENCY_KINDS[AgencyKind(self.kind)]

    @property
    def regime_label(self) -> Promise:
        return REGIMES[Regime(self.regime)]


@dataclass(frozen=True)
class OfficeLine:
    id: UUID
    code: str
    label: str
    kind: str
    agency: AgencyLine
    duty_telephone: str
    place: UUID | None

    @property
    def kind_label(self) -> Promise:
        return OFFICE_KINDS[OfficeKind(self.kind)]


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


def name_of(user: User) -> str:
    """The person's name in the reader's language, where we have it."""
    return named(user.name, user.name_km)


def agency_id_of(user: User) -> UUID | None:
    """The agency in which the user serves; None: in none.

    A key serves where the person who answers for it serves; the worker serves nowhere.
    """
    found = Person.objects.filter(user=user.owner or user)
    return found.values_list("office__agency_id", flat=True).first()


ServedIn = Callable[[UUID, datetime], set[UUID]]


def service_of(users: Iterable[UUID]) -> ServedIn:
    """In which agencies each of these people serves, or served at any time since a moment."""
    found = Placement.objects.filter(person__user__in=set(users))
    rows = list(found.values_list("person__user_id", "office__agency_id", "ended_at"))

    def served_in(user: UUID, since: datetime) -> set[UUID]:
        return {
            agency for who, agency, ended in rows
            if who == user and (ended is None or ended >= since)
        }  # fmt: skip

    return served_in


def are_apart(one: UUID, other: UUID, at: datetime) -> bool:
    """Whether two people are of different agencies, now and in the last 90 days, as far as known.

    Of whom no agency is known is not known to be of another.
    """
    served_in = service_of([one, other])
    first, second = (served_in(it, at - STILL_OF_IT) for it in (one, other))
    return bool(first and second) and not first & second


def office_id_of(user: User) -> UUID | None:
    """The office in which the user serves, or None."""
    who = user.owner_id or user.pk
    return once(("office", who), lambda: _OFFICE.first(user=who))


def agency_labels(users: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each user's agency, for lists that say who did something."""
    people = Person.objects.filter(user__in=set(users)).select_related("office__agency")
    return {p.user_id: named(p.office.agency.name, p.office.agency.name_km) for p in people}


def has_power(user: User, regime: Regime | None = None, day: date | None = None) -> bool:
    """Whether the user may exercise powers (of this regime, or of any) on a day (today)."""
    held = _powers(day).filter(person__user=user)
    return (held.filter(regime=regime) if regime else held).exists()


def powers_of(user: User) -> set[Regime]:
    """The regimes of which the user may exercise powers today."""
    held = _powers().filter(person__user=user).exclude(regime=Regime.NONE)
    return {Regime(it) for it in held.values_list("regime", flat=True)}


def with_power() -> set[UUID]:
    """The users who may exercise powers today, of any regime."""
    return set(_powers().values_list("person__user_id", flat=True))


def _powers(day: date | None = None) -> QuerySet[Power]:
    on = day or timezone.localdate()
    return Power.objects.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


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
        it.pk,
        it.code,
        named(it.name, it.name_km),
        it.kind,
        _agency(it.agency),
        it.duty_telephone,
        it.place_id,
    )


def _person(it: Person) -> PersonLine:
    return PersonLine(
        it.user_id, named(it.user.name, it.user.name_km), it.title, _office(it.office)
    )


Choices = list[tuple[str, str]]


def people_choices(agency: UUID | None = None) -> Choices:
    """People to pick from: name, title, office."""
    return [(str(p.id), _said(p)) for p in people(agency)]


def office_choices(kind: str | None = None) -> Choices:
    return [(str(it.id), f"{it.label} ({it.code})") for it in offices(kind)]


def agency_choices() -> Choices:
    return [(str(it.id), it.label) for it in agencies()]


def user_choices() -> Choices:
    """Everybody who can log in, with an office or not yet."""
    users = User.objects.filter(kind=User.Kind.PERSON, is_active=True).order_by("name")
    return [(str(u.pk), f"{named(u.name, u.name_km)} ({u.username})") for u in users]


def _said(it: PersonLine) -> str:
    return ", ".join(filter(None, (it.label, it.title, it.office.label)))


@dataclass(frozen=True)
class Held:
    """A power, and whether it holds today."""

    id: UUID
    person: str
    regime: str
    since: date
    until: date | None
    basis: str
    holds: bool

    @property
    def regime_label(self) -> Promise:
        return REGIMES[Regime(self.regime)]


@dataclass(frozen=True)
class Served:
    """Somebody in an office, from a day to a day."""

    person: str
    title: str
    since: date
    until: date | None


@dataclass(frozen=True)
class OfficePage:
    steward: bool
    leads: bool
    office: OfficeLine
    people: list[PersonLine]
    served: list[Served]
    powers: list[Held]


@dataclass(frozen=True)
class Network:
    """Everything, and what this reader may change (what he may not, the act refuses as well)."""

    steward: bool
    leads: bool
    agencies: list[AgencyLine]
    offices: list[OfficeLine]
    people: list[PersonLine]


def network(reader: User) -> Network:
    """All agencies, offices and people, for whoever has a role."""
    everybody = policies.visible_people(reader).filter(user__is_active=True)
    return Network(
        Role.ADMINISTRATOR in reader.roles,
        Role.LEAD in reader.roles,
        [_agency(it) for it in policies.visible_agencies(reader)],
        [_office(it) for it in policies.visible(reader)],
        [_person(it) for it in everybody],
    )


def office_page(reader: User, office_id: UUID) -> OfficePage:
    """An office with its people, past and present, and their powers."""
    it = policies.office(reader, office_id, "")
    placements = it.placements.select_related("person__user").order_by("-since", "-id")
    powers = Power.objects.filter(person__office=it).select_related("person__user")
    return OfficePage(
        Role.ADMINISTRATOR in reader.roles,
        Role.LEAD in reader.roles,
        _office(it),
        [_person(p) for p in policies.visible_people(reader).filter(office=it)],
        [Served(_name(p.person), p.title, p.since, p.until) for p in placements],
        [_held(p) for p in powers],
    )


def _held(it: Power) -> Held:
    today = timezone.localdate()
    holds = holds_on(today, it.since, it.until)
    return Held(it.pk, _name(it.person), it.regime, it.since, it.until, it.basis, holds)


def _name(it: Person) -> str:
    return named(it.user.name, it.user.name_km)


def agency_values(reader: User, agency: UUID) -> dict[str, object]:
    """What the form to correct an agency begins with."""
    it = policies.agency(reader, agency, "")
    return {"name": it.name, "name_km": it.name_km, "kind": it.kind, "regime": it.regime}


def office_values(reader: User, office: UUID) -> dict[str, object]:
    """What the form to correct an office begins with."""
    it = policies.office(reader, office, "")
    return {
        "name": it.name, "name_km": it.name_km, "kind": it.kind,
        "duty_telephone": it.duty_telephone, "place": it.place_id,
    }  # fmt: skip
