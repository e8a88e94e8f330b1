"""``vpr ical export``: deadlines as an iCalendar file."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_ical.commands.options import calendar_options
from vpr_tracker_ical.i18n import N_, _


@kit.command(
    help=N_(
        "Write deadlines as an iCalendar file, to be imported into a calendar: of everything, a plan, a school, an "
        "owner, a role or a task. The same database gives the same file, byte for byte."
    ),
    examples=[
        "vpr ical export --school 4 -o school-4.ics",
        'vpr ical export --owner "Иванова А. А." --type both --detail full',
        "vpr ical export --alarm 3d --alarm 1d -o plan.ics",
    ],
)
@kit.plan_option
@click.option("--owner", metavar=N_("NAME"), help=N_("What a person owns, by name or through a role held at a school."))
@kit.school_option
@click.option("--role", metavar=N_("ROLE"), help=N_("What a role owns, as the plan prints it."))
@click.option("--task", metavar=N_("TASK"), help=N_("One task, by number or identifier."))
@calendar_options
@kit.on_option
@kit.output_option
def command(
    plan: str | None,
    owner: str | None,
    school: str | None,
    role: str | None,
    task: str | None,
    on: date | None,
    output: str | None,
    **chosen: Any,  # noqa: ANN401 -- what calendar_options gives
) -> None:
    """Write deadlines as an iCalendar file."""
    from vpr_tracker_ical.commands.options import options_of
    from vpr_tracker_ical.content.build import PlanSnapshot
    from vpr_tracker_ical.content.scope import Scope
    from vpr_tracker_ical.writing.ics import to_ics

    options = options_of(**chosen)
    with kit.app().tracker() as tracker:
        snapshot = PlanSnapshot.read(tracker, plan)
        scope = Scope(owner=owner, school=school, role=role, task=task)
        aged = options.done_days is not None or options.back_days is not None
        # The clock is asked only where an age was: otherwise the file follows from the database alone.
        content = snapshot.content(scope, options, on or tracker.today() if aged else None)
    for problem in content.problems:
        kit.note(_("Warning: {text}").format(text=problem))
    data = to_ics(content)
    if output in (None, "-"):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        kit.write_whole(str(output), data)
        kit.note(_("Written: {path}").format(path=output))
