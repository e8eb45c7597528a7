"""Every change to the network: agencies, offices, who serves where, who may exercise powers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from sangkroh.core.door import action, this_act
from sangkroh.core.errors import NotFound, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Code, Line, MaybeLine
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Place

from . import policies
from .models import Agency, Office, Person, Placement, Power
from .rules import AgencyKind, OfficeKind, Regime

STEWARDS = {Role.ADMINISTRATOR, Role.WORKER}


@action(by=STEWARDS)
def add_agency(
    actor: User, /, *, id: UUID, code: Code, name: Line, name_km: MaybeLine = "",
    kind: AgencyKind = AgencyKind.AUTHORITY, regime: Regime = Regime.NONE,
) -> UUID:  # fmt: skip
    """Add an authority, a court or an organisation, with the law under which it acts."""
    require(not Agency.objects.filter(code=code).exists(), "network.code-taken", "code")
    Agency.objects.create(id=id, code=code, name=name, name_km=name_km, kind=kind, regime=regime)
    return id


@action(by=STEWARDS)
def correct_agency(
    actor: User, /, *, agency: UUID, name: Line, name_km: MaybeLine = "", kind: AgencyKind,
    regime: Regime, reason: Line,
) -> UUID:  # fmt: skip
    """Correct what is said of an agency; its code stays. The journal keeps what was said before."""
    it = policies.agency(actor, agency)
    it.name, it.name_km, it.kind, it.regime = name, name_km, kind, regime
    it.save()
    return it.pk


@action(by=STEWARDS)
def add_office(
    actor: User, /, *, id: UUID, code: Code, agency: UUID, name: Line, name_km: MaybeLine = "",
    kind: OfficeKind = OfficeKind.OFFICE, duty_telephone: MaybeLine = "",
    place: UUID | None = None,
) -> UUID:  # fmt: skip
    """Add an office of an agency. Its code begins the numbers of its cases and never changes."""
    require(not Office.objects.filter(code=code).exists(), "network.code-taken", "code")
    Office.objects.create(
        id=id, code=code, agency=policies.agency(actor, agency), name=name, name_km=name_km,
        kind=kind, duty_telephone=duty_telephone, place=_place(actor, place),
    )  # fmt: skip
    return id


@action(by=STEWARDS)
def correct_office(
    actor: User, /, *, office: UUID, name: Line, name_km: MaybeLine = "", kind: OfficeKind,
    duty_telephone: MaybeLine = "", place: UUID | None = None, reason: Line,
) -> UUID:  # fmt: skip
    """Correct what is said of an office; its code and its agency stay."""
    it = policies.office(actor, office)
    it.name, it.name_km, it.kind, it.duty_telephone = name, name_km, kind, duty_telephone
    it.place = _place(actor, place)
    it.save()
    return it.pk


def _place(actor: User, place: UUID | None) -> Place | None:
    return reference.get(actor, Place, place, "place") if place else None


@action(by=STEWARDS)
def place_person(
    actor: User, /, *, user: UUID, office: UUID, title: MaybeLine = "", since: date | None = None
) -> UUID:
    """Put a person into an office from a day on (today); where he or she served before is kept.

    Nobody places themselves: an agency that is shut out of a case is left by no act of one's own.
    """
    require(user != actor.pk, "core.not-for-oneself", "user")
    whose = User.objects.filter(pk=user, kind=User.Kind.PERSON).first()
    if whose is None:
        raise NotFound("user")
    where, day = policies.office(actor, office), since or timezone.localdate()
    require(day <= timezone.localdate(), "core.in-the-future", "since")
    person, _ = Person.objects.get_or_create(
        user=whose, defaults={"id": new_id(), "office": where, "title": title}
    )
    _leave(person, day)
    person.office, person.title = where, title
    person.save()
    Placement.objects.create(person=person, office=where, title=title, since=day)
    return person.pk


def _leave(person: Person, day: date) -> None:
    present = person.placements.filter(ended_at__isnull=True).first()
    if present is None:
        return
    require(day >= present.since, "network.before-the-last-move", "since")
    present.until, present.ended_at = day, this_act().received_at
    present.save()


@action(by={Role.LEAD})
def give_power(
    actor: User, /, *, id: UUID, user: UUID, regime: Regime, basis: Line,
    since: date | None = None, until: date | None = None,
) -> UUID:  # fmt: skip
    """Record that a person may exercise the powers of a regime, and by which appointment.

    Nobody gives a power to themselves.
    """
    require(user != actor.pk, "core.not-for-oneself", "user")
    require(regime is not Regime.NONE, "network.no-regime", "regime")
    day = since or timezone.localdate()
    require(until is None or until >= day, "core.latest-before-earliest", "until")
    Power.objects.create(
        id=id, person=policies.person(actor, user), regime=regime, since=day, until=until,
        basis=basis, given_by=actor,
    )  # fmt: skip
    return id


@action(by={Role.LEAD})
def end_power(
    actor: User, /, *, power: UUID, reason: Line, until: date | None = None
) -> UUID:  # fmt: skip
    """End a person's power from a day on (today). What was done while it held stays valid."""
    it, day = policies.power(actor, power), until or timezone.localdate()
    require(it.until is None or day < it.until, "network.power-ended", "until")
    require(day >= it.since, "core.latest-before-earliest", "until")
    it.until, it.ended_by, it.ended_reason = day, actor, reason
    it.save()
    return it.pk
