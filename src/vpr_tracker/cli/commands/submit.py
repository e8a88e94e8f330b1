"""``vpr submit``: record what was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.recording import answer, choosing_options_of_any_task, evidence_options
from vpr_tracker.errors import BadInput, UsageError
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.orders import Submission


@kit.command(
    help=N_(
        "Record what was handed in: by one school or all, one result or all, for one due time or those that have "
        "begun. --withdraw takes a record back as long as nobody accepted or returned it. --from reads a table in CSV "
        "of who handed in what, shows it and records all of it or nothing."
    ),
    examples=[
        "vpr submit 1 --school 4",
        'vpr submit 1 --school 4 --deliverable "приказ" --file приказ.pdf --note "письмо от 20.01"',
        "vpr submit 6 --progress 35",
        "vpr submit --school 4 --task 1 --task 2 --all",
        "vpr submit --from сдано.csv",
    ],
)
@choosing_options_of_any_task
@evidence_options
@click.option("--progress", type=click.IntRange(min=0), metavar=N_("N"), help=N_("How many of the quantity there are."))
@click.option("--task", "tasks", multiple=True, metavar=N_("TASK"), help=N_("A task; repeat it for several."))
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=N_("Also due times that have not begun; without a task, all that is owed."),
)
@click.option("--withdraw", is_flag=True, help=N_("Take the record back."))
@click.option("--from", "table", metavar=N_("FILE"), help=N_("A table in CSV: task;school;result;progress;file;note."))
@click.option("--skip-bad", is_flag=True, help=N_("With --from: leave out the rows that cannot be recorded."))
@kit.dry_run_option
@kit.yes_option
def command(
    task: str | None,
    tasks: tuple[str, ...],
    table: str | None,
    withdraw: bool,
    skip_bad: bool,
    dry_run: bool,
    yes: bool,
    actor: str | None,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Record what was handed in."""
    named = [each for each in (task, *tasks) if each is not None]
    _check(named, table, withdraw, skip_bad, dry_run, asked)
    plan = asked.pop("plan")
    with kit.app().tracker(actor) as tracker:
        if table is not None:
            _from_table(tracker, table, plan=plan, skip_bad=skip_bad, dry_run=dry_run, yes=yes, as_json=as_json)
        elif withdraw:
            chosen = {name: asked[name] for name in ("school", "deliverable", "occurrence", "note")}
            answer(tracker.withdraw(named[0], **chosen, plan=plan), as_json)
        elif len(named) <= 1 and not dry_run:
            answer(tracker.submit(named[0] if named else None, **asked, plan=plan), as_json)
        else:
            many = _submissions(named or [None], asked)
            result = tracker.submit_many(many, plan=plan, dry_run=dry_run)
            answer(result.changes, as_json, dry_run=dry_run)


def _check(
    named: list[str], table: str | None, withdraw: bool, skip_bad: bool, dry_run: bool, asked: dict[str, Any]
) -> None:
    handed_in = ("progress", "files", "urls", "everything")
    if table is not None:
        given = [name for name, value in asked.items() if value and name != "plan"]
        if named or given or withdraw:
            raise UsageError(_("--from goes alone: the table says who handed in what"))
        return
    if skip_bad:
        raise UsageError(_("--skip-bad is for --from"))
    if withdraw and (len(named) != 1 or dry_run or any(asked[name] for name in handed_in)):
        raise UsageError(_("--withdraw goes with one task, and with nothing that is handed in"))
    if not named and not asked["everything"]:
        raise UsageError(
            _("name a task, or say --all with a school"), hint=_("vpr submit 1 --school 4; vpr submit --school 4 --all")
        )


def _submissions(named: list[Any], asked: dict[str, Any]) -> list[Submission]:
    from vpr_tracker.tracker.orders import Submission

    return [
        Submission(task=each, **asked, where=_("task {number}").format(number=each) if each else None) for each in named
    ]


def _from_table(
    tracker: Tracker, path: str, *, plan: str | None, skip_bad: bool, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Show what the table would do; record it when that is confirmed."""
    from vpr_tracker.cli.submissions_file import read_submissions

    found, bad = read_submissions(path)
    seen = tracker.submit_many(found, plan=plan, leave_out_bad=True, dry_run=True)
    refused = [*bad, *seen.refused]
    if refused and not skip_bad:
        raise BadInput(
            _("some rows of «{path}» cannot be recorded; nothing was written").format(path=path),
            problems=[f"{where}: {why}" for where, why in _by_line(refused)],
            hint=_("correct them, or leave them out: --skip-bad"),
            where=path,
        )
    if dry_run:
        answer(seen.changes, as_json, refused=_by_line(refused), dry_run=True)
        return
    if not as_json and not yes:
        answer(seen.changes, as_json, refused=_by_line(refused), dry_run=True)
    if not kit.confirm(_("Record all of this?"), yes=yes):
        kit.note(_("Nothing was written."))
        return
    result = tracker.submit_many(found, plan=plan, leave_out_bad=skip_bad)
    answer(result.changes, as_json, refused=_by_line([*bad, *result.refused]))


def _by_line(refused: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(refused, key=lambda each: int("".join(filter(str.isdecimal, each[0])) or 0))
