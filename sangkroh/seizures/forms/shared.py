"""What the forms of a seizure have in common."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import DigitsInput
from sangkroh.core.forms import ActForm
from sangkroh.core.times import Occurred

from .. import labels, queries
from ..rules import AuthorityForm, ConveyanceKind, GroundKind

NOTHING = ("", "—")
CURRENCIES = ("KHR", "USD", "VND", "THB", "CNY")
CONSIGNMENT = ("container", "waybill", "declaration", "hs_code", "consignor", "consignee")
"""The papers under which goods travelled, and between whom."""


def text(label: Any, *, long: bool = False, **attrs: str) -> forms.CharField:
    widget = forms.Textarea({"rows": 2}) if long else forms.TextInput(attrs)
    limit = 10_000 if long else 200
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)


def choice(label: Any, choices: dict[str, Any], *, empty: bool = True) -> forms.ChoiceField:
    options = [NOTHING] * empty + list(choices.items())
    return forms.ChoiceField(label=label, choices=options, required=False)


def tap(label: Any, choices: dict[str, Any]) -> forms.ChoiceField:
    """One of a few, each a target for a thumb."""
    return forms.ChoiceField(
        label=label, choices=list(choices.items()), required=False, widget=forms.RadioSelect
    )


def genuine_choice() -> forms.ChoiceField:
    return choice(
        _("Genuine or fake"), {"yes": labels.GENUINE[True], "no": labels.GENUINE[False]}
    )  # fmt: skip


def genuine(said: str) -> bool | None:
    """Genuine, fake, or nothing said of it."""
    return {"yes": True, "no": False}.get(said)


def money_fields(label: Any) -> tuple[forms.DecimalField, forms.ChoiceField]:
    """An amount as it is read, and its currency; riel where nothing else is said."""
    amount = forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=14, decimal_places=2,
        widget=DigitsInput("decimal"),
    )  # fmt: skip
    return amount, choice(_("Currency"), {it: it for it in CURRENCIES})


def money(amount: Decimal | None, currency: str) -> int | None:
    """An amount in the smallest unit that is used: riel, or cents of other money."""
    if amount is None:
        return None
    return int(amount) if currency == "KHR" else int(amount * 100)


def when_part(it: Occurred | None) -> dict[str, Any] | None:
    """A time as the act takes it, or None where nothing was said of it."""
    if it is None:
        return None
    return {"earliest": it.earliest, "latest": it.latest, "precision": it.precision,
            "words": it.words}  # fmt: skip


def offer_codes(form: forms.Form) -> None:
    """Offer the codes of the lists for how it was found out, and for the reason of the seizure."""
    for name, which in (("detection", queries.DETECTION), ("why", queries.WHY)):
        field = form.fields[name]
        field.choices = [NOTHING, *queries.codes_to_choose(which)]  # type: ignore[attr-defined]


class GroundFields(ActForm):
    """The ground in one tap; more only for the prosecutor's authority."""

    ground = tap(_("Ground"), labels.GROUND)
    authorised_by = text(_("Which prosecutor"))
    authorised_at = forms.DateTimeField(
        label=_("Authorised at"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    authority = tap(_("Spoken or written"), labels.FORM)
    number = text(_("Its number"))

    def ground_part(self) -> dict[str, Any] | None:
        """The ground as the act takes it, which looks at it."""
        it = self.cleaned_data
        if not it.get("ground"):
            return None
        return {
            "kind": GroundKind(it["ground"]), "authorised_by": it["authorised_by"],
            "authorised_at": it["authorised_at"], "number": it["number"],
            "form": AuthorityForm(it["authority"]) if it["authority"] else None,
        }  # fmt: skip


class ConveyanceFields(ActForm):
    """In or on what it was carried."""

    conveyance = choice(_("Carried in"), labels.CONVEYANCE)
    plate = text(_("Plate or number"), autocapitalize="characters", autocomplete="off")
    description = text(_("What it looks like"))

    def conveyance_part(self) -> dict[str, Any] | None:
        """The conveyance as the act takes it; of an unknown kind where only its looks are told."""
        it = self.cleaned_data
        kind = it["conveyance"] or ("other" if it["plate"] or it["description"] else "")
        if not kind:
            return None
        parts = {"plate": it["plate"], "description": it["description"]}
        return {"kind": ConveyanceKind(kind), **parts}


class ConsignmentFields(ActForm):
    """Under which papers goods travelled, and between whom."""

    container = text(_("Container number"), autocapitalize="characters", autocomplete="off")
    waybill = text(_("Air waybill or bill of lading"), autocomplete="off")
    declaration = text(_("Declaration number"), autocomplete="off")
    hs_code = text(_("HS code"), inputmode="numeric", autocomplete="off")
    consignor = text(_("Consignor"))
    consignee = text(_("Consignee"))

    def consignment_part(self) -> dict[str, Any]:
        """The papers as the act takes them."""
        return {name: self.cleaned_data[name] for name in CONSIGNMENT}
