"""Words for what the network refuses."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "network.code-taken": _("This code is taken."),
    "network.before-the-last-move": _("This day is before the person came to the present office."),
    "network.no-regime": _("Choose the law under which the power is exercised."),
    "network.power-ended": _("This power has ended already."),
}
