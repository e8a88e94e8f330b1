"""Whether anything is late or near: for cron and monitoring, ``vpr-tracker/check/1``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.domain.words import CONDITIONS
from vpr_tracker.i18n import _
from vpr_tracker.reports.plans import PlanRow, find_plan, today_for
from vpr_tracker.reports.status import TALLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vpr_tracker.reports.database import Database

SCHEMA: Final = "vpr-tracker/check/1"
NOTHING: Final = 0
DUE_SOON: Final = 10
OVERDUE: Final = 11
NAGIOS_UNKNOWN: Final = 3

_NAGIOS: Final = {NOTHING: (0, "OK"), DUE_SOON: (1, "WARNING"), OVERDUE: (2, "CRITICAL")}


class CheckResult:
    """The outcome of a check.

    ``code`` is the exit code: 0 nothing late or near, 10 something is due soon, 11 something is late. ``counts`` has
    every condition.
    """

    __slots__ = ("code", "counts", "plan", "today")

    def __init__(self, plan: PlanRow, today: date, counts: Mapping[str, int]) -> None:
        self.plan = plan
        self.today = today
        self.counts = {name: counts.get(name, 0) for name in CONDITIONS}
        self.code = OVERDUE if self.counts["overdue"] else DUE_SOON if self.counts["due_soon"] else NOTHING

    @property
    def message(self) -> str:
        """One sentence in the language of the run."""
        if self.code == NOTHING:
            return _("nothing is late or due soon")
        return _("late: {late}, due soon: {soon}").format(late=self.counts["overdue"], soon=self.counts["due_soon"])

    def to_json(self) -> dict[str, Any]:
        """The result as ``vpr check --json`` prints it."""
        return {
            "schema": SCHEMA,
            "plan": self.plan.to_json(),
            "today": self.today.isoformat(),
            "code": self.code,
            "message": self.message,
            "counts": {"total": sum(self.counts.values()), **self.counts},
        }

    def nagios(self) -> tuple[int, str]:
        """The exit code 0, 1 or 2 and the line of a monitoring plugin, performance data behind the bar.

        A threshold of 0 means that any number above it alerts: ``due_soon`` warns, ``overdue`` is critical.
        """
        code, word = _NAGIOS[self.code]
        data = " ".join(_performance(name, n) for name, n in self.counts.items())
        return code, f"VPR {word} - {_one_line(self.message)} ({_one_line(self.plan.title)}) | {data}"


def check(db: Database, *, on: date | None = None, plan: str | None = None) -> CheckResult:
    """Count what is late and what is near on a day.

    :param on: the day; default ``VPR_TODAY``, else today in the plan's time zone.
    :param plan: number, part of the title or id; needed where the database holds several.
    :raises NotFound: there is no such plan.
    :raises UsageError: several plans, and none was named.
    """
    chosen = find_plan(db, plan)
    today = today_for(chosen, on)
    counts: dict[str, int] = {}
    for _occurrence_id, condition, n in db.rows(TALLY, chosen.params(today)):
        counts[condition] = counts.get(condition, 0) + n
    return CheckResult(chosen, today, counts)


def nagios_unknown(message: str) -> tuple[int, str]:
    """The exit code 3 and the line for a check that could not be made."""
    return NAGIOS_UNKNOWN, f"VPR UNKNOWN - {_one_line(message)}"


def _performance(name: str, value: int) -> str:
    warn = "0" if name == "due_soon" else ""
    critical = "0" if name == "overdue" else ""
    return f"'{name}'={value};{warn};{critical};0"


def _one_line(text: str) -> str:
    """Text that cannot end the line or begin performance data too early."""
    return " ".join(text.replace("|", "/").split())
