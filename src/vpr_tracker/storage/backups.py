"""Copies of an SQLite database while it is in use, and putting one in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text

from vpr_tracker.errors import NotFound, StorageError
from vpr_tracker.i18n import _, system_reason
from vpr_tracker.settings import sqlite_address

_BUSY_SECONDS: Final = 30


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


def check(path: Path) -> None:
    """See that a file is a whole database of ours that this release can use.

    :raises NotFound: there is no such file.
    :raises StorageError: it is none, is damaged, is of a newer version, or its journal was altered.
    """
    from vpr_tracker.storage.engine import open_engine, reading
    from vpr_tracker.storage.journal import verify
    from vpr_tracker.storage.schema import schema_state

    if not path.is_file():
        raise NotFound(_("there is no file «{path}»").format(path=path), where=str(path))
    hint = _("choose another copy")
    # A copy may also lie on a network share: it is only read.
    engine = open_engine(sqlite_address(str(path)), probe=lambda _folder: None)
    try:
        with reading(engine) as connection:
            found = connection.execute(text("PRAGMA integrity_check")).scalar_one()
            driver: Any = connection.connection.driver_connection
            state = schema_state(driver)
            broken = [] if state in ("empty", "newer") else verify(connection)
    finally:
        engine.dispose()
    if found != "ok":
        raise StorageError(_("the copy «{path}» is damaged").format(path=path), problems=[str(found)], hint=hint)
    if state == "empty":
        raise StorageError(_("«{path}» is no database of vpr-tracker").format(path=path), hint=hint)
    if state == "newer":
        raise StorageError(
            _("the database {path} was made by a newer version").format(path=f"«{path}»"),
            hint=_("update vpr-tracker"),
            where=str(path),
        )
    if broken:
        raise StorageError(
            _("the journal of the copy «{path}» was altered").format(path=path),
            problems=[f"{each.seq}: {each.message}" for each in broken[:20]],
            hint=hint,
        )


def restore(source: Path, target: Path) -> Path | None:
    """Put a copy in the place of a database, also while others use it; gives the file where what was there is kept.

    What is there is copied aside first, and nothing that is written in between gets lost: then it begins anew.

    :raises StorageError: the copy cannot be read, or the database cannot be written.
    """
    if not target.exists():
        copy(source, target)
        return None
    while True:
        aside = copy(target, free_name(target, "replaced"))
        try:
            _put(source, target, _head(aside))
        except _Written:
            aside.unlink()
            continue
        except sqlite3.Error as error:
            aside.unlink()
            raise StorageError(
                _("the database cannot be replaced: {error}").format(error=system_reason(error)),
                hint=_("nothing was changed; try again while nobody uses it"),
                where=str(target),
            ) from error
        return aside


class _Written(Exception):
    """Somebody wrote while the old state was being copied aside."""


def _put(source: Path, target: Path, expected: Any) -> None:  # noqa: ANN401 -- a row
    """Page by page in one transaction of the database itself, so that its other users see the old state or the new."""
    seen = False

    def look(_status: int, _remaining: int, _total: int) -> None:
        nonlocal seen
        # From the first page on, this transaction keeps writers out; readers, such as this look, have the old state.
        if not seen and _head(target) != expected:
            raise _Written
        seen = True

    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reader,
        closing(sqlite3.connect(target, timeout=_BUSY_SECONDS)) as writer,
    ):
        # One page at a time: the look must come before the last one, with which it is done.
        reader.backup(writer, pages=1, progress=look, sleep=0.05)


def _head(path: Path) -> Any:  # noqa: ANN401 -- a row
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'journal_head'").fetchone()
        return connection.execute("SELECT seq, hash FROM journal_head").fetchone() if tables[0] else None
