"""A file is seen by whoever sees its case; one that a person gave us, without what betrays them.

The original of a photo that somebody took and passed on says by whose phone, where and when it was
taken, and its name often says the same. Whoever kept it knows; a legal officer needs it in court.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from .models import File, Pending
from .rules import Origin

LEGIBLE: set[str] = set()
"""What a file may be about so that its small picture can be read like the original: a paper."""
HIDES: list[Callable[[User], Q]] = []
"""Which files a higher room keeps from a reader who sees their case: a minor's face."""


def visible(actor: User) -> QuerySet[File]:
    """The files of the cases that this reader sees, without those that are hidden from them."""
    files = File.objects.filter(case__in=cases.visible(actor))
    for hides in HIDES:
        files = files.exclude(hides(actor))
    return files


def get(actor: User, file_id: UUID, path: str = "file") -> File:
    """NotFound where there is none, or none for this reader."""
    file = visible(actor).filter(pk=file_id).first()
    if file is None:
        raise NotFound(path)
    return file


def tells_all(actor: User, file: File) -> bool:
    """Whether this reader is told a file's name and claims, and may take the original out."""
    given = file.origin == Origin.RECEIVED
    return not given or file.kept_by_id == actor.pk or Role.LEGAL_OFFICER in actor.roles


def may_take_out(actor: User, file: File) -> None:
    require(tells_all(actor, file), "evidence.may-betray", "file")


def may_see_small(actor: User, file: File) -> bool:
    """A small picture has nothing of the camera; that of a paper has what was written on it."""
    return file.about_kind not in LEGIBLE or tells_all(actor, file)


def awaited(actor: User) -> QuerySet[Pending]:
    """What is still awaited in the cases that this reader sees."""
    come = File.objects.filter(
        Q(pending=OuterRef("pk")) | Q(case=OuterRef("case"), sha256=OuterRef("sha256"))
    )
    return Pending.objects.filter(~Exists(come), case__in=cases.visible(actor), given_up=None)
