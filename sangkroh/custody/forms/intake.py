"""What enters the books, and the places that hold it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import made_with

from ..rules import Origin, Place, Unit
from ..words import PLACES, STATES, UNITS
from .shared import Choices, Here, Pick, Rows


class TakeInForm(Rows):
    """What was handed over, found or sent from abroad: a row for each kind."""

    UNITS = ("animal", "egg", "piece", "pair", "set", "g", "ml", "container")
    origin = forms.TypedChoiceField(
        label=_("Where it comes from"),
        coerce=Origin,
        widget=forms.RadioSelect,
        choices=[(it, STATES[it]) for it in Origin],
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"] = Pick(places, label=_("Where it is put"))

    def arguments(self) -> dict[str, Any]:
        about = {name: self.cleaned_data[name] for name in ("origin", "account")}
        return about | {"lines": self.lots()}


class BirthForm(ActForm):
    unit = forms.TypedChoiceField(
        label=_("Born or laid"), coerce=Unit, widget=forms.RadioSelect,
        choices=[(it, UNITS[it]) for it in ("animal", "egg")],
    )  # fmt: skip
    quantity = CountField(label=_("How many"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"] = Pick(places, label=_("Where they are"))


class HatchForm(Here):
    opened = CountField(label=_("Eggs that are gone: hatched, or opened and empty"))
    quantity = CountField(label=_("Young that came out"))


class PlaceForm(ActForm):
    """A place of one's own office."""

    place = forms.TypedChoiceField(
        label=_("What kind of place"),
        coerce=Place,
        widget=forms.RadioSelect,
        choices=list(PLACES.items()),
    )
    label = forms.CharField(label=_("Name"), max_length=200)
    label_km = forms.CharField(label=_("Name in Khmer"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Code"), max_length=64, help_text=_("Short, without spaces: STORE-1")
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = Pick(places, label=_("Inside which place"), required=False)


class SceneForm(ActForm):
    """A scene of a case; its code is made here."""

    label = forms.CharField(label=_("Name"), max_length=200)
    label_km = forms.CharField(label=_("Name in Khmer"), max_length=200, required=False)

    def arguments(self) -> dict[str, Any]:
        code = f"scene-{made_with(self.about().id, 'code')}"
        return super().arguments() | {"code": code, "place": Place.SCENE}
