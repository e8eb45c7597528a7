"""The words of evidence's refusals."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "evidence.type-not-kept": _(
        "This kind of file is not kept. Send a photo (JPEG, PNG, WebP, HEIC), PDF, sound or MP4."
    ),
    "evidence.empty": _("This file is empty."),
    "evidence.too-large": _("This file is too large; at most %(limit)s MB."),
    "evidence.too-many-pixels": _("This picture is too large; at most %(limit)s million pixels."),
    "evidence.not-readable": _("This picture cannot be read; take it or send it again."),
    "evidence.disk-full": _("There is no room left for files. Tell the administrator at once."),
    "evidence.not-received": _("This file has not arrived. Send the file first."),
    "evidence.already-kept": _("This file is already kept here."),
    "evidence.not-whole": _(
        "ALARM: this file is not what was kept. It is not handed out; the auditor is told."
    ),
    "evidence.may-betray": _(
        "The original may betray who gave it to us. Ask whoever kept it, or a legal officer."
    ),
    "evidence.about-what": _("Say both what kind of thing the file is about, and which."),
    "evidence.no-longer-awaited": _("This is no longer awaited."),
}
