"""Where templates are found: those that come with the program, and those of a folder of the user's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpr_tracker import BadInput, NotFound, UsageError
from vpr_tracker.i18n import system_reason
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.fields import alike
from vpr_tracker_checklists.templates.reading import template_of

if TYPE_CHECKING:
    from vpr_tracker.cli.kit import App
    from vpr_tracker_checklists.templates.model import Template

__all__ = ["Entry", "Shelf", "read_body", "shelf", "template_of"]

SIZE_LIMIT: Final = 1024 * 1024
"""Bytes of a template's file that are read at most."""
SUFFIX: Final = ".toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file on the shelf.

    :ivar path: the file; ``None`` for a template that comes with the program.
    :ivar template: what it holds; ``None`` where it cannot be used, and ``error`` says why.
    """

    name: str
    path: Path | None
    template: Template | None
    error: BadInput | None = None


class Shelf:
    """The templates that can be named; one of the folders goes before a shipped one of the same name."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders)
        self._found: list[Entry] | None = None

    def entries(self) -> list[Entry]:
        """Everything on the shelf, by name, those of folders that cannot be used as well.

        :raises NotFound: a folder is not there.
        """
        if self._found is None:
            own = [entry for folder in self._folders for entry in _in_folder(folder)]
            taken = {entry.name for entry in own if entry.template is not None}
            shipped = [Entry(each.name, None, each) for each in _shipped() if each.name not in taken]
            self._found = sorted([*_once(own), *shipped], key=lambda entry: entry.name)
        return list(self._found)

    def names(self) -> list[str]:
        """The names of all templates that can be used."""
        return [entry.name for entry in self.entries() if entry.template is not None]

    def get(self, name: str) -> Template:
        """A template by its name, or by the path of its file (``forms/own.toml``).

        :raises NotFound: there is none; the hint names those that there are.
        :raises BadInput: its file holds no template.
        """
        if _is_path(name):
            return template_of(read_body(Path(name)), name)
        for entry in self.entries():
            if entry.name == name:
                if entry.error is not None:
                    raise entry.error
                if entry.template is not None:
                    return entry.template
        raise NotFound(_("there is no template «{name}»").format(name=name), hint=alike(name, self.names()))

    def body(self, name: str) -> str:
        """The text of a template: of one by its name, or of a file as it is, whatever is wrong in it.

        :raises NotFound: there is none.
        :raises BadInput: the file cannot be read, or what has the name cannot be used.
        """
        return read_body(Path(name)) if _is_path(name) or Path(name).is_file() else self.get(name).body


def _is_path(name: str) -> bool:
    return name.endswith(SUFFIX) or "/" in name or "\\" in name


def shelf(app: App | None = None) -> Shelf:
    """The shelf of this run: with the folder that ``templates`` of ``[plugin.checklists]`` names.

    :param app: else that of the command that runs; outside of any, only the shipped templates.
    :raises UsageError: the setting is no text.
    """
    if app is None:
        import click

        from vpr_tracker.cli import kit

        app = kit.app() if click.get_current_context(silent=True) else None
    stated = app.settings.section("checklists").get("templates") if app is not None else None
    if app is None or stated is None:
        return Shelf()
    if not isinstance(stated, str) or not stated:
        raise UsageError(_("«templates» of [plugin.checklists] is the name of a folder"), where="vpr.toml")
    return Shelf([Path(app.settings.folder, Path(stated).expanduser())])


def read_body(path: Path) -> str:
    """The text of a template's file.

    :raises NotFound: there is no such file.
    :raises BadInput: it cannot be read.
    """
    if not path.exists():
        raise NotFound(
            _("there is no file «{path}»").format(path=path), hint=_("check the name and the folder"), where=str(path)
        )
    try:
        if not path.is_file() or path.stat().st_size > SIZE_LIMIT:
            hint = _("a template is a TOML file of at most {limit} MB").format(limit=SIZE_LIMIT // 1024**2)
            raise BadInput(_("«{path}» is no template").format(path=path), hint=hint, where=str(path))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("«{path}» is not UTF-8 text (byte {byte})").format(path=path, byte=error.start)
        raise BadInput(message, hint=_("save the file as UTF-8"), where=str(path)) from error
    except OSError as error:
        message = _("«{path}» cannot be opened: {reason}").format(path=path, reason=system_reason(error))
        raise BadInput(message, hint=_("check the name and your rights"), where=str(path)) from error


def _in_folder(folder: Path) -> list[Entry]:
    if not folder.is_dir():
        raise NotFound(
            _("there is no folder «{path}»").format(path=folder),
            hint=_("make it, or change templates under [plugin.checklists] in vpr.toml"),
            where=str(folder),
        )
    return [_entry(path) for path in sorted(folder.iterdir()) if path.suffix == SUFFIX and path.is_file()]


def _entry(path: Path) -> Entry:
    try:
        template = template_of(read_body(path), str(path))
    except BadInput as error:
        return Entry(path.stem, path, None, error)
    return Entry(template.name, path, template)


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Each name once: of two files with one name neither is taken to be the one that is meant."""
    files: dict[str, list[Entry]] = {}
    for entry in entries:
        files.setdefault(entry.name, []).append(entry)
    return [_doubled(name, same) if len(same) > 1 else same[0] for name, same in files.items()]


def _doubled(name: str, same: Sequence[Entry]) -> Entry:
    paths = ", ".join(f"«{entry.path}»" for entry in same)
    message = _("the name «{name}» is that of several files: {paths}").format(name=name, paths=paths)
    return Entry(name, same[0].path, None, BadInput(message, hint=_("rename one of them"), where=str(same[0].path)))


@cache
def _shipped() -> tuple[Template, ...]:
    folder = resources.files("vpr_tracker_checklists.templates") / "shipped"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(SUFFIX)), key=lambda file: file.name)
    return tuple(template_of(file.read_text(encoding="utf-8"), file.name) for file in files)
