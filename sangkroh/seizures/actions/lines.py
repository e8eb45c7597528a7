"""Lines of a scene: what enters the books and what does not, numbers and words put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from sangkroh.core import show
from sangkroh.core.door import action, concerns, once
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.types import Count, Grams, Line, MaybeLine
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.rules import Origin, Subject, Unit
from sangkroh.custody.rules import Precision as Declared
from sangkroh.reference import queries as reference

from .. import models, policies, rules
from ..rules import Correctable, Event, Handling, LineKind, Precision
from . import accounts
from .parts import LinePart, StatementPart
from .people import HELPERS, RECORDERS, entered

MOST = 500
"""Lines of one scene."""


@action(by=RECORDERS)
def book_line(
    actor: User, /, *, line: UUID, count: Count | None = None, containers: Count | None = None,
    seal_numbers: list[Line] = [], weight_g: Grams | None = None,  # noqa: B006
) -> UUID:  # fmt: skip
    """Bring a line into the books whose number was not known when it was written down."""
    it = policies.line(actor, line)
    require(it.lot_id is None, "seizures.booked-already", "line")
    require(it.handling == Handling.TAKEN, "seizures.not-taken", "line")
    part = LinePart(
        id=line, kind=LineKind(it.kind), taxon=it.taxon_id, item_type=it.item_type or None,
        as_reported=it.as_reported, count=count, containers=containers,
        seal_numbers=seal_numbers, weight_g=weight_g,
    )  # fmt: skip
    look_at(part, "")
    new = _new_lot(part)
    if new is None:
        raise Refused("seizures.not-countable", "count")
    _take_in(actor, it.scene, [new])
    it.lot_id, it.unit, it.quantity = line, new.unit, new.quantity
    it.save()
    _say(actor, it, part)
    concerns(it.scene.case_id)
    return line


@action(by=RECORDERS)
def add_lines(
    actor: User, /, *, scene: UUID,
    lines: Annotated[list[LinePart], Field(min_length=1, max_length=MOST)],
) -> UUID:  # fmt: skip
    """Add lines to a scene, after those that are there; what was taken enters the books."""
    it = policies.get(actor, scene)
    there = it.lines.count()
    require(there + len(lines) <= MOST, "seizures.too-many-lines", "lines")
    look_at_all(Event(it.event), lines)
    write(actor, it, lines)
    concerns(it.case_id)
    return scene


@action(by=HELPERS, personal={"value"})
def correct_line(
    actor: User, /, *, line: UUID, field: Correctable, value: MaybeLine, reason: Line
) -> UUID:
    """Put a typing error of a line right, or say that it was left (its handling), not taken.

    What stood there stays on record with the reason. What is in the books was taken.
    """
    it = policies.line(actor, line)
    if field is Correctable.HANDLING:
        _check_handling(it, value)
    old = getattr(it, field)
    require(value != old, "seizures.same-words", "value")
    require(
        field is not Correctable.AS_REPORTED or bool(value or it.taxon_id),
        "seizures.name-missing", "value",
    )  # fmt: skip
    correction = models.LineCorrection(
        line=it, field=field, old=old, new=value, reason=reason, **entered(actor)
    )
    correction.save(force_insert=True)
    setattr(it, field, value)
    it.save()
    concerns(it.scene.case_id)
    return correction.pk


def _check_handling(it: models.Line, value: str) -> None:
    require(value in list(Handling), "core.not-a-choice", "value")
    require(it.lot_id is None, "seizures.in-the-books", "line")
    rules.check_event(
        Event(it.scene.event), [(LineKind(it.kind), Handling(value))], "value"
    )  # fmt: skip


def look_at_all(event: Event, lines: Sequence[LinePart]) -> None:
    """Refuse lines that cannot be, or that contradict the event of their scene."""
    for n, line in enumerate(lines):
        look_at(line, f"lines.{n}.")
    said = [(it.kind, rules.handling_of(event, it.handling)) for it in lines]
    rules.check_event(event, said, "lines.{n}.kind")


def look_at(line: LinePart, path: str) -> None:
    named = bool(line.taxon or line.as_reported or (line.kind is LineKind.THING and line.item_type))
    rules.check_line(
        line.kind, named, line.count, line.containers, len(line.seal_numbers), line.declared, path
    )
    rules.check_measure(
        line.kind, line.item_type, line.unit, line.amount, line.currency, path
    )  # fmt: skip
    if line.taxon:
        try:
            _taxon(line.taxon)
        except NotFound:
            raise NotFound(f"{path}taxon") from None


def write(actor: User, scene: models.Scene, lines: Sequence[LinePart]) -> None:
    event, before = Event(scene.event), scene.lines.count()
    handled = {it.id: rules.handling_of(event, it.handling) for it in lines}
    lots = {
        it.id: _new_lot(it) if handled[it.id] is Handling.TAKEN else None for it in lines
    }  # fmt: skip
    if new := [it for it in lots.values() if it]:
        _take_in(actor, scene, new)
    rows = {}
    for n, line in enumerate(lines, start=before + 1):
        lot = lots[line.id]
        rows[line.id] = models.Line(
            id=line.id, scene=scene, ordinal=n, kind=line.kind, handling=handled[line.id],
            taxon_id=line.taxon,
            item_type=line.item_type or "", as_reported=line.as_reported,
            as_written=line.as_written, note=line.note, proposed=_proposed(line, scene),
            lot_id=line.id if lot else None, unit=lot.unit if lot else "",
            quantity=lot.quantity if lot else None, amount=line.amount, currency=line.currency,
            **entered(actor),
        )  # fmt: skip
        rows[line.id].save(force_insert=True)
    for line in lines:
        _say(actor, rows[line.id], line)


def _say(actor: User, row: models.Line, line: LinePart) -> None:
    """The recorder's own account of the line, the first of those that will stand side by side."""
    count = line.count or line.declared
    if count or line.weight_g or line.genuine is not None:
        precision = Precision.EXACT if line.count else line.declared_precision
        part = StatementPart(
            lines=[line.id], count=count, precision=precision, weight_g=line.weight_g,
            genuine=line.genuine,
        )  # fmt: skip
        accounts.write(actor, row.scene, part, "lines", found=[row])


