"""Forms whose submit is one act, and how a refusal finds its way back to the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest

from .door import Act, doing
from .errors import Refused
from .fields import OccurredField, in_our_words
from .ids import made_with, new_id
from .models import User
from .shows import Label
from .times import Occurred
from .words import say

R = TypeVar("R")


class ActForm(forms.Form):
    """A form with the id of the act that its submit will be: a double click does it once.

    `groups` puts fields under headings: `((_("The boat"), ("name", "colour")),)`. An
    `OccurredField` named `occurred` says when the act happened and is no argument of it.
    """

    template_name = "core/parts/fields.html"
    use_required_attribute = False
    groups: ClassVar[tuple[tuple[Label, tuple[str, ...]], ...]] = ()
    act_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act_id"].initial = new_id
        self.fields["act_id"].required = False

    def clean_act_id(self) -> UUID:
        return self.cleaned_data["act_id"] or new_id()

    def add_error(self, field: str | None, error: Any) -> None:
        """In the words of every door, and not in Django's, which would repeat what was typed."""
        super().add_error(field, in_our_words(self.fields.get(field or ""), error))

    def arguments(self) -> dict[str, Any]:
        """The values for the act, by the names of its arguments."""
        about = {"act_id"} | {
            name for name in ("occurred",) if isinstance(self.fields.get(name), OccurredField)
        }
        return {name: value for name, value in self.cleaned_data.items() if name not in about}

    def about(self) -> Act:
        """What is about the act and not in it."""
        occurred = self.cleaned_data.get("occurred")
        return Act(
            id=self.cleaned_data["act_id"],
            occurred=occurred if isinstance(occurred, Occurred) else None,
        )

    def looks_up(self) -> bool:
        """Whether it was sent to have a name looked up, and not to be done.

        The button "find" carries the field's name; its field shows what the name may mean, and
        everything typed stays.
        """
        if "find" not in self.data:
            return False
        self.show_as_typed()
        asked = self.data["find"]
        for name, field in self.fields.items():
            if hasattr(field, "look_up") and asked in ("", name):
                field.look_up(self[name].data)
        return True

    def show_as_typed(self) -> None:
        """Show what was typed without a judgement of it."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def refuse(self, refused: Refused) -> None:
        """Put each problem's words at its field, or above the form where it has none."""
        for problem in refused.problems:
            self.add_error(self._field_of(problem.path), say(problem))

    def _field_of(self, path: str) -> str | None:
        """The field that asks for this: the whole path, what begins it, or its last part."""
        parts = path.split(".")
        names = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
        return next((it for it in (*names, parts[-1]) if it in self.fields), None)


NEW: Any = object()
"""For `submit`: the id of a record that the act makes, the same when the form is sent twice."""


class Done:
    """The act was done; `value` is its answer."""

    def __init__(self, value: Any) -> None:
        self.value = value


def submit(
    request: HttpRequest, form: ActForm, act: Callable[..., Any], **more: Any
) -> Done | None:
    """Do the act with the form's values and `more`. None: the form says why, or what was found."""
    if form.looks_up() or not form.is_valid():
        return None
    try:
        about = form.about()
        made = {k: made_with(about.id, k) if v is NEW else v for k, v in more.items()}
        with doing(about):
            return Done(act(actor_of(request), **form.arguments(), **made))
    except Refused as refused:
        if refused.code == "core.not-found" and not refused.problems[0].path:
            raise
        form.refuse(refused)
        return None


def page_asked(request: HttpRequest) -> int:
    """Which page of a list the address names; the first where it names none that can be."""
    said = request.GET.get("page", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1


def actor_of(request: HttpRequest) -> User:
    """Who is acting. Pages are shut to strangers before they reach a view."""
    return cast(User, request.user)
