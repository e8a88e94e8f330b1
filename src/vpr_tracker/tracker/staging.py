"""Evidence on its way in: checked and copied before the transaction, given its place just before the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from vpr_tracker.errors import StorageError
from vpr_tracker.storage.changes import Values
from vpr_tracker.storage.evidence_sources import EvidenceFile, check_url
from vpr_tracker.storage.evidence_store import EvidenceStore, Staged, copy_in

Given: TypeAlias = "EvidenceFile | str | Any"
"""A file as callers name it: an :class:`EvidenceFile`, or a path."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file or link, ready to be written down."""

    values: Values

    @property
    def same(self) -> tuple[Any, ...]:
        """What makes two pieces one: what a file holds, or the address of a link."""
        return self.values.get("sha256"), self.values.get("url")


class Staging:
    """The pieces of one call; a context manager that leaves nothing behind that was not kept.

    :param store: gives the store on first need: most calls hand in no file.
    :param limit: gives the largest size of a file, in bytes.
    :param dry_run: look at the files, copy nothing.
    """

    def __init__(self, store: Callable[[], EvidenceStore], limit: Callable[[], int], *, dry_run: bool = False) -> None:
        self._store = store
        self._limit = limit
        self._dry_run = dry_run
        self._staged: dict[tuple[str, str, int], Staged] = {}

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._dry_run:
            return
        for staged in self._staged.values():
            # The call has its own outcome by now; what is left is forgotten after a day anyway.
            with suppress(OSError, StorageError):
                self._store().drop(staged)

    def pieces(self, files: Iterable[Given], urls: Iterable[str]) -> list[Piece]:
        """Files and links, checked; equal ones once.

        :raises VprError: a file cannot be handed in; see :func:`vpr_tracker.storage.evidence_sources.opened`.
        """
        links = [check_url(url) for url in urls]
        found = [self._file(each) for each in files]
        found += [Piece({"kind": "link", "name": link, "url": link}) for link in links]
        return list({piece.same: piece for piece in reversed(found)}.values())[::-1]

    def keep(self) -> None:
        """Give every file its place; to be called just before the commit."""
        if not self._dry_run:
            for staged in self._staged.values():
                self._store().keep(staged)

    def _file(self, given: Given) -> Piece:
        source = given if isinstance(given, EvidenceFile) else EvidenceFile(path=given)
        key = (source.place, source.called, id(source.content))
        if key not in self._staged:
            self._staged[key] = self._copied(source)
        staged = self._staged[key]
        return Piece(
            {
                "kind": "file",
                "name": staged.name,
                "size": staged.size,
                "sha256": staged.sha256,
                "location": staged.location,
            }
        )

    def _copied(self, source: EvidenceFile) -> Staged:
        if not self._dry_run:
            return self._store().stage(source, self._limit())
        size, sha256 = copy_in(source, self._limit(), _Nowhere())
        return Staged(name=source.called, size=size, sha256=sha256, token="")


class _Nowhere:
    """Takes what is written and keeps nothing of it."""

    def write(self, data: bytes) -> int:
        return len(data)
