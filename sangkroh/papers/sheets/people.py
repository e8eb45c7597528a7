"""Papers that are one person's own: the contract not to re-offend, and the record of a fine."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.prosecution import policies
from sangkroh.prosecution import queries as prosecution
from sangkroh.prosecution.models import PersonInvolved
from sangkroh.prosecution.rules import Kind as StepKind

from ..said import Block, Known, clean, facts, ink, ruled, table, text
from .shared import of_case, the_case

About = tuple[UUID, str]


def may_name(reader: User, it: PersonInvolved) -> bool:
    """Whether the person's own paper may name them to this reader.

    A minor's name stands on no other paper, and is printed for the legal officer and for whoever
    wrote it down; for others the line is empty, to be filled in by hand.
    """
    wrote = it.entry.actor.person_id == reader.person_id
    return not it.minor or wrote or Role.LEGAL_OFFICER in reader.roles


def offers(reader: User, case_id: UUID) -> list[About]:
    """The people involved, by number and part. A name is on the paper only."""
    return [
        (it.id, " · ".join(clean([f"P{it.number}", it.part])))
        for it in prosecution.people(reader, case_id)
    ]


def fines(reader: User, case_id: UUID) -> list[About]:
    """The fines that stand."""
    return [
        (step.id, f"P{it.number} · {step.label} · {step.amount}")
        for it in prosecution.people(reader, case_id)
        for step in it.steps
        if step.kind == StepKind.FINE and not step.undone
    ]


def is_of_a_minor(subject: UUID) -> bool:
    """Whether a paper about this person, or this step of a person, is a minor's own."""
    people = PersonInvolved.objects.filter(minor=True)
    return people.filter(pk=subject).exists() or people.filter(steps=subject).exists()


def known(reader: User, case_id: UUID, person_id: UUID) -> Known:
    """What the record says of a person."""
    it = policies.visible(reader).filter(case_id=case_id, pk=person_id)
    person = it.select_related("entry__actor").first()
    if person is None:
        raise NotFound("subject")
    view = prosecution.person(reader, person_id)
    contract = [s for s in view.steps if s.kind == StepKind.CONTRACT and not s.undone]
    return Known(
        **of_case(reader, case_id), number=[f"P{person.number}"],
        name=clean([person.name]) if may_name(reader, person) else [],
        minor=[_("A minor")] if person.minor else [], nationality=clean([person.nationality]),
        part=clean([person.part]), when=[show.when(s.occurred) for s in contract],
        articles=clean(dict.fromkeys(s.article for s in view.steps if not s.undone)),
        owed=[show.figures(it) for it in view.owed_words],
    )  # fmt: skip


def fine_known(reader: User, case_id: UUID, step_id: UUID) -> Known:
    """What the record says of a fine, and what was paid since."""
    people = prosecution.people(reader, case_id)
    found = [(it, step) for it in people for step in it.steps if step.id == step_id]
    if not found or found[0][1].kind != StepKind.FINE:
        raise NotFound("subject")
    person, fine = found[0]
    paid = [it for it in person.steps if it.kind == StepKind.FINE_PAID and not it.undone]
    said = known(reader, case_id, person.id)
    said.update(
        when=[show.when(fine.occurred)], amount=[show.figures(fine.amount)],
        articles=clean([fine.article]), authority=clean([fine.authority]),
        receipt=clean([fine.paper_number]), words=clean([fine.text]),
        paid=[[show.when(it.occurred), show.figures(it.amount), it.paper_number, ""]
              for it in paid],
    )  # fmt: skip
    return said


def _person(it: Known) -> Block:
    return facts(
        _("The person"),
        (_("Number in the case"), it["number"]), (_("Name"), it["name"]),
        (_("Born, or age"), it["minor"]), (_("Nationality, as told"), it["nationality"]),
        (_("Identity paper"), []), (_("Part in it"), it["part"]), (_("Home"), []),
        beside=True,
    )  # fmt: skip


def _boxes(it: Known) -> Block:
    boxes = [(_("The person"), it["name"][0] if it["name"] else ""), (_("Officer"), ""),
             (_("Witness"), "")]  # fmt: skip
    if it["minor"]:
        boxes.append((_("Parent or guardian"), ""))
    return ink(*boxes, thumb=True)


def contract(it: Known) -> list[Block]:
    """The contract not to re-offend, as sangkroh words it."""
    return [
        the_case(it),
        _person(it),
        facts("", (_("Day"), it["when"]), (_("Article"), it["articles"]), beside=True),
        ruled(_("What was found with the person"), 2),
        text(
            _("What the person promises"),
            _("I have been told that to hunt, catch, keep, carry, buy or sell wild animals or"
              " parts of them against the law is an offence."),
            _("I promise not to do it again. I know that if I do, the case may go to the court."),
            _("This was read out to me in a language that I understand, and nobody forced me to"
              " sign it."),
        ),
        _boxes(it),
    ]  # fmt: skip


def fine(it: Known) -> list[Block]:
    """The record of a fine, as sangkroh words it."""
    return [
        the_case(it),
        _person(it),
        facts(
            _("The fine"),
            (_("Day"), it["when"]), (_("By which authority"), it["authority"]),
            (_("Article"), it["articles"]), (_("Amount"), it["amount"]),
            (_("Amount in words"), []), (_("Number of the receipt"), it["receipt"]),
            (_("In words"), it["words"]),
        ),
        table(
            _("What was paid"),
            [(_("Day"), 34), (_("Amount"), 22), (_("Number of the receipt"), 22),
             (_("Received by"), 22)],
            it["paid"], spare=3,
        ),
        facts("", (_("Still owed of all fines"), it["owed"])),
        text("", _("Whoever does not pay is told that the case goes to the court.")),
        _boxes(it),
    ]  # fmt: skip
