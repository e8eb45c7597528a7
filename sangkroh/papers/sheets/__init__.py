"""The forms: what each is called, what of a case it can be about, and how it is filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from ..rules import Kind
from ..said import Block, Known
from . import books, destroyed, people, scenes

About = tuple[UUID, str]
"""Something that a paper can be about, and what it is called."""


@dataclass(frozen=True)
class Sheet:
    """A form. `offers`: what of a case it can be about. `known`: what the record says of that,
    for a reader (NotFound where it is not theirs to see). `layout`: the paper itself."""

    title: Promise
    offers: Callable[[User, UUID], list[About]]
    known: Callable[[User, UUID, UUID], Known]
    layout: Callable[[Known], list[Block]]


SHEETS: dict[Kind, Sheet] = {
    Kind.SEIZURE: Sheet(_("Seizure record"), scenes.offers, scenes.known, scenes.seizure),
    Kind.COUNT: Sheet(_("Weighing and counting list"), scenes.offers, scenes.known, scenes.count),
    Kind.HANDOVER: Sheet(_("Hand-over record"), books.handovers, books.handover, books.handed_over),
    Kind.TRANSPORT: Sheet(
        _("Transport letter"), books.handovers, books.transport, books.transported
    ),
    Kind.CONTRACT: Sheet(
        _("Contract not to re-offend"), people.offers, people.known, people.contract
    ),
    Kind.FINE: Sheet(_("Record of a fine"), people.fines, people.fine_known, people.fine),
    Kind.DESTRUCTION: Sheet(
        _("Record of a destruction"), destroyed.offers, destroyed.known, destroyed.destroyed
    ),
}


def kind_of(name: str) -> Kind:
    """The kind of this name. NotFound for any other."""
    if name not in list(Kind):
        raise NotFound("kind")
    return Kind(name)


def label_of(kind: str) -> Promise:
    return SHEETS[Kind(kind)].title
