"""Who may know of the people involved: those who may see their case, and nobody else."""

from uuid import UUID

from django.db.models import QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from .models import Hearing, PersonInvolved


def visible(actor: User) -> QuerySet[PersonInvolved]:
    return PersonInvolved.objects.filter(case__in=cases.visible(actor))


def get(actor: User, person_id: UUID, path: str = "person") -> PersonInvolved:
    """The person involved, locked for a change, if this reader may know of the case."""
    person = visible(actor).select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotFound(path)
    return person


def get_hearing(actor: User, hearing_id: UUID) -> Hearing:
    found = Hearing.objects.filter(case__in=cases.visible(actor), pk=hearing_id)
    hearing = found.select_for_update(of=("self",)).first()
    if hearing is None:
        raise NotFound("hearing")
    return hearing
