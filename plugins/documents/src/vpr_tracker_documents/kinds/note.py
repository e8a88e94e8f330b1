"""The skeleton of an analytical note on results: what it rests on, figures, difficulties, conclusions, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import N_, _
from vpr_tracker_documents.kinds.people import listed, who_does
from vpr_tracker_documents.kinds.register import DIFFICULTY, blank_row, difficulty_rows, scopes
from vpr_tracker_documents.making.choosing import chosen_tasks
from vpr_tracker_documents.making.facts import Facts, gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.names import Flag, Group, Many, Names, Text
from vpr_tracker_documents.making.profile import BLANK
from vpr_tracker_documents.making.shared import SHARED, shared_values
from vpr_tracker_documents.making.wording import lines, unbroken
from vpr_tracker_documents.tables.columns import Record
from vpr_tracker_documents.tables.difficulties import DIFFICULTIES, number
from vpr_tracker_documents.tables.marks import MARKS
from vpr_tracker_documents.tables.read import read_sheets

_MARKS: Final = Group(
    N_("A row of the statistics."),
    {
        "subject": Text(N_("The subject."), "Математика"),
        "grade": Text(N_("The grade."), "4"),
        "group": Text(N_("Whose marks they are: the school, the municipality, the region."), "Вся выборка"),
        "pupils": Text(N_("How many pupils wrote."), "48"),
        "two": Text(N_("Share of «2», %."), "4"),
        "three": Text(N_("Share of «3», %."), "30"),
        "four": Text(N_("Share of «4», %."), "46"),
        "five": Text(N_("Share of «5», %."), "20"),
        "passed": Text(N_("Share of those who passed, %."), "96"),
        "well": Text(N_("Share of «4» and «5», %."), "66"),
    },
)
NAMES: Final[Names] = {
    **SHARED,
    "about": Text(N_("What the results are of, in the genitive, or a blank."), "всероссийских проверочных работ"),
    "of": Text(N_("Whose it is: of a school, or of the municipality."), "школы № 4"),
    "of_school": Flag(N_("Whether it is a school's.")),
    "marks": Many(N_("The statistics of marks; empty rows where no table was given."), _MARKS),
    "difficulties": Many(N_("The difficulties; empty rows where no table was given."), DIFFICULTY),
    "measures": Many(
        N_("What is to be done: the chosen tasks of the plan."),
        Group(
            N_("A measure."),
            {
                "task": Text(N_("The number of the task in the plan."), "1"),
                "title": Text(N_("What."), "Повторить темы"),
                "when": Text(N_("By when."), "до 01.03.2023"),
                "who": Text(N_("Who."), "руководитель ШМО"),
            },
        ),
    ),
}
_BLANK_ROWS: Final = 4


def data(context: Context) -> Iterator[DocumentData]:
    """The municipality's note, or one for a school, or for each school."""
    facts = gather(context)
    marks, difficulties = _read(context)
    shared = shared_values(context, facts)
    of_school = context.options.each == "school" or context.options.school is not None
    measures = _measures(context, facts)
    located = [_as_record(each) for each in marks]
    wider = [each for each in located if not each["organisation"]]
    if not of_school and len(wider) < len(located):
        context.remark(_("rows of single schools were left out of the municipality's note: schools are not compared"))
    own_marks = {name: own for name, _of, own in scopes(context, facts, located)} if of_school else {}
    for name, of, own in scopes(context, facts, difficulties):
        values = {
            **shared,
            "about": about(facts.title),
            "of": of,
            "of_school": of_school,
            "marks": _marks(own_marks.get(name, []) if of_school else wider),
            "difficulties": difficulty_rows(own) or [blank_row(number) for number in range(1, _BLANK_ROWS + 1)],
            "measures": measures,
        }
        yield DocumentData(
            name=f"аналитическая справка – {name}", title=f"Аналитическая справка: {name}", values=values
        )


_CAMPAIGNS: Final = (
    (r"впр|всероссийск\w+ проверочн", "всероссийских проверочных работ"),
    (r"гиа|егэ|огэ|итогов\w+ аттестац", "государственной итоговой аттестации"),
    (r"олимпиад", "всероссийской олимпиады школьников"),
)


def about(title: str) -> str:
    """What a plan's results are of, as far as its title tells; else a blank."""
    found = (words for pattern, words in _CAMPAIGNS if re.search(rf"\b(?:{pattern})", title.casefold()))
    return next(found, BLANK)


def _read(context: Context) -> tuple[list[Record], list[Record]]:
    """The statistics of marks and the difficulties that the table holds, each in a sheet of its own.

    :raises BadInput: it holds neither.
    """
    path = context.options.table
    if path is None:
        return [], []
    found: dict[str, list[Record]] = {}
    for sheet in read_sheets(path):
        for name, columns in (("marks", MARKS), ("difficulties", DIFFICULTIES)):
            records = columns.records(sheet, context.remark)
            if records is not None:
                found.setdefault(name, records)
                break
    if not found:
        raise BadInput(
            _("the table «{name}» has no row with the headers that are needed").format(name=path.name),
            hint=_("headers: {names}").format(names=f"{MARKS.expected()}; {DIFFICULTIES.expected()}"),
            where=str(path),
        )
    return found.get("marks", []), found.get("difficulties", [])


_WIDER: Final = ("вся выборка", "россия", "рф", "край", "регион", "област", "город", "муниципал", "район", "республик")


def _as_record(marks: Record) -> Record:
    """A row of marks with the school that it is about; the rows of wider groups are everybody's."""
    group = marks["group"].casefold()
    return {**marks, "organisation": "" if any(word in group for word in _WIDER) else marks["group"]}


def _marks(records: list[Record]) -> list[dict[str, Any]]:
    rows = []
    for record in records:
        shares = {name: number(record[name]) for name in ("two", "four", "five")}
        two, four, five = shares["two"], shares["four"], shares["five"]
        rows.append(
            {
                **{name: unbroken(record[name]) for name in
                   ("subject", "grade", "group", "pupils", "two", "three", "four", "five")},
                "passed": "" if two is None else _share(100 - two),
                "well": "" if four is None or five is None else _share(four + five),
            }
        )  # fmt: skip
    return rows or [dict.fromkeys(_MARKS.fields, "") for _row in range(_BLANK_ROWS)]


def _share(value: float) -> str:
    return f"{round(value, 2):g}".replace(".", ",")


def _measures(context: Context, facts: Facts) -> list[dict[str, Any]]:
    tasks = chosen_tasks(facts, context.options) or []
    return [
        {
            "task": task.number,
            "title": unbroken(task.title),
            "when": lines(task.deadline.printed),
            "who": unbroken(listed(who_does(task))),
        }
        for task in tasks
    ]
