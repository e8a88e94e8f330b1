"""Returned kits on disk: workbooks in folders and archives, each with the files that lie beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import _, system_reason

if TYPE_CHECKING:
    from vpr_tracker.storage.evidence_sources import EvidenceFile

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""What may be meant as a kit; all but the first are refused by name when they are read."""
MOST_FILES: Final = 20_000
"""Files that are looked at in one folder."""
MOST_MEMBERS: Final = 2_000
MOST_WORKBOOK: Final = 20 * 1024 * 1024
_TEMPORARY: Final = ("~$", ".~lock", ".")


@dataclass(frozen=True, slots=True)
class Found:
    """A workbook: its name for messages, its content, the files beside it by folded name."""

    name: str
    data: bytes
    beside: Mapping[str, EvidenceFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why."""

    name: str
    message: str


def kits_in(sources: tuple[str, ...], limit: int) -> Iterator[Found | Unread]:
    """Every workbook that the sources hold: files, folders with all below them, ZIP archives.

    :param limit: bytes that a file beside a kit may have in an archive.
    :raises NotFound: a source does not exist.
    """
    seen = _Seen()
    for source in sources:
        path = Path(source)
        if not path.exists():
            raise NotFound(_("there is no file «{path}»").format(path=source), where=source)
        if path.is_dir():
            for each in _files_below(path):
                yield from _one(each, each.relative_to(path).as_posix(), limit, seen)
        else:
            yield from _one(path, path.name, limit, seen)


def _files_below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_TEMPORARY):
            found.append(path)
            if len(found) > MOST_FILES:
                raise BadInput(_("the folder «{path}» holds too many files").format(path=folder), where=str(folder))
    return found


def _one(path: Path, name: str, limit: int, seen: _Seen) -> Iterator[Found | Unread]:
    real = path.resolve()
    suffix = path.suffix.lower()
    if real in seen.paths or suffix not in (*WORKBOOKS, ".zip"):
        return
    seen.paths.add(real)
    try:
        if suffix == ".zip":
            yield from _archive(path, name, limit)
        elif path.stat().st_size > MOST_WORKBOOK:
            yield Unread(name, _("the workbook is too large: {size} MB").format(size=path.stat().st_size // 1024**2))
        else:
            yield Found(name, path.read_bytes(), seen.beside(path.parent))
    except OSError as error:
        yield Unread(name, _("the file cannot be read: {error}").format(error=system_reason(error)))


@dataclass(slots=True)
class _Seen:
    """What was looked at already: workbooks, and what lies in folders."""

    paths: set[Path] = field(default_factory=set)
    folders: dict[Path, dict[str, EvidenceFile]] = field(default_factory=dict)

    def beside(self, folder: Path) -> dict[str, EvidenceFile]:
        """The files in a workbook's folder, and in folders in it; the nearest of one name."""
        from vpr_tracker.storage.evidence_sources import EvidenceFile

        if folder not in self.folders:
            found: dict[str, EvidenceFile] = {}
            near = sorted(folder.iterdir())
            for each in [*near, *(inner for below in near if below.is_dir() for inner in sorted(below.iterdir()))]:
                if each.is_file():
                    found.setdefault(each.name.casefold(), EvidenceFile(path=each))
            self.folders[folder] = found
        return self.folders[folder]


def _archive(path: Path, name: str, limit: int) -> Iterator[Found | Unread]:
    """The workbooks of an archive with its other members; nothing is unpacked to disk, names inside lead nowhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [part for part in archive.infolist() if not part.is_dir()]
            wrong = _measured(members, limit)
            if wrong is not None:
                yield Unread(name, wrong)
                return
            named = [(part, _called(part)) for part in members]
            files = _Members(archive, {called.casefold(): part for part, called in reversed(named)})
            for part, called in named:
                if PurePosixPath(called).suffix.lower() in WORKBOOKS and not called.startswith(_TEMPORARY):
                    yield Found(f"{name}/{called}", archive.read(part), files)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        yield Unread(name, _("the archive is damaged or locked: {error}").format(error=error))


def _measured(members: list[zipfile.ZipInfo], limit: int) -> str | None:
    """What is wrong with the sizes that an archive states; Python unpacks no more than is stated."""
    if len(members) > MOST_MEMBERS:
        return _("the archive holds too many files")
    for part in members:
        workbook = PurePosixPath(part.filename).suffix.lower() in WORKBOOKS
        if part.file_size > (MOST_WORKBOOK if workbook else limit):
            return _("«{name}» in the archive is too large").format(name=_called(part))
        if part.file_size > 1024 * 1024 and part.file_size > 400 * max(part.compress_size, 1):
            return _("«{name}» unpacks to far too much; nothing was unpacked").format(name=_called(part))
    return None


def _called(part: zipfile.ZipInfo) -> str:
    """The bare name of a member. Archives of a Russian Windows have names in code page 866 without saying so."""
    name = part.filename
    if not part.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("cp866")
        except UnicodeError:
            name = part.filename
    return name.replace("\\", "/").rpartition("/")[2] or "?"


class _Members(Mapping[str, "EvidenceFile"]):
    """The other members of an archive as files in memory, each read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._read: dict[str, EvidenceFile] = {}

    def __getitem__(self, name: str) -> EvidenceFile:
        from vpr_tracker.storage.evidence_sources import EvidenceFile

        if name not in self._read:
            part = self._members[name]
            self._read[name] = EvidenceFile(name=_called(part), content=self._archive.read(part))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)
