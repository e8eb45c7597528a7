"""Forms of a seizure: the scene on a phone, and what is added to it later."""

from .later import (
    BookForm,
    ConveyanceForm,
    CorrectForm,
    EventForm,
    GroundForm,
    OfficerForm,
    PhotosForm,
    ReconcileForm,
    RegimeForm,
    StateForm,
    WitnessForm,
)
from .record import MORE, RecordForm

__all__ = [
    "MORE", "BookForm", "ConveyanceForm", "CorrectForm", "EventForm", "GroundForm",
    "OfficerForm", "PhotosForm", "ReconcileForm", "RecordForm", "RegimeForm",
    "StateForm", "WitnessForm",
]  # fmt: skip
