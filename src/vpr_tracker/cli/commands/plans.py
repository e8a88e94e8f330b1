"""``vpr plans``: the plans of the database."""

from __future__ import annotations

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.i18n import N_, _

SCHEMA = "vpr-tracker/plans/1"


@kit.command(
    help=N_("List the plans of the database; --plan of other commands takes the number or a part of the title."),
    examples=["vpr plans", "vpr plans --json"],
)
@kit.json_option
def command(as_json: bool) -> None:
    """List the plans."""
    with kit.app().tracker() as tracker:
        plans = tracker.plans()
    if as_json:
        kit.emit_json(SCHEMA, {"plans": [as_data(plan) for plan in plans]})
        return
    if not plans:
        kit.echo(_("There are no plans yet: vpr import FILE."))
        return
    columns = [
        kit.Column(_("No."), wrap=False),
        kit.Column(_("Plan"), least=20),
        kit.Column(_("Period"), least=11),
        kit.Column(_("Tasks"), wrap=False, align=">"),
        kit.Column(_("Schools"), wrap=False, align=">"),
        kit.Column(_("Remarks"), wrap=False, align=">"),
    ]
    rows = [
        [
            str(plan.position),
            plan.title,
            kit.format_window(plan.period_start, plan.period_end),
            str(plan.tasks),
            str(plan.schools),
            str(plan.open_remarks),
        ]
        for plan in plans
    ]
    kit.print_table(columns, rows)
