"""Where the sample plans are: inside an installed package, or beside the sources in a checkout."""

from __future__ import annotations

from pathlib import Path

from vpr_tracker.errors import NotFound
from vpr_tracker.i18n import _


def sample_plan(name: str) -> Path:
    """The path of a sample plan, such as ``vpr-2023.docx``.

    :raises NotFound: this installation came without it.
    """
    here = Path(__file__).resolve()
    for folder in (here.parent / "sample_plans", here.parents[2] / "sample_plans"):
        if (folder / name).is_file():
            return folder / name
    raise NotFound(
        _("the sample plan «{name}» is not in this installation").format(name=name),
        hint=_("reinstall vpr-tracker"),
    )
