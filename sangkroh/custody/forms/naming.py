"""What a group is: said for the first time, or said anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.reference.fields import TaxonField
from sangkroh.reference.queries import TaxonHit

from ..words import THINGS
from .shared import Here


class NameForm(Here):
    """A species, or a kind of thing. `anew`: it has a name already, and a reason is needed.

    said, may_be: the words in which it was reported, and what they may mean, to choose from.
    """

    taxon = TaxonField(required=False)
    item_type = forms.ChoiceField(
        label=_("Or what kind of thing"), required=False, choices=[("", "—"), *THINGS.items()]
    )
    reason = forms.CharField(label=_("Why another name"), max_length=200)

    def __init__(
        self, *args: Any, anew: bool, said: str = "", may_be: Sequence[TaxonHit] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if may_be and not self.is_bound:
            taxon = self.fields["taxon"]
            taxon.initial, taxon.widget.choices = {"text": said, "pick": ""}, may_be
        if not anew:
            del self.fields["reason"]

    def clean_item_type(self) -> str | None:
        return self.cleaned_data["item_type"] or None