def _proposed(line: LinePart, scene: models.Scene) -> str:
    if line.taxon is None or scene.case.historical:  # nobody confirms what is long decided
        return ""
    return reference.regime_for(line.taxon, scene.place_id).regime.value


def _new_lot(line: LinePart) -> NewLot | None:
    it = rules.booked(
        line.kind, line.count, line.containers, len(line.seal_numbers), line.weight_g,
        unit=line.unit, money=line.amount is not None,
    )  # fmt: skip
    if it is None:
        return None
    taxon = line.taxon if line.taxon and not _taxon(line.taxon).open else None
    thing = line.kind is LineKind.THING
    subject = Subject.ITEM if thing else Subject.TAXON if taxon else Subject.OPEN
    name = line.as_reported or (_in_both(_taxon(line.taxon)) if line.taxon else "")
    if line.amount is not None:
        with show.digits(khmer=False):  # kept for readers of both languages
            name = " ".join(filter(None, [name, show.money(line.amount, line.currency)]))
    return NewLot(
        lot=line.id, subject=subject, taxon=None if thing else taxon,
        item_type=(line.item_type or "other") if thing else None, as_reported=name[:200],
        unit=Unit(it.unit), quantity=it.quantity, seal_numbers=line.seal_numbers,
        weight_g=line.weight_g, declared=line.declared,
        declared_precision=Declared(line.declared_precision.value),
    )  # fmt: skip


def _taxon(id: UUID) -> reference.TaxonHit:
    """Asked once an act, which adds no taxon: a night's lines name the same few again and again."""
    return once(("taxon", id), lambda: reference.taxon(id))


def _in_both(it: reference.TaxonHit) -> str:
    """A name as reported is kept in words, which readers of both languages shall know again."""
    return " · ".join(dict.fromkeys([it.label, it.label_km]))


def _take_in(actor: User, scene: models.Scene, lots: list[NewLot]) -> None:
    try:
        custody.take_in(
            actor, id=new_id(), case=scene.case_id, account=scene.account_id,
            origin=Origin(rules.ORIGIN_OF[Event(scene.event)]), lines=lots,
        )  # fmt: skip
    except NotFound:
        raise NotFound("case") from None
