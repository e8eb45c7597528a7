"""What classes of information are called on the screen."""

from django.utils.translation import gettext_lazy as _

from .codes import Source

SOURCES = {
    Source.INFORMANT.value: _("Informant"),
    Source.PUBLIC.value: _("Public"),
    Source.FORESTRY_ADMINISTRATION.value: _("Forestry Administration"),
    Source.CUSTOMS.value: _("Customs"),
    Source.MILITARY_POLICE.value: _("Royal Gendarmerie"),
    Source.LOCAL_AUTHORITY.value: _("Local authority"),
    Source.NGO.value: _("Organisation"),
    Source.OWN_PATROL.value: _("Own patrol"),
    Source.ONLINE.value: _("Seen online"),
    Source.UNKNOWN.value: _("not known"),
}
