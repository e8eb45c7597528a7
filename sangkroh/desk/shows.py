"""The desk's own lines in the menu."""

from django.utils.translation import gettext_lazy as _

from sangkroh.core import shows
from sangkroh.core.roles import EVERYONE

shows.menu(0, _("Desk"), "desk:desk", EVERYONE)
shows.menu(90, _("Search"), "desk:search", EVERYONE)
