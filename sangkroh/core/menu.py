"""The menu: each room adds its own line, shown to the roles that may use it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from .models import User
from .roles import Role


@dataclass(frozen=True)
class Item:
    order: int
    label: str | Promise
    url_name: str
    roles: frozenset[Role]


ITEMS: list[Item] = []


def add(order: int, label: str | Promise, url_name: str, roles: Collection[Role]) -> None:
    ITEMS.append(Item(order, label, url_name, frozenset(roles)))
    ITEMS.sort(key=lambda it: it.order)


def menu_of(user: User) -> list[Item]:
    return [it for it in ITEMS if it.roles & user.roles]
