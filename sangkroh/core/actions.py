"""Who may come in: users and their dated roles. Every change is an act, with its reason."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.contrib.auth.hashers import make_password
from pydantic import Field, StringConstraints

from .door import action
from .errors import NotFound, require
from .ids import new_id
from .models import RoleGrant, User
from .roles import GRANTABLE, Role
from .times import now
from .types import Line, MaybeLine

Username = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9._-]{1,31}$")]
PasswordHash = Annotated[str, Field(min_length=20, max_length=200)]


class Language(StrEnum):
    KM = "km"
    EN = "en"


@action(by={Role.ADMINISTRATOR, Role.WORKER}, personal={"name", "name_km"})
def invite(
    actor: User, /, *, id: UUID, username: Username, name: Line, name_km: MaybeLine = "",
    language: Language = Language.KM, practice: bool = False,
) -> UUID:  # fmt: skip
    """Make a log-in for a person, without a password and without any role yet."""
    require(not User.objects.filter(username=username).exists(), "core.username-taken", "username")
    User.objects.create(
        id=id, username=username, name=name, name_km=name_km, language=language,
        practice=practice, password=make_password(None),
    )  # fmt: skip
    return id


@action(by={Role.ADMINISTRATOR, Role.WORKER})
def grant_role(
    actor: User, /, *, user: UUID, role: Role, reason: Line, since: date | None = None,
    until: date | None = None,
) -> UUID:  # fmt: skip
    """Give a person a role, from a day and perhaps to a day, for a reason.

    Nobody gives a role to themselves: an administrator runs the machine and has no other power.
    """
    require(role in GRANTABLE, "core.not-grantable", "role")
    require(user != actor.pk, "core.not-for-oneself", "user")
    it = RoleGrant(
        id=new_id(), user=_person(user), role=role, since=since or now().date(), until=until,
        granted_by=actor, reason=reason,
    )  # fmt: skip
    require(until is None or until >= it.since, "core.latest-before-earliest", "until")
    it.save(force_insert=True)
    return it.pk


def _person(user_id: UUID) -> User:
    user = User.objects.select_for_update().filter(pk=user_id, kind=User.Kind.PERSON).first()
    if user is None:
        raise NotFound("user")
    return user
