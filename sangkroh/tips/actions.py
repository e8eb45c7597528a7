"""Every change to a tip. Its words go apart: into one erasable table, and into no journal."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from sangkroh.cases import actions as cases
from sangkroh.cases import policies as case_policies
from sangkroh.core.actions import forget_apart
from sangkroh.core.door import Doing, action, concerns, occurred_at, this_act, without_its_times
from sangkroh.core.errors import NotFound, Problem, Refused, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import Secret, User
from sangkroh.core.roles import Role
from sangkroh.core.times import now
from sangkroh.core.types import Line, MaybeLine, MaybeWords, Shape, Words
from sangkroh.network import policies as network
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Place

from . import policies, queries, rules
from .models import Answer, Call, Grade, Handler, InCase, ScaleChoice, Tip
from .models import Words as WordsRow
from .policies import TAKERS
from .rules import (
    AnswerKind,
    CallKind,
    ForgetReason,
    Scale,
    SourceClass,
    Urgency,
    WordKind,
)

Letter = Annotated[str, Field(min_length=1, max_length=1)]
Informant = Annotated[str, Field(max_length=12)]
SOURCE = {"source", "informant", "agency", "place"}
"""What could point to a caller: in the secret half of the journal, which can be forgotten."""


class CallRow(Shape):
    """One call of a sheet: the id of its tip, and what is known of it."""

    id: UUID
    what: Words
    where: Words
    urgency: Urgency | None = None
    source: SourceClass | None = None
    about_suspect: bool = False


Rows = Annotated[list[CallRow], Field(min_length=1, max_length=20)]


@action(by=TAKERS, personal=SOURCE, apart={"what", "where", "details"})
def receive(
    actor: User, /, *, id: UUID, what: Words, where: Words, details: MaybeWords = "",
    urgency: Urgency | None = None, source: SourceClass | None = None,
    informant: Informant = "", agency: UUID | None = None, place: UUID | None = None,
    about_suspect: bool = False,
) -> UUID:  # fmt: skip
    """Write down a call: what, and where in free words. All else may come later.

    about_suspect: the name or number in the words is the suspect's and stays.
    agency: the agency that owns the information.
    """
    rules.check_words({"what": what, "where": where, "details": details}, about_suspect)
    rules.check_informant(informant, source)
    owner = network.agency(actor, agency) if agency else None
    tip = Tip.objects.create(
        id=id, urgency=urgency or "", source=source or "", informant=informant, agency=owner,
        place=_place(actor, place),
        received_by=actor, received_at=this_act().received_at, called_at=occurred_at().earliest,
    )  # fmt: skip
    _hand(tip, actor, actor)
    _write(tip, actor, {WordKind.WHAT: what, WordKind.WHERE: where, WordKind.DETAILS: details})
    return id


@action(by=TAKERS, apart={"rows"})
def receive_sheet(actor: User, /, *, rows: Rows) -> list[UUID]:
    """Write down several calls from personal lines at once: all of them, or each row is told."""
    problems: list[Problem] = []
    for number, row in enumerate(rows):
        try:
            rules.check_words({"what": row.what, "where": row.where}, row.about_suspect)
        except Refused as refused:
            problems += refused.under(f"rows.{number}").problems
    if problems:
        raise Refused.many(problems)
    return [receive(actor, **row.model_dump()) for row in rows]


@action(by=TAKERS, personal=SOURCE, apart={"details"})
def complete(
    actor: User, /, *, tip: UUID, urgency: Urgency | None = None,
    source: SourceClass | None = None, informant: Informant = "", agency: UUID | None = None,
    place: UUID | None = None, details: MaybeWords = "", about_suspect: bool = False,
) -> UUID:  # fmt: skip
    """Add to a tip what came out later. What is left empty stays as it was.

    A source that turns out not to be the public has its call-back number forgotten.
    """
    it = policies.get(actor, tip)
    said = bool(urgency or source or informant or agency or place or details)
    require(said, "tips.nothing-to-change")
    rules.check_words({"details": details}, about_suspect)
    rules.check_informant(informant, source or _source_of(it))
    it.urgency, it.source = urgency or it.urgency, source or it.source
    it.informant = informant or (it.informant if it.source == SourceClass.INFORMANT else "")
    it.agency = network.agency(actor, agency) if agency else it.agency
    it.place = _place(actor, place) or it.place
    it.save()
    _erase_rows(actor, [] if it.source == SourceClass.PUBLIC else _call_backs(it))
    _write(it, actor, {WordKind.DETAILS: details})
    return it.pk


@action(by=TAKERS, apart={"number"})
def keep_call_back(actor: User, /, *, tip: UUID, number: Line) -> UUID:
    """Keep a public caller's number, for 30 days or until it is forgotten on demand."""
    it = policies.get(actor, tip)
    rules.check_call_back(number, _source_of(it))
    require(not _call_backs(it), "tips.call-back-kept-already", "number")
    _write(it, actor, {WordKind.CALL_BACK: number})
    return it.pk


