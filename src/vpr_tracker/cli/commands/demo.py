"""``vpr demo``: the whole way on the sample plan, in a folder of its own."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vpr_tracker.cli import kit
from vpr_tracker.errors import RuleBroken
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.plans.draft import PlanDraft
    from vpr_tracker.tracker import Tracker

SAMPLE: Final = "vpr-2023.docx"
DATABASE: Final = "vpr.sqlite3"
SCHOOLS: Final = ("1", "2", "4", "7")
RECORDED: Final = datetime(2023, 2, 8, 9, 0, tzinfo=UTC)
DAY: Final = date(2023, 2, 10)


@kit.command(
    help=N_(
        "Go the whole way on the sample plan, in a folder of its own: import, schools, a few submissions, the status "
        "as of 10.02.2023, and the files that come of it. Nothing else on this machine is touched."
    ),
    examples=["vpr demo", "vpr demo --to try-it"],
)
@click.option(
    "--to", "folder", metavar=N_("FOLDER"), help=N_("The folder to make; without it «vpr-demo», or the next free.")
)
def command(folder: str | None) -> None:
    """Show what the tool does."""
    from vpr_tracker.plugins.importing import read_plan
    from vpr_tracker.samples import sample_plan
    from vpr_tracker.tracker import Tracker

    place = _new(Path(folder) if folder else _free())
    document = place / SAMPLE
    shutil.copyfile(sample_plan(SAMPLE), document)
    draft = read_plan(document, registry=kit.app().registry)
    with Tracker.open(place / DATABASE, actor="demo", clock=lambda: RECORDED, registry=kit.app().registry) as tracker:
        _import(tracker, draft)
        _schools(tracker)
        _submissions(tracker)
        _step(_("The status on the day"), f"vpr status --on {DAY}")
    _status(place / DATABASE)
    _files(place, draft)
    _next(place)


def _free() -> Path:
    names = ("vpr-demo" if number == 1 else f"vpr-demo-{number}" for number in count(1))
    return next(Path(name) for name in names if not Path(name).exists())


def _new(place: Path) -> Path:
    try:
        place.mkdir(parents=True)
    except FileExistsError as error:
        raise RuleBroken(
            _("the folder «{folder}» is there already").format(folder=place),
            hint=_("name another one with --to, or remove it"),
            where=str(place),
        ) from error
    return place


def _step(title: str, line: str) -> None:
    kit.echo()
    kit.echo(click.style(f"— {title}", bold=True))
    kit.echo(click.style(f"  $ {line}", dim=True))


def _import(tracker: Tracker, draft: PlanDraft) -> None:
    _step(_("The approved Word plan becomes tasks"), f"vpr import {SAMPLE}")
    tracker.import_plan(draft)
    tasks = ngettext("{n} task", "{n} tasks", len(draft.tasks)).format(n=len(draft.tasks))
    remarks = ngettext("{n} remark", "{n} remarks", len(draft.remarks)).format(n=len(draft.remarks))
    kit.echo(f"  {tasks}, {remarks}")
    for remark in draft.remarks:
        if remark.code in ("number_missing", "spelling"):
            kit.paragraph(f"• {remark.message}", indent="  ")


def _schools(tracker: Tracker) -> None:
    _step(_("Its schools get what each of them owes"), "vpr school add 1")
    result = tracker.import_schools({"number": number} for number in SCHOOLS)
    owed = ngettext("{n} thing to hand in", "{n} things to hand in", result.obligations).format(n=result.obligations)
    kit.echo(f"  №{', '.join(SCHOOLS)}: {owed}")


def _submissions(tracker: Tracker) -> None:
    _step(_("Schools send, the committee accepts or sends back"), "vpr submit 1 --school 4 --deliverable 1")
    for school in ("1", "4", "7"):
        tracker.submit("1", school=school, deliverable="1")
    tracker.accept("1", school="1", deliverable="1")
    tracker.return_("1", school="7", deliverable="1", note=_("The conclusions are missing"))
    accepted, waiting, returned = _("accepted"), _("in review"), _("sent back")
    kit.echo(f"  №1: {accepted}; №4: {waiting}; №7: {returned}")


def _status(database: Path) -> None:
    from vpr_tracker.cli.reports.status import report_lines
    from vpr_tracker.reports.database import connect
    from vpr_tracker.reports.status import status

    with connect(database) as db:
        for line in report_lines(status(db, on=DAY)):
            kit.echo(line)


def _files(place: Path, draft: PlanDraft) -> None:
    from vpr_tracker.cli.reports.matrix_csv import write
    from vpr_tracker.plans.files import write_plan_file
    from vpr_tracker.reports.database import connect
    from vpr_tracker.reports.matrix import matrix

    write_plan_file(draft, place / "plan.toml")
    with connect(place / DATABASE) as db:
        write(matrix(db, on=DAY), str(place / "matrix.csv"))
    kit.echo()
    kit.echo(click.style(_("— Written"), bold=True))
    for name, text in (
        (SAMPLE, _("the approved document, as it came")),
        (DATABASE, _("the tracked plan with its journal")),
        ("plan.toml", _("the plan as a file to read and edit")),
        ("matrix.csv", _("who has not handed in, for Excel")),
    ):
        kit.echo(f"  {place / name}  {text}")


def _next(place: Path) -> None:
    kit.echo()
    kit.echo(click.style(_("— Try next"), bold=True))
    database = place / DATABASE
    for line in (
        f"vpr --db {database} show 9.1",
        f"vpr --db {database} matrix --task 1 --on {DAY}",
        f"vpr --db {database} due --within 14d --on {DAY}",
        f"vpr --db {database} review",
        'vpr deadline "не позднее чем за 10 дней до начала ВПР"',
    ):
        kit.echo(f"  {line}")
