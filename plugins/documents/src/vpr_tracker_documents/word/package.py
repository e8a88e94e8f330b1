"""The parts of a Word package and how they point at each other (relationships)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word import sniff
from vpr_tracker_documents.word.archive import Archive
from vpr_tracker_documents.word.ooxml import W
from vpr_tracker_documents.word.xml import DAMAGED, parse

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """``kind`` is the last word of the type («styles»), ``target`` a part's name without the leading slash."""

    id: str
    kind: str
    target: str


class Package:
    """An open Word file: its main part and what that part refers to; a context manager."""

    def __init__(self, path: Path) -> None:
        """:raises NotFound: no such file. :raises BadInput: not a Word file that can be read safely."""
        self._name = path.name
        self._archive = Archive(path)
        try:
            self._roots = tuple(self._relationships(""))
            self._main = self._main_part()
            self.related = tuple(self._relationships(self._main))
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *about: object) -> None:
        self._archive.__exit__()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        return self._archive.sha256

    @property
    def main(self) -> str:
        """The name of the main part."""
        return self._main

    @property
    def signed(self) -> bool:
        """Whether the file bears a digital signature, which any change makes void."""
        return any(name.startswith("_xmlsignatures/") for name in self._archive.names())

    def entry(self, part: str) -> str:
        """How the zip file spells the name of a part that is there."""
        return self._archive.spelt(part)

    def raw(self, part: str) -> bytes:
        """The unpacked bytes of a part that is there."""
        return self._archive.read(part)

    def document(self) -> Element:
        """The ``w:body`` of the main part."""
        root = self._parse(self._main)
        if root.tag != W + "document":
            raise sniff.zipped(self._archive.names(), self._name)
        body = root.find(W + "body")
        if body is None:
            raise BadInput(
                _("part «{part}» of «{name}» has no body").format(part=self._main, name=self._name),
                hint=_(DAMAGED),
                where=self._main,
            )
        return body

    def part(self, kind: str) -> Element | None:
        """The root of the first part of that kind that the main part refers to («styles», «footnotes»)."""
        return next((self.read(link) for link in self.related if link.kind == kind), None)

    def core(self) -> Element | None:
        """The root of the core properties."""
        return next((self.read(link) for link in self._roots if link.kind == "core-properties"), None)

    def read(self, link: Relationship) -> Element:
        """The root of the part that ``link`` points at."""
        if link.target not in self._archive:
            raise self._missing(link)
        return self._parse(link.target)

    def _missing(self, link: Relationship) -> BadInput:
        message = _("part «{part}» is missing from «{name}»").format(part=link.target, name=self._name)
        return BadInput(message, hint=_(DAMAGED), where=link.target)

    def _parse(self, part: str) -> Element:
        return parse(self._archive.read(part), part)

    def _main_part(self) -> str:
        for link in self._roots:
            if link.kind == "officeDocument":
                if link.target in self._archive:
                    return link.target
                raise self._missing(link)
        raise sniff.zipped(self._archive.names(), self._name)

    def _relationships(self, part: str) -> Iterator[Relationship]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._archive:
            return
        for element in self._parse(rels).iter(_RELATIONSHIP):
            if element.get("TargetMode") == "External":
                continue
            target = unquote(element.get("Target", "")).replace("\\", "/")
            yield Relationship(
                id=element.get("Id", ""),
                kind=element.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
            )
