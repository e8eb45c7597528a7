"""One way to raise each refusal, told on the practice world: a table for every room.

A story does what must have happened before, and returns what is then asked in vain: an act of
somebody (`Asked`), a request of the API (`Requested`) or a form of a page (`Typed`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sangkroh.core.actors import by_username
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.door import REGISTRY, Act, perform
from sangkroh.core.ids import new_id
from sangkroh.core.models import User


@dataclass(frozen=True)
class Asked:
    """An act with its arguments as JSON, as every door brings it."""

    who: str
    act: str
    raw: str
    about: Act


@dataclass(frozen=True)
class Requested:
    """A request of the API, from a page of the house unless `csrf` is False."""

    who: str
    path: str
    body: bytes = b"{}"
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    csrf: bool = True


@dataclass(frozen=True)
class Typed:
    """A form of a page, and which of its fields is refused."""

    who: str
    url: str
    values: dict[str, Any]


Story = Callable[[], Asked | Requested | Typed]


@dataclass(frozen=True)
class Told:
    """A refusal: its code, the path of its field, and one way to raise it."""

    code: str
    path: str
    story: Story


def user(name: str) -> User:
    return the_worker() if name == "worker" else by_username(name)


def do(who: str, act: str, **said: Any) -> Any:
    """The act is done. Returns its answer."""
    it = ask(who, act, **said)
    return perform(it.act, user(it.who), it.raw, about=it.about)


def ask(who: str, act: str, *, about: Act | None = None, **said: Any) -> Asked:
    """The act as it is asked; where it makes a record, with an id for it."""
    if "id" in REGISTRY[act].shape.model_fields:
        said.setdefault("id", new_id())
    return Asked(who, act, json.dumps(said, default=str), about or Act())
