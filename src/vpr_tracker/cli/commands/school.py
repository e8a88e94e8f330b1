"""``vpr school``: the schools of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_schools
from vpr_tracker.cli.school_terms import term_command, year_command
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import SchoolsResult

SCHEMA = "vpr-tracker/schools/1"


@kit.group(
    help=N_("The schools of a plan: each gets its obligations when it is added; the terms of their school year."),
    examples=["vpr school add 4", "vpr school list", "vpr school import schools.csv"],
)
def command() -> None:
    """The schools of a plan."""


command.add_command(year_command)
command.add_command(term_command)


@command.command(
    "add",
    help=N_("Add a school to a plan; it gets its obligations at once."),
    examples=["vpr school add 4", 'vpr school add 7 "Гимназия № 7"'],
)
@kit.argument("number", help=N_('The number of the school; "" where it has none.'))
@kit.argument("name", required=False, help=N_("What it is called; without it «Школа № N»."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def add(number: str, name: str | None, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Add a school."""
    with kit.app().tracker(actor) as tracker:
        _answer(tracker.add_school(number, name, plan=plan), as_json)


@command.command(
    "import",
    help=N_(
        "Add the schools of a CSV file, all or none. The columns are number and name (номер, название); "
        "separators, UTF-8 and Windows-1251 are recognised."
    ),
    examples=["vpr school import schools.csv"],
)
@kit.argument("file", help=N_("The CSV file."))
@kit.actor_option
@kit.plan_option
@kit.json_option
def import_(file: str, actor: str | None, plan: str | None, as_json: bool) -> None:
    """Add the schools of a file."""
    from vpr_tracker.cli.schools_file import read_schools

    rows = read_schools(file)
    with kit.app().tracker(actor) as tracker:
        _answer(tracker.import_schools(rows, plan=plan), as_json)


@command.command(
    "list",
    help=N_("List the schools of a plan, with who holds which role."),
    examples=["vpr school list", "vpr school list --json"],
)
@kit.plan_option
@kit.json_option
def list_(plan: str | None, as_json: bool) -> None:
    """List the schools."""
    with kit.app().tracker() as tracker:
        schools = tracker.schools(plan)
    if as_json:
        kit.emit_json(SCHEMA, {"schools": [as_data(school) for school in schools]})
    elif schools:
        show_schools(schools)
    else:
        kit.echo(_("The plan has no schools yet: vpr school add NUMBER."))


def _answer(result: SchoolsResult, as_json: bool) -> None:
    if as_json:
        kit.emit_json(SCHEMA, as_data(result))
        return
    if result.added:
        show_schools(result.added)
        count = ngettext("{n} school added", "{n} schools added", len(result.added)).format(n=len(result.added))
        owed = ngettext("{n} thing to hand in", "{n} things to hand in", result.obligations).format(
            n=result.obligations
        )
        kit.echo(f"{count}; {owed}.")
    for school in result.present:
        kit.note(_("The plan lists it already: {name}").format(name=school.name))
