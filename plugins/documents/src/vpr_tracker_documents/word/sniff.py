"""What a file is that is no Word file, so that the message can say it and say what to do."""

from __future__ import annotations

import mmap
from typing import BinaryIO, Final

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import N_, _

SAVE_AS_DOCX: Final = N_("open it in Word or LibreOffice and save it as «Word document (.docx)»")
COPY_AGAIN: Final = N_("copy or download it again, then try again")
NO_PASSWORD: Final = N_("save it without a password and try again")
A_WORD_FILE: Final = N_("name a .docx file saved by Word or LibreOffice")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY: Final = 128
_ZIPPED: Final = (
    ("xl/workbook.xml", N_("«{name}» is an Excel workbook, not a Word file")),
    ("ppt/presentation.xml", N_("«{name}» is a PowerPoint presentation, not a Word file")),
    ("content.xml", N_("«{name}» is an OpenDocument file, not a Word file")),
)
_STARTS: Final = (
    (b"%pdf", N_("«{name}» is a PDF, not a Word file")),
    (b"{\\rtf", N_("«{name}» is an RTF text, not a Word file")),
    (b"<?xml", N_("«{name}» is an XML file, not a Word file")),
    (b"<!doctype html", N_("«{name}» is a web page, not a Word file")),
    (b"<html", N_("«{name}» is a web page, not a Word file")),
)


def what_it_is(file: BinaryIO, name: str) -> BadInput:
    """The error for a file that is not even a zip package; reads it from where it stands."""
    head = file.read(1024)
    if head.startswith(_OLE):
        return _ole(file, name)
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip().lower()
    if not head:
        return BadInput(_("«{name}» is empty").format(name=name), hint=_(COPY_AGAIN))
    for start, message in _STARTS:
        if text.startswith(start):
            return BadInput(_(message).format(name=name), hint=_(SAVE_AS_DOCX))
    return BadInput(_("«{name}» is not a Word file").format(name=name), hint=_(A_WORD_FILE))


def zipped(names: frozenset[str], name: str) -> BadInput:
    """The error for a zip file without a Word document in it; ``names`` are its entries in lower case."""
    for part, message in _ZIPPED:
        if part in names:
            return BadInput(_(message).format(name=name), hint=_(SAVE_AS_DOCX))
    return BadInput(_("«{name}» is a zip file without a Word document in it").format(name=name), hint=_(A_WORD_FILE))


def _ole(file: BinaryIO, name: str) -> BadInput:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _has_stream(data, "EncryptedPackage"):
            return BadInput(_("«{name}» is protected by a password").format(name=name), hint=_(NO_PASSWORD))
        if _has_stream(data, "WordDocument"):
            return BadInput(
                _("«{name}» is in the old .doc format, which is not read").format(name=name), hint=_(SAVE_AS_DOCX)
            )
    return BadInput(
        _("«{name}» is an old Office file, but not a Word document").format(name=name), hint=_(SAVE_AS_DOCX)
    )


def _has_stream(data: mmap.mmap, stream: str) -> bool:
    """Whether the compound file's directory, made of 128-byte entries, names ``stream``."""
    wanted = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % _DIRECTORY_ENTRY == 0:
            return True
        at = data.find(wanted, at + 2)
    return False
