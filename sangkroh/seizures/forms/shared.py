"""What the forms of a seizure have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm

from .. import labels
from ..rules import AuthorityForm, ConveyanceKind, GroundKind

NOTHING = ("", "—")


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
