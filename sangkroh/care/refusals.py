from django.utils.translation import gettext_lazy as _

WORDS = {
    "care.reason-needed": _("Say why."),
    "care.nothing-found": _("Say of at least one group what you found."),
    "care.not-fit": _("Only %(fit)s of these are found fit for release; a vet examines the rest."),
    "care.must-be-yes": _("Without a yes here nothing is released."),
    "care.no-check-list": _("A vet plans a release with the check-list; this one has none."),
    "care.more-than-here": _("Only %(limit)s are here."),
    "care.say-or-weigh": _("Write what was seen, or a weight."),
    "care.not-released-yet": _("This release has not happened yet."),
    "care.not-counted": _("Count the containers first; nobody knows yet what is in them."),
}
