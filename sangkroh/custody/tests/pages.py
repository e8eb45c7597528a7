"""Pages as one of the cast uses them: open, fill in, send twice, read what was refused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.custody.models import Lot


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class Page:
    """A form of the books before one reader."""

    def __init__(self, user: User, name: str, *ids: UUID) -> None:
        self.client, self.url = signed_in(user), reverse(f"custody:{name}", args=ids)

    def form(self) -> Any:
        answer = self.client.get(self.url)
        assert answer.status_code == 200, answer.status_code
        return answer.context["form"]

    def filled(self, **typed: Any) -> dict[str, Any]:
        """What the page holds already, and what is typed over it."""
        form = self.form()
        held = {it.html_name: it.value() for it in form if it.value() is not None}
        return {k: str(v) for k, v in held.items()} | {
            k: v if hasattr(v, "read") else str(v) for k, v in typed.items()
        }

    def keep(self, **typed: Any) -> str:
        """Send the form, twice as with a double click: done once. Returns where it leads."""
        said, before = self.filled(**typed), Entry.objects.filter(part_of=None).count()
        first = self.client.post(self.url, said)
        assert first.status_code == 302, first.context["form"].errors
        for it in said.values():
            if hasattr(it, "seek"):
                it.seek(0)
        again = self.client.post(self.url, said)
        assert again.status_code == 302
        assert Entry.objects.filter(part_of=None).count() == before + 1
        return str(first["Location"])

    def refused(self, **typed: Any) -> dict[str, list[str]]:
        """Send the form; nothing is kept. Returns what stands at which field."""
        before = Entry.objects.count()
        answer = self.client.post(self.url, self.filled(**typed))
        assert Entry.objects.count() == before
        assert answer.status_code == 200, answer.status_code
        errors: dict[str, list[str]] = answer.context["form"].errors
        return errors

    def shut(self) -> bool:
        """Whether this reader finds no page, to open or to send."""
        sent = self.client.post(self.url, {"act_id": str(new_id())})
        return (self.client.get(self.url).status_code, sent.status_code) == (404, 404)


def field(lot: UUID, account: UUID) -> str:
    """The field for the number of a group in a place."""
    return f"lot_{lot}_{account}"


def offered(user: User, lot: UUID) -> list[str]:
    """The pages that the group's page offers this reader: by their last part."""
    answer = signed_in(user).get(reverse("custody:lot", args=[lot]))
    assert answer.status_code == 200
    offers = answer.context["offers"]
    steps = [*offers.next, *(it for _, under in offers.more for it in under)]
    return [it.url.rstrip("/").rpartition("/")[2] for it in steps]


def parts(lot: UUID) -> list[Lot]:
    return sorted(Lot.objects.filter(parent_lot=lot), key=str)
