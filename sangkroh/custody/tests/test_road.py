"""The way of a load: vehicles, hours as far as they are known, care overnight, and the dead."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.core.door import Act, doing
from sangkroh.core.errors import NotFound
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.shows import needs_of, told
from sangkroh.core.times import Occurred
from sangkroh.custody import actions as custody
from sangkroh.custody import queries
from sangkroh.custody.actions import FactKind, What
from sangkroh.custody.actions.handover import Received
from sangkroh.custody.checking import check_books
from sangkroh.custody.models import Alarm
from sangkroh.custody.rules import State

from .cast import gone, open_lot, receive, refuses, seize, send, there

NIGHT = datetime(2016, 6, 4, 20, tzinfo=UTC)


@pytest.fixture
def lot(sok: User, case: UUID, scene: UUID) -> UUID:
    it = new_id()
    seize(sok, case, scene, open_lot(it, 30))
    return it


@pytest.fixture
def load(sok: User, scene: UUID, centre: UUID, lot: UUID) -> UUID:
    """Thirty turtles on their way, with sok."""
    return send(sok, sok, centre, scene, {lot: 30})


def leave(actor: User, load: UUID, **more: str) -> UUID:
    said = {"vehicle": "Pick-up", "plate": "2A-1234", "driver": "Phal"} | more
    return custody.leave(actor, id=new_id(), handover=load, **said)


def died(actor: User, load: UUID, lot: UUID, quantity: int) -> None:
    """On the road from now on: the account of a load has the id of its hand-over."""
    custody.record_fact(
        actor, id=new_id(), kind=FactKind.DEATH, lines=gone(lot, load, quantity), ground="heat"
    )


def seen_dead(srey: User, load: UUID, pen: UUID, lot: UUID, alive: int, dead: int | None) -> None:
    custody.receive(
        srey, id=new_id(), handover=load, account=pen, dead_seen=dead,
        lines=[Received(lot=lot, quantity=alive)],
    )  # fmt: skip


def differs(reader: User) -> list[str]:
    page = reverse("custody:road", args=[new_id()]).rpartition("hand-overs/")[0]
    return [it.url for it in needs_of(reader) if it.url.startswith(f"{page}hand-overs/")
            and not it.url.endswith("receive/")]  # fmt: skip


def test_the_way_is_told_in_stages_with_hours_as_far_as_they_are_known(
    sok: User, load: UUID
) -> None:
    with doing(Act(occurred=Occurred.at(NIGHT))):
        first = leave(sok, load)
    with doing(Act(occurred=Occurred(words="before dawn"))):
        custody.arrive(sok, stage=first, place="Office at Takhmao", conditions="hot, two sacks wet")
    custody.rest(sok, id=new_id(), handover=load, place="Takhmao", watered="sprayed twice")
    leave(sok, load, vehicle="Truck", plate="", driver="")
    road = queries.road(sok, load)
    assert [(it.vehicle, it.plate, it.driver) for it in road.stages] == [
        ("Pick-up", "2A-1234", "Phal"), ("Truck", "", ""),
    ]  # fmt: skip
    assert road.stages[0].left.earliest == NIGHT
    arrived = road.stages[0].arrived
    assert arrived
    assert (arrived.earliest, arrived.words) == (None, "before dawn")
    assert road.stages[1].arrived is None
    assert [(it.place, it.watered) for it in road.rests] == [("Takhmao", "sprayed twice")]
    assert sum(it.qty for it in road.load) == 30


def test_a_driver_and_a_plate_are_in_no_entry_that_cannot_be_forgotten(
    sok: User, load: UUID
) -> None:
    leave(sok, load)
    entry = Entry.objects.latest("seq")
    assert "Phal" not in str(entry.arguments)
    assert "2A-1234" not in str(entry.arguments)
    assert entry.secret.personal == {"driver": "Phal", "plate": "2A-1234"}
    assert told(sok, [entry]) == {entry.pk: "Pick-up · 2A-1234"}


def test_a_stage_is_over_once_and_says_something(sok: User, load: UUID) -> None:
    stage = leave(sok, load)
    custody.arrive(sok, stage=stage)
    with refuses("custody.arrived-already", "stage"):
        custody.arrive(sok, stage=stage)
    with refuses("custody.nothing-said", "vehicle"):
        leave(sok, load, vehicle="", plate="", driver="")


def test_who_knows_nothing_of_the_load_tells_nothing_of_its_way(
    sok: User, rith: User, load: UUID
) -> None:
    stage = leave(sok, load)
    with pytest.raises(NotFound):
        leave(rith, load)
    with pytest.raises(NotFound):
        custody.arrive(rith, stage=stage)
    with pytest.raises(NotFound):
        queries.road(rith, load)


def test_a_death_on_the_way_is_a_fact_and_the_dead_seen_agree(
    sok: User, srey: User, lina: User, load: UUID, lot: UUID, quarantine: UUID
) -> None:
    leave(sok, load)
    died(sok, load, lot, 2)
    assert there(lot, State.DIED) == 2
    seen_dead(srey, load, quarantine, lot, alive=28, dead=2)
    assert not queries.road(sok, load).dead_differ
    assert differs(srey) == differs(lina) == []
    with refuses("custody.dead-agree", "handover"):
        custody.explain_dead(srey, handover=load, reason="they agree")
    assert check_books() == []


def test_more_dead_than_were_told_are_asked_for_until_somebody_explains(
    sok: User, srey: User, load: UUID, lot: UUID, quarantine: UUID
) -> None:
    leave(sok, load)
    died(sok, load, lot, 2)
    seen_dead(srey, load, quarantine, lot, alive=28, dead=5)
    road = queries.road(srey, load)
    assert (road.dead_seen, road.dead_told, road.dead_differ) == (5, 2, True)
    assert differs(srey) == differs(sok) == [reverse("custody:road", args=[load])]
    custody.explain_dead(srey, handover=load, reason="three are in quarantine, dead, counted there")
    assert not queries.road(srey, load).dead_differ
    assert differs(srey) == []
    with refuses("custody.dead-agree", "handover"):
        custody.explain_dead(srey, handover=load, reason="again")


def test_the_missing_that_are_explained_as_dead_are_dead_on_the_way(
    sok: User, srey: User, chan: User, load: UUID, lot: UUID, quarantine: UUID
) -> None:
    leave(sok, load)
    seen_dead(srey, load, quarantine, lot, alive=27, dead=3)
    assert queries.road(srey, load).dead_differ
    request = custody.explain(
        srey, id=new_id(), alarm=Alarm.objects.get().pk, what=What.DIED, quantity=3,
        reason="dead in the sack",
    )  # fmt: skip
    custody.approve(chan, request=request)
    assert not queries.road(srey, load).dead_differ
    assert check_books() == []


def test_where_no_way_is_told_a_hand_over_is_as_it_was(
    sok: User, srey: User, load: UUID, lot: UUID, quarantine: UUID
) -> None:
    seen_dead(srey, load, quarantine, lot, alive=30, dead=4)
    assert not queries.road(srey, load).dead_differ
    assert differs(srey) == []


def test_who_is_to_receive_reads_of_the_way_and_not_how_many(
    sok: User, srey: User, load: UUID, lot: UUID, quarantine: UUID, client: Client
) -> None:
    leave(sok, load)
    died(sok, load, lot, 2)
    client.force_login(srey)
    before = client.get(reverse("custody:road", args=[load])).text
    assert "2A-1234" in before
    assert 'class="number"' not in before
    assert "heat" not in before
    receive(srey, load, quarantine, {lot: 28})
    after = client.get(reverse("custody:road", args=[load])).text
    assert "heat" in after


def test_each_page_of_the_way_does_its_act(sok: User, load: UUID, client: Client) -> None:
    client.force_login(sok)

    def sent(name: str, of: UUID, **values: str) -> None:
        answer = client.post(reverse(name, args=[of]), values)
        assert (answer.status_code, answer.get("Location")) == (
            302, reverse("custody:road", args=[load]),
        )  # fmt: skip

    sent("custody:leave", load, vehicle="Pick-up", plate="2A-1234")
    stage = queries.road(sok, load).stages[0].id
    sent("custody:arrive", stage, place="Takhmao")
    sent("custody:rest", load, place="Takhmao", fed="fish")
    page = client.get(reverse("custody:road", args=[load])).text
    assert [it for it in ("2A-1234", "Takhmao", "fish") if it not in page] == []
