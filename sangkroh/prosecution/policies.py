"""Who may know of the people involved: those who may see their case, and nobody else.

A minor's name and face, and the papers about them, are for those who must know: the lead of the
case and the legal officers who see it.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from .models import Hearing, PersonInvolved, Step

PERSON, STEP, ORDER = "prosecution.PersonInvolved", "prosecution.Step", "prosecution.Order"
"""What a file can be about here."""


def visible(actor: User) -> QuerySet[PersonInvolved]:
    return PersonInvolved.objects.filter(case__in=cases.visible(actor))


def get(actor: User, person_id: UUID, path: str = "person") -> PersonInvolved:
    """The person involved, locked for a change, if this reader may know of the case."""
    person = PersonInvolved.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None or not cases.may_see(actor, person.case_id):
        raise NotFound(path)
    return person


def knows_minors(actor: User) -> Q:
    """People who are no minors, or minors of whom this reader must know."""
    if Role.LEGAL_OFFICER in actor.roles:
        return Q()
    return Q(minor=False) | Q(case__lead=cases.person_of(actor))


def hides(actor: User) -> Q:
    """Files about minors that are not for this reader, whatever case they see."""
    if Role.LEGAL_OFFICER in actor.roles:
        return Q(pk__in=[])
    hidden = PersonInvolved.objects.filter(minor=True).exclude(knows_minors(actor))
    steps = Step.objects.filter(person__in=hidden)
    return Q(about_kind=PERSON, about_id__in=hidden.values("pk")) | Q(
        about_kind=STEP, about_id__in=steps.values("pk")
    )


def get_step(actor: User, step_id: UUID) -> Step:
    found = Step.objects.filter(pk=step_id, person__in=visible(actor)).select_related("person")
    step = found.first()
    if step is None:
        raise NotFound("step")
    return step


def get_hearing(actor: User, hearing_id: UUID) -> Hearing:
    found = Hearing.objects.filter(case__in=cases.visible(actor), pk=hearing_id)
    hearing = found.select_for_update(of=("self",)).first()
    if hearing is None:
        raise NotFound("hearing")
    return hearing
