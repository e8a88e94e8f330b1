"""The zip package on disk: opened with suspicion, unpacked by the byte.

Sizes that a zip file declares may lie, entries may overlap and unpack a thousandfold; so what counts here is what
really comes out of the decompressor, and how much of it altogether.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from io import BufferedReader
from pathlib import Path
from typing import Final

from vpr_tracker import BadInput, NotFound
from vpr_tracker_documents.i18n import _, system_reason
from vpr_tracker_documents.word.sniff import A_WORD_FILE, COPY_AGAIN, NO_PASSWORD, SAVE_AS_DOCX, what_it_is
from vpr_tracker_documents.word.xml import DAMAGED

MAX_FILE: Final = 100_000_000
"""Bytes of the file itself."""
MAX_DIRECTORY: Final = 2_000_000
"""Bytes of the zip's list of entries."""
MAX_PART: Final = 32_000_000
"""Bytes of one unpacked part."""
MAX_TOTAL: Final = 40_000_000
"""Bytes of all parts unpacked together."""
MAX_RATIO: Final = 400
"""How many times larger a part may be unpacked, once it is larger than ``RATIO_FROM``."""
RATIO_FROM: Final = 16_000_000
DECLARED_RATIO: Final = 100
"""How many times larger a part, larger than ``MAX_PART``, may say that it is; plain pictures reach some dozens."""
_CHUNK: Final = 1 << 18
_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x07"


class Archive:
    """A readable zip package; a context manager. Part names are looked up without regard to case."""

    def __init__(self, path: Path) -> None:
        """:raises NotFound: no such file. :raises BadInput: no zip package that can be read safely."""
        self._path = path
        self._file = _open_regular(path)
        try:
            self.sha256 = hashlib.file_digest(self._file, "sha256").hexdigest()
            self._zip = _open_zip(self._file, path)
        except BaseException:
            self._file.close()
            raise
        self._refuse_bombs()
        self._entries = {info.filename.replace("\\", "/").casefold(): info for info in self._zip.infolist()}
        self._left = MAX_TOTAL

    def _refuse_bombs(self) -> None:
        """Refuse a file that owns up to a bomb, also in a part that would never be read."""
        for info in self._zip.infolist():
            if info.file_size > max(MAX_PART, DECLARED_RATIO * info.compress_size):
                self.__exit__()
                raise self._too_large(info.filename, info.file_size)

    def _too_large(self, name: str, size: int) -> BadInput:
        return BadInput(
            _("part «{part}» of «{name}» unpacks to more than {size} MB; it was not read").format(
                part=name, name=self._path.name, size=size // 1_000_000
            ),
            hint=_("no plan is that large: the file is damaged or made to do harm"),
            where=name,
        )

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *about: object) -> None:
        self._zip.close()
        self._file.close()

    def names(self) -> frozenset[str]:
        """All entries' names, case-folded."""
        return frozenset(self._entries)

    def entries(self) -> tuple[str, ...]:
        """All entries that are files, as they are spelt, in their order."""
        return tuple(info.filename.replace("\\", "/") for info in self._zip.infolist() if not info.is_dir())

    def spelt(self, name: str) -> str:
        """How the zip file itself spells the name of an entry that is there."""
        return self._entries[name.casefold()].filename

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def read(self, name: str) -> bytes:
        """The unpacked bytes of the part ``name``, which is there.

        :raises BadInput: encrypted, damaged, packed in a way that Word does not use, or too large.
        """
        info = self._entries[name.casefold()]
        if info.flag_bits & 0x1:
            raise BadInput(_("«{name}» is protected by a password").format(name=self._path.name), hint=_(NO_PASSWORD))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadInput(
                _("part «{part}» is packed in a way that Word does not use").format(part=name),
                hint=_(DAMAGED),
                where=name,
            )
        try:
            return self._unpack(info, name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise BadInput(
                _("part «{part}» of «{name}» is damaged and cannot be unpacked").format(
                    part=name, name=self._path.name
                ),
                hint=_(DAMAGED),
                where=name,
            ) from error

    def _unpack(self, info: zipfile.ZipInfo, name: str) -> bytes:
        data = bytearray()
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                data += chunk
                too_dense = len(data) > RATIO_FROM and len(data) > MAX_RATIO * max(info.compress_size, 1)
                if len(data) > min(MAX_PART, self._left) or too_dense:
                    raise self._too_large(name, len(data))
        self._left -= len(data)
        return bytes(data)


def _open_regular(path: Path) -> BufferedReader:
    """The open file, if it is a regular one of a sensible size: devices and pipes are not even opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            folder = stat.S_ISDIR(status.st_mode)
            message = _("«{path}» is a folder, not a Word file") if folder else _("«{path}» is not a regular file")
            raise BadInput(message.format(path=path), hint=_(A_WORD_FILE))
        if status.st_size > MAX_FILE:
            raise BadInput(
                _("«{name}» has {size} MB; at most {limit} are read").format(
                    name=path.name, size=status.st_size // 1_000_000, limit=MAX_FILE // 1_000_000
                ),
                hint=_("make the pictures in it smaller, or remove them"),
            )
        return path.open("rb")
    except FileNotFoundError as error:
        raise NotFound(
            _("there is no file «{path}»").format(path=path), hint=_("check the name and the folder")
        ) from error
    except (OSError, ValueError) as error:
        raise BadInput(
            _("«{path}» cannot be opened: {reason}").format(path=path, reason=system_reason(error)),
            hint=_("check the name and your rights"),
        ) from error


def _open_zip(file: BufferedReader, path: Path) -> zipfile.ZipFile:
    file.seek(0)
    if not file.read(4).startswith(b"PK"):
        file.seek(0)
        raise what_it_is(file, path.name)
    cut = BadInput(_("«{name}» is cut short or damaged").format(name=path.name), hint=_(COPY_AGAIN))
    if _directory_size(file, cut) > MAX_DIRECTORY:
        raise BadInput(
            _("«{name}» is a zip file with too many entries for a Word file").format(name=path.name),
            hint=_(SAVE_AS_DOCX),
        )
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise cut from error


def _directory_size(file: BufferedReader, cut: BadInput) -> int:
    """The size of the zip's directory, found as ``zipfile`` finds it, before ``zipfile`` loads it whole."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - 22 - 65_535 - 20)
    file.seek(start)
    tail = file.read()
    at = len(tail) - 22
    if at < 0 or tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise cut
    if tail[at - 20 : at - 16] == _END_64:
        file.seek(int.from_bytes(tail[at - 12 : at - 4], "little") % (size + 1))
        return int.from_bytes(file.read(56)[40:48], "little")
    return int.from_bytes(tail[at + 12 : at + 16], "little")
