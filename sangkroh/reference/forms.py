"""Forms of reference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm
from sangkroh.core.text import arabic_digits

from . import labels
from .fields import PlaceField, TaxonField
from .rules import VALUES, Authority, Level, NameLanguage, PlaceKind, Rank, Scheme


class Chosen(forms.TypedChoiceField):
    """One of a StrEnum, with its words. Left empty: None."""

    def __init__(self, kind: Any, words: dict[str, Any], **kwargs: Any) -> None:
        choices = [(it.value, words.get(it.value, it.value)) for it in kind]
        empty = [("", "–")] if kwargs.get("required") is False else []
        super().__init__(choices=empty + choices, coerce=kind, empty_value=None, **kwargs)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class DegreesField(forms.DecimalField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(decimal_places=6, required=False, widget=forms.TextInput, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(arabic_digits(str(value)) if value is not None else value)


def _line(label: Any, *, required: bool = True, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=200, **kwargs)


def _text(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _source() -> forms.CharField:
    return _line(_("Source"), help_text=_("Where it is written, so that another can look it up."))


def _since() -> DayField:
    return DayField(
        label=_("True since"), required=False,
        help_text=_("Leave empty where the former value was an error and this has always been so."),
    )  # fmt: skip


class Verify(ActForm):
    against = _line(
        _("Confirmed against"),
        help_text=_("The text or list itself, with its date and page. Your name is kept with it."),
    )


class CorrectPlace(ActForm):
    name = _line(_("Name in Latin letters"))
    name_km = _line(_("Name in Khmer"), required=False)
    parent = PlaceField(label=_("Lies in"), required=False)
    latitude = DegreesField(label=_("Latitude"), help_text=_("Degrees, for example 11.124000"))
    longitude = DegreesField(label=_("Longitude"))
    note = _text(_("Note"), required=False)
    source = _source()
    reason = _line(_("Reason"))


class AddPlace(CorrectPlace):
    kind = Chosen(Level, labels.LEVELS, label=_("Level"), initial=Level.NAMED)
    named_kind = Chosen(
        PlaceKind, labels.PLACE_KINDS, label=_("What a named place is"), required=False
    )
    reason = None  # type: ignore[assignment]
    field_order = ("name", "name_km", "kind", "named_kind")


class EndPlace(ActForm):
    until = DayField(label=_("No more since"))
    reason = _line(_("Reason"))


class NamePlace(ActForm):
    text = _line(_("Other name or spelling"))
    source = _source()


class AddTaxon(ActForm):
    scientific_name = _line(_("Scientific name"))
    group = forms.ChoiceField(label=_("Group"), choices=list(labels.GROUPS.items()))
    rank = Chosen([Rank.SPECIES, Rank.GENUS], labels.RANKS, label=_("Rank"))
    english_name = _line(_("English name"), required=False)
    note = _text(_("Note"), required=False)
    source = _source()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].coerce = Rank  # type: ignore[attr-defined]


class AddReported(ActForm):
    """A name as reported, with the taxa that it may mean."""

    english_name = _line(_("The name as reported"))
    scientific_name = _line(
        _("Scientific name"),
        help_text=_("As far as it goes, for example: Colubridae indet. (rat snake)"),
    )
    group = forms.ChoiceField(label=_("Group"), choices=list(labels.GROUPS.items()))
    first = TaxonField(label=_("It may be"))
    second = TaxonField(label=_("or"))
    third = TaxonField(label=_("or"), required=False)
    fourth = TaxonField(label=_("or"), required=False)
    source = _source()

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        meant = [said.pop(it) for it in ("first", "second", "third", "fourth")]
        return said | {"rank": Rank.REPORTED, "candidates": [it for it in meant if it]}


class NameTaxon(ActForm):
    language = Chosen(NameLanguage, labels.LANGUAGES, label=_("Language"))
    text = _line(_("Name"))
    preferred = forms.BooleanField(label=_("Use this name from now on"), required=False)
    source = _source()


class EndName(ActForm):
    reason = _line(_("Reason"))


class SetStatus(ActForm):
    """The value of a scheme; which values go with which scheme is said in the list."""

    status = forms.ChoiceField(label=_("What it says"))
    since = _since()
    source = _source()
    note = _text(_("Note"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (labels.SCHEMES[scheme], [
                (f"{scheme}:{it}", labels.VALUES.get(it, it)) for it in sorted(VALUES[scheme])
            ])
            for scheme in Scheme
        ]  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        scheme, _colon, value = said.pop("status").partition(":")
        return said | {"scheme": Scheme(scheme), "value": value}


class AddLaw(ActForm):
    code = forms.SlugField(label=_("Short code"), max_length=40)
    title = _line(_("Title"))
    title_km = _line(_("Title in Khmer"), required=False)
    number = _line(_("Number"), required=False)
    dated = _line(_("Dated"), required=False)
    source = _source()


class SetArticle(ActForm):
    number = forms.CharField(label=_("Article"), max_length=40)
    text = _text(_("What it says"))
    penalty = _text(_("Penalty"), required=False)
    since = _since()
    source = _source()


class SetRule(ActForm):
    order = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=9999)
    taxa = _line(
        _("For which animals"),
        help_text=_('*, or "group:Testudines", "genus:Manouria", "taxon:Manouria impressa"'),
    )
    in_protected_area = forms.BooleanField(label=_("Only in a protected area"), required=False)
    regime = Chosen(Authority, labels.REGIMES, label=_("Regime"))
    reason = _line(_("Reason"))
    reason_km = _line(_("Reason in Khmer"), required=False)
    since = _since()
    source = _source()


class AddCode(ActForm):
    code = _line(_("Code"))
    label = _line(_("Label"))
    label_km = _line(_("Label in Khmer"), required=False)
    version = forms.CharField(label=_("Version of the list"), max_length=40, required=False)
    source = _source()


class CorrectCode(ActForm):
    label = _line(_("Label"))
    label_km = _line(_("Label in Khmer"), required=False)
    source = _source()
