"""Who was there and by what right, in what it was carried, photos: with the scene, or later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.evidence import actions as evidence
from sangkroh.evidence.actions import Photo
from sangkroh.network import queries as network

from .. import models, policies, rules
from .parts import ConsignmentPart, ConveyancePart, GroundPart, OfficerPart, WitnessPart

RECORDERS = {Role.FIELD_OFFICER, Role.LEAD, Role.DUTY_OFFICER}
HELPERS = RECORDERS | {Role.LEGAL_OFFICER}
"""Who may add what a record lacks. An adviser (partner) may state, and no more."""
SCENE = "seizures.Scene"


@action(by=HELPERS, personal={"ground"})
def add_ground(actor: User, /, *, scene: UUID, ground: GroundPart) -> UUID:
    """Add the ground on which the officers acted; earlier ones stay, the last one counts."""
    return _added(write_ground(actor, policies.get(actor, scene), ground, "ground"))


@action(by=HELPERS, personal={"officer"})
def add_officer(actor: User, /, *, scene: UUID, officer: OfficerPart) -> UUID:
    """Add who exercised powers at a scene."""
    return _added(write_officer(actor, policies.get(actor, scene), officer, "officer"))


@action(by=HELPERS, personal={"witness"})
def add_witness(actor: User, /, *, scene: UUID, witness: WitnessPart) -> UUID:
    """Add a witness from outside the team."""
    return _added(write_witness(actor, policies.get(actor, scene), witness, "witness.name"))


@action(by=HELPERS, personal={"conveyance"})
def add_conveyance(actor: User, /, *, scene: UUID, conveyance: ConveyancePart) -> UUID:
    """Add in or on what it was carried."""
    return _added(write_conveyance(actor, policies.get(actor, scene), conveyance))


@action(by=HELPERS, personal={"consignment"})
def add_consignment(actor: User, /, *, scene: UUID, consignment: ConsignmentPart) -> UUID:
    """Add the papers under which goods travelled: container, waybill, declaration, HS code."""
    return _added(write_consignment(actor, policies.get(actor, scene), consignment))


@action(by=HELPERS, personal={"photos"})
def add_photos(actor: User, /, *, scene: UUID, photos: list[Photo]) -> UUID:
    """Add photos of a scene."""
    where = policies.get(actor, scene)
    require(bool(photos), "seizures.says-nothing", "photos")
    evidence.keep_all(actor, photos, case=where.case_id, about_kind=SCENE, about_id=scene)
    concerns(where.case_id)
    return scene


def entered(actor: User) -> dict[str, Any]:
    """Who, which entry and when, for the rows that this act writes."""
    act = this_act()
    return {"by": actor, "at": act.received_at, "entry_id": act.id}


Added = (
    models.Ground | models.Officer | models.Witness | models.Conveyance | models.Consignment
)  # fmt: skip


def _added(it: Added) -> UUID:
    concerns(it.scene.case_id)
    return it.pk


def write_ground(actor: User, scene: models.Scene, it: GroundPart, path: str) -> models.Ground:
    rules.check_ground(it.kind, it.authorised_by, f"{path}.authorised_by")
    row = models.Ground(
        scene=scene, kind=it.kind, authorised_by=it.authorised_by,
        authorised_at=it.authorised_at, form=it.form or "", number=it.number, note=it.note,
        **entered(actor),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def write_officer(actor: User, scene: models.Scene, it: OfficerPart, path: str) -> models.Officer:
    require((it.user is None) == bool(it.name), "core.missing", f"{path}.user")
    if it.user:
        user = User.objects.filter(pk=it.user, kind=User.Kind.PERSON).first()
        if user is None:
            raise NotFound(f"{path}.user")
        day = timezone.localdate(scene.earliest or scene.at)
        require(network.has_power(user, day=day), "seizures.no-power", f"{path}.user")
    else:
        user = None
    row = models.Officer(scene=scene, user=user, name=it.name, **entered(actor))
    row.save(force_insert=True)
    return row


def write_witness(actor: User, scene: models.Scene, it: WitnessPart, path: str) -> models.Witness:
    team = scene.case.members.values_list("user__name", "user__name_km", "user__username")
    names = [name for row in team for name in row if name]
    names += [str(officer) for officer in scene.officers.select_related("user")]
    rules.check_witness(it.name, names, path)
    row = models.Witness(scene=scene, name=it.name, who=it.who, **entered(actor))
    row.save(force_insert=True)
    return row


def write_conveyance(actor: User, scene: models.Scene, it: ConveyancePart) -> models.Conveyance:
    row = models.Conveyance(
        scene=scene, kind=it.kind, plate=it.plate, description=it.description, **entered(actor)
    )
    row.save(force_insert=True)
    return row


def write_consignment(actor: User, scene: models.Scene, it: ConsignmentPart) -> models.Consignment:
    rules.says_something(*it.model_dump().values())
    row = models.Consignment(scene=scene, **it.model_dump(), **entered(actor))
    row.save(force_insert=True)
    return row
