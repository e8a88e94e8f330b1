"""The command ``vpr matrix``; what it prints is in ``vpr_tracker.cli.reports.matrix``."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.i18n import N_


@kit.command(
    help=N_("Show who has not handed in: schools and deliverables."),
    examples=["vpr matrix --task 1", "vpr matrix --school 7 --on 10.02.2023", "vpr matrix -o matrix.xlsx"],
)
@click.option("--task", metavar=N_("NUMBER"), help=N_("Only this task, with the committee's part of it."))
@kit.school_option
@click.option("--owner", metavar=N_("NAME"), help=N_("Only what this person or role owns; a part of the name will do."))
@kit.on_option
@kit.as_of_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar=N_("FILE"),
    help=N_("Write a file for Excel: .xlsx, else CSV («-»: standard output)."),
)
@kit.plan_option
@kit.json_option
def command(**asked: Any) -> int:  # noqa: ANN401 -- click's keywords
    from vpr_tracker.cli.reports.matrix import run

    return run(kit.app(), **asked)
