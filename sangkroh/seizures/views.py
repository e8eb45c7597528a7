"""Pages of a seizure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.core.forms import NEW, ActForm, actor_of, submit

from . import actions, forms, queries


def record(request: HttpRequest, case: UUID) -> HttpResponse:
    """The form of a scene. "more" brings it back with more lines, and judges nothing yet."""
    actor = actor_of(request)
    cases.get(actor, case)
    wanted = "more" in request.POST
    one = bool(getattr(request, "htmx", False))
    form = forms.RecordForm(
        request.POST or None, request.FILES or None, actor=actor,
        more=(1 if one else forms.MORE) if wanted else 0,
    )  # fmt: skip
    if wanted:
        form.show_as_typed()
    elif request.method == "POST" and (done := submit(request, form, actions.record, id=NEW,
                                                      case=case)):  # fmt: skip
        return redirect("seizures:scene", done.value)
    return render(request, "seizures/record.html", {"form": form})


def scene(request: HttpRequest, scene: UUID) -> HttpResponse:
    it = queries.scene(actor_of(request), scene)
    may_confirm = bool(queries.regimes_of(actor_of(request)))
    return render(request, "seizures/scene.html", {"it": it, "may_confirm": may_confirm})


def event(request: HttpRequest, scene: UUID) -> HttpResponse:
    now = queries.event_of(actor_of(request), scene)
    form = forms.EventForm(request.POST or None, initial={"event": now})
    return _add(request, scene, form, actions.correct_event, _("Correct the kind of event"))


def ground(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.GroundForm(request.POST or None)
    return _add(request, scene, form, actions.add_ground, _("Ground of the seizure"))


def officer(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.OfficerForm(request.POST or None)
    return _add(request, scene, form, actions.add_officer, _("Who exercised powers"))


def witness(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.WitnessForm(request.POST or None)
    return _add(request, scene, form, actions.add_witness, _("Add a witness"))


def conveyance(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.ConveyanceForm(request.POST or None)
    return _add(request, scene, form, actions.add_conveyance, _("Carried in"))


def photos(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.PhotosForm(
        request.POST or None, request.FILES or None, actor=actor_of(request)
    )  # fmt: skip
    return _add(request, scene, form, actions.add_photos, _("Add photos"))


def state(request: HttpRequest, scene: UUID) -> HttpResponse:
    lines = queries.lines_to_choose(actor_of(request), scene)
    form = forms.StateForm(request.POST or None, lines=lines)
    return _add(request, scene, form, actions.state, _("Add a statement"), id=NEW)


def reconcile(request: HttpRequest, scene: UUID) -> HttpResponse:
    lines = queries.lines_to_choose(actor_of(request), scene)
    form = forms.ReconcileForm(request.POST or None, lines=lines)
    return _add(request, scene, form, actions.reconcile, _("The figure that holds"), id=NEW)


def regime(request: HttpRequest, scene: UUID) -> HttpResponse:
    lines = queries.lines_to_choose(actor_of(request), scene)
    regimes = queries.regimes_of(actor_of(request))
    form = forms.RegimeForm(request.POST or None, lines=lines, regimes=regimes)
    return _add(request, scene, form, actions.confirm_regime, _("Confirm the jurisdiction"))


def book(request: HttpRequest, line: UUID) -> HttpResponse:
    scene, name = queries.line_of(actor_of(request), line)
    form = forms.BookForm(request.POST or None)
    if request.method == "POST" and submit(request, form, actions.book_line, line=line):
        return redirect("seizures:scene", scene)
    return _form_page(request, _("Bring into the books"), form, scene, name)


def correct(request: HttpRequest, line: UUID) -> HttpResponse:
    scene, name = queries.line_of(actor_of(request), line)
    form = forms.CorrectForm(request.POST or None)
    if request.method == "POST" and submit(request, form, actions.correct_line, line=line):
        return redirect("seizures:scene", scene)
    return _form_page(request, _("Typing error"), form, scene, name)


def _add(
    request: HttpRequest, scene: UUID, form: ActForm, act: Callable[..., Any], heading: str,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """A form about a scene: done, back to the scene."""
    of = queries.scene(actor_of(request), scene).label
    if request.method == "POST" and submit(request, form, act, scene=scene, **more):
        return redirect("seizures:scene", scene)
    return _form_page(request, heading, form, scene, of)


def _form_page(
    request: HttpRequest, heading: str, form: ActForm, scene: UUID, of: str
) -> HttpResponse:
    context = {"heading": heading, "form": form, "of": of,
               "back": reverse("seizures:scene", args=[scene])}  # fmt: skip
    return render(request, "core/form.html", context)
