"""``vpr postpone``: put a due time off by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, show_moved
from vpr_tracker.errors import UsageError
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker.views import PostponementResult, PostponementView

SCHEMA = "vpr-tracker/postponement/1"
LIST_SCHEMA = "vpr-tracker/postponements/1"


@kit.command(
    help=N_(
        "Give a due time another day, for all or for one school, with the reason and the act that allows it. What was "
        "recorded stays. The postponement stays too when the event or deadline under it moves: the later day holds. "
        "--list shows all, --cancel takes one back."
    ),
    examples=[
        'vpr postpone 1 --to 01.03.2023 --reason "карантин" --act "приказ № 21 от 08.02.2023"',
        'vpr postpone 1 --school 4 --to 01.03.2023 --reason "ремонт"',
        "vpr postpone 1 --school 4 --cancel",
        "vpr postpone --list",
    ],
)
@kit.argument("task", required=False, help=N_("The number of the task."))
@click.option("--to", type=kit.DAY, help=N_("The new due day."))
@click.option("--reason", metavar=N_("TEXT"), help=N_("Why."))
@click.option("--act", metavar=N_("TEXT"), help=N_("The act that allows it, or a link to it."))
@kit.school_option
@click.option("--occurrence", metavar=N_("KEY"), help=N_("The due time, where there are several: 2022/23-III."))
@click.option("--cancel", is_flag=True, help=N_("Take a postponement back."))
@click.option("--list", "listing", is_flag=True, help=N_("Show all postponements of the plan."))
@kit.dry_run_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(
    task: str | None,
    to: date | None,
    reason: str | None,
    act: str | None,
    cancel: bool,
    listing: bool,
    dry_run: bool,
    actor: str | None,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401 -- click's keywords
) -> None:
    """Put a due time off."""
    _check(task, to, cancel, listing, dry_run)
    with kit.app().tracker(actor) as tracker:
        if listing:
            _list(tracker.postponements(chosen["plan"]), as_json)
            return
        if cancel:
            result = tracker.cancel_postponement(str(task), note=reason, **chosen)
        else:
            result = tracker.postpone(
                str(task), to or date.max, reason=reason or "", act=act, dry_run=dry_run, **chosen
            )
    _answer(result, as_json, cancelled=cancel, dry_run=dry_run)


def _check(task: str | None, to: date | None, cancel: bool, listing: bool, dry_run: bool) -> None:
    if listing:
        if task is not None or to is not None or cancel:
            raise UsageError(_("--list shows all postponements: it goes alone"))
        return
    if task is None:
        raise UsageError(_("name a task, or say --list"), hint="vpr postpone --help")
    if cancel == (to is not None) or (cancel and dry_run):
        raise UsageError(_("say --to DATE with --reason, or --cancel"), hint="vpr postpone --help")


def _list(found: list[PostponementView], as_json: bool) -> None:
    if as_json:
        kit.emit_json(LIST_SCHEMA, {"postponements": [as_data(each) for each in found]})
        return
    if not found:
        kit.echo(_("Nothing was put off."))
        return
    rows = [
        [
            each.task,
            each.key,
            each.school or _("all"),
            kit.format_day(each.was_on),
            kit.format_day(each.due_on),
            "\n".join(part for part in (each.reason, each.act) if part),
        ]
        for each in found
    ]
    columns: list[kit.Column | str] = [
        _("Task"),
        _("Key"),
        _("School"),
        _("Before"),
        _("After"),
        kit.Column(_("Why"), least=16),
    ]
    kit.print_table(columns, rows)


def _answer(result: PostponementResult, as_json: bool, *, cancelled: bool, dry_run: bool) -> None:
    view = result.postponement
    if as_json:
        kit.emit_json(
            SCHEMA,
            {
                "postponement": as_data(view),
                "moved": [as_data(each) for each in result.moved],
                "cancelled": cancelled,
                "dry_run": dry_run,
            },
        )
        return
    show_moved(result.moved)
    whom = _("school {number}").format(number=view.school) if view.school else _("all")
    if cancelled:
        kit.echo(_("Taken back: task {number}, {whom}.").format(number=view.task, whom=whom))
        return
    days = {"before": kit.format_day(view.was_on), "after": kit.format_day(view.due_on)}
    text = _("Task {number}, {whom}: due on {after} instead of {before}: {reason}")
    kit.paragraph(text.format(number=view.task, whom=whom, reason=view.reason, **days))
    if dry_run:
        kit.echo(_("Nothing was written (--dry-run)."))
