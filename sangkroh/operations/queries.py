"""What pages show of operations and of the hand-over of a shift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.core.asking import once_a_page
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.show import when
from sangkroh.core.times import Occurred, Precision, now
from sangkroh.network import queries as network
from sangkroh.network.queries import named
from sangkroh.reference.models import Code
from sangkroh.reference.queries import codes, hit_of, in_language

from . import policies, rules
from .labels import KINDS, REPLIES, STATES
from .models import HandOver, HandOverItem, Moment, Operation, Participant, Told
from .rules import HandOverAnswer, Kind, MomentKind, Reply, State

PLACE = ("place__parent__parent__parent__parent",)
RESULTS = "operation_result"
"""The code list of results, which the legal officer may change."""


@dataclass(frozen=True)
class OperationLine:
    id: UUID
    kind: str
    aim: str
    state: str
    under_way: bool
    ended: bool
    place: str
    planned_for: datetime | None
    result: str


@dataclass(frozen=True)
class Goer:
    """One who goes along: the times as they were said; the act ids are for one-tap buttons."""

    id: UUID
    user: UUID | None
    name: str
    agency: str
    called: str
    called_at: datetime
    reply: str
    arrived: str
    left: str
    awaited: bool
    act_id: UUID = field(default_factory=new_id)
    reply_id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class Line:
    text: str
    when: str
    by: str
    written_at: datetime


@dataclass(frozen=True)
class OperationPage:
    line: OperationLine
    case: UUID | None
    case_number: str
    planned_by: str
    goers: list[Goer]
    log: list[Line]
    ended_when: str


@dataclass(frozen=True)
class ItemLine:
    """An item of a hand-over. Only its code or kind until it has been accepted."""

    id: UUID
    label: str
    url_name: str
    target: UUID
    answer: str
    act_id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class HandOverPage:
    id: UUID
    outgoing: str
    incoming: str
    offered_at: datetime
    mine: bool
    items: list[ItemLine]


def open_of(actor: User, to: User | None = None) -> list[Operation]:
    """The operations not ended that the actor answers for, and whose case this other may see."""
    taken = HandOverItem.objects.filter(
        operation=OuterRef("pk"), answer=HandOverAnswer.ACCEPTED
    ).order_by("-answered_at")
    found = (
        policies.visible(actor)
        .filter(result=None)
        .annotate(
            answers=Coalesce(
                Subquery(taken.values("hand_over__incoming_id")[:1]),
                F("planned_by_id"),
                output_field=UUIDField(),
            )
        )
        .filter(answers=actor.pk)
    )
    return list(found.filter(case__in=cases.visible(to)) if to else found)


def operations(actor: User) -> list[OperationLine]:
    """What the actor sees of operations, those not ended first and then the last ones."""
    found = _whole(policies.visible(actor)).order_by("-planned_at")[:60]
    return sorted((line_of(it) for it in found), key=lambda it: it.ended)


def of_case(actor: User, case: UUID) -> list[OperationPage]:
    """The operations of a case, for whoever may see the case."""
    if not cases.may_see(actor, case):
        return []
    return [_page(actor, it) for it in _whole(policies.visible(actor).filter(case=case))]


def page(actor: User, operation: UUID) -> OperationPage:
    """One operation. NotFound where it is not for this reader."""
    policies.get(actor, operation, "")
    return _page(actor, _whole(policies.visible(actor)).get(pk=operation))


def awaited(actor: User) -> list[tuple[OperationLine, Goer]]:
    """Whoever was called and is still to arrive, in the operations not ended."""
    return [
        (line_of(it), goer)
        for it in _whole(policies.visible(actor).filter(result=None))
        for goer in map(_goer, it.participants.all())
        if goer.awaited
    ]


def late(calls: Iterable[tuple[OperationLine, Goer]]) -> list[tuple[UUID, datetime]]:
    """Operations in which somebody is late, with the hour of the first such call."""
    first: dict[UUID, datetime] = {}
    for it, goer in calls:
        if goer.called_at <= now() - rules.LATE_AFTER:
            first[it.id] = min(first.get(it.id, goer.called_at), goer.called_at)
    return list(first.items())


def hand_overs(actor: User) -> list[HandOverPage]:
    """The last hand-overs to or from the actor."""
    found = HandOver.objects.filter(items__in=policies.visible_items(actor)).distinct()
    return [_hand_over(actor, it) for it in _items(found).order_by("-offered_at")[:5]]


def ringing(actor: User) -> list[HandOver]:
    """Hand-overs of which an item was not accepted in time, for those whom it concerns.

    They are the two of the shift, and the leads of the outgoing officer's office.
    """
    if not actor.roles:
        return []
    theirs = Q(outgoing=actor) | Q(incoming=actor)
    if Role.LEAD in actor.roles and (office := network.office_id_of(actor)):
        theirs |= Q(outgoing__person__office=office)
    waiting = HandOver.objects.filter(
        theirs, items__answer="", offered_at__lte=now() - rules.RINGS_AFTER
    )
    return list(waiting.distinct())


def is_waiting_for(actor: User) -> int:
    """How many items the actor is offered and has not answered."""
    return policies.visible_items(actor).filter(hand_over__incoming=actor, answer="").count()


def to_call_out(actor: User, operation: UUID) -> UUID:
    """The operation's id, where the actor may call others to it."""
    return policies.to_call_out(actor, operation, "").pk


