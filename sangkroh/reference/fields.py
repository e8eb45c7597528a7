"""Fields to choose a place or a taxon: type its name, and choose where several are meant.

Works without JavaScript: on submit, a text with one answer is taken, and one with several comes
back with those to choose from. pick.js shows the same choices while one types. The value is the
id, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import NotFound
from sangkroh.core.text import tidy

from . import queries
from .queries import PlaceHit, TaxonHit
from .rules import PlaceKind

Hit = PlaceHit | TaxonHit
MOST = 12
"""How many choices are shown; beyond that one types more of the name."""


class PickInput(forms.Widget):
    """A line to type in, and below it the choices that the text leaves open."""

    template_name = "reference/pick.html"
    choices: Sequence[Hit] = ()

    def __init__(self, url: Any, get: Callable[[UUID], Hit]) -> None:
        super().__init__()
        self.url, self.get = url, get

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        said = value if isinstance(value, dict) else self._said(value)
        context = super().get_context(name, None, attrs)
        hits = [(str(it.id), queries.in_language(it), getattr(it, "open", False))
                for it in self.choices]  # fmt: skip
        return context | {
            "name": name, "said": said, "choices": hits, "url": self.url,
            "auto": context["widget"]["attrs"].get("id", f"id_{name}"),
        }  # fmt: skip

    def _said(self, value: Any) -> dict[str, str]:
        """A value of the record as it would have been typed."""
        hit = self._known(value)
        if hit is None:
            return {"text": "", "pick": "", "of": ""}
        text = queries.in_language(hit)
        self.choices = self.choices or [hit]
        return {"text": text, "pick": str(hit.id), "of": text}

    def _known(self, value: Any) -> Hit | None:
        try:
            return self.get(value if isinstance(value, UUID) else UUID(str(value)))
        except (ValueError, NotFound):
            return None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        parts = {"text": name, "pick": f"{name}-pick", "of": f"{name}-of"}
        return {part: tidy(data.get(key, "")) for part, key in parts.items()}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class PickField(forms.Field):
    """Base of the two: what finds, what gets by id, where the choices are asked for."""

    url: ClassVar[Any]
    widget: PickInput
    default_error_messages = {
        "none": _("Nothing of this name is known. Try another spelling, or the place above it."),
        "several": _("Several are meant by this name. Choose one."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = PickInput(self.url, self.get)
        super().__init__(**kwargs)

    def find(self, text: str) -> Sequence[Hit]:
        raise NotImplementedError

    @staticmethod
    def get(id: UUID) -> Hit:
        raise NotImplementedError

    def clean(self, value: Any) -> UUID | None:
        said = value or {}
        text, pick = said.get("text", ""), said.get("pick", "")
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if pick and said.get("of", "") == text:
            return self._picked(pick)
        if chosen := self._same(text):
            return chosen
        hits = self.find(text)
        if not hits:
            raise ValidationError(self.error_messages["none"], code="none")
        if len(hits) == 1:
            return hits[0].id
        self.widget.choices = hits
        raise ValidationError(self.error_messages["several"], code="several")

    def _picked(self, pick: str) -> UUID:
        hit = self.widget._known(pick)
        if hit is None:
            raise ValidationError(self.error_messages["none"], code="none")
        self.widget.choices = [hit]
        return hit.id

    def _same(self, text: str) -> UUID | None:
        """An id given as such: how a link or a test says exactly what it means."""
        hit = self.widget._known(text)
        return hit.id if hit else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or {}).get("text"))


class PlaceField(PickField):
    """A place of the gazetteer or of our own list. `kinds` keeps to named places of these kinds."""

    url = reverse_lazy("reference:places-json")

    def __init__(self, *, kinds: Sequence[PlaceKind] = (), **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Place"))
        super().__init__(**kwargs)
        self.kinds = kinds

    def find(self, text: str) -> Sequence[Hit]:
        return queries.find_places(text, MOST, kinds=self.kinds)

    @staticmethod
    def get(id: UUID) -> Hit:
        return queries.place(id)


class TaxonField(PickField):
    """A species, a genus or a name as reported, which stays open."""

    url = reverse_lazy("reference:taxa-json")
    default_error_messages = {
        "none": _("No animal of this name is known. Try its English, Khmer or scientific name."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Animal"))
        super().__init__(**kwargs)

    def find(self, text: str) -> Sequence[Hit]:
        return queries.find_taxa(text, MOST)

    @staticmethod
    def get(id: UUID) -> Hit:
        return queries.taxon(id)
