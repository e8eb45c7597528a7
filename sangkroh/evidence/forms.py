"""Photos in any room's form.

`class SceneForm(WithPhotos): …` is filled with `actor=`, and its act takes `photos: list[Photo]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Refused
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.words import say

from . import rules, store
from .actions import Photo

ACCEPT = ",".join(rules.EXTENSIONS)
PHOTOS = _("Photos")


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


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
        act_id = self.cleaned_data.get("act_id") or new_id()
        self.cleaned_data["act_id"] = act_id
        try:
            found = [self._photo(file, act_id) for file in self.cleaned_data["photos"]]
        except Refused as refused:
            raise forms.ValidationError(say(refused.problems[0]), code=refused.code) from None
        return list({it.sha256: it for it in found}.values())

    def _photo(self, file: UploadedFile[Any], act_id: UUID) -> Photo:
        blob = store.receive(file, self.actor.pk)
        name = "".join(c for c in file.name or "" if c.isprintable() and c not in "<>")[-100:]
        return Photo(id=uuid5(act_id, blob.sha256), sha256=blob.sha256, name=name)


class KeepForm(WithPhotos):
    """Files for a case, with where they come from."""

    photos = photos_field(_("Photos and files"), required=True)
    origin = forms.ChoiceField(
        label=_("Where it comes from"), initial=rules.Origin.AT_SCENE,
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
