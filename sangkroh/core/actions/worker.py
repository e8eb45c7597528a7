"""What the worker could not do is laid aside, seen by the administrator, and tried again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from ..door import action, this_act
from ..errors import NotFound
from ..models import SetAside, User
from ..roles import Role
from ..times import now

Name = Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,200}$")]


@action(by={Role.WORKER})
def set_aside(actor: User, /, *, handler: Name, entry: UUID, fault: Name) -> UUID:
    """Lay aside an entry that a handler failed on too often, so that the next can be taken."""
    it, _ = SetAside.objects.get_or_create(
        handler=handler, entry_id=entry,
        defaults={"id": this_act().id, "fault": fault[:100], "since": now()},
    )  # fmt: skip
    return it.pk


@action(by={Role.ADMINISTRATOR})
def take_up_again(actor: User, /, *, it: UUID) -> UUID:
    """Ask the worker to try once more what was laid aside."""
    row = _aside(it)
    row.again = True
    row.save(update_fields=["again"])
    return it


@action(by={Role.WORKER})
def put_down(actor: User, /, *, it: UUID, done: bool) -> UUID:
    """Say how the new try went: done, or laid aside as before."""
    row = _aside(it)
    row.again, row.done_at = False, now() if done else None
    row.save(update_fields=["again", "done_at"])
    return it


def _aside(pk: UUID) -> SetAside:
    row = SetAside.objects.select_for_update().filter(pk=pk, done_at=None).first()
    if row is None:
        raise NotFound("it")
    return row
