"""Who sees a case: its members, unless their agency is shut out as "one of ours".

No role sees all cases. Whoever serves in a shut-out agency, or served there when it was shut out,
sees nothing until the lead readmits him or her by name; where anything is shut out, neither does
an account of which we do not know the agency.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.core.asking import is_page_read, once_a_page
from sangkroh.core.compiled import Compiled, Given
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.network.models import Placement
from sangkroh.network.queries import office_id_of

from . import rules
from .models import Case, Match, Member, Readmission, ShutOut

_IS_ANYBODY_SHUT_OUT = Compiled(
    lambda: (
        Member.objects.filter(case=Given("case"), user=Given("user"), until__isnull=True)
        .order_by()
        .values_list(Exists(ShutOut.objects.filter(case=OuterRef("case"))), flat=True)
    )
)
"""Asked of a member's case; nothing where the user is no member."""
_CASE = Compiled(lambda: Case.objects.filter(pk=Given("case")).order_by())


FEW = 200
"""Up to so many rows a page names them by id. Most readers have few cases, and each part of a page
asks for all of them: on a desk, building the condition again took longer than the database."""
M = TypeVar("M", Case, ShutOut)


def visible(actor: User) -> QuerySet[Case]:
    """The cases that the actor may see."""
    if not actor.roles:
        return Case.objects.none()
    return _named_if_few(("cases", actor.pk), lambda: _visible(actor))


def _named_if_few(key: tuple[object, ...], rows: Callable[[], QuerySet[M]]) -> QuerySet[M]:
    """These rows; by their ids where a page is read and they are few."""
    return once_a_page(key, lambda: _by_id(rows())).all() if is_page_read() else rows()


def _by_id(rows: QuerySet[M]) -> QuerySet[M]:
    ids = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    return rows if len(ids) > FEW else rows.model._default_manager.filter(pk__in=ids)


def _visible(actor: User) -> QuerySet[Case]:
    who = person_of(actor)
    is_member = Member.objects.filter(case=OuterRef("pk"), user=who, until__isnull=True)
    return Case.objects.filter(
        Exists(is_member), ~Exists(shut_outs_of(who).filter(case=OuterRef("pk")))
    )


def person_of(actor: User) -> User:
    """Whose sight it is: a key sees what the person who answers for it sees."""
    return actor.owner or actor


def shut_outs_of(person: User) -> QuerySet[ShutOut]:
    """The shut-outs, in any case, that keep this user out."""
    return _named_if_few(("shut out", person.pk), lambda: _shut_outs_of(person))


def _shut_outs_of(person: User) -> QuerySet[ShutOut]:
    served = Placement.objects.filter(person__user=person)
    there = served.filter(office__agency=OuterRef("agency")).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=OuterRef("since"))
    )
    readmitted = Readmission.objects.filter(shut_out=OuterRef("pk"), user=person)
    serves_nowhere = ~Exists(served.filter(ended_at__isnull=True))
    return ShutOut.objects.filter(~Exists(readmitted), Exists(there) | serves_nowhere)


def may_see(actor: User, case_id: UUID) -> bool:
    """Whether the actor may see this case: `visible`, asked step by step for one."""
    if not actor.roles:
        return False
    return once_a_page(("sees", actor.pk, case_id), lambda: _may_see(actor, case_id))


def _may_see(actor: User, case_id: UUID) -> bool:
    shut_out = _IS_ANYBODY_SHUT_OUT.first(case=case_id, user=actor.owner_id or actor.pk)
    if shut_out is None:
        return False
    return not shut_out or not shut_outs_of(person_of(actor)).filter(case=case_id).exists()


def get(actor: User, case_id: UUID, path: str = "case") -> Case:
    """The case. NotFound alike where there is none and where it is not for this actor.

    Acts come one after the other (the journal's lock), so that nothing needs locking here.
    """
    case = _CASE.first(case=case_id) if may_see(actor, case_id) else None
    if case is None:
        raise NotFound(path)
    return case


def matches(reader: User) -> QuerySet[Match]:
    """The silent matches that wait for this reader: as lead of a case, or of an office's teams.

    Whoever is shut out of the other case as "one of ours" learns nothing of it here either. Nor
    does whoever typed what a hidden operation was met by, lead or not: else any officer could
    open a case, lead it, write down one place after another, and see which of them answers.
    """
    who = person_of(reader)
    mine = Q(case__in=visible(reader).filter(lead=who))
    if Role.LEAD in reader.roles:
        of_office = Q(case__isnull=True, office__isnull=False, office=office_id_of(reader))
        mine |= of_office & ~Q(other__lead=who)
    barred = shut_outs_of(who).filter(case=OuterRef("other"))
    waiting = Match.objects.filter(mine, ~Exists(barred), settled_at__isnull=True)
    return waiting.exclude(typed_by=who, other__hidden=True)


@dataclass(frozen=True)
class May:
    """What an actor may do in a case, for pages to offer no more; the acts ask again."""

    lead: bool
    add_members: bool
    remove_members: bool
    decide: bool
    write: bool


def may(actor: User, case: Case) -> May:
    it = standing(actor, case, actor.roles)
    decides = bool(actor.roles & rules.OPENERS)
    return May(
        it.leads and decides, it.adds_members and decides, it.removes_members and decides, decides,
        bool(actor.roles & rules.WRITERS),
    )  # fmt: skip


def standing(actor: User, case: Case, roles: Collection[Role]) -> rules.Standing:
    """How the actor, with these roles, stands to a case."""
    who = person_of(actor)
    led = case.lead_id is not None
    return rules.Standing(
        leads=case.lead_id == who.pk, opened=person_of(case.opened_by) == who,
        on_duty=Role.DUTY_OFFICER in roles, led=led, hidden=case.hidden,
        vacated=not led and case.shut_outs.filter(lead__isnull=False).exists(),
    )  # fmt: skip