@action(by={*TAKERS, Role.SOURCE_CUSTODIAN})
def forget_call_back(actor: User, /, *, tip: UUID) -> UUID:
    """Forget a caller's number now: the number itself and all that could confirm it."""
    _erase(actor, policies.erasable(actor, tip), {WordKind.CALL_BACK})
    return tip


@action(by={Role.WORKER})
def forget_old_call_backs(actor: User, /) -> int:
    """Forget every call-back number that is 30 days old. Returns how many there were."""
    old = WordsRow.objects.filter(
        kind=WordKind.CALL_BACK, written_at__lte=now() - rules.KEEP_CALL_BACK
    )
    for words in old:
        _erase_rows(actor, [words])
    return len(old)


@action(by={Role.WORKER})
def erase_restored(actor: User, /) -> int:
    """Erase again, after a restore, the words that an older backup brought back.

    They are those whose own entry was forgotten meanwhile. Returns how many rows there were.
    """
    written_by = {it.pk: UUID(it.entries[0]) for it in WordsRow.objects.only("entries")}
    held = set(Secret.objects.filter(pk__in=written_by.values()).values_list("pk", flat=True))
    back = [pk for pk, entry in written_by.items() if entry not in held]
    WordsRow.objects.filter(pk__in=back).delete()
    return len(back)


@action(by={*TAKERS, Role.SOURCE_CUSTODIAN})
def forget_words(actor: User, /, *, tip: UUID, reason: ForgetReason) -> UUID:
    """Erase all words of a tip and its call-back number, for a reason. That it came stays."""
    _erase(actor, policies.erasable(actor, tip), set(WordKind))
    return tip


@action(by={Role.LEAD, Role.ADMINISTRATOR})
def choose_scale(actor: User, /, *, scale: Scale) -> UUID:
    """Choose the grading scale of this installation. Grades given before keep theirs."""
    row = ScaleChoice.objects.create(
        id=new_id(), scale=scale, chosen_by=actor, at=this_act().received_at
    )
    return row.pk


@action(by=TAKERS)
def grade(
    actor: User, /, *, id: UUID, tip: UUID, source: Letter, information: Letter, handling: Letter
) -> UUID:
    """Grade source and information, each for itself, and say how it may be handled."""
    it, scale = policies.get(actor, tip), queries.current_scale()
    rules.check_grade(scale, source, information, handling)
    Grade.objects.create(
        id=id, tip=it, scale=scale, source=source, information=information, handling=handling,
        graded_by=actor, at=this_act().received_at,
    )  # fmt: skip
    return id


@action(by=TAKERS)
def answer(actor: User, /, *, tip: UUID, kind: AnswerKind) -> UUID:
    """Say how a tip was answered that becomes no case. Its clock stops."""
    it = policies.get(actor, tip)
    require(not Answer.objects.filter(tip=it).exists(), "tips.answered-already", "tip")
    Answer.objects.create(id=new_id(), tip=it, kind=kind, by=actor, at=this_act().received_at)
    return it.pk


