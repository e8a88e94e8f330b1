"""``vpr import``: read a plan, show what was understood and every remark, keep it."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_head, show_remarks, show_tasks
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.plans.draft import PlanDraft
    from vpr_tracker.tracker.views import ImportResult


@kit.command(
    help=N_(
        "Read an approved plan (.docx, or a plan file .toml), show what was understood and every remark with its cell, "
        "and keep it in the database. A file that cannot be understood changes nothing. With --amend the file is a new "
        "edition of a tracked plan: the difference is shown, what is doubtful is asked (without a terminal it is "
        "listed and the exit code is 9), and what was recorded stays with the tasks that go on."
    ),
    examples=[
        "vpr import plan-2023.docx",
        "vpr import plan-2023.docx --dry-run",
        "vpr import plan.docx --period 2025-09-01..2026-08-31",
        "vpr import plan-new.docx --amend 1 --dry-run",
        "vpr import plan-new.docx --amend 1 --match 5=7 --match 6= --yes",
    ],
)
@kit.argument("file", help=N_("The document."))
@kit.period_option
@click.option(
    "--amend",
    metavar=N_("PLAN"),
    help=N_("Take the file for a new edition of this plan: its number in «vpr plans», or a part of its title."),
)
@click.option(
    "--match",
    "matches",
    multiple=True,
    metavar=N_("OLD=NEW"),
    help=N_(
        "With --amend: this task is that row of the new edition; OLD= is gone, =NEW is new. «@3» names the third row."
    ),
)
@kit.yes_option
@kit.dry_run_option
@kit.note_option
@kit.actor_option
@kit.json_option
def command(
    file: str,
    period: tuple[date, date] | None,
    amend: str | None,
    matches: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    note: str | None,
    actor: str | None,
    as_json: bool,
) -> int:
    """Import a plan."""
    from vpr_tracker.plugins.importing import read_plan

    if matches and amend is None:
        raise UsageError(_("--match answers a question about a new edition: name the plan with --amend"))
    # The file first: a bad one must not even open the database.
    draft = read_plan(file, period=period, registry=kit.app().registry)
    if amend is not None:
        from vpr_tracker.cli.amending import amend as amend_plan

        with kit.app().tracker(actor) as tracker:
            return amend_plan(
                tracker, draft, amend, matches=matches, yes=yes, dry_run=dry_run, note=note, as_json=as_json
            )
    result = None
    if not dry_run:
        with kit.app().tracker(actor) as tracker:
            result = tracker.import_plan(draft, note=note)
    if as_json:
        data = draft.to_json()
        kit.emit_json(data["schema"], {**data, "import": as_data(result) if result else None})
    else:
        _show(draft, result)
    return 0


def _show(draft: PlanDraft, result: ImportResult | None) -> None:
    show_head(draft.plan)
    kit.echo()
    show_tasks(draft.tasks)
    kit.echo()
    if draft.remarks:
        show_remarks(draft)
        kit.echo()
    kit.echo(_summary(draft, result))
    if result is not None and sys.stdout.isatty():
        kit.note(_("Next: vpr review goes through the remarks, vpr school add NUMBER lists a school."))


def _summary(draft: PlanDraft, result: ImportResult | None) -> str:
    count = ngettext("{n} task", "{n} tasks", len(draft.tasks)).format(n=len(draft.tasks))
    if result is None:
        return _("Nothing was written (--dry-run): {count}.").format(count=count)
    if not result.created:
        return _("This document is tracked already; nothing was changed.")
    return _("Kept: {count}.").format(count=count)
