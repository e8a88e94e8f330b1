"""Runs for people and programs: the fields of the JSON, the lines of a sheet, how a run stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.model import Run
    from vpr_tracker_checklists.templates.answers import Wanting
    from vpr_tracker_checklists.templates.model import Template

SCHEMA: Final = "vpr-tracker/checklist-run/1"
STATUS: Final = {"draft": N_("draft"), "finished": N_("finished"), "replaced": N_("replaced")}
_COLOURS: Final = {"draft": "yellow", "finished": "green", "replaced": None}


def run_data(run: Run, template: Template | None = None) -> dict[str, Any]:
    """A run in JSON; with its template also every item that is asked, in order."""
    found: dict[str, Any] = {
        "number": run.number,
        "run_id": run.id,
        "series": run.series,
        "version": run.version,
        "status": run.status,
        "plan_id": run.plan_id,
        "school": run.school,
        "template": run.template,
        "title": run.title,
        "held_on": run.held_on,
        "inspector": run.inspector,
        "reason": run.reason,
        "origin": run.origin,
        "form_id": run.form_id,
        "started_at": run.started_at,
        "started_by": run.started_by,
        "finished_at": run.finished_at,
        "finished_by": run.finished_by,
        "answers": dict(run.sheet.answers),
        "notes": dict(run.sheet.notes),
        "evidence": {name: list(files) for name, files in run.sheet.evidence.items()},
    }
    if template is not None:
        found["findings"] = [{"item": each.item.name, "text": each.text} for each in _wanting(run, template)]
    return found


def _wanting(run: Run, template: Template) -> list[Wanting]:
    from vpr_tracker_checklists.templates.answers import wanting

    return wanting(template, run.sheet.answers, on=run.held_on)


def status_cell(run: Run) -> kit.Cell:
    """How a run stands, in a word."""
    return kit.Cell(_(STATUS[run.status]), _COLOURS[run.status])


def heading(run: Run) -> str:
    """A run in a line."""
    from vpr_tracker_checklists.runs.naming import called

    version = "" if run.version == 1 else " · " + _("version {n}").format(n=run.version)
    return called(run) + version


def print_sheet(run: Run, template: Template) -> None:
    """What was asked and answered, section by section; findings are marked."""
    from vpr_tracker_checklists.templates.answers import asked, show_answer

    bad = {each.item.name for each in _wanting(run, template)}
    shown = {item.name for item in asked(template, run.sheet.answers, on=run.held_on)}
    for section in template.sections:
        rows: list[list[str | kit.Cell]] = []
        for item in section.items:
            if item.name not in shown or item.type == "note":
                continue
            answer = show_answer(item, run.sheet.answers.get(item.name)) or "—"
            extra = [run.sheet.notes[item.name]] if item.name in run.sheet.notes else []
            extra += run.sheet.evidence.get(item.name, ())
            text = "\n".join([answer, *extra])
            rows.append(
                [item.label, kit.Cell(text, "red" if item.name in bad else None), "!" if item.name in bad else ""]
            )
        if rows:
            kit.echo()
            kit.echo(section.label)
            kit.print_table(
                [kit.Column("", least=30), kit.Column(_("Answer"), least=16), kit.Column("", wrap=False)],
                rows,
                indent="  ",
            )
