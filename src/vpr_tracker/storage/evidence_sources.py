"""Files from outside that become evidence: what may be read, and what is refused before anything is written."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from vpr_tracker.domain.texts import check_text
from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import _, system_reason

CHUNK: Final = 1024 * 1024
"""Bytes that are read at once."""
LONGEST_NAME: Final = 255
_LONGEST_URL: Final = 2000
_SEPARATORS: Final = re.compile(r"[\\/]")
# Without it, opening a pipe that nobody writes to would wait for ever; Windows has neither.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file to be handed in: one on disk (``path``), or one in memory (``content``, then with a ``name``).

    ``name`` is what it is called from now on; without it, the name on disk.
    """

    path: str | os.PathLike[str] | None = None
    name: str | None = None
    content: bytes | None = None

    @property
    def called(self) -> str:
        """What the file is called."""
        return self.name if self.name is not None else Path(os.fspath(self.path or "")).name

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        return self.called if self.path is None else os.fspath(self.path)


def check_name(name: str) -> None:
    """See that a name is that of a file, and not a way to another place.

    :raises BadInput: it is not.
    """
    check_text(name, _("the name of the file"))
    bare = name.strip()
    if not bare or bare in (".", "..") or _SEPARATORS.search(name) or "\n" in name or "\t" in name:
        raise BadInput(_("«{name}» is not the name of a file").format(name=name), where=name)
    if len(name.encode("utf-8")) > LONGEST_NAME:
        raise BadInput(
            _("the name of the file is too long: «{name}»").format(name=f"{name[:40]}…"),
            hint=_("rename it: at most {most} bytes").format(most=LONGEST_NAME),
        )


def check_url(url: str) -> str:
    """A link as it is kept, without spaces round it.

    :raises BadInput: it is no address that a person could open.
    """
    check_text(url, _("the link"))
    text = url.strip()
    try:
        parts = urlsplit(text)
        known = parts.scheme.lower() in ("http", "https", "ftp", "ftps") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known or re.search(r"\s", text) or len(text) > _LONGEST_URL:
        raise BadInput(
            _("«{url}» is not a link").format(url=text if len(text) < 100 else f"{text[:99]}…"),
            hint=_("links begin with https:// or http://"),
        )
    return text


@contextmanager
def opened(source: EvidenceFile, limit: int) -> Iterator[BinaryIO]:
    """The file for reading, after everything that can be seen without reading it was looked at.

    A link to a file is followed; a path with «..» is not, since it leads where nobody looks.

    :param limit: bytes; a longer file is refused.
    :raises NotFound: there is no such file.
    :raises BadInput: it is a folder, a device, a pipe, too large, empty, or cannot be read.
    """
    if source.content is None and not source.called:  # «.» and «/» have no name: say what they are instead
        with _translated(source.place):
            _check_kind(os.stat(source.place).st_mode, source.place)
    check_name(source.called)
    if source.content is not None:
        check_size(len(source.content), limit, source)
        yield io.BytesIO(source.content)
        return
    place = source.place
    if ".." in _SEPARATORS.split(place):
        raise BadInput(
            _("the path «{path}» goes through «..»").format(path=place),
            hint=_("give the whole path of the file"),
            where=place,
        )
    with _translated(place):
        _check_kind(os.stat(place).st_mode, place)
        descriptor = os.open(place, _FLAGS)
    with os.fdopen(descriptor, "rb") as stream:
        with _translated(place):
            seen = os.fstat(descriptor)
            # Once more: what lies at a path may be replaced between the two looks.
            _check_kind(seen.st_mode, place)
        check_size(seen.st_size, limit, source)
        yield stream
        after = os.fstat(descriptor)
        if (after.st_size, after.st_mtime_ns) != (seen.st_size, seen.st_mtime_ns):
            raise BadInput(
                _("the file «{path}» was changed while it was read").format(path=place),
                hint=_("close it where it is open, and try again"),
                where=place,
            )


def check_size(size: int, limit: int, source: EvidenceFile) -> None:
    """See that a file is not empty and not larger than the limit."""
    if size == 0:
        raise BadInput(_("the file «{path}» is empty").format(path=source.place), where=source.place)
    if size > limit:
        raise BadInput(
            _("the file «{path}» is too large: {size}, at most {limit}").format(
                path=source.place, size=size_text(size), limit=size_text(limit)
            ),
            hint=_("give a link to it (--url), or raise the limit: VPR_EVIDENCE_LIMIT"),
            where=source.place,
        )


def size_text(size: int) -> str:
    """«1.5 MB» and the like."""
    value = float(size)
    for unit in (_("{n} B"), _("{n} KB"), _("{n} MB"), _("{n} GB")):
        if value < 1024 or unit == _("{n} GB"):
            return unit.format(n=f"{value:.1f}".rstrip("0").rstrip("."))
        value /= 1024
    raise AssertionError("the last unit takes every size")


@contextmanager
def _translated(place: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(_("there is no file «{path}»").format(path=place), where=place) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise BadInput(
            _("the file «{path}» cannot be read: {error}").format(path=place, error=system_reason(error)),
            hint=_("see that you may read it"),
            where=place,
        ) from error


def _check_kind(mode: int, place: str) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        message = _("«{path}» is a folder, not a file")
    elif stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        message = _("«{path}» is a pipe, not a file")
    else:
        message = _("«{path}» is a device, not a file")
    raise BadInput(message.format(path=place), where=place)
