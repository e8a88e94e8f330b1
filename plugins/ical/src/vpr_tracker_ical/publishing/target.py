"""Where published files lie: a folder, or any place that fsspec reaches (a share, a web space, an object store).

A file is there whole or not at all: in a folder and on servers of files one beside it is filled and takes its name;
object stores do so by themselves.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

import fsspec  # type: ignore[import-untyped]  # it ships no types
from fsspec.registry import known_implementations, registry  # type: ignore[import-untyped]  # the same

from vpr_tracker import BadInput
from vpr_tracker.cli import kit
from vpr_tracker_ical.i18n import _, system_reason

OBJECT_STORES: Final = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "memory"})
"""Protocols whose writes appear whole."""
_KNOWN: Final = {
    "s3": "s3fs", "sftp": "paramiko", "smb": "smbprotocol", "webdav": "webdav4[fsspec]", "gs": "gcsfs", "az": "adlfs"
}  # fmt: skip
"""What we name of the places that fsspec reaches, each with the package that must be there."""
_ONLY_READ: Final = frozenset({"http", "https"})
_ALIASES: Final = {"s3a": "s3", "ssh": "sftp", "gcs": "gs", "abfs": "az", "abfss": "az", "adl": "az"}
_LOCAL: Final = frozenset({"file", "local"})
_LOGIN: Final = re.compile(r"(?<=//)[^/@]+@")


class Target:
    """A place for files. Paths are relative, with «/».

    :param address: a folder, or an address that fsspec understands («s3://bucket/calendars», «sftp://host/www»).
    :raises BadInput: there is no such kind of place, or what reaches it is not installed.
    """

    def __init__(self, address: str) -> None:
        self.shown = _LOGIN.sub("…@", address)
        """The address without a password."""
        self._fs: Any = None
        self._root = ""
        self._see_kind(address)
        with self._told():
            self._fs, self._root = fsspec.core.url_to_fs(address)
        kinds = {self._fs.protocol} if isinstance(self._fs.protocol, str) else set(self._fs.protocol)
        self._local = bool(kinds & _LOCAL)
        self._whole = bool(kinds & OBJECT_STORES)

    def sizes(self, folder: str) -> dict[str, int]:
        """All files below a folder, with their sizes; none where there is no such folder."""
        with self._told():
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(self._at(folder), detail=True)
            except FileNotFoundError:
                return {}
        cut = len(self._root.rstrip("/")) + 1
        return {path[cut:]: int(entry.get("size") or 0) for path, entry in found.items()}

    def get(self, path: str) -> bytes | None:
        """What a file holds; ``None`` where there is none."""
        with self._told():
            try:
                data: bytes = self._fs.cat_file(self._at(path))
            except FileNotFoundError:
                return None
        return data

    def put(self, path: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        place = self._at(path)
        with self._told():
            if self._local:
                os.makedirs(os.path.dirname(place), exist_ok=True)
                kit.write_whole(place, data)
            elif self._whole:
                self._fs.pipe_file(place, data)
            else:
                self._replace(place, data)

    def _replace(self, place: str, data: bytes) -> None:
        folder = str(PurePosixPath(place).parent)
        unfinished = f"{folder}/.{secrets.token_hex(8)}.part"
        self._fs.makedirs(folder, exist_ok=True)
        try:
            self._fs.pipe_file(unfinished, data)
            try:
                self._fs.mv(unfinished, place)
            except OSError:
                # Some servers rename only to a name that is free.
                self._fs.rm_file(place)
                self._fs.mv(unfinished, place)
        except BaseException:
            with suppress(OSError):
                self._fs.rm_file(unfinished)
            raise

    def remove(self, path: str) -> None:
        """Remove a file, and its folder where that is empty then."""
        place = self._at(path)
        with self._told():
            with suppress(FileNotFoundError):
                if self._local:
                    Path(place).unlink()
                else:
                    self._fs.rm_file(place)
            if not self._whole:
                # It is not empty, or it is no real folder there.
                with suppress(OSError):
                    self._fs.rmdir(str(PurePosixPath(place).parent))

    def _see_kind(self, address: str) -> None:
        """See that there is such a kind of place, and that what reaches it is installed."""
        for kind in _kinds(address):
            if not (kind in known_implementations or kind in registry) or kind in _ONLY_READ:
                what = _("«{place}»: nothing can be written over «{kind}://»")
                if kind not in _ONLY_READ:
                    what = _("«{place}»: there is no kind of place «{kind}://»")
                raise BadInput(
                    what.format(place=self.shown, kind=kind),
                    hint=_("give a folder, or an address that begins with {kinds}").format(
                        kinds=", ".join(f"{each}://" for each in _KNOWN)
                    ),
                    where="--to",
                )
            try:
                fsspec.get_filesystem_class(kind)
            except ImportError as error:
                package = _KNOWN.get(_ALIASES.get(kind, kind))
                raise BadInput(
                    _("what reaches «{place}» is not installed").format(place=self.shown),
                    hint=_("install it with: pip install {package}").format(package=package)
                    if package
                    else _("install the package that it names: {error}").format(error=error),
                    where="--to",
                ) from error

    def _at(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn whatever fsspec and its drivers raise into one error that names the place."""
        try:
            yield
        except BadInput:
            raise
        except Exception as error:  # each driver has errors of its own, of no common kind
            reason = system_reason(error) if isinstance(error, OSError) else str(error) or type(error).__name__
            raise BadInput(
                _("«{place}» cannot be used: {reason}").format(place=self.shown, reason=_LOGIN.sub("…@", reason)),
                hint=_("give a folder that you may write to, or an address such as s3://bucket/folder"),
                where="--to",
            ) from error


def _kinds(address: str) -> list[str]:
    """The kinds of place that an address names, one within another («simplecache::s3://bucket»); none for a folder."""
    links = address.split("::")
    named = [link.partition("://")[0] for link in links[:-1]]
    if "://" in links[-1]:
        named.append(links[-1].partition("://")[0])
    return [kind for kind in named if kind]
