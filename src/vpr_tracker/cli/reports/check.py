"""``vpr check``: says with its exit code whether anything is late or near; for cron and monitoring."""

from __future__ import annotations

from datetime import date

from vpr_tracker.cli.app import App
from vpr_tracker.cli.plain import format_day, json_text
from vpr_tracker.cli.reports import lines
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import _
from vpr_tracker.reports.check import SCHEMA, check, nagios_unknown
from vpr_tracker.reports.database import connect


def run(app: App, *, as_json: bool, nagios: bool, on: date | None, plan: str | None) -> int:
    """Check the database of this run and print the outcome; gives the exit code."""
    if nagios:
        return _for_monitoring(app, as_json, on, plan)
    with connect(app.database_url) as db:
        result = check(db, on=on, plan=plan)
    if as_json:
        lines.show([json_text(SCHEMA, result.to_json())])
    else:
        lines.show([f"{format_day(result.today)}: {result.message}"])
    return result.code


def _for_monitoring(app: App, as_json: bool, on: date | None, plan: str | None) -> int:
    try:
        if as_json:
            raise UsageError(_("--nagios and --json do not go together"))
        with connect(app.database_url) as db:
            code, line = check(db, on=on, plan=plan).nagios()
    except Exception as error:  # whatever goes wrong, monitoring has to see UNKNOWN, never OK or CRITICAL
        return unknown(str(error) or type(error).__name__)
    lines.show([line])
    return code


def unknown(message: str) -> int:
    """Print that the check could not be made, the way monitoring understands it; gives the exit code."""
    code, line = nagios_unknown(message)
    lines.show([line])
    return code
