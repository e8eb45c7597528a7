"""Who sees a case, on random worlds: the predicate and the list agree, and agree with a model."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkroh.cases import actions, policies
from sangkroh.cases.models import Case, Readmission
from sangkroh.core.actions import end_role
from sangkroh.core.actors import by_username
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import RoleGrant, User
from sangkroh.network.actions import place_person
from sangkroh.network.queries import agency_id_of, office_id_of

PEOPLE = ("lina", "dara", "vanna", "rith", "pierre", "maly", "kosal", "stranger")
WORLDS = 25


@dataclass
class World:
    """What ought to be true, kept in plain Python beside the acts."""

    case: UUID
    members: set[str]
    lead: str
    shut: list[tuple[UUID, set[str], set[str]]] = field(default_factory=list)
    """For each shut-out: the agency, who has served there since, and who was readmitted."""

    def sees(self, user: User) -> bool:
        barred = any(
            user.username not in readmitted
            and (user.username in served or agency_id_of(user) is None)
            for _, served, readmitted in self.shut
        )
        return bool(user.current_roles()) and user.username in self.members and not barred


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "shut", "readmit", "move", "end_roles"]),
        st.sampled_from(PEOPLE), st.sampled_from(PEOPLE),
    ),
    max_size=12,
)  # fmt: skip


def user(name: str) -> User:
    return by_username(name)


def play(world: World, step: str, one: str, two: str) -> None:
    """Try the act; where it is done, the model follows."""
    lead, who = user(world.lead), user(one)
    if step == "add":
        actions.add_member(lead, case=world.case, user=who.pk, reason="x")
        world.members.add(one)
    elif step == "remove":
        actions.remove_member(lead, case=world.case, user=who.pk, reason="x")
        world.members.discard(one)
    elif step == "shut":
        shut_out(world, agency_id_of(who), two)
    elif step == "readmit":
        actions.readmit(lead, case=world.case, user=who.pk, reason="x")
        world.members.add(one)
        for _, _, readmitted in world.shut:
            readmitted.add(one)
    elif step == "move":
        move(world, who, office_id_of(user(two)))
    else:
        for grant in RoleGrant.objects.filter(user=who, until=None):
            end_role(user("kosal"), grant=grant.pk, reason="x")


def shut_out(world: World, agency: UUID | None, new_lead: str) -> None:
    if agency is None:
        return
    actions.mark_one_of_ours(
        user(world.lead), case=world.case, agency=agency, reason="x", new_lead=user(new_lead).pk
    )
    world.shut.append((agency, {p for p in PEOPLE if agency_id_of(user(p)) == agency}, set()))
    world.lead = Case.objects.get(pk=world.case).lead.username


def move(world: World, who: User, office: UUID | None) -> None:
    if office is None:
        return
    place_person(the_worker(), user=who.pk, office=office)
    for agency, served, _ in world.shut:
        if agency_id_of(who) == agency:
            served.add(who.username)


def disagreements(world: World) -> list[str]:
    """Readers for whom the model, the predicate and the list do not say the same."""
    found = []
    for name in PEOPLE:
        reader = user(name)
        listed = policies.visible(reader).filter(pk=world.case).exists()
        if not (world.sees(reader) == policies.may_see(reader, world.case) == listed):
            found.append(name)
    return found


def disagreements_in(steps: list[tuple[str, str, str]]) -> list[str]:
    """Play a world and forget it again."""
    before = transaction.savepoint()
    world = World(actions.open(user("lina"), id=new_id(), title="x"), {"lina"}, "lina")
    for step, one, two in steps:
        with suppress(Refused):
            play(world, step, one, two)
    found = disagreements(world)
    transaction.savepoint_rollback(before)
    return found


@pytest.mark.django_db
def test_the_predicate_is_true_exactly_when_the_case_is_in_the_list() -> None:
    @settings(
        max_examples=WORLDS, deadline=None, database=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(STEPS)
    def worlds(steps: list[tuple[str, str, str]]) -> None:
        assert disagreements_in(steps) == []

    worlds()


STORY = [
    ("add", "vanna", "lina"), ("add", "rith", "lina"), ("shut", "vanna", "lina"),
    ("remove", "rith", "lina"), ("readmit", "vanna", "lina"), ("add", "pierre", "lina"),
    ("shut", "pierre", "lina"),     ("add", "maly", "lina"), ("end_roles", "maly", "lina"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["everything", "members_only", "no_readmission", "no_roles"])
def test_the_property_fails_when_the_policy_is_wrong(monkeypatch: Any, wrong: str) -> None:
    assert disagreements_in(STORY) == []
    right, shut_outs = policies.visible, policies.shut_outs_of
    if wrong == "everything":
        monkeypatch.setattr(policies, "visible", lambda actor: Case.objects.all())
    elif wrong == "members_only":
        monkeypatch.setattr(policies, "shut_outs_of", lambda p: shut_outs(p).none())
    elif wrong == "no_readmission":
        monkeypatch.setattr(policies.Readmission, "objects", Readmission.objects.none())
    else:
        members = Case.objects.filter
        monkeypatch.setattr(
            policies, "visible",
            lambda actor: right(actor) if actor.roles else members(members__user=actor),
        )  # fmt: skip
    assert disagreements_in(STORY) != []


@pytest.mark.django_db
def test_no_role_alone_sees_a_case() -> None:
    case = actions.open(user("maly"), id=new_id(), title="x")
    for name in PEOPLE:
        assert policies.may_see(user(name), case) is (name == "maly")
