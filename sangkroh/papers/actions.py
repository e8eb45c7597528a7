"""Taking a number for a paper, what comes back signed, and how the forms read."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone
from pydantic import StringConstraints

from sangkroh.cases import policies as cases
from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Line, MaybeWords, Words
from sangkroh.evidence import actions as evidence
from sangkroh.evidence import store
from sangkroh.evidence.actions import Photo, Sha256
from sangkroh.evidence.rules import Origin
from sangkroh.network import queries as network

from . import making, policies, rules
from .models import Cancellation, FormApproval, Letterhead, Paper, SignedCopy
from .rules import OF_ONE_PERSON, Kind
from .sheets.people import is_of_a_minor

ISSUERS = {
    Role.FIELD_OFFICER, Role.DUTY_OFFICER, Role.LEAD, Role.LEGAL_OFFICER, Role.KEEPER, Role.VET,
}  # fmt: skip
"""Who may put their office's number on a paper of a case that they see."""
PAPER = "papers.Paper"
_Head = Annotated[Words, StringConstraints(max_length=1000)]
_MaybeHead = Annotated[MaybeWords, StringConstraints(max_length=1000)]


@action(by=ISSUERS)
def issue(actor: User, /, *, id: UUID, case: UUID, kind: Kind, subject: UUID) -> UUID:
    """Take the next number of one's office for a paper, and keep it as it is printed.

    subject: the scene, hand-over, person, step or movement that it is filled from. The PDF goes
    into the case's evidence, so that the copy in the file is the copy that was signed.
    """
    cases.get(actor, case)
    office_id = network.office_id_of(actor)
    office = network.office(office_id) if office_id else None
    if office is None:
        raise Refused("papers.no-office")
    at = this_act().received_at
    year = timezone.localtime(at).year
    of_year = Paper.objects.filter(office=office.id, year=year).order_by("-serial")
    serial = 1 + (of_year.values_list("serial", flat=True).first() or 0)
    number = rules.number_of(office.code, year, serial)
    made = making.issued(actor, kind, case, subject, number=number, at=at)
    file = _keep(actor, made.pdf, number, case=case, paper=id, origin=_origin(kind, subject))
    Paper(
        id=id, office_id=office.id, year=year, serial=serial, number=number, kind=kind,
        case_id=case, subject=subject, said=made.said, file_id=file, **_entered(actor),
    ).save(force_insert=True)  # fmt: skip
    concerns(case)
    return id


def _origin(kind: str, subject: UUID) -> Origin:
    """Of what was received, others than its keeper and a legal officer may take nothing out: so
    is a minor's own paper kept, for the name on it."""
    closed = kind in OF_ONE_PERSON and is_of_a_minor(subject)
    return Origin.RECEIVED if closed else Origin.SCANNED


def _keep(actor: User, pdf: bytes, number: str, *, case: UUID, paper: UUID, origin: Origin) -> UUID:
    blob = store.receive(ContentFile(pdf), actor.pk)
    return evidence.keep(
        actor, id=new_id(), case=case, sha256=blob.sha256, name=f"{number}.pdf",
        origin=origin, about_kind=PAPER, about_id=paper,
    )  # fmt: skip


def _entered(actor: User) -> dict[str, Any]:
    act = this_act()
    return {"by": actor, "at": act.received_at, "entry_id": act.id}


@action(by=ISSUERS, personal={"photos"})
def add_signed(actor: User, /, *, paper: UUID, photos: list[Photo]) -> UUID:
    """Keep photos or scans of an issued paper as it was signed."""
    it = _standing(actor, paper)
    require(bool(photos), "papers.no-copy", "photos")
    for photo in photos:
        evidence.keep(
            actor, id=photo.id, case=it.case_id, sha256=photo.sha256, name=photo.name,
            origin=_origin(it.kind, it.subject), about_kind=PAPER, about_id=it.pk,
        )  # fmt: skip
        SignedCopy(paper=it, file_id=photo.id, **_entered(actor)).save(force_insert=True)
    concerns(it.case_id)
    return paper


@action(by=ISSUERS)
def cancel(actor: User, /, *, paper: UUID, reason: Line) -> UUID:
    """Mark a spoilt paper as cancelled. Its number is used and stays in the register."""
    it = policies.get(actor, paper)
    require(not hasattr(it, "cancelled"), "papers.cancelled-already", "paper")
    Cancellation(paper=it, reason=reason, **_entered(actor)).save(force_insert=True)
    concerns(it.case_id)
    return paper


def _standing(actor: User, paper: UUID) -> Paper:
    it = policies.get(actor, paper)
    require(not hasattr(it, "cancelled"), "papers.cancelled", "paper")
    return it


@action(by={Role.LEGAL_OFFICER, Role.LEAD})
def set_letterhead(
    actor: User, /, *, id: UUID, agency: UUID, text_km: _Head, text_en: _MaybeHead = ""
) -> UUID:
    """Say what stands above an agency's papers from now on; papers already issued stay."""
    if agency not in {it.id for it in network.agencies()}:
        raise NotFound("agency")
    row = Letterhead(id=id, agency_id=agency, text_km=text_km, text_en=text_en, **_entered(actor))
    row.save(force_insert=True)
    return id


@action(by={Role.LEGAL_OFFICER})
def approve_form(actor: User, /, *, id: UUID, kind: Kind, wording: Sha256, source: Line) -> UUID:
    """Approve a form word for word, as it was read: `wording` is the digest of what was read.

    source: the law, order or model on which the approval rests. Whoever changes a word of it
    afterwards changes it into a form that is not approved.
    """
    require(wording == making.wording_of(kind), "papers.form-changed", "wording")
    FormApproval(id=id, kind=kind, wording=wording, source=source, **_entered(actor)).save(
        force_insert=True
    )
    return id
