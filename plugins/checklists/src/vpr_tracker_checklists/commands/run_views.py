"""Runs on screen and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from vpr_tracker.cli import kit
from vpr_tracker_checklists.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker_checklists.runs.model import Run
    from vpr_tracker_checklists.templates.model import Item, Template

STATES: Final = {"draft": N_("draft"), "finished": N_("finished"), "replaced": N_("replaced")}
ORIGINS: Final = {
    "terminal": N_("entered here"),
    "file": N_("from a file of answers"),
    "form": N_("from a returned form"),
}
_COLOURS: Final = {"draft": "yellow", "finished": "green", "replaced": None}


def run_data(run: Run) -> dict[str, Any]:
    """A run in JSON."""
    return {
        "number": run.number,
        "version": run.version,
        "run_id": run.id,
        "series": run.series,
        "plan_id": run.plan_id,
        "organisation_id": run.organisation_id,
        "school": run.school,
        "school_name": run.school_name,
        "template": run.template,
        "template_id": run.template_id,
        "title": run.title,
        "held_on": run.held_on,
        "inspector": run.inspector,
        "status": run.status,
        "answers": dict(run.sheet.answers),
        "notes": dict(run.sheet.notes),
        "evidence": {item: list(names) for item, names in run.sheet.evidence.items()},
        "reason": run.reason,
        "origin": run.origin,
        "form_id": run.form_id,
        "stamp": run.stamp,
        "started_at": run.started_at,
        "started_by": run.started_by,
        "finished_at": run.finished_at,
        "finished_by": run.finished_by,
    }


def state_cell(run: Run) -> kit.Cell:
    """Where a run stands; a correction says so."""
    text = _(STATES[run.status])
    if run.status == "draft" and run.version > 1:
        text = _("correction, draft")
    return kit.Cell(text, _COLOURS[run.status])


def table_of(runs: list[Run]) -> None:
    """Print runs as a table."""
    kit.print_table(
        [
            kit.Column("№", wrap=False, align=">"),
            kit.Column(_("Day"), wrap=False),
            kit.Column(_("School"), wrap=False),
            kit.Column(_("Checklist"), least=20),
            kit.Column(_("Inspector"), least=12),
            kit.Column(_("State"), least=8),
        ],
        [
            [str(run.number), kit.format_day(run.held_on), run.school, run.title, run.inspector, state_cell(run)]
            for run in runs
        ],
    )


def print_head(run: Run) -> None:
    """What a run is: title, school, day, who, where it stands."""
    kit.paragraph(_("№{number} · {title}").format(number=run.number, title=run.title))
    kit.paragraph(_("School: {name}").format(name=run.school_name))
    kit.paragraph(_("Day: {day}; inspector: {who}").format(day=kit.format_day(run.held_on), who=run.inspector or "—"))
    if run.finished_at is None:
        state = _(STATES[run.status])
    else:
        instant = kit.format_instant(run.finished_at)
        state = _("{state} {instant}, {who}").format(state=_(STATES[run.status]), instant=instant, who=run.finished_by)
    kit.paragraph(_("{state}; {origin}").format(state=state, origin=_(ORIGINS[run.origin])))
    if run.version > 1:
        kit.paragraph(
            _("Version {n}: {reason}").format(n=run.version, reason=run.reason or _("a newer copy of the form"))
        )


def print_sheet(run: Run, template: Template) -> None:
    """Answers under their sections: what is asked, and what has a remark though it is not."""
    from vpr_tracker_checklists.templates.answers import asked, wanting

    relevant = {item.name for item in asked(template, run.sheet.answers, on=run.held_on)}
    found = {each.item.name for each in wanting(template, run.sheet.answers, on=run.held_on)}
    for section in template.sections:
        items = [
            item
            for item in section.items
            if item.type != "note"
            and (item.name in relevant or item.name in run.sheet.notes or item.name in run.sheet.evidence)
        ]
        if items:
            kit.echo()
            kit.echo(click.style(section.label, bold=True))
        for item in items:
            _print_item(run, item, wrong=item.name in found)


def _print_item(run: Run, item: Item, *, wrong: bool) -> None:
    from vpr_tracker_checklists.templates.answers import show_answer

    value = run.sheet.answers.get(item.name)
    answer = show_answer(item, value) if value is not None else "—"
    kit.paragraph(f"{'!' if wrong else '•'} {item.label}: {answer}")
    if item.name in run.sheet.notes:
        kit.paragraph(_("Noted: {text}").format(text=run.sheet.notes[item.name]), indent="    ")
    if item.name in run.sheet.evidence:
        kit.paragraph(_("Evidence: {names}").format(names="; ".join(run.sheet.evidence[item.name])), indent="    ")


def next_step(run: Run) -> str:
    """What can be done with a draft next."""
    return _("Go on: vpr checklist fill {number}; then: vpr checklist finish {number}").format(number=run.number)
