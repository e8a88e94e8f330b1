"""The library behind the workbooks, which a small installation does without."""

from __future__ import annotations

import importlib
from typing import Any

from vpr_tracker.errors import PluginError
from vpr_tracker.i18n import _


def openpyxl(module: str = "openpyxl") -> Any:  # noqa: ANN401 -- a module that may be missing
    """A module of openpyxl.

    :raises PluginError: it is not installed; says what to install.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        if not (error.name or "").startswith(("openpyxl", "et_xmlfile")):
            raise
        raise PluginError(
            _("Excel files need the package openpyxl, which is not installed"),
            hint='pip install "vpr-tracker[xlsx]"',
        ) from error
