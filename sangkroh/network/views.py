"""Pages of the network: who is who, and whom to call at night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm, actor_of, submit

from . import actions, forms, queries


def network(request: HttpRequest) -> HttpResponse:
    page = queries.network(actor_of(request))
    return render(request, "network/network.html", {"network": page})


def office(request: HttpRequest, office: UUID) -> HttpResponse:
    page = queries.office_page(actor_of(request), office)
    return render(request, "network/office.html", {"page": page})


def add_agency(request: HttpRequest) -> HttpResponse:
    return _form(request, forms.AddAgency, actions.add_agency, _("New agency"))


def add_office(request: HttpRequest) -> HttpResponse:
    return _form(request, forms.AddOffice, actions.add_office, _("New office"))


def place_person(request: HttpRequest) -> HttpResponse:
    return _form(request, forms.PlacePerson, actions.place_person, _("Place a person"))


def give_power(request: HttpRequest) -> HttpResponse:
    return _form(request, forms.GivePower, actions.give_power, _("Give a power"))


def end_power(request: HttpRequest, power: UUID) -> HttpResponse:
    return _form(request, forms.EndPower, actions.end_power, _("End a power"), power=power)


def correct_agency(request: HttpRequest, agency: UUID) -> HttpResponse:
    values = queries.agency_values(actor_of(request), agency)
    return _form(
        request, forms.CorrectAgency, actions.correct_agency, _("Correct an agency"), values,
        agency=agency,
    )  # fmt: skip


def correct_office(request: HttpRequest, office: UUID) -> HttpResponse:
    values = queries.office_values(actor_of(request), office)
    return _form(
        request, forms.CorrectOffice, actions.correct_office, _("Correct an office"), values,
        office=office,
    )  # fmt: skip


def _form(
    request: HttpRequest, kind: type[ActForm], act: Callable[..., Any], heading: Promise,
    values: dict[str, object] | None = None, **more: UUID,
) -> HttpResponse:  # fmt: skip
    form = kind(request.POST or None, initial=values)
    if request.method == "POST" and submit(request, form, act, **more):
        return redirect("network:network")
    return render(request, "core/form.html", {"heading": heading, "form": form})
