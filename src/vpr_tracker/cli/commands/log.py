"""``vpr log``: who changed what, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.journal_words import action_word
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import N_, _

SCHEMA = "vpr-tracker/log/1"


@kit.command(
    help=N_("Show the journal: who changed what, and when; the newest entries last. It is only ever added to."),
    examples=["vpr log", "vpr log --task 1 --school 4", "vpr log --since 01.02.2023 --json", "vpr log --verify"],
)
@click.option("--task", metavar=N_("TASK"), help=N_("Only this task."))
@kit.school_option
@click.option("--by", "actor", metavar=N_("WHO"), help=N_("Only changes by this person."))
@click.option("--since", type=kit.DAY, help=N_("Only from this day on."))
@click.option("--until", type=kit.DAY, help=N_("Only up to this day."))
@click.option("--limit", type=click.IntRange(min=1), metavar=N_("N"), help=N_("Only the newest so many (default: 50)."))
@click.option("--all", "everything", is_flag=True, help=N_("All entries."))
@click.option("--verify", is_flag=True, help=N_("See that nothing in the journal was altered or is missing."))
@kit.plan_option
@kit.json_option
def command(
    limit: int | None,
    everything: bool,
    verify: bool,
    since: date | None,
    until: date | None,
    as_json: bool,
    **filters: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Show the journal."""
    if verify:
        _verify(as_json)
        return
    with kit.app().tracker() as tracker:
        entries = tracker.log(since=since, until=until, limit=None if everything else limit or 50, **filters)
    if as_json:
        kit.emit_json(SCHEMA, {"entries": [as_data(entry) for entry in entries]})
        return
    if not entries:
        kit.echo(_("Nothing was recorded."))
        return
    columns = [
        kit.Column(_("When"), wrap=False),
        kit.Column(_("Who"), least=10),
        kit.Column(_("What"), least=10),
        kit.Column(_("About"), least=20),
    ]
    rows = [
        [kit.format_instant(entry.at), entry.actor, action_word(entry.action), "\n".join(_about(entry))]
        for entry in entries
    ]
    kit.print_table(columns, rows)


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


def _verify(as_json: bool) -> None:
    with kit.app().tracker() as tracker:
        report = tracker.verify_journal()
    if not report.ok:
        raise StorageError(
            _("the journal was altered"),
            problems=[f"{seq}: {problem}" for seq, problem in report.problems],
            hint=_("compare it with a backup"),
        )
    if as_json:
        kit.emit_json("vpr-tracker/journal/1", as_data(report))
    else:
        kit.echo(_("The journal is whole: {n} entries.").format(n=report.entries))
