"""From a case to a paper: what it says, and the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.core import papers, show
from sangkroh.core.models import User
from sangkroh.network import queries as network

from .models import FormApproval, Letterhead
from .rules import COPIES, Kind, digest
from .said import Known, in_both
from .sheets import SHEETS

TEMPLATE = Path(__file__).parent / "typst" / "form.typ"


@dataclass(frozen=True)
class Made:
    """A paper: the PDF, and the SHA-256 of what it says."""

    pdf: bytes
    said: str


def blank(kind: Kind) -> Made:
    """The form with nothing filled in, for a place without a machine. It has no number."""
    whole = in_both(lambda: _told(kind, Known()))
    return _print(kind, whole, made=timezone.localtime())


def preview(reader: User, kind: Kind, case_id: UUID, subject: UUID) -> Made:
    """The paper as it would be issued now, without a number. NotFound where it is not theirs."""
    whole = _filled(reader, kind, case_id, subject)
    return _print(kind, whole, made=timezone.localtime(), head=_letterhead(reader))


def issued(
    reader: User, kind: Kind, case_id: UUID, subject: UUID, *, number: str, at: datetime
) -> Made:
    """The paper under its number."""
    whole = _filled(reader, kind, case_id, subject)
    made = timezone.localtime(at)
    return _print(kind, whole, made=made, number=number, head=_letterhead(reader))


def _filled(reader: User, kind: Kind, case_id: UUID, subject: UUID) -> Any:
    cases.get(reader, case_id)
    known = SHEETS[kind].known
    return in_both(lambda: _told(kind, known(reader, case_id, subject)))


def _told(kind: Kind, known: Known) -> dict[str, Any]:
    """The paper in the language of the moment. What it is about may give it a title of its own."""
    sheet = SHEETS[kind]
    own: list[str] = known["title"]
    return {"title": own[0] if own else str(sheet.title), "blocks": sheet.layout(known)}


def _letterhead(reader: User) -> dict[str, str]:
    """What the reader's agency put above its papers, else its name."""
    office = network.office_id_of(reader)
    line = network.office(office) if office else None
    if line is None:
        return {"km": "", "en": ""}
    own = Letterhead.objects.filter(agency=line.agency.id).last()
    if own:
        return {"km": own.text_km, "en": own.text_en}
    return _plain(line.id)


def _plain(office_id: UUID) -> dict[str, str]:
    def names() -> str:
        it = network.office(office_id)
        return f"{it.agency.label}\n{it.label}" if it else ""

    return dict(in_both(names))


def _print(
    kind: Kind, whole: Any, *, made: datetime, number: str = "", head: dict[str, str] | None = None
) -> Made:
    data = {
        **in_both(lambda: _frame(kind, made if number else None)), **whole, "number": number,
        "letterhead": head or {"km": "", "en": ""},
    }  # fmt: skip
    said = digest(data)
    data["foot"] = f"SHA-256 {said}" if number else ""
    return Made(papers.pdf(TEMPLATE, data, made), said)


def _frame(kind: Kind, day: datetime | None) -> dict[str, Any]:
    """What stands around every paper."""
    copies = [_("Original"), _("Second copy"), _("Third copy")]
    return {
        "motto": [_("KINGDOM OF CAMBODIA"), _("Nation Religion King")],
        "numbered": _("Number") if day else _("Without a number: not issued"),
        "dated": _("Issued on %(day)s") % {"day": show.day(day.date())} if day else "",
        "unapproved": "" if is_approved(kind) else _(
            "sangkroh's own form, not yet approved by a legal officer"),
        "copies": copies[:COPIES],
    }  # fmt: skip


def wording_of(kind: Kind) -> str:
    """The digest of a form as it reads now: its words in both languages, and its look."""
    return digest([in_both(lambda: _told(kind, Known())), _look()])


@cache
def _look() -> list[str]:
    return [it.read_text(encoding="utf-8") for it in (TEMPLATE, papers.BASE / "paper.typ")]


def is_approved(kind: Kind) -> bool:
    """Whether a legal officer approved the form just as it reads now."""
    return FormApproval.objects.filter(kind=kind, wording=wording_of(kind)).exists()
