from django.utils.translation import gettext_lazy as _

WORDS = {
    "papers.no-office": _("You serve in no office, and a paper's number is an office's."),
    "papers.cancelled-already": _("This paper is cancelled already."),
    "papers.cancelled": _("This paper is cancelled: nothing more is added to it."),
    "papers.no-copy": _("Choose the photo of the signed paper."),
    "papers.form-changed": _(
        "The form has changed since you opened it. Read it again, then approve it."
    ),
}
