"""Who sees what of the books, and who may act on which account.

Members of a lot's case see it. So do the keepers and vets of an office that holds it or held it,
or at which it went missing before it was ever held: they answer for their own register. So does
whoever carries it, until it has arrived. They see no case by that. What is on its way to them they
do not see: they say how many there are before they are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Case
from sangkroh.core.asking import once_a_page
from sangkroh.core.compiled import Compiled, Given
from sangkroh.core.door import once
from sangkroh.core.errors import NotFound, Refused
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.network import queries as network

from .models import (
    Account,
    Alarm,
    Balance,
    Fact,
    Freeze,
    Handover,
    Hold,
    Lot,
    Movement,
    Request,
    Stage,
)
from .rules import SINGLE, State

T = TypeVar("T")
_LOT = Compiled(lambda: Lot.objects.filter(pk=Given("lot")))
_ACCOUNT = Compiled(lambda: Account.objects.filter(pk=Given("account")))
IN_A_CENTRE = frozenset({Role.KEEPER, Role.VET})
"""Roles that see what their own office holds without being a member of its case."""


def _own_office(actor: User) -> UUID | None:
    return network.office_id_of(actor) if actor.roles & IN_A_CENTRE else None


def _sees_case(actor: User, case_id: UUID) -> bool:
    return once(("sees", actor.pk, case_id), lambda: cases.may_see(actor, case_id))


def _has_held(actor: User, office: UUID | None) -> QuerySet[Balance]:
    mine = Q(account__user=actor, qty__gt=0)
    if office:
        mine |= Q(account__office=office) & ~Q(account__state=State.IN_TRANSIT)
    return Balance.objects.filter(mine)


def _has_missed(office: UUID | None) -> QuerySet[Alarm]:
    """Alarms that a count at the actor's own office raised."""
    if not office:
        return Alarm.objects.none()
    return Alarm.objects.filter(movement__lines__from_account__office=office)


def _lots(actor: User, seen: QuerySet[Case], office: UUID | None) -> QuerySet[Lot]:
    """The lots of the cases that the actor sees, and of the register of this office of theirs."""
    return Lot.objects.filter(
        Q(case__in=seen)
        | Q(pk__in=_has_held(actor, office).values("lot"))
        | Q(pk__in=_has_missed(office).values("lot"))
    )


def visible(actor: User) -> QuerySet[Lot]:
    """The lots that this reader may see."""
    if not actor.roles:
        return Lot.objects.none()
    return _lots(actor, cases.visible(actor), _own_office(actor))


def may_see(actor: User, lot: Lot) -> bool:
    """The same answer as `visible`, for one lot."""
    if not actor.roles:
        return False
    if _sees_case(actor, lot.case_id):
        return True
    office = _own_office(actor)
    held, missed = _has_held(actor, office), _has_missed(office)
    return held.filter(lot=lot).exists() or missed.filter(lot=lot).exists()


def untold(actor: User) -> QuerySet[Handover]:
    """What is on its way to the actor's office and not received, with numbers that the actor, who
    may receive it, is not told: of no case, load or dispatch of the actor's own."""
    return _untold(actor, cases.visible(actor), _own_office(actor))


def _untold(actor: User, seen: QuerySet[Case], office: UUID | None) -> QuerySet[Handover]:
    if office is None:
        return Handover.objects.none()
    under_way = Handover.objects.filter(to_office=office, receipt__isnull=True)
    return under_way.exclude(Q(by=actor) | Q(carrier=actor) | Q(case__in=seen))


def visible_accounts(actor: User) -> QuerySet[Account]:
    """Accounts of the reader's office, of their cases, what they carry, and the house's own."""
    if not actor.roles:
        return Account.objects.none()
    seen = cases.visible(actor)
    return Account.objects.filter(
        Q(state__in=[s.value for s in SINGLE])
        | Q(user=actor)
        | Q(case__in=seen)
        | Q(office__isnull=False, office=network.office_id_of(actor))
        | Q(balances__lot__case__in=seen),
        ~Q(pk__in=_untold(actor, seen, _own_office(actor)).values("account")),
    ).distinct()


def visible_movements(actor: User) -> QuerySet[Movement]:
    """Movements of lots that this reader may see."""
    if not actor.roles:
        return Movement.objects.none()
    seen, office = cases.visible(actor), _own_office(actor)
    lots = _lots(actor, seen, office).values("pk")
    return Movement.objects.filter(
        Q(case__in=seen) | Q(lines__from_lot__in=lots) | Q(lines__to_lot__in=lots),
        ~Q(pk__in=_untold(actor, seen, office).values("movement")),
    ).distinct()


def visible_balances(actor: User) -> QuerySet[Balance]:
    """How much of the lots that this reader may see is where."""
    if not actor.roles:
        return Balance.objects.none()
    seen, office = cases.visible(actor), _own_office(actor)
    road = _untold(actor, seen, office).values("account")
    return Balance.objects.filter(lot__in=_lots(actor, seen, office)).exclude(account__in=road)


def visible_requests(actor: User) -> QuerySet[Request]:
    """What members of the case, keepers of the office and whoever asked may see, and so decide.

    Whose agency the case shuts out goes on caring for its animals and decides nothing about them.
    """
    if not actor.roles:
        return Request.objects.none()
    seen = Q(case__in=cases.visible(actor)) | Q(by=actor)
    if office := _own_office(actor):
        seen |= Q(office=office)
    return Request.objects.filter(seen, ~_shut_out(actor, "case"))


