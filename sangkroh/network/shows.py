"""What the network shows on pages that are not its own."""

from django.utils.translation import gettext_lazy as _

from sangkroh.core.roles import EVERYONE
from sangkroh.core.shows import SAID, menu

SAID |= {
    "network.add_agency": _("Agency added"),
    "network.correct_agency": _("Agency corrected"),
    "network.add_office": _("Office added"),
    "network.correct_office": _("Office corrected"),
    "network.place_person": _("Person placed in an office"),
    "network.give_power": _("Power given"),
    "network.end_power": _("Power ended"),
}

menu(80, _("Network"), "network:network", EVERYONE)
