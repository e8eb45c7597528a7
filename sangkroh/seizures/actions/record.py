"""Writing down a scene: what it was, where and when, and all that is known of it at once."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils import timezone, translation
from pydantic import Field

from sangkroh.cases import policies as cases
from sangkroh.cases.actions import mark_place
from sangkroh.core.door import action, concerns, occurred_at
from sangkroh.core.errors import NotFound, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.types import MaybeLine, MaybeWords
from sangkroh.custody import actions as custody
from sangkroh.custody.rules import Place
from sangkroh.evidence import actions as evidence
from sangkroh.evidence.actions import Photo
from sangkroh.reference import queries as reference

from .. import models
from ..rules import Event, SceneKind
from . import accounts
from . import lines as of_lines
from . import people as of_people
from .parts import (
    ConsignmentPart,
    ConveyancePart,
    GroundPart,
    LinePart,
    OfficerPart,
    StatementPart,
    WitnessPart,
)
from .people import RECORDERS, SCENE, entered


@action(
    by=RECORDERS,
    personal={
        "ground",
        "officers",
        "witnesses",
        "conveyances",
        "consignments",
        "statements",
        "photos",
        "note",
    },
)
def record(
    actor: User, /, *, id: UUID, case: UUID, event: Event = Event.SEIZURE,
    kind: SceneKind = SceneKind.UNKNOWN, place: UUID | None = None, place_words: MaybeLine = "",
    ground: GroundPart | None = None,
    officers: list[OfficerPart] = [], witnesses: list[WitnessPart] = [],  # noqa: B006
    lines: Annotated[list[LinePart], Field(max_length=500)] = [],  # noqa: B006
    statements: list[StatementPart] = [], conveyances: list[ConveyancePart] = [],  # noqa: B006
    consignments: list[ConsignmentPart] = [], detection: MaybeLine = "",  # noqa: B006
    why: MaybeLine = "", concealment: MaybeLine = "", note: MaybeWords = "",
    photos: list[Photo] = [],  # noqa: B006
) -> UUID:  # fmt: skip
    """Write down a scene, a seizure or another event: a fact, refused for nothing it lacks.

    event: under which origin the books take in what was taken. What was left or passed on never
    enters them. Counted lines enter the books in animals, uncounted ones as sealed containers;
    nobody need be arrested, and what is missing is asked for until it comes. detection, why: codes
    of how it was found out and of the reason for the seizure, or words. Returns the scene's id.
    """
    found = cases.get(actor, case)
    of_lines.look_at_all(event, lines)
    require(not models.Scene.objects.filter(pk=id).exists(), "core.already-there", "id")
    label, label_km = _labels(place, place_words)
    account = custody.open_account(
        actor, id=new_id(), code=f"scene-{id}", place=Place.SCENE, case=case, scene=id,
        label=label, label_km=label_km,
    )  # fmt: skip
    when = occurred_at()
    scene = models.Scene(
        id=id, case=found, event=event, kind=kind, place_id=place, place_words=place_words,
        earliest=when.earliest, latest=when.latest, precision=when.precision, words=when.words,
        detection=detection, why=why, concealment=concealment, note=note,
        account_id=account, **entered(actor),
    )  # fmt: skip
    scene.save(force_insert=True)
    works_there(actor, scene)
    if ground:
        of_people.write_ground(actor, scene, ground, "ground")
    for n, officer in enumerate(officers):
        of_people.write_officer(actor, scene, officer, f"officers.{n}")
    for n, witness in enumerate(witnesses):
        of_people.write_witness(actor, scene, witness, f"witnesses.{n}.name")
    for conveyance in conveyances:
        of_people.write_conveyance(actor, scene, conveyance)
    for consignment in consignments:
        of_people.write_consignment(actor, scene, consignment)
    of_lines.write(actor, scene, lines)
    for n, statement in enumerate(statements):
        accounts.write(actor, scene, statement, f"statements.{n}.lines")
    evidence.keep_all(actor, photos, case=case, about_kind=SCENE, about_id=id)
    concerns(case)
    return id


def works_there(actor: User, scene: models.Scene) -> None:
    """Mark the place of a scene, if it is known, as one where its case is worked."""
    if scene.place_id is None or scene.case.historical:  # no team works at a place of old papers
        return
    first, last = (
        timezone.localdate(it) if it else None for it in (scene.earliest, scene.latest)
    )  # fmt: skip
    mark_place(
        actor, id=new_id(), case=scene.case_id, place=scene.place_id, first=first, last=last
    )  # fmt: skip


def _labels(place: UUID | None, words: str) -> tuple[str, str]:
    """What the books call the scene, in English and in Khmer, whichever language its writer reads.

    The name stays there when the place is said later, so one without a place says nothing of it.
    """
    if place:
        try:
            found = reference.place(place)
        except NotFound:
            raise NotFound("place") from None
        return found.label[:200], found.label_km[:200]
    if words:
        return words, ""
    with translation.override("en"):
        label = translation.gettext("Scene")
    with translation.override("km"):
        return label, translation.gettext("Scene")