def _shut_out(actor: User, case: str) -> Exists:
    """Whether the case in this column shuts the actor out as "one of ours"."""
    barred = cases.shut_outs_of(cases.person_of(actor))
    return Exists(barred.filter(case=OuterRef(case)))


def visible_handovers(actor: User) -> QuerySet[Handover]:
    if not actor.roles:
        return Handover.objects.none()
    seen = Q(case__in=cases.visible(actor)) | Q(carrier=actor) | Q(by=actor)
    if office := _own_office(actor):
        seen |= Q(to_office=office)
    return Handover.objects.filter(seen)


def visible_alarms(actor: User) -> QuerySet[Alarm]:
    return Alarm.objects.filter(lot__in=visible(actor))


def visible_facts(actor: User) -> QuerySet[Fact]:
    """Facts about lots that this reader may see, and what he or she wrote down, to complete it."""
    if not actor.roles:
        return Fact.objects.none()
    own = Q(by=actor) & ~_shut_out(actor, "movement__case")
    return Fact.objects.filter(Q(movement__in=visible_movements(actor)) | own)


def visible_holds(actor: User) -> QuerySet[Hold]:
    return Hold.objects.filter(lot__in=visible(actor))


def get(actor: User, lot_id: UUID, path: str = "lot") -> Lot:
    """The lot, or NotFound: absent and forbidden look alike."""
    return _one(once_a_page(("lot", actor.pk, lot_id), lambda: _seen(actor, lot_id)), path)


def _seen(actor: User, lot_id: UUID) -> Lot | None:
    lot = _LOT.first(lot=lot_id)
    return lot if lot and may_see(actor, lot) else None


def get_each(actor: User, lot_ids: Sequence[UUID], path: str = "lines") -> dict[UUID, Lot]:
    """The lots of these lines; the first that is not there for this actor is named."""
    found = lots(lot_ids)
    for n, lot_id in enumerate(lot_ids):
        lot = found.get(lot_id)
        _one(lot if lot and may_see(actor, lot) else None, f"{path}.{n}.lot")
    return found


def lots(lot_ids: Sequence[UUID]) -> dict[UUID, Lot]:
    """The lots that are there, by id, whoever asks."""
    if len(lot_ids) == 1:
        return {lot.pk: lot for lot in _LOT.all(lot=lot_ids[0])}
    return Lot.objects.in_bulk(lot_ids)


def get_account(actor: User, account_id: UUID, path: str = "account") -> Account:
    return _one(visible_accounts(actor).filter(pk=account_id).first(), path)


def get_movement(actor: User, movement_id: UUID, path: str = "movement") -> Movement:
    return _one(visible_movements(actor).filter(pk=movement_id).first(), path)


def get_request(actor: User, request_id: UUID, path: str = "request") -> Request:
    return _one(visible_requests(actor).filter(pk=request_id).first(), path)


def get_handover(actor: User, handover_id: UUID, path: str = "handover") -> Handover:
    return _one(visible_handovers(actor).filter(pk=handover_id).first(), path)


def get_stage(actor: User, stage_id: UUID, path: str = "stage") -> Stage:
    """A stage of the way of a load that the actor may see."""
    seen = Stage.objects.filter(handover__in=visible_handovers(actor), pk=stage_id)
    return _one(seen.select_related("handover").first(), path)


def get_alarm(actor: User, alarm_id: UUID, path: str = "alarm") -> Alarm:
    return _one(visible_alarms(actor).filter(pk=alarm_id).first(), path)


def get_fact(actor: User, fact_id: UUID, path: str = "fact") -> Fact:
    return _one(visible_facts(actor).filter(pk=fact_id).first(), path)


def get_fact_to_review(actor: User, fact_id: UUID, path: str = "fact") -> Fact:
    """A fact of which the actor may say whether it is in order."""
    return _one(facts_to_decide(actor).filter(pk=fact_id).first(), path)


def facts_to_decide(actor: User) -> QuerySet[Fact]:
    """Facts that the actor sees, but for those of cases that shut the actor's agency out."""
    return visible_facts(actor).filter(~_shut_out(actor, "movement__case"))


def get_hold(actor: User, hold_id: UUID, path: str = "hold") -> Hold:
    return _one(visible_holds(actor).filter(pk=hold_id).first(), path)


def get_freeze(actor: User, freeze_id: UUID, path: str = "freeze") -> Freeze:
    mine = Freeze.objects.filter(office__isnull=False, office=network.office_id_of(actor))
    return _one(mine.filter(pk=freeze_id).first() if actor.roles else None, path)


def _one(found: T | None, path: str) -> T:
    if found is None:
        raise NotFound(path)
    return found


def may_act_on(actor: User, account: Account) -> bool:
    """People of the office act on its accounts, the carrier on what is in transit, the members
    of a case on its scene. Nobody acts on an origin, an alarm or a final outcome by name."""
    if account.state == State.IN_TRANSIT:
        return account.user_id == actor.pk
    if account.state == State.SCENE:
        return account.case_id is not None and _sees_case(actor, account.case_id)
    return account.office_id is not None and account.office_id == network.office_id_of(actor)


def account_to_act_on(actor: User, account_id: UUID, path: str = "account") -> Account:
    """The account, if the actor may act on it; not theirs looks like absent unless they see it."""
    account = _ACCOUNT.first(account=account_id)
    if account is not None and actor.roles and may_act_on(actor, account):
        return account
    get_account(actor, account_id, path)
    raise Refused("custody.not-your-account", path)
