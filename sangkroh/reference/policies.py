"""Everyone with a role reads reference; who may change a value is said at each act."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from sangkroh.core.errors import NotFound, Refused
from sangkroh.core.models import User
from sangkroh.core.roles import Role

LAWYERS = frozenset({Role.LEGAL_OFFICER})
"""Who keeps law, codes, legal status and the names of animals."""
PLACERS = frozenset({Role.LEGAL_OFFICER, Role.LEAD, Role.DUTY_OFFICER})
"""Who keeps places."""
M = TypeVar("M", bound=Model)


def visible(actor: User, kind: type[M]) -> QuerySet[M]:
    """The rows of this kind that the actor may read: all of them with any role, else none."""
    rows = kind._default_manager.all()
    return rows if actor.roles else rows.none()


def get(actor: User, kind: type[M], id: UUID, path: str = "") -> M:
    """The row, locked for an act. NotFound if it is not there or not for this actor."""
    row = visible(actor, kind).select_for_update().filter(pk=id).first()
    if row is None:
        raise NotFound(path)
    return row


def require_one_of(actor: User, roles: Collection[Role]) -> None:
    """Refuse to show a form to whoever may not do its act."""
    if not actor.roles & frozenset(roles):
        raise Refused("core.not-allowed")


def keeps_law(actor: User) -> bool:
    return bool(actor.roles & LAWYERS)


def keeps_places(actor: User) -> bool:
    return bool(actor.roles & PLACERS)
