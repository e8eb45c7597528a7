"""Seizures as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.core.times import Precision as TimePrecision
from sangkroh.evidence import queries as evidence
from sangkroh.network import queries as network
from sangkroh.network.rules import Regime
from sangkroh.reference import queries as reference

from . import labels, policies, rules
from .models import Figure, Line, Scene, SceneCorrection, Statement
from .rules import Event, GroundKind, Handling, Missing, Precision, SceneField

PLACE = ("place__parent__parent__parent__parent",)
SCENE = "seizures.Scene"
ADDED_ON = {
    Missing.GROUND: "seizures:ground", Missing.OFFICER: "seizures:officer",
    Missing.WITNESS: "seizures:witness", Missing.PHOTO: "seizures:photos",
}  # fmt: skip
"""The page of a scene on which what is missing is added."""


@dataclass(frozen=True)
class Said:
    """One account: about which lines ("" for the scene), what, by whom."""

    about: str
    count: int | None
    precision: Any
    weight_g: int | None
    weight_precision: Any
    life: Any
    genuine: bool | None
    people: int | None
    said_by: str
    said_when: str
    words: str
    points: list[str]
    written_by: str

    @property
    def says_more(self) -> bool:
        """Whether it says anything beside a number and a weight."""
        return bool(self.life or self.words or self.points or self.people is not None)


@dataclass(frozen=True)
class LineShown:
    id: UUID
    ordinal: int
    kind: Any
    taken: bool
    handling: Any
    name: str
    as_written: str
    note: str
    unit: Any
    quantity: int | None
    declared: int | None
    seals: list[str]
    proposed: str
    proposed_label: Any
    confirmed: list[tuple[Any, str]]
    counts: list[str]
    disputed: bool
    reconciled: Figure | None

    @property
    def contested(self) -> bool:
        """Officers of more than one regime claim it."""
        return len(self.confirmed) > 1


@dataclass(frozen=True)
class Corrected:
    """What stood of a scene before it was put right: what, by whom, why."""

    field: str
    old: str
    by: str
    reason: str

    @property
    def said(self) -> str:
        return _("before: %(old)s (%(by)s: %(reason)s)") % vars(self)


@dataclass(frozen=True)
class SceneShown:
    id: UUID
    case: UUID
    label: str
    event: Any
    kind: Any
    occurred: Occurred
    scene: Scene
    grounds: list[tuple[Any, Any]]
    officers: list[tuple[str, bool]]
    witnesses: list[Any]
    conveyances: list[tuple[Any, Any]]
    lines: list[LineShown]
    said: list[Said]
    reconciled: Figure | None
    lacking: list[Missing]
    photos: list[evidence.Shown]
    corrections: list[Corrected]

    @property
    def proposes(self) -> bool:
        """Whether a line waits for an officer to confirm under which law it falls."""
        return any(it.proposed and not it.confirmed for it in self.lines)

    @property
    def missing(self) -> list[Any]:
        """What is asked for, in words."""
        return [labels.MISSING[it] for it in self.lacking]

    @property
    def to_add(self) -> list[tuple[Any, str]]:
        """What is asked for, and the page on which it is added ("" where there is none)."""
        return [(labels.MISSING[it], ADDED_ON.get(it, "")) for it in self.lacking]


def scene(reader: User, scene_id: UUID) -> SceneShown:
    """One scene with all that is said of it."""
    policies.get(reader, scene_id)
    return _shown(reader, _full(reader).filter(pk=scene_id))[0]


def of_case(reader: User, case_id: UUID) -> list[SceneShown]:
    """The scenes of a case, as they were written down."""
    return _shown(reader, _full(reader).filter(case=case_id).order_by("pk"))


def lacking(reader: User) -> list[SceneShown]:
    """Scenes of open cases that lack something. Of old papers nothing is asked for."""
    rows = _full(reader).filter(case__historical=False, case__closed_at=None)
    return [it for it in _shown(reader, rows.order_by("pk")) if it.lacking]


def to_confirm(reader: User) -> dict[UUID, int]:
    """Scenes with lines that wait for this reader's regime, and how many lines."""
    mine = network.powers_of(reader)
    if not mine:
        return {}
    found: dict[UUID, int] = {}
    waiting = Line.objects.filter(
        scene__in=policies.visible(reader), regimes=None, proposed__in=[*mine, "ask"]
    )
    for scene_id in waiting.order_by("scene").values_list("scene", flat=True):
        found[scene_id] = found.get(scene_id, 0) + 1
    return found


def lines_to_choose(reader: User, scene_id: UUID) -> list[tuple[str, str]]:
    """The lines of a scene for a form."""
    return [(str(it.id), f"{it.ordinal}. {it.name}") for it in scene(reader, scene_id).lines]


def regimes_of(reader: User) -> list[tuple[str, Any]]:
    """The regimes of which this reader has powers today."""
    mine = network.powers_of(reader)
    return [(it.value, labels.REGIME[it.value]) for it in Regime if it in mine]


