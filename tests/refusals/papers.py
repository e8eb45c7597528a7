"""Refusals of papers: no office, a spoilt paper, a form that changed while it was read."""

from __future__ import annotations

from . import Asked, Told, ask, do, user
from . import world as w


def without_an_office() -> Asked:
    w.somebody("nobody", "field_officer")
    do("dara", "cases.add_member", case=w.case(), user=user("nobody").pk, reason="new here")
    return ask("nobody", "papers.issue", case=w.case(), kind="seizure", subject=w.scene().pk)


def after_cancelling(act: str, **more: object) -> Asked:
    it = w.paper()
    do("sok", "papers.cancel", paper=it, reason="torn")
    return ask("sok", act, paper=it, **more)


REFUSALS = (
    Told("papers.cancelled", "paper", lambda: after_cancelling("papers.add_signed", photos=[])),
    Told("papers.cancelled-already", "paper", lambda: after_cancelling(
        "papers.cancel", reason="again")),
    Told("papers.form-changed", "wording", lambda: ask(
        "maly", "papers.approve_form", kind="seizure", wording="ab" * 32, source="Prakas")),
    Told("papers.no-copy", "photos", lambda: ask(
        "sok", "papers.add_signed", paper=w.paper(), photos=[])),
    Told("papers.no-office", "", without_an_office),
)  # fmt: skip
