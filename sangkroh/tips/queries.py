"""What pages show of tips: to handlers the words and clocks, to everybody else that it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Spot
from sangkroh.cases.queries import hidden_spots_near, place_near
from sangkroh.cases.rules import NEAR_DAYS, window
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.times import now
from sangkroh.network import queries as network
from sangkroh.network.queries import named
from sangkroh.reference.queries import hit_of, in_language

from . import policies, rules
from .labels import ANSWERS, HANDLING, INFORMATION, SOURCE_GRADES, SOURCES, URGENCIES, WORD_KINDS
from .models import Answer, Call, Grade, InCase, ScaleChoice, Tip, Words
from .rules import AnswerKind, Scale, SourceClass, Urgency, WordKind


@dataclass(frozen=True)
class TipLine:
    """A tip in its handler's list."""

    id: UUID
    code: str
    what: str
    where: str
    urgency: str
    urgent: bool
    received_at: datetime
    answer_due: datetime | None
    overdue: bool
    grade_due: datetime | None
    grade_overdue: bool


@dataclass(frozen=True)
class Said:
    kind: str
    text: str
    written_by: str
    written_at: datetime
    is_number: bool


@dataclass(frozen=True)
class Graded:
    scale: str
    source: str
    information: str
    handling: str
    by: str
    at: datetime


@dataclass(frozen=True)
class CaseLine:
    """A case the tip belongs to; only where the reader may see it."""

    id: UUID
    number: str


@dataclass(frozen=True)
class TipPage:
    line: TipLine
    said: list[Said]
    source: str
    from_public: bool
    informant: str
    agency: str
    place: str
    received_by: str
    called_at: datetime | None
    handlers: list[str]
    grades: list[Graded]
    cases: list[CaseLine]
    answered: str
    call_back_until: datetime | None
    alike: list[TipLine] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What a custodian sees of a tip: that words are kept, and nothing that was said."""

    id: UUID
    code: str
    words: bool
    call_back_until: datetime | None


def waiting(actor: User) -> list[TipLine]:
    """The actor's tips that wait for an answer or a grade, the most urgent first."""
    policies.require_reader(actor)
    lines = [line_of(it) for it in _with_words(policies.visible(actor))]
    return sorted(
        (it for it in lines if it.answer_due or it.grade_due),
        key=lambda it: it.answer_due or it.grade_due or it.received_at,
    )


def settled(actor: User, limit: int = 30) -> list[TipLine]:
    """The actor's tips that wait for nothing, the last first."""
    lines = [line_of(it) for it in _with_words(policies.visible(actor)).reverse()]
    return [it for it in lines if not (it.answer_due or it.grade_due)][:limit]


def page(actor: User, tip_id: UUID) -> TipPage:
    """All of one tip, for a handler. NotFound for anybody else."""
    policies.get(actor, tip_id, "")
    tip = (
        _with_words(policies.visible(actor)).select_related("agency", "received_by").get(pk=tip_id)
    )
    words = list(tip.words.all())
    back = next((it for it in words if it.kind == WordKind.CALL_BACK), None)
    last = Answer.objects.filter(tip=tip).first()
    return TipPage(
        line=line_of(tip), said=[_said(it) for it in words],
        source=str(SOURCES[SourceClass(tip.source)]) if tip.source else "",
        from_public=tip.source == SourceClass.PUBLIC, informant=tip.informant,
        agency=named(tip.agency.name, tip.agency.name_km) if tip.agency else "",
        place=in_language(hit_of(tip.place)) if tip.place else "",
        received_by=_name(tip.received_by), called_at=tip.called_at,
        handlers=[_name(it.user) for it in tip.handlers.select_related("user")],
        grades=[_graded(it) for it in tip.grades.select_related("graded_by").reverse()],
        cases=_cases(actor, tip), answered=str(ANSWERS[AnswerKind(last.kind)]) if last else "",
        call_back_until=back.written_at + rules.KEEP_CALL_BACK if back else None,
        alike=_alike(actor, tip),
    )  # fmt: skip


