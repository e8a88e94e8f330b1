"""``vpr check``: says with its exit code whether anything is late or near; for cron and monitoring."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from vpr_tracker.cli import kit, lines
from vpr_tracker.cli.command import VprCommand
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _


class CheckCommand(VprCommand):
    """With ``--nagios`` also a wrongly written call is UNKNOWN: its usual exit code 2 would mean CRITICAL."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 -- click's
    ) -> click.Context:
        try:
            return super().make_context(info_name, [*args], parent, **extra)
        except click.UsageError as error:
            if "--nagios" not in args:
                raise
            raise click.exceptions.Exit(_unknown(error.format_message())) from error


@click.command(
    cls=CheckCommand,
    help=N_(
        "Say with the exit code whether anything is late: 0 nothing, 10 something is due soon, 11 something is late."
    ),
    examples=["vpr check", "vpr check --on 2023-02-10 --json", "vpr check --nagios"],
)
@kit.on_option
@click.option("--nagios", is_flag=True, help=N_("For Nagios, Icinga, Zabbix: exit code 0, 1, 2 or 3 and one line."))
@kit.plan_option
@kit.json_option
def command(as_json: bool, nagios: bool, on: date | None, plan: str | None) -> int:
    if not nagios:
        return _plain(on, plan, as_json)
    try:
        if as_json:
            raise UsageError(_("--nagios and --json do not go together"))
        return _for_monitoring(on, plan)
    except Exception as error:
        return _unknown(str(error) or type(error).__name__)


def _plain(on: date | None, plan: str | None, as_json: bool) -> int:
    from vpr_tracker.reports.check import SCHEMA, check

    with lines.open_database() as db:
        result = check(db, on=on, plan=plan)
    if as_json:
        kit.emit_json(SCHEMA, result.to_json())
    else:
        kit.echo(f"{kit.format_day(result.today)}: {result.message}")
    return result.code


def _for_monitoring(on: date | None, plan: str | None) -> int:
    from vpr_tracker.reports.check import check

    with lines.open_database() as db:
        code, line = check(db, on=on, plan=plan).nagios()
    kit.echo(line)
    return code


def _unknown(message: str) -> int:
    from vpr_tracker.reports.check import nagios_unknown

    code, line = nagios_unknown(message)
    kit.echo(line)
    return code
