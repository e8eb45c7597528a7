"""Moves inside an office, and one group becoming several."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField, SealsField
from sangkroh.core.ids import made_with
from sangkroh.core.words import say

from .shared import ByLot, Choices, Here, Pick

PARTS = 4


class MoveForm(ByLot):
    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, least=1, whole=True, **kwargs)
        self.fields["to"] = Pick(places, label=_("Where to"))

    def arguments(self) -> dict[str, Any]:
        return {"lines": [it | {"to": self.cleaned_data["to"]} for it in self.taken()]}


class SplitForm(Here):
    """How many go into each new group; `sealed`: and with which seals."""

    def __init__(self, *args: Any, sealed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = []
        for n in range(PARTS):
            self.fields[f"part{n}_quantity"] = CountField(label=_("How many"), required=not n)
            names: tuple[str, ...] = (f"part{n}_quantity",)
            if sealed:
                self.fields[f"part{n}_seals"] = SealsField()
                names += (f"part{n}_seals",)
            groups.append((_("New group %(number)s") % {"number": n + 1}, names))
        self.groups = tuple(groups)  # type: ignore[misc]

    def _said(self) -> list[int]:
        return [n for n in range(PARTS) if self.cleaned_data.get(f"part{n}_quantity")]

    def arguments(self) -> dict[str, Any]:
        it, act = self.cleaned_data, self.about().id
        parts = [
            {"lot": made_with(act, f"part{n}"), "quantity": it[f"part{n}_quantity"],
             "seal_numbers": it.get(f"part{n}_seals") or []}
            for n in self._said()
        ]  # fmt: skip
        return {"account": it["account"], "parts": parts}

    def refuse(self, refused: Refused) -> None:
        super().refuse(Refused.many(self._here(it) for it in refused.problems))

    def _here(self, it: Problem) -> Problem:
        area, *rest = it.path.split(".")
        if area != "parts":
            return it
        n = self._said()[int(rest[0])] if rest else 0
        field = "seals" if "seal_numbers" in rest else "quantity"
        return Problem(it.code, f"part{n}_{field}", it.values)


class MarksForm(Here):
    """Single animals out of a group: a chip, ring or tag a line, as it is pasted from a reader."""

    marks = forms.CharField(
        label=_("Marks, one a line"), required=False, widget=forms.Textarea, strip=False,
        help_text=_("Chip, ring or tag. Paste as many as were read: each line is one animal."),
    )  # fmt: skip
    unmarked = CountField(label=_("And how many without a mark"), required=False, max_value=500)

    def arguments(self) -> dict[str, Any]:
        act = self.about().id
        marks = [mark for _line, mark in self._lines()]
        marks += [""] * (self.cleaned_data["unmarked"] or 0)
        ones = [{"lot": made_with(act, f"one{n}"), "mark": it} for n, it in enumerate(marks)]
        return {"account": self.cleaned_data["account"], "individuals": ones}

    def _lines(self) -> list[tuple[int, str]]:
        """Each mark with the number of its line, as the person who pasted them counts."""
        lines = str(self.cleaned_data["marks"]).splitlines()
        return [(n, it.strip()) for n, it in enumerate(lines, 1) if it.strip()]

    def refuse(self, refused: Refused) -> None:
        """A problem of a mark stands at the marks, with the number of its line."""
        lines = dict(enumerate(n for n, _mark in self._lines()))
        for it in refused.problems:
            area, *rest = it.path.split(".")
            if area != "individuals":
                super().refuse(Refused.many([it]))
            elif rest and int(rest[0]) in lines:
                line = translated("Line %(number)s") % {"number": lines[int(rest[0])]}
                self.add_error("marks", f"{line}: {say(it)}")
            else:
                self.add_error("marks", say(it))
