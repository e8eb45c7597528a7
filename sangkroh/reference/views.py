"""Pages of reference: read by everyone with a role, corrected by those whose task it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import NEW, ActForm, actor_of, submit
from sangkroh.core.roles import EVERYONE, Role

from . import actions, forms, pages, policies, queries
from .fields import PickField
from .policies import LAWYERS, PLACERS
from .rules import PlaceKind

Back = tuple[str, Any]


def start(request: HttpRequest) -> HttpResponse:
    policies.require_one_of(actor_of(request), EVERYONE)
    return render(request, "reference/start.html", {"page": pages.start(actor_of(request))})


def places(request: HttpRequest) -> HttpResponse:
    policies.require_one_of(actor_of(request), EVERYONE)
    text = request.GET.get("q", "")
    found = queries.find_places(text, 60) or queries.guess_places(text, 60)
    hits = [(queries.in_language(it), it) for it in found]
    keeper = policies.keeps_places(actor_of(request))
    return render(request, "reference/places.html", {"q": text, "hits": hits, "keeper": keeper})


def find(request: HttpRequest, field: type[PickField]) -> HttpResponse:
    """The choices of a picker for what was typed. It travels in the body, never in the address:
    addresses are written into logs."""
    policies.require_one_of(actor_of(request), EVERYONE)
    name = request.POST.get("find", "")[:100]
    kinds = [it for it in PlaceKind if it in request.POST.get("kinds", "").split(",")]
    picker = field(required=bool(request.POST.get("required")), **{"kinds": kinds} if kinds else {})
    said = picker.widget.value_from_datadict(request.POST, {}, name)
    picker.look_up(said)
    context = picker.widget.get_context(name, said | {"pick": ""}, None)
    return render(request, "reference/choices.html", context)


def place(request: HttpRequest, place: UUID) -> HttpResponse:
    return render(request, "reference/place.html", {"page": pages.place(actor_of(request), place)})


def taxa(request: HttpRequest) -> HttpResponse:
    policies.require_one_of(actor_of(request), EVERYONE)
    text = request.GET.get("q", "")
    context = {"q": text, "taxa": pages.taxa(actor_of(request), text),
               "lawyer": policies.keeps_law(actor_of(request))}  # fmt: skip
    return render(request, "reference/taxa.html", context)


def taxon(request: HttpRequest, taxon: UUID) -> HttpResponse:
    return render(request, "reference/taxon.html", {"page": pages.taxon(actor_of(request), taxon)})


def law(request: HttpRequest, law: UUID) -> HttpResponse:
    return render(request, "reference/law.html", {"page": pages.law(actor_of(request), law)})


def codes(request: HttpRequest, list: str) -> HttpResponse:
    page = pages.code_list(actor_of(request), list)
    return render(request, "reference/codes.html", {"page": page})


def rules(request: HttpRequest) -> HttpResponse:
    policies.require_one_of(actor_of(request), EVERYONE)
    context = {"rules": pages.rules_of_jurisdiction(actor_of(request)),
               "lawyer": policies.keeps_law(actor_of(request))}  # fmt: skip
    return render(request, "reference/rules.html", context)


def add_place(request: HttpRequest) -> HttpResponse:
    return _new(request, PLACERS, forms.AddPlace, actions.add_place, _("New place"),
                ("reference:places", None))  # fmt: skip


def correct_place(request: HttpRequest, place: UUID) -> HttpResponse:
    return _form(request, PLACERS, forms.CorrectPlace, actions.correct_place,
                 _("Correct a place"), ("reference:place", place),
                 pages.place_values(actor_of(request), place), place=place)  # fmt: skip


def end_place(request: HttpRequest, place: UUID) -> HttpResponse:
    return _form(request, PLACERS, forms.EndPlace, actions.end_place, _("End a place"),
                 ("reference:place", place), place=place)  # fmt: skip


def name_place(request: HttpRequest, place: UUID) -> HttpResponse:
    return _new(request, PLACERS, forms.NamePlace, actions.name_place, _("Another name"),
                ("reference:place", place), place=place)  # fmt: skip


def verify_place(request: HttpRequest, place: UUID) -> HttpResponse:
    return _form(request, PLACERS, forms.Verify, actions.verify_place, _("Verify"),
                 ("reference:place", place), place=place)  # fmt: skip


def add_taxon(request: HttpRequest) -> HttpResponse:
    return _new(request, LAWYERS, forms.AddTaxon, actions.add_taxon, _("New species"),
                ("reference:taxa", None))  # fmt: skip


def add_reported(request: HttpRequest) -> HttpResponse:
    return _new(request, LAWYERS, forms.AddReported, actions.add_taxon,
                _("New name as reported"), ("reference:taxa", None))  # fmt: skip


def name_taxon(request: HttpRequest, taxon: UUID) -> HttpResponse:
    return _new(request, LAWYERS, forms.NameTaxon, actions.name_taxon, _("Another name"),
                ("reference:taxon", taxon), taxon=taxon)  # fmt: skip


def end_name(request: HttpRequest, taxon: UUID, name: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.EndName, actions.end_name, _("End a name"),
                 ("reference:taxon", taxon), name=name)  # fmt: skip


def verify_name(request: HttpRequest, taxon: UUID, name: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.Verify, actions.verify_name, _("Verify"),
                 ("reference:taxon", taxon), name=name)  # fmt: skip


def set_status(request: HttpRequest, taxon: UUID) -> HttpResponse:
    return _new(request, LAWYERS, forms.SetStatus, actions.set_legal_status,
                _("Set a legal status"), ("reference:taxon", taxon), taxon=taxon)  # fmt: skip


def verify_status(request: HttpRequest, taxon: UUID, status: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.Verify, actions.verify_status, _("Verify"),
                 ("reference:taxon", taxon), status=status)  # fmt: skip


def add_law(request: HttpRequest) -> HttpResponse:
    return _new(request, LAWYERS, forms.AddLaw, actions.add_law, _("New law"),
                ("reference:start", None))  # fmt: skip


def set_article(request: HttpRequest, law: UUID, article: UUID | None = None) -> HttpResponse:
    values = pages.article_values(actor_of(request), article) if article else None
    return _new(request, LAWYERS, forms.SetArticle, actions.set_article, _("Write an article"),
                ("reference:law", law), values, law=law)  # fmt: skip


def verify_article(request: HttpRequest, law: UUID, article: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.Verify, actions.verify_article, _("Verify"),
                 ("reference:law", law), article=article)  # fmt: skip


def set_rule(request: HttpRequest) -> HttpResponse:
    return _new(request, LAWYERS, forms.SetRule, actions.set_rule,
                _("Write a rule of jurisdiction"), ("reference:rules", None))  # fmt: skip


def verify_rule(request: HttpRequest, rule: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.Verify, actions.verify_rule, _("Verify"),
                 ("reference:rules", None), rule=rule)  # fmt: skip


def add_code(request: HttpRequest, list: str) -> HttpResponse:
    return _new(request, LAWYERS, forms.AddCode, actions.add_code, _("New code"),
                ("reference:codes", list), list=list)  # fmt: skip


def correct_code(request: HttpRequest, list: str, code: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.CorrectCode, actions.correct_code, _("Correct a code"),
                 ("reference:codes", list), pages.code_values(actor_of(request), code),
                 code=code)  # fmt: skip


def verify_code(request: HttpRequest, list: str, code: UUID) -> HttpResponse:
    return _form(request, LAWYERS, forms.Verify, actions.verify_code, _("Verify"),
                 ("reference:codes", list), code=code)  # fmt: skip


def _form(
    request: HttpRequest, roles: Collection[Role], kind: type[ActForm], act: Callable[..., Any],
    heading: Any, back: Back, values: dict[str, Any] | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    policies.require_one_of(actor_of(request), roles)
    form = kind(request.POST or None, initial=values)
    where = reverse(back[0], args=[back[1]] if back[1] else [])
    if request.method == "POST" and submit(request, form, act, **more):
        return redirect(where)
    return render(request, "core/form.html", {"heading": heading, "form": form, "back": where})


def _new(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
    """A form whose act makes a record: its id comes from the act's own."""
    return _form(request, *args, id=NEW, **more)
