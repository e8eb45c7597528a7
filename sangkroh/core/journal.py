"""The journal as a log that a court can check: canonical record, salted commitment, chain.

Formats: RFC 8785 (canonical JSON, in the part of it used here), RFC 6962 (leaf hash).
    entry = SHA256(salt || JCS(record))
    leaf  = SHA256(0x00 || entry)
    chain = SHA256(0x02 || previous chain || leaf)
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from .compiled import Compiled, Given, insert
from .models import Entry, Head, Secret

EMPTY_CHAIN = bytes(32)
Json = Any
_END = Compiled(lambda: Head.objects.select_for_update().filter(pk=1).values_list("seq", "chain"))
_WRITTEN = Compiled(lambda: Entry.objects.filter(pk=Given("id")).values_list("pk", flat=True))


@dataclass
class End:
    """The end of the journal while one outermost act holds it."""

    seq: int
    chain: bytes


@dataclass(frozen=True)
class Draft:
    """What an entry will say."""

    id: UUID
    action: str
    actor_id: UUID
    device: str
    part_of: UUID | None
    case_id: UUID | None
    occurred: dict[str, Json]
    recorded_at: datetime | None
    received_at: datetime
    arguments: dict[str, Json]
    personal: dict[str, Json]
    outcome: Json
    refused: bool = False
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32))


def canonical(value: Json) -> bytes:
    """The one way to write a value as bytes. Floats and integers beyond 2^53 are refused."""
    _check(value)
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def _check(value: Json) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no place in the journal")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        raise TypeError("an integer beyond 2^53 has no place in the journal")
    if isinstance(value, dict):
        for key, it in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise TypeError("a key of the journal is ASCII text")
            _check(it)
    elif isinstance(value, list | tuple):
        for it in value:
            _check(it)


def digest_apart(salt: bytes, name: str, value: Json) -> str:
    """What the journal keeps of an argument whose text it does not hold: a salted digest."""
    return hashlib.sha256(b"apart\x00" + salt + canonical([name, value])).hexdigest()


def moment(at: datetime | None) -> str | None:
    """A time as the record writes it: UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None


def lock_end() -> End:
    """The journal's end, locked until the transaction is over (the order of all acts)."""
    [(seq, chain)] = _END.all()
    return End(seq, bytes(chain))


def find(id: UUID) -> Entry | None:
    """The entry of this act, if it was done before."""
    return Entry.objects.get(pk=id) if _WRITTEN.first(id=id) else None


def append(end: End, draft: Draft) -> Entry:
    """Write the entry; `end` moves on. The database moves its own head and refuses any gap."""
    seq = end.seq + 1
    commitment = commit(draft.salt, _record(draft, seq))
    leaf = leaf_of(commitment)
    chain = chain_of(end.chain, leaf)
    entry = Entry(
        id=draft.id, seq=seq, action=draft.action, actor_id=draft.actor_id, device=draft.device,
        part_of_id=draft.part_of, case_id=draft.case_id,
        occurred_earliest=draft.occurred["earliest"], occurred_latest=draft.occurred["latest"],
        occurred_precision=draft.occurred["precision"], occurred_words=draft.occurred["words"],
        recorded_at=draft.recorded_at, received_at=draft.received_at,
        arguments=draft.arguments, outcome=draft.outcome, refused=draft.refused,
        entry=commitment, leaf=leaf, chain=chain,
    )  # fmt: skip
    insert(Secret(entry_id=draft.id, salt=draft.salt, personal=draft.personal))
    insert(entry)
    end.seq, end.chain = seq, chain
    return entry


def end_before(moment: datetime) -> End:
    """The journal's end as it was at a moment: what a page may tell that must not tell of now."""
    last = Entry.objects.filter(received_at__lt=moment).order_by("-seq").first()
    return End(last.seq, bytes(last.chain)) if last else End(0, EMPTY_CHAIN)


def commit(salt: bytes, record: dict[str, Json]) -> bytes:
    return hashlib.sha256(salt + canonical(record)).digest()


def leaf_of(commitment: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + commitment).digest()


def chain_of(previous: bytes, leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x02" + previous + leaf).digest()


def _record(draft: Draft, seq: int) -> dict[str, Json]:
    return {
        "id": str(draft.id), "seq": seq, "action": draft.action, "actor": str(draft.actor_id),
        "device": draft.device, "part_of": draft.part_of and str(draft.part_of),
        "case": draft.case_id and str(draft.case_id),
        "occurred": {
            **draft.occurred,
            "earliest": moment(draft.occurred["earliest"]),
            "latest": moment(draft.occurred["latest"]),
        },
        "recorded_at": moment(draft.recorded_at), "received_at": moment(draft.received_at),
        "arguments": draft.arguments, "personal": draft.personal,
        "outcome": draft.outcome, "refused": draft.refused,
    }  # fmt: skip


def record_of(entry: Entry, personal: dict[str, Json]) -> dict[str, Json]:
    """The record of an entry, read back from its row: what a court is shown."""
    return _record(
        Draft(
            id=entry.id, action=entry.action, actor_id=entry.actor_id, device=entry.device,
            part_of=entry.part_of_id, case_id=entry.case_id,
            occurred={
                "earliest": entry.occurred_earliest, "latest": entry.occurred_latest,
                "precision": entry.occurred_precision, "words": entry.occurred_words,
            },
            recorded_at=entry.recorded_at, received_at=entry.received_at,
            arguments=entry.arguments, personal=personal, outcome=entry.outcome,
            refused=entry.refused,
        ),
        entry.seq,
    )  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """Something in the journal that is not as it was written."""

    seq: int
    what: str


def verify() -> Iterator[Fault]:
    """Recompute the whole chain from the rows. Yields nothing when all is as it was written."""
    seq, chain = 0, EMPTY_CHAIN
    gone = forgotten()
    for entry in Entry.objects.select_related("secret").order_by("seq").iterator(2000):
        seq += 1
        if entry.seq != seq:
            yield Fault(entry.seq, "gap")
            seq = entry.seq
        yield from _check_entry(entry, gone)
        chain = chain_of(chain, bytes(entry.leaf))
        if bytes(entry.chain) != chain:
            yield Fault(entry.seq, "chain")
            chain = bytes(entry.chain)
    head = Head.objects.get(pk=1)
    if (head.seq, bytes(head.chain)) != (seq, chain):
        yield Fault(head.seq, "head")


def _check_entry(entry: Entry, forgotten: set[str]) -> Iterator[Fault]:
    if leaf_of(bytes(entry.entry)) != bytes(entry.leaf):
        yield Fault(entry.seq, "leaf")
    secret: Secret | None = getattr(entry, "secret", None)
    if secret is None:
        if str(entry.id) not in forgotten:
            yield Fault(entry.seq, "secret")
    elif commit(bytes(secret.salt), record_of(entry, secret.personal)) != bytes(entry.entry):
        yield Fault(entry.seq, "record")


def forgotten() -> set[str]:
    """Entries whose secret was destroyed by an act that says so."""
    says = ("core.forget", "core.note_restore")
    acts = Entry.objects.filter(action__in=says, refused=False)
    erased = Entry.objects.filter(action="core.forget_apart", refused=False)
    return {
        str(it) for arguments in acts.values_list("arguments", flat=True)
        for it in arguments["entries"]
    } | {
        str(it) for outcome in erased.values_list("outcome", flat=True) for it in outcome or []
    }  # fmt: skip
