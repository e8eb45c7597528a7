"""What seizures show on pages that are not their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sangkroh.core.shows import SAID

SAID |= {
    "seizures.record": _("Seizure recorded"),
    "seizures.add_ground": _("Ground of the seizure added"),
    "seizures.add_officer": _("Officer who exercised powers added"),
    "seizures.add_witness": _("Witness added"),
    "seizures.add_conveyance": _("Conveyance added"),
    "seizures.add_photos": _("Photos of the scene added"),
    "seizures.book_line": _("Line brought into the books"),
    "seizures.correct_line": _("Typing error of a line corrected"),
    "seizures.state": _("Statement added"),
    "seizures.reconcile": _("Figure reconciled"),
    "seizures.confirm_regime": _("Jurisdiction confirmed"),
}
