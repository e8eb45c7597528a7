"""Every form of the house, filled with what no form asked for: nothing breaks, nothing is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client

from sangkroh.core.fields import CountField, GramsField, OccurredField, OccurredInput
from sangkroh.core.forms import ActForm
from sangkroh.reference.fields import ReportedField

from .doors import kept
from .pages import addresses, ids
from .refusals import user

pytestmark = pytest.mark.usefixtures("practice_world", "db")
READERS = ("lina", "chan", "sok", "dara", "maly", "kosal", "srey")
"""Whoever of them first is shown a form fills it in."""
WORDS = "<script>alert(1)</script>\u202e"
EVERYWHERE = {"a zero byte and a digit that is no number": "\0\u00b2", "digits": "9" * 10_001}


@pytest.fixture(autouse=True)
def own_disk(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path


def company() -> list[Client]:
    """Everybody of READERS, logged in."""
    clients = [Client() for _ in READERS]
    for client, name in zip(clients, READERS, strict=True):
        client.force_login(user(name))
    return clients


def shown(url: str, company: list[Client]) -> tuple[Client, list[ActForm]]:
    """Somebody who is shown forms on a page, and the forms."""
    for client in company:
        found = forms_of(client.get(url))
        if found:
            return client, found
    return company[0], []


def forms_of(answer: Any) -> list[ActForm]:
    values = [it for layer in answer.context or [] for it in _flat(layer)]
    return list({id(it): it for it in values if isinstance(it, ActForm)}.values())


def _flat(layer: Any) -> list[Any]:
    return [it for part in getattr(layer, "dicts", [layer]) for it in part.values()]


def in_words(form: ActForm) -> dict[str, Any]:
    """What is shown as it is, numbers and days that can be, and hostile words."""
    values: dict[str, Any] = {}
    for name, it in form.fields.items():
        if isinstance(it, OccurredField):
            values |= {f"{name}-unknown": "on", f"{name}-words": WORDS}
        elif it.widget.is_hidden:
            values[name] = form.get_initial_for_field(it, name) or ""
        elif isinstance(it, forms.ChoiceField):
            values[name] = next((str(k) for k, _ in it.choices if k not in ("", None)), "")
        elif isinstance(it, forms.CharField | ReportedField):
            values[name] = WORDS
        elif isinstance(it, CountField | GramsField):
            values[name] = "1"
        elif isinstance(it, forms.DateField | forms.DateTimeField):
            values[name] = "2016-06-04"
    return values


def everywhere(form: ActForm, hostile: str) -> dict[str, Any]:
    parts = {f"{name}-{part}": hostile for name, it in form.fields.items()
             if isinstance(it, OccurredField) for part in OccurredInput.PARTS}  # fmt: skip
    return dict.fromkeys(form.fields, hostile) | parts


def hostile_values(form: ActForm) -> dict[str, dict[str, Any]]:
    """What is sent, by what it is. A form that takes no words cannot be sent hostile ones."""
    sent = {title: everywhere(form, it) for title, it in EVERYWHERE.items()}
    said = in_words(form)
    return sent | ({"words": said} if WORDS in said.values() else {})


def test_every_form_withstands() -> None:
    faults: list[Any] = []
    met, everybody = set(), company()
    for url in addresses(ids()):
        client, found = shown(url, everybody)
        for form in found:
            for title, values in hostile_values(form).items():
                met.add(type(form))
                before = kept()
                fault = _fault(client, url, values)
                fault = fault or ("something was kept" if kept() != before else "")
                faults += [(url, type(form).__name__, title, fault)] if fault else []
    assert not faults, "\n".join(map(str, faults))
    assert len(met) > 60, sorted(it.__name__ for it in met)


def _fault(client: Client, url: str, values: dict[str, Any]) -> str:
    try:
        answer = client.post(url, values)
    except Exception as error:  # noqa: BLE001 - told with its page
        return repr(error)[:300]
    if answer.status_code not in (200, 400) or "<script>alert" in answer.text:
        return f"{answer.status_code}"
    return ""
