"""Who reads where a case came from: whoever sees the case. Who told: the importer alone."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from .models import File, Information, Row

IMPORTERS = frozenset({Role.LEAD})
"""Who brings old papers in: what is posted for them needs no other person (decision 7)."""


def visible(actor: User) -> QuerySet[Row]:
    """The rows of the cases that the actor may see."""
    return Row.objects.filter(case__in=cases.visible(actor))


def visible_files(actor: User) -> QuerySet[File]:
    """The files that the actor brought in."""
    mine = actor.roles & IMPORTERS
    return File.objects.filter(by=actor) if mine else File.objects.none()


def get_file(actor: User, file_id: UUID) -> File:
    """The file. NotFound alike where there is none and where another brought it in."""
    found = visible_files(actor).filter(pk=file_id).first()
    if found is None:
        raise NotFound("file")
    return found


def visible_information(actor: User) -> QuerySet[Information]:
    """Who told, of the cases that the actor brought in and still sees."""
    if not actor.roles & IMPORTERS:
        return Information.objects.none()
    return Information.objects.filter(keeper=actor, case__in=cases.visible(actor))


def erasable(actor: User, case_id: UUID) -> Information:
    """The information that the actor may have forgotten: one's own, or any for a custodian."""
    any_of_them = Role.SOURCE_CUSTODIAN in actor.roles
    seen = Information.objects.all() if any_of_them else visible_information(actor)
    found = seen.filter(case=case_id).first()
    if found is None:
        raise NotFound("case")
    return found
