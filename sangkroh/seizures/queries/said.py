"""What accounts say, side by side, and in what they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.times import Occurred, Precision
from sangkroh.network import queries as network

from .. import labels, rules
from ..models import Figure, Scene, Statement
from ..rules import Aspect

Lines = tuple[UUID, ...]
"""Which lines something is about, in their order; none: the whole scene."""


@dataclass(frozen=True)
class Said:
    """One account: about which lines ("" for the scene), what, by whom."""

    about: str
    count: int | None
    precision: Any
    weight_g: int | None
    weight_precision: Any
    life: Any
    genuine: Any
    people: int | None
    as_reported: str
    value: str
    happened: Occurred | None
    said_by: str
    said_when: str
    words: str
    points: list[str]
    written_by: str
    is_exact: bool

    @property
    def says_more(self) -> bool:
        """Whether it says anything beside a number and a weight."""
        told = (self.life, self.genuine, self.as_reported, self.value, self.happened, self.words)
        return bool(any(told) or self.points or self.people is not None)


@dataclass(frozen=True)
class Dispute:
    """What accounts of the same lines do not agree in: who says what, and what holds ("": open)."""

    about: str
    aspect: Any
    said: list[tuple[str, str]]
    holds: str
    reason: str


def shown(it: Statement) -> Said:
    return Said(
        _about([line.ordinal for line in it.lines.all()]), it.count,
        labels.PRECISION[it.precision], it.weight_g, labels.PRECISION[it.weight_precision],
        labels.LIFE.get(it.life, ""), labels.GENUINE.get(it.genuine, ""), it.people,
        it.as_reported, show.money(it.value, it.currency) if it.value is not None else "",
        _happened(it), it.said_by, it.said_when, it.words,
        [f"{labels.POINT[p.role]}: {' '.join(filter(None, [p.words, p.country]))}"
         for p in it.points.all()],
        network.name_of(it.by), it.precision == rules.Precision.EXACT,
    )  # fmt: skip


def disputes(scene: Scene) -> list[Dispute]:
    """In what the accounts of a scene contradict each other, line by line, then as a whole."""
    groups: dict[Lines, list[Statement]] = {}
    for it in scene.statements.all():
        groups.setdefault(_lines(it), []).append(it)
    figures = {_lines(it): it for it in scene.figures.all()}
    order = {line.pk: line.ordinal for line in scene.lines.all()}
    found: list[Dispute] = []
    for lines, accounts in sorted(groups.items(), key=lambda it: [order[x] for x in it[0]] or [0]):
        about = _about([order[it] for it in lines])
        found += _of(about, accounts, figures.get(lines), scene)
    return found


def _lines(it: Statement | Figure) -> Lines:
    return tuple(line.pk for line in sorted(it.lines.all(), key=lambda line: line.ordinal))


def _about(ordinals: Sequence[int]) -> str:
    return ", ".join(show.number(it) for it in sorted(ordinals))


def _of(
    about: str, accounts: Sequence[Statement], figure: Figure | None, scene: Scene
) -> Iterator[Dispute]:
    told = rules.contradictions([_account(it) for it in accounts])
    for aspect, which in told.items():
        said = [
            (_value(aspect, accounts[n]), accounts[n].said_by or network.name_of(accounts[n].by))
            for n in which
        ]
        holds = _holds(aspect, figure, scene)
        reason = figure.reason if figure and holds else ""
        yield Dispute(about, labels.ASPECT[aspect], said, holds, reason)


def _account(it: Statement) -> rules.Account:
    return rules.Account(
        it.as_reported, it.count, rules.Precision(it.precision), it.weight_g,
        rules.Precision(it.weight_precision), it.life, it.genuine, it.people,
        it.happened_earliest, it.happened_latest,
    )  # fmt: skip


def _value(aspect: Aspect, it: Statement) -> str:
    """What one account says of it, with how sure it is where that is not exact."""
    match aspect:
        case Aspect.COUNT:
            return _number(it.precision, show.number(it.count or 0))
        case Aspect.PEOPLE:
            return _number(it.precision, show.number(it.people or 0))
        case Aspect.WEIGHT:
            return _number(it.weight_precision, show.weight(it.weight_g or 0))
        case Aspect.NAME:
            return it.as_reported
        case Aspect.LIFE:
            return str(labels.LIFE[it.life])
        case Aspect.GENUINE:
            return str(labels.GENUINE[it.genuine])
    when = _happened(it)
    return show.when(when) if when else ""


def _number(precision: str, number: str) -> str:
    exact = precision == rules.Precision.EXACT
    return number if exact else f"{labels.PRECISION[precision]} {number}"


def _holds(aspect: Aspect, figure: Figure | None, scene: Scene) -> str:
    """What a person has said holds, "" while it is open. The time that holds is the scene's."""
    if aspect is Aspect.WHEN:
        put_right = any(it.field == rules.SceneField.WHEN for it in scene.corrections.all())
        return show.when(scene.occurred) if put_right else ""
    if figure is None:
        return ""
    values = {
        Aspect.COUNT: "" if figure.count is None else show.number(figure.count),
        Aspect.WEIGHT: show.weight(figure.weight_g) if figure.weight_g else "",
        Aspect.PEOPLE: "" if figure.people is None else show.number(figure.people),
        Aspect.GENUINE: str(labels.GENUINE.get(figure.genuine, "")),
    }
    return values.get(aspect, "")


def _happened(it: Statement) -> Occurred | None:
    if not it.happened_precision:
        return None
    return Occurred(
        it.happened_earliest, it.happened_latest, Precision(it.happened_precision),
        it.happened_words,
    )  # fmt: skip


def holds(it: Figure) -> str:
    """What a reconciled figure says, in one line."""
    said = [
        "" if it.count is None else show.number(it.count),
        show.weight(it.weight_g) if it.weight_g else "",
        "" if it.people is None else _("people: %(n)s") % {"n": show.number(it.people)},
        str(labels.GENUINE.get(it.genuine, "")),
    ]  # fmt: skip
    return ", ".join(filter(None, said))
