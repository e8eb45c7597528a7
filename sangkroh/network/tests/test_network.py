"""Who serves where and who may exercise powers: who writes it, and what is kept of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from sangkroh.core.actions import invite
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.wall import door_open
from sangkroh.network import actions, policies, queries
from sangkroh.network.models import Placement, Power
from sangkroh.network.rules import AgencyKind, OfficeKind, Regime
from sangkroh.reference.actions import add_place
from sangkroh.reference.rules import Level

TODAY = timezone.localdate


def office(code: str) -> UUID:
    return next(it.id for it in queries.offices() if it.code == code)


def refused(code: str, path: str = "") -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_the_cast_serves_where_it_should(sok: User, vanna: User, srey: User, kosal: User) -> None:
    codes = {it.id: (it.code, it.agency.code) for it in queries.offices()}
    found = [codes[queries.office_id_of(it)] for it in (sok, vanna, srey, kosal)]  # type: ignore[index]
    assert found == [
        ("FA-WRRT", "FA"), ("GDCE-KOHTHOM", "GDCE"), ("PTWRC", "FA"), ("HOUSE", "HOUSE"),
    ]  # fmt: skip
    assert queries.agency_id_of(sok) == queries.agency_id_of(srey) != queries.agency_id_of(vanna)


def test_powers_of_the_cast(sok: User, rith: User, vanna: User, dara: User, pierre: User) -> None:
    assert queries.has_power(sok, Regime.FORESTRY)
    assert not queries.has_power(sok, Regime.FISHERIES)
    assert queries.has_power(rith, Regime.FISHERIES)
    assert queries.has_power(vanna)
    assert not queries.has_power(dara)
    assert not queries.has_power(pierre)


def test_a_power_holds_from_its_first_day_to_the_day_before_its_end(lina: User, dara: User) -> None:
    start, end = date(2026, 1, 10), date(2026, 2, 1)
    actions.give_power(
        lina, id=new_id(), user=dara.pk, regime=Regime.FORESTRY, basis="prakas 7",
        since=start, until=end,
    )  # fmt: skip
    day = timedelta(days=1)
    held = [queries.has_power(dara, Regime.FORESTRY, it)
            for it in (start - day, start, end - day, end)]  # fmt: skip
    assert held == [False, True, True, False]


def test_an_ended_power_holds_no_more_and_is_remembered(lina: User, sok: User) -> None:
    power = Power.objects.get(person__user=sok)
    actions.end_power(lina, power=power.pk, reason="left the service")
    assert not queries.has_power(sok)
    power.refresh_from_db()
    assert (power.ended_by, power.ended_reason) == (lina, "left the service")
    with refused("network.power-ended"):
        actions.end_power(lina, power=power.pk, reason="again")


def test_nobody_gives_a_power_to_themselves(lina: User) -> None:
    with refused("core.not-for-oneself"):
        actions.give_power(
            lina, id=new_id(), user=lina.pk, regime=Regime.FORESTRY, basis="my own word"
        )


def test_only_a_lead_gives_powers(kosal: User, dara: User, sok: User) -> None:
    for actor in (kosal, dara, sok):
        with refused("core.not-allowed"):
            actions.give_power(
                actor, id=new_id(), user=dara.pk, regime=Regime.FORESTRY, basis="prakas 7"
            )


def test_bad_powers_are_refused(lina: User, dara: User, stranger: User) -> None:
    give = {"id": new_id(), "user": dara.pk, "regime": Regime.FORESTRY, "basis": "prakas 7"}
    with refused("network.no-regime"):
        actions.give_power(lina, **(give | {"regime": Regime.NONE}))
    with refused("core.latest-before-earliest"):
        actions.give_power(lina, **(give | {"since": date(2026, 2, 1), "until": date(2026, 1, 1)}))
    with refused("core.not-found"):
        actions.give_power(lina, **(give | {"user": stranger.pk}))
    with refused("core.not-found"):
        actions.end_power(lina, power=new_id(), reason="none there")


def test_moving_offices_keeps_the_history(kosal: User, dara: User) -> None:
    actions.place_person(kosal, user=dara.pk, office=office("PTWRC"), title="Deputy")
    assert queries.office_id_of(dara) == office("PTWRC")
    codes = Placement.objects.filter(person__user=dara).values_list("office__code", "until")
    assert list(codes) == [("FA-WRRT", TODAY()), ("PTWRC", None)]


def test_a_move_is_not_dated_before_the_last_or_after_today(kosal: User, dara: User) -> None:
    day = timedelta(days=1)
    with refused("network.before-the-last-move"):
        actions.place_person(kosal, user=dara.pk, office=office("PTWRC"), since=TODAY() - day)
    with refused("core.in-the-future"):
        actions.place_person(kosal, user=dara.pk, office=office("PTWRC"), since=TODAY() + day)


def test_who_may_place_people(kosal: User, lina: User, worker: User, dara: User) -> None:
    with refused("core.not-allowed"):
        actions.place_person(lina, user=dara.pk, office=office("PTWRC"))
    with refused("core.not-for-oneself"):
        actions.place_person(kosal, user=kosal.pk, office=office("PTWRC"))
    with refused("core.not-found"):
        actions.place_person(kosal, user=worker.pk, office=office("PTWRC"))
    with refused("core.not-found"):
        actions.place_person(kosal, user=dara.pk, office=new_id())


def test_agencies_and_offices_are_added_and_corrected(kosal: User) -> None:
    agency = actions.add_agency(
        kosal, id=new_id(), code="MOE", name="Environment", name_km="បរិស្ថាន",
        regime=Regime.ENVIRONMENT,
    )  # fmt: skip
    post = actions.add_office(
        kosal, id=new_id(), code="MOE-1", agency=agency, name="Post 1", kind=OfficeKind.POST
    )
    actions.correct_agency(
        kosal, agency=agency, name="Ministry of Environment", kind=AgencyKind.AUTHORITY,
        regime=Regime.ENVIRONMENT, reason="full name",
    )  # fmt: skip
    actions.correct_office(
        kosal, office=post, name="Post 1", kind=OfficeKind.POST, duty_telephone="012 000 000",
        reason="telephone",
    )  # fmt: skip
    it = queries.office(post)
    assert it is not None
    assert (it.duty_telephone, it.agency.label) == ("012 000 000", "Ministry of Environment")
    with refused("network.code-taken"):
        actions.add_agency(kosal, id=new_id(), code="MOE", name="Again")
    with refused("network.code-taken"):
        actions.add_office(kosal, id=new_id(), code="MOE-1", agency=agency, name="Again")


def test_a_user_without_a_role_sees_nothing(stranger: User, sok: User, pierre: User) -> None:
    for see in (policies.visible, policies.visible_agencies, policies.visible_people):
        assert not see(stranger).exists()
        assert see(sok).count() == see(pierre).count() > 0
    with refused("core.not-found"):
        policies.office(stranger, office("PTWRC"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE network_office SET code = 'X' WHERE code = 'PTWRC'",
        "UPDATE network_placement SET since = '2020-01-01'",
        "DELETE FROM network_placement",
        "UPDATE network_power SET regime = 'police'",
        "DELETE FROM network_power",
        "DELETE FROM network_agency",
    ],
)
def test_the_database_keeps_the_memory(db: None, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(sql)


def test_pages_show_offices_and_shut_strangers_out(sok: User, stranger: User) -> None:
    client = Client()
    assert client.get("/network/").status_code == 302
    client.force_login(stranger)
    assert b"FA-WRRT" not in client.get("/network/").content
    assert client.get(f"/network/offices/{office('PTWRC')}/").status_code == 404
    client.force_login(sok)
    assert b"FA-WRRT" in client.get("/network/").content
    assert client.get(f"/network/offices/{office('PTWRC')}/").status_code == 200
    assert b"/network/agencies/new/" not in client.get("/network/").content


def test_the_administrator_adds_an_office_on_its_page(kosal: User, sok: User) -> None:
    client = Client()
    agency = queries.agencies()[0].id
    values = {"id": new_id(), "code": "FA-2", "agency": agency, "name": "Two", "kind": "post"}
    client.force_login(sok)
    answer = client.post("/network/offices/new/", values)
    assert answer.status_code == 200
    assert "FA-2" not in [it.code for it in queries.offices()]
    client.force_login(kosal)
    assert client.get("/network/offices/new/").status_code == 200
    assert client.post("/network/offices/new/", values).status_code == 302
    assert "FA-2" in [it.code for it in queries.offices()]
    assert client.post("/network/offices/new/", values | {"id": new_id()}).status_code == 200


def test_an_office_has_its_place(kosal: User, lina: User) -> None:
    where = add_place(lina, id=new_id(), name="Cambodia", source="a test", kind=Level.COUNTRY)
    said = {"name": "Centre", "kind": OfficeKind.RESCUE_CENTRE, "reason": "its place"}
    actions.correct_office(kosal, office=office("PTWRC"), place=where, **said)
    it = queries.office(office("PTWRC"))
    assert it is not None
    assert it.place == where
    client = Client()
    client.force_login(kosal)
    assert client.get(f"/network/offices/{it.id}/correct/").status_code == 200
    with refused("core.not-found"):
        actions.correct_office(kosal, office=it.id, place=new_id(), **said)


def test_a_new_log_in_is_placed_and_then_found(kosal: User) -> None:
    phal = invite(kosal, id=new_id(), username="phal", name="Phal")
    assert queries.office_id_of(User.objects.get(pk=phal)) is None
    client = Client()
    client.force_login(kosal)
    answer = client.post("/network/people/place/", {"user": phal, "office": office("PTWRC")})
    assert answer.status_code == 302
    assert phal in [p.id for p in queries.people_of_agency(queries.agencies()[0].id)]
