"""What is said of a scene later: lines, place and time, papers of the goods, exhibits."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Spot
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.times import Precision
from sangkroh.custody.models import Balance, Lot
from sangkroh.custody.queries import label_of
from sangkroh.custody.rules import Unit
from sangkroh.reference import importers
from sangkroh.seizures import actions, queries
from sangkroh.seizures.actions.parts import ConsignmentPart, LinePart, WhenPart
from sangkroh.seizures.models import Scene
from sangkroh.seizures.rules import Correctable, Event, Handling, LineKind, Missing, SceneKind

from . import koh_thom


@pytest.fixture
def case(lina: User, vanna: User, sok: User) -> UUID:
    return koh_thom.opened(lina, vanna, sok)


@pytest.fixture
def scene(sok: User, case: UUID) -> UUID:
    """A scene of which nothing is known yet."""
    return actions.record(sok, id=new_id(), case=case)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


DAY = WhenPart(
    earliest=datetime(2016, 6, 3, 17, tzinfo=UTC), latest=datetime(2016, 6, 4, 16, 59, tzinfo=UTC),
    precision=Precision.DAY,
)  # fmt: skip


def test_lines_are_added_and_enter_the_books(sok: User, scene: UUID) -> None:
    first, second = (LinePart(id=new_id(), as_reported="python", count=n) for n in (2, 3))
    actions.add_lines(sok, scene=scene, lines=[first])
    actions.add_lines(sok, scene=scene, lines=[second])
    assert [(it.ordinal, it.quantity) for it in queries.scene(sok, scene).lines] == [(1, 2), (2, 3)]
    assert Balance.objects.filter(account__scene=scene, qty__gt=0).count() == 2
    assert Missing.LINES not in queries.scene(sok, scene).lacking


def test_who_does_not_see_the_case_adds_and_corrects_nothing(
    dara: User, pierre: User, scene: UUID
) -> None:
    line = LinePart(id=new_id(), as_reported="python", count=1)
    for outsider, code in ((dara, "core.not-found"), (pierre, "core.not-allowed")):
        for act in (
            lambda it=outsider: actions.add_lines(it, scene=scene, lines=[line]),
            lambda it=outsider: actions.correct_scene(it, scene=scene, place_words="here"),
            lambda it=outsider: actions.correct_event(
                it, scene=scene, event=Event.FOUND, reason="x"
            ),
        ):
            with pytest.raises(Refused, match=f"^{code}$"):
                act()


def test_place_and_time_are_said_later_without_a_reason(sok: User, case: UUID, scene: UUID) -> None:
    place = importers.place_id("0804")
    with pytest.raises(Refused, match=r"seizures\.same-words"):
        actions.correct_scene(sok, scene=scene)
    when = Scene.objects.get(pk=scene)
    assert when.precision == "minute", "the time of the act, until another is said"
    actions.correct_scene(sok, scene=scene, place=place, kind=SceneKind.RIVER)
    it = Scene.objects.get(pk=scene)
    assert (it.place_id, it.kind) == (place, "river")
    assert Missing.PLACE not in queries.scene(sok, scene).lacking
    assert not queries.scene(sok, scene).put_right
    assert Spot.objects.filter(case=case, place=place).exists(), "told to those who work there too"


def test_what_stood_there_stays_when_place_and_time_are_put_right(sok: User, scene: UUID) -> None:
    actions.correct_scene(sok, scene=scene, place_words="the market")
    with pytest.raises(Refused, match=r"seizures\.reason-missing"):
        actions.correct_scene(sok, scene=scene, place_words="the other market")
    actions.correct_scene(
        sok, scene=scene, place_words="the other market", when=DAY, reason="asked again"
    )
    shown = queries.scene(sok, scene)
    assert shown.occurred.precision is Precision.DAY
    assert [it.old for it in shown.put_right if it.field == "place_words"] == ["the market"]
    assert len([it for it in shown.put_right if it.field == "when"]) == 1
    page = browser(sok).get(f"/seizures/{scene}/").content.decode()
    for words in ("the market", "the other market", "asked again"):
        assert words in page
    with pytest.raises(Refused, match=r"core\.not-found"):
        actions.correct_scene(sok, scene=scene, place=new_id())


def test_papers_of_the_goods_are_personal_and_shown(sok: User, scene: UUID) -> None:
    goods = ConsignmentPart(container="TCLU 1", hs_code="0106.20", consignor="Somebody Ltd")
    actions.add_consignment(sok, scene=scene, consignment=goods)
    [row] = queries.scene(sok, scene).consignments
    assert (row.container, row.consignor) == ("TCLU 1", "Somebody Ltd")
    assert "Somebody Ltd" in browser(sok).get(f"/seizures/{scene}/").content.decode()
    assert not any("Somebody" in str(it.arguments) for it in Entry.objects.all())
    with pytest.raises(Refused, match=r"seizures\.says-nothing"):
        actions.add_consignment(sok, scene=scene, consignment=ConsignmentPart())


def test_exhibits_and_money_are_in_the_books_under_their_kind(sok: User, case: UUID) -> None:
    money = LinePart(
        id=new_id(), kind=LineKind.THING, item_type="money", amount=40_000, currency="USD"
    )
    pair = LinePart(
        id=new_id(), kind=LineKind.PART, as_reported="ivory", count=2, unit=Unit.PAIR
    )  # fmt: skip
    car = LinePart(id=new_id(), kind=LineKind.THING, item_type="vehicle", count=1)
    scene = actions.record(sok, id=new_id(), case=case, lines=[money, pair, car])
    held = Balance.objects.filter(account__scene=scene).order_by("lot")
    assert [(it.lot.unit, it.qty) for it in held] == [("set", 1), ("pair", 2), ("piece", 1)]
    assert label_of(Lot.objects.get(pk=money.id)) == "400.00 USD"
    names = [(it.name, it.amount) for it in queries.scene(sok, scene).lines]
    assert [amount for _name, amount in names] == ["400.00 USD", "", ""]


def test_a_line_is_said_to_be_left_only_while_it_is_not_in_the_books(sok: User, case: UUID) -> None:
    taken = LinePart(id=new_id(), as_reported="owl", count=1)
    open_ = LinePart(id=new_id(), as_reported="eagle")
    scene = actions.record(sok, id=new_id(), case=case, lines=[taken, open_])
    change = {"field": Correctable.HANDLING, "value": Handling.PAPERS.value, "reason": "papers"}
    with pytest.raises(Refused, match=r"seizures\.in-the-books"):
        actions.correct_line(sok, line=taken.id, **change)
    actions.correct_line(sok, line=open_.id, **change)
    assert [it.taken for it in queries.scene(sok, scene).lines] == [True, False]
    with pytest.raises(Refused, match=r"core\.not-a-choice"):
        actions.correct_line(sok, line=open_.id, **(change | {"value": "eaten"}))


def test_the_form_finds_exhibits_and_folds_what_customs_needs(sok: User, case: UUID) -> None:
    client, url = browser(sok), f"/seizures/of/{case}/record/"
    typed = {
        "rows": "3", "line0_kind": "thing:boat", "line0_count": "1",
        "line1_kind": "thing:money", "line1_amount": "១២០០០០០", "line1_currency": "KHR",
        "line2_name": "tusk", "line2_kind": "part", "line2_count": "3", "line2_unit": "pair",
        "line2_genuine": "no", "container": "TCLU 1", "consignee": "Somebody",
        "detection": "Scanning (X-ray)", "value": "12.5", "currency": "USD", "valued_by": "Customs",
    }  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    shown = queries.scene(sok, Scene.objects.get().pk)
    assert [it.scene.lines.get(ordinal=1).item_type for it in [shown]] == ["boat"]
    assert shown.lines[1].amount == "1,200,000 KHR"
    assert shown.lines[2].fake
    assert shown.consignments[0].consignee == "Somebody"
    assert shown.detection
    assert [(it.value, it.said_by) for it in shown.said if it.value] == [("12.50 USD", "Customs")]
    closed, opened = ('<details class="group customs"' + it for it in (">", " open>"))
    assert closed in client.get(url).content.decode()
    assert opened in client.post(url, typed | {"line2_count": "x"}).content.decode()


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_pages_for_later_open_and_keep(sok: User, scene: UUID, language: str) -> None:
    client = browser(sok)
    client.cookies["language"] = language
    for page in ("lines", "place", "circumstances", "consignment", "event"):
        assert client.get(f"/seizures/{scene}/{page}/").status_code == 200, page
    said = {"rows": "1", "line0_name": "owl"}
    more = client.post(f"/seizures/{scene}/lines/", said | {"more": "1"})
    assert 'name="line1_name"' in more.content.decode()
    assert client.post(f"/seizures/{scene}/lines/", said).status_code == 302
    [line] = queries.scene(sok, scene).lines
    handled = {"value": "left", "reason": "nobody protects it"}
    assert client.get(f"/seizures/line/{line.id}/handling/").status_code == 200
    assert client.post(f"/seizures/line/{line.id}/handling/", handled).status_code == 302
    place = {"kind": "market", "place_words": "Old market", "when-year": "2014"}
    assert client.post(f"/seizures/{scene}/place/", place).context["form"].errors, "no reason"
    answer = client.post(f"/seizures/{scene}/place/", place | {"reason": "asked again"})
    assert answer.status_code == 302
    words = {"detection": "Patrol", "concealment": "under ice", "note": "x"}
    assert client.post(f"/seizures/{scene}/circumstances/", words).status_code == 302
    goods = {"waybill": "157-1"}
    assert client.post(f"/seizures/{scene}/consignment/", goods).status_code == 302
    it = Scene.objects.get(pk=scene)
    assert (it.kind, it.place_words, it.precision) == ("market", "Old market", "year")
    assert (it.detection, it.concealment, it.note) == ("Patrol", "under ice", "x")
    assert cases.visible(sok).filter(pk=it.case_id).exists()
