"""What several forms of the books are made of: one of a few, a number for each group, rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, ClassVar, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField, GramsField
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import made_with
from sangkroh.core.words import say

from ..choices import Meant, Option, meant_by
from ..queries import Held
from ..rules import Unit
from ..words import UNITS as UNIT_WORDS

Choices = Sequence[Option]
CHANGED = "custody.page-is-old"


class Pick(forms.TypedChoiceField):
    """One of a few places, people or offices, by its id. Where there is only one and one must be
    chosen, it is chosen already; of several none is, for the first would be taken by mistake."""

    def __init__(self, options: Choices, *, required: bool = True, **kwargs: Any) -> None:
        choices = [(str(it.id), it.label) for it in options]
        only = required and len(choices) == 1
        super().__init__(
            choices=choices if only else [("", "—"), *choices], coerce=UUID, empty_value=None,
            widget=forms.HiddenInput if only else forms.Select, required=required,
            initial=choices[0][0] if only else None, **kwargs,
        )  # fmt: skip

    def validate(self, value: Any) -> None:
        """What was one of the few when the page was made and is so no more: read it again."""
        if value and not self.valid_value(value):
            raise forms.ValidationError(say(Problem(CHANGED)), code=CHANGED)
        super().validate(value)


class Reason(ActForm):
    """Why: one line."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class Here(ActForm):
    """A form about a group in one of the places where this reader acts on it."""

    def __init__(self, *args: Any, here: Sequence[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [Option(it.account, f"{it.place} ({it.qty})") for it in here]
        self.fields["account"] = Pick(options, label=_("Where"))
        self.order_fields(["account"])


def _row(it: Held) -> str:
    return f"lot_{it.lot}_{it.account}"


def told_apart(lots: Sequence[Held]) -> dict[str, str]:
    """What each row is called: like names with what differs, their places or their cases."""
    places, cases = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for it in lots:
        places[it.label].add(it.place)
        cases[it.label].add(it.case_number)
    return {
        _row(it): f"{it.label} ({', '.join(apart)})" if (apart := [
            said for said, all_of_them in ((it.place, places), (it.case_number, cases))
            if said and len(all_of_them[it.label]) > 1
        ]) else it.label
        for it in lots
    }  # fmt: skip


class ByLot(ActForm):
    """A number for each group in each place: a field for each, named by both.

    `least`: not every group needs a number. `whole`: where there is one group, all of it is meant
    unless the reader says otherwise.
    """

    NONE_TOO = False
    """Whether "none" is a line of the act, as in a count."""

    def __init__(
        self, *args: Any, lots: Sequence[Held], least: int = 0, whole: bool = False, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.rows = {_row(it): it for it in lots}
        labels = told_apart(lots)
        for name, it in self.rows.items():
            self.fields[name] = CountField(
                label=f"{labels[name]}: {it.unit_label}", min_value=0,
                required=not least or len(lots) == 1,
                initial=it.qty if whole and len(lots) == 1 else None,
            )  # fmt: skip
        self.order_fields(self.rows)

    def clean(self) -> dict[str, Any]:
        """A number for a group that has gone meanwhile is not dropped in silence."""
        said = super().clean() or self.cleaned_data
        if any(self.data[it] for it in self.data if it.startswith("lot_") and it not in self.rows):
            self.add_error(None, say(Problem(CHANGED)))
        return said

    def lines(self) -> list[tuple[str, Held, int]]:
        """The field, the group and the number of each that was said: the lines of the act."""
        said = [(name, it, self.cleaned_data.get(name)) for name, it in self.rows.items()]
        return [(name, it, qty) for name, it, qty in said if qty or (qty == 0 and self.NONE_TOO)]

    def taken(self) -> list[dict[str, Any]]:
        """The lines of an act that takes so much of a group from a place."""
        return [
            {"lot": it.lot, "account": it.account, "quantity": qty}
            for _name, it, qty in self.lines()
        ]

    def arguments(self) -> dict[str, Any]:
        return self.rest() | {"lines": self.taken()}

    def rest(self) -> dict[str, Any]:
        """The arguments that are no line."""
        return {k: v for k, v in super().arguments().items() if k not in self.rows}

    def refuse(self, refused: Refused) -> None:
        """A problem of a line stands at the field of its group, or at the place where it goes."""
        super().refuse(Refused.many(self._at(it) for it in refused.problems))

    def _at(self, problem: Problem) -> Problem:
        where = problem.path.split(".")
        if where[0] != "lines":
            return problem
        if len(where) == 3 and where[2] in self.fields:
            return Problem(problem.code, where[2], problem.values)
        said = [name for name, _it, _qty in self.lines()]
        names = said[int(where[1]) :] if len(where) > 1 and where[1].isdigit() else self.rows
        return Problem(problem.code, next(iter(names), ""), problem.values)


class Rows(ActForm):
    """Several kinds in one act: a row for each, more on demand and without a script."""

    AT_FIRST, MOST = 3, 60
    NAME, UNIT = _("What it is"), _("Counted as")
    UNITS: tuple[str, ...] = ("animal", "egg", "piece", "g")
    LINES = "lines"
    """The argument of the act that takes the rows."""
    PATHS: ClassVar[dict[str, str]] = {
        "as_reported": "name", "subject": "name", "taxon": "name", "item_type": "name",
        "mark": "name", "unit": "unit", "quantity": "quantity", "weight_g": "weight",
    }  # fmt: skip
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("rows", "")) if self.is_bound else ""
        count = int(asked) if re.fullmatch("[0-9]{1,3}", asked) else rows or self.AT_FIRST
        self.count = max(1, min(count, self.MOST))
        self.fields["rows"].initial = self.count
        names = []
        for n in range(self.count):
            row = self._row(n)
            self.fields |= row
            names.append(tuple(row))
        self.groups = tuple(  # type: ignore[misc]
            (_("Line %(number)s") % {"number": n + 1}, it) for n, it in enumerate(names)
        )

    def _row(self, n: int) -> dict[str, forms.Field]:
        units = [(it, UNIT_WORDS[it]) for it in self.UNITS]
        return {
            f"row{n}_name": forms.CharField(label=self.NAME, max_length=200, required=False),
            f"row{n}_quantity": CountField(label=_("How many"), min_value=0, required=False),
            f"row{n}_unit": forms.ChoiceField(label=self.UNIT, choices=units, required=False),
            f"row{n}_weight": GramsField(label=_("Weight"), required=False),
        }

    @classmethod
    def with_more(cls, data: Any, **kwargs: Any) -> Self:
        """The same form with more rows and all that was typed; nothing is done yet."""
        form = cls(rows=cls(data, **kwargs).count + cls.AT_FIRST, **kwargs)
        form.initial = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in form.fields.items()
            if name != "rows" and not field.widget.value_omitted_from_data(data, {}, name)
        }
        return form

    def clean(self) -> dict[str, Any]:
        it = super().clean() or self.cleaned_data
        for n in range(self.count):
            named = it.get(f"row{n}_name") not in ("", None, self.initial.get(f"row{n}_name"))
            wrong = f"row{n}_quantity" in self.errors
            if named and not wrong and it.get(f"row{n}_quantity") is None:
                self.add_error(f"row{n}_quantity", say(Problem("core.missing")))
        if not self.errors and not self.said():
            self.add_error("row0_quantity", say(Problem("custody.nothing-said")))
        return it

    def said(self) -> list[int]:
        """The rows in which a number was given; none is a number."""
        return [
            n for n in range(self.count) if self.cleaned_data.get(f"row{n}_quantity") is not None
        ]

    def lots(self, known: Mapping[str, Meant] = MappingProxyType({})) -> list[dict[str, Any]]:
        """A lot to be made of each row, for the act to look at; ids follow from the act's."""
        act = self.about().id
        return [self._lot(n, act, known) for n in self._made()]

    def _made(self) -> list[int]:
        return [n for n in self.said() if self.cleaned_data[f"row{n}_quantity"]]

    def _lot(self, n: int, act: UUID, known: Mapping[str, Meant]) -> dict[str, Any]:
        it = {part: self.cleaned_data[f"row{n}_{part}"] for part in set(self.PATHS.values())}
        meant = known.get(it["name"]) or meant_by(it["name"])
        return asdict(meant) | {
            "lot": made_with(act, f"row{n}"), "unit": Unit(it["unit"] or self.UNITS[0]),
            "quantity": it["quantity"], "weight_g": it["weight"],
        }  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        super().refuse(Refused.many(self._here(it) for it in refused.problems))

    def _here(self, it: Problem) -> Problem:
        """The problem at the field of its row."""
        area, *rest = it.path.split(".")
        if area not in (self.LINES, "lines") or len(rest) < 2 or rest[1] not in self.PATHS:
            return it
        return Problem(it.code, f"row{self._made()[int(rest[0])]}_{self.PATHS[rest[1]]}", it.values)
