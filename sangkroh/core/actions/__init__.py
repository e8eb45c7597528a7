"""The acts of the house itself: who may come in, their keys, forgetting, and the worker's rests."""

from .forgetting import approve_forgetting, forget, forget_apart, propose_forgetting
from .keys import issue_key, revoke_key
from .people import (
    Language,
    add_second_factor,
    deactivate,
    drop_second_factor,
    end_role,
    grant_role,
    invite,
    offer_link,
    reactivate,
    set_password,
    take_link,
)
from .reading import choose_language, correct_wording, verify_wording
from .restoring import note_restore
from .worker import put_down, set_aside, take_up_again

__all__ = [
    "Language",
    "add_second_factor",
    "approve_forgetting",
    "choose_language",
    "correct_wording",
    "deactivate",
    "drop_second_factor",
    "end_role",
    "forget",
    "forget_apart",
    "grant_role",
    "invite",
    "issue_key",
    "note_restore",
    "offer_link",
    "propose_forgetting",
    "put_down",
    "reactivate",
    "revoke_key",
    "set_aside",
    "set_password",
    "take_link",
    "take_up_again",
    "verify_wording",
]
