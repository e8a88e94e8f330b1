"""The settings of this plugin besides ``templates``: ``[plugin.checklists]`` of ``vpr.toml``."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import _

LONGEST = 366


def days_for_findings() -> int:
    """Days that a school gets for a finding: the setting ``days``, else the usual ones.

    :raises UsageError: the setting is no such number.
    """
    from vpr_tracker import UsageError
    from vpr_tracker_checklists.following.findings import DAYS

    stated = kit.app().settings.section("checklists").get("days", DAYS)
    if not isinstance(stated, int) or isinstance(stated, bool) or not 0 <= stated <= LONGEST:
        raise UsageError(
            _("«days» of [plugin.checklists] is a number of days, not {value}").format(value=repr(stated)),
            hint=_("write a whole number from 0 to {most}: days = 14").format(most=LONGEST),
            where="vpr.toml",
        )
    return stated
