"""What a group is: said for the first time, or said anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.reference.fields import TaxonField

from ..words import THINGS
from .shared import Here


class NameForm(Here):
    """A species, or a kind of thing. `anew`: it has a name already, and a reason is needed."""

    taxon = TaxonField(required=False)
    item_type = forms.ChoiceField(
        label=_("Or what kind of thing"), required=False, choices=[("", "—"), *THINGS.items()]
    )
    reason = forms.CharField(label=_("Why another name"), max_length=200)

    def __init__(self, *args: Any, anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not anew:
            del self.fields["reason"]

    def clean_item_type(self) -> str | None:
        return self.cleaned_data["item_type"] or None
