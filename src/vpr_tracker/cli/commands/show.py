"""``vpr show``: a plan, or a task with where each thing was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpr_tracker.cli import kit
from vpr_tracker.cli.journal_words import action_word, field_word
from vpr_tracker.cli.past import at_moment
from vpr_tracker.cli.phrases import describe_term
from vpr_tracker.cli.plan_view import (
    as_data,
    deliverable_text,
    more,
    owner_text,
    place,
    show_head,
    show_remark,
    show_tasks,
)
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.plans.draft import SourceDraft, TaskDraft
    from vpr_tracker.tracker.views import ObligationView, PostponementView, TaskView

SCHEMA = "vpr-tracker/task/1"
SHOWN = 40


@kit.command(
    help=N_(
        "Show a plan, or one task: its deadline, owners and results, the table, row and cell that each was read from, "
        "and what was recorded since."
    ),
    examples=["vpr show", "vpr show 9.1", "vpr show 9.1 --as-of 20.02.2023", "vpr show 9.1 --json"],
)
@kit.argument("task", required=False, help=N_("The number of a task; without it, the whole plan."))
@kit.as_of_option
@kit.plan_option
@kit.json_option
def command(task: str | None, as_of: str | None, plan: str | None, as_json: bool) -> None:
    """Show a plan or a task."""
    with kit.app().tracker() as present, at_moment(present, as_of, plan) as tracker:
        if task is None:
            draft = tracker.plan(plan)
            if as_json:
                data = draft.to_json()
                kit.emit_json(data["schema"], data)
                return
            show_head(draft.plan)
            kit.echo()
            show_tasks(draft.tasks)
            return
        view = tracker.show(task, plan=plan)
    if as_json:
        data = as_data(view)
        kit.emit_json(SCHEMA, {**data.pop("draft"), **data})
    else:
        _show(view)


def _show(view: TaskView) -> None:
    task = view.draft
    kit.paragraph(f"{task.number}. {task.title}")
    for detail in task.details:
        kit.paragraph(detail, indent="   ")
    if task.section:
        kit.paragraph(_("Section: {section}").format(section=task.section))
    kit.echo(_("Level: {level}").format(level=kit.word(task.level)))
    _show_deadline(task)
    _show_list(_("Owners:"), [owner_text(owner) for owner in task.owners])
    _show_list(_("Results:"), [deliverable_text(each) for each in task.deliverables], numbered=True)
    _show_list(_("Depends on:"), task.depends_on)
    _show_list(_("Other columns:"), [f"{name}: {value}" for name, value in task.extras.items()])
    if task.source:
        _show_source(task.source)
    if view.remarks:
        kit.echo()
        kit.echo(_("Remarks:"))
        for remark in view.remarks:
            show_remark(place(remark.where), remark.message, remark.text)
    if view.obligations:
        _show_obligations(view.obligations)
    if view.postponements:
        kit.echo()
        kit.echo(_("Put off:"))
        for each in view.postponements:
            kit.paragraph(_postponement(each), indent="  ")
    if view.log:
        kit.echo()
        kit.echo(_("Recorded:"))
        for entry in view.log[-10:]:
            kit.paragraph(
                f"{kit.format_instant(entry.at)}  {entry.actor}: {action_word(entry.action)}  {entry.subject}",
                indent="  ",
            )


def _postponement(each: PostponementView) -> str:
    whom = _("school {number}").format(number=each.school) if each.school else _("all")
    days = _("from {before} to {after}").format(before=kit.format_day(each.was_on), after=kit.format_day(each.due_on))
    return f"{each.key}, {whom}: {days} – {'; '.join(part for part in (each.reason, each.act) if part)}"


def _show_deadline(task: TaskDraft) -> None:
    deadline = task.deadline
    kit.paragraph(_("Deadline: «{printed}»").format(printed=" ".join(deadline.printed.split())))
    for term in deadline.terms:
        words = " ".join(deadline.printed[slice(*term.span)].split())
        kit.paragraph(f"→ {describe_term(term.term())}", indent="  ")
        if words and words != deadline.printed:
            kit.paragraph(_("from the words «{words}»").format(words=words), indent="    ")
    for assumption in deadline.assumptions:
        kit.paragraph(_("assumed: {text}").format(text=assumption), indent="  ")
    if deadline.needs_review:
        kit.paragraph(_("A person should confirm this reading."), indent="  ")


def _show_list(title: str, lines: list[str] | tuple[str, ...], *, numbered: bool = False) -> None:
    if lines:
        kit.echo(title)
        for number, line in enumerate(lines, 1):
            kit.paragraph(f"{number}. {line}" if numbered else f"- {line}", indent="  ")


def _show_source(source: SourceDraft) -> None:
    kit.echo()
    kit.echo(_("Read from table {table}, row {row}:").format(table=source.table, row=source.row))
    for cell in source.cells:
        where = _("row {row}, column {column}").format(row=cell.row, column=cell.column)
        kit.paragraph(f"{field_word(cell.field)} ({where}): «{' '.join(cell.text.split())}»", indent="  ")


def _show_obligations(obligations: tuple[ObligationView, ...]) -> None:
    kit.echo()
    rows = [
        [
            each.school or _("committee"),
            "\n".join(
                [each.deliverable or _("carried out"), *(f"+ {part.name}" for part in each.evidence if not part.lapsed)]
            ),
            kit.format_window(each.start, each.end) or kit.word("ongoing" if each.kind == "standing" else "undated"),
            _state(each),
        ]
        for each in obligations[:SHOWN]
    ]
    columns: list[kit.Column | str] = [
        _("School"),
        kit.Column(_("Result"), least=20),
        kit.Column(_("When"), least=11),
        _("State"),
    ]
    kit.print_table(columns, rows)
    more(len(obligations) - SHOWN)


def _state(each: ObligationView) -> str:
    lines = [kit.word(each.state)]
    if each.quantity is not None and each.progress is not None:
        lines.append(_("{done} of {total}").format(done=each.progress, total=each.quantity))
    if each.requires_evidence and each.state == "submitted" and all(part.lapsed for part in each.evidence):
        lines.append(_("no file yet"))
    return "\n".join(lines)
