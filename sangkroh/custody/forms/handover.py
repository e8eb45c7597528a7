"""From hand to hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField

from .shared import ByLot, Choices, Pick


class ReceiveForm(ByLot):
    """The night keeper's: the number, broken seals, dead seen, and where to. No more."""

    NONE_TOO = True
    broken_seals = forms.CharField(label=_("Broken seals"), required=False, max_length=2000)
    dead_seen = CountField(label=_("Dead seen"), min_value=0, required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"] = Pick(places, label=_("Where they are put"))

    def arguments(self) -> dict[str, Any]:
        seals = str(self.cleaned_data.get("broken_seals") or "").replace(",", " ").split()
        lines = [{"lot": it.lot, "quantity": qty} for _name, it, qty in self.lines()]
        return self.rest() | {"lines": lines, "broken_seals": seals}


class DispatchForm(ByLot):
    def __init__(self, *args: Any, carriers: Choices, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, least=1, **kwargs)
        self.fields["carrier"] = Pick(carriers, label=_("Who carries"))
        self.fields["carrier"].initial = next((str(it.id) for it in carriers), None)
        self.fields["to_office"] = Pick(offices, label=_("To which office"))
