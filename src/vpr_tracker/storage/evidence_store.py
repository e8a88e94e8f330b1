"""Where the files of evidence are kept: by the hash of what they hold, so that equal files are kept once.

A file is first copied to a name of its own in the store and hashed on the way (*staged*), outside any transaction;
just before the transaction commits it gets its place (*kept*). A failure in between leaves at most a file that nothing
refers to, never a reference without its file.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal, Protocol, TypeAlias

from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import _, system_reason
from vpr_tracker.storage.evidence_sources import CHUNK, EvidenceFile, check_size, opened

INCOMING: Final = ".incoming"
"""The folder of the store where files are staged."""
LOCATION: Final = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")
"""What a place in the store looks like: the hash, its first two digits as a folder."""
_FORGOTTEN_SECONDS: Final = 24 * 3600
"""Staged files older than this belong to nobody: their process was killed."""

Fault: TypeAlias = Literal["missing", "altered", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file that was copied into the store and has no place there yet."""

    name: str
    size: int
    sha256: str
    token: str

    @property
    def location(self) -> str:
        """Its place, relative to the store."""
        return location_of(self.sha256)


class EvidenceStore(Protocol):
    """A place for files, addressed by hash."""

    @property
    def place(self) -> str:
        """Where it is, without a password."""

    def stage(self, source: EvidenceFile, limit: int) -> Staged:
        """Copy a file in, not yet to its place."""

    def keep(self, staged: Staged) -> None:
        """Give a staged file its place; nothing is done where an equal one has it."""

    def drop(self, staged: Staged) -> None:
        """Forget a staged file, whether or not it got its place."""

    def open(self, location: str) -> BinaryIO:
        """A kept file for reading."""

    def locations(self) -> Iterator[str]:
        """Every place that has a file."""


def location_of(sha256: str) -> str:
    """The place of a file with this hash."""
    return f"{sha256[:2]}/{sha256[2:]}"


def fault(store: EvidenceStore, location: str, sha256: str, size: int) -> Fault | None:
    """What is wrong with a kept file; ``None`` where it is as it was handed in."""
    if location != location_of(sha256):
        return "altered"
    try:
        with store.open(location) as stream:
            found, digest = digest_of(stream)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return None if (found, digest) == (size, sha256) else "altered"


def digest_of(stream: BinaryIO) -> tuple[int, str]:
    """Length and SHA-256 of all that is left in a stream."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


class Sink(Protocol):
    """What a file is copied to."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""


def copy_in(source: EvidenceFile, limit: int, target: Sink) -> tuple[int, str]:
    """Copy a file that is handed in; gives length and SHA-256 of what was copied.

    :raises BadInput: it may not be handed in.
    """
    digest, size = hashlib.sha256(), 0
    with opened(source, limit) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            check_size(size, limit, source)
            digest.update(chunk)
            target.write(chunk)
    check_size(size, limit, source)
    return size, digest.hexdigest()


class FolderStore:
    """A store in a plain folder, which is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def stage(self, source: EvidenceFile, limit: int) -> Staged:
        """See :class:`EvidenceStore`.

        :raises BadInput: the file may not be handed in.
        :raises StorageError: the store cannot be written.
        """
        # Opened before anything is made: a bad file leaves not even a folder behind.
        with opened(source, limit):
            pass
        token = secrets.token_hex(16)
        path = self._staged(token)
        try:
            with self._writable():
                path.parent.mkdir(parents=True, exist_ok=True)
                self._forget_old(path.parent)
                stream = path.open("xb")
            with stream:
                size, sha256 = copy_in(source, limit, stream)
                with self._writable():
                    stream.flush()
                    os.fsync(stream.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        return Staged(name=source.called, size=size, sha256=sha256, token=token)

    def keep(self, staged: Staged) -> None:
        """See :class:`EvidenceStore`. What lies at the place already is trusted only if it has that hash."""
        path = self.folder / staged.location
        if fault(self, staged.location, staged.sha256, staged.size) is None:
            return
        with self._writable():
            path.parent.mkdir(exist_ok=True)
            staging = self._staged(staged.token)
            with suppress(OSError):
                path.chmod(0o644)  # Windows does not replace what is read-only
            staging.replace(path)
            path.chmod(path.stat().st_mode & ~0o222)
            _sync_folder(path.parent)
            _sync_folder(self.folder)

    def drop(self, staged: Staged) -> None:
        """See :class:`EvidenceStore`."""
        with suppress(FileNotFoundError):
            self._staged(staged.token).unlink()

    def open(self, location: str) -> BinaryIO:
        """See :class:`EvidenceStore`."""
        if not LOCATION.fullmatch(location):
            raise FileNotFoundError(location)
        return (self.folder / location).open("rb")

    def locations(self) -> Iterator[str]:
        """See :class:`EvidenceStore`."""
        for path in sorted(self.folder.glob("??/*")):
            location = f"{path.parent.name}/{path.name}"
            if LOCATION.fullmatch(location):
                yield location

    def _staged(self, token: str) -> Path:
        return self.folder / INCOMING / f"{token}.part"

    def _forget_old(self, folder: Path) -> None:
        for path in folder.glob("*.part"):
            with suppress(OSError):  # another process may be quicker
                if time.time() - path.stat().st_mtime > _FORGOTTEN_SECONDS:
                    path.unlink()

    def _writable(self) -> _Writable:
        return _Writable(self.place)


class _Writable:
    """Turns what the system says against writing into our error."""

    def __init__(self, place: str) -> None:
        self.place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise store_error(self.place, error) from error


def store_error(place: str, error: Exception) -> StorageError:
    """What is said where the store cannot be used."""
    return StorageError(
        _("the store of evidence cannot be used: {error}").format(error=system_reason(error)),
        hint=_("choose a folder that you may write to: VPR_EVIDENCE"),
        where=place,
    )


def _sync_folder(folder: Path) -> None:
    """Make a renaming last; Windows does that by itself and opens no folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_out(store: EvidenceStore, location: str, sha256: str, target: Path) -> None:
    """Write a kept file to a new place, whole or not at all.

    :raises StorageError: it is not as it was handed in, or the place cannot be written.
    """
    unfinished = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with store.open(location) as stream, unfinished.open("xb") as copy:
            shutil.copyfileobj(stream, copy, CHUNK)
        with unfinished.open("rb") as stream:
            same = digest_of(stream)[1] == sha256
        if not same:
            raise StorageError(
                _("the file in the store is not what was handed in"), hint="vpr evidence verify", where=location
            )
        unfinished.replace(target)
    except FileNotFoundError as error:
        raise StorageError(_("the file is missing in the store"), hint="vpr evidence verify", where=location) from error
    except OSError as error:
        raise StorageError(
            _("the file «{path}» cannot be written: {error}").format(path=target, error=system_reason(error)),
            where=str(target),
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def open_store(place: str) -> EvidenceStore:
    """The store at a folder, or at an address that ``fsspec`` knows (``s3://…``, ``sftp://…``).

    :raises StorageError: an address needs ``fsspec``, which is not installed, or one that it does not know.
    """
    if "://" not in place:
        return FolderStore(Path(place))
    from vpr_tracker.storage.evidence_remote import RemoteStore

    return RemoteStore(place)
