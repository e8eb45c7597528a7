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
MEANINGS = {
    "id": _("Number of the case in its papers"),
    "date": _("Date, as exactly as it is known"),
    "date_precision": _("How exactly the date is known"),
    "date_as_reported": _("Words used of the date"),
    "province": _("Province, as written"),
    "district": _("District, as written"),
    "place": _("Place, as written"),
    "information_source": _("From whom the information came, by class; of one's own imports alone"),
    "information_note": _("What else is known of the source; of one's own imports alone"),
    "requesting_agency": _("Who asked for help"),
    "agencies": _("Agencies that took part"),
    "conveyance": _("In what it was carried, or where it was kept"),
    "conveyance_note": _("More of that, in words"),
    "origin": _("Where from, as alleged"),
    "destination": _("Where to, as alleged"),
    "offenders_count": _("People found, guilty of nothing by that"),
    "offenders_nationality": _("Their nationality, as reported"),
    "offender_outcome": _("What became of them"),
    "sentence": _("Sentence, as written"),
    "transported_to": _("Where animals or goods went first"),
    "disposal": _("What became of animals or goods"),
    "release_site": _("Where they were let go, or should be"),
    "source_url": _("Where it was published"),
    "other_urls": _("Where else it was published"),
    "source_date": _("When it was published"),
    "inferred_fields": _("Fields that somebody worked out, and that were not stated"),
    "notes": _("Everything else"),
    "event": _("Kind of event"),
    "fine.amount": _("Fine, in whole dollars or riel"),
    "fine.currency": _("Currency of the fine"),
    "line.kind": _("Living animals, or dead ones, parts and equipment"),
    "line.name_as_reported": _("Name, as reported"),
    "line.scientific_name_guess": _("Scientific name that somebody guessed; no identification"),
    "line.quantity": _("How many or how much; empty where nobody counted"),
    "line.unit": _("Unit, as written"),
    "line.note": _("Note on the line"),
    "record": _("Number of the case in this record"),
    "other": _("Columns of the papers that can be no column here"),
}
"""What each column of an export means: its data dictionary."""
