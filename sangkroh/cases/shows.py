"""What cases show on pages that are not their own."""

from django.utils.translation import gettext_lazy as _

from sangkroh.core.shows import SAID

SAID |= {
    "cases.open": _("Case opened"),
    "cases.add_member": _("Member added"),
    "cases.remove_member": _("Member removed"),
    "cases.set_lead": _("Lead handed over"),
    "cases.set_part": _("Part of an agency set"),
    "cases.set_agency_number": _("Number of an agency written down"),
    "cases.note": _("Note written"),
    "cases.mark_one_of_ours": _("An agency was shut out: one of ours"),
    "cases.readmit": _("Person let in again"),
    "cases.hide": _("Made a hidden operation"),
    "cases.unhide": _("No longer a hidden operation"),
    "cases.close": _("Case closed"),
    "cases.reopen": _("Case opened again"),
    "cases.retitle": _("Title changed"),
    "cases.link": _("Linked to another case"),
}
