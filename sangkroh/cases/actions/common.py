"""What every act about a case begins with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sangkroh.core.door import concerns, this_act
from sangkroh.core.models import User

from .. import policies, rules
from ..models import Case


def now() -> datetime:
    return this_act().received_at


def seen(actor: User, case_id: UUID) -> Case:
    """The case, which the act under way concerns."""
    case = policies.get(actor, case_id)
    concerns(case.pk)
    return case


def decides(actor: User, case: Case) -> None:
    rules.may_decide(allowed=case.lead_id == policies.person_of(actor).pk)
