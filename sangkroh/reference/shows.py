"""What reference shows on pages that are not its own."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.roles import EVERYONE
from sangkroh.core.shows import SAID, SEARCHES, Hit, menu

from .queries import find_places, find_taxa, guess_places, guess_taxa, in_language

SAID |= {
    "reference.load_places": _("Places loaded"),
    "reference.load_species": _("Species loaded"),
    "reference.load_codes": _("Code lists loaded"),
    "reference.load_law": _("Law loaded"),
    "reference.add_place": _("Place added"),
    "reference.correct_place": _("Place corrected"),
    "reference.end_place": _("Place ended"),
    "reference.name_place": _("Name given to a place"),
    "reference.verify_place": _("Place verified"),
    "reference.add_taxon": _("Species added"),
    "reference.name_taxon": _("Name given to a species"),
    "reference.end_name": _("Name of a species ended"),
    "reference.verify_name": _("Name of a species verified"),
    "reference.set_legal_status": _("Legal status set"),
    "reference.verify_status": _("Legal status verified"),
    "reference.add_law": _("Law added"),
    "reference.set_article": _("Article written"),
    "reference.verify_article": _("Article verified"),
    "reference.set_rule": _("Rule of jurisdiction written"),
    "reference.verify_rule": _("Rule of jurisdiction verified"),
    "reference.add_code": _("Code added"),
    "reference.correct_code": _("Code corrected"),
    "reference.verify_code": _("Code verified"),
}

menu(85, _("Reference"), "reference:start", EVERYONE)


def search(reader: User, text: str) -> Iterator[Hit]:
    """Places and species that the text may mean."""
    if not reader.roles:
        return
    for taxon in find_taxa(text, 5) or guess_taxa(text, 3):
        url = reverse("reference:taxon", args=[taxon.id])
        yield Hit(in_language(taxon), url, _("Species"))
    for place in find_places(text, 5) or guess_places(text, 3):
        yield Hit(in_language(place), reverse("reference:place", args=[place.id]), _("Place"))


SEARCHES.append(search)
