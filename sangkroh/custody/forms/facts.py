"""What was already done when it is written down."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm


class ReviewForm(ActForm):
    in_order = forms.TypedChoiceField(
        label=_("Is it in order?"), coerce=lambda it: it == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )  # fmt: skip
    note = forms.CharField(label=_("What is not"), max_length=200, required=False)
