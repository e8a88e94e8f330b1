"""What of HTTP a feed needs: which request it is, whether the client has it already, whether it takes gzip."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Final, TypeAlias

Header: TypeAlias = tuple[bytes, bytes]

LONGEST_PATH: Final = 1024
LONGEST_HEADERS: Final = 16 * 1024
COMMON: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-robots-tag", b"noindex, nofollow, noarchive"),
)
"""Every answer has these: no guessing of types, no address handed on, nothing for search engines."""
_PACKED_FROM: Final = 512
"""Bytes from which on packing is worth its while."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The headers that matter, by name in small letters; ``None`` where one is absent."""

    none_match: bytes | None
    modified_since: bytes | None
    encodings: bytes
    host: bytes | None
    body: bool
    size: int


_WANTED: Final = frozenset(
    {b"if-none-match", b"if-modified-since", b"accept-encoding", b"host", b"content-length", b"transfer-encoding"}
)


def asked(headers: Iterable[Header]) -> Asked:
    """Read the headers of an ASGI scope."""
    found: dict[bytes, bytes] = {}
    size = 0
    for name, value in headers:
        size += len(name) + len(value)
        if name in _WANTED:
            found[name] = found[name] + b"," + value if name in found else value
    return Asked(
        none_match=found.get(b"if-none-match"),
        modified_since=found.get(b"if-modified-since"),
        encodings=found.get(b"accept-encoding", b""),
        host=found.get(b"host"),
        body=found.get(b"content-length", b"0").strip(b"0 ") != b"" or b"transfer-encoding" in found,
        size=size,
    )


def takes_gzip(encodings: bytes) -> bool:
    """Whether ``Accept-Encoding`` allows gzip: named, or meant by ``*``, and not with a weight of nothing."""
    encodings = encodings.lower()
    if b"gzip" not in encodings and b"*" not in encodings:
        return False
    weights: dict[bytes, bool] = {}
    for part in encodings.split(b","):
        name, *parameters = part.split(b";")
        weights[name.strip()] = not any(_nothing(each) for each in parameters)
    return weights.get(b"gzip", weights.get(b"*", False))


def _nothing(parameter: bytes) -> bool:
    name, _equals, value = parameter.partition(b"=")
    return name.strip() == b"q" and value.strip().rstrip(b"0").rstrip(b".") in (b"", b"0")


def same_tag(none_match: bytes, etag: bytes) -> bool:
    """Whether ``If-None-Match`` names this tag (weak comparison, as RFC 9110 wants it there)."""
    return any(part.strip().removeprefix(b"W/") in (etag, b"*") for part in none_match.split(b","))


def not_since(modified_since: bytes, modified: datetime) -> bool:
    """Whether nothing changed since; a date that cannot be read is as none."""
    try:
        since = parsedate_to_datetime(modified_since.decode("ascii"))
    except (ValueError, TypeError, OverflowError, IndexError):
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return modified.replace(microsecond=0) <= since


@lru_cache(maxsize=100)
def http_date(moment: datetime) -> bytes:
    """An aware instant as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True).encode()


@dataclass(slots=True)
class Item:
    """A body with its two tags; packed once, when somebody first takes it so.

    ``headers`` are those of a whole answer besides tag, length and dates; ``again`` those of the answer that the
    client has it already.
    """

    body: bytes
    headers: tuple[Header, ...]
    again: tuple[Header, ...]
    etag: bytes = b""
    packed_etag: bytes = b""
    _packed: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.body).hexdigest()[:32]
        self.etag = f'"{digest}"'.encode()
        # A body of its own, so a tag of its own: a strong tag promises the same bytes.
        self.packed_etag = f'"{digest}-gz"'.encode()

    @property
    def size(self) -> int:
        """Bytes that it holds at most, the packed body among them."""
        return 2 * len(self.body)

    def packs(self) -> bool:
        """Whether it is long enough to be packed."""
        return len(self.body) >= _PACKED_FROM

    def packed(self) -> bytes:
        """The body as gzip; the same bytes each time."""
        if self._packed is None:
            self._packed = gzip.compress(self.body, 6, mtime=0)
        return self._packed
