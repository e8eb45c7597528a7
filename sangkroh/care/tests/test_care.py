"""Tortoises of Koh Thom in the rescue centre: examined, treated, died of, released when fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sangkroh.care import actions, policies, queries, shows
from sangkroh.care.actions import Checked
from sangkroh.care.rules import Answer, Cause, EnclosureKind, Finding, Question
from sangkroh.cases import actions as cases
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.handover import Received, Sent
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.actions.moving import Part
from sangkroh.custody.models import Balance
from sangkroh.custody.rules import Origin, Place, State, Subject, Unit
from sangkroh.network import queries as network
from sangkroh.network.actions import place_person
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Place as Site
from sangkroh.reference.rules import PlaceKind


@dataclass
class Tortoises:
    """104 elongated tortoises, brought to the centre and received by count."""

    case: UUID
    lot: UUID
    pen: UUID


@pytest.fixture
def tortoises(lina: User, sok: User, srey: User) -> Tortoises:
    case = cases.open(lina, id=new_id(), title="Koh Thom")
    cases.add_member(lina, case=case, user=sok.pk, reason="in the field")
    scene, lot, pen, handover = (new_id() for _ in range(4))
    custody.open_account(
        sok, id=scene, code=f"scene-{scene}", place=Place.SCENE, label="Bank", case=case
    )
    taxon = reference.find_taxa("elongated tortoise")[0].id
    new = NewLot(lot=lot, subject=Subject.TAXON, taxon=taxon, unit=Unit.ANIMAL, quantity=104)
    custody.take_in(sok, id=new_id(), case=case, account=scene, origin=Origin.SEIZURE, lines=[new])
    centre = network.office_id_of(srey)
    assert centre
    custody.dispatch(
        sok, id=new_id(), handover=handover, carrier=sok.pk, to_office=centre,
        lines=[Sent(lot=lot, account=scene, quantity=104)],
    )  # fmt: skip
    actions.open_enclosure(
        srey, id=pen, code="Q-1", kind=EnclosureKind.QUARANTINE, label="Quarantine 1"
    )
    received = [Received(lot=lot, quantity=104)]
    custody.receive(srey, id=new_id(), handover=handover, account=pen, lines=received)
    return Tortoises(case, lot, pen)


def assess(vet: User, of: Tortoises, qty: int, finding: Finding, reason: str = "") -> UUID:
    return actions.assess(
        vet, id=new_id(), lot=of.lot, account=of.pen, qty=qty, finding=finding, reason=reason
    )


def plan(vet: User, of: Tortoises, qty: int, **changes: Answer) -> UUID:
    site = Site.objects.filter(named_kind=PlaceKind.RELEASE_SITE).first()
    assert site
    answers = dict.fromkeys(Question, Answer.YES) | {Question(k): v for k, v in changes.items()}
    return actions.plan_release(
        vet, id=new_id(), lot=of.lot, account=of.pen, qty=qty, site=site.pk, reason="fit",
        answers=[Checked(question=k, answer=v) for k, v in answers.items()],
    )  # fmt: skip


def released(of: Tortoises) -> int:
    row = Balance.objects.filter(lot=of.lot, account__state=State.RELEASED).first()
    return row.qty if row else 0


def test_examined_treated_and_released_by_two(
    tortoises: Tortoises, chan: User, pierre: User, lina: User
) -> None:
    cases.add_member(lina, case=tortoises.case, user=pierre.pk, reason="adviser")
    assert [it.detail for it in shows.needs(chan)]
    assess(chan, tortoises, 104, Finding.FIT)
    assess(chan, tortoises, 4, Finding.TREAT, "cracked shells")
    assert queries.fit(tortoises.lot) == 100
    with pytest.raises(Refused, match=r"care\.not-fit"):
        plan(chan, tortoises, 101)
    request = plan(chan, tortoises, 100)
    assert released(tortoises) == 0
    with pytest.raises(Refused):
        custody.approve(chan, request=request)
    custody.approve(pierre, request=request, reason="seen")
    assert released(tortoises) == 100
    actions.follow_up(chan, id=new_id(), plan=request, text="Seen at the pond")
    view = queries.plan(chan, request)
    assert (view.released, view.qty, len(view.follow_ups)) == (True, 100, 1)


def test_who_approves_a_release_reads_the_site_and_the_check_list_first(
    tortoises: Tortoises, chan: User, pierre: User, lina: User
) -> None:
    cases.add_member(lina, case=tortoises.case, user=pierre.pk, reason="adviser")
    assess(chan, tortoises, 104, Finding.FIT)
    request = plan(chan, tortoises, 100, site_protected=Answer.NOT_KNOWN)
    client = Client()
    client.force_login(pierre)
    page = client.get(reverse("custody:request", args=[request])).content.decode()
    with override("km"):
        assert queries.question_label(Question.SITE_PROTECTED) in page
        assert queries.answer_label(Answer.NOT_KNOWN) in page
    assert queries.plan(pierre, request).site in page


def test_what_fell_ill_since_it_was_planned_is_not_released(
    tortoises: Tortoises, chan: User, pierre: User, lina: User
) -> None:
    cases.add_member(lina, case=tortoises.case, user=pierre.pk, reason="adviser")
    assess(chan, tortoises, 104, Finding.FIT)
    request = plan(chan, tortoises, 104)
    assess(chan, tortoises, 10, Finding.TREAT, "mouth rot")
    with pytest.raises(Refused, match=r"care\.not-fit"):
        custody.approve(pierre, request=request)
    assert released(tortoises) == 0


def test_those_that_stay_are_not_fit_by_what_was_found_of_those_that_left(
    tortoises: Tortoises, chan: User, pierre: User, lina: User, srey: User
) -> None:
    """Four were fit and are free; the hundred that stay were found not releasable."""
    cases.add_member(lina, case=tortoises.case, user=pierre.pk, reason="adviser")
    assess(chan, tortoises, 100, Finding.NOT_RELEASABLE, "no native site")
    assess(chan, tortoises, 4, Finding.FIT)
    custody.approve(pierre, request=plan(chan, tortoises, 4))
    assert released(tortoises) == 4
    assert queries.fit(tortoises.lot) == 0
    with pytest.raises(Refused, match=r"care\.not-fit"):
        plan(chan, tortoises, 1)
    one = new_id()
    custody.split(
        srey, id=new_id(), account=tortoises.pen, lot=tortoises.lot,
        parts=[Part(lot=one, quantity=100)],
    )  # fmt: skip
    assert queries.fit(one) == 0, "nor by parting"


def test_what_the_vet_finds_of_those_that_stay_counts(
    tortoises: Tortoises, chan: User, pierre: User, lina: User
) -> None:
    cases.add_member(lina, case=tortoises.case, user=pierre.pk, reason="adviser")
    assess(chan, tortoises, 60, Finding.FIT)
    custody.approve(pierre, request=plan(chan, tortoises, 40))
    assert queries.fit(tortoises.lot) == 20
    assess(chan, tortoises, 64, Finding.FIT)
    assert queries.fit(tortoises.lot) == 64


def test_no_release_goes_past_the_vets_check_list(
    tortoises: Tortoises, srey: User, chan: User, pierre: User, lina: User
) -> None:
    cases.add_member(lina, case=tortoises.case, user=pierre.pk, reason="adviser")
    from sangkroh.custody.actions.decisions import Leaving

    request = new_id()
    line = Leaving(lot=tortoises.lot, account=tortoises.pen, quantity=104)
    custody.plan_release(srey, id=request, lines=[line], reason="past the vet")
    custody.approve(chan, request=request)
    with pytest.raises(Refused, match=r"care\.no-check-list"):
        custody.approve(pierre, request=request)
    assert released(tortoises) == 0


@pytest.mark.parametrize("question", ["taxon_confirmed", "not_injured"])
def test_without_a_yes_nothing_is_planned(tortoises: Tortoises, chan: User, question: str) -> None:
    assess(chan, tortoises, 104, Finding.FIT)
    with pytest.raises(Refused) as refused:
        plan(chan, tortoises, 1, **{question: Answer.NOT_KNOWN})
    assert refused.value.problems[0].path == f"answers.{question}"


def test_a_finding_says_why_and_of_how_many(tortoises: Tortoises, chan: User) -> None:
    with pytest.raises(Refused, match=r"care\.reason-needed"):
        assess(chan, tortoises, 1, Finding.NOT_RELEASABLE)
    with pytest.raises(Refused, match=r"care\.more-than-here"):
        assess(chan, tortoises, 105, Finding.FIT)


def test_a_vet_examines_a_whole_enclosure_on_one_page(
    tortoises: Tortoises, chan: User, srey: User, stranger: User
) -> None:
    url, client = reverse("care:examine-all", args=[tortoises.pen]), Client()
    lot = tortoises.lot
    client.force_login(chan)
    assert url in client.get(reverse("care:centre")).content.decode()
    said = {"act_id": str(new_id()), f"qty_{lot}": "104", f"finding_{lot}": "treat"}
    page = client.post(url, said)
    assert list(page.context["form"].errors) == [f"reason_{lot}"]
    page = client.post(url, said | {f"reason_{lot}": "mouth rot", f"qty_{lot}": "105"})
    assert list(page.context["form"].errors) == [f"qty_{lot}"]
    assert not Entry.objects.filter(action="care.assess").exists()
    for _ in range(2):  # a double click
        page = client.post(url, said | {f"finding_{lot}": "fit"})
        assert page.status_code == 302
    assert queries.fit(lot) == 104
    parts = Entry.objects.filter(action="care.assess", part_of__action="care.assess_all")
    assert parts.count() == 1
    page = client.post(url, {"act_id": str(new_id()), f"qty_{lot}": "104"})
    assert page.context["form"].non_field_errors()
    for other in (srey, stranger):
        client.force_login(other)
        assert client.post(url, said | {"act_id": str(new_id())}).status_code != 302
    assert queries.fit(lot) == 104


def test_where_there_is_one_place_nobody_is_asked_for_it(tortoises: Tortoises, srey: User) -> None:
    client = Client()
    client.force_login(srey)
    page = client.get(reverse("care:death", args=[tortoises.lot]))
    assert "account" not in [it.name for it in page.context["form"].visible_fields()]


def test_deaths_leave_the_books_with_their_cause(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    fact = actions.record_death(
        srey, id=new_id(), lot=tortoises.lot, account=tortoises.pen, qty=4, cause=Cause.TRANSPORT
    )
    custody.review_fact(chan, fact=fact, in_order=True)
    row = Balance.objects.get(lot=tortoises.lot, account__state=State.DIED)
    assert row.qty == 4
    assert queries.group(srey, tortoises.lot).places[0].qty == 100


def test_nobody_records_a_whole_group_dead_by_one_tap(tortoises: Tortoises, srey: User) -> None:
    """How many died is typed by hand; a treatment is of all unless the reader says otherwise."""
    client = Client()
    client.force_login(srey)
    started = [
        client.get(reverse(f"care:{it}", args=[tortoises.lot])).context["form"].initial["qty"]
        for it in ("death", "treat")
    ]
    assert started == [None, 104]


def test_seen_weighed_and_treated_stand_in_one_story(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    here: dict[str, Any] = {"lot": tortoises.lot, "account": tortoises.pen}
    actions.observe(srey, id=new_id(), qty=104, weight_g=250_500, **here)
    actions.treat(chan, id=new_id(), qty=2, text="Wounds cleaned", medicine="iodine", **here)
    texts = [it.text for it in queries.story(srey, tortoises.lot)]
    assert texts == ["Wounds cleaned · iodine", "250.5 kg"]
    with pytest.raises(Refused, match=r"care\.say-or-weigh"):
        actions.observe(srey, id=new_id(), qty=1, **here)


def test_a_release_is_followed_up_only_after_it_happened(tortoises: Tortoises, chan: User) -> None:
    assess(chan, tortoises, 104, Finding.FIT)
    request = plan(chan, tortoises, 104)
    with pytest.raises(Refused, match=r"care\.not-released-yet"):
        actions.follow_up(chan, id=new_id(), plan=request, text="Seen")


def test_who_may_not_examine_or_look(
    tortoises: Tortoises, srey: User, sok: User, rith: User, vanna: User, stranger: User
) -> None:
    for other in (srey, sok, rith, stranger):
        with pytest.raises(Refused, match="not-allowed"):
            assess(other, tortoises, 1, Finding.FIT)
    for other in (rith, vanna, stranger):
        assert not policies.visible(other).exists()
        client = Client()
        client.force_login(other)
        assert client.get(reverse("care:group", args=[tortoises.lot])).status_code == 404


def test_the_keeper_opens_the_centre_and_the_group(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    assess(chan, tortoises, 104, Finding.FIT)
    for reader in (srey, chan):
        client = Client()
        client.force_login(reader)
        for url in (reverse("care:centre"), reverse("care:group", args=[tortoises.lot])):
            answer = client.get(url)
            assert answer.status_code == 200
            assert b"104" in answer.content or "១០៤".encode() in answer.content


def test_the_page_of_the_centre_tells_no_case_to_whoever_else_serves_there(
    tortoises: Tortoises, srey: User, bopha: User, worker: User
) -> None:
    """Bopha writes to donors from the centre's own office. What it holds is keepers' to see."""
    place_person(worker, user=bopha.pk, office=network.office_id_of(srey))

    def page(user: User) -> str:
        client = Client()
        client.force_login(user)
        return client.get(reverse("care:centre")).text

    assert "104" in page(srey)
    assert "104" not in page(bopha)
    assert [it.held for it in queries.centre(bopha)] == [[]]
