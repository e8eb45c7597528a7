"""Counts, and what a difference was. Nothing here says how many there should be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField
from sangkroh.core.forms import ActForm

from ..actions import What
from ..actions.counting import FOR_SHORTFALL, FOR_SURPLUS
from ..choices import Meant
from ..words import WHATS
from .shared import ByLot, Choices, Here, Pick, Rows


class HeadCountForm(ByLot):
    NONE_TOO = True

    def arguments(self) -> dict[str, Any]:
        lines = [{"lot": it.lot, "quantity": qty} for _name, it, qty in self.lines()]
        return self.rest() | {"lines": lines}


class CountForm(Rows):
    """What was in some containers, a row for each kind; another person confirms it.

    `known`: the words for what the containers are said to hold.
    """

    LINES = "content"
    NAME = _("What was in them")
    account = forms.UUIDField(widget=forms.HiddenInput)
    containers = CountField(label=_("Containers opened"))

    def __init__(self, *args: Any, known: dict[str, Meant] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known or {}

    def arguments(self) -> dict[str, Any]:
        about = {name: self.cleaned_data[name] for name in ("account", "containers")}
        return about | {"content": self.lots(self.known)}


class CorrectForm(Here):
    """A number that was written down wrongly. Not a count: the old number is known."""

    quantity = CountField(label=_("How many it should say"), min_value=0)
    reason = forms.CharField(label=_("What was wrong"), max_length=200)


class ExplainForm(ActForm):
    quantity = CountField(label=_("How many of them"))
    reason = forms.CharField(
        label=_("How you know"), max_length=200, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = FOR_SHORTFALL if kind == "shortfall" else FOR_SURPLUS
        self.fields["what"] = forms.TypedChoiceField(
            label=_("What became of them"), coerce=What,
            choices=[(w.value, WHATS[w.value]) for w in What if w in fit],
        )  # fmt: skip
        self.fields["account"] = Pick(
            places, label=_("The place, if they were found or were not there"), required=False
        )
        self.order_fields(["what", "quantity", "account", "reason"])
