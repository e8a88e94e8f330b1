"""``vpr log``: who changed what, and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.journal_words import action_word
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.i18n import N_, _

SCHEMA = "vpr-tracker/log/1"


@kit.command(
    help=N_("Show the journal: who changed what, and when; the newest entries last. It is only ever added to."),
    examples=[
        "vpr log",
        "vpr log --task 1 --school 4",
        'vpr log --since "01.02.2023 12:00" --action accept --json',
        "vpr log --verify",
    ],
)
@click.option("--task", metavar=N_("TASK"), help=N_("Only this task."))
@kit.school_option
@click.option("--by", "actor", metavar=N_("WHO"), help=N_("Only changes by this person."))
@click.option("--action", metavar=N_("WORD"), help=N_("Only what was done so: submit, accept, import, undo …"))
@click.option("--since", type=kit.MOMENT, help=N_("Only from this day or moment on: 01.02.2023, «01.02.2023 12:00»."))
@click.option("--until", type=kit.MOMENT, help=N_("Only up to this day, or before this moment."))
@click.option("--limit", type=click.IntRange(min=1), metavar=N_("N"), help=N_("Only the newest so many (default: 50)."))
@click.option("--all", "everything", is_flag=True, help=N_("All entries."))
@click.option("--verify", is_flag=True, help=N_("See that nothing in the journal was altered or is missing."))
@kit.plan_option
@kit.json_option
def command(
    limit: int | None,
    everything: bool,
    verify: bool,
    since: date | datetime | None,
    until: date | datetime | None,
    as_json: bool,
    **filters: Any,  # noqa: ANN401 -- click's keywords
) -> int:
    """Show the journal."""
    if verify:
        return _verify(as_json)
    with kit.app().tracker() as tracker:
        entries = tracker.log(since=since, until=until, limit=None if everything else limit or 50, **filters)
    if as_json:
        kit.emit_json(SCHEMA, {"entries": [as_data(entry) for entry in entries]})
        return 0
    if not entries:
        kit.echo(_("Nothing was recorded."))
        return 0
    columns = [
        kit.Column(_("No."), wrap=False, align=">"),
        kit.Column(_("When"), wrap=False),
        kit.Column(_("Who"), least=10),
        kit.Column(_("What"), least=10),
        kit.Column(_("About"), least=20),
    ]
    rows = [
        [str(entry.seq), kit.format_instant(entry.at), entry.actor, action_word(entry.action), "\n".join(_about(entry))]
        for entry in entries
    ]
    kit.print_table(columns, rows)
    return 0


def _about(entry: Any) -> list[str]:  # noqa: ANN401 -- a LogEntry; its module is heavy
    spot = " · ".join(
        part
        for part in (
            _("task {number}").format(number=entry.task) if entry.task else "",
            _("school {number}").format(number=entry.school) if entry.school else "",
        )
        if part
    )
    return [part for part in (spot, entry.subject, f"«{entry.note}»" if entry.note else "") if part]


def _verify(as_json: bool) -> int:
    from vpr_tracker.cli.commands.journal import tell

    with kit.app().tracker() as tracker:
        report = tracker.verify_journal()
    return tell(report, as_json)
