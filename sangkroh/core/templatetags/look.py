"""What templates need to show a value: `{% load look %}`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms, template
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkroh.core import errors, show, shows, words
from sangkroh.core.roles import Role
from sangkroh.core.times import Occurred, Precision

register = template.Library()


@dataclass(frozen=True)
class Group:
    """Fields of a form that stand together under a heading; "" for none."""

    legend: Any
    fields: list[BoundField]


@register.filter
def name(person: Any) -> str:
    """The person's name in the reader's language; the other where there is none."""
    khmer: str = getattr(person, "name_km", "")
    return khmer if khmer and get_language() == "km" else str(person.name)


@register.filter
def label(row: Any) -> str:
    """The label of a place, taxon or code in the reader's language."""
    khmer: str = getattr(row, "label_km", "")
    return khmer if khmer and get_language() == "km" else str(row.label)


@register.filter
def number(value: int | None) -> str:
    """A whole number in the reader's digits; a dash where there is none."""
    return "–" if value is None else show.number(value)


@register.filter
def figures(value: object) -> str:
    """Any text, its digits as the reader wants them."""
    return show.figures(str(value))


@register.filter
def weight(grams: int | None) -> str:
    """Grams, shown in kilograms."""
    return "–" if grams is None else show.weight(grams)


@register.filter
def when(it: Any) -> str:
    """When it happened: an `Occurred`, or a row that has its four columns."""
    if it is None:
        return _("time not known")
    if not isinstance(it, Occurred):
        it = Occurred(
            it.occurred_earliest, it.occurred_latest, Precision(it.occurred_precision),
            it.occurred_words,
        )  # fmt: skip
    return show.when(it)


@register.filter
def moment(value: datetime | None) -> str:
    """A day and a time that the machine itself took."""
    return "–" if value is None else show.moment(value)


@register.filter
def left(due: datetime) -> str:
    """How long there is until then, or how late it is."""
    return show.left(due)


@register.filter
def day(value: date | None) -> str:
    return "–" if value is None else show.day(value)


@register.filter
def known(value: object) -> object:
    """What is known, or words that it is not."""
    return _("not known") if value is None or value == "" else value


@register.filter
def say(problem: errors.Problem) -> str:
    """The words of a problem."""
    return words.say(problem)


@register.filter
def role(value: str) -> str:
    """The name of a role."""
    return str(show.ROLES[Role(value)])


@register.inclusion_tag("core/parts/unverified.html")
def not_verified() -> dict[str, object]:
    """The mark of a fact or a wording that nobody has verified."""
    return {}


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: one tick, several inputs under one legend, or one input."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "several" if widget.use_fieldset else "one"


SHORT = 40
"""Letters of a choice that fits into a tile."""


@register.filter
def tiles(field: BoundField) -> bool:
    """Whether its choices are shown as tiles to tap: one of a few, each said in few words."""
    it = field.field
    return isinstance(it.widget, forms.RadioSelect) and all(
        len(str(words)) <= SHORT for _value, words in getattr(it, "choices", ())
    )


@register.filter
def groups(form: forms.BaseForm) -> list[Group]:
    """The form's visible fields by its `groups`; those it does not name come first."""
    wanted: Iterable[tuple[Any, tuple[str, ...]]] = getattr(form, "groups", ())
    named = {it for _legend, names in wanted for it in names}
    first = [it for it in form.visible_fields() if it.name not in named]
    found = [Group("", first)] if first else []
    return found + [Group(legend, [form[it] for it in names]) for legend, names in wanted]


@register.simple_tag(takes_context=True)
def way_back(context: Any) -> str:
    """The page of what a form is about, by the ids in its address; "" where it has none."""
    request = context.get("request")
    ids = request.resolver_match.kwargs if request and request.resolver_match else {}
    named = [it for it in shows.PAGES if it in ids]
    return reverse(shows.PAGES[named[-1]], args=[ids[named[-1]]]) if named else ""


@register.simple_tag
def links_of(what: str, case: UUID | None, thing: UUID) -> list[tuple[Any, str]]:
    """Where rooms above lead on to from a thing of a case: words and addresses."""
    found = shows.LINKS.get(what, []) if case else []
    return [(words, url(case, thing)) for words, url in found if case]
