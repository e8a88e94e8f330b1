"""``vpr school year`` and ``vpr school term``: when the school terms are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_moved
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import MovedOccurrence

SCHEMA = "vpr-tracker/school-year/1"
MOVED_SCHEMA = "vpr-tracker/moved/1"
BASES = {"set": N_("set"), "recommended": N_("recommended, not confirmed"), "derived": N_("by rule, not confirmed")}


@kit.command(
    "year",
    help=N_(
        "Show the terms and holidays of a school year, and where each date comes from; --confirm takes them as set."
    ),
    examples=["vpr school year 2022/23", "vpr school year 2022/23 --confirm"],
)
@kit.argument("year", help=N_("The school year: 2022/23."))
@click.option("--confirm", is_flag=True, help=N_("The quarters are as shown."))
@kit.school_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def year_command(
    year: str, confirm: bool, school: str | None, actor: str | None, plan: str | None, as_json: bool
) -> None:
    """Show or confirm a school year."""
    with kit.app().tracker(actor) as tracker:
        if confirm:
            tracker.confirm_school_year(year, school=school, plan=plan)
        units = tracker.school_year(year, school=school, plan=plan)
    if as_json:
        kit.emit_json(SCHEMA, {"year": year, "units": [as_data(unit) for unit in units]})
        return
    rows = [[unit.key, kit.format_window(unit.start, unit.end), _(BASES[unit.basis])] for unit in units]
    kit.print_table([kit.Column(_("Key"), wrap=False), kit.Column(_("Dates"), wrap=False), _("Source")], rows)


@kit.command(
    "term",
    help=N_("Say when a term or holidays are, for all schools or for one; deadlines that hang on it move along."),
    examples=[
        "vpr school term 2022/23-III 09.01.2023 24.03.2023",
        "vpr school term 2022/23-III 09.01.2023 17.03.2023 --school 4",
    ],
)
@kit.argument("key", help=N_("The term: 2022/23-III, 2022/23-T2, 2022/23-winter."))
@kit.argument("start", type=kit.DAY, help=N_("Its first day."))
@kit.argument("end", type=kit.DAY, help=N_("Its last day."))
@kit.school_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def term_command(
    key: str, start: date, end: date, school: str | None, actor: str | None, plan: str | None, as_json: bool
) -> None:
    """Set a term."""
    if end < start:
        raise UsageError(_("the term ends before it begins"))
    with kit.app().tracker(actor) as tracker:
        moved: tuple[MovedOccurrence, ...] = tracker.set_school_term(key, start, end, school=school, plan=plan)
    if as_json:
        kit.emit_json(MOVED_SCHEMA, {"moved": [as_data(each) for each in moved]})
    else:
        show_moved(moved)
