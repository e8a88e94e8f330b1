"""The school that a run, a day or a form is about, by what people call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vpr_tracker import BadInput
from vpr_tracker_checklists.i18n import _

if TYPE_CHECKING:
    from vpr_tracker import PlanReader


def school_row(reader: PlanReader, which: str) -> Any:  # noqa: ANN401 -- a row of the core
    """The school of a plan that a run is about.

    :raises NotFound: the plan has no such school.
    :raises BadInput: it is the committee.
    """
    found = reader.organisation(which)
    if found["kind"] != "school":
        raise BadInput(_("a run is about a school, and «{name}» is none").format(name=found["name"]), where=which)
    return found
