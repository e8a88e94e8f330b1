"""The protocol of a meeting: agenda, heard, decided, from the chosen tasks and what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker import UsageError
from vpr_tracker_documents.i18n import N_, _
from vpr_tracker_documents.kinds.due_words import by_when
from vpr_tracker_documents.kinds.order import does
from vpr_tracker_documents.kinds.people import in_case, who_does
from vpr_tracker_documents.kinds.said import Decided, Item, Meeting, Said, read_said
from vpr_tracker_documents.making.choosing import chosen_tasks, named_tasks
from vpr_tracker_documents.making.facts import Facts, gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.names import Flag, Group, Many, Names, Number, Text
from vpr_tracker_documents.making.profile import BLANK
from vpr_tracker_documents.making.shared import SHARED, shared_values
from vpr_tracker_documents.making.wording import capitalised, initials_first, quoted, small, unbroken
from vpr_tracker_documents.russian import date_words

if TYPE_CHECKING:
    from vpr_tracker import TaskDraft

_DECISION: Final = Group(
    N_("A decision."),
    {
        "number": Text(N_("Its number."), "1.1"),
        "who": Text(N_("Who, in the dative, or nothing."), "Руководителям школ"),
        "what": Text(N_("What is to be done."), "завершить подготовку"),
        "when": Text(N_("By when, or nothing."), "до 10 марта 2023 г."),
        "has_when": Flag(N_("Whether it is said by when.")),
    },
)
NAMES: Final[Names] = {
    **SHARED,
    "meeting": Group(
        N_("The meeting."),
        {
            "title": Text(N_("What met, in the genitive."), "совещания руководителей школ"),
            "chair": Text(N_("Who chaired it, or a blank."), "Вересова И. К."),
            "secretary": Text(N_("Who wrote, or a blank."), "Лебединская Т. Р."),
            "chair_signs": Text(N_("Who chaired it, initials first, as one signs; or a blank."), "И. К. Вересова"),
            "secretary_signs": Text(N_("Who wrote, initials first, as one signs; or a blank."), "Т. Р. Лебединская"),
            "present": Many(N_("Who was there."), Text(N_("A name."), "Кедрова А. Б.")),
            "present_line": Text(N_("The same in a line, or a blank."), "Кедрова А. Б., Рябинин В. Г."),
        },
    ),
    "items": Many(
        N_("The items of the agenda."),
        Group(
            N_("An item."),
            {
                "number": Number(N_("Its number.")),
                "topic": Text(N_("What it is about."), "О подготовке к ВПР"),
                "speaker": Text(N_("Who reports, or a blank."), "Лебединская Т. Р."),
                "heard": Text(N_("What was reported, or a blank."), "Доложено о готовности школ."),
                "spoke": Many(
                    N_("Who spoke to it."),
                    Group(
                        N_("A speech."),
                        {"who": Text(N_("Who."), "Кедрова А. Б."), "said": Text(N_("What."), "Готово.")},
                    ),
                ),
                "has_spoke": Flag(N_("Whether anybody spoke.")),
                "decided": Many(N_("What was decided."), _DECISION),
            },
        ),
    ),
}
_MOST_NAMED: Final = 10
"""More than so many present stand in a list of their own, as the field does it."""


def data(context: Context) -> Iterator[DocumentData]:
    """One protocol.

    :raises UsageError: neither tasks nor a file of what was said were given.
    """
    path = context.options.said
    said = read_said(path) if path else Said()
    dated = said.meeting.date or context.dated
    number = context.options.number or said.meeting.number
    context = replace(context, dated=dated, options=replace(context.options, number=number))
    facts = gather(context)
    items = _items(context, facts, said)
    if not items:
        raise UsageError(
            _("a protocol is made of chosen tasks, or of what was said"),
            hint=_("name tasks with --task NUMBER, or a file with --said FILE.toml"),
            where="--task",
        )
    values = shared_values(context, facts)
    if said.meeting.place:
        values["document"]["place"] = unbroken(said.meeting.place)
    values |= {"meeting": _meeting(context, said.meeting), "items": items}
    yield DocumentData(name="протокол", title=f"Протокол {values['meeting']['title']}", values=values)


def _meeting(context: Context, meeting: Meeting) -> dict[str, Any]:
    present = [unbroken(each) for each in meeting.present]
    if len(present) > _MOST_NAMED:
        line = f"{len(present)} чел. (список прилагается)"
        context.remark(_("more than {count} were present: add their list to the protocol").format(count=_MOST_NAMED))
    else:
        line = ", ".join(present) or BLANK
    return {
        "title": unbroken(meeting.title or "совещания"),
        "chair": unbroken(meeting.chair or "") or BLANK,
        "secretary": unbroken(meeting.secretary or "") or BLANK,
        "chair_signs": unbroken(initials_first(meeting.chair or "")) or BLANK,
        "secretary_signs": unbroken(initials_first(meeting.secretary or "")) or BLANK,
        "present": present,
        "present_line": line,
    }


def _items(context: Context, facts: Facts, said: Said) -> list[dict[str, Any]]:
    """The items of the file in its order, then those of the chosen tasks that it does not name."""
    pairs: list[tuple[Item, TaskDraft | None]] = []
    for item in said.items:
        (task,) = named_tasks(facts, (item.task,))[:1] if item.task else (None,)
        pairs.append((item, task))
    told = {task.uid for _item, task in pairs if task is not None}
    pairs += [(Item(), task) for task in chosen_tasks(facts, context.options) or [] if task.uid not in told]
    return [_item(context, number, item, task) for number, (item, task) in enumerate(pairs, 1)]


def _item(context: Context, number: int, item: Item, task: TaskDraft | None) -> dict[str, Any]:
    topic = item.topic or (f"О выполнении мероприятия {task.number} плана {quoted(task.title)}" if task else BLANK)
    decided = [_decision(context, f"{number}.{rank}", each) for rank, each in enumerate(item.decided, 1)]
    if not decided and task is not None:
        decided = [_of_task(context, f"{number}.1", task)]
    return {
        "number": number,
        "topic": unbroken(topic),
        "speaker": unbroken(item.speaker or "") or BLANK,
        "heard": unbroken(item.heard or "") or BLANK,
        "spoke": [{"who": unbroken(each.who), "said": unbroken(each.said)} for each in item.spoke],
        "has_spoke": bool(item.spoke),
        "decided": decided,
    }


def _of_task(context: Context, number: str, task: TaskDraft) -> dict[str, Any]:
    when = by_when(task)
    return {
        "number": number,
        "who": in_case(who_does(task), "dative", context.forms),
        "what": does(task),
        "when": when,
        "has_when": bool(when),
    }


_NAME: Final = re.compile(
    r"[^\W\d_][\w’'-]+(?:\s+[^\W\d_][\w’'-]+)?\s+(?:[^\W\d_]\.\s*){1,2}|(?:[^\W\d_]\.\s*){1,2}[^\W\d_][\w’'-]+"
)


def _decision(context: Context, number: str, each: Decided) -> dict[str, Any]:
    when = f"до {date_words(each.by)}" if isinstance(each.by, date) else unbroken(each.by or "")
    what = each.what.rstrip(" .;")
    return {
        "number": number,
        "who": capitalised(", ".join(_dative(context, one.strip()) for one in (each.who or "").split(",")))
        if each.who
        else "",
        "what": unbroken(small(what) if each.who else capitalised(what)),
        "when": when,
        "has_when": bool(when),
    }


def _dative(context: Context, who: str) -> str:
    """A name with initials, or three names, as a person; anything else as a post."""
    person = _NAME.fullmatch(who) or (len(who.split()) == 3 and all(word.istitle() for word in who.split()))
    found = context.forms.person(who, "dative") if person else context.forms.post(who, "dative")
    return unbroken(found.text if person else small(found.text))
