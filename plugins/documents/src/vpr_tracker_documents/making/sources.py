"""Where a kind's template comes from: the command line, the folder of the settings, the built-in ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vpr_tracker import NotFound, UsageError
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.making.kinds import Context, DocumentData, Kind
from vpr_tracker_documents.making.profile import read_profile
from vpr_tracker_documents.making.standards import standard_for

if TYPE_CHECKING:
    from vpr_tracker_documents.making.names import Names
    from vpr_tracker_documents.making.registry import AnyKind


def load(target: str) -> Any:  # noqa: ANN401 -- whatever is named
    """The object that ``"module:attribute"`` names."""
    module, _colon, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def builtin_template(kind: AnyKind, dated: date) -> Path:
    """The template that comes with the kind, for a document of that date.

    :raises UsageError: the kind fills no template.
    """
    if not isinstance(kind, Kind):
        return kind.template
    if kind.template is None:
        raise UsageError(
            _("documents of the kind «{name}» are made without a template").format(name=kind.name),
            hint=_("they are made from the original file"),
            where="KIND",
        )
    folder = files("vpr_tracker_documents").joinpath("templates", standard_for(dated).name)
    return Path(str(folder.joinpath(kind.template)))


def chosen_template(kind: AnyKind, context_settings: Mapping[str, Any], dated: date, stated: Path | None) -> Path:
    """The template that counts: the one named, else that of the templates folder, else the built-in one.

    :raises NotFound: the folder of the settings does not exist.
    """
    if stated is not None:
        builtin_template(kind, dated)
        return stated
    folder = read_profile(context_settings).templates
    if folder:
        own = Path(folder).expanduser()
        if not own.is_dir():
            raise NotFound(
                _("there is no folder «{path}» of templates").format(path=own),
                hint=_("correct «templates» in the settings, or make the folder"),
                where="[plugin.documents]",
            )
        if (own / f"{kind.name}.docx").is_file():
            return own / f"{kind.name}.docx"
    return builtin_template(kind, dated)


def is_builtin(kind: AnyKind, path: Path) -> bool:
    """Whether a template is one of ours, which the tests have checked."""
    return isinstance(kind, Kind) and path.is_relative_to(Path(str(files("vpr_tracker_documents"))))


def names_for(kind: AnyKind, context: Context | None) -> Names:
    """The names that templates of a kind may use.

    :raises UsageError: a kind of another plugin, and there is no plan to see its data on.
    """
    if isinstance(kind, Kind):
        if kind.names is None:
            raise UsageError(_("documents of the kind «{name}» are made without a template").format(name=kind.name))
        found: Names = load(kind.names)
        return found
    if context is None:
        raise UsageError(_("the names of «{name}» show on a plan: import one first").format(name=kind.name))
    return kind.names(context)


def give_data(kind: AnyKind, context: Context) -> Iterable[DocumentData]:
    """The data of the documents of a kind that fills a template."""
    if not isinstance(kind, Kind):
        return kind.data(context)
    if kind.data is None:
        raise TypeError(kind.name)
    found: Iterable[DocumentData] = load(kind.data)(context)
    return found
