"""A restore is written down in the journal that it brought back."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from ..door import action
from ..models import Secret, User
from ..roles import Role
from ..types import Code

Forgotten = Annotated[list[UUID], Field(max_length=1_000_000)]


@action(by={Role.WORKER})
def note_restore(actor: User, /, *, archive: Code, entries: Forgotten) -> int:
    """Note that this backup was restored, and forget again what had been forgotten after it.

    entries: those whose personal text the replaced database had destroyed and the backup still
    holds. Returns how many were destroyed again.
    """
    destroyed, _ = Secret.objects.filter(pk__in=entries).delete()
    return destroyed
