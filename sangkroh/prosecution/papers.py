"""The file for the prosecutor: the case's own rows, in both languages, in one press.

It is our own form and says so, until a legal officer has one that the court approved. Of a tip it
says that information was received, and nothing else: no class, no hour, no place, no code.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.cases import queries as case_pages
from sangkroh.cases.models import Case
from sangkroh.core import papers, show, shows
from sangkroh.core.models import Entry, User
from sangkroh.core.times import now
from sangkroh.custody import policies
from sangkroh.custody import queries as books
from sangkroh.custody.models import MovementLine
from sangkroh.custody.words import KINDS, UNITS
from sangkroh.evidence import queries as evidence
from sangkroh.evidence.rules import Origin
from sangkroh.seizures import queries as seizures

from . import queries

TEMPLATE = Path(__file__).parent / "typst" / "file.typ"
Section = dict[str, Any]
LANGUAGE = "km"
"""The court's language; headings carry English beside it."""


def file_for_prosecutor(reader: User, case_id: UUID) -> bytes:
    """The file as PDF/A, for a reader who may see the case. NotFound otherwise."""
    case = cases.get(reader, case_id)
    made = timezone.localtime(now())
    with translation.override(LANGUAGE):
        sections = [build(reader, case) for build in SECTIONS]
        data = {
            "title": "File for the prosecutor", "title_km": "សំណុំរឿងសម្រាប់ព្រះរាជអាជ្ញា",
            "unapproved": "Our own form, not yet approved by a court.",
            "unapproved_km": _("Our own form, not yet approved by a court."),
            "sections": sections, "foot": f"{case.number} · {show.moment(made)}", "end": _end(case),
        }  # fmt: skip
    return papers.pdf(TEMPLATE, data, made)


def _end(case: Case) -> str:
    """The journal as this paper fixes it: up to the last act that concerns this case, whatever
    came before cannot be changed unseen.

    Not its end, and no number: whoever printed again and again would see each call come in.
    """
    told = Entry.objects.filter(case_id=case.pk).exclude(action__in=shows.SEALED)
    return f"journal {bytes(told.latest('seq').chain).hex()}"


def _section(
    en: str, km: str, *, facts: list[list[str]] | None = None, head: list[str] | None = None,
    rows: list[list[str]] | None = None, note: str = "", empty: str = "",
) -> Section:  # fmt: skip
    nothing = not facts and not rows
    return {
        "en": en, "km": km, "facts": facts or [], "head": head or [""], "rows": rows or [],
        "note": note, "empty": empty if nothing else "",
    }  # fmt: skip


def _case(reader: User, case: Case) -> Section:
    facts = [[_("Number"), case.number], [_("Title"), case.title]]
    for agency in case_pages.head(reader, case.pk).agencies:
        parts = ", ".join(str(part) for part in agency.parts)
        facts.append([agency.name, " · ".join(it for it in (parts, agency.number) if it)])
    return _section("The case", "សំណុំរឿង", facts=facts)


def _information(reader: User, case: Case) -> Section:
    return _section(
        "How it began", "ប្រភពនៃការចាប់ផ្តើម",
        facts=[[_("Information"), _("Information received")]],
    )  # fmt: skip


def _seizures(reader: User, case: Case) -> Section:
    scenes = seizures.of_case(reader, case.pk)
    facts = [fact for scene in scenes for fact in _scene(scene)]
    lines = [_line(line) for scene in scenes for line in scene.lines]
    return _section(
        "Seizure", "ការរឹបអូស", facts=facts, rows=lines,
        head=["", _("What"), _("How many"), _("Stated"), _("Regime")],
        empty=_("No seizure is recorded."),
    )  # fmt: skip


def _scene(it: seizures.SceneShown) -> list[list[str]]:
    facts = [[str(it.event), f"{it.label} · {show.when(it.occurred)}"]]
    facts += [[_("Ground"), _ground(label, row)] for label, row in it.grounds]
    facts += [[_("Exercised powers"), name] for name, _account in it.officers]
    facts += [[_("Witness"), f"{row.name} {row.who}".strip()] for row in it.witnesses]
    facts += [
        [_("Conveyance"), " · ".join(str(x) for x in (label, row.plate, row.description) if x)]
        for label, row in it.conveyances
    ]
    facts += [[_("Papers of the goods"), _goods(row)] for row in it.consignments]
    facts += [[_("Stated"), _stated(said)] for said in it.said]
    return facts + [[_("Still missing"), str(it)] for it in it.missing]


