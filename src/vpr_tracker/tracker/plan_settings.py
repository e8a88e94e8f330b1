"""What ``[settings]`` of a plan file means: the plan's own settings, and what is tracked beside the document.

``soon_days`` and ``four_eyes`` are columns of the plan. Names that are not known here are kept as they are.
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
    soon, eyes = settings.get("soon_days", SOON_DAYS), settings.get("four_eyes", False)
    problems = []
    if not isinstance(soon, int) or isinstance(soon, bool) or not 0 <= soon <= LONGEST:
        problems.append(_("soon_days is «{value}», not a number of days up to {most}").format(value=soon, most=LONGEST))
    if not isinstance(eyes, bool):
        problems.append(_("four_eyes is «{value}», not true or false").format(value=eyes))
    if problems:
        raise BadInput(_("the settings of the plan are not understood"), problems=problems)
    rest = {
        name: value for name, value in settings.items() if name not in ("soon_days", "four_eyes") and name not in NAMES
    }
    return Known(columns={"soon_days": soon, "four_eyes": eyes}, companions=companions_of(dict(settings)), rest=rest)


def stated(plan: Row, companions: Companions) -> dict[str, Any]:
    """The settings of a plan as its file says them: only what differs from the default."""
    settings: dict[str, Any] = {}
    if plan["soon_days"] != SOON_DAYS:
        settings["soon_days"] = plan["soon_days"]
    if plan["four_eyes"]:
        settings["four_eyes"] = True
    return {**settings, **plan["settings"], **companions.settings()}
