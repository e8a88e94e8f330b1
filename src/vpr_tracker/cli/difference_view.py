"""How a new edition of a plan differs, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import more
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.plans.difference import FieldChange, PlanDifference, ResultChange, TaskPair
    from vpr_tracker.plans.draft import TaskDraft
    from vpr_tracker.plans.matching import Doubt
    from vpr_tracker.tracker.amendment_views import AmendmentResult

_FIELDS: Final = {
    "number": N_("number"),
    "title": N_("title"),
    "details": N_("details"),
    "section": N_("section"),
    "level": N_("level"),
    "deadline": N_("deadline"),
    "owners": N_("owners"),
    "depends_on": N_("depends on"),
    "extras": N_("further columns"),
    "kind": N_("kind"),
    "quantity": N_("quantity"),
    "per": N_("counted per"),
    "from": N_("named by"),
    "period": N_("period"),
    "approval_body": N_("approved by"),
    "approval_act": N_("act"),
    "approved_on": N_("date of the act"),
    "approval_number": N_("number of the act"),
    "executor_name": N_("prepared by"),
    "executor_phone": N_("telephone"),
}
_CLOSED: Final = frozenset({"level", "kind"})
_SHOWN: Final = 20
"""Lines of lapsed work that are shown; JSON has them all."""
Line = list[str]


def show_difference(difference: PlanDifference) -> None:
    """Everything that differs, in tables; then what is doubtful."""
    lines = [
        *_named(_("plan"), _change_lines("", difference.plan)),
        *(line for pair in difference.pairs for line in _pair_lines(difference, pair)),
    ]
    if lines:
        kit.echo(_("Changed"))
        columns = [
            kit.Column(_("No."), wrap=False),
            kit.Column(_("What"), least=9),
            kit.Column(_("Before")),
            kit.Column(_("After")),
        ]
        kit.print_table(columns, lines)
        kit.echo()
    _renumbered(difference)
    _divided(difference)
    _rows(_("Added"), [difference.new.tasks[j] for j in difference.added])
    _rows(_("Gone (withdrawn, their history is kept)"), [difference.old.tasks[i] for i in difference.removed])
    _rows(_("Added by hand, stay"), [difference.old.tasks[i] for i in difference.kept])
    for doubt in difference.doubts:
        show_doubt(difference, doubt)
    kit.paragraph(_summary(difference))


def _pair_lines(difference: PlanDifference, pair: TaskPair) -> Iterator[Line]:
    # The number in the first column says it already.
    changes = [change for change in pair.changes if change.field != "number"]
    lines = [*_change_lines("", changes), *_result_lines(difference, pair.results)]
    yield from _named(_name(difference, pair), lines)


def _named(name: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with a name in the first of them."""
    for place, line in enumerate(lines):
        yield [name if place == 0 else "", *line[1:]]


def _name(difference: PlanDifference, pair: TaskPair) -> str:
    before, after = difference.old.tasks[pair.old].number, difference.new.tasks[pair.new].number
    return before if before == after else f"{before}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{after}"


def _renumbered(difference: PlanDifference) -> None:
    """Tasks with another number and nothing else, in one paragraph."""
    names = [
        _name(difference, pair)
        for pair in difference.pairs
        if [change.field for change in pair.changes] == ["number"] and all(each.silent for each in pair.results)
    ]
    if names:
        kit.paragraph(_("Only the number: {names}").format(names=", ".join(names)))
        kit.echo()


def _change_lines(name: str, changes: Iterable[FieldChange]) -> Iterator[Line]:
    for change in changes:
        before = _text(change.field, change.before)
        if change.corrected is not None:
            before += "\n" + _("(corrected by hand: {text})").format(text=_text(change.field, change.corrected))
        yield [name, _(_FIELDS[change.field]), before, _text(change.field, change.after)]


def _text(field: str, text: str) -> str:
    return (kit.word(text) if field in _CLOSED else text) or "–"


def _result_lines(difference: PlanDifference, results: Iterable[ResultChange]) -> Iterator[Line]:
    for each in results:
        if each.silent:
            continue
        before = difference.base.tasks[each.old[0]].deliverables[each.old[1]].title if each.old is not None else "–"
        after = difference.new.tasks[each.new[0]].deliverables[each.new[1]].title if each.new is not None else "–"
        if each.old is not None and each.new is not None and before == after:
            for line in _change_lines("", each.changes):
                yield ["", _("result"), f"{before}: {line[1]} {line[2]}", line[3]]
        else:
            yield ["", _("result"), before, after]


