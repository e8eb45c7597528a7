"""The words of operations' refusals."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "operations.ended": _("This operation has ended."),
    "operations.account-or-name": _(
        "Choose a person with a log-in, or type a name: one of the two."
    ),
    "operations.may-not-be-called": _("This person cannot be called to this operation."),
    "operations.only-called": _(
        "You were called to this operation. Whom else to call, the members of its case decide."
    ),
    "operations.called-already": _("This person has been called already."),
    "operations.no-such-result": _("Choose a result of the list."),
    "operations.not-on-duty": _("A shift is handed over to another duty officer."),
    "operations.nothing-open": _("Nothing is open that could be handed over."),
    "operations.offered-already": _("A hand-over of yours is still waiting for its answer."),
}
