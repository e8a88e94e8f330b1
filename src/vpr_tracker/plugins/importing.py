"""``read_plan``: a plan from any file that a reader knows, plan files and what plugins import."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpr_tracker.errors import BadInput, NotFound, PluginError, VprError
from vpr_tracker.i18n import _
from vpr_tracker.plugins.guard import describe, foreign_code
from vpr_tracker.plugins.lifecycle import leave_out

if TYPE_CHECKING:
    from vpr_tracker.plans.draft import PlanDraft
    from vpr_tracker.plugins.registry import Registry
    from vpr_tracker.plugins.specs import ImporterSpec

PLAN_FILE: Final = ".toml"
DOCUMENTS: Final = frozenset({".docx", ".docm", ".dotx", ".doc"})
"""Suffixes that the documents plugin is for (.doc is refused there, with a hint how to convert it)."""


def read_plan(
    path: str | os.PathLike[str],
    *,
    period: tuple[date, date] | None = None,
    registry: Registry | None = None,
) -> PlanDraft:
    """Read a plan; no database is touched.

    :param path: a Word file (needs the documents plugin), a plan file (.toml), or what another plugin imports.
    :param period: the plan's first and last day (inclusive); without it, what the document says.
    :param registry: the plugins whose readers are asked; without it, those that are installed and selected.
    :raises NotFound: there is no such file.
    :raises BadInput: no reader knows this kind of file, or the file cannot be understood.
    :raises PluginError: the reader's plugin is not installed, or it failed.
    """
    try:
        file = Path(path)
        found = file.exists()
    except (OSError, TypeError, ValueError) as error:
        # A name that no file can have: too long, with a NUL, or no name at all.
        raise NotFound(
            _("there is no file «{path}»").format(path=path), hint=_("check the name and the folder"), where=str(path)
        ) from error
    if not found:
        raise NotFound(
            _("there is no file «{path}»").format(path=file),
            hint=_("check the name and the folder"),
            where=str(file),
        )
    if file.is_dir():
        raise BadInput(_("«{path}» is a folder").format(path=file), hint=_("name a file in it"), where=str(file))
    if period is not None and period[1] < period[0]:
        raise BadInput(
            _("the period ends ({end}) before it begins ({start})").format(start=period[0], end=period[1]),
            hint=_("give the first day, then the last"),
        )
    if file.suffix.lower() == PLAN_FILE:
        from vpr_tracker.plans.files import read_plan_file

        draft = read_plan_file(file, period=period)
    else:
        draft = _by_importer(file, period, registry or _installed())
    from vpr_tracker.plans.undivided import remark_on_undivided

    return remark_on_undivided(draft)


def _installed() -> Registry:
    from vpr_tracker.plugins.registry import load_registry

    return load_registry()


def _by_importer(file: Path, period: tuple[date, date] | None, registry: Registry) -> PlanDraft:
    spec = _importer(registry, file)
    read: Callable[..., PlanDraft] = registry.load(spec)
    try:
        with foreign_code():
            return read(file, period=period)
    except VprError:
        raise
    except Exception as error:  # the plugin boundary: a reader's bug is named, not shown as one of ours
        raise PluginError(
            _("plugin «{name}» failed on «{path}»: {reason}").format(
                name=registry.provider(spec), path=file.name, reason=describe(error)
            ),
            hint=_("see the details with VPR_DEBUG=1"),
            where=str(file),
        ) from error


def _importer(registry: Registry, file: Path) -> ImporterSpec:
    """The reader for a file's suffix; where there is none, what is missing."""
    suffix = file.suffix.lower()
    importers = registry.importers()
    fitting = [spec for spec in importers if suffix in spec.suffixes]
    if len(fitting) > 1:
        raise PluginError(
            _("several plugins read files «{suffix}»: {names}").format(
                suffix=suffix, names=", ".join(registry.provider(spec) for spec in fitting)
            ),
            hint=leave_out(registry.provider(fitting[-1])),
            where=str(file),
        )
    found = fitting[0] if fitting else None
    if found is None and suffix == ".doc":
        found = next((spec for spec in importers if ".docx" in spec.suffixes), None)
    if found is not None:
        return found
    if suffix in DOCUMENTS:
        raise _documents_missing(registry, file)
    known = sorted({PLAN_FILE, *(one for spec in importers for one in spec.suffixes)})
    raise BadInput(
        _("«{path}» is of a kind that no reader knows ({suffix})").format(
            path=file.name, suffix=suffix or _("no suffix")
        ),
        hint=_("known are: {suffixes}").format(suffixes=", ".join(known)),
        where=str(file),
    )


def _documents_missing(registry: Registry, file: Path) -> PluginError:
    """Says whether the documents plugin is broken, left out, or not installed."""
    failed = next((failure for failure in registry.failures if failure.name == "documents"), None)
    if failed is not None:
        return PluginError(
            _("plugin «documents» failed: {reason}").format(reason=failed.reason),
            hint=_("see `vpr plugins`"),
            where=str(file),
        )
    if any(plugin.name == "documents" for plugin in registry.plugins):
        return PluginError(
            _("Word files are read by the plugin «documents», which VPR_PLUGINS leaves out"),
            hint=_("unset VPR_PLUGINS, or name documents in it"),
            where=str(file),
        )
    return PluginError(
        _("Word files are read by a plugin that is not installed"),
        hint='pip install "vpr-tracker[documents]"',
        where=str(file),
    )
