"""Forms of how a person reads, and of the words of the product."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .actions import Language
from .forms import ActForm


class ReadingForm(ActForm):
    language = forms.TypedChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, coerce=Language, widget=forms.RadioSelect
    )
    khmer_digits = forms.BooleanField(label=_("Show numbers in Khmer digits"), required=False)


class CorrectForm(ActForm):
    text = forms.CharField(
        label=_("Better words"), widget=forms.Textarea({"lang": "km", "rows": 3}),
        help_text=_("Signs like %(limit)s stand for a value; keep each of them."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where these words come from"), max_length=200,
        help_text=_("For example: the official text of a law, a ministry's form, own usage."),
    )  # fmt: skip


class VerifyForm(ActForm):
    text = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(
        label=_("As whom you verify it"), max_length=200,
        help_text=_("For example: legal officer of the team; checked against the law."),
    )  # fmt: skip
