"""Workbooks that come back from outside: opened after they were looked at, with nothing in them run or followed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from vpr_tracker.errors import BadInput, VprError
from vpr_tracker.i18n import _
from vpr_tracker.sheets.guard import links_outside, open_archive
from vpr_tracker.sheets.library import openpyxl

_LINK: Final = re.compile(r"(?:https?|ftps?)://\S+", re.IGNORECASE)
_BREAK: Final = re.compile(r"[;\n]")
_PATH: Final = re.compile(r"[\\/]")
_LONGEST: Final = 200


@contextmanager
def returned_workbook(data: bytes, name: str) -> Iterator[tuple[Any, bool]]:
    """The workbook of openpyxl, to be read once from top to bottom, and whether it points to other files.

    :param name: what the file is called, for messages.
    :raises BadInput: damaged, locked, too large, of an old format, with macros, or a trap. What reading it raises
        inside the block counts as damage as well.
    """
    with open_archive(data, name) as archive:
        outside = links_outside(archive)
    book = None
    try:
        book = openpyxl().load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        yield book, outside
    except VprError:
        raise
    except Exception as error:  # openpyxl tells of bad files by whatever fails in it
        raise BadInput(
            _("{name}: this is no Excel workbook, or it is damaged").format(name=name), where=name
        ) from error
    finally:
        if book is not None:
            book.close()


def last_saved(book: Any) -> datetime | None:  # noqa: ANN401 -- openpyxl's workbook
    """When the workbook was saved last, as far as it says: aware UTC."""
    saved = book.properties.modified
    if not isinstance(saved, datetime):
        return None
    return saved.replace(tzinfo=UTC) if saved.tzinfo is None else saved.astimezone(UTC)


def split_evidence(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What a cell names, by semicolons and lines: files, links, and those of the files whose names lead elsewhere."""
    parts = [part.strip() for part in _BREAK.split(text) if part.strip()]
    urls = tuple(part for part in parts if _LINK.fullmatch(part))
    files = tuple(part for part in parts if not _LINK.fullmatch(part))
    wrong = tuple(part for part in files if _PATH.search(part) or part in (".", "..") or len(part) > _LONGEST)
    return files, urls, wrong