def open_tips(actor: User, to: User | None = None) -> list[UUID]:
    """The actor's tips that wait for an answer, and that this other person may be given."""
    found = policies.visible(actor).filter(answer=None, cases=None)
    return list((policies.giveable(found, to) if to else found).values_list("pk", flat=True))


def in_case(actor: User, case: UUID) -> tuple[list[TipLine], int]:
    """Of a case: the tips the reader handles, and how many others there are."""
    if not cases.may_see(actor, case):
        return [], 0
    mine = _with_words(policies.visible(actor).filter(cases__case=case))
    return [line_of(it) for it in mine], InCase.objects.filter(case=case).count() - len(mine)


def search(actor: User, text: str, limit: int = 10) -> list[TipLine]:
    """The actor's own tips in whose words the text stands, or of this code."""
    seen = policies.visible(actor)
    said = Words.objects.filter(tip__in=seen, text__icontains=text).exclude(kind=WordKind.CALL_BACK)
    found = _with_words(seen.filter(pk__in=said.values("tip"))[:limit])
    return [line_of(it) for it in found]


def calls_today(actor: User) -> int:
    """How many calls the actor only counted, since midnight."""
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Call.objects.filter(by=actor, at__gte=day).count()


def kept(actor: User) -> list[Kept]:
    """For a source custodian: where words or numbers are kept, so that they can be forgotten."""
    if Role.SOURCE_CUSTODIAN not in actor.roles:
        return []
    tips = Tip.objects.filter(pk__in=Words.objects.values("tip")).prefetch_related("words")
    return [
        Kept(
            it.pk, it.code, any(w.kind != WordKind.CALL_BACK for w in it.words.all()),
            next((w.written_at + rules.KEEP_CALL_BACK for w in it.words.all()
                  if w.kind == WordKind.CALL_BACK), None),
        )
        for it in tips
    ]  # fmt: skip


@dataclass(frozen=True)
class Touching:
    """A tip about a place where a hidden operation is worked: whose it is, and who took it."""

    spot: UUID
    office: UUID | None
    taken_by: UUID


def near_hidden_spots(tip_id: UUID) -> list[Touching]:
    """The hidden operations that a tip touches. For the worker, who tells no reader of the tip."""
    tips = Tip.objects.filter(pk=tip_id, place__isnull=False)
    tip = tips.select_related("received_by").first()
    if tip is None or tip.place_id is None:
        return []
    found = hidden_spots_near(tip.place_id, _day(tip))
    return [_touching(it, tip) for it in found if _may_concern(tips, it).exists()]


def near_a_hidden_spot(spot_id: UUID) -> list[Touching]:
    """The tips near where and when a case is worked, if it is a hidden operation.

    Where the days of the operation are not known, the tips of the last days.
    """
    spot = Spot.objects.select_related("case__lead").get(pk=spot_id)
    if not spot.case.hidden or spot.case.closed_at:
        return []
    days = window(spot.first, spot.last) or (timezone.localdate() - NEAR_DAYS, date.max)
    near = _may_concern(Tip.objects.filter(place_near(spot.place_id)), spot)
    found = near.select_related("received_by")
    return [_touching(spot, it) for it in found if days[0] <= _day(it) <= days[1]]


def _may_concern(tips: QuerySet[Tip], spot: Spot) -> QuerySet[Tip]:
    """Of these, those of no case that shuts out the agency of the operation's lead."""
    return policies.giveable(tips, spot.case.lead) if spot.case.lead else tips


def _touching(spot: Spot, tip: Tip) -> Touching:
    return Touching(spot.pk, network.office_id_of(tip.received_by), tip.received_by_id)


def _day(tip: Tip) -> date:
    return timezone.localdate(tip.called_at or tip.received_at)


def old_call_backs() -> int:
    """How many call-back numbers are past their 30 days: no number and no tip is told."""
    since = now() - rules.KEEP_CALL_BACK
    return Words.objects.filter(kind=WordKind.CALL_BACK, written_at__lte=since).count()


