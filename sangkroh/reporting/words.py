"""What figures are called on a page, and the four definitions that it prints."""

from django.utils.translation import gettext_lazy as _

from sangkroh.core import show
from sangkroh.custody import words as custody

from .rules import What

WHAT = {
    What.LIVING: _("Living animals"), What.EGGS: _("Eggs"), What.DEAD: _("Dead animals"),
    What.PARTS: _("Parts"), What.MEAT: _("Meat"), What.THINGS: _("Things"),
    What.SEALED: _("Sealed containers, not counted yet"), What.BORN: _("Born in care"),
}  # fmt: skip
STATES = {
    "scene": _("Still at the scene"), "in_transit": _("On the way"),
    "quarantine": _("In quarantine"), "care": _("In care"),
    "evidence_store": _("In a store of exhibits"),
    **{it: custody.STATES[it] for it in (
        "released", "died", "destroyed", "escaped", "transferred", "other_authority",
        "returned_by_order", "missing",
    )},
}  # fmt: skip
"""Where something is now or what became of it, in the order of the page."""
PAPERS = {"own": _("recorded here"), "old": _("from old papers")}
GROUPS = {"saved": _("Saved"), "kept": _("Kept alive")}
"""States that are asked for together."""
DEFINED = {
    "seized": _("Seized"), "rescued": _("Rescued"), "released": _("Released"), "saved": _("Saved"),
}  # fmt: skip
DEFINITIONS = {
    "seized": _(
        "Taken by officers under their powers: what entered the books at a seizure, animals, "
        "parts and things, each in its own unit."
    ),
    "rescued": _(
        "Living animals that were taken in alive at a seizure, a voluntary hand-over, a find, a "
        "rescue in place, or from abroad. Animals born in care are not among them."
    ),
    "released": _(
        "Of those rescued, given back to the wild by a movement in the books. A planned release "
        "is none."
    ),
    "saved": _(
        "Of those rescued, released or living in somebody's care now. Of an animal handed on to "
        "others we do not know it, and do not count it."
    ),
}
"""Ours, until a ministry states others: each is one set in `rules.py`."""


def amount(unit: str, quantity: int) -> str:
    """So much in its unit; weights in kilograms."""
    if unit == "g":
        return show.weight(quantity)
    return f"{show.number(quantity)} {custody.UNITS[unit]}"
