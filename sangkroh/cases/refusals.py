"""Words for what a case refuses."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "cases.no-office": _("Choose the office whose case this is."),
    "cases.not-your-decision": _("Only the lead of the case decides this."),
    "cases.cannot-lead": _("This person's roles do not let him or her lead a case."),
    "cases.already-a-member": _("This person is a member already."),
    "cases.is-shut-out": _(
        "This person's agency is shut out of the case. Only the lead lets him or her in again."
    ),
    "cases.not-a-member": _("This person is no member of the case."),
    "cases.lead-must-stay": _("This person leads the case. Name another lead first."),
    "cases.part-set-already": _("This agency plays this part already."),
    "cases.shut-out-already": _("This agency is shut out already."),
    "cases.lead-is-theirs": _("The lead serves in this agency. Name who takes over."),
    "cases.named-by-another-agency": _(
        "The lead was shut out. Who takes over is of another agency than the person who names him "
        "or her, now and in the last 90 days."
    ),
    "cases.not-shut-out": _("This person is not shut out."),
    "cases.as-it-is": _("It is so already."),
    "cases.title-changed": _(
        "Somebody changed the title while you were writing. You saw: %(seen)s. It is now: %(now)s."
    ),
    "cases.linked-to-itself": _("A case is not linked to itself."),
    "cases.linked-already": _("These two cases are linked already."),
}
