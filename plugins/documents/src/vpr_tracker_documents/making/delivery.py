"""Where documents go: a file, a folder, a zip, one file for all; whole, or not at all."""

from __future__ import annotations

import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from vpr_tracker import BadInput, UsageError
from vpr_tracker.file_names import LONGEST, shortened
from vpr_tracker_documents.i18n import _, system_reason

if TYPE_CHECKING:
    from vpr_tracker_documents.making.kinds import MadeDocument
    from vpr_tracker_documents.making.make import Making, Watch

Way = Literal["file", "folder", "zip", "joined"]
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def deliver(making: Making, output: Path | None, watch: Watch | None = None) -> list[Path]:
    """Make the documents and write them; gives the files that are there then.

    :param output: «name.docx» is one file (of many documents, each on a new page), «name.zip» an archive, anything
        else a folder; without it, a file or folder named after the kind in the current folder.
    :raises BadInput: they cannot be written; nothing was.
    """
    many = len(making) > 1
    name = f"{making.kind.name}-{making.context.on.isoformat()}"
    way, target = _way(output, many, name)
    try:
        if way == "joined":
            return [_write_file(target, making.joined(watch).data)]
        if way == "file":
            (document,) = making.documents(watch)
            return [_write_file(output or Path(safe_name(document.name)), document.data)]
        if way == "zip":
            return [_write_zip(target, making.documents(watch))]
        return _write_folder(target, making.documents(watch))
    except OSError as error:
        raise BadInput(
            _("«{path}» cannot be written: {error}").format(path=target, error=system_reason(error)),
            hint=_("close the files where they are open, or choose another place with -o"),
            where=str(target),
        ) from error


def _way(output: Path | None, many: bool, name: str) -> tuple[Way, Path]:
    if output is None:
        return ("folder" if many else "file"), Path(name)
    if "\0" in str(output):
        raise UsageError(_("«{path}» is no name of a file").format(path=str(output).replace("\0", "?")), where="-o")
    suffix = output.suffix.lower()
    if suffix == ".zip":
        return "zip", output
    if output.is_dir() or suffix == "":
        return "folder", output
    if suffix == ".docx":
        return ("joined" if many else "file"), output
    raise UsageError(
        _("«{path}» does not say what to write").format(path=output),
        hint=_("name a .docx, a .zip, or a folder"),
        where="-o",
    )


def safe_name(name: str) -> str:
    """A name that every system can store, of a text that may hold anything; its suffix stays."""
    stem, dot, suffix = name.rpartition(".")
    suffix = dot + suffix
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).strip(" .")
    stem = shortened(stem, LONGEST).strip(" .") or "документ"
    return f"{'_' if _RESERVED.fullmatch(stem) else ''}{stem}{suffix}"


class Names:
    """Gives every document a name of its own; systems that ignore case are thought of."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, document: MadeDocument) -> str:
        """A name that none before had."""
        stem, dot, suffix = safe_name(document.name).rpartition(".")
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem} ({number})"
        self._taken.add(name.casefold())
        return name + dot + suffix


def _write_file(target: Path, data: bytes) -> Path:
    with _unfinished(target) as path:
        path.write_bytes(data)
        _keep_rights(target, path)
        path.replace(target)
    return target


def _write_zip(target: Path, documents: Iterator[MadeDocument]) -> Path:
    from vpr_tracker_documents.filling.package import fixed_entry

    names = Names()
    with _unfinished(target) as path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for document in documents:
                entry = fixed_entry(names.of(document))
                entry.compress_type = zipfile.ZIP_STORED  # a Word file is a zip already
                archive.writestr(entry, document.data)
        _keep_rights(target, path)
        path.replace(target)
    return target


def _write_folder(target: Path, documents: Iterator[MadeDocument]) -> list[Path]:
    """Fill a folder beside the wanted one; then put it, or its files, in place."""
    names = Names()
    with _unfinished(target) as folder:
        folder.mkdir()
        written = []
        for document in documents:
            name = names.of(document)
            (folder / name).write_bytes(document.data)
            written.append(name)
        if not target.exists():
            folder.replace(target)
        else:
            _move_all(folder, target, written)
    return [target / name for name in written]


def _move_all(folder: Path, target: Path, names: list[str]) -> None:
    """Move files into a folder that is there; where one cannot be replaced, those before are put back."""
    aside = folder / ".before"
    aside.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (target / name).exists():
                (target / name).replace(aside / name)
            moved.append(name)
            (folder / name).replace(target / name)
    except BaseException:
        for name in moved:
            with suppress(OSError):
                (target / name).unlink(missing_ok=True)
            if (aside / name).exists():
                (aside / name).replace(target / name)
        raise


def _keep_rights(target: Path, path: Path) -> None:
    if target.exists():
        path.chmod(target.stat().st_mode & 0o7777)


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A path beside the target for what is not whole yet; what is left of it goes."""
    path = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield path
    finally:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
