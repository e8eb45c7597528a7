"""What was already done when it is written down: kept always, the rest asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import OccurredField
from sangkroh.core.forms import ActForm
from sangkroh.evidence.forms import WithPhotos, photos_field

from ..actions import FactKind
from ..actions.facts import POSTED
from ..words import STATES
from .shared import ByLot

GROUND, WITNESS = _("Why, or on what ground"), _("Who else saw it")
NO_LOG_IN = _("A witness needs no log-in here.")


class FactForm(ByLot, WithPhotos):
    """What happened and to how many. Ground, witness and photo may come later: it is kept."""

    occurred = OccurredField(required=False)
    ground = forms.CharField(label=GROUND, max_length=200, required=False)
    witness = forms.CharField(label=WITNESS, max_length=200, required=False, help_text=NO_LOG_IN)
    photos = photos_field(_("Photos"))

    def __init__(self, *args: Any, kinds: Collection[FactKind], **kwargs: Any) -> None:
        super().__init__(*args, least=1, **kwargs)
        self.fields["kind"] = forms.TypedChoiceField(
            label=_("What was done"), coerce=FactKind, widget=forms.RadioSelect,
            choices=[(it.value, STATES[POSTED[it][1]]) for it in FactKind if it in kinds],
        )  # fmt: skip
        # The id of the act comes first: those of the photos follow from it.
        self.order_fields(["act_id", "kind", *self.rows, "occurred", "ground", "witness"])


class AddToFactForm(WithPhotos):
    """What was missing."""

    ground = forms.CharField(label=GROUND, max_length=200, required=False)
    witness = forms.CharField(label=WITNESS, max_length=200, required=False, help_text=NO_LOG_IN)
    photos = photos_field(_("Photos"))
    field_order = ("act_id", "ground", "witness", "photos")


class ReviewForm(ActForm):
    in_order = forms.TypedChoiceField(
        label=_("Is it in order?"), coerce=lambda it: it == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )  # fmt: skip
    note = forms.CharField(label=_("What is not"), max_length=200, required=False)
