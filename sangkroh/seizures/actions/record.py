"""Writing down a seizure, and what is added to it later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone, translation
from pydantic import Field, StringConstraints

from sangkroh.cases import policies as cases
from sangkroh.cases.actions import mark_place
from sangkroh.core.door import action, concerns, occurred_at, this_act
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Code, Count, Grams, Line, MaybeLine, MaybeWords, Money
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.rules import Origin, Place, Subject, Unit
from sangkroh.custody.rules import Precision as Declared
from sangkroh.evidence import actions as evidence
from sangkroh.evidence.actions import Photo
from sangkroh.network import queries as network
from sangkroh.reference import queries as reference

from .. import models, policies, rules
from ..rules import Correctable, LineKind, Precision, SceneKind
from . import accounts
from .parts import ConveyancePart, GroundPart, LinePart, OfficerPart, StatementPart, WitnessPart

RECORDERS = {Role.FIELD_OFFICER, Role.LEAD, Role.DUTY_OFFICER}
HELPERS = RECORDERS | {Role.LEGAL_OFFICER}
"""Who may add what a record lacks. An adviser (partner) may state, and no more."""
Currency = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")]
SCENE = "seizures.Scene"


@action(
    by=RECORDERS,
    personal={"ground", "officers", "witnesses", "conveyances", "statements", "photos", "note"},
)
def record(
    actor: User, /, *, id: UUID, case: UUID, kind: SceneKind = SceneKind.UNKNOWN,
    place: UUID | None = None, place_words: MaybeLine = "", ground: GroundPart | None = None,
    officers: list[OfficerPart] = [], witnesses: list[WitnessPart] = [],  # noqa: B006
    lines: Annotated[list[LinePart], Field(max_length=500)] = [],  # noqa: B006
    statements: list[StatementPart] = [], conveyances: list[ConveyancePart] = [],  # noqa: B006
    detection: Code | None = None, concealment: MaybeLine = "", value: Money | None = None,
    currency: Currency = "", note: MaybeWords = "", photos: list[Photo] = [],  # noqa: B006
) -> UUID:  # fmt: skip
    """Write down what was taken at a scene: a fact, so that nothing missing is a reason to refuse.

    Counted lines enter the books in animals, uncounted ones as sealed containers; nobody need be
    arrested, and what is missing is asked for until it comes. Returns the scene's id.
    """
    found = cases.get(actor, case)
    for n, line in enumerate(lines):
        _look_at(line, f"lines.{n}.")
    require(not models.Scene.objects.filter(pk=id).exists(), "core.already-there", "id")
    label, label_km = _labels(place, place_words)
    account = custody.open_account(
        actor, id=new_id(), code=f"scene-{id}", place=Place.SCENE, case=case, scene=id,
        label=label, label_km=label_km,
    )  # fmt: skip
    when = occurred_at()
    scene = models.Scene(
        id=id, case=found, kind=kind, place_id=place, place_words=place_words,
        earliest=when.earliest, latest=when.latest, precision=when.precision, words=when.words,
        detection=detection or "", concealment=concealment, value=value, currency=currency,
        note=note, account_id=account, **_entered(actor),
    )  # fmt: skip
    scene.save(force_insert=True)
    if place:
        first, last = (
            timezone.localdate(it) if it else None for it in (when.earliest, when.latest)
        )
        mark_place(actor, id=new_id(), case=case, place=place, first=first, last=last)
    if ground:
        _ground(actor, scene, ground, "ground")
    for n, officer in enumerate(officers):
        _officer(actor, scene, officer, f"officers.{n}")
    for n, witness in enumerate(witnesses):
        _witness(actor, scene, witness, f"witnesses.{n}.name")
    for conveyance in conveyances:
        _conveyance(actor, scene, conveyance)
    _lines(actor, scene, lines)
    for n, statement in enumerate(statements):
        accounts.write(actor, scene, statement, f"statements.{n}.lines")
    evidence.keep_all(actor, photos, case=case, about_kind=SCENE, about_id=id)
    concerns(case)
    return id


@action(by=HELPERS, personal={"ground"})
def add_ground(actor: User, /, *, scene: UUID, ground: GroundPart) -> UUID:
    """Add the ground on which the officers acted; earlier ones stay, the last one counts."""
    return _added(_ground(actor, policies.get(actor, scene), ground, "ground"))


@action(by=HELPERS, personal={"officer"})
def add_officer(actor: User, /, *, scene: UUID, officer: OfficerPart) -> UUID:
    """Add who exercised powers at a scene."""
    return _added(_officer(actor, policies.get(actor, scene), officer, "officer"))


@action(by=HELPERS, personal={"witness"})
def add_witness(actor: User, /, *, scene: UUID, witness: WitnessPart) -> UUID:
    """Add a witness from outside the team."""
    return _added(_witness(actor, policies.get(actor, scene), witness, "witness.name"))


@action(by=HELPERS, personal={"conveyance"})
def add_conveyance(actor: User, /, *, scene: UUID, conveyance: ConveyancePart) -> UUID:
    """Add in or on what it was carried."""
    return _added(_conveyance(actor, policies.get(actor, scene), conveyance))


@action(by=HELPERS, personal={"photos"})
def add_photos(actor: User, /, *, scene: UUID, photos: list[Photo]) -> UUID:
    """Add photos of a scene."""
    where = policies.get(actor, scene)
    require(bool(photos), "seizures.says-nothing", "photos")
    evidence.keep_all(actor, photos, case=where.case_id, about_kind=SCENE, about_id=scene)
    concerns(where.case_id)
    return scene


@action(by=RECORDERS)
def book_line(
    actor: User, /, *, line: UUID, count: Count | None = None, containers: Count | None = None,
    seal_numbers: list[Line] = [], weight_g: Grams | None = None,  # noqa: B006
) -> UUID:  # fmt: skip
    """Bring a line into the books whose number was not known when it was written down."""
    it = policies.line(actor, line)
    require(it.lot_id is None, "seizures.booked-already", "line")
    part = LinePart(
        id=line, kind=LineKind(it.kind), taxon=it.taxon_id, item_type=it.item_type or None,
        as_reported=it.as_reported, count=count, containers=containers,
        seal_numbers=seal_numbers, weight_g=weight_g,
    )  # fmt: skip
    _look_at(part, "")
    new = _new_lot(part)
    if new is None:
        raise Refused("seizures.not-countable", "count")
    _take_in(actor, it.scene, [new])
    it.lot_id, it.unit, it.quantity = line, new.unit, new.quantity
    it.save()
    _say(actor, it.scene, part)
    concerns(it.scene.case_id)
    return line


@action(by=HELPERS, personal={"value"})
def correct_line(
    actor: User, /, *, line: UUID, field: Correctable, value: MaybeLine, reason: Line
) -> UUID:
    """Put a typing error right; what stood there stays on record with the reason."""
    it = policies.line(actor, line)
    old = getattr(it, field)
    require(value != old, "seizures.same-words", "value")
    require(
        field is not Correctable.AS_REPORTED or bool(value or it.taxon_id),
        "seizures.name-missing", "value",
    )  # fmt: skip
    correction = models.LineCorrection(
        line=it, field=field, old=old, new=value, reason=reason, **_entered(actor)
    )
    correction.save(force_insert=True)
    setattr(it, field, value)
    it.save()
    concerns(it.scene.case_id)
    return correction.pk


def _entered(actor: User) -> dict[str, Any]:
    act = this_act()
    return {"by": actor, "at": act.received_at, "entry_id": act.id}


def _added(it: models.Ground | models.Officer | models.Witness | models.Conveyance) -> UUID:
    concerns(it.scene.case_id)
    return it.pk


def _ground(actor: User, scene: models.Scene, it: GroundPart, path: str) -> models.Ground:
    rules.check_ground(it.kind, it.authorised_by, f"{path}.authorised_by")
    row = models.Ground(
        scene=scene, kind=it.kind, authorised_by=it.authorised_by,
        authorised_at=it.authorised_at, form=it.form or "", number=it.number, note=it.note,
        **_entered(actor),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _officer(actor: User, scene: models.Scene, it: OfficerPart, path: str) -> models.Officer:
    require((it.user is None) == bool(it.name), "core.missing", f"{path}.user")
    if it.user:
        user = User.objects.filter(pk=it.user, kind=User.Kind.PERSON).first()
        if user is None:
            raise NotFound(f"{path}.user")
        day = timezone.localdate(scene.earliest or scene.at)
        require(network.has_power(user, day=day), "seizures.no-power", f"{path}.user")
    else:
        user = None
    row = models.Officer(scene=scene, user=user, name=it.name, **_entered(actor))
    row.save(force_insert=True)
    return row


def _witness(actor: User, scene: models.Scene, it: WitnessPart, path: str) -> models.Witness:
    team = scene.case.members.values_list("user__name", "user__name_km", "user__username")
    names = [name for row in team for name in row if name]
    names += [str(officer) for officer in scene.officers.select_related("user")]
    rules.check_witness(it.name, names, path)
    row = models.Witness(scene=scene, name=it.name, who=it.who, **_entered(actor))
    row.save(force_insert=True)
    return row


def _conveyance(actor: User, scene: models.Scene, it: ConveyancePart) -> models.Conveyance:
    row = models.Conveyance(
        scene=scene, kind=it.kind, plate=it.plate, description=it.description, **_entered(actor)
    )
    row.save(force_insert=True)
    return row


def _look_at(line: LinePart, path: str) -> None:
    named = bool(line.taxon or line.as_reported or (line.kind is LineKind.THING and line.item_type))
    rules.check_line(
        line.kind, named, line.count, line.containers, len(line.seal_numbers), line.declared, path
    )
    if line.taxon:
        try:
            reference.taxon(line.taxon)
        except NotFound:
            raise NotFound(f"{path}taxon") from None


def _lines(actor: User, scene: models.Scene, lines: Sequence[LinePart]) -> None:
    lots = {line.id: _new_lot(line) for line in lines}
    if new := [it for it in lots.values() if it]:
        _take_in(actor, scene, new)
    for n, line in enumerate(lines, start=1):
        lot = lots[line.id]
        models.Line(
            id=line.id, scene=scene, ordinal=n, kind=line.kind, taxon_id=line.taxon,
            item_type=line.item_type or "", as_reported=line.as_reported,
            as_written=line.as_written, note=line.note, proposed=_proposed(line, scene),
            lot_id=line.id if lot else None, unit=lot.unit if lot else "",
            quantity=lot.quantity if lot else None, **_entered(actor),
        ).save(force_insert=True)  # fmt: skip
    for line in lines:
        _say(actor, scene, line)


def _say(actor: User, scene: models.Scene, line: LinePart) -> None:
    """The recorder's own account of the line, the first of those that will stand side by side."""
    count = line.count or line.declared
    if count or line.weight_g:
        precision = Precision.EXACT if line.count else line.declared_precision
        part = StatementPart(
            lines=[line.id], count=count, precision=precision, weight_g=line.weight_g
        )
        accounts.write(actor, scene, part, "lines")


