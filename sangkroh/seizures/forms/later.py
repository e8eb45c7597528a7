"""What is added to a scene later: grounds, people, photos, accounts, figures, regimes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField, GramsField, OccurredField, SealsField
from sangkroh.core.forms import ActForm
from sangkroh.evidence.forms import WithPhotos, photos_field
from sangkroh.network.rules import Regime
from sangkroh.reference.fields import PlaceField

from .. import labels, queries
from ..rules import Correctable, Event, GroundKind, Handling, Life, Precision, SceneKind
from .shared import (
    NOTHING,
    ConsignmentFields,
    ConveyanceFields,
    GroundFields,
    choice,
    genuine,
    genuine_choice,
    money,
    money_fields,
    offer_codes,
    text,
    when_part,
)


class GroundForm(GroundFields):
    def arguments(self) -> dict[str, Any]:
        return {"ground": self.ground_part() or {"kind": GroundKind.NONE_YET}}


class WitnessForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    who = text(_("Who it is (village chief, shopkeeper)"))

    def arguments(self) -> dict[str, Any]:
        return {"witness": super().arguments()}


class OfficerForm(ActForm):
    officer = forms.ChoiceField(label=_("Who exercised powers"), required=False)
    name = text(_("An officer without a log-in here"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [NOTHING, *queries.officers_to_choose()]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        it = self.cleaned_data
        user = UUID(it["officer"]) if it["officer"] else None
        return {"officer": {"user": user, "name": it["name"]}}


class ConveyanceForm(ConveyanceFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conveyance"].required = True

    def arguments(self) -> dict[str, Any]:
        return {"conveyance": self.conveyance_part()}


class PhotosForm(WithPhotos):
    photos = photos_field(_("Photos"), required=True)


class OfLines(ActForm):
    """A form about lines of a scene; none chosen is the whole scene."""

    lines = forms.MultipleChoiceField(
        label=_("About which lines"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]

    def clean_lines(self) -> list[UUID]:
        return [UUID(it) for it in self.cleaned_data["lines"]]


class StateForm(OfLines):
    count = CountField(label=_("How many"), required=False, min_value=0)
    precision = choice(_("How sure"), labels.PRECISION, empty=False)
    weight_g = GramsField(label=_("Weight"), required=False)
    weight_precision = choice(_("How sure of the weight"), labels.PRECISION, empty=False)
    as_reported = text(_("What they are called there"))
    life = choice(_("Alive or dead"), labels.LIFE)
    genuine = genuine_choice()
    people = CountField(label=_("How many people"), required=False, min_value=0)
    said_by = text(_("Who says so"))
    said_when = text(_("When it was said"))
    happened = OccurredField(label=_("When it happened, as they say"), required=False)
    value, currency = money_fields(_("Value"))
    words = text(_("In which words"), long=True)
    groups = (
        (_("Whose account, and of what"), ("said_by", "said_when", "lines")),
        (_("What is said"), ("count", "precision", "weight_g", "weight_precision", "as_reported",
                             "life", "genuine", "people")),
        (_("Also said, if so"), ("happened", "value", "currency", "words")),
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        it = super().arguments()
        it["precision"] = Precision(it["precision"] or "exact")
        it["weight_precision"] = Precision(it["weight_precision"] or "exact")
        it["life"] = Life(it["life"]) if it["life"] else None
        it["genuine"], it["happened"] = genuine(it["genuine"]), when_part(it["happened"])
        it["value"] = money(it["value"], it["currency"])
        it["currency"] = it["currency"] if it["value"] is not None else ""
        return {"statement": it}


class ReconcileForm(OfLines):
    count = CountField(label=_("How many"), required=False, min_value=0)
    weight_g = GramsField(label=_("Weight"), required=False)
    people = CountField(label=_("How many people"), required=False, min_value=0)
    genuine = genuine_choice()
    reason = forms.CharField(label=_("Why this figure"), max_length=200)

    def arguments(self) -> dict[str, Any]:
        it = super().arguments()
        return it | {"genuine": genuine(it["genuine"])}


class RegimeForm(OfLines):
    regime = forms.ChoiceField(label=_("Falls under"))
    note = text(_("Note"))

    def __init__(self, *args: Any, regimes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].required = True
        self.fields["regime"].choices = regimes  # type: ignore[attr-defined]

    def clean_regime(self) -> Regime:
        return Regime(self.cleaned_data["regime"])


class BookForm(ActForm):
    count = CountField(label=_("How many"), required=False)
    containers = CountField(label=_("Or sealed containers"), required=False)
    seal_numbers = SealsField()
    weight_g = GramsField(label=_("Weight"), required=False)


class ConsignmentForm(ConsignmentFields):
    def arguments(self) -> dict[str, Any]:
        return {"consignment": self.consignment_part()}


class SceneForm(ActForm):
    """What is said of a scene now, to be said or put right. What is left as it is stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "detection" in self.fields:
            offer_codes(self)

    def arguments(self) -> dict[str, Any]:
        """What differs from what stood there when the page was made."""
        it = {
            k: v for k, v in super().arguments().items() if k == "reason" or k in self.changed_data
        }
        if "when" in it:
            it["when"] = when_part(it["when"])
        if it.get("kind"):
            it["kind"] = SceneKind(it["kind"])
        return it


class PlaceAndTimeForm(SceneForm):
    kind = choice(_("What kind of place"), labels.SCENE, empty=False)
    place_words = text(_("Where, in words"))
    place = PlaceField(label=_("Place in the list"), required=False)
    when = OccurredField(
        required=False, help_text=_("Left empty, the time that stands there stays.")
    )
    reason = text(_("Why it is changed"))


class CircumstancesForm(SceneForm):
    detection = choice(_("How it was found out"), {})
    why = choice(_("Reason for the seizure"), {})
    concealment = text(_("How it was hidden"))
    note = text(_("Anything else"), long=True)
    reason = text(_("Why it is changed"))


class HandlingForm(ActForm):
    value = forms.ChoiceField(
        label=_("What was done with it"), choices=list(labels.HANDLING.items())
    )
    reason = forms.CharField(label=_("Why"), max_length=200)

    def arguments(self) -> dict[str, Any]:
        it = super().arguments()
        return it | {"field": Correctable.HANDLING, "value": Handling(it["value"]).value}


class CorrectForm(ActForm):
    field = forms.ChoiceField(label=_("What"), choices=list(labels.CORRECTABLE.items()))
    value = text(_("What it should say"))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean_field(self) -> Correctable:
        return Correctable(self.cleaned_data["field"])


class EventForm(ActForm):
    event = forms.ChoiceField(label=_("Kind of event"), choices=list(labels.EVENT_SEEN.items()))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean_event(self) -> Event:
        return Event(self.cleaned_data["event"])
