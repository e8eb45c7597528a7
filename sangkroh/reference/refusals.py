"""The words of reference's refusals."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "reference.other-file": _("The installed file is another one; load that."),
    "reference.kind-of-named": _("Say what a named place is; a division has no such kind."),
    "reference.half-a-position": _("Give both latitude and longitude, or neither."),
    "reference.no-such-latitude": _("A latitude lies between -90 and 90."),
    "reference.parent-not-above": _("Choose a country or division of a higher level."),
    "reference.ended": _("This has ended and is kept as it was."),
    "reference.no-letters": _("Give a name in Latin or Khmer letters."),
    "reference.taxon-there": _("This scientific name is there already."),
    "reference.candidates": _(
        "A name as reported has at least two candidates, which are species or genera; "
        "a species or genus has none."
    ),
    "reference.not-of-scheme": _("This scheme has no such value."),
    "reference.open-name": _("A name as reported has no status of its own; its candidates have."),
    "reference.law-there": _("This law is there already."),
    "reference.code-there": _("This code is in the list already."),
    "reference.not-taxa": _('Write *, or "group:", "genus:" or "taxon:" and a name.'),
    "reference.before-the-former": _("The value before this one began later than that day."),
    "reference.verified-already": _("This has been verified already."),
}
