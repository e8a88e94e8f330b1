"""``vpr review``: the remarks on what was read, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import as_data, place, show_remark
from vpr_tracker.errors import NotFound, UsageError
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.views import RemarkView

SCHEMA = "vpr-tracker/remarks/1"
NEEDS_ANSWER = kit.NeedsAnswer.exit_code


@kit.command(
    help=N_(
        "Go through the remarks on what was read, one by one: accept what was assumed, correct it, or leave it for "
        "later. Without a terminal the open remarks are listed and the exit code is 9; --accept, --leave and "
        "--accept-all answer beforehand."
    ),
    examples=["vpr review", "vpr review --list", "vpr review --accept 1,2,5 --leave 3", "vpr review --accept-all"],
)
@click.option(
    "--accept", multiple=True, metavar=N_("N"), help=N_("Accept these remarks: numbers with commas between them.")
)
@click.option("--leave", multiple=True, metavar=N_("N"), help=N_("Leave these remarks as they are."))
@click.option("--accept-all", is_flag=True, help=N_("Accept all that are open."))
@click.option("--list", "only_list", is_flag=True, help=N_("Only list them, also those that are settled."))
@kit.note_option
@kit.actor_option
@kit.plan_option
@kit.json_option
def command(
    accept: tuple[str, ...],
    leave: tuple[str, ...],
    accept_all: bool,
    only_list: bool,
    note: str | None,
    actor: str | None,
    plan: str | None,
    as_json: bool,
) -> int:
    """Go through the remarks."""
    if only_list and (accept or leave or accept_all):
        raise UsageError(_("--list only lists: it settles nothing"))
    with kit.app().tracker(actor) as tracker:
        if only_list:
            return _show(tracker.remarks(plan, open_only=False), as_json)
        remarks = tracker.remarks(plan)
        if accept or leave or accept_all:
            return _answered(tracker, remarks, (accept, leave, accept_all), note, as_json)
        if not remarks or as_json or not kit.is_interactive():
            return _show(remarks, as_json) or (NEEDS_ANSWER if remarks else 0)
        return _walk(tracker, remarks, plan)


def _show(remarks: list[RemarkView], as_json: bool) -> int:
    if as_json:
        kit.emit_json(SCHEMA, {"remarks": [as_data(remark) for remark in remarks]})
        return 0
    for remark in remarks:
        show_remark(_place(remark), remark.message, remark.text)
    open_ones = sum(remark.settled is None for remark in remarks)
    kit.echo(ngettext("{n} open remark.", "{n} open remarks.", open_ones).format(n=open_ones))
    return 0


def _place(remark: RemarkView) -> str:
    spot = f"{remark.number}: {place({**remark.where, 'task': remark.task})}"
    return f"{spot}; {_(SETTLED[remark.settled])}" if remark.settled else spot


SETTLED = {"accepted": N_("accepted"), "corrected": N_("corrected"), "left": N_("left as it is")}


def _answered(
    tracker: Tracker,
    remarks: list[RemarkView],
    answers: tuple[tuple[str, ...], tuple[str, ...], bool],
    note: str | None,
    as_json: bool,
) -> int:
    """Settle what was answered on the command line; a wrong number settles nothing."""
    accept, leave, accept_all = answers
    left = _chosen(remarks, leave)
    accepted = [remark for remark in remarks if remark not in left] if accept_all else _chosen(remarks, accept)
    twice = [remark for remark in accepted if remark in left]
    if twice:
        raise UsageError(_("remark {n} is both accepted and left").format(n=twice[0].number))
    settled = [tracker.settle_remark(each.remark_id, "accepted", note=note) for each in accepted]
    settled += [tracker.settle_remark(each.remark_id, "left", note=note) for each in left]
    if as_json:
        return _show(settled, as_json)
    kit.echo(ngettext("{n} remark settled.", "{n} remarks settled.", len(settled)).format(n=len(settled)))
    return 0


def _chosen(remarks: list[RemarkView], named: Iterable[str]) -> list[RemarkView]:
    wanted = [name.strip() for text in named for name in text.split(",") if name.strip()]
    known = {key: remark for remark in remarks for key in (str(remark.number), remark.remark_id)}
    missing = [name for name in wanted if name not in known]
    if missing:
        raise NotFound(
            _("there is no open remark «{name}»").format(name=missing[0]), hint=_("«vpr review --list» lists them")
        )
    return list({known[name].remark_id: known[name] for name in wanted}.values())


def _walk(tracker: Tracker, remarks: list[RemarkView], plan: str | None) -> int:
    """Ask about each remark; what was answered is kept also where the rest is not."""
    from vpr_tracker.cli.asking import ask, correct

    for position, remark in enumerate(remarks, 1):
        kit.echo()
        kit.echo(_("Remark {n} of {total}").format(n=position, total=len(remarks)))
        show_remark(_place(remark), remark.message, remark.text)
        answer = ask()
        if answer == "stop":
            break
        if answer == "correct" and not correct(tracker, remark, plan):
            continue
        if answer != "skip":
            how = {"accept": "accepted", "correct": "corrected", "leave": "left"}[answer]
            tracker.settle_remark(remark.remark_id, how)  # type: ignore[arg-type]  # one of the three words
    rest = len(tracker.remarks(plan))
    kit.echo(ngettext("{n} open remark.", "{n} open remarks.", rest).format(n=rest))
    return 0
