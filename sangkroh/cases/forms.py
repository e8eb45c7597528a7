"""The forms of a case's acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sangkroh.core.forms import ActForm
from sangkroh.core.models import User
from sangkroh.network.forms import AgencyField, EnumField, NewForm, OfficeField, PersonField
from sangkroh.network.queries import Choices
from sangkroh.reference.fields import PlaceField

from . import queries


def _line(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required)


def _choice(label: Any, *, required: bool = True) -> forms.TypedChoiceField:
    """One of the rows of this case; `OfCase` fills the list."""
    return forms.TypedChoiceField(label=label, coerce=UUID, empty_value=None, required=required)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OfCase:
    """What a form about one case asks of it before it is shown: lists to pick from."""

    members: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def fill(self, reader: User, case: UUID) -> None:
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name in self.members:
            _fill(fields[name], queries.member_choices(reader, case))
        for name in self.cases:
            _fill(fields[name], queries.case_choices(reader, case))


def _fill(field: forms.Field, choices: Choices) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "---"), *choices]


class NewCase(NewForm):
    title = _line(_("Title"), required=False)
    office = OfficeField(label=_("Office"), required=False)
    hidden = forms.BooleanField(label=_("A hidden operation"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].help_text = _("Left empty: your own office.")


class AddMember(OfCase, ActForm):
    user = PersonField(label=_("Person"))
    reason = _line(_("Why this person needs to know"))


class RemoveMember(OfCase, ActForm):
    members = ("user",)
    user = _choice(_("Person"))
    reason = _line(_("Reason"))


class SetLead(OfCase, ActForm):
    members = ("user",)
    user = _choice(_("New lead"))
    reason = _line(_("Reason"))


class SetPart(OfCase, ActForm):
    agency = AgencyField(label=_("Agency"))
    part = EnumField(queries.PARTS, label=_("Part in the case"))
    ended = forms.BooleanField(label=_("It plays this part no more"), required=False)


class SetNumber(OfCase, ActForm):
    agency = AgencyField(label=_("Agency"))
    number = _line(_("Its own number for this case"))


class WriteNote(OfCase, NewForm):
    text = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 5}))


class OneOfOurs(OfCase, ActForm):
    members = ("new_lead",)
    agency = AgencyField(label=_("Agency in which a person involved serves"))
    reason = _line(_("Reason"))
    new_lead = _choice(_("New lead, if the lead serves there"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].help_text = _(
            "At once no account of this agency sees the case, until the lead lets named people in."
        )
        self.fields["new_lead"].help_text = _(
            "Somebody of another agency than yours. Leave it empty only where there is nobody."
        )


class Readmit(OfCase, ActForm):
    user = PersonField(label=_("Person"))
    reason = _line(_("Reason"))


class Reason(OfCase, ActForm):
    reason = _line(_("Reason"))


class Retitle(OfCase, ActForm):
    title = _line(_("Title"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def fill(self, reader: User, case: UUID) -> None:
        head = queries.head(reader, case)
        self.initial = {"title": head.case.title, "version": head.version}


class LinkCases(OfCase, NewForm):
    cases = ("other",)
    other = _choice(_("The other case"))
    reason = _line(_("Why they belong together"))


class MarkPlace(NewForm):
    place = PlaceField(label=_("Place in the list"))
    first = forms.DateField(label=pgettext_lazy("day", "From"), required=False, widget=_day())
    last = forms.DateField(label=pgettext_lazy("day", "To"), required=False, widget=_day())


class Narrow(forms.Form):
    """Which cases to list."""

    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("all")), ("open", _("in progress")), ("closed", _("closed"))],
    )  # fmt: skip
    agency = AgencyField(label=_("Agency"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    mine = forms.BooleanField(label=_("Only those I lead"), required=False)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        _fill(self.fields["year"], [(str(it), str(it)) for it in years])

    def wanted(self) -> queries.Wanted:
        """What the reader asked for; what cannot be read is left out."""
        self.is_valid()
        return queries.Wanted(**self.cleaned_data)


class NarrowSteps(forms.Form):
    """Which steps of the timeline to show, and in which order."""

    newest = forms.BooleanField(label=_("Newest first"), required=False)
    who = _choice(_("Who"), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, data: Any, timeline: queries.Timeline) -> None:
        super().__init__(data)
        _fill(self.fields["who"], timeline.people)
        _fill(self.fields["what"], timeline.acts)


class Settle(ActForm):
    """Nothing to fill in: the button says it."""
