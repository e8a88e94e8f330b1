"""The register of difficulties: which skills were found wanting, and what is done about each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from vpr_tracker_documents.i18n import N_
from vpr_tracker_documents.making.choosing import named_schools
from vpr_tracker_documents.making.facts import gather
from vpr_tracker_documents.making.kinds import Context, DocumentData
from vpr_tracker_documents.making.names import Flag, Group, Many, Names, Number, Text
from vpr_tracker_documents.making.shared import SHARED, shared_values
from vpr_tracker_documents.making.wording import small, unbroken
from vpr_tracker_documents.tables.columns import folded, read_records
from vpr_tracker_documents.tables.difficulties import DIFFICULTIES, judged

if TYPE_CHECKING:
    from vpr_tracker import SchoolView
    from vpr_tracker_documents.making.facts import Facts
    from vpr_tracker_documents.tables.columns import Record

BLANK_ROWS: Final = 12
"""Rows of a register that is filled by hand."""
DIFFICULTY: Final = Group(
    N_("A difficulty."),
    {
        "number": Number(N_("Its number.")),
        "subject": Text(N_("The subject."), "Русский язык"),
        "grade": Text(N_("The grade."), "5"),
        "task": Text(N_("The number of the task of the paper."), "4К1"),
        "level": Text(N_("The level of the task: Б, П, В."), "Б"),
        "skill": Text(N_("The skill or planned result."), "Умение списывать текст"),
        "school": Text(N_("Share of solved tasks at the school."), "54"),
        "city": Text(N_("The same in the municipality."), "61"),
        "region": Text(N_("The same in the region."), "63"),
        "status": Text(N_("Whether it is enough."), "недостаточный"),
        "group": Text(N_("The group of pupils."), "получившие «3»"),
        "measure": Text(N_("What is done about it."), "повторение темы"),
        "due": Text(N_("By when."), "до 01.03.2023"),
        "owner": Text(N_("Who answers for it."), "руководитель ШМО"),
        "lifted": Text(N_("The mark that it is overcome."), ""),
    },
)
NAMES: Final[Names] = {
    **SHARED,
    "of": Text(N_("Whose it is: of a school, or of the municipality."), "школы № 4"),
    "rows": Many(N_("The difficulties; empty rows where no table was given."), DIFFICULTY),
    "judged": Flag(N_("Whether the status of a row was told by its level and share.")),
}


def data(context: Context) -> Iterator[DocumentData]:
    """One register, or one for each school."""
    facts = gather(context)
    table = context.options.table
    records = read_records(table, DIFFICULTIES, context.remark) if table else []
    shared = shared_values(context, facts)
    for name, of, own in scopes(context, facts, records):
        rows = difficulty_rows(own) if table else [blank_row(number) for number in range(1, BLANK_ROWS + 1)]
        told = any(not record["status"] and judged(record) for record in own)
        values = {**shared, "of": of, "rows": rows, "judged": told}
        yield DocumentData(name=f"реестр затруднений – {name}", title=f"Реестр затруднений: {name}", values=values)


def difficulty_rows(records: list[Record]) -> list[dict[str, Any]]:
    """Rows of a table as the template has them."""
    fields = [name for name in DIFFICULTY.fields if name not in ("number", "status")]
    return [
        {"number": number, "status": judged(record), **{name: record[name] for name in fields}}
        for number, record in enumerate(records, 1)
    ]


def blank_row(number: int) -> dict[str, Any]:
    """A row that is filled by hand."""
    return {"number": number, **{name: "" for name in DIFFICULTY.fields if name != "number"}}


def scopes(context: Context, facts: Facts, records: list[Record]) -> Iterator[tuple[str, str, list[Record]]]:
    """Whose documents are made: a name, the words «of whom», and the rows of the table that are theirs.

    The municipality's own takes the rows that name no school; where no row names one, all rows are everybody's.

    :raises NotFound: the plan has no such school.
    """
    if context.options.each == "school" or context.options.school is not None:
        wanted = context.options.school
        for school in facts.schools if wanted is None else named_schools(facts, wanted):
            name = small(context.forms.post(school.name, "genitive").text)
            yield school.name, unbroken(name), [each for each in records if _is_of(each, school)]
        return
    own = [each for each in records if not each.get("organisation")] or records
    yield "муниципалитет", "по муниципалитету", own


def _is_of(record: Record, school: SchoolView) -> bool:
    """Whether a row is a school's: it names the school, or names none."""
    stated = folded(record.get("organisation", ""))
    if not stated:
        return True
    number = folded(school.number or "")
    return stated == folded(school.name) or (bool(number) and stated.split()[-1:] == [number])
