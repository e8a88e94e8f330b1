"""What a file is that is no Word file, so that the message can say it and say what to do."""

from __future__ import annotations

import mmap
from typing import BinaryIO, Final

from vpr_tracker import BadInput

SAVE_AS_DOCX: Final = "Open it in Word or LibreOffice and save it as «Word document (.docx)»."
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY: Final = 128
_ZIPPED: Final = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
)


def what_it_is(file: BinaryIO, name: str) -> BadInput:
    """The error for a file that is not even a zip package; reads it from where it stands."""
    head = file.read(1024)
    if head.startswith(_OLE):
        return _ole(file, name)
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip().lower()
    if not head:
        return BadInput(f"«{name}» is empty.", hint="Copy or download it again, then try again.")
    for start, what in (
        (b"%pdf", "a PDF"),
        (b"{\\rtf", "an RTF text"),
        (b"<?xml", "an XML file"),
        (b"<!doctype html", "a web page"),
        (b"<html", "a web page"),
    ):
        if text.startswith(start):
            return BadInput(f"«{name}» is {what}, not a Word file.", hint=SAVE_AS_DOCX)
    return BadInput(f"«{name}» is not a Word file.", hint="Name a .docx file saved by Word or LibreOffice.")


def zipped(names: frozenset[str], name: str) -> BadInput:
    """The error for a zip file without a Word document in it; ``names`` are its entries in lower case."""
    for part, what in _ZIPPED:
        if part in names:
            return BadInput(f"«{name}» is {what}, not a Word file.", hint=SAVE_AS_DOCX)
    return BadInput(
        f"«{name}» is a zip file without a Word document in it.", hint="Name a .docx file saved by Word or LibreOffice."
    )


def _ole(file: BinaryIO, name: str) -> BadInput:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _has_stream(data, "EncryptedPackage"):
            return BadInput(f"«{name}» is protected by a password.", hint="Save it without a password and try again.")
        if _has_stream(data, "WordDocument"):
            return BadInput(f"«{name}» is in the old .doc format, which is not read.", hint=SAVE_AS_DOCX)
    return BadInput(f"«{name}» is an old Office file, but not a Word document.", hint=SAVE_AS_DOCX)


def _has_stream(data: mmap.mmap, stream: str) -> bool:
    """Whether the compound file's directory, made of 128-byte entries, names ``stream``."""
    wanted = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % _DIRECTORY_ENTRY == 0:
            return True
        at = data.find(wanted, at + 2)
    return False
