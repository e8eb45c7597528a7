"""The numbered frauds from 37 on: one person as two, by a key of one's own or by another office."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import now
from sangkroh.custody.models import Fact, Handover, Receipt, Request, Review
from sangkroh.custody.rules import State
from sangkroh.network.models import Person, Placement
from sangkroh.network.queries import agency_id_of, office_id_of

from .fraud_world import Forger
from .frauds import FRAUDS, fraud, leg
from .frauds_of_people import approval, approval_as_vet, released

__all__ = ["FRAUDS"]

BY_A_KEY = ("custody_approval_by_another", "custody_approval_by_a_person")


def key_of(f: Forger, owner: str) -> str:
    """A key that answers to this person; the name under which the forger's world knows it."""
    name, id = f"key of {owner}", new_id()
    f.insert(
        User, id=id, username=f"key-{id.hex}", name=name, name_km="", language="km", kind="key",
        khmer_digits=False, is_active=True, practice=False, password="!",
        owner_id=f.world.users[owner],
    )  # fmt: skip
    f.world.users[name] = id
    return name


def update(f: Forger, model: type, id: UUID, **values: object) -> None:
    """Change a row, by the ORM or by raw SQL."""
    if f.by == "orm":
        model.objects.filter(pk=id).update(**values)  # type: ignore[attr-defined]
        return
    it = model.objects.get(pk=id)  # type: ignore[attr-defined]
    fields = {fd.attname: fd for fd in it._meta.concrete_fields}
    f.change(model, id, {fields[name]: value for name, value in values.items()})


@fraud(37, "approve one's own request by one's own key", guards=BY_A_KEY)
def f37(f: Forger) -> None:
    key = key_of(f, "srey")
    approval(f, f.world.counting, key, key)


@fraud(37, "count on the word of one's own key", guards=(*BY_A_KEY, "custody_movement_approved"))
def f37b(f: Forger) -> None:
    w, key = f.world, key_of(f, "srey")
    approval(f, w.counting, key, key)
    out, conversion = f.lot(parent_lot_id=w.sacks), f.state(State.COUNT_CONVERSION)
    f.post(
        "count", leg(f, 3, lot=w.sacks, to=conversion),
        leg(f, 40, lot=out, source=conversion, to=w.pens[0]), request=w.counting,
    )  # fmt: skip


@fraud(38, "approve another's request by a key", guards=("custody_approval_by_a_person",))
def f38(f: Forger) -> None:
    key = key_of(f, "chan")
    approval(f, f.world.counting, key, key)


@fraud(38, "ask by a key", guards=("custody_request_by_a_person",))
def f38b(f: Forger) -> None:
    entry, write = f.entry(key := key_of(f, "srey"))
    user = f.world.user(key)
    f.insert(
        Request, id=new_id(), by_id=user.pk, entry_id=entry, at=now(), case_id=f.world.case,
        kind="correction", basis="move", payload={}, reason="", as_vet=False, needs_vet=False,
        needs_other_agency=False, agency_id=agency_id_of(user),
    )  # fmt: skip
    write()


def review(f: Forger, by: str) -> None:
    entry, write = f.entry(by)
    fact = Fact.objects.get(movement=f.world.death)
    f.insert(
        Review, id=new_id(), by_id=f.world.users[by], entry_id=entry, at=now(), fact_id=fact.pk,
        in_order=True, note="",
    )  # fmt: skip
    write()


@fraud(39, "review one's own fact", guards=("custody_review_by_another",))
def f39(f: Forger) -> None:
    review(f, "srey")


@fraud(39, "review one's own fact by one's own key", guards=(
       "custody_review_by_another", "custody_review_by_a_person"))  # fmt: skip
def f39b(f: Forger) -> None:
    review(f, key_of(f, "srey"))


@fraud(39, "review a fact by a key", guards=("custody_review_by_a_person",))
def f39c(f: Forger) -> None:
    review(f, key_of(f, "chan"))


@fraud(40, "receive one's own dispatch by one's own key", guards=("custody_receipt_by_another",))
def f40(f: Forger) -> None:
    w, key = f.world, key_of(f, "sok")
    lot = Handover.objects.get(pk=w.road).movement.lines.get().from_lot_id
    movement = f.post("receive", leg(f, 9, lot=lot, source=w.road, to=w.pens[0]), actor=key)
    entry, write = f.entry(key)
    f.insert(
        Receipt, id=new_id(), by_id=w.users[key], entry_id=entry, at=now(), handover_id=w.road,
        movement_id=movement, account_id=w.pens[0], accepted_by="count", broken_seals=[],
    )  # fmt: skip
    write()


@fraud(41, "a key that is nobody's", guards=("core_user_fixed",))
def f41(f: Forger) -> None:
    update(f, User, f.world.users[key_of(f, "srey")], owner_id=None)


def moved(f: Forger, who: str, to: str) -> None:
    """Another office for somebody, written as the act writes it."""
    user, office = f.world.user(who), office_id_of(f.world.user(to))
    person = Person.objects.get(user=user)
    old = Placement.objects.get(person=person, ended_at=None)
    today = now().date()
    update(f, Placement, old.pk, until=max(today, old.since), ended_at=now())
    update(f, Person, person.pk, office_id=office)
    f.insert(Placement, id=new_id(), person_id=person.pk, office_id=office, title="", since=today)


@fraud(42, "another organisation's word from somebody moved there for it", guards=(
       "custody_movement_with_another_agency",))  # fmt: skip
def f42(f: Forger) -> None:
    moved(f, "lina", "pierre")
    approval(f, f.world.release, "lina", "lina")
    approval_as_vet(f)
    f.post("release", released(f, f.world.tortoises), basis="planned", request=f.world.release)


@fraud(43, "have left an agency earlier than one did", guards=("network_placement_ends_once",))
def f43(f: Forger) -> None:
    moved(f, "lina", "pierre")
    left = Placement.objects.filter(person__user=f.world.users["lina"]).get(ended_at__isnull=False)
    update(f, Placement, left.pk, ended_at=now() - timedelta(days=200))
