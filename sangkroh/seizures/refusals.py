"""The words of seizures' refusals."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "seizures.no-power": _("This person had no power of seizure on that day."),
    "seizures.not-of-this-regime": _("Only an officer of this regime confirms it."),
    "seizures.confirmed-already": _("This regime is confirmed already."),
    "seizures.witness-of-the-team": _(
        "A witness is nobody of the team. If it is another person of this name, add who it is."
    ),
    "seizures.nobody-authorised": _("Only a prosecutor's authority has a name."),
    "seizures.name-missing": _("Say what it is, as it was reported."),
    "seizures.more-seals-than-containers": _("There are more seal numbers than containers."),
    "seizures.declared-needs-containers": _(
        "A stated number goes with containers that nobody has counted."
    ),
    "seizures.says-nothing": _("Say at least one thing."),
    "seizures.nothing-was-found": _(
        "Nothing was found there: no line was taken. Correct the kind of event first."
    ),
    "seizures.only-things": _("Only equipment was found there: this line is no thing."),
    "seizures.same-event": _("This is the kind of event that is written there."),
    "seizures.in-the-books": _(
        "Something of this is in the books: it was taken, and is not left or passed on."
    ),
    "seizures.not-taken": _("This line was left or passed on; it does not enter the books."),
    "seizures.unit-of-parts": _("Only parts and things are counted in another unit."),
    "seizures.amount-of-money": _("Only money has an amount."),
    "seizures.amount-and-currency": _("Give the amount and the currency."),
    "seizures.too-many-lines": _("A scene has at most 500 lines."),
    "seizures.reason-missing": _("Say why what stood there is changed."),
    "seizures.booked-already": _("This line is in the books; a count changes it there."),
    "seizures.not-countable": _("Give a number, containers, or for meat a weight."),
    "seizures.same-words": _("This is what is written there."),
    "seizures.said-twice": _("This line is named twice."),
}
