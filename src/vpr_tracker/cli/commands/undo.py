"""``vpr undo``: take back one's own last change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.journal_words import action_word
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import UndoResult

SCHEMA = "vpr-tracker/undo/1"


@kit.command(
    help=N_(
        "Take back one's own last change, whatever it was, also a whole import or table. Nothing is erased: the "
        "journal gets a new entry. Taking that back does the change again. What others built on is not taken back; "
        "they are named."
    ),
    examples=["vpr undo", "vpr undo --dry-run", "vpr undo --entry 12"],
)
@click.option(
    "--entry",
    type=click.IntRange(min=1),
    metavar=N_("N"),
    help=N_("Another change of one's own, by its number in the log."),
)
@kit.dry_run_option
@kit.note_option
@kit.actor_option
@kit.json_option
def command(entry: int | None, dry_run: bool, note: str | None, actor: str | None, as_json: bool) -> None:
    """Take back the last change."""
    with kit.app().tracker(actor) as tracker:
        result = tracker.undo(entry, note=note, dry_run=dry_run)
    if as_json:
        kit.emit_json(SCHEMA, {**as_data(result), "dry_run": dry_run})
    else:
        _show(result, dry_run)


def _show(result: UndoResult, dry_run: bool) -> None:
    rows = [
        [str(each.seq), kit.format_instant(each.at), action_word(each.action), each.subject] for each in result.entries
    ]
    columns: list[kit.Column | str] = [
        kit.Column(_("No."), wrap=False, align=">"),
        kit.Column(_("When"), wrap=False),
        kit.Column(_("What"), least=10),
        kit.Column(_("About"), least=20),
    ]
    kit.print_table(columns, rows)
    n = len(result.entries)
    if dry_run:
        text = ngettext("{n} entry would be taken back.", "{n} entries would be taken back.", n)
    elif result.again:
        text = ngettext("{n} entry holds again.", "{n} entries hold again.", n)
    else:
        text = ngettext("{n} entry was taken back.", "{n} entries were taken back.", n)
    kit.echo(text.format(n=n))
