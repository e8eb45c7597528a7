"""Who sees a paper: those who see its case. The register shows a reader no other."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from .models import Letterhead, Paper


def visible(actor: User) -> QuerySet[Paper]:
    """The papers of the cases that this reader sees."""
    return Paper.objects.filter(case__in=cases.visible(actor))


def get(actor: User, paper_id: UUID, path: str = "paper") -> Paper:
    """NotFound where there is none, or none for this reader."""
    paper = visible(actor).select_related("office", "case", "by").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(path)
    return paper


def visible_letterheads(actor: User) -> QuerySet[Letterhead]:
    """What stands above an agency's papers: no secret to anybody who has a role."""
    return Letterhead.objects.all() if actor.roles else Letterhead.objects.none()
