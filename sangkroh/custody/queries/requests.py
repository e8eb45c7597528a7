"""A request as the person who is to answer reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from sangkroh.cases import policies as cases
from sangkroh.core.models import User
from sangkroh.network import queries as network

from .. import policies, words
from ..actions.requests import kept_by_court, still_lacking
from ..models import Approval, Lot, Request
from .where import label_of


@dataclass(frozen=True)
class RequestLine:
    """A request as the person who is to answer reads it."""

    id: UUID
    kind: str
    label: str
    who: str
    mine: bool
    at: datetime
    reason: str
    case: UUID | None
    lines: tuple[str, ...]
    answers: tuple[tuple[str, bool, str], ...]
    lacking: tuple[str, ...]
    done: UUID | None
    declined: bool


def request_line(actor: User, request: UUID) -> RequestLine:
    """The request with what it would do, who has answered and what is lacking."""
    return _lines(actor, [policies.get_request(actor, request)])[0]


def _lines(actor: User, requests: Sequence[Request]) -> list[RequestLine]:
    answered = Prefetch("approvals", Approval.objects.select_related("by").order_by("at"))
    prefetch_related_objects(requests, "by", "movement", answered)
    people = {it.by.person_id for it in requests}
    people |= {a.by.person_id for it in requests for a in it.approvals.all()}
    served_in, lines = network.service_of(people), asked_lines(requests)
    court = kept_by_court(requests)
    return [_line(actor, it, lines[it.pk], served_in, it.pk in court) for it in requests]


def _line(
    actor: User, it: Request, lines: tuple[str, ...], served_in: network.ServedIn, court: bool
) -> RequestLine:
    answers = list(it.approvals.all())
    lacking = still_lacking(it, answers, served_in, court=court)
    done = getattr(it, "movement", None)
    return RequestLine(
        it.pk, it.kind, str(words.ASKED[it.kind]), network.name_of(it.by), it.by_id == actor.pk,
        it.at, it.reason, it.case_id if cases.may_see(actor, it.case_id) else None, lines,
        tuple((network.name_of(a.by), a.approves, a.reason) for a in answers),
        tuple(str(words.LACKING[need]) for need in sorted(lacking)),
        done.pk if done else None, any(not a.approves for a in answers),
    )  # fmt: skip


def asked_lines(requests: Sequence[Request]) -> dict[UUID, tuple[str, ...]]:
    """What each of them asks for, in words: each group with its number and its unit."""
    ids = set().union(*map(_lots_of, requests)) - {""}
    found = Lot.objects.filter(pk__in=ids).select_related("taxon")
    lots = {str(lot.pk): lot for lot in found}
    return {it.pk: tuple(_said(it, lots)) for it in requests}


def in_one(lines: Iterable[str]) -> str:
    """What was asked for in one line; what came out of sacks follows them by its arrow alone."""
    return ", ".join(lines).replace(", →", " →")


def _said(it: Request, lots: Mapping[str, Lot]) -> Iterator[str]:
    said = it.payload
    for row in said.get("lines", []):
        lot = lots[row["lot"]]
        yield f"{label_of(lot)}: {row['quantity']} {words.UNITS[lot.unit]}"
    if "containers" in said:
        lot = lots[said["lot"]]
        yield f"{label_of(lot)}: {said['containers']} {words.UNITS['container']}"
        for row in said["content"]:
            name = row["as_reported"] or label_of(lot)
            yield f"→ {name}: {row['quantity']} {words.UNITS[row['unit']]}"
    elif "held" in said:
        yield f"{label_of(lots[said['lot']])}: {said['held']} → {said['quantity']}"
    elif "what" in said:
        yield f"{words.WHATS[said['what']]}: {said['quantity']}"
    elif said.get("lot"):
        yield label_of(lots[said["lot"]])


def asked_about(actor: User, lot: Lot) -> list[RequestLine]:
    """What waits for a second person and concerns this group."""
    open_ones = policies.visible_requests(actor).filter(case=lot.case_id, movement__isnull=True)
    open_ones = open_ones.exclude(approvals__approves=False)
    open_ones = open_ones.select_related("by", "movement").order_by("at")
    about = [it for it in open_ones if str(lot.pk) in _lots_of(it)]
    return _lines(actor, about)


def _lots_of(it: Request) -> set[str]:
    return {row["lot"] for row in it.payload.get("lines", [])} | {it.payload.get("lot", "")}
