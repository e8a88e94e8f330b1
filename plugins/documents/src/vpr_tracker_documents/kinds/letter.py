"""A reminder for each school, or person, that is late: its own items and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker import NotFound
from vpr_tracker_documents.i18n import N_
from vpr_tracker_documents.kinds.due_words import window
from vpr_tracker_documents.making.choosing import chosen_tasks
from vpr_tracker_documents.making.facts import gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.names import Flag, Group, Many, Names, Number, Text
from vpr_tracker_documents.making.shared import SHARED, shared_values
from vpr_tracker_documents.making.wording import capitalised, small, unbroken
from vpr_tracker_documents.russian import counted, date_words

if TYPE_CHECKING:
    from vpr_tracker import DatedObligation, SchoolView
    from vpr_tracker_documents.making.facts import Facts
    from vpr_tracker_documents.russian import NameForms

NAMES: Final[Names] = {
    **SHARED,
    "recipient": Group(
        N_("To whom it goes."),
        {
            "to": Text(N_("The post with the organisation in the dative, or nothing."), "Директору школы № 4"),
            "name": Text(N_("The name in the dative, or nothing."), "Кедровой А. Б."),
            "source": Text(N_("From whom nothing came, in the genitive."), "школы № 4"),
        },
    ),
    "items": Many(
        N_("What is late, in the order of the plan."),
        Group(
            N_("An item."),
            {
                "number": Number(N_("Its number in the letter.")),
                "task": Text(N_("The number of the task in the plan."), "1"),
                "task_title": Text(N_("The task."), "Изучить итоги"),
                "title": Text(N_("What has to be handed in."), "Аналитическая справка"),
                "due": Text(N_("When it was due."), "до 25.01.2023"),
                "days": Text(N_("For how long it has been late."), "16 дней"),
                "note": Text(N_("The last note about it, or nothing."), "нет подписи"),
                "returned": Flag(N_("Whether it was returned to be mended.")),
            },
        ),
    ),
    "count": Text(N_("How many items there are."), "2 результата"),
    "until": Text(N_("Until when an answer is asked for, or nothing."), "17 февраля 2023 г."),
}
_HEADS: Final = ("директор", "руководител", "заведующ", "начальник")


@dataclass(frozen=True, slots=True)
class _Recipient:
    name: str
    to: str
    person: str
    source: str
    late: tuple[DatedObligation, ...]


def data(context: Context) -> Iterator[DocumentData]:
    """A letter for each school, or for each person with ``--each person``, in the order of the registry."""
    facts = gather(context)
    chosen = chosen_tasks(facts, context.options)
    wanted = None if chosen is None else {task.uid for task in chosen}
    late = [
        each for each in facts.obligations if each.condition == "overdue" and (wanted is None or each.task_id in wanted)
    ]
    shared = shared_values(context, facts)
    by_person = context.options.each == "person"
    recipients = _persons(context, facts, wanted) if by_person else _schools(context.forms, facts, late)
    for recipient in recipients:
        values = {**shared, **_values(context, facts, recipient)}
        yield DocumentData(
            name=f"напоминание – {recipient.name}", title=f"Напоминание: {recipient.name}", values=values
        )


def _values(context: Context, facts: Facts, recipient: _Recipient) -> dict[str, Any]:
    until = context.options.until
    items = [
        {
            "number": number,
            "task": each.task,
            "task_title": unbroken(facts.tasks[each.task_id].title),
            "title": unbroken(capitalised(each.deliverable)),
            "due": window(None if each.start is None else each.start, each.end),
            "days": "" if each.end is None else counted((context.on - each.end).days, "день", "дня", "дней"),
            "note": unbroken(each.note or ""),
            "returned": each.state == "returned",
        }
        for number, each in enumerate(recipient.late, 1)
    ]
    return {
        "recipient": {"to": recipient.to, "name": recipient.person, "source": recipient.source},
        "items": items,
        "count": counted(len(items), "результат", "результата", "результатов"),
        "until": date_words(until) if until else "",
    }


def _schools(forms: NameForms, facts: Facts, late: Iterable[DatedObligation]) -> Iterator[_Recipient]:
    """The schools that owe something, in the order of the registry."""
    owed: dict[str, list[DatedObligation]] = {}
    for each in late:
        if each.school is not None:
            owed.setdefault(each.organisation_id, []).append(each)
    for school in facts.schools:
        if school.organisation_id in owed:
            yield _school(forms, school, tuple(owed[school.organisation_id]))


def _school(forms: NameForms, school: SchoolView, late: tuple[DatedObligation, ...]) -> _Recipient:
    role, person = _head(school)
    of_school = unbroken(small(forms.post(school.name, "genitive").text))
    return _Recipient(
        name=school.name,
        to=f"{capitalised(forms.post(role, 'dative').text)} {of_school}",
        person=unbroken(forms.person(person, "dative").text) if person else "",
        source=of_school,
        late=late,
    )


def _head(school: SchoolView) -> tuple[str, str]:
    """Who leads a school, as far as its roles say."""
    for role, person in school.assignments:
        if role.casefold().startswith(_HEADS):
            return role, person
    return "Руководитель", ""


def _persons(context: Context, facts: Facts, wanted: set[str | None] | None) -> Iterator[_Recipient]:
    """The persons who owe something: by name for the committee's own, by role for the schools where they hold one."""
    options, forms = context.options, context.forms
    for person in _names(context, facts):
        try:
            owned = context.tracker.obligations(context.on, plan=context.plan_id, owner=person, school=options.school)
        except NotFound:  # holds a role that owns nothing in this plan
            continue
        at = {each.organisation_id for each in facts.schools if any(name == person for _role, name in each.assignments)}
        late = tuple(
            each
            for each in owned
            if each.condition == "overdue"
            and (each.school is None or each.organisation_id in at)
            and (wanted is None or each.task_id in wanted)
        )
        if late:
            yield _Recipient(person, "", unbroken(forms.person(person, "dative").text), "Вас", late)


def _names(context: Context, facts: Facts) -> list[str]:
    """The persons that the plan names, then those that hold a role at a school; of ``--owner`` only who fits."""
    owners = context.tracker.owners(context.plan_id)["owners"]
    named = [owner["name"] for owner in owners if owner["kind"] == "person"]
    named += [person for school in facts.schools for _role, person in school.assignments]
    wanted = (context.options.owner or "").casefold().replace("ё", "е")
    return [name for name in dict.fromkeys(named) if wanted in name.casefold().replace("ё", "е")]
