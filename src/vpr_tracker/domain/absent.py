"""What is said of a school or a task that the plan does not have: one wording for reports and for changes."""

from __future__ import annotations

from collections.abc import Iterable

from vpr_tracker.errors import NotFound
from vpr_tracker.i18n import _


def no_such_school(named: str, schools: Iterable[str], *, where: str | None = None) -> NotFound:
    """The error for a school that the plan does not list.

    :param schools: what its schools are called in a line: numbers, names where there is none.
    """
    listed = ", ".join(schools)
    return NotFound(
        _("there is no school «{name}» in the plan").format(name=named),
        hint=_("schools: {names}; add one: vpr school add NUMBER NAME").format(names=listed)
        if listed
        else _("the plan has no schools yet: vpr school add NUMBER NAME"),
        where=where,
    )


def no_such_task(named: str, tasks: Iterable[str], *, where: str | None = None) -> NotFound:
    """The error for a task that the plan does not have; ``tasks`` are the numbers of those that it has."""
    return NotFound(
        _("there is no task «{number}» in the plan").format(number=named),
        hint=_("tasks: {numbers}").format(numbers=", ".join(tasks)),
        where=where,
    )
