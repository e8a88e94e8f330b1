"""The command ``vpr status``; what it prints is in ``vpr_tracker.cli.reports.status``."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.quick import LEVELS
from vpr_tracker.i18n import N_


@kit.command(
    help=N_("Show the state of every task on a date."),
    examples=["vpr status", "vpr status --on 10.02.2023 --overdue", "vpr status --school 7 --json"],
)
@kit.on_option
@kit.as_of_option
@click.option("--owner", metavar=N_("NAME"), help=N_("Only what this person or role owns; a part of the name will do."))
@kit.school_option
@click.option("--level", type=click.Choice(LEVELS), help=N_("Only tasks of this level."))
@click.option("--section", metavar=N_("TEXT"), help=N_("Only tasks of this section; a part of its name will do."))
@click.option("--overdue", is_flag=True, help=N_("Only tasks with something late."))
@kit.output_option
@kit.plan_option
@kit.json_option
def command(**asked: Any) -> int:  # noqa: ANN401 -- click's keywords
    from vpr_tracker.cli.reports.status import run

    return run(kit.app(), **asked)