@action(by=TAKERS, personal={"title"})
def open_case(
    actor: User, /, *, tip: UUID, case: UUID, title: MaybeLine = "", office: UUID | None = None,
    hidden: bool = False,
) -> UUID:  # fmt: skip
    """Open a case from a tip. `case` is the new case's id; its title is read by all its members."""
    it = policies.get(actor, tip)
    rules.check_words({"title": title}, about_suspect=False)
    with without_its_times():
        cases.open(actor, id=case, title=title, office=office, hidden=hidden)
    _put(it, case, actor)
    return case


@action(by=TAKERS)
def attach(actor: User, /, *, tip: UUID, case: UUID) -> UUID:
    """Put a tip to a case that is open already. To others it reads “information received”."""
    it = policies.get(actor, tip)
    where = case_policies.get(actor, case)
    there = InCase.objects.filter(tip=it, case=where).exists()
    require(not there, "tips.in-this-case-already", "case")
    _put(it, where.pk, actor)
    return it.pk


@action(by=TAKERS)
def log_call(actor: User, /, *, id: UUID, kind: CallKind) -> UUID:
    """Count a wrong number, a repeat or an empty call, in one tap."""
    Call.objects.create(id=id, kind=kind, by=actor, at=this_act().received_at)
    return id


@action(by=TAKERS)
def hand_on(actor: User, /, *, tip: UUID, user: UUID) -> UUID:
    """Give a tip to a duty officer, who reads it and answers for it from now on."""
    it = policies.get(actor, tip)
    to = User.objects.filter(pk=user, is_active=True).first()
    if to is None or Role.DUTY_OFFICER not in to.current_roles():
        raise Refused("tips.not-on-duty", "user")
    require(policies.giveable(Tip.objects.filter(pk=tip), to).exists(), "tips.not-on-duty", "user")
    there = Handler.objects.filter(tip=it, user=to).exists()
    require(not there, "tips.handles-it-already", "user")
    _hand(it, to, actor)
    return it.pk


@action(by=())
def take_over(actor: User, /, *, tip: UUID, offered_by: UUID) -> UUID:
    """Take a tip over from whoever handled it: part of accepting a shift, never done alone."""
    outgoing = User.objects.filter(pk=offered_by).first()
    if outgoing is None:
        raise NotFound("offered_by")
    it = policies.get(outgoing, tip)
    if not Handler.objects.filter(tip=it, user=actor).exists():
        _hand(it, actor, outgoing)
    return it.pk


def _place(actor: User, place: UUID | None) -> Place | None:
    return reference.get(actor, Place, place, "place") if place else None


def _source_of(tip: Tip) -> SourceClass | None:
    return SourceClass(tip.source) if tip.source else None


def _call_backs(tip: Tip) -> list[WordsRow]:
    return list(tip.words.filter(kind=WordKind.CALL_BACK))


def _hand(tip: Tip, to: User, by: User) -> None:
    Handler.objects.create(
        id=new_id(), tip=tip, user=to, handed_by=by, since=this_act().received_at
    )


def _put(tip: Tip, case: UUID, actor: User) -> None:
    concerns(case)
    InCase.objects.create(
        id=new_id(), tip=tip, case_id=case, put_by=actor, at=this_act().received_at
    )


def _write(tip: Tip, actor: User, words: dict[WordKind, str]) -> None:
    """Keep the words in the erasable table, with the entries that hold a digest of them."""
    entries, current = [], this_act()
    outer: Doing | None = current
    while outer:
        entries.append(str(outer.id))
        outer = outer.outer
    WordsRow.objects.bulk_create(
        WordsRow(
            id=new_id(), tip=tip, kind=kind, text=text, written_by=actor,
            written_at=current.received_at, entries=entries,
        )
        for kind, text in words.items()
        if text
    )  # fmt: skip


def _erase(actor: User, tip: Tip, kinds: set[WordKind]) -> None:
    rows = list(tip.words.filter(kind__in=kinds))
    require(bool(rows), "tips.nothing-to-forget", "tip")
    _erase_rows(actor, rows)


def _erase_rows(actor: User, rows: list[WordsRow]) -> None:
    """Delete the words, and the salts without which their digests confirm no guess."""
    entries = {UUID(it) for row in rows for it in row.entries}
    if not entries:
        return
    WordsRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    forget_apart(actor, entries=sorted(entries))
