"""The shape of the forms about people involved, hearings and orders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField, OccurredField
from sangkroh.core.forms import ActForm
from sangkroh.evidence.forms import WithPhotos, photos_field

from . import choices
from .rules import Currency, Kind, OrderKind, Precision


class PersonForm(ActForm):
    how_many = CountField(
        label=_("How many people"), initial=1, required=False,
        help_text=_("Left empty: nobody knows how many."),
    )  # fmt: skip
    precision = forms.TypedChoiceField(
        label=_("How sure is the number"), coerce=Precision, choices=choices.precisions
    )
    name = forms.CharField(
        label=_("Name, if known"), required=False,
        help_text=_("One person only. A minor's name is shown to the lead and legal officers."),
    )  # fmt: skip
    minor = forms.BooleanField(label=_("A minor"), required=False)
    nationality = forms.CharField(label=_("Nationality, as told"), required=False)
    part = forms.CharField(
        label=_("Part in it"), required=False, help_text=_("Driver, boat crew, stall keeper …")
    )
    serves_in = forms.TypedChoiceField(
        label=_("Serves in one of our agencies"), required=False, coerce=UUID, empty_value=None,
        help_text=_("All accounts of that agency lose sight of this case at once."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serves_in"].choices = [("", _("No")), *agencies]  # type: ignore[attr-defined]


def _step_or_none() -> list[tuple[str, str]]:
    """Nothing is chosen beforehand: one tap on Keep would say of a person what nobody said."""
    return [("", "—"), *choices.steps()]


class StepForm(WithPhotos):
    field_order = (
        "kind", "occurred", "article", "amount", "currency", "each", "authority", "paper_number",
        "photos", "text", "reverses",
    )  # fmt: skip
    kind = forms.TypedChoiceField(label=_("What happened"), coerce=Kind, choices=_step_or_none)
    occurred = OccurredField(required=False)
    article = forms.TypedChoiceField(
        label=_("Article"), required=False, coerce=UUID, empty_value=None,
        help_text=_("For a charge, and for a fine if known."),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("Amount"), required=False, min_value=0, decimal_places=2,
        help_text=_("For a fine or a payment."),
    )  # fmt: skip
    currency = forms.TypedChoiceField(
        label=_("Currency"), required=False, coerce=Currency, empty_value=None,
        choices=[("", "—"), *((c.value, c.value) for c in Currency)],
    )  # fmt: skip
    each = forms.BooleanField(label=_("For each of several people"), required=False)
    authority = forms.CharField(label=_("By which authority"), required=False)
    paper_number = forms.CharField(label=_("Number of the paper"), required=False)
    photos = photos_field(_("The paper itself (order, contract, receipt)"))
    text = forms.CharField(label=_("In words"), required=False, widget=forms.Textarea)
    reverses = forms.TypedChoiceField(
        label=_("Which step does the order reverse"), required=False, coerce=UUID,
        empty_value=None,
    )  # fmt: skip

    def __init__(
        self, *args: Any, articles: list[tuple[str, str]], steps: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = [("", "—"), *articles]  # type: ignore[attr-defined]
        self.fields["reverses"].choices = [("", "—"), *steps]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The amount in its smallest unit: riel, or US cents."""
        values = super().arguments()
        if (amount := values["amount"]) is not None:
            cents = values["currency"] == Currency.USD
            values["amount"] = int(amount * 100) if cents else int(amount)
        return values


class HearingForm(ActForm):
    court = forms.CharField(label=_("Court"))
    due = forms.DateTimeField(
        label=_("Day and hour"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class ResultForm(ActForm):
    text = forms.CharField(label=_("What came of it"), widget=forms.Textarea)


class PapersForm(WithPhotos):
    photos = photos_field(_("The paper itself (order, contract, receipt)"), required=True)


class PortraitForm(WithPhotos):
    photos = photos_field(_("Picture of the person"), required=True)


class OrderForm(WithPhotos):
    field_order = ("kind", "authority", "paper_number", "photos", "text", "lots")
    kind = forms.TypedChoiceField(
        label=_("What is ordered"), coerce=OrderKind, choices=choices.orders
    )
    authority = forms.CharField(label=_("By which authority"))
    paper_number = forms.CharField(label=_("Number of the paper"), required=False)
    photos = photos_field(_("The order itself"))
    text = forms.CharField(label=_("In words"), required=False, widget=forms.Textarea)
    lots = forms.TypedMultipleChoiceField(
        label=_("About which animals and exhibits"), coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, lots: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lots"].choices = lots  # type: ignore[attr-defined]


class ClockForm(ActForm):
    hours = CountField(label=_("Hours"))
    source = forms.CharField(label=_("Source"))
    verified = forms.BooleanField(label=_("I have read it there myself"), required=False)
