"""Who may come in: users and their dated roles. Every change is an act, with its reason."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django_otp import devices_for_user
from django_otp.plugins.otp_totp.models import TOTPDevice
from pydantic import StringConstraints

from ..door import action
from ..errors import NotFound, require
from ..ids import new_id
from ..models import Link, RoleGrant, User
from ..roles import EVERYONE, GRANTABLE, Role
from ..times import now
from ..types import Line, MaybeLine

Username = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9._-]{1,31}$")]
PasswordHash = Annotated[
    str, StringConstraints(pattern=r"^argon2\$argon2id\$[A-Za-z0-9$=,+/]{60,180}$")
]
"""A password as Django keeps it; the password itself never reaches an act."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a token, in hexadecimal; the token itself never reaches an act."""
LINK_LASTS = timedelta(hours=72)


class Language(StrEnum):
    KM = "km"
    EN = "en"


@action(by={Role.ADMINISTRATOR, Role.WORKER}, personal={"name", "name_km"}, apart={"link"})
def invite(
    actor: User, /, *, id: UUID, username: Username, name: Line, name_km: MaybeLine = "",
    language: Language = Language.KM, practice: bool = False, link: Digest | None = None,
) -> UUID:  # fmt: skip
    """Make a log-in for a person, without a password and without any role yet.

    link: digest of the token of a one-time link by which they set their password.
    """
    require(not User.objects.filter(username=username).exists(), "core.username-taken", "username")
    User.objects.create(
        id=id, username=username, name=name, name_km=name_km, language=language,
        practice=practice, password=make_password(None),
    )  # fmt: skip
    if link:
        _new_link(actor, id, link)
    return id


@action(by={Role.ADMINISTRATOR, Role.WORKER}, apart={"link"})
def offer_link(actor: User, /, *, user: UUID, link: Digest, reason: Line) -> UUID:
    """Give a person a new one-time link, good for 72 hours. The old password stops at once.

    The second factor stays as it is, so that the link alone lets nobody in who has one.
    """
    require(user != actor.pk, "core.not-for-oneself", "user")
    person = _person(user)
    require(person.is_active, "core.not-active", "user")
    person.password = make_password(None)
    person.save(update_fields=["password"])
    _new_link(actor, user, link)
    return user


@action(by={Role.WORKER}, apart={"link", "password"})
def take_link(actor: User, /, *, link: Digest, password: PasswordHash) -> UUID:
    """Set the password of whoever holds a one-time link: the link is their proof."""
    it = Link.objects.select_for_update().filter(digest=link).select_related("user").first()
    require(
        it is not None and it.ended_at is None and it.until > now() and it.user.is_active,
        "core.link-is-over",
    )
    assert it is not None  # noqa: S101
    it.ended_at = now()
    it.save(update_fields=["ended_at"])
    set_password(actor, user=it.user_id, password=password)
    return it.user_id


@action(by=EVERYONE | {Role.WORKER}, apart={"password"})
def set_password(actor: User, /, *, user: UUID, password: PasswordHash) -> UUID:
    """Set one's own password (the page asks for the old one first). Other sessions end."""
    person = _person(user)
    require(user == actor.pk or actor.kind == User.Kind.WORKER, "core.only-for-oneself", "user")
    person.password = password
    person.save(update_fields=["password"])
    return user


@action(by={Role.ADMINISTRATOR})
def deactivate(actor: User, /, *, user: UUID, reason: Line) -> UUID:
    """Shut a person out at once: every session, link and API key of theirs ends."""
    require(user != actor.pk, "core.not-for-oneself", "user")
    person = _person(user)
    require(person.is_active, "core.not-active", "user")
    _administrator_remains(without=user)
    person.is_active, person.password = False, make_password(None)
    person.save(update_fields=["is_active", "password"])
    _end_links(user)
    return user


@action(by={Role.ADMINISTRATOR}, apart={"link"})
def reactivate(actor: User, /, *, user: UUID, reason: Line, link: Digest) -> UUID:
    """Let a person in again, by a new one-time link. Their roles are as they were left."""
    require(user != actor.pk, "core.not-for-oneself", "user")
    person = _person(user)
    require(not person.is_active, "core.active-already", "user")
    person.is_active = True
    person.save(update_fields=["is_active"])
    _new_link(actor, user, link)
    return user


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
        id=new_id(), user=_person(user), role=role, since=since or timezone.localdate(),
        until=until, granted_by=actor, reason=reason,
    )  # fmt: skip
    require(until is None or until >= it.since, "core.latest-before-earliest", "until")
    it.save(force_insert=True)
    return it.pk


@action(by={Role.ADMINISTRATOR})
def end_role(actor: User, /, *, grant: UUID, reason: Line) -> UUID:
    """Take a role back from today, for a reason. The last administrator keeps theirs."""
    it = RoleGrant.objects.select_for_update().filter(pk=grant).first()
    if it is None:
        raise NotFound("grant")
    today = timezone.localdate()
    require(it.until is None or it.until > today, "core.role-is-over", "grant")
    if it.role == Role.ADMINISTRATOR and it.holds_on(today):
        _administrator_remains(without=it.user_id)
    it.until, it.ended_by, it.end_reason = max(today, it.since), actor, reason
    it.save(update_fields=["until", "ended_by", "end_reason"])
    return it.pk


@action(by=EVERYONE)
def add_second_factor(actor: User, /) -> None:
    """Ask for a code from one's own phone at every log-in from now on.

    The page has made the device and seen one right code from it.
    """
    waiting = TOTPDevice.objects.filter(user=actor, confirmed=False).first()
    require(waiting is not None, "core.no-second-factor")
    assert waiting is not None  # noqa: S101
    TOTPDevice.objects.filter(user=actor, confirmed=True).delete()
    waiting.confirmed = True
    waiting.save(update_fields=["confirmed"])


@action(by={Role.ADMINISTRATOR})
def drop_second_factor(actor: User, /, *, user: UUID, reason: Line) -> UUID:
    """Take away the second factor of a person who lost their phone and their recovery codes.

    Not by an administrator who holds an open link of theirs: the two would let them in.
    """
    require(user != actor.pk, "core.not-for-oneself", "user")
    person = _person(user)
    devices = list(devices_for_user(person))
    require(bool(devices), "core.no-second-factor", "user")
    mine = Link.objects.filter(user=user, made_by=actor, made_at__gt=now() - LINK_LASTS)
    require(not mine.exists(), "core.not-both", "user")
    for device in devices:
        device.delete()
    return user


def _person(user_id: UUID) -> User:
    user = User.objects.select_for_update().filter(pk=user_id, kind=User.Kind.PERSON).first()
    if user is None:
        raise NotFound("user")
    return user


def _administrator_remains(*, without: UUID) -> None:
    """Refuse unless somebody else is an administrator today, to the day before which it is known.

    Locks the journal's end already: two administrators cannot remove each other at once.
    """
    others = RoleGrant.objects.filter(
        role=Role.ADMINISTRATOR, user__is_active=True, user__kind=User.Kind.PERSON
    ).exclude(user=without)
    today = timezone.localdate()
    require(any(it.holds_on(today) for it in others), "core.last-administrator")


def _new_link(actor: User, user: UUID, digest: str) -> None:
    _end_links(user)
    at = now()
    Link.objects.create(
        user_id=user, digest=digest, made_by=actor, made_at=at, until=at + LINK_LASTS
    )


def _end_links(user: UUID) -> None:
    Link.objects.filter(user=user, ended_at=None).update(ended_at=now())
