"""What one person asks for and another approves, and what old papers tell."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField

from ..actions import Outcome
from ..rules import State
from ..words import STATES
from .shared import ByLot, Choices, Pick, Reason


class PlanForm(Reason, ByLot):
    """How many, and why. `paper`: whether the number of an order or permit is asked for, and must
    be given; None: it is not."""

    paper = forms.CharField(label=_("Number of the order or permit"), max_length=200)

    def __init__(self, *args: Any, paper: bool | None, **kwargs: Any) -> None:
        super().__init__(*args, least=1, **kwargs)
        if paper is None:
            del self.fields["paper"]
        else:
            self.fields["paper"].required = paper


class RecaptureForm(Reason):
    """How many came back, from which outcome, and where they are put."""

    def __init__(
        self, *args: Any, states: Collection[State], places: Choices, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        came = [it for it in (State.ESCAPED, State.RELEASED) if it in states]
        self.fields["escaped"] = forms.TypedChoiceField(
            label=_("What had become of them"), coerce=lambda it: it == State.ESCAPED,
            widget=forms.RadioSelect, initial=came[0].value if len(came) == 1 else None,
            choices=[(it.value, STATES[it]) for it in came],
        )  # fmt: skip
        self.fields["quantity"] = CountField(label=_("How many were caught"))
        self.fields["account"] = Pick(places, label=_("Where they are put"))
        self.order_fields(["escaped", "quantity", "account", "reason"])


class PastForm(ByLot):
    """What became of them, as old papers tell it."""

    outcome = forms.TypedChoiceField(
        label=_("What became of them"),
        coerce=Outcome,
        widget=forms.RadioSelect,
        choices=[(it, STATES[it]) for it in Outcome],
    )
    ground = forms.CharField(label=_("Which paper says so"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, least=1, **kwargs)
