"""Copies of an SQLite database while it is in use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _


def copy(source: Path, target: Path) -> Path:
    """Copy a database as it stands, whatever others read or write meanwhile; the copy appears whole or not at all.

    :raises StorageError: the target exists, or cannot be written.
    """
    if target.exists():
        raise StorageError(
            _("the file «{path}» exists already").format(path=target), hint=_("choose another name"), where=str(target)
        )
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        _copy(source, unfinished)
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise StorageError(
            _("the database cannot be copied: {error}").format(error=error),
            hint=_("choose a folder that you may write to"),
            where=str(target),
        ) from error
    return target


def _copy(source: Path, target: Path) -> None:
    reader = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        writer = sqlite3.connect(target)
        try:
            reader.backup(writer)
            # One file by itself: without this the copy would want a log beside it.
            writer.execute("PRAGMA journal_mode = DELETE")
        finally:
            writer.close()
    finally:
        reader.close()


def free_name(source: Path, label: str) -> Path:
    """A name beside the database that no file has: ``plans.sqlite3.0001.bak``, then ``….0001.2.bak`` …"""
    number = 1
    while True:
        infix = label if number == 1 else f"{label}.{number}"
        path = source.with_name(f"{source.name}.{infix}.bak")
        if not path.exists():
            return path
        number += 1
