"""Where evidence is kept, and how large a file of it may be: what the settings say."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import _
from vpr_tracker.settings import FILE_NAME, Settings

LIMIT: Final = 200 * 1024**2
"""Bytes of the largest file that may be handed in, where no setting says otherwise."""
_SIZE: Final = re.compile(r"([0-9]{1,15}(?:[.,][0-9]{1,15})?)\s*(|[bб]|[kmgкмг][bб])", re.IGNORECASE)
_POWERS: Final = {"k": 1, "к": 1, "m": 2, "м": 2, "g": 3, "г": 3}


def evidence_place(settings: Settings) -> str | None:
    """The folder or address that the settings name; ``None`` is the folder beside the database."""
    value, origin = settings.found("evidence")
    if value is None or "://" in str(value):
        return None if value is None else str(value)
    base = os.path.dirname(origin) if origin.endswith(FILE_NAME) else settings.folder
    return os.path.abspath(os.path.join(base, os.path.expanduser(str(value))))


def beside(database: Path) -> str:
    """The folder beside an SQLite file."""
    return f"{database}.evidence"


def evidence_limit(settings: Settings) -> int:
    """How many bytes a file of evidence may have.

    :raises UsageError: the setting is no size.
    """
    value = settings.value("evidence_limit")
    try:
        return LIMIT if value is None else parse_size(str(value))
    except ValueError as error:
        raise UsageError(str(error), where="VPR_EVIDENCE_LIMIT") from None


def parse_size(text: str) -> int:
    """A size in bytes written «50000», «200 MB», «1,5 ГБ»; units are powers of 1024.

    :raises ValueError: for anything else.
    """
    found = _SIZE.fullmatch(text.strip())
    size = int(float(found[1].replace(",", ".")) * 1024 ** _POWERS.get(found[2][:1].lower(), 0)) if found else 0
    if size < 1:
        raise ValueError(_("«{text}» is not a size: write 200 MB or 1 GB").format(text=text))
    return size
