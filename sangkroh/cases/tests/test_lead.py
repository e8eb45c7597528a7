"""Who leads a case, and that nobody takes the lead by accusing the lead's agency."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from sangkroh.cases import actions, policies
from sangkroh.cases.models import Case
from sangkroh.core.actions import grant_role, invite
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.network.actions import place_person
from sangkroh.network.queries import agency_id_of, office_id_of


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{re.escape(code)}$")


def lead_of(case: UUID) -> User | None:
    return Case.objects.get(pk=case).lead


@pytest.fixture
def case(lina: User, vanna: User, rith: User, sok: User, dara: User) -> UUID:
    """Lina's, with two of Customs' and Fisheries' and Forestry's officers in it."""
    case = actions.open(lina, id=new_id(), title="Boat")
    for user in (vanna, rith, sok, dara):
        actions.add_member(lina, case=case, user=user.pk, reason="night of the boat")
    return case


def accuse(by: User, case: UUID, whose: User, new_lead: User | None = None) -> UUID:
    return actions.mark_one_of_ours(
        by, case=case, agency=agency_id_of(whose), reason="a ranger sold them",
        new_lead=new_lead.pk if new_lead else None,
    )  # fmt: skip


def test_nobody_takes_the_lead_by_accusing_the_leads_agency(
    case: UUID, lina: User, vanna: User, rith: User
) -> None:
    with refused("cases.named-by-another-agency"):
        accuse(vanna, case, lina, new_lead=vanna)
    assert lead_of(case) == lina
    accuse(vanna, case, lina, new_lead=rith)
    assert lead_of(case) == rith
    assert not policies.may_see(lina, case)


def test_nor_for_a_colleague_of_today_or_of_last_month(
    case: UUID, lina: User, vanna: User, rith: User, sok: User, worker: User
) -> None:
    place_person(worker, user=sok.pk, office=office_id_of(vanna))
    with refused("cases.named-by-another-agency"):
        accuse(vanna, case, lina, new_lead=sok)
    place_person(worker, user=sok.pk, office=office_id_of(rith))
    with refused("cases.named-by-another-agency"):
        accuse(vanna, case, lina, new_lead=sok)


def test_nor_by_a_person_of_whom_nobody_knows_the_agency(
    case: UUID, lina: User, rith: User, worker: User, kosal: User
) -> None:
    nobody = invite(worker, id=new_id(), username="phal", name="Phal")
    grant_role(kosal, user=nobody, role=Role.DUTY_OFFICER, reason="helps out")
    actions.add_member(lina, case=case, user=nobody, reason="helps out")
    phal = User.objects.get(pk=nobody)
    with refused("cases.named-by-another-agency"):
        accuse(phal, case, lina, new_lead=rith)
    accuse(phal, case, lina)
    assert lead_of(case) is None


def test_where_nobody_can_be_named_the_accused_lose_sight_and_nobody_leads(
    lina: User, vanna: User, sok: User, rith: User, dara: User
) -> None:
    """The suspect is out at once; the accuser has not won the case by it."""
    case = actions.open(lina, id=new_id(), title="Boat")
    actions.add_member(lina, case=case, user=vanna.pk, reason="Customs")
    accuse(vanna, case, lina)
    assert lead_of(case) is None
    assert not policies.may_see(lina, case)
    for whom in (vanna.pk, lina.pk):
        with pytest.raises(Refused):
            actions.set_lead(vanna, case=case, user=whom, reason="somebody must")
    for act in (actions.close, actions.hide):
        with refused("cases.not-your-decision"):
            act(vanna, case=case, reason="over")
    actions.add_member(vanna, case=case, user=rith.pk, reason="Fisheries")
    with refused("cases.not-your-decision"):
        actions.remove_member(vanna, case=case, user=rith.pk, reason="alone again")
    with refused("cases.named-by-another-agency"):
        actions.set_lead(rith, case=case, user=rith.pk, reason="me then")
    actions.set_lead(rith, case=case, user=vanna.pk, reason="owner")
    assert lead_of(case) == vanna


def test_while_somebody_can_be_named_he_is_named(case: UUID, lina: User, vanna: User) -> None:
    with refused("cases.lead-is-theirs"):
        accuse(vanna, case, lina)
    assert policies.may_see(lina, case)


def test_a_lead_hands_over_as_he_likes_when_he_accuses_his_own_agency(
    case: UUID, lina: User, vanna: User
) -> None:
    accuse(lina, case, lina, new_lead=vanna)
    assert lead_of(case) == vanna


def test_who_was_let_into_a_case_without_a_lead_does_not_make_himself_one(
    dara: User, sok: User, vanna: User, lina: User
) -> None:
    case = actions.open(dara, id=new_id(), title="Boat")
    for user in (sok, vanna, lina):
        actions.add_member(dara, case=case, user=user.pk, reason="night")
    with refused("core.not-for-oneself"):
        actions.set_lead(sok, case=case, user=sok.pk, reason="coup")
    with refused("cases.not-your-decision"):
        actions.remove_member(sok, case=case, user=dara.pk, reason="coup")
    actions.set_lead(lina, case=case, user=lina.pk, reason="leads teams")
    assert lead_of(case) == lina


def test_who_opened_a_case_without_a_lead_may_lead_it(vanna: User, rith: User) -> None:
    case = actions.open(vanna, id=new_id(), title="Boat")
    actions.add_member(vanna, case=case, user=rith.pk, reason="fish")
    actions.remove_member(vanna, case=case, user=rith.pk, reason="not his")
    actions.set_lead(vanna, case=case, user=vanna.pk, reason="mine")
    assert lead_of(case) == vanna


def test_the_form_tells_whose_word_is_needed(case: UUID, lina: User, vanna: User) -> None:
    client = Client()
    client.force_login(vanna)
    form = {"act_id": new_id(), "agency": agency_id_of(lina), "reason": "x", "new_lead": vanna.pk}
    answer = client.post(f"/cases/{case}/one-of-ours/", form)
    assert answer.status_code in (200, 422)
    assert 'id="id_new_lead_error"' in answer.text
    assert lead_of(case) == lina
