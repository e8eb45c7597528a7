"""From hand to hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem
from sangkroh.core.fields import CountField
from sangkroh.core.show import number
from sangkroh.core.words import say

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
    """How many of each go along; or all of a line, or all of everything, without typing it."""

    everything = forms.BooleanField(label=_("All of it, every line"), required=False)

    def __init__(self, *args: Any, carriers: Choices, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, least=1, **kwargs)
        order = ["act_id", "everything"]
        for name, it in self.rows.items():
            order.append(name)
            if len(self.rows) > 1:
                self.fields[f"all_{name}"] = forms.BooleanField(
                    label=_("All: %(number)s") % {"number": number(it.qty)}, required=False
                )
                order.append(f"all_{name}")
        self.fields["carrier"] = Pick(carriers, label=_("Who carries"))
        self.fields["carrier"].initial = next((str(it.id) for it in carriers), None)
        self.fields["to_office"] = Pick(offices, label=_("To which office"))
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """All of a line is what is held there now; another number beside it is a contradiction."""
        said = super().clean()
        for name, it in self.rows.items():
            tick = "everything" if said.get("everything") else f"all_{name}"
            if not said.get(tick):
                continue
            if self.data.get(name) and said.get(name) != it.qty:
                if tick not in self.errors:
                    self.add_error(tick, say(Problem("custody.all-or-a-number")))
            else:
                self.errors.pop(name, None)
                said[name] = it.qty
        return said

    def arguments(self) -> dict[str, Any]:
        return {k: v for k, v in super().arguments().items()
                if k != "everything" and not k.startswith("all_")}  # fmt: skip
