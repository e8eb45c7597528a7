"""API keys: a key acts as its own user, and never does more than the person who owns it may."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from ..door import action
from ..errors import NotFound, require
from ..ids import new_id
from ..models import Key, RoleGrant, User
from ..roles import NEEDS_SECOND_FACTOR, Role
from ..types import Line
from .people import Digest

KEY_LASTS = timedelta(days=366)
"""The longest that a key may be good for."""


@action(by={Role.LEAD, Role.ADMINISTRATOR}, apart={"digest"})
def issue_key(
    actor: User, /, *, id: UUID, name: Line, digest: Digest, roles: list[Role], until: date,
    reason: Line,
) -> UUID:  # fmt: skip
    """Make a key for a machine that works in one's own name, with some of one's own roles.

    It ends with the role or the log-in of its owner, and by `until` at the latest. A role that
    needs a second factor is given to no key. `digest` is the SHA-256 of the key's token.
    """
    today = timezone.localdate()
    require(actor.kind == User.Kind.PERSON, "core.not-allowed")
    require(bool(roles), "core.missing", "roles")
    require(set(roles) <= actor.current_roles(), "core.not-your-role", "roles")
    require(not set(roles) & NEEDS_SECOND_FACTOR, "core.not-for-a-key", "roles")
    require(until > today, "core.already-over", "until")
    require(until <= today + KEY_LASTS, "core.too-far", "until", limit=KEY_LASTS.days)
    User.objects.create(
        id=id, username=f"key-{id.hex}", name=name, kind=User.Kind.KEY, owner=actor,
        language=actor.language, practice=actor.practice, password=make_password(None),
    )  # fmt: skip
    Key.objects.create(user_id=id, digest=digest, until=until)
    RoleGrant.objects.bulk_create(
        RoleGrant(
            id=new_id(), user_id=id, role=role, since=today, until=until, granted_by=actor,
            reason=reason,
        )
        for role in sorted(set(roles))
    )  # fmt: skip
    return id


@action(by={Role.LEAD, Role.ADMINISTRATOR})
def revoke_key(actor: User, /, *, key: UUID, reason: Line) -> UUID:
    """End a key at once: one's own, or as an administrator anybody's."""
    it = User.objects.select_for_update().filter(pk=key, kind=User.Kind.KEY).first()
    if it is None or not (it.owner_id == actor.pk or Role.ADMINISTRATOR in actor.current_roles()):
        raise NotFound("key")
    require(it.is_active, "core.not-active", "key")
    it.is_active = False
    it.save(update_fields=["is_active"])
    return key
