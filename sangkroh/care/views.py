"""The centre, one group of animals, and the forms of keepers and vets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from . import actions, forms, queries


def centre(request: HttpRequest) -> HttpResponse:
    """What is here now, by enclosure."""
    actor = actor_of(request)
    page = {"places": queries.centre(actor), "may_examine": queries.may_examine(actor)}
    return render(request, "care/centre.html", page)


def open_enclosure(request: HttpRequest) -> HttpResponse:
    form = forms.EnclosureForm(request.POST or None)
    if request.POST and submit(request, form, actions.open_enclosure, id=NEW):
        return redirect("care:centre")
    return render(request, "core/form.html", {"heading": _("Open an enclosure"), "form": form})


def group(request: HttpRequest, lot: UUID) -> HttpResponse:
    """One group of animals: where they are, how they are, what was done."""
    return render(request, "care/group.html", {"group": queries.group(actor_of(request), lot)})


def assess(request: HttpRequest, lot: UUID) -> HttpResponse:
    return _about(request, lot, forms.AssessForm, actions.assess, _("Examine"))


def examine_all(request: HttpRequest, account: UUID) -> HttpResponse:
    """A vet's round through one enclosure, on one page."""
    place = queries.enclosure(actor_of(request), account)
    form = forms.RoundForm(request.POST or None, account=account, held=place.to_examine)
    if request.POST and submit(request, form, actions.assess_all, id=NEW):
        return redirect("care:centre")
    return render(request, "care/round.html", {"place": place, "form": form})


def treat(request: HttpRequest, lot: UUID) -> HttpResponse:
    return _about(request, lot, forms.TreatForm, actions.treat, _("Treat"))


def observe(request: HttpRequest, lot: UUID) -> HttpResponse:
    return _about(request, lot, forms.ObserveForm, actions.observe, _("See or weigh"))


def death(request: HttpRequest, lot: UUID) -> HttpResponse:
    return _about(
        request, lot, forms.DeathForm, actions.record_death, _("Record deaths"), start=_typed
    )


def plan_release(request: HttpRequest, lot: UUID) -> HttpResponse:
    sites = queries.site_choices(actor_of(request))
    return _about(
        request, lot, forms.ReleaseForm, actions.plan_release, _("Plan a release"), start=_fit,
        sites=sites,
    )  # fmt: skip


def plan(request: HttpRequest, plan: UUID) -> HttpResponse:
    """A planned release: its check-list, who decides, and what was learned afterwards."""
    it = queries.plan(actor_of(request), plan)
    form = forms.FollowUpForm(request.POST or None)
    if request.POST and submit(request, form, actions.follow_up, id=NEW, plan=plan):
        return redirect("care:plan", plan)
    return render(request, "care/plan.html", {"plan": it, "form": form})


def _whole(it: queries.Group) -> int | None:
    return it.places[0].qty if len(it.places) == 1 else None


def _fit(it: queries.Group) -> int | None:
    return it.fit


def _typed(_it: queries.Group) -> None:
    return None


def _about(
    request: HttpRequest, lot: UUID, shape: type[forms.HereForm], act: Callable[..., Any],
    heading: str, start: Callable[[queries.Group], int | None] = _whole, **more: Any,
) -> HttpResponse:  # fmt: skip
    it = queries.group(actor_of(request), lot)
    form = shape(
        request.POST or None, places=[(str(p.account), f"{p.label} ({p.qty})") for p in it.places],
        initial={"qty": start(it)}, **more,
    )  # fmt: skip
    if request.POST and submit(request, form, act, id=NEW, lot=lot):
        return redirect("care:group", lot)
    context = {"heading": heading, "form": form, "of": it.label,
               "back": reverse("care:group", args=[lot])}  # fmt: skip
    return render(request, "core/form.html", context)
