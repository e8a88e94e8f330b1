"""An order: who does what by when, from the chosen tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker import UsageError
from vpr_tracker_documents.i18n import N_, _
from vpr_tracker_documents.kinds.due_words import by_when, last_day
from vpr_tracker_documents.kinds.people import in_case, who_does
from vpr_tracker_documents.making.choosing import chosen_tasks
from vpr_tracker_documents.making.facts import gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.names import Flag, Group, Many, Names, Number, Text
from vpr_tracker_documents.making.shared import SHARED, shared_values
from vpr_tracker_documents.making.wording import quoted, short, small, unbroken
from vpr_tracker_documents.russian.words import known

if TYPE_CHECKING:
    from vpr_tracker import TaskDraft
    from vpr_tracker_documents.russian import NameForms

NAMES: Final[Names] = {
    **SHARED,
    "items": Many(
        N_("The items of the order."),
        Group(
            N_("An item."),
            {
                "number": Number(N_("Its number in the order.")),
                "task": Text(N_("The number of the task in the plan."), "1"),
                "who": Text(N_("Who, in the dative."), "Вересовой И. К."),
                "does": Text(N_("What is to be done, beginning small."), "провести совещание"),
                "when": Text(N_("By when, or nothing."), "до 25 января 2023 г."),
                "has_when": Flag(N_("Whether it is said by when.")),
                "results": Many(N_("What is to come of it."), Text(N_("A result."), "Справка")),
            },
        ),
    ),
    "last": Number(N_("The number of the last item, which is about control.")),
    "controller": Text(N_("Who controls it, in the accusative; nothing where the signer does."), "Вересову И. К."),
}


def data(context: Context) -> Iterator[DocumentData]:
    """One order.

    :raises UsageError: no task was chosen.
    """
    facts = gather(context)
    tasks = chosen_tasks(facts, context.options)
    if tasks is None:
        raise UsageError(
            _("an order is made of chosen tasks"),
            hint=_("name them with --task NUMBER (again for each), or a section with --section"),
            where="--task",
        )
    items = [_item(number, task, context) for number, task in enumerate(tasks, 1)]
    _see_dates(tasks, context)
    controller = context.options.controller
    values = {
        **shared_values(context, facts),
        "items": items,
        "last": len(items) + 1,
        "controller": _controller(controller, context.forms) if controller else "",
    }
    yield DocumentData(name="приказ", title=f"Приказ об исполнении: {facts.title}", values=values)


def _see_dates(tasks: Sequence[TaskDraft], context: Context) -> None:
    """Remark items that were due before the day of the order; it is made all the same."""
    late = [(task.number, day) for task in tasks if (day := last_day(task)) is not None and day < context.dated]
    if late:
        items = ", ".join(f"{number} ({short(day)})" for number, day in late)
        context.remark(
            _("the order is dated {day}, after these tasks were due: {items}").format(
                day=short(context.dated), items=items
            )
        )


def _item(number: int, task: TaskDraft, context: Context) -> dict[str, Any]:
    owners = who_does(task)
    if not owners:
        context.remark(_("task {number} has no owner: fill the gap in the order").format(number=task.number))
    when = by_when(task)
    return {
        "number": number,
        "task": task.number,
        "who": in_case(owners, "dative", context.forms) or "________________",
        "does": does(task),
        "when": when,
        "has_when": bool(when),
        "results": [unbroken(each.title) for each in task.deliverables],
    }


def does(task: TaskDraft) -> str:
    """What is to be done, as «… Вересовой И. К. провести совещание» asks for it: in the infinitive.

    A title that begins with a verb is taken as it is; another one is quoted: «выполнить мероприятие «Совещание …».
    """
    title = " ".join(task.title.split()).rstrip(" .;")
    first = title.split(" ", 1)[0].strip('«»",.:;').casefold()
    if any("INFN" in reading.tag for reading in known(first)):
        return unbroken(small(title))
    return unbroken(f"выполнить мероприятие {quoted(title)}")


def _controller(text: str, forms: NameForms) -> str:
    """«заместитель председателя, Вересова И. К.» in the accusative; without a comma, a name."""
    post, comma, name = text.rpartition(",")
    person = forms.person(" ".join(name.split()), "accusative").text
    return unbroken(f"{small(forms.post(' '.join(post.split()), 'accusative').text)} {person}" if comma else person)
