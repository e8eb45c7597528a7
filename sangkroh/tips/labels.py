"""The words for codes of tips, in the reader's language; grades in the words of their scale."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .rules import AnswerKind, CallKind, ForgetReason, Scale, SourceClass, Urgency, WordKind

URGENCIES = {
    Urgency.NOW: _("Now: moving or dying"),
    Urgency.TODAY: _("Today"),
    Urgency.LATER: _("Within days"),
}
SOURCES = {
    SourceClass.INFORMANT: _("Informant"),
    SourceClass.AGENCY: _("Another agency"),
    SourceClass.PUBLIC: _("The public"),
    SourceClass.OWN_PATROL: _("Our own patrol"),
    SourceClass.ONLINE: _("Online"),
}
CALLS = {
    CallKind.WRONG_NUMBER: _("Wrong number"),
    CallKind.REPEAT: _("Repeat of a call"),
    CallKind.EMPTY: _("Empty call"),
}
ANSWERS = {
    AnswerKind.PASSED_ON: _("Passed on to another agency"),
    AnswerKind.ALREADY_KNOWN: _("Already known"),
    AnswerKind.NOTHING_FOUND: _("Checked: nothing found"),
    AnswerKind.NOT_WILDLIFE: _("Not about wildlife"),
    AnswerKind.TOO_LITTLE: _("Too little to act on"),
}
FORGET_REASONS = {
    ForgetReason.SOURCE_ASKED: _("The source asked for it"),
    ForgetReason.DANGER: _("The source is in danger"),
    ForgetReason.NAMES_THE_SOURCE: _("The words name the source"),
    ForgetReason.NO_LONGER_NEEDED: _("No longer needed"),
}
WORD_KINDS = {
    WordKind.WHAT: _("What"),
    WordKind.WHERE: _("Where"),
    WordKind.DETAILS: _("Details"),
    WordKind.CALL_BACK: _("Call-back number"),
}
SCALES = {
    Scale.UK_3X5X2: "3x5x2",
    Scale.UK_5X5X5: _("5x5x5 (wording not verified)"),
    Scale.ADMIRALTY: _("Admiralty"),
}

_SHARING = {
    "P": _("Sharing permitted"),
    "C": _("Sharing permitted with conditions"),
}
SOURCE_GRADES = {
    Scale.UK_3X5X2: {"1": _("Reliable"), "2": _("Untested"), "3": _("Not reliable")},
    Scale.UK_5X5X5: {
        "A": _("Always reliable"),
        "B": _("Mostly reliable"),
        "C": _("Sometimes reliable"),
        "D": _("Unreliable"),
        "E": _("Untested"),
    },
    Scale.ADMIRALTY: {
        "A": _("Completely reliable"),
        "B": _("Usually reliable"),
        "C": _("Fairly reliable"),
        "D": _("Not usually reliable"),
        "E": _("Unreliable"),
        "F": _("Reliability cannot be judged"),
    },
}
INFORMATION = {
    Scale.UK_3X5X2: {
        "A": _("Known directly"),
        "B": _("Known indirectly but corroborated"),
        "C": _("Known indirectly"),
        "D": _("Not known"),
        "E": _("Suspected to be false"),
    },
    Scale.UK_5X5X5: {
        "1": _("Known to be true without reservation"),
        "2": _("Known personally to the source, not to the officer"),
        "3": _("Not known personally to the source but corroborated"),
        "4": _("Cannot be judged"),
        "5": _("Suspected to be false"),
    },
    Scale.ADMIRALTY: {
        "1": _("Confirmed"),
        "2": _("Probably true"),
        "3": _("Possibly true"),
        "4": _("Doubtful"),
        "5": _("Improbable"),
        "6": _("Truth cannot be judged"),
    },
}
HANDLING = {
    Scale.UK_3X5X2: _SHARING,
    Scale.UK_5X5X5: {it: _("Handling code of 5x5x5: meaning not verified") for it in "12345"},
    Scale.ADMIRALTY: _SHARING,
}
"""Sources: UK 3x5x2 cards and the Admiralty code; the wording of 5x5x5 is nobody's yet."""
