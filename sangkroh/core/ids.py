"""Ids made by whoever makes the record: UUIDv7, monotonic within a millisecond (RFC 9562)."""

import hashlib
import secrets
import threading
import time
from uuid import UUID, uuid4

_lock = threading.Lock()
_last_ms = 0
_last_rand = 0
_RAND_BITS = 74


def new_id() -> UUID:
    """A UUIDv7 greater than every one made before in this process."""
    global _last_ms, _last_rand
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _last_rand = now, secrets.randbits(_RAND_BITS - 1)
        else:  # the same millisecond, or a clock set back
            _last_rand += 1 + secrets.randbits(16)
            if _last_rand >> _RAND_BITS:
                _last_ms, _last_rand = _last_ms + 1, secrets.randbits(_RAND_BITS - 1)
        value = (_last_ms & (2**48 - 1)) << 80
        value |= 0x7 << 76
        value |= (_last_rand >> 62) << 64
        value |= 0b10 << 62
        value |= _last_rand & (2**62 - 1)
    return UUID(int=value)


def made_with(act_id: UUID, name: str) -> UUID:
    """The id of a record that this act makes: the same when the act is sent again."""
    rest = int.from_bytes(hashlib.sha256(act_id.bytes + name.encode()).digest()[:10], "big")
    value = (act_id.int >> 80) << 80 | rest
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)


def random_id() -> UUID:
    """An id that tells no time: for what a member of the public sends, and for an alert of it."""
    return uuid4()
