"""A group's page, and the places where groups are."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sangkroh.core.forms import actor_of

from .. import choices, offers, policies, queries


@require_GET
def lot(request: HttpRequest, lot: UUID) -> HttpResponse:
    actor = actor_of(request)
    it, now = policies.get(actor, lot), queries.whereabouts(actor, lot)
    holds = queries.holds_of(actor, lot)
    context = {
        "lot": it, "label": queries.label_of(it), "held": now.held,
        "parts": now.parts, "steps": queries.history(actor, lot),
        "holds": holds, "offers": offers.for_group(actor, it, now, free=not holds),
        "facts": queries.facts_of(actor, lot), "asked": queries.asked_about(actor, it),
        "takes_back": offers.may(actor, "reverse"), "adds": offers.may(actor, "add_to_fact"),
    }  # fmt: skip
    return render(request, "custody/lot.html", context)


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    options = choices.place_options(actor)
    held = queries.held_in_each(actor, [it.id for it in options])
    context = {"places": [(it, held[it.id]) for it in options], "offers": offers.for_office(actor),
               "frozen": offers.frozen(choices.office_of(actor)),
               "thaws": offers.may(actor, "unfreeze")}  # fmt: skip
    return render(request, "custody/places.html", context)


@require_GET
def place(request: HttpRequest, account: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get_account(actor, account)
    held = queries.held_in(actor, account)
    context = {"label": queries.place_of(it), "held": held,
               "offers": offers.for_place(actor, it) if held else []}  # fmt: skip
    return render(request, "custody/place.html", context)
