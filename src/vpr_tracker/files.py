"""Files that are written for people and programs: whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE
from typing import Final

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _, system_reason

_LONGEST: Final = 80
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def safe_names(labels: Sequence[str], suffix: str, *, otherwise: str = "1") -> list[str]:
    """Names of files for things that people call so: as far as every system allows, each another, in any case.

    :param suffix: ``".xlsx"``. :param otherwise: where nothing of a label may stand in a name.
    """
    taken: set[str] = set()
    names = []
    for label in labels:
        bare = " ".join(re.sub(r"[^\w№ -]+", " ", label).split())[:_LONGEST].strip(" .")
        name = base = f"_{bare}" if _RESERVED.fullmatch(bare) else bare or otherwise
        number = 2
        while name.casefold() in taken:
            name = f"{base} {number}"
            number += 1
        taken.add(name.casefold())
        names.append(f"{name}{suffix}")
    return names


def make_folder(path: str | os.PathLike[str]) -> Path:
    """The folder, made with those above it where it is not there.

    :raises BadInput: it cannot be made.
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise BadInput(
            _("the folder «{path}» cannot be made: {error}").format(path=folder, error=system_reason(error)),
            where=str(folder),
        ) from error
    return folder


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file: one beside it is filled first and then put in its place, so nobody ever sees a half.

    A link stays a link, a file keeps its permissions. What is no regular file (a pipe, ``/dev/stdout``) is written
    straight.

    :raises BadInput: the file cannot be written; it is as it was before.
    """
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(target)), data)
    except (OSError, ValueError) as error:
        raise BadInput(
            _("the file «{path}» cannot be written: {error}").format(path=target, error=system_reason(error)),
            hint=_("close it where it is open, or choose another place"),
            where=str(target),
        ) from error


def _replace(target: Path, data: bytes) -> None:
    unfinished = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with unfinished.open("xb") as stream:
            stream.write(data)
        if target.exists():
            unfinished.chmod(S_IMODE(target.stat().st_mode))
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
