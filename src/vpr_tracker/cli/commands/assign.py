"""``vpr assign``: who holds a role at a school."""

from __future__ import annotations

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_schools
from vpr_tracker.i18n import N_

SCHEMA = "vpr-tracker/school/1"


@kit.command(
    help=N_("Name the person who holds a role at a school (or at the committee, by its name)."),
    examples=['vpr assign "Ответственный за проведение ВПР" "Петрова А. Б." --school 4'],
)
@kit.argument("role", help=N_("The role, as the plan calls it."))
@kit.argument("person", help=N_("The person."))
@click.option("--school", required=True, metavar=N_("SCHOOL"), help=N_("The school: its number, or its name."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(role: str, person: str, school: str, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Name who holds a role."""
    with kit.app().tracker(actor) as tracker:
        view = tracker.assign(role, person, school=school, plan=plan)
    if as_json:
        kit.emit_json(SCHEMA, {"school": as_data(view)})
    else:
        show_schools([view])
