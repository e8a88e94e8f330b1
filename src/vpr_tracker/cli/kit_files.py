"""Returned forms on disk: workbooks in folders and archives, each with the files that lie beside it.

Mail may bring links in a folder or an archive. What leads out of the folder is not the school's: it is named and not
followed.
"""

from __future__ import annotations

import lzma
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import N_, _, system_reason

if TYPE_CHECKING:
    from vpr_tracker.storage.evidence_sources import EvidenceFile

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""What may be meant as a form; all but the first are refused by name when they are read."""
MOST_FILES: Final = 20_000
"""Files that are looked at in one folder."""
MOST_MEMBERS: Final = 2_000
MOST_WORKBOOK: Final = 20 * 1024 * 1024
_TEMPORARY: Final = ("~$", ".~lock", ".")
_LINK: Final = N_("it is a link that leads out of the folder; it was not followed")

MEMBER: Final = "\0"
"""Between an archive and what is in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A workbook: its name for messages, where it is, its content, the files beside it by folded name.

    ``place`` is a path; of a member of an archive, the archive's path, ``MEMBER`` and the member's name.
    """

    name: str
    place: str
    data: bytes
    beside: Mapping[str, EvidenceFile | None] = field(default_factory=dict)

    def unread(self, message: str) -> Unread:
        """The same where it turns out to be no form."""
        return Unread(self.name, self.place, message)

    def places(self, names: Iterable[str]) -> set[str]:
        """Where the files beside it are that it names, as ``Unread.place`` says it."""
        files = [self.beside.get(name.casefold()) for name in names]
        return {_place(each, self.place.rpartition(MEMBER)[0]) for each in files if each is not None}


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, where it is (as in ``Found``), and why."""

    name: str
    place: str
    message: str
    data: None = None

    def is_evidence(self, named: Collection[str]) -> bool:
        """Whether a kit names it as a file of its own, or the archive that it is in; then it has to be no kit."""
        return self.place in named or self.place.partition(MEMBER)[0] in named


def _place(file: EvidenceFile, archive: str) -> str:
    return str(_real(Path(file.path))) if file.path is not None else f"{archive}{MEMBER}{file.called}"


def kits_in(sources: Sequence[str], limit: int, suffixes: tuple[str, ...] = WORKBOOKS) -> Iterator[Found | Unread]:
    """Every workbook that the sources hold: files, folders with all below them, ZIP archives.

    :param limit: bytes that a file beside a kit may have in an archive.
    :param suffixes: how the names of what may be a form end.
    :raises NotFound: a source does not exist.
    """
    beside = _Beside()
    listed = _listed(sources, (*suffixes, ".zip"))
    for each, name in zip(listed, _told_apart(listed), strict=True):
        if each.leads_out:
            yield Unread(name, str(each.path.absolute()), _(_LINK))
        else:
            yield from _one(each, name, limit, suffixes, beside)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file, or a link that leads out: its name below what was named, the same with the folder that was named.

    ``root`` is the folder, without links in it.
    """

    path: Path
    name: str
    given: str
    root: Path
    leads_out: bool = False


def _listed(sources: Sequence[str], suffixes: tuple[str, ...]) -> list[_Listed]:
    """What may be a form or an archive, and what leads out; each once."""
    found: dict[Path, _Listed] = {}
    for source in sources:
        path = Path(source)
        if not path.exists():
            raise NotFound(_("there is no file «{path}»").format(path=source), where=source)
        for each in _below(path) if path.is_dir() else [_Listed(path, path.name, path.as_posix(), _real(path.parent))]:
            if each.leads_out:
                found.setdefault(each.path.absolute(), each)
            elif each.path.suffix.lower() in suffixes:
                found.setdefault(_real(each.path), each)
    return list(found.values())


def _below(folder: Path) -> Iterator[_Listed]:
    root = _real(folder)
    for each in _entries_below(folder):
        leads_out = _leads_out(each, root)
        if leads_out or each.is_file():
            yield _Listed(each, each.relative_to(folder).as_posix(), each.as_posix(), root, leads_out)


def _told_apart(listed: Sequence[_Listed]) -> list[str]:
    """What each is called in messages: with the folder that was named where another has the same name."""
    names = [each.name for each in listed]
    for _step in range(2):  # with its folder, one may be called as another is without
        told = Counter(names)
        names = [name if told[name] == 1 else each.given for name, each in zip(names, listed, strict=True)]
    return names


def _entries_below(folder: Path) -> list[Path]:
    """All files, and whatever is a link; no link to a folder is entered."""
    found: list[Path] = []
    for base, folders, files in os.walk(folder):
        here = Path(base)
        links = [name for name in folders if _real(here / name) != _real(here) / name]
        folders[:] = [name for name in folders if name not in links]
        found += [here / name for name in [*links, *files] if not name.startswith(_TEMPORARY)]
        if len(found) > MOST_FILES:
            raise BadInput(_("the folder «{path}» holds too many files").format(path=folder), where=str(folder))
    return sorted(found)


def _real(path: Path) -> Path:
    """Where a path leads; unlike ``Path.resolve`` it says so of links in a circle too."""
    return Path(os.path.realpath(path))


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a path is a link to what is not below ``root``, the folder that was named.

    :param root: without links in it.
    """
    return not _real(path).is_relative_to(root)


