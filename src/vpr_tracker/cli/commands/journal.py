"""``vpr journal``: the journal as a whole. What it says is shown by ``vpr log``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import JournalReport

SCHEMA = "vpr-tracker/journal/1"
REPLAY_SCHEMA = "vpr-tracker/journal-replay/1"
_SHOWN = 20


@kit.group(
    help=N_("The journal as a whole: whether it is unbroken, and the state that it gives. What it says: vpr log."),
    examples=["vpr journal verify", "vpr journal verify --state"],
)
def command() -> None:
    """The journal as a whole."""


@command.command(
    "verify",
    help=N_(
        "See that no entry was altered, is missing or stands in another place; exit code 6 where one is. --state also "
        "replays the journal and sees whether the tables hold what it says."
    ),
    examples=["vpr journal verify", "vpr journal verify --state --json"],
)
@click.option("--state", is_flag=True, help=N_("Compare the tables with what the journal says, too."))
@kit.json_option
def verify(state: bool, as_json: bool) -> int:
    """Check the journal."""
    with kit.app().tracker() as tracker:
        report = tracker.verify_journal(state=state)
    return tell(report, as_json)


def tell(report: JournalReport, as_json: bool) -> int:
    """Print what was found; gives the exit code, or raises it as an error for people."""
    if as_json:
        kit.emit_json(
            SCHEMA,
            {
                **as_data(report),
                "ok": report.ok,
                "problems": [{"entry": seq, "message": message} for seq, message in report.problems],
                "rows": [{"table": table, "id": identifier} for table, identifier in report.rows],
            },
        )
        return 0 if report.ok else StorageError.exit_code
    if not report.ok:
        lines = [f"{seq}: {problem}" for seq, problem in report.problems]
        lines += [
            _("{table} {id}: not as the journal says").format(table=table, id=identifier)
            for table, identifier in report.rows
        ]
        left = len(lines) - _SHOWN
        if left > 0:
            lines = [*lines[:_SHOWN], ngettext("… and {n} more", "… and {n} more", left).format(n=left)]
        raise StorageError(
            _("the journal was altered") if report.problems else _("the tables were changed past the journal"),
            problems=lines,
            hint=_("compare it with a backup"),
        )
    kit.echo(_("The journal is whole: {n} entries.").format(n=report.entries))
    if report.state_checked:
        kit.echo(_("The tables hold what it says."))
    return 0


@command.command(
    "replay",
    help=N_("Rebuild the state from the journal in a new SQLite file, journal and all."),
    examples=["vpr journal replay --into again.sqlite3", "vpr journal replay --into then.sqlite3 --until 120"],
)
@click.option("--into", required=True, metavar=N_("FILE"), help=N_("The file to write; it must not exist yet."))
@click.option("--until", type=click.IntRange(min=1), metavar=N_("N"), help=N_("Only up to the entry with this number."))
@kit.json_option
def replay(into: str, until: int | None, as_json: bool) -> None:
    """Replay the journal."""
    with kit.app().tracker() as tracker:
        count = tracker.replay_journal(into, until=until)
    if as_json:
        kit.emit_json(REPLAY_SCHEMA, {"path": into, "entries": count})
    else:
        kit.echo(
            ngettext("Replayed {n} entry: {path}", "Replayed {n} entries: {path}", count).format(n=count, path=into)
        )


@command.command(
    "dump",
    help=N_("Write the tracked state out, a line of JSON for each row: equal states give equal files, byte for byte."),
    examples=["vpr journal dump -o state.jsonl"],
)
@kit.output_option
def dump(output: str | None) -> None:
    """Write the tracked state out."""
    with kit.app().tracker() as tracker:
        lines = list(tracker.dump())
    text = "".join(f"{line}\n" for line in lines)
    if output in (None, "-"):
        for line in lines:
            kit.echo(line)
        return
    from vpr_tracker.files import write_whole

    write_whole(str(output), text.encode("utf-8"))
    kit.note(_("Written: {path}").format(path=output))
