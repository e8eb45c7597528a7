"""A seizure is seen by whoever sees its case."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from .models import Line, Scene


def visible(actor: User) -> QuerySet[Scene]:
    """The scenes of the cases that this reader sees."""
    return Scene.objects.filter(case__in=cases.visible(actor))


def get(actor: User, scene_id: UUID, path: str = "scene") -> Scene:
    """NotFound where there is none, or none for this reader."""
    scene = visible(actor).filter(pk=scene_id).first()
    if scene is None:
        raise NotFound(path)
    return scene


def line(actor: User, line_id: UUID, path: str = "line") -> Line:
    found = Line.objects.filter(pk=line_id, scene__in=visible(actor)).first()
    if found is None:
        raise NotFound(path)
    return found