def _one(
    listed: _Listed, name: str, limit: int, suffixes: tuple[str, ...], beside: _Beside
) -> Iterator[Found | Unread]:
    path, place = listed.path, str(_real(listed.path))
    try:
        if not path.is_file():  # a pipe or a device would give nothing, or never end
            yield Unread(name, place, _("it is not an ordinary file"))
        elif path.suffix.lower() == ".zip":
            yield from _archive(path, name, limit, suffixes)
        elif path.stat().st_size > MOST_WORKBOOK:
            size = path.stat().st_size // 1024**2
            yield Unread(name, place, _("the workbook is too large: {size} MB").format(size=size))
        else:
            yield Found(name, place, path.read_bytes(), beside.of(path.parent, listed.root))
    except OSError as error:
        yield Unread(name, place, _("the file cannot be read: {error}").format(error=system_reason(error)))


@dataclass(slots=True)
class _Beside:
    """What lies in the folders that were looked at already."""

    folders: dict[tuple[Path, Path], dict[str, EvidenceFile | None]] = field(default_factory=dict)

    def of(self, folder: Path, root: Path) -> dict[str, EvidenceFile | None]:
        """The files in a workbook's folder, and in folders in it; the nearest of one name. ``None``: leads out."""
        from vpr_tracker.storage.evidence_sources import EvidenceFile

        if (folder, root) not in self.folders:
            found: dict[str, EvidenceFile | None] = {}
            near = sorted(folder.iterdir())
            inside = [below for below in near if below.is_dir() and not _leads_out(below, root)]
            for each in [*near, *(inner for below in inside for inner in sorted(below.iterdir()))]:
                if _leads_out(each, root):
                    found.setdefault(each.name.casefold(), None)
                elif each.is_file():
                    found.setdefault(each.name.casefold(), EvidenceFile(path=each))
            self.folders[folder, root] = found
        return self.folders[folder, root]


def _archive(path: Path, name: str, limit: int, suffixes: tuple[str, ...]) -> Iterator[Found | Unread]:
    """The workbooks of an archive with its other members; nothing is unpacked to disk, names inside lead nowhere."""
    place = str(path.resolve())
    try:
        with zipfile.ZipFile(path) as archive:
            members = [part for part in archive.infolist() if not part.is_dir()]
            wrong = _measured(members, limit, suffixes)
            if wrong is not None:
                yield Unread(name, place, wrong)
                return
            named = [(part, _called(part)) for part in members]
            files = _Members(archive, {called.casefold(): part for part, called in reversed(named)})
            books = [each for each in named if _is_form(each[1], (*suffixes, ".zip"))]
            told = Counter(called for _part, called in books)
            for part, called in books:
                inside = f"{place}{MEMBER}{called}"
                shown = f"{name}/{called if told[called] == 1 else _path_within(part)}"
                if _is_link(part):
                    yield Unread(shown, inside, _(_LINK))
                elif PurePosixPath(called).suffix.lower() == ".zip":
                    yield Unread(shown, inside, _("it is an archive within an archive: unpack it"))
                elif (data := _content(archive, part)) is None:
                    yield Unread(shown, inside, _("it is damaged or locked"))
                else:
                    yield Found(shown, inside, data, files)
            if not books:
                yield Unread(name, place, _("there is no workbook in the archive"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        yield Unread(name, place, _("the archive is damaged or locked: {error}").format(error=error))


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes | None:
    """What a member holds; ``None`` where it is damaged or locked, which says nothing of the others."""
    try:
        return archive.read(part)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError, EOFError):
        return None


def _is_link(part: zipfile.ZipInfo) -> bool:
    """Whether a member is a link: what it holds is where it leads, which is of no use here."""
    return stat.S_ISLNK(part.external_attr >> 16)


def _is_form(called: str, suffixes: tuple[str, ...]) -> bool:
    return PurePosixPath(called).suffix.lower() in suffixes and not called.startswith(_TEMPORARY)


def _measured(members: list[zipfile.ZipInfo], limit: int, suffixes: tuple[str, ...]) -> str | None:
    """What is wrong with the sizes that an archive states; Python unpacks no more than is stated."""
    if len(members) > MOST_MEMBERS:
        return _("the archive holds too many files")
    for part in members:
        workbook = PurePosixPath(part.filename).suffix.lower() in suffixes
        if part.file_size > (MOST_WORKBOOK if workbook else limit):
            return _("«{name}» in the archive is too large").format(name=_called(part))
        if part.file_size > 1024 * 1024 and part.file_size > 400 * max(part.compress_size, 1):
            return _("«{name}» unpacks to far too much; nothing was unpacked").format(name=_called(part))
    return None


def _called(part: zipfile.ZipInfo) -> str:
    """The bare name of a member."""
    return _path_within(part).rpartition("/")[2] or "?"


def _path_within(part: zipfile.ZipInfo) -> str:
    """A member's name with its folders. Archives of a Russian Windows have names in code page 866 without saying so."""
    name = part.filename
    if not part.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("cp866")
        except UnicodeError:
            name = part.filename
    return name.replace("\\", "/")


class _Members(Mapping[str, "EvidenceFile | None"]):
    """The other members of an archive as files in memory, each read when it is asked for; ``None``: it cannot be."""

    def __init__(self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._read: dict[str, EvidenceFile | None] = {}

    def __getitem__(self, name: str) -> EvidenceFile | None:
        from vpr_tracker.storage.evidence_sources import EvidenceFile

        if name not in self._read:
            part = self._members[name]
            data = None if _is_link(part) else _content(self._archive, part)
            self._read[name] = EvidenceFile(name=_called(part), content=data) if data is not None else None
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)
