"""Fields to pick a person, an office or an agency, and the forms of the network's acts."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm
from sangkroh.core.ids import new_id
from sangkroh.reference.fields import PlaceField

from . import queries
from .queries import AGENCY_KINDS, OFFICE_KINDS, REGIMES
from .rules import OfficeKind, Regime


class _Pick(forms.TypedChoiceField):
    """One of our own rows, by its id; the list is asked for when the form is made."""

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        def listed() -> list[tuple[str, str]]:
            return [("", "---"), *choices()]

        super().__init__(choices=listed, coerce=UUID, empty_value=None, **kwargs)


class PersonField(_Pick):
    """A person of the network, with title and office. `agency`: of this agency only."""

    def __init__(self, *, agency: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(choices=lambda: queries.people_choices(agency), **kwargs)


class OfficeField(_Pick):
    """An office, of this kind only where one is given."""

    def __init__(self, *, kind: OfficeKind | None = None, **kwargs: Any) -> None:
        super().__init__(choices=lambda: queries.office_choices(kind), **kwargs)


class AgencyField(_Pick):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=queries.agency_choices, **kwargs)


class EnumField(forms.TypedChoiceField):
    """One of a StrEnum, with its words."""

    def __init__(self, words: dict[Any, Promise], **kwargs: Any) -> None:
        coerce: type[StrEnum] = type(next(iter(words)))
        choices = [(it.value, label) for it, label in words.items()]
        super().__init__(choices=choices, coerce=coerce, **kwargs)


class NewForm(ActForm):
    """A form that makes a record: the id is fixed when the form is shown."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=200)


def _line(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required)


class AddAgency(NewForm):
    code = forms.CharField(label=_("Code"), max_length=64)
    name = _line(_("Name in English"))
    name_km = _line(_("Name in Khmer"), required=False)
    kind = EnumField(AGENCY_KINDS, label=_("Kind"))
    regime = EnumField(REGIMES, label=_("Law under which it acts"))


class CorrectAgency(ActForm):
    name = _line(_("Name in English"))
    name_km = _line(_("Name in Khmer"), required=False)
    kind = EnumField(AGENCY_KINDS, label=_("Kind"))
    regime = EnumField(REGIMES, label=_("Law under which it acts"))
    reason = _reason()


class AddOffice(NewForm):
    code = forms.CharField(label=_("Code"), max_length=64)
    agency = AgencyField(label=_("Agency"))
    name = _line(_("Name in English"))
    name_km = _line(_("Name in Khmer"), required=False)
    kind = EnumField(OFFICE_KINDS, label=_("Kind"))
    duty_telephone = _line(_("Duty telephone"), required=False)
    place = PlaceField(required=False)


class CorrectOffice(ActForm):
    name = _line(_("Name in English"))
    name_km = _line(_("Name in Khmer"), required=False)
    kind = EnumField(OFFICE_KINDS, label=_("Kind"))
    duty_telephone = _line(_("Duty telephone"), required=False)
    place = PlaceField(required=False)
    reason = _reason()


class PlacePerson(ActForm):
    user = _Pick(label=_("Person"), choices=queries.user_choices)
    office = OfficeField(label=_("Office"))
    title = _line(_("Position"), required=False)
    since = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class GivePower(NewForm):
    user = PersonField(label=_("Person"))
    regime = EnumField(
        {r: w for r, w in REGIMES.items() if r is not Regime.NONE}, label=_("Powers under")
    )
    basis = _line(_("Appointment (number, day)"))
    since = forms.DateField(
        label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class EndPower(ActForm):
    reason = _reason()
    until = forms.DateField(
        label=_("From this day on (today)"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
