"""The words of tips' refusals."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "tips.looks-like-a-source": _(
        "This looks like a person's name or telephone number. Take it out if it is the caller's; "
        "if it is about the suspect, say so and keep it."
    ),
    "tips.not-an-informant-code": _(
        "An informant code is one to four capital letters and a number."
    ),
    "tips.code-of-no-informant": _("Only an informant has a code: choose the source “informant”."),
    "tips.no-public-caller": _("A call-back number is kept for a caller from the public only."),
    "tips.not-a-telephone-number": _("This is not a telephone number."),
    "tips.call-back-kept-already": _("A call-back number is kept already; forget it first."),
    "tips.not-on-the-scale": _("The grading scale used here has no such value."),
    "tips.answered-already": _("This tip has been answered already."),
    "tips.in-this-case-already": _("This tip belongs to this case already."),
    "tips.nothing-to-change": _("Nothing was filled in."),
    "tips.nothing-to-forget": _("There is nothing left to forget."),
    "tips.not-on-duty": _("Only a duty officer can be given a tip."),
    "tips.handles-it-already": _("This person handles the tip already."),
}
