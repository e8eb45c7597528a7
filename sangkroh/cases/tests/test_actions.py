"""Cases: from the first note to the last, and who decides."""

from __future__ import annotations

from typing import Any

import pytest

from sangkroh.cases import actions, policies
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User


def opened(by: User, **more: Any) -> Any:
    return actions.open(by, id=new_id(), title="Boat at Koh Thom", **more)


def test_whoever_opens_a_case_sees_it_and_nobody_else(lina: User, dara: User) -> None:
    case = opened(lina)
    assert policies.get(lina, case).lead == lina
    with pytest.raises(Refused) as refused:
        policies.get(dara, case)
    assert refused.value.code == "core.not-found"


def test_an_agency_that_is_shut_out_sees_nothing_until_readmitted(
    lina: User, vanna: User, rith: User
) -> None:
    case = opened(lina)
    for user in (vanna, rith):
        actions.add_member(lina, case=case, user=user.pk, reason="seizing")
    actions.mark_one_of_ours(
        rith, case=case, agency=vanna.person.office.agency_id, reason="the driver"
    )
    assert [policies.may_see(u, case) for u in (lina, vanna, rith)] == [True, False, True]
    actions.readmit(lina, case=case, user=vanna.pk, reason="known to us")
    assert policies.may_see(vanna, case)
