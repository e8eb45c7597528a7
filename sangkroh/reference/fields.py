"""Fields to choose a place or a taxon: type its name, and choose where several are meant.

Works without JavaScript: "Find" sends the form and brings it back with the choices; on submit, a
text with one answer is taken, and one with several comes back with those to choose from. With
htmx the same choices, from the same template, appear while one types.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import NotFound
from sangkroh.core.text import tidy

from . import labels, queries
from .queries import PlaceHit, TaxonHit
from .rules import PlaceKind

Hit = PlaceHit | TaxonHit
MOST = 8
"""How many choices are shown; beyond that one types more of the name."""
FIRST_PLACES = 3
NONE = "none"
"""The choice that nothing of what was found is meant."""
LONGEST = 200
"""Letters of a name; a longer text is no name."""


@dataclass(frozen=True)
class Choice:
    """What a text may mean, as it is offered: its name, and what tells like names apart."""

    id: str
    name: str
    detail: str
    open: bool = False


def choice_of(hit: Hit) -> Choice:
    label = queries.in_language(hit)
    if isinstance(hit, TaxonHit):
        name = label.removesuffix(f" ({hit.scientific_name})")
        detail = "" if hit.open or name == hit.scientific_name else hit.scientific_name
        return Choice(str(hit.id), name, detail, hit.open)
    name = hit.name_km if get_language() == "km" else hit.name
    kind = str(labels.PLACE_KINDS.get(hit.kind) or labels.LEVELS[hit.kind])
    above = label.removeprefix(name).removeprefix(", ")
    by = str(_("also called %(name)s") % {"name": hit.by}) if hit.by else ""
    return Choice(str(hit.id), name, " · ".join(filter(None, [kind, above, by])))


class PickInput(forms.Widget):
    """A line to type in, and below it the choices that the text leaves open.

    `pick` is the choice made: an id, or NONE. "" where none was made: then `meant` is marked.
    """

    template_name = "reference/pick.html"
    choices: Sequence[Hit] | None = None
    """What was found for the text; None: not looked for."""
    meant = ""
    kinds = ""
    first = MOST
    """How many choices are shown at once; the others when they are asked for."""

    def __init__(self, url: Any, get: Callable[[UUID], Hit], stays: Any) -> None:
        super().__init__()
        self.url, self.get, self.stays = url, get, stays

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        said = value if isinstance(value, dict) else self._said(value)
        context, hits = super().get_context(name, None, attrs), self.choices
        if hits is None and said["pick"]:
            hits = list(filter(None, [self.known(said["pick"])]))
        choices = None if hits is None else [choice_of(it) for it in hits]
        pick = said["pick"] or self.meant
        return context | {
            "name": name, "said": said, "pick": pick, "url": self.url, "choices": choices,
            "first": f":{self.first}", "others": (choices or [])[self.first :],
            "others_open": pick in [it.id for it in (choices or [])[self.first :]],
            "more": bool(hits) and len(hits or []) == MOST,
            "auto": context["widget"]["attrs"].get("id", f"id_{name}"), "longest": LONGEST,
            "stays": "" if self.is_required else self.stays, "kinds": self.kinds,
        }  # fmt: skip

    def _said(self, value: Any) -> dict[str, str]:
        """A value of the record as it would have been typed."""
        hit = self.known(value)
        if hit is None:
            return {"text": "", "pick": ""}
        return {"text": queries.in_language(hit), "pick": str(hit.id)}

    def known(self, value: Any) -> Hit | None:
        try:
            return self.get(value if isinstance(value, UUID) else UUID(str(value)))
        except (ValueError, NotFound):
            return None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """A choice that was made for another text is none."""
        text, of = tidy(data.get(name, "")), tidy(data.get(f"{name}-of", ""))
        return {"text": text, "pick": tidy(data.get(f"{name}-pick", "")) if text == of else ""}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class PickField(forms.Field):
    """Base of the fields: what finds, what gets by id, where the choices are asked for.

    An optional one takes "none of these" for an answer.
    """

    url: ClassVar[Any]
    widget: PickInput
    stays: ClassVar[Any] = _("None of these: leave it empty")
    default_error_messages = {
        "none": _("Nothing of this name is known. Try another spelling, or the place above it."),
        "several": _("Several are meant by this name. Choose one."),
        "guess": _("Nothing is written so. Choose what was meant, or try another spelling."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = PickInput(self.url, self.get, self.stays)
        super().__init__(**kwargs)

    def find(self, text: str) -> Sequence[Hit]:
        raise NotImplementedError

    def guess(self, text: str) -> Sequence[Hit]:
        """Of what the text may be a misspelling. Never taken without being chosen."""
        raise NotImplementedError

    @staticmethod
    def get(id: UUID) -> Hit:
        raise NotImplementedError

    def look_up(self, said: Any) -> None:
        """Show what the text may mean."""
        text = said["text"]
        if not text:
            return
        hits = self.find(text)
        self.widget.choices = hits or self.guess(text)
        self.widget.meant = self.means(text, hits)

    def means(self, text: str, hits: Sequence[Hit]) -> str:
        """Which choice is marked before anybody chose."""
        return str(hits[0].id) if len(hits) == 1 else ""

    def clean(self, value: Any) -> UUID | None:
        said = value or {"text": "", "pick": ""}
        text, pick = said["text"], said["pick"]
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if pick == NONE and not self.required:
            return None
        return self._picked(pick) if pick else self._meant(text)

    def _meant(self, text: str) -> UUID | None:
        """What a text means of which nothing was chosen. An id means itself (links, tests)."""
        if known := self.widget.known(text):
            return known.id
        hits = self.find(text)
        if len(hits) == 1:
            return hits[0].id
        self.widget.choices = hits or self.guess(text)
        code = "several" if hits else "guess" if self.widget.choices else "none"
        raise ValidationError(self.error_messages[code], code=code)

    def _picked(self, pick: str) -> UUID:
        hit = self.widget.known(pick)
        if hit is None:
            raise ValidationError(self.error_messages["none"], code="none")
        return hit.id

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or {}).get("text"))


class PlaceField(PickField):
    """A place of the gazetteer or of our own list. `kinds` keeps to named places of these kinds."""

    url = reverse_lazy("reference:find-places")

    def __init__(self, *, kinds: Sequence[PlaceKind] = (), **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Place"))
        super().__init__(**kwargs)
        self.kinds, self.widget.kinds = kinds, ",".join(kinds)
        self.widget.first = FIRST_PLACES

    def find(self, text: str) -> Sequence[Hit]:
        return queries.find_places(text, MOST, kinds=self.kinds)

    def guess(self, text: str) -> Sequence[Hit]:
        return queries.guess_places(text, MOST, kinds=self.kinds)

    @staticmethod
    def get(id: UUID) -> Hit:
        return queries.place(id)


class TaxonField(PickField):
    """A species, a genus or a name as reported, which stays open."""

    url = reverse_lazy("reference:find-taxa")
    default_error_messages = {
        "none": _("No animal of this name is known. Try its English, Khmer or scientific name."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Animal"))
        super().__init__(**kwargs)

    def find(self, text: str) -> Sequence[Hit]:
        return queries.find_taxa(text, MOST)

    def guess(self, text: str) -> Sequence[Hit]:
        return queries.guess_taxa(text, MOST)

    @staticmethod
    def get(id: UUID) -> Hit:
        return queries.taxon(id)


@dataclass(frozen=True)
class Reported:
    """What something was called, and the taxon that was meant by it, if anybody said."""

    words: str = ""
    taxon: UUID | None = None

    def __bool__(self) -> bool:
        return bool(self.words)


class ReportedField(TaxonField):
    """The words in which an animal was reported; a taxon only where it is chosen or named.

    The words are never refused: what nobody could name at night is identified by day.
    """

    url = reverse_lazy("reference:find-reported")
    stays = _("As reported: to be identified later")

    def means(self, text: str, hits: Sequence[Hit]) -> str:
        named = queries.taxon_named(text)
        return str(named.id) if named else NONE

    def clean(self, value: Any) -> Reported:  # type: ignore[override]
        said = value or {"text": "", "pick": ""}
        text, pick = said["text"], said["pick"]
        if len(text) > LONGEST:
            raise ValidationError(_("This is too long for a name."), code="long")
        if not pick:
            self.look_up(said)
            pick = self.widget.meant
        return Reported(text, self._picked(pick) if pick and pick != NONE else None)
