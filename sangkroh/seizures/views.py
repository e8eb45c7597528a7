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
    form = forms.RecordForm(
        request.POST or None, request.FILES or None, actor=actor, more=_more(request)
    )  # fmt: skip
    if _more(request):
        form.show_as_typed()
    elif request.method == "POST" and (done := submit(request, form, actions.record, id=NEW,
                                                      case=case)):  # fmt: skip
        return redirect("seizures:scene", done.value)
    return render(request, "seizures/record.html", {"form": form})


def _more(request: HttpRequest) -> int:
    """How many lines the button "Add a line" adds, where it was pressed."""
    one = bool(getattr(request, "htmx", False))
    return (1 if one else forms.MORE) if "more" in request.POST else 0


def lines(request: HttpRequest, scene: UUID) -> HttpResponse:
    """More lines of a scene that is recorded already."""
    it = queries.scene(actor_of(request), scene)
    form = forms.AddLinesForm(request.POST or None, more=_more(request))
    if _more(request):
        form.show_as_typed()
    elif request.method == "POST" and submit(request, form, actions.add_lines, scene=scene):
        return redirect("seizures:scene", scene)
    return render(request, "seizures/more_lines.html", {"form": form, "it": it})


def scene(request: HttpRequest, scene: UUID) -> HttpResponse:
    it = queries.scene(actor_of(request), scene)
    may_confirm = bool(queries.regimes_of(actor_of(request)))
    return render(request, "seizures/scene.html", {"it": it, "may_confirm": may_confirm})


def event(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.EventForm(request.POST or None, initial=queries.stands(actor_of(request), scene))
    return _add(request, scene, form, actions.correct_event, _("Correct the kind of event"))


def place(request: HttpRequest, scene: UUID) -> HttpResponse:
    now = queries.stands(actor_of(request), scene)
    form = forms.PlaceAndTimeForm(request.POST or None, initial=now)
    return _add(request, scene, form, actions.correct_scene, _("When and where"))


def circumstances(request: HttpRequest, scene: UUID) -> HttpResponse:
    now = queries.stands(actor_of(request), scene)
    form = forms.CircumstancesForm(request.POST or None, initial=now)
    return _add(request, scene, form, actions.correct_scene, _("How it was found out and hidden"))


def consignment(request: HttpRequest, scene: UUID) -> HttpResponse:
    form = forms.ConsignmentForm(request.POST or None)
    return _add(request, scene, form, actions.add_consignment, _("Papers of the goods"))


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


def handling(request: HttpRequest, line: UUID) -> HttpResponse:
    scene, name = queries.line_of(actor_of(request), line)
    form = forms.HandlingForm(request.POST or None)
    if request.method == "POST" and submit(request, form, actions.correct_line, line=line):
        return redirect("seizures:scene", scene)
    return _form_page(request, _("What was done with it"), form, scene, name)


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
