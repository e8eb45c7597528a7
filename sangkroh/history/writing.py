"""A told case written down in the rooms below: its scene, its lines, its people."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sangkroh.core.door import at_its_own_time
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.facts import Gone
from sangkroh.prosecution import actions as prosecution
from sangkroh.prosecution.rules import Currency as Money
from sangkroh.prosecution.rules import Kind
from sangkroh.seizures import actions as seizures
from sangkroh.seizures.actions.parts import (
    ConveyancePart,
    LinePart,
    PointPart,
    StatementPart,
)
from sangkroh.seizures.models import Line
from sangkroh.seizures.rules import Event, Handling, LineKind, PointRole, Precision, SceneKind

from . import meaning
from .codes import Currency, Outcome
from .told import CaseTold, LiveTold, PartTold

STEPS = {
    Outcome.ESCAPED: Kind.FLED, Outcome.ARRESTED: Kind.DETAINED,
    Outcome.EDUCATED: Kind.INSTRUCTED, Outcome.CONTRACT_SIGNED: Kind.CONTRACT,
}  # fmt: skip
"""Outcomes that are a step by themselves. A charge lacks its article, a verdict its charge: they
stay words until somebody reads the papers."""
CENTS = {Currency.USD: 100, Currency.KHR: 1}


def scene(actor: User, case: UUID, told: CaseTold) -> set[str]:
    """Record the scene with its lines, and what became of them. Returns the fields taken up."""
    kept = {"date"}
    told_of: list[LiveTold | PartTold] = [*told.live, *told.dead_or_parts]
    left = Handling.LEFT if told.event is Event.NOTHING else None
    lines = [_live(it, left) for it in told.live] + [_part(it, left) for it in told.dead_or_parts]
    statements = [
        said for line, it in zip(lines, told_of, strict=True) if (said := _said(line, it))
    ]
    if points := _points(told, kept):
        statements.append(StatementPart(points=points, said_by=meaning.host(told)))
    conveyances = _conveyances(told, kept)
    words = meaning.where(told)
    if words:
        kept |= {"province", "district", "place"}
    if meaning.occurred(told).words == told.date_as_reported:
        kept.add("date_as_reported")
    id = new_id()
    with at_its_own_time(meaning.occurred(told)):
        seizures.record(
            actor, id=id, case=case, event=told.event,
            kind=meaning.SCENES.get(told.conveyance, SceneKind.UNKNOWN), place=told.place_id,
            place_words=words, lines=lines, statements=statements, conveyances=conveyances,
        )  # fmt: skip
    if told.conveyance in meaning.SCENES:
        kept.add("conveyance")
    _became(actor, id, told)
    return kept


def _live(it: LiveTold, handling: Handling | None) -> LinePart:
    return LinePart(
        id=new_id(), kind=LineKind.ANIMAL, taxon=it.taxon, as_reported=it.name_as_reported,
        as_written=meaning.as_written(it), count=it.count or None, note=_note(it),
        handling=handling,
    )  # fmt: skip


def _part(it: PartTold, handling: Handling | None) -> LinePart:
    kind = meaning.kind_of(it)
    return LinePart(
        id=new_id(), kind=kind, taxon=None if kind is LineKind.THING else it.taxon,
        as_reported=it.name_as_reported, as_written=meaning.as_written(it),
        count=meaning.whole(it), weight_g=meaning.grams(it), note=_note(it), handling=handling,
    )  # fmt: skip


def _note(it: LiveTold | PartTold) -> str:
    return it.note if it.note and meaning.fits(it.note) else ""


def _said(line: LinePart, it: LiveTold | PartTold) -> StatementPart | None:
    """What was said of a line beside its number: a weight, about or at least, somebody's guess."""
    weight = meaning.weight(it.note) or meaning.weight(
        f"({it.name_as_reported.rpartition('(')[2]}" if "(" in it.name_as_reported else None
    )
    how = meaning.how_exact(it.note)
    guess = it.scientific_name_guess
    if weight is None and how is Precision.EXACT and not guess:
        return None
    count = line.count if how is not Precision.EXACT else None
    return StatementPart(
        lines=[line.id], count=count, precision=how if count else Precision.EXACT,
        weight_g=weight.grams if weight else None,
        weight_precision=weight.precision if weight else Precision.EXACT,
        words=f"scientific_name_guess: {guess}" if guess else it.note or "",
    )  # fmt: skip


def _points(told: CaseTold, kept: set[str]) -> list[PointPart]:
    points = []
    for name, role in (("origin", PointRole.ORIGIN), ("destination", PointRole.DESTINATION)):
        text = getattr(told, name)
        if meaning.fits(text):
            points.append(PointPart(role=role, words=text))
            kept.add(name)
    return points


def _conveyances(told: CaseTold, kept: set[str]) -> list[ConveyancePart]:
    kind = meaning.CONVEYANCES.get(told.conveyance)
    if kind is None:
        return []
    kept.add("conveyance")
    note = told.conveyance_note or ""
    if meaning.fits(note):
        kept.add("conveyance_note")
    return [ConveyancePart(kind=kind, description=note if meaning.fits(note) else "")]


def _became(actor: User, id: UUID, told: CaseTold) -> None:
    """What became of the lots, where the papers tell it of all of them."""
    outcome = meaning.became(told)
    if outcome is None:
        return
    booked = Line.objects.filter(scene=id, lot__isnull=False, kind__in=outcome.kinds)
    gone = [
        Gone(lot=lot, account=account, quantity=quantity)
        for lot, account, quantity in booked.values_list("lot", "scene__account", "quantity")
        if lot and quantity
    ]
    if gone:
        with at_its_own_time(Occurred()):
            custody.record_past(
                actor, id=new_id(), outcome=outcome.outcome, lines=gone, ground=outcome.ground
            )


def people(actor: User, case: UUID, told: CaseTold) -> set[str]:
    """Record the people involved, and what happened to them. Returns the fields taken up."""
    kept: set[str] = set()
    some = told.offender_outcome in meaning.SOME_PERSON or told.fine is not None
    if not told.offenders_count and (told.offenders_count == 0 or not some):
        return kept
    nation = told.offenders_nationality or ""
    if meaning.fits(nation):
        kept.add("offenders_nationality")
    person = new_id()
    prosecution.involve(
        actor, id=person, case=case, how_many=told.offenders_count or None,
        nationality=nation if meaning.fits(nation) else "",
    )  # fmt: skip
    with at_its_own_time(Occurred()):
        if step := STEPS.get(told.offender_outcome):
            prosecution.take_step(actor, id=new_id(), person=person, kind=step)
            kept.add("offender_outcome")
        if told.fine and Decimal(told.fine.amount):
            prosecution.take_step(
                actor, id=new_id(), person=person, kind=Kind.FINE,
                amount=int(Decimal(told.fine.amount) * CENTS[told.fine.currency]),
                currency=Money(told.fine.currency.value),
            )  # fmt: skip
            kept.add("fine")
            if told.offender_outcome is Outcome.FINED:
                kept.add("offender_outcome")
    return kept
