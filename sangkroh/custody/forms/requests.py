"""The answer of a second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm


class AnswerForm(ActForm):
    """Approve or decline one request."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, asked: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"request": self.asked}
