"""The pages, as the keeper and the vet use them."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sangkroh.core import shows
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody import picture, queries
from sangkroh.custody.actions.facts import FactKind
from sangkroh.custody.models import Account, Alarm, Movement, Request
from sangkroh.custody.rules import Kind, State
from sangkroh.custody.words import KINDS

from .cast import bags, gone, open_lot, receive, seize, send, there


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def sent(sok: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID) -> tuple[UUID, UUID]:
    lot = new_id()
    seize(sok, case, scene, bags(lot))
    return lot, send(sok, sok, centre, scene, {lot: 31})


def test_thirty_one_bags_are_received_in_four_fields_or_fewer(
    srey: User, chan: User, sent: tuple[UUID, UUID], quarantine: UUID
) -> None:
    lot, handover = sent
    url = reverse("custody:receive", args=[handover])
    assert url in [need.url for need in shows.needs_of(srey)]
    client = signed_in(srey)
    page = client.get(url)
    form = page.context["form"]
    assert len(form.visible_fields()) <= 4
    shown = [(it.label, it.help_text, it.value()) for it in form.visible_fields()]
    assert "31" not in str(shown)
    act = {"act_id": str(new_id()), "account": str(quarantine), f"lot_{lot}_{handover}": "31"}
    page = client.post(url, act | {"broken_seals": "A003", "dead_seen": "0"})
    assert page.status_code == 302
    assert there(lot, quarantine) == 31
    count = reverse("custody:count", args=[lot, quarantine])
    assert count in [need.url for need in shows.needs_of(chan)]
    said = {"account": str(quarantine), "containers": "31", "row0_name": "rat snakes",
            "row0_unit": "animal", "row0_quantity": "466", "act_id": str(new_id())}  # fmt: skip
    page = client.post(count, said)
    assert page.status_code == 302
    asked = page.headers["Location"]
    with override("en"):
        waits = next(need for need in shows.needs_of(chan) if need.url == asked)
    assert waits.detail == "A count: rat snakes: 31 containers → rat snakes: 466 animals"
    assert "466" in signed_in(chan).get(asked).content.decode()
    assert signed_in(chan).post(asked, {"act_id": str(new_id())}).status_code == 302
    alarm = Alarm.objects.get()
    explain = reverse("custody:explain", args=[alarm.pk])
    assert explain in [need.url for need in shows.needs_of(srey)]
    page = client.post(
        explain,
        {"act_id": str(new_id()), "what": "died", "quantity": "2", "reason": "found dead"},
    )
    assert page.status_code == 302, page.content.decode()
    signed_in(chan).post(page.headers["Location"], {"act_id": str(new_id())})
    assert there(alarm.lot_id, State.DIED) == 2
    history = signed_in(srey).get(reverse("custody:lot", args=[alarm.lot_id])).content.decode()
    assert history.count("<tr>") >= 6
    for page in (reverse("custody:places"), reverse("custody:account", args=[quarantine])):
        assert client.get(page).status_code == 200


def pages_of(user: User, *where: tuple[str, UUID]) -> str:
    """What the pages say that this reader may open, of those at these addresses."""
    answers = [signed_in(user).get(reverse(name, args=[id])) for name, id in where]
    words = [it.text.partition("<main")[2] for it in answers if it.status_code == 200]
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", " ".join(words))


def test_no_page_tells_the_receiver_how_many_are_on_the_way(
    sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID
) -> None:
    """Sok sold two of 138 on the way. A keeper who reads 138 first writes down 138."""
    lot, other = new_id(), new_id()
    seize(sok, case, scene, open_lot(lot, 499), open_lot(other, 777))
    first = send(sok, sok, centre, scene, {lot: 361, other: 777})
    ways = [("custody:lot", lot), ("care:group", lot), ("custody:account", first),
            ("custody:receive", first)]  # fmt: skip
    ways += [("custody:reverse", it) for it in Movement.objects.values_list("pk", flat=True)]
    assert "361" not in pages_of(srey, *ways)
    assert "361" in pages_of(sok, *ways)
    receive(srey, first, quarantine, {lot: 361, other: 777})
    assert "361" in pages_of(srey, *ways)
    second = send(sok, sok, centre, scene, {lot: 138})
    ways += [("custody:account", second), ("custody:receive", second)]
    ways += [("custody:reverse", it) for it in Movement.objects.values_list("pk", flat=True)]
    told = pages_of(srey, *ways)
    assert "361" in told, "what she has, she knows"
    assert "138" not in told
    receive(srey, second, quarantine, {lot: 136})
    assert "138" in pages_of(srey, *ways)


def test_who_received_one_group_reads_nothing_of_others_that_were_seized_with_it(
    sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID
) -> None:
    lot, ivory = new_id(), new_id()
    seize(sok, case, scene, open_lot(lot, 11), open_lot(ivory, 222, as_reported="ivory"))
    both = custody.record_fact(
        sok, id=new_id(), kind=FactKind.DEATH,
        lines=[*gone(lot, scene, 1), *gone(ivory, scene, 3)],
    )  # fmt: skip
    receive(srey, send(sok, sok, centre, scene, {lot: 10}), quarantine, {lot: 10})
    seized = Movement.objects.get(kind=Kind.TAKE_IN)
    for way in (("custody:reverse", seized.pk), ("custody:review", both)):
        told = pages_of(srey, way)
        assert "turtles" in told
        assert "ivory" not in told
        assert "ivory" in pages_of(sok, way)


def test_a_final_outcome_reads_alike_on_the_map_of_a_case_and_in_its_acts(db: None) -> None:
    for state, act in (("died", "die"), ("released", "release"), ("destroyed", "destroy")):
        account = Account.objects.get(state=state)
        with override("km"):
            assert queries.place_of(account) == str(KINDS[act])


def test_the_case_shows_where_they_are(
    sok: User, srey: User, case: UUID, scene: UUID, sent: tuple[UUID, UUID]
) -> None:
    page = signed_in(sok).get(reverse("cases:case", args=[case]))
    assert "<svg" in page.content.decode()
    assert [(b.qty, b.unit) for b in queries.where_now(sok, case)] == [(31, "container")]
    turtles = new_id()
    seize(sok, case, scene, open_lot(turtles, 104))
    with override("en"):
        bands = queries.where_now(sok, case)
    assert [it.qty for it in bands] == [104, 31]
    assert picture.amount(bands) == "104 animals, 31 containers"
    sums = [(it.qty, it.unit, it.state) for it in picture.totals(bands)]
    assert sums == [(104, "animals", "scene"), (31, "containers", "in_transit")]
    assert queries.where_now(srey, case) == []


@pytest.mark.parametrize("who", ["stranger", "bopha", "kosal", "pierre", "rith"])
def test_who_does_not_know_the_case_finds_nothing(
    who: str, request: pytest.FixtureRequest, sent: tuple[UUID, UUID], quarantine: UUID
) -> None:
    client = signed_in(request.getfixturevalue(who))
    lot, handover = sent
    for url in (
        reverse("custody:lot", args=[lot]), reverse("custody:receive", args=[handover]),
        reverse("custody:account", args=[quarantine]),
        reverse("custody:count", args=[lot, quarantine]), reverse("custody:hold", args=[lot]),
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url


def test_the_keeper_sees_the_group_and_not_the_case(
    sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, sent: tuple[UUID, UUID]
) -> None:
    page = signed_in(srey).get(reverse("custody:lot", args=[sent[0]])).content.decode()
    assert reverse("cases:case", args=[case]) not in page
    other = new_id()
    seize(sok, case, scene, open_lot(other, 2))
    assert signed_in(srey).get(reverse("custody:lot", args=[other])).status_code == 404


def test_a_count_is_declined_on_its_page(
    srey: User, chan: User, sok: User, case: UUID, quarantine: UUID, sent: tuple[UUID, UUID]
) -> None:
    lot, handover = sent
    receive(srey, handover, quarantine, {lot: 31})
    from sangkroh.custody import actions as custody

    asked = custody.count(srey, id=new_id(), account=quarantine, lot=lot, containers=31, content=[])
    url = reverse("custody:decline", args=[asked])
    page = signed_in(chan).post(url, {"act_id": str(new_id()), "reason": "I saw snakes"})
    assert page.status_code == 302
    assert not Request.objects.get(pk=asked).approvals.get().approves
    assert there(lot, quarantine) == 31
