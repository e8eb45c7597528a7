"""Who knows what care knows: whoever may see the lot in the books, and nobody else."""

from uuid import UUID

from django.db.models import QuerySet

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.custody import policies as custody

from .models import Assessment, Observation, ReleasePlan, Treatment


def visible(actor: User) -> QuerySet[Assessment]:
    """Assessments of lots that this reader may see."""
    return Assessment.objects.filter(lot__in=custody.visible(actor))


def visible_treatments(actor: User) -> QuerySet[Treatment]:
    return Treatment.objects.filter(lot__in=custody.visible(actor))


def visible_observations(actor: User) -> QuerySet[Observation]:
    return Observation.objects.filter(lot__in=custody.visible(actor))


def visible_plans(actor: User) -> QuerySet[ReleasePlan]:
    return ReleasePlan.objects.filter(request__in=custody.visible_requests(actor))


def get_plan(actor: User, request_id: UUID, path: str = "plan") -> ReleasePlan:
    plan = visible_plans(actor).filter(pk=request_id).first()
    if plan is None:
        raise NotFound(path)
    return plan
