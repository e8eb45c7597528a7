"""Refusals of evidence: what is no file for it, and what is kept already."""

from __future__ import annotations

from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sangkroh.core.ids import new_id
from sangkroh.evidence import rules, store
from sangkroh.evidence.tests import files

from . import Asked, Told, Typed, ask, do, user
from . import world as w

TOO_LARGE = rules.LARGEST + 1


def sends(content: bytes) -> Typed:
    photos = SimpleUploadedFile("IMG_0001.jpg", content)
    return Typed("sok", reverse("evidence:add", args=[w.case()]), {"photos": photos})


def kept() -> dict[str, Any]:
    """A photo of the case: which, and which bytes."""
    sha256 = store.receive(files.upload(files.photo()), user("sok").pk).sha256
    return {"case": w.case(), "sha256": sha256}


def kept_twice() -> Asked:
    do("sok", "evidence.keep", **kept())
    return ask("sok", "evidence.keep", **kept())


def changed_on_disk() -> Asked:
    said = kept()
    path = store.path_of(said["sha256"])
    path.unlink()
    path.write_bytes(files.photo(7))
    return ask("sok", "evidence.keep", **said)


def given_to_us() -> Asked:
    said = kept()
    do("sok", "evidence.keep", **said, origin="received")
    return ask("dara", "evidence.keep", **said, about_kind="cases.case", about_id=said["case"])


def given_up_twice() -> Asked:
    it = do("sok", "evidence.mark_pending", case=w.case(), what="Photo of the boat")
    said = {"pending": it, "reason": "the boat sank"}
    do("sok", "evidence.give_up", **said)
    return ask("sok", "evidence.give_up", **said)


def sent_to_a_full_disk() -> Typed:
    mock.patch.object(rules, "KEEP_FREE", 10**18).start()
    return sends(files.photo())


REFUSALS = (
    Told("evidence.about-what", "about_kind", lambda: ask(
        "sok", "evidence.keep", **kept(), about_id=new_id())),
    Told("evidence.already-kept", "sha256", kept_twice),
    Told("evidence.disk-full", "photos", sent_to_a_full_disk),
    Told("evidence.empty", "photos", lambda: sends(b"")),
    Told("evidence.may-betray", "sha256", given_to_us),
    Told("evidence.no-longer-awaited", "pending", given_up_twice),
    Told("evidence.not-readable", "photos", lambda: sends(b"\xff\xd8\xff" + b"no picture" * 9)),
    Told("evidence.not-received", "sha256", lambda: ask(
        "sok", "evidence.keep", case=w.case(), sha256="ab" * 32)),
    Told("evidence.not-whole", "sha256", changed_on_disk),
    Told("evidence.too-large", "photos", lambda: sends(files.photo() + bytes(TOO_LARGE))),
    Told("evidence.too-many-pixels", "photos", lambda: sends(
        files.png_that_says(60_000, 60_000))),
    Told("evidence.type-not-kept", "photos", lambda: sends(b"<svg onload='x'/>" * 9)),
)  # fmt: skip
