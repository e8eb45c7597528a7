"""What states, kinds and units are called on the screen. On screen a lot is a group."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

UNITS = {
    "animal": _("animals"), "egg": _("eggs"), "piece": _("pieces"), "pair": _("pairs"),
    "set": _("sets"), "g": _("grams"), "ml": _("millilitres"), "mm": _("millimetres"),
    "container": _("containers"),
}  # fmt: skip
KINDS = {
    "take_in": _("Taken in"), "birth": _("Born or laid"),
    "origin_correction": _("Origin corrected"), "hatch": _("Hatched"),
    "move": _("Moved"), "split": _("Divided"), "individualise": _("Marked one by one"),
    "identify": _("Identified"), "reidentify": _("Identified anew"),
    "dispatch": _("Dispatched"), "receive": _("Received"), "count": _("Counted"),
    "head_count": _("Stock-take"), "explain": _("Explained"), "correction": _("Number corrected"),
    "release": _("Released"), "die": _("Died"), "destroy": _("Destroyed"),
    "escape": _("Escaped"), "euthanise": _("Put to sleep by the vet"),
    "transfer": _("Transferred"), "hand_to_authority": _("Handed to another authority"),
    "return_by_order": _("Returned by order"), "recapture": _("Caught again"),
    "reversal": _("Taken back"),
}  # fmt: skip
ASKED = {
    "reidentify": _("A new identification"), "count": _("A count"),
    "explain": _("An explanation"), "correction": _("A correction"), "release": _("A release"),
    "transfer": _("A transfer"), "destroy": _("A destruction"),
    "euthanise": _("Putting animals to sleep"),
    "hand_to_authority": _("A hand-over to another authority"),
    "return_by_order": _("A return by order"), "recapture": _("Taking in what was caught again"),
    "reversal": _("Taking a movement back"),
}  # fmt: skip
"""What a request is for, while it waits for a second person: nothing of it has happened yet."""
STATES = {
    "origin_seizure": _("Seized"), "origin_handed_over": _("Handed over voluntarily"),
    "origin_found": _("Found"), "origin_birth": _("Born or laid"),
    "origin_abroad": _("Received from abroad"), "origin_unknown": _("Unknown past"),
    "count_conversion": _("Counted out of containers"), "hatch_conversion": _("Hatched"),
    "identification": _("Identified"), "reidentification": _("Identified anew"),
    "count_correction": _("Number corrected"), "missing": _("Missing"),
    "surplus": _("More than expected"), "released": _("Released"), "died": _("Died"),
    "destroyed": _("Destroyed"), "escaped": _("Escaped"), "transferred": _("Transferred"),
    "other_authority": _("Handed to another authority"),
    "returned_by_order": _("Returned by order"),
}  # fmt: skip
"""The places of which the house has one each: the catalogue names them, as it names the acts."""
BASES = {
    "move": "", "fact": _("written down afterwards"), "planned": _("planned and approved"),
    "historical": _("from old papers"),
}  # fmt: skip
LACKING = {
    "second-person": _("a second person"), "vet": _("a vet"),
    "other-agency": _("somebody of another organisation"),
    "court": _("the legal officer or somebody of another organisation, because a court keeps it"),
}  # fmt: skip
MISSING = {"photo": _("a photo"), "witness": _("a witness"), "ground": _("the ground")}
ALARMS = {"shortfall": _("Fewer than there should be"), "surplus": _("More than there should be")}
HOLDS = {
    "court": _("A court or prosecutor"), "evidence": _("It is evidence"), "vet": _("The vet"),
    "quarantine": _("Quarantine"), "claim": _("Somebody claims it"),
}  # fmt: skip
WHATS = {
    "found": _("Found again"), "died": _("Died"), "escaped": _("Escaped"),
    "destroyed": _("Destroyed"), "miscounted": _("The earlier number was wrong"),
    "came_along": _("They came with the rest and were not stated"),
    "not_there": _("They are not there; the last count was wrong"),
}  # fmt: skip

PLACES = {
    "care": _("Where animals are cared for"), "quarantine": _("Quarantine"),
    "evidence_store": _("Store of exhibits"),
}  # fmt: skip
THINGS = {
    "meat": _("meat"), "skin": _("skin"), "bone": _("bone"), "shell": _("shell"),
    "scale": _("scales"), "tusk": _("tusk or ivory"), "horn": _("horn or antler"),
    "claw": _("claw or tooth"), "feather": _("feathers"), "medicine": _("medicine or wine"),
    "trophy": _("trophy"), "snare": _("snare or trap"), "weapon": _("weapon"),
    "vehicle": _("vehicle"), "boat": _("boat"), "phone": _("phone"), "money": _("money"),
    "document": _("document"),    "other": _("another thing"),
}  # fmt: skip
"""Kinds of thing that the forms offer; the books take any code."""


def named(label: str, label_km: str) -> str:
    """The label in the reader's language, where we have it."""
    return (get_language() == "km" and label_km) or label
