"""Photos in any room's form.

`class SceneForm(WithPhotos): …` is filled with `actor=`, and its act takes `photos: list[Photo]`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Refused, require
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.text import tidy
from sangkroh.core.words import say

from . import rules, store
from .actions import Photo

ACCEPT = ",".join(rules.EXTENSIONS)
PHOTOS = _("Photos")


class _ManyFiles(forms.FileInput):
    """Files to choose, and those that came with the form before it was refused."""

    allow_multiple_selected = True
    template_name = "evidence/files.html"
    kept: Sequence[Photo] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"kept": self.kept}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        chosen = super().value_from_datadict(data, files, name) or []
        again = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else []
        return [*(chosen if isinstance(chosen, list) else [chosen]), *again]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-kept" not in data


class PhotosField(forms.FileField):
    """Any number of files."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        # An empty or nameless file is left to the store, which says why in the reader's words.
        return list(files)


def photos_field(label: Any = PHOTOS, *, required: bool = False) -> PhotosField:
    return PhotosField(label=label, required=required, widget=_ManyFiles(attrs={"accept": ACCEPT}))


class WithPhotos(ActForm):
    """A form that sends files along: they are on disk before its act is done.

    `arguments()["photos"]` is a list of `Photo`, with ids that follow from the act's id, so that
    the same form sent twice is the same act.
    """

    photos = photos_field()

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_photos(self) -> list[Photo]:
        """Every file that is whole stays with the form, whatever else is wrong with it."""
        act_id = self.cleaned_data.get("act_id") or new_id()
        self.cleaned_data["act_id"] = act_id
        found: dict[str, Photo] = {}
        wrong = None
        for it in self.cleaned_data["photos"]:
            try:
                photo = self._again(it, act_id) if isinstance(it, str) else self._photo(it, act_id)
                found.setdefault(photo.sha256, photo)
            except Refused as refused:
                wrong = wrong or refused
        self.fields["photos"].widget.kept = list(found.values())
        if wrong:
            raise forms.ValidationError(say(wrong.problems[0]), code=wrong.code)
        return list(found.values())

    def show_as_typed(self) -> None:
        super().show_as_typed()
        self.cleaned_data["photos"] = self["photos"].data
        with suppress(forms.ValidationError):
            self.clean_photos()

    def _photo(self, file: UploadedFile[Any], act_id: UUID) -> Photo:
        blob = store.receive(file, self.actor.pk)
        name = "".join(c for c in file.name or "" if c.isprintable() and c not in "<>")[-100:]
        return Photo(id=uuid5(act_id, blob.sha256), sha256=blob.sha256, name=name)

    def _again(self, said: str, act_id: UUID) -> Photo:
        """A file that this person sent with the form before: `sha256:name`."""
        sha256, _colon, name = said.partition(":")
        sent = re.fullmatch("[0-9a-f]{64}", sha256) and store.was_sent_by(sha256, self.actor.pk)
        require(bool(sent), "evidence.not-received")
        return Photo(id=uuid5(act_id, sha256), sha256=sha256, name=tidy(name)[-100:])


class KeepForm(WithPhotos):
    """Files for a case, with where they come from."""

    photos = photos_field(_("Photos and files"), required=True)
    origin = forms.ChoiceField(
        label=_("Where it comes from"), initial=rules.Origin.AT_SCENE,
        help_text=_(
            "Of what somebody gave us, others are told no name, time and place: it may betray them."
        ),
        choices=[
            ("at_scene", _("Taken at the scene")),
            ("later", _("Taken later")),
            ("received", _("Received from another agency or person")),
            ("scanned", _("Paper, photographed or scanned")),
            ("online", _("From the internet or a phone's screen")),
            ("unknown", _("Not known")),
        ],
    )  # fmt: skip
    taken_by_name = forms.CharField(label=_("Who took it"), required=False, max_length=200)

    def clean_origin(self) -> rules.Origin:
        return rules.Origin(self.cleaned_data["origin"])


class GiveUpForm(ActForm):
    reason = forms.CharField(label=_("Why it will not come"), max_length=200)
