"""How plans, tasks, remarks and changes look on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker.cli import kit
from vpr_tracker.cli.phrases import describe_term
from vpr_tracker.i18n import _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.plans.draft import DeadlineDraft, DeliverableDraft, OwnerDraft, PlanDraft, PlanInfo, TaskDraft
    from vpr_tracker.tracker.views import ChangeView, MovedOccurrence, SchoolView

SHOWN: Final = 30
"""Lines of a list of changes; more are counted. JSON has them all."""


def show_head(plan: PlanInfo) -> None:
    """Title, period and approving act of a plan."""
    kit.paragraph(plan.title)
    if plan.period:
        kit.echo(_("Period: {window}").format(window=kit.format_window(plan.period.start, plan.period.end)))
    act = plan.approval
    words = [act.act, act.body, kit.format_day(act.date) or None, f"№ {act.number}" if act.number else None]
    if any(words):
        kit.paragraph(_("Approved: {act}").format(act=", ".join(word for word in words if word)))
    if plan.executor.name or plan.executor.phone:
        executor = ", ".join(part for part in (plan.executor.name, plan.executor.phone) if part)
        kit.paragraph(_("Prepared by: {executor}").format(executor=executor))


def show_tasks(tasks: Sequence[TaskDraft]) -> None:
    """The tasks as a table."""
    columns = [
        kit.Column(_("No."), wrap=False),
        kit.Column(_("Measure"), least=20),
        kit.Column(_("Deadline"), least=16),
        kit.Column(_("Owners"), least=16),
        kit.Column(_("Res."), wrap=False, align=">"),
    ]
    rows = [
        [
            task.number,
            task.title,
            deadline_text(task.deadline),
            "\n".join(owner.name for owner in task.owners),
            str(len(task.deliverables)),
        ]
        for task in tasks
    ]
    kit.print_table(columns, rows)


def deadline_text(deadline: DeadlineDraft) -> str:
    """The phrase as printed, and under it what it means."""
    meanings = [f"→ {describe_term(term.term())}" for term in deadline.terms]
    if deadline.needs_review:
        meanings.append(_("→ to be confirmed"))
    return "\n".join([" ".join(deadline.printed.split()) or "–", *meanings])


def owner_text(owner: OwnerDraft) -> str:
    """An owner with role, kind, level and duty, in one line."""
    facts = [kit.word(owner.kind)]
    if owner.role:
        facts.insert(0, owner.role)
    if owner.level:
        facts.append(kit.word(owner.level))
    if owner.duty != "executes":
        facts.append(kit.word(owner.duty))
    return f"{owner.name} ({', '.join(facts)})"


def deliverable_text(deliverable: DeliverableDraft) -> str:
    """A deliverable with its kind, and its quantity where it has one."""
    facts = [kit.word(deliverable.kind)]
    if deliverable.quantity is not None:
        facts.append(_("{n} pcs").format(n=deliverable.quantity))
    if deliverable.from_ == "measure":
        facts.append(_("from the measure"))
    if deliverable.level:
        facts.append(kit.word(deliverable.level))
    return f"{deliverable.title} ({', '.join(facts)})"


def place(where: Mapping[str, Any]) -> str:
    """Where something stands: «table 1, row 5, column 3; task 2»."""
    parts = [
        text.format(n=where[key])
        for key, text in (
            ("table", _("table {n}")),
            ("row", _("row {n}")),
            ("column", _("column {n}")),
        )
        if where.get(key) is not None
    ]
    spot = ", ".join(parts)
    task = _("task {number}").format(number=where["task"]) if where.get("task") else ""
    return "; ".join(part for part in (spot, task) if part) or _("the document")


def show_remarks(draft: PlanDraft) -> None:
    """Every remark with its cell."""
    remarks = draft.remarks
    kit.echo(ngettext("{n} remark:", "{n} remarks:", len(remarks)).format(n=len(remarks)))
    for remark in remarks:
        show_remark(place(remark.where.model_dump()), remark.message, remark.text)


def show_remark(where: str, message: str, text: str) -> None:
    """One remark: its place, what it says, the words it is about."""
    kit.paragraph(f"[{where}] {message}", indent="  ")
    quoted = " ".join(text.split())
    if quoted and quoted not in message:
        kit.paragraph(f"«{quoted}»", indent="      ")


def show_changes(changes: Sequence[ChangeView], *, dry_run: bool = False) -> None:
    """What a call did to obligations, or would do, as a table; with the tasks where there are several."""
    several = len({change.task for change in changes}) > 1
    rows = [
        [
            *([change.task] if several else []),
            change.school or _("committee"),
            _with_evidence(change),
            kit.format_window(change.start, change.end) or "–",
            _state(change),
        ]
        for change in changes[:SHOWN]
    ]
    columns: list[kit.Column | str] = [
        *([kit.Column(_("No."), wrap=False)] if several else []),
        _("School"),
        kit.Column(_("Result"), least=20),
        _("When"),
        kit.Column(_("State"), least=12),
    ]
    kit.print_table(columns, rows)
    more(len(changes) - SHOWN)
    if dry_run:
        text = ngettext("{n} would change.", "{n} would change.", len(changes))
    else:
        text = ngettext("{n} changed.", "{n} changed.", len(changes))
    kit.echo(text.format(n=len(changes)))


def _with_evidence(change: ChangeView) -> str:
    return "\n".join([change.deliverable or _("carried out"), *(f"+ {each.name}" for each in change.evidence)])


def _state(change: ChangeView) -> str:
    text = f"{kit.word(change.before)} → {kit.word(change.after)}"
    if change.quantity is not None and change.progress is not None:
        text += "\n" + _("{done} of {total}").format(done=change.progress, total=change.quantity)
    return text


def show_moved(moved: Sequence[MovedOccurrence]) -> None:
    """Due times that got other days."""
    if not moved:
        kit.echo(_("No due time moved."))
        return
    rows = [
        [each.task, each.key, each.school or "", _window(each.before), _window(each.after)] for each in moved[:SHOWN]
    ]
    kit.print_table([_("Task"), _("Key"), _("School"), _("Before"), _("After")], rows)
    more(len(moved) - SHOWN)


def _window(days: tuple[Any, Any] | None) -> str:
    return kit.format_window(*days) or _("no date yet") if days else "–"


def more(n: int) -> None:
    """Say that a list was cut."""
    if n > 0:
        kit.echo(ngettext("… and {n} more", "… and {n} more", n).format(n=n))


def show_schools(schools: Iterable[SchoolView]) -> None:
    """Schools with who holds which role."""
    rows = [
        [
            school.number or "",
            school.name,
            kit.format_day(school.joined_on),
            "\n".join(f"{role}: {person}" for role, person in school.assignments),
        ]
        for school in schools
    ]
    kit.print_table([kit.Column(_("No."), wrap=False), _("School"), _("Since"), kit.Column(_("Roles"), least=14)], rows)


def as_data(view: object) -> dict[str, Any]:
    """A frozen view as JSON data; drafts inside as the plan's JSON has them."""
    from dataclasses import fields

    return {field.name: _plain(getattr(view, field.name)) for field in fields(view)}  # type: ignore[arg-type]


def _plain(value: Any) -> Any:  # noqa: ANN401 -- any value of a view
    from dataclasses import is_dataclass

    if is_dataclass(value):
        return as_data(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value
