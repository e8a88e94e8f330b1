"""The command ``vpr due``; what it prints is in ``vpr_tracker.cli.reports.due``."""

from __future__ import annotations

from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.i18n import N_


@kit.command(
    help=N_("List what is due soon, by date: which task, what is missing, from whom."),
    examples=["vpr due", "vpr due --within 2w --school 7", "vpr due --owner директор --json"],
)
@click.option(
    "--within",
    "within_days",
    type=kit.SPAN,
    default="14d",
    help=N_("How far to look: 14d, 2w (default: 14d)."),
)
@click.option("--owner", metavar=N_("NAME"), help=N_("Only what this person or role owns; a part of the name will do."))
@kit.school_option
@kit.on_option
@kit.as_of_option
@kit.output_option
@kit.plan_option
@kit.json_option
def command(**asked: Any) -> int:  # noqa: ANN401 -- click's keywords
    from vpr_tracker.cli.reports.due import run

    return run(kit.app(), **asked)
