"""Bringing old papers in: each case is one act, with the acts of the rooms below as its parts."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from sangkroh.cases import actions as cases
from sangkroh.cases.rules import PartKind
from sangkroh.core.actions import forget_apart
from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Count, Line, MaybeLine, MaybeWords

from . import meaning, policies, writing
from .codes import Source
from .models import File, Information, Row
from .policies import IMPORTERS
from .told import CaseTold, digest, plain

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@action(by=IMPORTERS, personal={"name"})
def take_file(
    actor: User, /, *, id: UUID, name: Line, sha256: Sha256, book: MaybeLine = ""
) -> UUID:
    """Note a file of old papers whose cases are to be brought in. book: of which register it is."""
    File(
        id=id, name=name, sha256=sha256, book=book, by=actor, at=this_act().received_at,
        entry_id=this_act().id,
    ).save(force_insert=True)  # fmt: skip
    return id


@action(by=IMPORTERS, personal={"told"}, apart={"source", "source_note"})
def bring_in(
    actor: User, /, *, id: UUID, file: UUID, number: Count, told: CaseTold,
    source: Source = Source.UNKNOWN, source_note: MaybeWords = "",
) -> UUID:  # fmt: skip
    """Bring one case of old papers in, marked historical. `id` is the new case's.

    number: its row in the file. What has a field is recorded there, all else is kept word for word
    as a note; who told is sealed. Refused for a case that was brought in before.
    """
    paper = policies.get_file(actor, file)
    there = Row.objects.filter(book=paper.book, key=told.id).exists()
    require(not there, "history.brought-in-already", "told.id")
    cases.open(actor, id=id, title=meaning.title(told), historical=True)
    Row(
        id=new_id(), file=paper, case_id=id, book=paper.book, key=told.id, number=number,
        told=plain(told), digest=digest(told), entry_id=this_act().id,
    ).save(force_insert=True)  # fmt: skip
    if source is not Source.UNKNOWN or source_note:
        Information(
            case_id=id, source=source, note=source_note, keeper=actor, entry_id=this_act().id
        ).save(force_insert=True)
    for agency in dict.fromkeys(it.agency for it in told.agencies if it.agency):
        cases.set_part(actor, case=id, agency=agency, part=PartKind.SUPPORTING)
    kept = writing.scene(actor, id, told) | writing.people(actor, id, told)
    for text in meaning.notes(told, frozenset(kept)):
        cases.note(actor, id=new_id(), case=id, text=text)
    return id


@action(by=IMPORTERS | {Role.SOURCE_CUSTODIAN})
def forget_information(actor: User, /, *, case: UUID) -> UUID:
    """Forget who told of a case from old papers: the words, and the salt of their digest."""
    it = policies.erasable(actor, case)
    entry = it.entry_id
    it.delete()
    forget_apart(actor, entries=[entry])
    concerns(case)
    return case
