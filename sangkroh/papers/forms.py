"""The shape of the forms about papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm
from sangkroh.evidence.forms import WithPhotos, photos_field

from .rules import Kind
from .sheets import label_of


class IssueForm(ActForm):
    """One press: take a number and print."""

    kind = forms.TypedChoiceField(
        coerce=Kind, choices=[(it.value, it.value) for it in Kind], widget=forms.HiddenInput
    )
    subject = forms.UUIDField(widget=forms.HiddenInput)


class SignedForm(WithPhotos):
    photos = photos_field(_("Photos of the signed paper"), required=True)


class CancelForm(ActForm):
    reason = forms.CharField(label=_("Why it is cancelled"), max_length=200)


class LetterheadForm(ActForm):
    text_km = forms.CharField(
        label=_("Letterhead in Khmer"), widget=forms.Textarea(attrs={"rows": 4, "lang": "km"}),
        max_length=1000, help_text=_("Ministry, department, office: one on each line."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("Letterhead in English"), widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
        max_length=1000, required=False,
    )  # fmt: skip


class ApproveForm(ActForm):
    wording = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(
        label=_("On what the approval rests"), max_length=200,
        help_text=_("The law, order or model that you compared it with, word for word."),
    )  # fmt: skip


class RegisterForm(forms.Form):
    """Which rows of the register; nothing typed is remembered."""

    office = forms.TypedChoiceField(
        label=_("Office"), coerce=UUID, empty_value=None, required=False
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Paper"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("unsigned", _("No signed copy yet")),
                 ("cancelled", _("Cancelled"))],
    )  # fmt: skip

    def __init__(
        self, *args: Any, offices: list[tuple[str, str]], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        kinds = [(it.value, str(label_of(it))) for it in Kind]
        of_years = [(str(it), str(it)) for it in years]
        for name, known in (("office", offices), ("year", of_years), ("kind", kinds)):
            self.fields[name].choices = [every, *known]  # type: ignore[attr-defined]
