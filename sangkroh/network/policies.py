"""Who may read the network: everybody with a role. A user without one sees nothing."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from .models import Agency, Office, Person, Power

M = TypeVar("M", bound=Model)


def visible(actor: User) -> QuerySet[Office]:
    return Office.objects.select_related("agency") if actor.roles else Office.objects.none()


def visible_agencies(actor: User) -> QuerySet[Agency]:
    return Agency.objects.all() if actor.roles else Agency.objects.none()


def visible_people(actor: User) -> QuerySet[Person]:
    people = Person.objects.select_related("user", "office__agency")
    return people if actor.roles else people.none()


def agency(actor: User, id: UUID, path: str = "agency") -> Agency:
    return _one(visible_agencies(actor).filter(pk=id), path)


def office(actor: User, id: UUID, path: str = "office") -> Office:
    return _one(visible(actor).filter(pk=id), path)


def person(actor: User, user_id: UUID, path: str = "user") -> Person:
    """The profile of the user with this id."""
    return _one(visible_people(actor).filter(user_id=user_id), path)


def power(actor: User, id: UUID, path: str = "power") -> Power:
    seen = Power.objects.filter(person__in=visible_people(actor))
    return _one(seen.filter(pk=id), path)


def _one(found: QuerySet[M], path: str) -> M:
    it = found.first()
    if it is None:
        raise NotFound(path)
    return it
