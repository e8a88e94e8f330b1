"""The command ``vpr check``; what it prints is in ``vpr_tracker.cli.reports.check``."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.command import VprCommand
from vpr_tracker.i18n import N_


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
            from vpr_tracker.cli.reports.check import unknown

            raise click.exceptions.Exit(unknown(error.format_message())) from error


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
def command(**asked: Any) -> int:  # noqa: ANN401 -- click's keywords
    from vpr_tracker.cli.reports.check import run

    return run(kit.app(), **asked)
