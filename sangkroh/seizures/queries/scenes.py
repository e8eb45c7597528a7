"""Scenes as pages show them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.core.times import Precision as TimePrecision
from sangkroh.custody.words import THINGS
from sangkroh.evidence import queries as evidence
from sangkroh.network import queries as network
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Candidate

from .. import labels, policies, rules
from ..models import Consignment, Figure, Line, Scene, SceneCorrection, Statement
from ..rules import Event, GroundKind, Handling, LineKind, Missing, Precision, SceneField
from . import said
from .said import Dispute, Said

DETECTION, WHY = "aitr_method_of_detection", "aitr_reason_for_seizure"
"""The code lists of how something was found out, and of why it was seized."""
PLACE = ("place__parent__parent__parent__parent",)
SCENE = "seizures.Scene"
ADDED_ON = {
    Missing.GROUND: "seizures:ground", Missing.OFFICER: "seizures:officer",
    Missing.WITNESS: "seizures:witness", Missing.PHOTO: "seizures:photos",
    Missing.PLACE: "seizures:place", Missing.LINES: "seizures:lines",
}  # fmt: skip
"""The page of a scene on which what is missing is added."""


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
    fake: bool
    amount: str
    candidates: list[str]

    @property
    def holds(self) -> str:
        """What the reconciled figure of this line says."""
        return said.holds(self.reconciled) if self.reconciled else ""

    @property
    def in_books(self) -> bool:
        return self.quantity is not None

    @property
    def contested(self) -> bool:
        """Officers of more than one regime claim it."""
        return len(self.confirmed) > 1


@dataclass(frozen=True)
class Corrected:
    """What stood of a scene before it was put right ("" for nothing): what, by whom, why."""

    field: SceneField
    label: str
    old: str
    by: str
    reason: str


@dataclass(frozen=True)
class SceneShown:
    id: UUID
    case: UUID
    label: str
    event: Any
    kind: Any
    occurred: Occurred
    scene: Scene
    detection: str
    why: str
    grounds: list[tuple[Any, Any]]
    officers: list[tuple[str, bool]]
    witnesses: list[Any]
    conveyances: list[tuple[Any, Any]]
    consignments: list[Consignment]
    lines: list[LineShown]
    said: list[Said]
    disputes: list[Dispute]
    reconciled: Figure | None
    lacking: list[Missing]
    photos: list[evidence.Shown]
    corrections: list[Corrected]

    @property
    def holds(self) -> str:
        """What the reconciled figure of the whole scene says."""
        return said.holds(self.reconciled) if self.reconciled else ""

    @property
    def put_right(self) -> list[Corrected]:
        """What stood there before; what was said for the first time put nothing right."""
        return [it for it in self.corrections if it.old and it.reason]

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


def _full(reader: User) -> Any:
    statements = Statement.objects.select_related("by").prefetch_related("lines", "points")
    corrections = SceneCorrection.objects.select_related("by")
    candidates = Candidate.objects.select_related("taxon")
    return policies.visible(reader).select_related(*PLACE).prefetch_related(
        "grounds", "officers__user", "witnesses", "conveyances", "consignments",
        Prefetch("lines__taxon__candidates", candidates), "lines__lot", "lines__regimes__by",
        Prefetch("statements", statements), "figures__lines",
        Prefetch("corrections", corrections),
    )  # fmt: skip


def _shown(reader: User, rows: Iterable[Scene]) -> list[SceneShown]:
    scenes = list(rows)
    photos = evidence.about(reader, SCENE, [it.pk for it in scenes])
    codes = _codes(scenes)
    return [_scene(it, photos.get(it.pk, []), codes) for it in scenes]


def _codes(scenes: Iterable[Scene]) -> dict[str, str]:
    """Codes of these scenes by what they are called; words that are no code stay as they are."""
    if not any(it.detection or it.why for it in scenes):
        return {}
    return {it.code: reference.code_label(it)
            for which in (DETECTION, WHY) for it in reference.codes(which)}  # fmt: skip


def _scene(it: Scene, photos: list[evidence.Shown], codes: dict[str, str]) -> SceneShown:
    grounds, lines = list(it.grounds.all()), list(it.lines.all())
    whole = [fig for fig in it.figures.all() if not fig.lines.all()]
    return SceneShown(
        it.pk, it.case_id, where_of(it), labels.EVENT[it.event], labels.SCENE[it.kind],
        it.occurred, it, codes.get(it.detection, it.detection), codes.get(it.why, it.why),
        [(labels.GROUND[row.kind], row) for row in grounds],
        [(network.name_of(row.user) if row.user else row.name, row.user is not None)
         for row in it.officers.all()],
        list(it.witnesses.all()),
        [(labels.CONVEYANCE[row.kind], row) for row in it.conveyances.all()],
        list(it.consignments.all()), [_line(line, it) for line in lines],
        [said.shown(row) for row in it.statements.all()], said.disputes(it),
        whole[-1] if whole else None, _lacking(it, photos), photos,
        [_corrected(row) for row in it.corrections.all()],
    )  # fmt: skip


def where_of(it: Scene) -> str:
    """Where a scene was, in words and by the list, as far as anybody said."""
    place = reference.in_language(reference.hit_of(it.place)) if it.place else ""
    return ", ".join(filter(None, [it.place_words, place])) or _("Place not said yet")


def _lacking(it: Scene, photos: list[evidence.Shown]) -> list[Missing]:
    grounds, lines = list(it.grounds.all()), it.lines.all()
    return rules.missing(
        event=Event(it.event), ground=GroundKind(grounds[-1].kind) if grounds else None,
        officers=len(it.officers.all()), witnesses=len(it.witnesses.all()),
        place=bool(it.place_id or it.place_words), lines=len(lines),
        unbooked=sum(row.lot_id is None and row.handling == Handling.TAKEN for row in lines),
        photos=len(photos),
    )  # fmt: skip


def _corrected(it: SceneCorrection) -> Corrected:
    return Corrected(
        SceneField(it.field), str(labels.SCENE_FIELD[it.field]), _stood(it),
        network.name_of(it.by), it.reason,
    )  # fmt: skip


def _stood(it: SceneCorrection) -> str:
    """What stood there before, in the reader's language; "" where nothing did."""
    if not it.old:
        return ""
    if it.field == SceneField.PLACE:
        return reference.in_language(reference.place(UUID(it.old)))
    if it.field == SceneField.WHEN:
        earliest, latest, precision, words = json.loads(it.old)
        start, end = (datetime.fromisoformat(x) if x else None for x in (earliest, latest))
        return show.when(Occurred(start, end, TimePrecision(precision), words))
    named = {SceneField.EVENT: labels.EVENT, SceneField.KIND: labels.SCENE}
    return str(named.get(SceneField(it.field), {}).get(it.old, it.old))


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
        [f"{labels.PRECISION[how]} {show.number(count)}" for count, how in counts],
        rules.disputed(counts) or rules.disputed(weights), figures[-1] if figures else None,
        _is_fake(figures, alone), show.money(it.amount, it.currency) if it.amount else "",
        _candidates(it),
    )  # fmt: skip


def _is_fake(figures: Sequence[Figure], alone: Sequence[Statement]) -> bool:
    """Whether the figure that holds says so, or else every account that says anything of it."""
    held = [it.genuine for it in figures if it.genuine is not None]
    said = {it.genuine for it in alone if it.genuine is not None}
    return held[-1] is False if held else said == {False}


def _candidates(it: Line) -> list[str]:
    """What a name as reported may mean: it stays open until somebody has identified it."""
    if it.taxon is None or not it.taxon.is_open:
        return []
    return [reference.in_language(reference.taxon_hit(row.taxon, 0))
            for row in it.taxon.candidates.all()]  # fmt: skip


def _name(it: Line) -> str:
    if it.kind == LineKind.THING:
        thing = str(THINGS.get(it.item_type, it.item_type or THINGS["other"]))
        return f"{it.as_reported} ({thing})" if it.as_reported else thing
    taxon = reference.in_language(reference.taxon_hit(it.taxon)) if it.taxon else ""
    if taxon and it.as_reported and it.as_reported.casefold() not in taxon.casefold():
        return f"{it.as_reported}: {taxon}"
    return taxon or it.as_reported
