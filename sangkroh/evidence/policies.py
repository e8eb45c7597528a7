"""A file is seen by whoever sees its case."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from .models import File, Pending


def visible(actor: User) -> QuerySet[File]:
    """The files of the cases that this reader sees."""
    return File.objects.filter(case__in=cases.visible(actor))


def get(actor: User, file_id: UUID, path: str = "file") -> File:
    """NotFound where there is none, or none for this reader."""
    file = visible(actor).filter(pk=file_id).first()
    if file is None:
        raise NotFound(path)
    return file


def awaited(actor: User) -> QuerySet[Pending]:
    """What is still awaited in the cases that this reader sees."""
    come = File.objects.filter(
        Q(pending=OuterRef("pk")) | Q(case=OuterRef("case"), sha256=OuterRef("sha256"))
    )
    return Pending.objects.filter(~Exists(come), case__in=cases.visible(actor), given_up=None)
