"""A query compiled once answers as the queryset it was made from, field by field."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Exists, OuterRef

from sangkroh.core.compiled import Compiled, Given, insert
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, RoleGrant, Secret, User
from sangkroh.core.wall import door_open

ENTRY = Compiled(lambda: Entry.objects.filter(pk=Given("id")))
GRANTS = Compiled(
    lambda: RoleGrant.objects.filter(user=Given("user"), until__isnull=True).values_list(
        "role", "since"
    )
)
HOLDS_A_ROLE = Compiled(
    lambda: User.objects.filter(pk=Given("id")).values_list(
        Exists(RoleGrant.objects.filter(user=OuterRef("pk"))), flat=True
    )
)


@pytest.mark.django_db
def test_it_answers_as_its_queryset_does() -> None:
    for entry in Entry.objects.all()[:50]:
        found = ENTRY.first(id=entry.pk)
        assert found is not None
        assert found == entry
        for field in Entry._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(entry, field.attname), field.name
        assert found.secret == Secret.objects.get(pk=entry.pk)
    for user in User.objects.all():
        grants = RoleGrant.objects.filter(user=user, until__isnull=True)
        assert sorted(GRANTS.all(user=user.pk)) == sorted(grants.values_list("role", "since"))
        assert HOLDS_A_ROLE.all(id=user.pk) == [RoleGrant.objects.filter(user=user).exists()]


@pytest.mark.django_db
def test_what_is_not_there_is_not_found() -> None:
    assert ENTRY.first(id=new_id()) is None
    assert GRANTS.all(user=new_id()) == []
    assert HOLDS_A_ROLE.first(id=new_id()) is None


@pytest.mark.django_db
def test_a_row_written_is_the_row_that_a_save_writes() -> None:
    granted_by = User.objects.get(username="kosal")
    values = {"user": granted_by, "role": "vet", "since": date(2026, 1, 1),
              "granted_by": granted_by, "reason": "to compare"}  # fmt: skip
    with door_open():
        insert(one := RoleGrant(**values))
        RoleGrant(**values).save(force_insert=True)
    first, second = (
        {k: v for k, v in row.items() if k != "id"}
        for row in RoleGrant.objects.filter(reason="to compare").values()
    )
    assert first == second
    assert not one._state.adding
