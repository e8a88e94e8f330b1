"""A store of evidence at any place that ``fsspec`` reaches: an optional extra, loaded on first use."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, cast

from vpr_tracker.errors import StorageError, VprError
from vpr_tracker.i18n import _
from vpr_tracker.storage.evidence_sources import CHUNK, EvidenceFile
from vpr_tracker.storage.evidence_store import INCOMING, LOCATION, Staged, copy_in, fault, store_error


class RemoteStore:
    """A store at an address. Files are hashed on this computer before anything goes there."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec  # type: ignore[import-untyped]  # it says nothing of its types
        except ImportError as error:
            raise StorageError(
                _("evidence at «{place}» needs the package fsspec").format(place=_shown(address)),
                hint=_("pip install 'vpr-tracker[evidence]'"),
            ) from error
        self.address = address.rstrip("/")
        with self._translated():
            system, path = fsspec.url_to_fs(self.address)
        self._system: Any = system
        self._path: str = path.rstrip("/")

    @property
    def place(self) -> str:
        """The address, without a password."""
        return _shown(self.address)

    def stage(self, source: EvidenceFile, limit: int) -> Staged:
        """See ``EvidenceStore``."""
        token = secrets.token_hex(16)
        with tempfile.TemporaryFile() as local:
            stream = cast("BinaryIO", local)
            size, sha256 = copy_in(source, limit, stream)
            local.seek(0)
            with self._translated():
                self._system.makedirs(f"{self._path}/{INCOMING}", exist_ok=True)
                with self._system.open(self._staged(token), "wb") as remote:
                    shutil.copyfileobj(local, remote, CHUNK)
        return Staged(name=source.called, size=size, sha256=sha256, token=token)

    def keep(self, staged: Staged) -> None:
        """See ``EvidenceStore``."""
        if fault(self, staged.location, staged.sha256, staged.size) is None:
            return
        path = f"{self._path}/{staged.location}"
        with self._translated():
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
            if self._system.exists(path):
                self._system.rm_file(path)
            self._system.mv(self._staged(staged.token), path)

    def drop(self, staged: Staged) -> None:
        """See ``EvidenceStore``."""
        with suppress(FileNotFoundError), self._translated():
            if self._system.exists(self._staged(staged.token)):
                self._system.rm_file(self._staged(staged.token))

    def open(self, location: str) -> BinaryIO:
        """See ``EvidenceStore``."""
        if not LOCATION.fullmatch(location):
            raise FileNotFoundError(location)
        with self._translated():
            return cast("BinaryIO", self._system.open(f"{self._path}/{location}", "rb"))

    def locations(self) -> Iterator[str]:
        """See ``EvidenceStore``."""
        with self._translated():
            found = self._system.find(self._path) if self._system.exists(self._path) else []
        for path in sorted(found):
            location = "/".join(str(path).split("/")[-2:])
            if LOCATION.fullmatch(location):
                yield location

    def _staged(self, token: str) -> str:
        return f"{self._path}/{INCOMING}/{token}.part"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Each kind of place raises errors of a library of its own."""
        try:
            yield
        except (FileNotFoundError, VprError):
            raise
        except Exception as error:
            raise store_error(self.place, error) from error


def _shown(address: str) -> str:
    scheme, separator, rest = address.partition("://")
    login, at, host = rest.rpartition("@")
    return f"{scheme}{separator}{login.partition(':')[0]}{at}{host}" if at else address
