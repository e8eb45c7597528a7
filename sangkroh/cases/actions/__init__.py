"""Every change to a case. The modules are named by subject."""

from .people import (
    add_member,
    hide,
    mark_one_of_ours,
    readmit,
    remove_member,
    set_lead,
    unhide,
)
from .places import (
    Touched,
    mark_place,
    settle_match,
    tell_leads,
    tell_of_information,
)
from .record import (
    close,
    link,
    note,
    open,
    reopen,
    retitle,
    set_agency_number,
    set_part,
)

__all__ = [
    "Touched",
    "add_member",
    "close",
    "hide",
    "link",
    "mark_one_of_ours",
    "mark_place",
    "note",
    "open",
    "readmit",
    "remove_member",
    "reopen",
    "retitle",
    "set_agency_number",
    "set_lead",
    "set_part",
    "settle_match",
    "tell_leads",
    "tell_of_information",
    "unhide",
]