def _proposed(line: LinePart, scene: models.Scene) -> str:
    if line.taxon is None:
        return ""
    return reference.regime_for(line.taxon, scene.place_id).regime.value


def _new_lot(line: LinePart) -> NewLot | None:
    it = rules.booked(line.kind, line.count, line.containers, len(line.seal_numbers), line.weight_g)
    if it is None:
        return None
    taxon = line.taxon if line.taxon and not reference.taxon(line.taxon).open else None
    thing = line.kind is LineKind.THING
    subject = Subject.ITEM if thing else Subject.TAXON if taxon else Subject.OPEN
    name = line.as_reported or (_in_both(reference.taxon(line.taxon)) if line.taxon else "")
    return NewLot(
        lot=line.id, subject=subject, taxon=None if thing else taxon,
        item_type=(line.item_type or "other") if thing else None, as_reported=name[:200],
        unit=Unit(it.unit), quantity=it.quantity, seal_numbers=line.seal_numbers,
        weight_g=line.weight_g, declared=line.declared,
        declared_precision=Declared(line.declared_precision.value),
    )  # fmt: skip


def _in_both(it: reference.TaxonHit) -> str:
    """A name as reported is kept in words, which readers of both languages shall know again."""
    return " · ".join(dict.fromkeys([it.label, it.label_km]))


def _take_in(actor: User, scene: models.Scene, lots: list[NewLot]) -> None:
    try:
        custody.take_in(
            actor, id=new_id(), case=scene.case_id, account=scene.account_id,
            origin=Origin.SEIZURE, lines=lots,
        )  # fmt: skip
    except NotFound:
        raise NotFound("case") from None


def _labels(place: UUID | None, words: str) -> tuple[str, str]:
    """What the scene is called in English and in Khmer, whichever language its writer reads."""
    if place:
        try:
            found = reference.place(place)
        except NotFound:
            raise NotFound("place") from None
        return found.label[:200], found.label_km[:200]
    if words:
        return words, ""
    with translation.override("en"):
        label = translation.gettext("Place not said yet")
    with translation.override("km"):
        return label, translation.gettext("Place not said yet")
