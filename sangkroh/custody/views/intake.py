"""What enters the books, and the places that hold it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, choices, policies, queries
from ..forms.intake import BirthForm, HatchForm, PlaceForm, SceneForm, TakeInForm
from .shared import form_page, kept_once


def take_in(request: HttpRequest, case: UUID) -> HttpResponse:
    actor = actor_of(request)
    cases.get(actor, case)
    places = choices.putting_options(actor, case)
    if "more" in request.POST:
        form = TakeInForm.with_more(request.POST, places=places)
    else:
        form = TakeInForm(request.POST or None, places=places)
        if request.POST and submit(request, form, actions.take_in, id=NEW, case=case):
            return redirect("cases:case", case)
    return form_page(request, form, _("Take something in"), template="custody/rows.html")


def scene(request: HttpRequest, case: UUID) -> HttpResponse:
    cases.get(actor_of(request), case)
    form = SceneForm(request.POST or None)
    if request.POST and submit(request, form, actions.open_account, id=NEW, case=case):
        return redirect("cases:case", case)
    return form_page(request, form, _("Open a scene"))


def place(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = PlaceForm(request.POST or None, places=choices.place_options(actor))
    office = choices.office_of(actor)
    if request.POST and submit(request, form, actions.open_account, id=NEW, office=office):
        return redirect("custody:places")
    return form_page(request, form, _("Open a place"))


def birth(request: HttpRequest, lot: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get(actor, lot)
    here = next(iter(queries.here(actor, lot)), None)
    form = BirthForm(
        request.POST or None, places=choices.place_options(actor),
        initial={"account": here.account if here else None},
    )  # fmt: skip
    if request.POST and submit(request, form, actions.birth, id=NEW, dam=lot, lot=NEW):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Young, or eggs"), queries.label_of(it))


@kept_once("custody:lot", "lot")
def hatch(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    form = HatchForm(request.POST or None, here=it.here)
    if request.POST and submit(request, form, actions.hatch, id=NEW, eggs=lot, lot=NEW):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Hatched"), it.label)