def _goods(row: Any) -> str:
    said = (row.container, row.waybill, row.declaration, row.hs_code, row.consignor, row.consignee)
    return " · ".join(it for it in said if it)


def _ground(label: object, row: Any) -> str:
    hour = show.moment(row.authorised_at) if row.authorised_at else ""
    said = (str(label), row.authorised_by, hour, row.form, row.number, row.note)
    return " · ".join(it for it in said if it)


def _stated(it: seizures.Said) -> str:
    weight = show.weight(it.weight_g) if it.weight_g else ""
    number = f"{it.precision} {it.count}" if it.count is not None else ""
    when = show.when(it.happened) if it.happened else ""
    said = (it.about, number, weight, it.as_reported, it.genuine, it.value, when, it.words,
            *it.points, it.said_by, it.said_when)  # fmt: skip
    return " · ".join(str(part) for part in said if part)


def _line(it: seizures.LineShown) -> list[str]:
    inside = f" ({it.declared})" if it.declared else ""
    confirmed = ", ".join(f"{regime} ({who})" for regime, who in it.confirmed)
    proposed = " – ".join([str(it.proposed_label), _("not verified")]) if it.proposed else ""
    return [
        str(it.ordinal), it.name,
        f"{it.quantity or '–'} {it.unit}{inside}" if it.taken else str(it.handling),
        ", ".join(it.counts), confirmed or proposed,
    ]  # fmt: skip


def _custody(reader: User, case: Case) -> Section:
    moved = MovementLine.objects.filter(
        movement__in=policies.visible_movements(reader).filter(case=case)
    ).select_related("movement__entry__actor", "from_account", "to_account", "from_lot__taxon")
    rows = [_moved(row) for row in moved.order_by("movement__entry__seq", "ordinal")]
    return _section(
        "Chain of custody", "ខ្សែសង្វាក់នៃការថែរក្សា", rows=rows,
        head=[_("When"), _("What"), _("Of what"), _("How many"), _("From"), _("To"), _("By")],
        empty=_("Nothing is in the books of custody."),
    )  # fmt: skip


def _moved(row: MovementLine) -> list[str]:
    return [
        show.moment(row.movement.entry.received_at), str(KINDS[row.movement.kind]),
        books.label_of(row.from_lot), f"{row.qty} {UNITS[row.from_lot.unit]}",
        books.place_of(row.from_account), books.place_of(row.to_account),
        row.movement.entry.actor.name,
    ]  # fmt: skip


def _people(reader: User, case: Case) -> Section:
    rows = [
        [f"P{it.number}", it.how_many_words, it.name, it.nationality, it.part,
         " · ".join(_step(step) for step in it.steps if not step.undone)]
        for it in queries.people(reader, case.pk)
    ]  # fmt: skip
    return _section(
        "People involved", "បុគ្គលពាក់ព័ន្ធ", rows=rows,
        head=["", _("How many people"), _("Name, if known"), _("Nationality, as told"),
              _("Part in it"), _("What happened")],
        empty=_("Nobody is recorded as involved. A case is complete without an arrest."),
    )  # fmt: skip


def _step(step: queries.StepView) -> str:
    said = (step.label, step.article, step.amount, step.paper_number, show.when(step.occurred))
    return " ".join(it for it in said if it)


def _orders(reader: User, case: Case) -> Section:
    rows = [
        [it.label, it.authority, it.paper_number, str(it.lot_count)]
        for it in queries.orders(reader, case.pk)
    ]
    return _section(
        "Orders", "ដីកា", rows=rows, empty=_("None."),
        head=[_("What is ordered"), _("By which authority"), _("Number of the paper"),
              _("How many")],
    )  # fmt: skip


def _files(reader: User, case: Case) -> Section:
    rows = [
        ["" if it.origin == Origin.RECEIVED else it.name, it.media_type, it.sha256]
        for it in evidence.of_case(reader, case.pk)
    ]
    return _section(
        "Files kept as evidence", "ឯកសាររក្សាទុកជាភស្តុតាង", rows=rows, empty=_("None."),
        head=[_("Name"), _("Kind"), "SHA-256"],
    )  # fmt: skip


SECTIONS: list[Callable[[User, Case], Section]] = [
    _case, _information, _seizures, _custody, _people, _orders, _files,
]  # fmt: skip
