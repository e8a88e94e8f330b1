"""Secret addresses of feeds: made from a key outside the database, found again without telling anything by time.

A token is HMAC-SHA-256 over the feed's identifier and generation, cut to 160 bits and written in 32 small letters and
digits (base32): nothing in it has to be quoted in an address, and a folder may be called so on any file system. Nothing
else is stored: who has the key makes the tokens anew, who has the database alone cannot.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Iterable
from typing import Final, Generic, TypeVar

KEY_BYTES: Final = 32
TOKEN_BYTES: Final = 20
TOKEN_LENGTH: Final = TOKEN_BYTES * 8 // 5
"""Characters of a token."""
_LOOKED_AT: Final = 64
"""Of what is presented as a token, so many bytes are looked at; a whole token has fewer."""

T = TypeVar("T")


class FeedKey:
    """The key of a committee's feeds.

    :param secret: 32 bytes that nobody knows.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._secret = secret
        self.mark = self.seal("mark").hex()[:16]
        """Tells two keys apart and gives nothing away about either."""

    def token(self, feed_id: str, generation: int) -> str:
        """The token of a feed in its generation."""
        return b32encode(self.seal("feed", feed_id, str(generation))[:TOKEN_BYTES]).decode().lower()

    def seal(self, use: str, *parts: str | bytes) -> bytes:
        """A keyed digest of some parts, for one use; 32 bytes."""
        written = [part.encode() if isinstance(part, str) else part for part in (f"vpr-tracker {use} 1", *parts)]
        # Each part with its length, so that no two lists of parts are written alike.
        return hmac.digest(self._secret, b"".join(b"%d:%s" % (len(part), part) for part in written), "sha256")

    def __repr__(self) -> str:
        return f"FeedKey(mark={self.mark!r})"


def looks_like_token(text: str) -> bool:
    """Whether a text is written as tokens are."""
    return len(text) == TOKEN_LENGTH and not set(text) - set("abcdefghijklmnopqrstuvwxyz234567")


class TokenTable(Generic[T]):
    """Things by token. Asking takes the same work whatever is asked: known, unknown, revoked or no token at all.

    The table is kept by a digest under a key that is drawn anew each time, so the time that looking up takes says
    nothing about tokens; and what was found is compared in constant time.
    """

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._blind = secrets.token_bytes(KEY_BYTES)
        self._things: dict[bytes, tuple[bytes, T | None]] = {}
        for token, thing in things:
            digest = self._digest(token)
            self._things[digest[:16]] = (digest, thing)
        self._nothing: tuple[bytes, T | None] = (secrets.token_bytes(KEY_BYTES), None)

    def find(self, token: str) -> T | None:
        """What has this token; ``None`` for any other text."""
        digest = self._digest(token)
        expected, thing = self._things.get(digest[:16], self._nothing)
        return thing if hmac.compare_digest(expected, digest) else None

    def _digest(self, token: str) -> bytes:
        return hmac.digest(self._blind, token.encode("utf-8", "replace")[:_LOOKED_AT], "sha256")