def current_scale() -> Scale:
    """The grading scale in use here; 3x5x2 until another is chosen."""
    last = ScaleChoice.objects.last()
    return Scale(last.scale) if last else Scale.UK_3X5X2


def code_of(actor: User, tip_id: UUID) -> str:
    """What the tip is called, for a handler. NotFound for anybody else."""
    return policies.get(actor, tip_id, "").code


def code_to_erase(actor: User, tip_id: UUID) -> str:
    """What the tip is called, for whoever may have its words erased."""
    return policies.erasable(actor, tip_id, "").code


def case_choices(actor: User) -> list[tuple[str, str]]:
    """The open cases that the reader sees."""
    return [
        (str(it.pk), f"{it.number} {it.title}".strip())
        for it in cases.visible(actor).filter(closed_at=None)
    ]


def duty_officers(but: User) -> list[tuple[str, str]]:
    """The other duty officers of today."""
    people = User.objects.filter(kind=User.Kind.PERSON, is_active=True).exclude(pk=but.pk)
    found = people.filter(grants__role=Role.DUTY_OFFICER).prefetch_related("grants").distinct()
    return [(str(it.pk), _name(it)) for it in found if Role.DUTY_OFFICER in it.current_roles()]


def as_id(text: object) -> UUID:
    return UUID(str(text))


def _with_words(tips: QuerySet[Tip]) -> QuerySet[Tip]:
    return tips.select_related("answer", *PLACE).prefetch_related(
        "words__written_by", "grades", "cases"
    )


PLACE = ("place__parent__parent__parent__parent",)


def line_of(tip: Tip) -> TipLine:
    said = {it.kind: it.text for it in tip.words.all()}
    urgency = Urgency(tip.urgency) if tip.urgency else None
    at = now()
    is_open = not tip.cases.all() and not hasattr(tip, "answer")
    due = rules.answer_due(tip.received_at, urgency) if is_open else None
    grade_due = None if tip.grades.all() else tip.received_at + rules.GRADE_WITHIN
    return TipLine(
        tip.pk, tip.code, said.get(WordKind.WHAT, ""), said.get(WordKind.WHERE, ""),
        str(URGENCIES[urgency]) if urgency else "", urgency == Urgency.NOW, tip.received_at,
        due, bool(due and due < at), grade_due, bool(grade_due and grade_due < at),
    )  # fmt: skip


def _said(it: Words) -> Said:
    is_number = it.kind == WordKind.CALL_BACK
    return Said(
        str(WORD_KINDS[WordKind(it.kind)]), it.text, _name(it.written_by), it.written_at, is_number
    )


def _graded(it: Grade) -> Graded:
    scale = Scale(it.scale)
    return Graded(
        it.scale, f"{it.source}: {SOURCE_GRADES[scale][it.source]}",
        f"{it.information}: {INFORMATION[scale][it.information]}",
        f"{it.handling}: {HANDLING[scale][it.handling]}", _name(it.graded_by), it.at,
    )  # fmt: skip


def _cases(actor: User, tip: Tip) -> list[CaseLine]:
    seen = cases.visible(actor).filter(pk__in=tip.cases.values("case"))
    return [CaseLine(it.pk, it.number) for it in seen]


def _alike(actor: User, tip: Tip) -> list[TipLine]:
    """Tips that may say the same, among those this reader handles and no others."""
    near = policies.visible(actor).exclude(pk=tip.pk).filter(
        received_at__gte=tip.received_at - rules.ALIKE_WITHIN,
        received_at__lte=tip.received_at + rules.ALIKE_WITHIN,
    )  # fmt: skip
    others = {it.pk: it for it in _with_words(near)}
    alike = rules.most_alike(_text(tip), ((key, _text(it)) for key, it in others.items()))
    return [line_of(it) for key, it in others.items() if key in alike]


def _text(tip: Tip) -> str:
    kinds = (WordKind.WHAT, WordKind.WHERE)
    return " ".join(it.text for it in tip.words.all() if it.kind in kinds)


def _name(user: User) -> str:
    return named(user.name, user.name_km)
