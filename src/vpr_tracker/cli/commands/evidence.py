"""``vpr evidence``: files and links that were handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data
from vpr_tracker.cli.recording import choosing_options, evidence_options
from vpr_tracker.errors import StorageError
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import EvidenceReport, EvidenceView

SCHEMA = "vpr-tracker/evidence/1"
VERIFY_SCHEMA = "vpr-tracker/evidence-verify/1"
FETCH_SCHEMA = "vpr-tracker/evidence-file/1"
_SHOWN_ID = 8
_FAULTS = {
    "missing": N_("the file is missing"),
    "altered": N_("the file was altered"),
    "unreadable": N_("the file cannot be read"),
}


@kit.group(
    help=N_(
        "Files and links that were handed in. Files are copied into a store of their own, by what they hold, and can "
        "be checked at any time."
    ),
    examples=["vpr evidence list --school 4", "vpr evidence verify"],
)
def command() -> None:
    """Evidence."""


@command.command(
    "list",
    help=N_("List what was handed in; --lapsed also what came with something that was sent back or taken back."),
    examples=["vpr evidence list", "vpr evidence list 1 --school 4 --lapsed"],
)
@kit.argument("task", required=False, help=N_("The number of the task; without it, all."))
@kit.school_option
@click.option("--lapsed", is_flag=True, help=N_("Also what counts no more."))
@kit.plan_option
@kit.json_option
def list_(task: str | None, school: str | None, lapsed: bool, plan: str | None, as_json: bool) -> None:
    """List evidence."""
    with kit.app().tracker() as tracker:
        found = tracker.evidence(task, school=school, lapsed=lapsed, plan=plan)
    _answer(found, as_json)


@command.command(
    "add",
    help=N_("Add files and links to what was handed in and is not accepted yet."),
    examples=['vpr evidence add 1 --school 4 --deliverable "приказ" --file приказ.pdf'],
)
@choosing_options
@evidence_options
def add(task: str, actor: str | None, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 -- click's keywords
    """Add evidence."""
    with kit.app().tracker(actor) as tracker:
        added = tracker.add_evidence(task, **chosen)
    _answer(added, as_json)


@command.command(
    "get",
    help=N_("Write a file that was handed in to disk, after seeing that it is as it was."),
    examples=["vpr evidence get 1f2e3d4c", "vpr evidence get 1f2e3d4c -o приказ.pdf"],
)
@kit.argument("key", help=N_("Its identifier, as «vpr evidence list» prints it."))
@kit.output_option
@kit.yes_option
@kit.json_option
def get(key: str, output: str | None, yes: bool, as_json: bool) -> None:
    """Fetch a file."""
    with kit.app().tracker() as tracker:
        path = tracker.fetch_evidence(key, output, replace=yes)
    if as_json:
        kit.emit_json(FETCH_SCHEMA, {"path": str(path)})
    else:
        kit.echo(_("Written: {path}").format(path=path))


@command.command(
    "verify",
    help=N_("See that every file in the store is as it was handed in; exit code 6 where one is not."),
    examples=["vpr evidence verify", "vpr evidence verify --json"],
)
@kit.json_option
def verify(as_json: bool) -> int:
    """Check the store."""
    with kit.app().tracker() as tracker:
        report = tracker.verify_evidence()
    if as_json:
        kit.emit_json(VERIFY_SCHEMA, {**as_data(report), "ok": report.ok, "problems": _problems(report)})
        return 0 if report.ok else StorageError.exit_code
    if not report.ok:
        raise StorageError(
            _("the store does not hold what was handed in"),
            problems=[f"{name}: {_(_FAULTS[fault])} ({location})" for location, fault, name in report.problems],
            hint=_("put the file back from a copy, or hand it in again"),
            where=report.place,
        )
    kit.echo(
        ngettext("{n} file is as it was handed in.", "{n} files are as they were handed in.", report.files).format(
            n=report.files
        )
    )
    if report.unused:
        kit.echo(
            ngettext(
                "{n} file belongs to nothing that is recorded.",
                "{n} files belong to nothing that is recorded.",
                report.unused,
            ).format(n=report.unused)
        )
    return 0


def _problems(report: EvidenceReport) -> list[dict[str, str]]:
    return [{"location": location, "fault": fault, "name": name} for location, fault, name in report.problems]


def _answer(found: list[EvidenceView], as_json: bool) -> None:
    if as_json:
        kit.emit_json(SCHEMA, {"evidence": [as_data(each) for each in found]})
        return
    if not found:
        kit.echo(_("Nothing was handed in."))
        return
    rows = [
        [
            each.evidence_id[:_SHOWN_ID],
            each.task,
            each.school or _("committee"),
            each.deliverable or _("carried out"),
            (each.url or each.name) + ("\n" + _("counts no more") if each.lapsed else ""),
            _size(each),
        ]
        for each in found
    ]
    columns: list[kit.Column | str] = [
        kit.Column(_("Id"), wrap=False),
        kit.Column(_("No."), wrap=False),
        _("School"),
        kit.Column(_("Result"), least=14),
        kit.Column(_("File"), least=14),
        kit.Column(_("Size"), wrap=False, align=">"),
    ]
    kit.print_table(columns, rows)


def _size(each: EvidenceView) -> str:
    from vpr_tracker.storage.evidence_sources import size_text

    return "" if each.size is None else size_text(each.size)
