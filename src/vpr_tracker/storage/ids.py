"""Identifiers that follow from others, so that the same plan gets the same ones in every database."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

UID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,63}")
"""What an identifier from outside may look like."""


def derived_id(kind: str, *parts: str) -> str:
    """A permanent identifier made of the identifiers that a row hangs on; 32 hexadecimal digits."""
    text = "".join(f"{len(part)}:{part};" for part in (kind, *parts))
    return sha256(text.encode("utf-8")).hexdigest()[:32]
