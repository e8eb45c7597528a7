"""What a group is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, queries
from ..forms.naming import NameForm
from ..rules import Subject
from .shared import form_page, kept_once


@kept_once("custody:lot", "lot")
def name(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    anew = it.lot.subject != Subject.OPEN
    said, may_be = queries.reported(it.lot)
    form = NameForm(request.POST or None, here=it.here, anew=anew, said=said, may_be=may_be)
    act = actions.reidentify if anew else actions.identify
    if request.POST and (done := submit(request, form, act, id=NEW, lot=lot, to_lot=NEW)):
        return redirect("custody:request", done.value) if anew else redirect("custody:lot", lot)
    heading = _("Ask to identify anew") if anew else _("Say what it is")
    return form_page(request, form, heading, it.label)
