"""What each choice of a seizure is called on a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENT = {
    "seizure": _("Seizure"), "handed_over": _("Voluntary hand-over"),
    "found": _("Found or injured"), "rescue": _("Rescue in place"),
    "abroad": _("Received from abroad"), "release": _("Release of accumulated animals"),
    "equipment": _("Equipment or snares only"), "nothing": _("Inspection, nothing found"),
    "checked": _("Checked and left (papers shown)"),
    "passed_on": _("Outside our scope, passed on"),
    "unknown": _("Kind of event not said"),
}  # fmt: skip
"""Each event under its own name: in forms, on pages and papers, and over every figure."""
EVENT_SEEN = {key: it for key, it in EVENT.items() if key != "unknown"}
"""What somebody who was there may say it was. Only old papers leave it open."""
HANDLING = {
    "taken": _("Taken"), "papers": _("Checked and left (papers shown)"),
    "left": _("Checked and left"), "passed_on": _("Outside our scope, passed on"),
}  # fmt: skip
SCENE = {
    "river": _("River or boat"), "road": _("Road"), "checkpoint": _("Checkpoint"),
    "border": _("Border crossing"), "market": _("Market"), "restaurant": _("Restaurant"),
    "shop": _("Shop"), "house": _("House"), "farm": _("Farm"), "forest": _("Forest"),
    "airport": _("Airport"), "port": _("Port"), "post": _("Post or parcel office"),
    "office": _("Handed over at an office"), "other": _("Other"), "unknown": _("Not known"),
}  # fmt: skip
GROUND = {
    "prosecutor": _("Authorised by the prosecutor"), "caught_in_act": _("Caught in the act"),
    "open_place": _("Place open to the public"), "consent": _("Consent of the owner"),
    "customs_powers": _("Customs powers"), "handed_over": _("Handed over by themselves"),
    "none_yet": _("None yet"),
}  # fmt: skip
FORM = {"spoken": _("Spoken"), "written": _("Written")}
LINE = {
    "animal": _("Living animals"), "dead": _("Dead animals"), "egg": _("Eggs"),
    "part": _("Parts"), "meat": _("Meat (by weight)"), "thing": _("Thing (boat, phone, trap)"),
}  # fmt: skip
PRECISION = {"exact": _("exactly"), "about": _("about"), "at_least": _("at least")}
GENUINE: dict[bool | None, Any] = {True: _("genuine"), False: _("fake")}
ASPECT = {
    "name": _("What it is called"), "count": _("How many"), "weight": _("Weight"),
    "life": _("Alive or dead"), "genuine": _("Genuine or fake"), "people": _("How many people"),
    "when": _("When"),
}  # fmt: skip
"""In what accounts may contradict each other."""
SCENE_FIELD = {
    "event": _("Kind of event"), "kind": _("What kind of place"), "place": _("Place in the list"),
    "place_words": _("Where, in words"), "when": _("When"), "detection": _("How it was found out"),
    "why": _("Reason for the seizure"), "concealment": _("How it was hidden"), "note": _("Note"),
}  # fmt: skip
LIFE = {"alive": _("alive"), "dead": _("dead"), "both": _("alive and dead")}
POINT = {"origin": _("From"), "transit": _("By way of"), "destination": _("To")}
CONVEYANCE = {
    "boat": _("Boat"), "car": _("Car"), "motorbike": _("Motorbike"), "truck": _("Truck"),
    "bus": _("Bus"), "air": _("Aircraft"), "container": _("Shipping container"),
    "parcel": _("Parcel"), "on_foot": _("On foot"), "other": _("Other"),
}  # fmt: skip
REGIME = {
    "forestry": _("Forestry"), "fisheries": _("Fisheries"), "environment": _("Environment"),
    "customs": _("Customs"), "gendarmerie": _("Royal Gendarmerie"), "police": _("Police"),
    "prosecution": _("Prosecution"), "ask": _("Ask: not clear"),
}  # fmt: skip
UNIT = {
    "animal": _("animals"), "egg": _("eggs"), "piece": _("pieces"), "g": _("grams"),
    "container": _("sealed containers"), "pair": _("pairs"), "set": _("sets"),
    "ml": _("millilitres"), "mm": _("millimetres"),
}  # fmt: skip
MISSING = {
    "ground": _("the ground of the seizure"), "officer": _("who exercised powers"),
    "witness": _("two witnesses"), "place": _("the place"), "lines": _("what was found"),
    "number": _("a number for the books"), "photo": _("photos"),
}  # fmt: skip
CORRECTABLE = {
    "as_reported": _("What it is, as reported"), "as_written": _("As written"), "note": _("Note"),
}  # fmt: skip
