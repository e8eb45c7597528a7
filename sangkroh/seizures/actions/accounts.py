"""What each account says, the figure that holds, and which regime a line falls under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.times import Occurred
from sangkroh.core.types import CountOrNone, Grams, Line, MaybeLine
from sangkroh.network import queries as network
from sangkroh.network.rules import Regime

from .. import models, policies, rules
from .parts import StatementPart, WhenPart

SPEAKERS = {
    Role.FIELD_OFFICER, Role.LEAD, Role.DUTY_OFFICER, Role.LEGAL_OFFICER, Role.PARTNER,
    Role.KEEPER, Role.VET, Role.ANALYST,
}  # fmt: skip


@action(by=SPEAKERS, personal={"statement"})
def state(actor: User, /, *, id: UUID, scene: UUID, statement: StatementPart) -> UUID:
    """Write down what an account says; it stands beside the others and changes no number."""
    where = policies.get(actor, scene)
    write(actor, where, statement, "statement.lines", id)
    concerns(where.case_id)
    return id


@action(by={Role.LEAD, Role.FIELD_OFFICER, Role.LEGAL_OFFICER}, personal={"reason"})
def reconcile(
    actor: User, /, *, id: UUID, scene: UUID, lines: list[UUID] = [], reason: Line,  # noqa: B006
    count: CountOrNone | None = None, weight_g: Grams | None = None,
    people: CountOrNone | None = None, genuine: bool | None = None,
) -> UUID:  # fmt: skip
    """Say which figure holds for some lines, or for the scene, and why; all accounts stay.

    The books are not changed by it: a wrong count there is corrected by two people in custody.
    """
    where = policies.get(actor, scene)
    rules.says_something(count, weight_g, people, genuine)
    found = _lines_of(where, lines, "lines")
    figure = models.Figure(
        id=id, scene=where, count=count, weight_g=weight_g, people=people, genuine=genuine,
        reason=reason, by=actor, at=this_act().received_at, entry_id=this_act().id,
    )  # fmt: skip
    figure.save(force_insert=True)
    models.FigureLine.objects.bulk_create(
        models.FigureLine(figure=figure, line=line) for line in found
    )
    concerns(where.case_id)
    return id


@action(by={Role.FIELD_OFFICER, Role.LEAD, Role.LEGAL_OFFICER, Role.DUTY_OFFICER})
def confirm_regime(
    actor: User, /, *, scene: UUID, lines: Annotated[list[UUID], Field(min_length=1)],
    regime: Regime, note: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Confirm that lines fall under a regime: by an officer who has powers of that regime."""
    where = policies.get(actor, scene)
    require(
        regime is not Regime.NONE and network.has_power(actor, regime),
        "seizures.not-of-this-regime", "regime",
    )  # fmt: skip
    for n, line in enumerate(_lines_of(where, lines, "lines")):
        there = line.regimes.filter(regime=regime).exists()
        require(not there, "seizures.confirmed-already", f"lines.{n}")
        models.RegimeConfirmation(
            line=line, regime=regime, proposed=line.proposed, note=note, by=actor,
            at=this_act().received_at, entry_id=this_act().id,
        ).save(force_insert=True)  # fmt: skip
    concerns(where.case_id)
    return scene


def write(
    actor: User, scene: models.Scene, it: StatementPart, path: str, id: UUID | None = None,
    found: Sequence[models.Line] | None = None,
) -> None:  # fmt: skip
    """Keep a statement with its lines and the way it tells of. found: the lines, where at hand."""
    rules.says_something(
        it.count, it.weight_g, it.life, it.genuine, it.people, it.words, it.as_reported, it.value,
        it.happened, *it.points,
    )  # fmt: skip
    require((it.value is None) == (not it.currency), "seizures.amount-and-currency",
            path.replace("lines", "value"))  # fmt: skip
    found = _lines_of(scene, it.lines, path) if found is None else found
    values = {"id": id} if id else {}
    row = models.Statement(
        scene=scene, count=it.count, precision=it.precision, weight_g=it.weight_g,
        weight_precision=it.weight_precision, life=it.life or "", genuine=it.genuine,
        people=it.people, as_reported=it.as_reported, value=it.value, currency=it.currency,
        said_by=it.said_by, said_when=it.said_when, words=it.words, by=actor,
        at=this_act().received_at, entry_id=this_act().id, **_happened(it.happened), **values,
    )  # fmt: skip
    row.save(force_insert=True)
    models.StatementLine.objects.bulk_create(
        models.StatementLine(statement=row, line=line) for line in found
    )
    models.Point.objects.bulk_create(
        models.Point(
            statement=row, ordinal=n, role=p.role, country=p.country, words=p.words
        )
        for n, p in enumerate(it.points, start=1)
    )  # fmt: skip


def _happened(it: WhenPart | None) -> dict[str, Any]:
    """The columns of a time that an account tells of. Refuses one that cannot be."""
    if it is None:
        return {}
    when = Occurred(it.earliest, it.latest, it.precision, it.words)
    when.may_be_said(this_act().received_at)
    return {
        "happened_earliest": when.earliest, "happened_latest": when.latest,
        "happened_precision": when.precision, "happened_words": when.words,
    }  # fmt: skip


def _lines_of(scene: models.Scene, ids: Sequence[UUID], path: str) -> list[models.Line]:
    """The lines, all of this scene, each named once."""
    require(len(set(ids)) == len(ids), "seizures.said-twice", path)
    found = scene.lines.in_bulk(ids)
    for n, line_id in enumerate(ids):
        if line_id not in found:
            raise NotFound(f"{path}.{n}")
    return [found[it] for it in ids]
