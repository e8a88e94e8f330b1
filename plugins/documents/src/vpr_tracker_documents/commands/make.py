"""``vpr doc make``: documents of a kind."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker_documents.commands.remarks import remark
from vpr_tracker_documents.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vpr_tracker import Tracker
    from vpr_tracker_documents.making.kinds import Context, DocumentData

SCHEMA = "vpr-tracker/documents/1"
_LISTED = 3
"""More files than so many are only counted."""
_FILE = click.Path(dir_okay=False, path_type=Path)


@kit.command(
    "make",
    help=N_(
        "Make documents of a kind. -o names a file (NAME.docx), a folder, or an archive (NAME.zip); where there are "
        "many documents, NAME.docx holds all of them, each on a new page."
    ),
    examples=[
        "vpr doc make report --on 10.02.2023 -o report.docx",
        "vpr doc make order --task 1 --task 2 --number 13",
        "vpr doc make letter -o letters.zip",
    ],
)
@kit.argument("kind", help=N_("The kind of document; «vpr doc list» lists them."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar=N_("PLACE"),
    help=N_("The file, folder or archive to write."),
)
@kit.on_option
@click.option("--date", "dated", type=kit.DAY, help=N_("The document's own date (default: that of --on)."))
@click.option("--number", metavar=N_("NUMBER"), help=N_("The document's number (default: a blank)."))
@click.option("--template", type=_FILE, metavar=N_("FILE"), help=N_("A Word template of your own."))
@click.option("--task", "tasks", multiple=True, metavar=N_("TASK"), help=N_("A task of the plan; may be repeated."))
@kit.school_option
@click.option("--owner", metavar=N_("NAME"), help=N_("Only what this person or role owns; a part of the name will do."))
@click.option("--section", metavar=N_("TEXT"), help=N_("Only this section; a part of its name will do."))
@click.option(
    "--each",
    type=click.Choice(["school", "person", "section"]),
    help=N_("A document for each school, person or section."),
)
@click.option("--until", type=kit.DAY, help=N_("The day until which an answer is asked for."))
@click.option("--controller", metavar=N_("NAME"), help=N_("Who controls an order: «post, name» or a name."))
@click.option("--table", type=_FILE, metavar=N_("FILE"), help=N_("A table to fill in, .csv or .xlsx."))
@click.option("--said", type=_FILE, metavar=N_("FILE"), help=N_("What was said at the meeting, a TOML file."))
@click.option("--source", type=_FILE, metavar=N_("FILE"), help=N_("The approved Word file of the plan."))
@click.option("--any-source", is_flag=True, help=N_("Take the Word file even if it is not the one that was imported."))
@click.option("--replace", is_flag=True, help=N_("Replace marks that stand in the Word file already."))
@kit.plan_option
@kit.json_option
def make(
    kind: str,
    output: Path | None,
    template: Path | None,
    plan: str | None,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Make documents."""
    from vpr_tracker_documents.making.delivery import deliver
    from vpr_tracker_documents.making.make import Making
    from vpr_tracker_documents.making.registry import find_kind

    chosen = find_kind(kit.app().registry, kind)
    remarks: list[str] = []
    with kit.app().tracker() as tracker:
        context = context_of(tracker, plan, remarks.append, **asked)
        making = Making(chosen, context, template)
        written = deliver(making, output, _bar)
    remarks = list(dict.fromkeys([*remarks, *unsure(context)]))
    if as_json:
        answer = {
            "kind": chosen.name,
            "on": context.on,
            "date": context.dated,
            "documents": len(making),
            "files": [str(path) for path in written],
            "remarks": remarks,
        }
        kit.emit_json(SCHEMA, answer)
        return
    for line in remarks:
        remark(line)
    if len(written) > _LISTED:
        some = _("{count} files in {folder}").format(count=len(written), folder=written[0].parent)
        kit.echo(_("Written: {path}").format(path=some))
        return
    for path in written:
        kit.echo(_("Written: {path}").format(path=path))


make.short_help = N_("Make documents of a kind.")


def context_of(
    tracker: Tracker,
    plan: str | None,
    take: Callable[[str], None],
    *,
    on: date | None = None,
    dated: date | None = None,
    **options: Any,  # noqa: ANN401 -- the fields of Options
) -> Context:
    """What a document is made from, on this run's database and settings."""
    from vpr_tracker_documents.making.kinds import Context, Options
    from vpr_tracker_documents.making.stored import stored_forms

    plan_id = tracker.resolve_plan(plan)
    day = on or date.fromisoformat(tracker.status(plan=plan_id)["today"])
    return Context(
        tracker=tracker,
        plan_id=plan_id,
        on=day,
        dated=dated or day,
        forms=stored_forms(tracker),
        options=Options(**{**options, "tasks": tuple(options.get("tasks") or ())}),
        settings=kit.app().settings.section("documents"),
        remark=take,
    )


def unsure(context: Context) -> list[str]:
    """A line for each form of a name that a person has to look at."""
    return [
        _("«{text}» was written «{used}» ({case}): {reason}; settle it once with: vpr doc forms").format(
            text=each.text, used=each.used, case=each.case.question, reason=each.reason
        )
        for each in context.forms.unsure
    ]


def _bar(items: list[DocumentData]) -> AbstractContextManager[Iterable[DocumentData]]:
    return kit.progress(items, _("Documents"))