def seen(actor: User, operation: UUID) -> UUID:
    """The operation's id, where the actor may see it. NotFound otherwise."""
    return policies.get(actor, operation, "").pk


def sees_case(actor: User, case: UUID) -> None:
    """Nothing, where the actor sees the case. NotFound otherwise."""
    cases.get(actor, case, "")


def is_on_duty(actor: User) -> bool:
    return Role.DUTY_OFFICER in actor.roles


def of_participant(actor: User, participant: UUID) -> UUID:
    """The operation of a participant whom the actor may see."""
    return policies.participant(actor, participant, "").operation_id


def result_choices() -> list[tuple[str, str]]:
    return [(it.code, _code(it)) for it in codes(RESULTS)]


def _whole(found: QuerySet[Operation]) -> QuerySet[Operation]:
    return found.select_related("case", "planned_by", "result__by", *PLACE).prefetch_related(
        "participants__moments", "participants__user__person__office__agency",
        "participants__agency", "lines__by",
    )  # fmt: skip


def line_of(it: Operation) -> OperationLine:
    result = getattr(it, "result", None)
    state = rules.state_of(called=bool(it.participants.all()), ended=result is not None)
    return OperationLine(
        it.pk, str(KINDS[Kind(it.kind)]), it.aim, str(STATES[state]), state == State.UNDER_WAY,
        state == State.ENDED, in_language(hit_of(it.place)) if it.place else "", it.planned_for,
        result_label(result.code) if result else "",
    )  # fmt: skip


def result_label(code: str) -> str:
    rows = Code.objects.filter(list=RESULTS, code=code).order_by("since")
    row = once_a_page(("result", code), rows.last)
    return _code(row) if row else code


def _code(row: Code) -> str:
    return (get_language() == "km" and row.label_km) or row.label


def _page(actor: User, it: Operation) -> OperationPage:
    sees = cases.may_see(actor, it.case_id)
    result = getattr(it, "result", None)
    return OperationPage(
        line_of(it), it.case_id if sees else None, it.case.number if sees else "",
        _name(it.planned_by), [_goer(p) for p in it.participants.all()],
        [Line(line.text, _when(line), _name(line.by), line.at) for line in it.lines.all()],
        _when(result),
    )  # fmt: skip


def _goer(it: Participant) -> Goer:
    last: dict[str, Moment] = {m.kind: m for m in it.moments.all()}
    reply = Reply(last["answered"].reply) if "answered" in last else None
    kinds = {MomentKind(kind) for kind in last}
    return Goer(
        it.pk, it.user_id, goer_name(it), _agency(it),
        _when(last["called"]), last["called"].earliest or last["called"].at,
        str(REPLIES[reply]) if reply else "", _when(last.get("arrived")), _when(last.get("left")),
        rules.is_awaited(kinds, reply),
    )  # fmt: skip


def goer_name(it: Participant) -> str:
    return it.name or (_name(it.user) if it.user else "")


def _agency(it: Participant) -> str:
    person = getattr(it.user, "person", None)
    agency = it.agency or (person.office.agency if person else None)
    return named(agency.name, agency.name_km) if agency else ""


def _when(it: Told | None) -> str:
    if it is None:
        return ""
    return when(Occurred(it.earliest, it.latest, Precision(it.precision), it.words))


def _items(found: QuerySet[HandOver]) -> QuerySet[HandOver]:
    return found.select_related("outgoing", "incoming").prefetch_related(
        "items__tip", "items__operation"
    )


def _hand_over(actor: User, it: HandOver) -> HandOverPage:
    return HandOverPage(
        it.pk, _name(it.outgoing), _name(it.incoming), it.offered_at, it.incoming_id == actor.pk,
        [_item(item) for item in it.items.all()],
    )  # fmt: skip


def _item(it: HandOverItem) -> ItemLine:
    if it.tip:
        return ItemLine(
            it.pk, _("Tip %(code)s") % {"code": it.tip.code}, "tips:tip", it.tip.pk, it.answer
        )
    kind = str(KINDS[Kind(it.operation.kind)]) if it.operation else ""
    return ItemLine(it.pk, kind, "operations:operation", it.operation_id or it.pk, it.answer)


def _name(user: User) -> str:
    return named(user.name, user.name_km)
