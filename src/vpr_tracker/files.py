"""Files that are written for people and programs: whole or not at all."""

from __future__ import annotations

import itertools
import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from stat import S_IMODE

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _, system_reason


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


def keep_older(path: str | os.PathLike[str], folder: str | os.PathLike[str], *, new: bytes) -> Path | None:
    """Copy a file that is about to be replaced into a folder, under its name and when it was written.

    :param new: what it will hold.
    :returns: the copy, which takes the place of no other; ``None`` where there is no file, or it holds that already.
    :raises BadInput: it cannot be read, or the copy cannot be written.
    """
    source, target = Path(path), Path(folder)
    try:
        if not source.is_file():
            return None
        data, times = source.read_bytes(), source.stat()
        if data == new:
            return None
        target.mkdir(parents=True, exist_ok=True)
        written = datetime.fromtimestamp(times.st_mtime, UTC).astimezone()
        copy = _new_file(target, f"{source.stem} {written:%Y-%m-%d %H-%M}", source.suffix)
        write_whole(copy, data)
        os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))
    except OSError as error:
        raise BadInput(
            _("the older «{path}» cannot be kept in «{folder}»: {error}").format(
                path=source, folder=target, error=system_reason(error)
            ),
            hint=_("close it where it is open, or choose another place"),
            where=str(source),
        ) from error
    return copy


def _new_file(folder: Path, stem: str, suffix: str) -> Path:
    """An empty file under a name that no other file had, also where several look for one at once."""
    for place in itertools.count(1):
        path = folder / (f"{stem}{suffix}" if place == 1 else f"{stem} {place}{suffix}")
        with suppress(FileExistsError), path.open("xb"):
            return path
    raise AssertionError("itertools.count ends nowhere")


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
