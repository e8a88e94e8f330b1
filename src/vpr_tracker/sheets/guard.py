"""What is seen about a workbook from outside before anything of it is read: a bomb, a macro or a lock is refused by
its name. Nothing in it is ever executed, followed or fetched."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of the file."""
MOST_UNPACKED: Final = 120 * 1024 * 1024
"""Of everything in it; an ordinary kit unpacks to less than one megabyte."""
MOST_PARTS: Final = 500
MOST_TIMES: Final = 400
"""How often a part may be larger than it is packed."""
_SMALL: Final = 1024 * 1024
"""A part that unpacks to less is never a bomb."""
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How compound files begin: old .xls, and .xlsx with a password."""
_OTHER: Final = (".xls", ".xlsb", ".ods")
"""Endings of other tables; programs save web pages and the like under them too."""
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive that a workbook is, after everything about it was seen.

    :raises BadInput: too large, damaged, locked, of an old format, with macros, or with declarations of its own.
    """
    if len(data) > MOST_BYTES:
        raise _bad(name, _("the workbook is too large: {size} MB").format(size=len(data) // (1024 * 1024)))
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            raise _bad(name, _("the workbook is locked with a password"), _("save it without a password"))
        raise _bad(name, _("this is an Excel file of the old format (.xls)"), _("save it as .xlsx"))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        hint = _("save it as .xlsx") if name.casefold().endswith(_OTHER) else None
        raise _bad(name, _("this is no Excel workbook, or it is damaged"), hint) from error
    parts = archive.infolist()
    _measure(parts, name)
    if any(part.flag_bits & 1 for part in parts):
        raise _bad(name, _("the workbook is locked with a password"), _("save it without a password"))
    names = {part.filename.casefold() for part in parts}
    _other_format(archive, names, name)
    if "xl/workbook.xml" not in names:
        raise _bad(name, _("this is no Excel workbook, or it is damaged"))
    if any(each.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in each for each in names) or (
        _says_macros(archive)
    ):
        raise _bad(name, _("the workbook has macros; they were not run"), _("save it as .xlsx, without macros"))
    _declarations(archive, parts, name)
    return archive


def _says_macros(archive: zipfile.ZipFile) -> bool:
    """Whether a part is declared to hold macros, whatever its name."""
    try:
        types = archive.read("[Content_Types].xml").lower()
    except Exception:  # whatever the unpackers raise: then it is a damaged file, and named as one
        return False
    return b"ms-office.vbaproject" in types or b"macrosheet+xml" in types


def links_outside(archive: zipfile.ZipFile) -> bool:
    """Whether a workbook points to other files; the pointers are never followed."""
    names = archive.namelist()
    return any("externallinks/" in name.casefold() or name.casefold() == "xl/connections.xml" for name in names) or any(
        _points_outside(archive.read(name)) for name in names if name.casefold().endswith(".rels")
    )


def _points_outside(relations: bytes) -> bool:
    """Whether relations of a part lead to templates, pictures or data elsewhere; links to click do no such thing."""
    outside = (each for each in _RELATION.findall(relations) if b"external" in each.lower())
    return any(b"/hyperlink" not in each.lower() for each in outside)


def _other_format(archive: zipfile.ZipFile, names: set[str], name: str) -> None:
    """A table that Excel and LibreOffice open, but not of our kind, whatever its name says."""
    hint = _("save it as .xlsx")
    if "xl/workbook.bin" in names:
        raise _bad(name, _("this is a binary workbook of Excel (.xlsb)"), hint)
    if "mimetype" not in names or "content.xml" not in names:
        return
    try:
        kind = archive.read("mimetype")
    except Exception:  # whatever the unpackers raise: then it is a damaged file, and named as one
        return
    if kind.strip().startswith(_OPEN_DOCUMENT):
        raise _bad(name, _("this is a table of LibreOffice (.ods)"), hint)


def _measure(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _bad(name, _("the workbook unpacks to far too much; nothing was unpacked"))
    for part in parts:
        if part.file_size > _SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1):
            raise _bad(name, _("the workbook unpacks to far too much; nothing was unpacked"))


def _declarations(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> None:
    """No part may declare entities: they are how XML reaches for files and grows without end."""
    for part in parts:
        if not part.filename.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            head = archive.read(part)
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, EOFError) as error:
            raise _bad(name, _("this is no Excel workbook, or it is damaged")) from error
        except Exception as error:  # zlib.error, lzma.LZMAError: what the unpackers raise has no common base
            raise _bad(name, _("this is no Excel workbook, or it is damaged")) from error
        if any(mark in head for mark in _MARKS):
            raise _bad(name, _("the workbook has declarations that Excel does not write; it was not read"))


_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_MARKS: Final = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)


def _bad(name: str, message: str, hint: str | None = None) -> BadInput:
    return BadInput(f"{name}: {message}", hint=hint, where=name)