def officers_to_choose() -> list[tuple[str, str]]:
    """People who may exercise powers today, with their agency."""
    powers = network.with_power()
    return [
        (str(it.id), f"{it.label}, {it.office.agency.label}")
        for it in network.people()
        if it.id in powers
    ]


def event_of(reader: User, scene_id: UUID) -> str:
    """The kind of event that a scene is, for a form."""
    return policies.get(reader, scene_id).event


def line_of(reader: User, line_id: UUID) -> tuple[UUID, str]:
    """The scene of a line, and what the line is."""
    it = policies.line(reader, line_id)
    return it.scene_id, str(it)


def _full(reader: User) -> Any:
    statements = Statement.objects.select_related("by").prefetch_related("lines", "points")
    return policies.visible(reader).select_related(*PLACE).prefetch_related(
        "grounds", "officers__user", "witnesses", "conveyances", "lines__taxon__candidates",
        "lines__lot",
        "lines__regimes__by", Prefetch("statements", statements), "figures__lines",
        "corrections__by",
    )  # fmt: skip


def _shown(reader: User, rows: Iterable[Scene]) -> list[SceneShown]:
    scenes = list(rows)
    photos = evidence.about(reader, SCENE, [it.pk for it in scenes])
    return [_scene(it, photos.get(it.pk, [])) for it in scenes]


def _scene(it: Scene, photos: list[evidence.Shown]) -> SceneShown:
    grounds, lines = list(it.grounds.all()), list(it.lines.all())
    place = reference.in_language(reference.hit_of(it.place)) if it.place else ""
    lacking = rules.missing(
        event=Event(it.event), ground=GroundKind(grounds[-1].kind) if grounds else None,
        officers=len(it.officers.all()), witnesses=len(it.witnesses.all()),
        place=bool(it.place_id or it.place_words), lines=len(lines),
        unbooked=sum(it.lot_id is None and it.handling == Handling.TAKEN for it in lines),
        photos=len(photos),
    )  # fmt: skip
    whole = [fig for fig in it.figures.all() if not fig.lines.all()]
    where = ", ".join(filter(None, [it.place_words, place]))
    return SceneShown(
        it.pk, it.case_id, where or _("Place not said yet"),
        labels.EVENT[it.event], labels.SCENE[it.kind],
        Occurred(it.earliest, it.latest, TimePrecision(it.precision), it.words), it,
        [(labels.GROUND[row.kind], row) for row in grounds],
        [(network.name_of(row.user) if row.user else row.name, row.user is not None)
         for row in it.officers.all()],
        list(it.witnesses.all()),
        [(labels.CONVEYANCE[row.kind], row) for row in it.conveyances.all()],
        [_line(line, it) for line in lines], [_said(row) for row in it.statements.all()],
        whole[-1] if whole else None, lacking, photos,
        [_corrected(row) for row in it.corrections.all()],
    )  # fmt: skip


def _corrected(it: SceneCorrection) -> Corrected:
    old = str(labels.EVENT[it.old]) if it.field == SceneField.EVENT else it.old
    return Corrected(it.field, old, network.name_of(it.by), it.reason)


def _line(it: Line, scene: Scene) -> LineShown:
    alone = [row for row in scene.statements.all() if [x.pk for x in row.lines.all()] == [it.pk]]
    counts = [(row.count, Precision(row.precision)) for row in alone if row.count is not None]
    weights = [
        (row.weight_g, Precision(row.weight_precision)) for row in alone if row.weight_g is not None
    ]
    figures = [f for f in scene.figures.all() if [x.pk for x in f.lines.all()] == [it.pk]]
    lot = it.lot
    return LineShown(
        it.pk, it.ordinal, labels.LINE[it.kind], it.handling == Handling.TAKEN,
        labels.HANDLING[it.handling], _name(it), it.as_written, it.note,
        labels.UNIT.get(it.unit, it.unit), it.quantity, lot.declared if lot else None,
        lot.seal_numbers if lot else [], it.proposed, labels.REGIME.get(it.proposed, ""),
        [(labels.REGIME[row.regime], network.name_of(row.by)) for row in it.regimes.all()],
        [f"{labels.PRECISION[how]} {count}" for count, how in counts],
        rules.disputed(counts) or rules.disputed(weights), figures[-1] if figures else None,
    )  # fmt: skip


def _name(it: Line) -> str:
    taxon = reference.in_language(reference.taxon_hit(it.taxon)) if it.taxon else ""
    if taxon and it.as_reported and it.as_reported.casefold() not in taxon.casefold():
        return f"{it.as_reported}: {taxon}"
    return taxon or it.as_reported or it.item_type


def _said(it: Statement) -> Said:
    return Said(
        ", ".join(str(line.ordinal) for line in it.lines.all()), it.count,
        labels.PRECISION[it.precision], it.weight_g, labels.PRECISION[it.weight_precision],
        labels.LIFE.get(it.life, ""), it.genuine, it.people, it.said_by, it.said_when, it.words,
        [f"{labels.POINT[p.role]}: {' '.join(filter(None, [p.words, p.country]))}"
         for p in it.points.all()],
        network.name_of(it.by),
    )  # fmt: skip
