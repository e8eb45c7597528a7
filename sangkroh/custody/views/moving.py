"""Moves inside an office, and one group becoming several."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, choices, policies, queries
from ..forms.moving import MarksForm, MoveForm, SplitForm
from ..queries import Held
from .shared import form_page, kept_once


@kept_once("custody:lot", "lot")
def move(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    return _move(request, it.here, it.label, "custody:lot", lot)


@kept_once("custody:account", "account")
def move_place(request: HttpRequest, account: UUID) -> HttpResponse:
    """Several groups of a place at once."""
    actor = actor_of(request)
    place = policies.account_to_act_on(actor, account)
    held, label = queries.held_in(actor, account), queries.place_of(place)
    return _move(request, held, label, "custody:account", account)


def _move(
    request: HttpRequest, lots: Sequence[Held], label: str, back: str, of: UUID
) -> HttpResponse:
    left = {it.account for it in lots}
    places = [it for it in choices.place_options(actor_of(request)) if {it.id} != left]
    form = MoveForm(request.POST or None, lots=lots, places=places)
    if request.POST and submit(request, form, actions.move, id=NEW):
        return redirect(back, of)
    return form_page(request, form, _("Move"), label)


@kept_once("custody:lot", "lot")
def split(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    sealed = any(row.seals for row in it.here)
    form = SplitForm(request.POST or None, here=it.here, sealed=sealed)
    if request.POST and submit(request, form, actions.split, id=NEW, lot=lot):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Divide the group"), it.label)


@kept_once("custody:lot", "lot")
def marks(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    form = MarksForm(request.POST or None, here=it.here)
    if request.POST and submit(request, form, actions.individualise, id=NEW, lot=lot):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Mark one by one"), it.label)
