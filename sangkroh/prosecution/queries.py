"""What is known of the people of a case, which clocks run, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sangkroh.cases import policies as cases
from sangkroh.core import show
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.times import Occurred, now
from sangkroh.core.times import Precision as TimePrecision
from sangkroh.custody import policies as books
from sangkroh.custody.models import Lot
from sangkroh.custody.queries import label_of
from sangkroh.evidence import queries as evidence
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Article

from . import policies, rules
from .models import ClockRule, Hearing, Order, PersonInvolved
from .models import Step as StepRow
from .rules import Kind, OrderKind, Precision, Step


class ClockName(StrEnum):
    DETENTION = "detention"
    EXTENSION = "extension"


@dataclass(frozen=True)
class Clock:
    """A legal time limit as it holds now."""

    limit: timedelta
    source: str
    verified: bool


DEFAULTS = {
    ClockName.DETENTION: Clock(rules.DETENTION, "Code of Criminal Procedure 2007, Art. 96", False),
    ClockName.EXTENSION: Clock(rules.EXTENSION, "Code of Criminal Procedure 2007, Art. 96", False),
}


def clock(name: ClockName) -> Clock:
    """The limit that the legal officer stated last, or the unverified one that ships."""
    row = ClockRule.objects.filter(name=name).order_by("-entry__seq").first()
    return Clock(timedelta(hours=row.hours), row.source, row.verified) if row else DEFAULTS[name]


@dataclass(frozen=True)
class ClockView:
    name: ClockName
    label: str
    clock: Clock

    @property
    def hours(self) -> int:
        return int(self.clock.limit / timedelta(hours=1))


def clocks() -> list[ClockView]:
    """The legal time limits as they hold now."""
    labels = {
        ClockName.DETENTION: _("Detention, from arrival at the unit"),
        ClockName.EXTENSION: _("Extension of a detention"),
    }
    return [ClockView(name, labels[name], clock(name)) for name in ClockName]


def clock_name(name: str) -> ClockName:
    """The time limit of this name. NotFound for any other."""
    if name not in list(ClockName):
        raise NotFound("name")
    return ClockName(name)


@dataclass(frozen=True)
class StepView:
    id: UUID
    kind: str
    label: str
    article: str
    amount: str
    authority: str
    paper_number: str
    text: str
    occurred: Occurred
    undone: bool
    files: list[evidence.Shown]

    @property
    def awaits_paper(self) -> bool:
        """A decision was reversed, and the order that did it is not attached."""
        return self.kind == Kind.REVERSED and not self.files


@dataclass(frozen=True)
class PersonView:
    """One person involved as this reader may see them. A minor's name is in `minor_name` alone,
    and only for those who must know it."""

    id: UUID
    case_id: UUID
    number: int
    how_many: int | None
    precision_label: str
    name: str
    nationality: str
    part: str
    minor: bool
    minor_name: str
    steps: list[StepView]
    is_open: bool
    is_offender: bool
    detained_until: datetime | None
    owed: dict[rules.Sum, int]
    to_return: dict[rules.Sum, int]
    clock: Clock
    portraits: list[evidence.Shown]

    @property
    def owed_words(self) -> list[str]:
        return [_sum(amount, key) for key, amount in self.owed.items()]

    @property
    def to_return_words(self) -> list[str]:
        return [_sum(amount, key) for key, amount in self.to_return.items()]

    @property
    def how_many_words(self) -> str:
        """How many they are, and how sure that is."""
        if self.how_many is None:
            return _("Number not known")
        return f"{self.precision_label} {show.number(self.how_many)}"

    @property
    def last(self) -> StepView | None:
        return next((it for it in reversed(self.steps) if not it.undone), None)


def precision_label(precision: str) -> str:
    return {
        Precision.EXACT: _("Exactly"), Precision.ABOUT: _("About"),
        Precision.AT_LEAST: _("At least"),
    }[Precision(precision)]  # fmt: skip


def kind_label(kind: str) -> str:
    return {
        Kind.FLED: _("Fled"), Kind.NOT_KNOWN: _("Not known"),
        Kind.IDENTIFIED: pgettext("person", "Identified"),
        Kind.INSTRUCTED: _("Instructed and let go"),
        Kind.WARNED: _("Warned, by word or by a letter"),
        Kind.CONTRACT: _("Signed a contract not to re-offend"),
        Kind.DONATED: _("Voluntary donation"), Kind.FINE: _("Fine"),
        Kind.FINE_PAID: _("Fine paid, whole or in part"),
        Kind.FINE_REFUSED: _("Fine refused or not paid"),
        Kind.FINE_RETURNED: _("Fine paid back"),
        Kind.CONFISCATED: _("Vehicle or things confiscated"),
        Kind.SUMMONED: _("Summoned to court"),
        Kind.DETAINED: _("Detained"), Kind.DETENTION_EXTENDED: _("Detention extended"),
        Kind.LET_GO: _("Let go"), Kind.TO_PROSECUTOR: _("Sent to the prosecutor"),
        Kind.CHARGED: _("Charged"), Kind.NOT_CHARGED: _("Not charged"),
        Kind.PRE_TRIAL: _("Pre-trial detention"), Kind.CONVICTED: _("Convicted"),
        Kind.ABSENTIA: _("Convicted in absentia"), Kind.ACQUITTED: _("Acquitted"),
        Kind.APPEALED: _("Appealed, pending"),
        Kind.REVERSED: _("Reversed by order"),
    }[Kind(kind)]  # fmt: skip


def _sum(amount: int, key: rules.Sum) -> str:
    said = show.money(amount, key.currency)
    return _("%(amount)s for each person") % {"amount": said} if key.each else said


def occurred_of(row: StepRow | Order) -> Occurred:
    return Occurred(
        row.occurred_earliest, row.occurred_latest, TimePrecision(row.occurred_precision),
        row.occurred_words,
    )  # fmt: skip


def _plain(row: StepRow) -> tuple[Step, object | None]:
    step = Step(
        row.pk, Kind(row.kind), row.amount or 0, row.currency, at=row.occurred_earliest,
        each=row.each,
    )  # fmt: skip
    return step, row.reverses_id


def standing(person: PersonInvolved) -> list[Step]:
    """The steps of a person that stand, oldest first, for the rules."""
    return rules.standing(_plain(row) for row in person.steps.all())


def article_choices(reader: User) -> list[tuple[str, str]]:
    """The articles of law that hold now, for a form."""
    rows = reference.visible(reader, Article).filter(until__isnull=True).select_related("law")
    return [(str(it.pk), str(it)) for it in rows.order_by("law", "number")]


def people(reader: User, case_id: UUID) -> list[PersonView]:
    """The people involved in a case, for a reader who may see it; without their files."""
    return _views(reader, policies.visible(reader).filter(case_id=case_id))


def person(reader: User, person_id: UUID) -> PersonView:
    """One person involved, for a reader who may see the case. NotFound otherwise."""
    found = _views(reader, policies.visible(reader).filter(pk=person_id), files=True)
    if not found:
        raise NotFound("person")
    return found[0]


def person_of_step(reader: User, step_id: UUID) -> UUID:
    """To whom a step happened. NotFound where this reader may not see the case."""
    return policies.get_step(reader, step_id).person_id


def _views(
    reader: User, people: QuerySet[PersonInvolved], *, files: bool = False
) -> list[PersonView]:
    limits = clock(ClockName.DETENTION), clock(ClockName.EXTENSION)
    rows = list(people.prefetch_related("steps__article__law"))
    steps = [step.pk for it in rows for step in it.steps.all()]
    kept = evidence.about(reader, policies.STEP, steps) if files else {}
    ids = [it.pk for it in rows]
    faces = evidence.about(reader, policies.PERSON, ids) if files else {}
    minors = any(it.minor for it in rows)
    known = set(people.filter(policies.knows_minors(reader)).values_list("pk", flat=True)
                if minors else [])  # fmt: skip
    return [
        _view(it, limits, kept, faces.get(it.pk, []), known=it.pk in known) for it in rows
    ]  # fmt: skip


def _view(
    it: PersonInvolved, limits: tuple[Clock, Clock], files: dict[UUID, list[evidence.Shown]],
    portraits: list[evidence.Shown], *, known: bool,
) -> PersonView:  # fmt: skip
    rows, steps, people = list(it.steps.all()), standing(it), it.counted
    stands = {step.id for step in steps}
    return PersonView(
        it.pk, it.case_id, it.number, it.how_many, precision_label(it.precision),
        "" if it.minor else it.name, it.nationality, it.part, it.minor,
        it.name if it.minor and known else "",
        [_step(row, row.pk not in stands and row.kind != Kind.REVERSED, files.get(row.pk, []))
         for row in rows],
        rules.is_open(steps, people), rules.is_offender(steps, people),
        rules.detention_ends(steps, limits[0].limit, limits[1].limit),
        rules.owed(steps, people), rules.to_return(steps, people), limits[0], portraits,
    )  # fmt: skip


def _step(row: StepRow, undone: bool, files: list[evidence.Shown]) -> StepView:
    amount = _sum(row.amount, rules.Sum(row.currency, row.each)) if row.amount else ""
    return StepView(
        row.pk, row.kind, kind_label(row.kind), str(row.article) if row.article else "",
        amount, row.authority, row.paper_number, row.text, occurred_of(row), undone, files,
    )  # fmt: skip


def running_clocks(reader: User) -> list[tuple[PersonInvolved, datetime]]:
    """People in detention in cases this reader may see, and when it must end."""
    limits = clock(ClockName.DETENTION).limit, clock(ClockName.EXTENSION).limit
    rows = policies.visible(reader).filter(steps__kind=Kind.DETAINED).distinct()
    rows = rows.prefetch_related("steps")
    ends = [(it, rules.detention_ends(standing(it), *limits)) for it in rows]
    return [(it, end) for it, end in ends if end]


def hearings(reader: User, case_id: UUID) -> list[Hearing]:
    rows = Hearing.objects.filter(case_id=case_id, case__in=cases.visible(reader))
    return list(rows.select_related("result"))


def hearings_due(reader: User, within: timedelta) -> list[Hearing]:
    """Hearings without a result, up to so far ahead, in cases this reader may see."""
    rows = Hearing.objects.filter(case__in=cases.visible(reader), result__isnull=True)
    return list(rows.filter(due__lte=now() + within))


@dataclass(frozen=True)
class OrderView:
    id: UUID
    label: str
    authority: str
    paper_number: str
    text: str
    occurred: Occurred
    lots: list[tuple[UUID, str]]
    files: list[evidence.Shown]
    is_return: bool

    @property
    def lot_count(self) -> int:
        return len(self.lots)


def order_label(kind: str) -> str:
    return {
        OrderKind.KEEP: _("Keep as evidence: nothing leaves"),
        OrderKind.FREE: _("No longer needed as evidence"),
        OrderKind.CONFISCATE: _("Confiscated by the State"),
        OrderKind.RETURN: _("Return"),
        OrderKind.DESTROY: _("Destroy"),
    }[OrderKind(kind)]


def orders(reader: User, case_id: UUID) -> list[OrderView]:
    rows = Order.objects.filter(case_id=case_id, case__in=cases.visible(reader))
    lots = Lot.objects.select_related("taxon")
    found = list(rows.order_by("entry__seq").prefetch_related(Prefetch("lots", lots)))
    files = evidence.about(reader, policies.ORDER, [it.pk for it in found]) if found else {}
    return [_order(it, files.get(it.pk, [])) for it in found]


def _order(it: Order, files: list[evidence.Shown]) -> OrderView:
    return OrderView(
        it.pk, order_label(it.kind), it.authority, it.paper_number, it.text, occurred_of(it),
        [(lot.pk, label_of(lot)) for lot in it.lots.all()], files, it.kind == OrderKind.RETURN,
    )  # fmt: skip


def hold_id(order_id: UUID, lot_id: UUID) -> UUID:
    """The id of the hold that an order placed on a lot: found again without a table."""
    return uuid5(order_id, str(lot_id))


def holds_by_orders(reader: User, case_id: UUID, lots: list[UUID]) -> list[UUID]:
    """Holds that this case's orders placed on these lots and nobody lifted."""
    placed = [
        hold_id(order.pk, lot)
        for order in Order.objects.filter(case_id=case_id, kind=OrderKind.KEEP)
        for lot in lots
    ]
    seen = books.visible_holds(reader).filter(pk__in=placed, lift__isnull=True)
    return list(seen.values_list("pk", flat=True))
