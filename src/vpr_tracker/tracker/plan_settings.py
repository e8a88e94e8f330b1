"""What ``[settings]`` of a plan file means: the plan's own settings, and what is tracked beside the document.

``soon_days``, ``four_eyes`` and ``requires_evidence`` are columns of the plan. Names that are not
known here are kept as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vpr_tracker.domain.conditions import SOON_DAYS
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _
from vpr_tracker.storage.changes import Row
from vpr_tracker.tracker.companion_drafts import NAMES, Companions, companions_of

LONGEST: Final = 366
"""``soon_days`` beyond a year is a slip of the pen."""
COLUMNS: Final = ("soon_days", "four_eyes", "requires_evidence")
"""Settings that are columns of the plan."""
REQUIRES: Final = ("documents", "all")
"""What may be accepted only with evidence; without the setting, nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """The settings of a draft, sorted: columns of the plan, what is tracked beside it, and what is kept as it is."""

    columns: dict[str, Any]
    companions: Companions
    rest: dict[str, Any]


def known(settings: Mapping[str, Any]) -> Known:
    """Sort the settings of a draft.

    :raises BadInput: a known setting has a value that it cannot have.
    """
    columns = {
        "soon_days": settings.get("soon_days", SOON_DAYS),
        "four_eyes": settings.get("four_eyes", False),
        "requires_evidence": settings.get("requires_evidence"),
    }
    check(columns)
    rest = {name: value for name, value in settings.items() if name not in COLUMNS and name not in NAMES}
    return Known(columns=columns, companions=companions_of(dict(settings)), rest=rest)


def check(columns: Mapping[str, Any]) -> None:
    """See that settings have values that they can have.

    :raises BadInput: they do not.
    """
    soon, eyes, evidence = (columns[name] for name in COLUMNS)
    problems = []
    if not isinstance(soon, int) or isinstance(soon, bool) or not 0 <= soon <= LONGEST:
        problems.append(_("soon_days is «{value}», not a number of days up to {most}").format(value=soon, most=LONGEST))
    if not isinstance(eyes, bool):
        problems.append(_("four_eyes is «{value}», not true or false").format(value=eyes))
    if evidence is not None and evidence not in REQUIRES:
        problems.append(
            _("requires_evidence is «{value}», not one of: {words}").format(value=evidence, words=", ".join(REQUIRES))
        )
    if problems:
        raise BadInput(_("the settings of the plan are not understood"), problems=problems)


def stated(plan: Row, companions: Companions) -> dict[str, Any]:
    """The settings of a plan as its file says them: only what differs from the default."""
    settings: dict[str, Any] = {}
    if plan["soon_days"] != SOON_DAYS:
        settings["soon_days"] = plan["soon_days"]
    if plan["four_eyes"]:
        settings["four_eyes"] = True
    if plan["requires_evidence"] is not None:
        settings["requires_evidence"] = plan["requires_evidence"]
    return {**settings, **plan["settings"], **companions.settings()}
