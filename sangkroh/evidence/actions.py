"""Keeping files as evidence: the bytes arrive first (`store.receive`), the record by an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from sangkroh.cases import policies as cases
from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import EVERYONE, Role
from sangkroh.core.types import Degrees, Line, MaybeLine, Shape

from . import policies, store
from .models import Check, File, GivenUp, Pending
from .rules import Origin, Outcome
from .store import Claimed

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Kind = Annotated[str, StringConstraints(pattern=r"^([a-z]+\.[A-Za-z]+)?$", max_length=64)]
"""What a file is about: `room.Model`, or nothing for the case as a whole."""
WRITERS = EVERYONE - {Role.DONOR_RELATIONS, Role.SOURCE_CUSTODIAN, Role.ADMINISTRATOR}


class Photo(Shape):
    """A file of a form whose bytes arrived with it. Name it among an act's `personal` arguments."""

    id: UUID
    sha256: Sha256
    name: MaybeLine = ""


@action(by=WRITERS - {Role.AUDITOR}, personal={"name", "taken_by_name"})
def keep(
    actor: User, /, *, id: UUID, case: UUID, sha256: Sha256, name: MaybeLine = "",
    origin: Origin = Origin.UNKNOWN, taken_by: UUID | None = None, taken_by_name: MaybeLine = "",
    claimed_time: datetime | None = None, claimed_latitude: Degrees | None = None,
    claimed_longitude: Degrees | None = None, about_kind: Kind = "", about_id: UUID | None = None,
    pending: UUID | None = None,
) -> UUID:  # fmt: skip
    """Keep a file, whose bytes have arrived, in a case; perhaps about one thing in it.

    Time and place that are not given are read from the camera's data. Both stay claims.
    """
    cases.get(actor, case)
    require(bool(about_kind) == (about_id is not None), "evidence.about-what", "about_kind")
    if not store.was_sent_by(sha256, actor.pk):
        known = list(policies.visible(actor).filter(sha256=sha256))
        require(bool(known), "evidence.not-received", "sha256")
        whole = any(policies.tells_all(actor, it) for it in known)
        require(whole, "evidence.may-betray", "sha256")
    claims = Claimed(
        claimed_time.isoformat(" ", "seconds") if claimed_time else "",
        claimed_latitude, claimed_longitude,
    )  # fmt: skip
    _write(
        actor, Photo(id=id, sha256=sha256, name=name), case, about_kind, about_id, origin, claims,
        taken_by_id=_user(taken_by), taken_by_name=taken_by_name,
        pending=_awaited(actor, pending, case) if pending else None,
    )  # fmt: skip
    concerns(case)
    return id


def _write(
    actor: User, photo: Photo, case: UUID, about_kind: str, about_id: UUID | None, origin: Origin,
    claims: Claimed, **more: object,
) -> None:  # fmt: skip
    blob = store.blob(photo.sha256)
    there = File.objects.filter(
        case=case, sha256=photo.sha256, about_kind=about_kind, about_id=about_id
    )
    require(not there.exists(), "evidence.already-kept", "sha256")
    camera = store.claimed(photo.sha256, blob.media_type)
    if claims.latitude is None or claims.longitude is None:
        claims = Claimed(claims.time, camera.latitude, camera.longitude)
    File.objects.create(
        id=photo.id, case_id=case, sha256=photo.sha256, size=blob.size, name=photo.name,
        media_type=blob.media_type, origin=origin, claimed_time=claims.time or camera.time,
        claimed_latitude=claims.latitude, claimed_longitude=claims.longitude,
        about_kind=about_kind, about_id=about_id, kept_by=actor, kept_at=this_act().received_at,
        entry_id=this_act().id, **more,
    )  # fmt: skip


def keep_beside(
    actor: User, photos: Sequence[Photo], *, case: UUID, about_kind: str, about_id: UUID
) -> list[UUID]:
    """Keep the files of a form about one thing of a case, within the act under way, for an actor
    who need not see the case: the room above has looked at what they may do to that thing. A
    keeper photographs the dead of the centre and knows no case. They see no more by it."""
    for n, photo in enumerate(photos):
        sent = store.was_sent_by(photo.sha256, actor.pk)
        require(sent, "evidence.not-received", f"photos.{n}.sha256")
        _write(actor, photo, case, about_kind, about_id, Origin.UNKNOWN, Claimed())
    return [photo.id for photo in photos]


@action(by=WRITERS - {Role.AUDITOR}, personal={"photos", "taken_by_name"})
def keep_many(
    actor: User, /, *, case: UUID, photos: list[Photo], origin: Origin = Origin.UNKNOWN,
    taken_by_name: MaybeLine = "", pending: UUID | None = None,
) -> None:  # fmt: skip
    """Keep several files in a case at once: all of them or none. The first is what was awaited."""
    for photo in photos:
        keep(
            actor, id=photo.id, case=case, sha256=photo.sha256, name=photo.name, origin=origin,
            taken_by_name=taken_by_name, pending=pending,
        )  # fmt: skip
        pending = None


def keep_all(
    actor: User, photos: Iterable[Photo], *, case: UUID, about_kind: str = "",
    about_id: UUID | None = None, origin: Origin = Origin.AT_SCENE,
) -> None:  # fmt: skip
    """Keep the files that came with a form: each a part of the act under way."""
    for photo in photos:
        keep(
            actor, id=photo.id, case=case, sha256=photo.sha256, name=photo.name, origin=origin,
            about_kind=about_kind, about_id=about_id,
        )  # fmt: skip


@action(by=WRITERS - {Role.AUDITOR}, personal={"what"})
def mark_pending(
    actor: User, /, *, id: UUID, case: UUID, what: Line, sha256: Sha256 | None = None,
    about_kind: Kind = "", about_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Note that a file is promised and not there; it is asked for until it is kept or given up."""
    found = cases.get(actor, case)
    require(bool(about_kind) == (about_id is not None), "evidence.about-what", "about_kind")
    Pending.objects.create(
        id=id, case=found, what=what, sha256=sha256 or "", about_kind=about_kind,
        about_id=about_id, marked_by=actor, marked_at=this_act().received_at,
    )  # fmt: skip
    concerns(case)
    return id


@action(by=WRITERS - {Role.AUDITOR}, personal={"reason"})
def give_up(actor: User, /, *, pending: UUID, reason: Line) -> None:
    """Say that an awaited file will not come, and why."""
    found = _awaited(actor, pending)
    GivenUp.objects.create(pending=found, reason=reason, entry_id=this_act().id)
    concerns(found.case_id)


@action(by=WRITERS | {Role.WORKER})
def check(actor: User, /, *, file: UUID) -> Outcome:
    """Read a file again and write down whether it still is what was kept."""
    found = (
        File.objects.filter(pk=file).first()
        if Role.WORKER in actor.roles
        else policies.get(actor, file)
    )
    if found is None:
        raise NotFound("file")
    outcome = store.check(found.sha256)
    Check.objects.create(
        id=new_id(), file=found, outcome=outcome, checked_by=actor,
        checked_at=this_act().received_at,
    )  # fmt: skip
    concerns(found.case_id)
    return outcome


def _user(user_id: UUID | None) -> UUID | None:
    if user_id and not User.objects.filter(pk=user_id, kind=User.Kind.PERSON).exists():
        raise NotFound("taken_by")
    return user_id


def _awaited(actor: User, pending_id: UUID, case: UUID | None = None) -> Pending:
    found = policies.awaited(actor).filter(pk=pending_id).first()
    if found is None or case not in (None, found.case_id):
        raise Refused("evidence.no-longer-awaited", "pending")
    return found