def _divided(difference: PlanDifference) -> None:
    old, new = difference.old.tasks, difference.new.tasks
    whole = {pair.old: pair.new for pair in difference.pairs}
    joined = {pair.new: pair.old for pair in difference.pairs}
    for i, parts in difference.split.items():
        numbers = ", ".join(new[j].number for j in (whole[i], *parts))
        kit.paragraph(_("Divided: {old} → {new}").format(old=old[i].number, new=numbers))
    for j, some in difference.merged.items():
        numbers = ", ".join(old[i].number for i in (joined[j], *some))
        kit.paragraph(_("Joined: {old} → {new}").format(old=numbers, new=new[j].number))
    for each in difference.moved:
        if each.old is not None and each.new is not None:
            kit.paragraph(
                _("«{result}» goes from task {old} to task {new}, with what was recorded on it").format(
                    result=difference.base.tasks[each.old[0]].deliverables[each.old[1]].title,
                    old=old[each.old[0]].number,
                    new=new[each.new[0]].number,
                ),
                indent="  ",
            )
    if difference.split or difference.merged:
        kit.echo()


def _rows(heading: str, tasks: Sequence[TaskDraft]) -> None:
    if not tasks:
        return
    kit.echo(heading)
    columns = [
        kit.Column(_("No."), wrap=False),
        kit.Column(_("Measure"), least=20),
        kit.Column(_("Deadline"), least=16),
    ]
    kit.print_table(
        columns, [[task.number, task.title, " ".join(task.deadline.printed.split()) or "–"] for task in tasks]
    )
    kit.echo()


def show_doubt(difference: PlanDifference, doubt: Doubt) -> None:
    """One doubtful row with what it may be, and the answers that settle it."""
    old, new = difference.old.tasks, difference.new.tasks
    mine, others = (new, old) if doubt.side == "new" else (old, new)
    row = mine[doubt.row]
    asked = _("Doubtful: which task is row {number} of the new edition?")
    if doubt.side == "old":
        asked = _("Doubtful: is task {number} a part of another row of the new edition, or gone?")
    kit.paragraph(asked.format(number=row.number))
    kit.paragraph(f"«{row.title}», {' '.join(row.deadline.printed.split()) or '–'}", indent="  ")
    for choice, (place, likeness) in enumerate(doubt.candidates, 1):
        other = others[place]
        i, j = (place, doubt.row) if doubt.side == "new" else (doubt.row, place)
        answer = f"--match {name_of(old, i)}={name_of(new, j)}"
        kit.paragraph(f"{choice}) {other.number}. {other.title}, {other.deadline.printed or '–'}", indent="    ")
        kit.echo(f"       {likeness:.0%}  {answer}")
    nothing = _("a new task") if doubt.side == "new" else _("gone")
    answer = f"--match ={name_of(new, doubt.row)}" if doubt.side == "new" else f"--match {name_of(old, doubt.row)}="
    kit.echo(f"    0) {nothing}  {answer}")
    kit.echo()


def name_of(tasks: Sequence[TaskDraft], place: int) -> str:
    """How a row is named in an answer: its number, or its place where the number is printed twice."""
    number = tasks[place].number.strip()
    alone = sum(task.number.strip().rstrip(".") == number.rstrip(".") for task in tasks) == 1
    return number if number and alone and not set(number) & set(" =@") else f"@{place + 1}"


def _summary(difference: PlanDifference) -> str:
    changed = sum(pair.changed for pair in difference.pairs)
    parts = [
        ngettext("{n} task as before", "{n} tasks as before", n := len(difference.pairs) - changed).format(n=n),
        ngettext("{n} changed", "{n} changed", changed).format(n=changed),
        ngettext("{n} new", "{n} new", n := len(difference.added)).format(n=n),
        ngettext("{n} gone", "{n} gone", n := len(difference.removed)).format(n=n),
        ngettext("{n} doubtful", "{n} doubtful", n := len(difference.doubts)).format(n=n),
    ]
    return _("New edition: {parts}.").format(parts=", ".join(parts))


def show_result(result: AmendmentResult) -> None:
    """What taking over a new edition did."""
    kit.echo(_("Taken over: edition {n} of the plan.").format(n=result.edition))
    if result.carried:
        kit.echo(
            ngettext(
                "{n} recorded thing went to another task.", "{n} recorded things went to other tasks.", result.carried
            ).format(n=result.carried)
        )
    if result.lapsed:
        kit.echo()
        kit.paragraph(_("Recorded work that the new edition asks for no longer; it is kept in the history:"))
        rows = [
            [each.task, each.school or _("committee"), each.deliverable or _("carried out"), kit.word(each.state)]
            for each in result.lapsed[:_SHOWN]
        ]
        kit.print_table([_("Task"), _("School"), kit.Column(_("Result"), least=20), _("State")], rows)
        more(len(result.lapsed) - _SHOWN)
