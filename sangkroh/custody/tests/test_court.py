"""While a court keeps something, two of one agency do not rewrite what is known of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody import queries
from sangkroh.custody.actions import HoldKind, What
from sangkroh.custody.actions.counting import Found
from sangkroh.custody.actions.moving import Part
from sangkroh.custody.models import Alarm, Movement, Request

from .cast import refuses, there


@pytest.fixture
def hold(maly: User, dara: User, case: UUID, turtles: UUID) -> UUID:
    """A court keeps the thirty turtles."""
    cases.add_member(dara, case=case, user=maly.pk, reason="legal officer")
    it = new_id()
    custody.place_hold(maly, id=it, lot=turtles, kind=HoldKind.COURT, reason="order 12")
    return it


def correct(srey: User, lot: UUID, account: UUID, quantity: int = 29) -> UUID:
    return custody.correct_count(
        srey, id=new_id(), account=account, lot=lot, quantity=quantity, reason="typed wrongly"
    )


def test_a_correction_waits_for_the_legal_officer(
    srey: User, chan: User, maly: User, turtles: UUID, quarantine: UUID, hold: UUID, client: Client
) -> None:
    request = correct(srey, turtles, quarantine)
    assert custody.approve(chan, request=request) is None
    assert there(turtles, quarantine) == 30
    client.force_login(maly)
    page = client.get(reverse("custody:request", args=[request])).text
    [lacking] = queries.request_line(maly, request).lacking
    assert lacking in page
    assert custody.approve(maly, request=request)
    assert there(turtles, quarantine) == 29


def test_or_for_somebody_of_another_organisation(
    srey: User, vanna: User, turtles: UUID, quarantine: UUID, hold: UUID
) -> None:
    assert custody.approve(vanna, request=correct(srey, turtles, quarantine))
    assert there(turtles, quarantine) == 29


def test_without_a_courts_hold_two_of_one_agency_correct_as_before(
    srey: User, chan: User, maly: User, turtles: UUID, quarantine: UUID, hold: UUID
) -> None:
    custody.lift_hold(maly, hold=hold, reason="order 13")
    custody.place_hold(chan, id=new_id(), lot=turtles, kind=HoldKind.VET, reason="ill")
    request = correct(srey, turtles, quarantine)
    with refuses("core.not-allowed", "request"):
        custody.approve(maly, request=request)
    assert custody.approve(chan, request=request)


def test_what_came_out_of_what_a_court_keeps_is_kept_too(
    srey: User, chan: User, turtles: UUID, quarantine: UUID, hold: UUID
) -> None:
    part = new_id()
    custody.split(
        srey, id=new_id(), account=quarantine, lot=turtles, parts=[Part(lot=part, quantity=5)]
    )
    assert custody.approve(chan, request=correct(srey, part, quarantine, 4)) is None


def test_nor_is_it_explained_or_taken_back_among_themselves(
    srey: User, chan: User, maly: User, turtles: UUID, quarantine: UUID, hold: UUID
) -> None:
    custody.head_count(
        srey, id=new_id(), account=quarantine, lines=[Found(lot=turtles, quantity=28)]
    )
    request = custody.explain(
        srey, id=new_id(), alarm=Alarm.objects.get().pk, what=What.DIED, quantity=2,
        reason="found dead",
    )  # fmt: skip
    assert custody.approve(chan, request=request) is None
    assert custody.approve(maly, request=request)
    part = new_id()
    custody.split(
        srey, id=new_id(), account=quarantine, lot=turtles, parts=[Part(lot=part, quantity=5)]
    )
    divided = Movement.objects.get(kind="split").pk
    back = custody.reverse(srey, id=new_id(), movement=divided, reason="wrong group")
    assert custody.approve(chan, request=back) is None
    assert Request.objects.get(pk=back).approvals.count() == 1
