"""Files that are written for people and programs: whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _, system_reason


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
