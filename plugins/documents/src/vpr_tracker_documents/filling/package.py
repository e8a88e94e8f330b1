"""A Word package as its parts, read with suspicion and written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word.archive import Archive
from vpr_tracker_documents.word.xml import parse

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPES: Final = "[Content_Types].xml"
CORE: Final = "docProps/core.xml"
_CORE_KIND: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_LINK: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_FIXED: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell; Word writes the same one."""
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TEXTS: Final = ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name, in their order.

    ``main`` is the name of the main part; ``texts`` names it and the other parts that tags may stand in.
    """

    name: str
    parts: dict[str, bytes]
    main: str
    texts: tuple[str, ...]

    def root(self, part: str) -> Element:
        """The XML of a part."""
        return parse(self.parts[part], part)

    def related(self, kind: str) -> str | None:
        """The name of the part of that kind that the main part refers to («styles»)."""
        links = self.parts.get(rels_name(self.main))
        for link in parse(links, rels_name(self.main)).iter(f"{_LINKS}Relationship") if links else ():
            if link.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", posixpath.dirname(self.main), link.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return None


def rels_name(part: str) -> str:
    """Where the relationships of a part are: ``word/_rels/document.xml.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_package(path: Path) -> Package:
    """Take a Word file apart.

    :raises NotFound: there is no such file. :raises BadInput: it is no Word file that can be read safely.
    """
    with Archive(path) as archive:
        parts = {name: archive.read(name) for name in archive.entries()}
    kinds = dict(_overrides(parse(parts[CONTENT_TYPES], CONTENT_TYPES))) if CONTENT_TYPES in parts else {}
    if any("macroEnabled" in kind for kind in kinds.values()):
        raise BadInput(
            _("the template «{name}» holds macros").format(name=path.name),
            hint=_("save it in Word as «Word document (.docx)»"),
            where=str(path),
        )
    wanted = {f"{_KIND}{each}+xml" for each in _TEXTS}
    texts = [name for name, kind in kinds.items() if name in parts and kind in wanted]
    main = next((name for name in texts if kinds[name].endswith("main+xml")), None)
    if main is None:
        raise BadInput(
            _("the template «{name}» is not a Word file").format(name=path.name),
            hint=_("a template is a .docx or .dotx; «vpr doc template KIND -o FILE» writes one to start from"),
            where=str(path),
        )
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"template.main+xml", b"document.main+xml")
    return Package(path.name, with_core(parts), main, (main, *(name for name in texts if name != main)))


def _overrides(types: Element) -> Iterator[tuple[str, str]]:
    for element in types.iter(f"{_TYPES}Override"):
        yield element.get("PartName", "").lstrip("/"), element.get("ContentType", "")


def with_core(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with a place for the core properties, which each document fills anew."""
    if CORE in parts:
        return parts
    types = parse(parts[CONTENT_TYPES], CONTENT_TYPES)
    types.append(types.makeelement(f"{_TYPES}Override", {"PartName": f"/{CORE}", "ContentType": _CORE_KIND}))
    links = parse(parts["_rels/.rels"], "_rels/.rels")
    for link in list(links):
        if link.get("Type") == _CORE_LINK:
            links.remove(link)
    links.append(links.makeelement(f"{_LINKS}Relationship", {"Id": "vprCore", "Type": _CORE_LINK, "Target": CORE}))
    return {**parts, CONTENT_TYPES: as_bytes(types), "_rels/.rels": as_bytes(links), CORE: b""}


def with_type(types: bytes, *, extension: str | None = None, part: str | None = None, kind: str) -> bytes:
    """The content types with an entry for files of that extension, or for one part."""
    root = parse(types, CONTENT_TYPES)
    if extension is not None:
        if extension in {each.get("Extension", "").lower() for each in root.iter(f"{_TYPES}Default")}:
            return types
        root.insert(0, root.makeelement(f"{_TYPES}Default", {"Extension": extension, "ContentType": kind}))
    else:
        root.append(root.makeelement(f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": kind}))
    return as_bytes(root)


def with_links(links: bytes | None, added: Mapping[str, tuple[str, str]]) -> bytes:
    """Relationships with more of them: identifier → (type, target)."""
    root = parse(links, "rels") if links else etree.Element(f"{_LINKS}Relationships", nsmap={None: _LINKS[1:-1]})
    for identifier, (kind, target) in added.items():
        root.append(root.makeelement(f"{_LINKS}Relationship", {"Id": identifier, "Type": kind, "Target": target}))
    return as_bytes(root)


def as_bytes(root: Element) -> bytes:
    """A part's XML as it is stored."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The zip file of these parts; times and attributes are fixed, so that equal parts give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(fixed_entry(name), data)
    return buffer.getvalue()


def fixed_entry(name: str) -> zipfile.ZipInfo:
    """An entry of a zip file that tells nothing of this machine and moment."""
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
