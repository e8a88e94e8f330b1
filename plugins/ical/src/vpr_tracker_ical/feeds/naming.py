"""The readable end of a feed's address: small Latin letters, digits and hyphens, as every file system takes them."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 40
_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)


def slug(kind: str, *parts: str) -> str:
    """A name for a file, «school-4», without its suffix.

    It begins with a word of ours, so it is no name that a system keeps for itself (``con``, ``nul``).
    """
    words = re.sub(r"[^a-z0-9]+", "-", " ".join(parts).casefold().translate(_LATIN)).strip("-")
    return f"{kind}-{words}"[:_LONGEST].rstrip("-") if words else kind
