from django.utils.translation import gettext_lazy as _

WORDS = {
    "prosecution.no-fine": _("No fine is recorded for this person."),
    "prosecution.already-detained": _("This person is already recorded as detained."),
    "prosecution.not-detained": _("This person is not recorded as detained."),
    "prosecution.extended-already": _("The detention was extended once already."),
    "prosecution.not-charged": _("No charge is recorded; record the charge first."),
    "prosecution.not-there": _(
        "This person is recorded as fled or not known; record first that the person was identified."
    ),
    "prosecution.amount-needed": _("Give the amount and the currency."),
    "prosecution.amount-not-here": _("An amount belongs to a fine only."),
    "prosecution.article-needed": _("Choose the article of the charge."),
    "prosecution.no-step-to-reverse": _("Choose the step that the order reverses."),
    "prosecution.reversed-already": _("This step has been reversed already."),
    "prosecution.overpaid": _("This is more than is still owed."),
    "prosecution.nothing-paid": _("No payment is recorded for this person."),
    "prosecution.no-verdict": _("No verdict is recorded; record it first."),
    "prosecution.more-than-paid": _("This is more than was paid."),
    "prosecution.several-unnamed": _("A name belongs to one person; record several without names."),
    "prosecution.no-extension-for-minors": _(
        "A minor's detention is not extended; ask the prosecutor."
    ),
    "prosecution.result-already": _("The result of this hearing is recorded already."),
}
