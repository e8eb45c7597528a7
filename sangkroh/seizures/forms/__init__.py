"""Forms of a seizure: the scene on a phone, and what is added to it later."""

from .later import (
    BookForm,
    CircumstancesForm,
    ConsignmentForm,
    ConveyanceForm,
    CorrectForm,
    EventForm,
    GroundForm,
    HandlingForm,
    OfficerForm,
    PhotosForm,
    PlaceAndTimeForm,
    ReconcileForm,
    RegimeForm,
    StateForm,
    WitnessForm,
)
from .lines import MORE, AddLinesForm
from .record import RecordForm

__all__ = [
    "MORE", "AddLinesForm", "BookForm", "CircumstancesForm", "ConsignmentForm", "ConveyanceForm",
    "CorrectForm", "EventForm", "GroundForm", "HandlingForm", "OfficerForm", "PhotosForm",
    "PlaceAndTimeForm", "ReconcileForm", "RecordForm", "RegimeForm", "StateForm", "WitnessForm",
]  # fmt: skip
