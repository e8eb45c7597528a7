"""What the pages of the books have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sangkroh.core.door import find_entry
from sangkroh.core.errors import NotFound, Refused
from sangkroh.core.forms import ActForm, actor_of

View = Callable[..., HttpResponse]


def form_page(
    request: HttpRequest, form: ActForm, heading: str, of: str = "",
    template: str = "core/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """The form under what it does, and to what."""
    heading = f"{heading}: {of}" if of else heading
    return render(request, template, {"heading": heading, "form": form, **context})


def kept_once(back: str, of: str) -> Callable[[View], View]:
    """A page whose act leaves nothing to do it to again: groups that are moved are here no more.

    Sent twice, the second time finds no such group. It is told that the first was kept, on the
    page `back` of the thing whose id the address has as `of`.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, **ids: UUID) -> HttpResponse:
            try:
                answer = view(request, **ids)
            except Refused:
                if not _kept(request):
                    raise
            else:
                if request.method != "POST" or answer.status_code == 302 or not _kept(request):
                    return answer
            messages.success(request, _("This was kept when it was first sent, as it was then."))
            return redirect(back, ids[of])

        return page

    return mark


def _kept(request: HttpRequest) -> bool:
    """Whether this reader did the act of this form already."""
    try:
        entry = find_entry(UUID(request.POST.get("act_id", "")))
    except (ValueError, NotFound):
        return False
    return entry.actor_id == actor_of(request).pk and not entry.refused
