"""Tokens of links and keys: shown once, kept as a digest."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def token_for(request: HttpRequest, act: UUID) -> str:
    """The token that this act gives out: a second click of the same form finds the same one.

    Made from the server's key and the session's; the act's id alone, which is in the journal,
    tells nobody anything.
    """
    mixed = salted_hmac(
        "sangkroh.token", f"{request.session.session_key} {act}", algorithm="sha256"
    )
    return urlsafe_b64encode(mixed.digest()).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What is kept of a token. It is 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
