"""Where an SQLite file may lie: not in a folder that cannot be written, not on a network share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _, system_reason

Probe: TypeAlias = Callable[[Path], str | None]
"""Gives the kind of the file system that a folder is on, ``None`` where it cannot be told."""

NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs2", "remote"}
)


def prepare(path: Path, probe: Probe) -> None:
    """Make the folder of a database file, and refuse places where SQLite cannot keep its promises.

    :raises StorageError: the folder cannot be made, the path is a folder, or lies on a network share.
    """
    folder = path.absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            _("the folder of the database cannot be made: {error}").format(error=system_reason(error)),
            hint=_("choose another place: --db PATH or VPR_DB"),
            where=str(folder),
        ) from error
    if path.is_dir():
        raise StorageError(
            _("the database «{path}» is a folder").format(path=path),
            hint=_("name a file in it: {path}").format(path=path / "vpr.sqlite3"),
            where=str(path),
        )
    kind = probe(folder)
    if kind in NETWORK:
        raise StorageError(
            _("the database would lie on a network share ({kind}), where it can be damaged").format(kind=kind),
            hint=_("keep it on a disk of this computer, or use PostgreSQL: VPR_DB=postgresql+psycopg://…"),
            where=str(path),
        )


def probe(folder: Path) -> str | None:
    """The kind of the file system of ``folder``: the type that Linux mounted, ``remote`` for a Windows share."""
    if sys.platform == "win32":
        return _windows(folder)
    return _mounted(folder, Path("/proc/mounts"))


def _mounted(folder: Path, table: Path) -> str | None:
    """The type of the longest mount point above a folder; only Linux has the table."""
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # no such table on this system: nothing can be told, so nothing is refused
        return None
    real = os.path.realpath(folder)
    best, kind = "", None
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def _windows(folder: Path) -> str | None:
    import ctypes

    drive = os.path.splitdrive(os.path.abspath(folder))[0]
    if drive.startswith("\\\\"):
        return "remote"
    remote = 4
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 -- the attribute exists on Windows only
    return "remote" if kernel.GetDriveTypeW(f"{drive}\\") == remote else None
