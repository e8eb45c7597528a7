"""Which figures are asked for."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.network.forms import AgencyField
from sangkroh.reference.queries import provinces
from sangkroh.seizures.labels import EVENT

from . import words
from .rules import EVENTS, STATES, Wanted, What

ALL = "all"
A_YEAR = "(?:19|20)[0-9]{2}"
"""Of which something may be counted."""


class Narrow(forms.Form):
    """What to count. What cannot be read is left out.

    Of these years the first is meant where none is said; without any the one that is said.
    """

    year = forms.ChoiceField(label=_("Year"), required=False)
    event = forms.ChoiceField(label=_("Kind of event"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    agency = AgencyField(label=_("Agency"), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)
    state = forms.ChoiceField(label=_("Where it is now, or what became of it"), required=False)
    papers = forms.ChoiceField(label=_("From where"), required=False)
    month = forms.RegexField(
        rf"^{A_YEAR}-(0[1-9]|1[0-2])$", required=False, widget=forms.HiddenInput
    )  # fmt: skip
    taxon = forms.UUIDField(required=False, widget=forms.HiddenInput)
    case = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        asked = data.dict()
        if years:
            asked.setdefault("year", str(years[0]))
        elif re.fullmatch(A_YEAR, asked.get("year", "")):
            years = [int(asked["year"])]
        super().__init__(asked)
        every = [("", _("all"))]
        said = {key: words.DEFINED.get(key, key) for key in (*EVENTS, "saved")}
        lists: dict[str, Any] = {
            "year": [(str(it), str(it)) for it in years] + [(ALL, _("all years"))],
            "event": every + [(it, said[it]) for it in EVENTS] + list(EVENT.items()),
            "province": every + provinces(),
            "what": every + [(str(it), words.WHAT[it]) for it in What],
            "state": every + [(it, words.GROUPS[it]) for it in STATES] + list(words.STATES.items()),
            "papers": every + list(words.PAPERS.items()),
        }  # fmt: skip
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What the reader asked for."""
        self.is_valid()
        said = dict(self.cleaned_data)
        year, month, province = (
            said.pop("year", ""),
            said.pop("month", ""),
            said.pop("province", ""),
        )
        return Wanted(
            year=int(year) if year not in ("", ALL) else None, month=month,
            province=UUID(province) if province else None, **said,
        )  # fmt: skip
