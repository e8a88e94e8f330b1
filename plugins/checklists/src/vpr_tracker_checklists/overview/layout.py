"""Overviews as grids: which rows and columns there are, what is explained below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from vpr_tracker_checklists.i18n import _, ngettext
from vpr_tracker_checklists.overview.cells import FINE, NEEDLESS, OTHER, TEXT, Asked
from vpr_tracker_checklists.overview.grid import NOTHING, Grid, Line, Mark, Told
from vpr_tracker_checklists.overview.model import (
    Basis,
    Cell,
    Course,
    Look,
    OlderTemplate,
    OverTime,
    Overview,
    Row,
    Span,
    Visit,
)
from vpr_tracker_checklists.templates.answers import show_answer

_NAMED: Final = 12
"""So many schools are named in a line."""


def on_day(found: Overview) -> Grid:
    """Schools × items."""
    basis, looks = found.basis, [row.look for row in found.rows if row.look is not None]
    asked = [Asked(item, looks) for item in basis.items]
    rows = [(row, _cells(row, basis, asked)) for row in found.rows]
    return Grid(
        name=basis.template.title,
        heading=_heading(basis, _("{title}: as found by {day}").format(title=basis.template.title, day=_day(basis.on))),
        heads=(_("School"), _("Visit")),
        columns=_item_columns(basis),
        lines=tuple(Line(heads=_heads(row), label=row.school.label, cells=cells) for row, cells in rows),
        legend=_legend([cell for _row, cells in rows for cell in cells]),
        items=tuple(
            _told(basis, each, looks, [row.school.label for row, cells in rows if cells[place].tone == "finding"])
            for place, each in enumerate(asked)
        ),
        notes=_notes(basis),
        empty=_("The plan lists no school."),
    )


def _cells(row: Row, basis: Basis, asked: Sequence[Asked]) -> tuple[Mark, ...]:
    return tuple(each.mark(cell, row.look) for each, cell in zip(asked, row.cells(basis.items), strict=True))


def _heads(row: Row) -> tuple[str | date | Mark | None, ...]:
    if row.look is None:
        return row.school.label, Mark("no_run", _("none"), _("no visit"))
    return row.school.label, row.look.held_on


def _item_columns(basis: Basis) -> tuple[tuple[str, str], ...]:
    numbers = basis.numbers
    return tuple((str(numbers[item.name]), f"{numbers[item.name]}. {item.label}") for item in basis.items)


def _told(basis: Basis, asked: Asked, looks: Sequence[Look], schools: Sequence[str]) -> Told:
    """An item below the grid: how often each choice was given, and at which schools there is a finding."""
    parts = [f"{label} {n}" for label, n in asked.counts(looks)]
    parts += _sums(asked, [look.cell(asked.item.name) for look in looks])
    if schools:
        parts.append(_("finding: {schools}").format(schools=_named(schools)))
    return _told_plainly(basis, asked, ", ".join(parts))


def _sums(asked: Asked, cells: Sequence[Cell]) -> Iterator[str]:
    if asked.item.total:
        numbers = [cell.value for cell in cells if isinstance(cell.value, int | float)]
        yield _("in all {sum}").format(sum=show_answer(asked.item, sum(numbers)))
    if missing := sum(cell.state == "missing" for cell in cells):
        yield _("no answer {n}").format(n=missing)
    if unasked := sum(cell.state == "not_asked" for cell in cells):
        yield _("not asked {n}").format(n=unasked)


def _told_plainly(basis: Basis, asked: Asked, found: str = "") -> Told:
    item = asked.item
    return Told(number=basis.numbers[item.name], label=item.label, letters=asked.letters, found=found)


def _named(schools: Sequence[str]) -> str:
    shown = ", ".join(schools[:_NAMED])
    more = len(schools) - _NAMED
    return (
        shown
        if more <= 0
        else ngettext("{schools} and {n} more", "{schools} and {n} more", more).format(schools=shown, n=more)
    )


def over_days(found: OverTime) -> Grid:
    """One item: schools × days or terms with its answers; several: a row for each finding that there ever was."""
    basis = found.basis
    looks = [visit.look for course in found.courses for visit in course.visits]
    one = Asked(basis.items[0], looks) if len(basis.items) == 1 else None
    lines = tuple(_answers(found, one) if one is not None else _findings(found))
    line = _("{title}: up to {day}, by days") if found.by == "day" else _("{title}: up to {day}, by school terms")
    heading = [line.format(title=basis.template.title, day=_day(basis.on))]
    if one is not None:
        heading.append(f"{basis.numbers[one.item.name]}. {one.item.label}")
    return Grid(
        name=basis.template.title,
        heading=_heading(basis, *heading),
        heads=(_("School"),) if one else (_("School"), _("Finding")),
        columns=tuple(_span_titles(span, found.by) for span in found.spans),
        lines=lines,
        legend=_legend([cell for line in lines for cell in line.cells]),
        items=(_told_plainly(basis, one),) if one is not None and one.letters else (),
        notes=_notes(basis),
        empty=_("The plan lists no school."),
    )


def _answers(found: OverTime, one: Asked) -> Iterator[Line]:
    for course in found.courses:
        last = {visit.span: visit for visit in course.visits}
        cells = [
            one.mark(last[place].look.cell(one.item.name), last[place].look) if place in last else _no_run()
            for place in range(len(found.spans))
        ]
        yield Line(heads=(course.school.label,), label=course.school.label, cells=tuple(cells))


def _findings(found: OverTime) -> Iterator[Line]:
    numbers = found.basis.numbers
    for course in found.courses:
        ever = {name for visit in course.visits for name in visit.step.new}
        places = len(found.spans)
        if not ever:
            words = _("nothing was found wanting") if course.visits else _("no visit")
            cells = tuple(_steps(course, "", places))
            yield Line(heads=(course.school.label, words), label=f"{course.school.label}: {words}", cells=cells)
        for item in found.basis.items:
            if item.name in ever:
                words = f"{numbers[item.name]}. {item.label}"
                yield Line(
                    heads=(course.school.label, words),
                    label=f"{course.school.label}: {words}",
                    cells=tuple(_steps(course, item.name, places)),
                )


def _steps(course: Course, name: str, places: int) -> Iterator[Mark]:
    """What became of one finding in each column; of several runs in one, what they came to."""
    by_span: dict[int, list[Visit]] = {}
    for visit in course.visits:
        by_span.setdefault(visit.span, []).append(visit)
    for place in range(places):
        yield _step(by_span[place], name) if place in by_span else _no_run()


def _step(visits: Sequence[Visit], name: str) -> Mark:
    last = visits[-1].step
    if name in last.open:
        if any(name in visit.step.new for visit in visits):
            return Mark("finding", "!", _("new"))
        if any(name in visit.step.repeated for visit in visits):
            return Mark("again", "!!", _("repeated"))
        return Mark("unasked", "?", _("not looked at again"))
    if any(name in visit.step.fixed for visit in visits):
        if any(name in visit.step.new for visit in visits):
            return Mark("fixed", "!+", _("found and mended"))
        return Mark("fixed", "+", _("mended"))
    return NOTHING


def _no_run() -> Mark:
    return Mark("no_run", "–", _("no visit"))


def _span_titles(span: Span, by: str) -> tuple[str, str]:
    if by == "day":
        return f"{span.start:%d.%m.%y}", _day(span.start)
    year, _dash, unit = span.key.rpartition("-")
    return f"{unit} {year[2:]}", _("{unit} term {year}").format(unit=unit, year=year)


def _heading(basis: Basis, *lines: str) -> tuple[str, ...]:
    return " ".join(basis.plan_title.split()), *lines


def _day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"


def _legend(marks: Iterable[Mark]) -> tuple[tuple[Mark, str], ...]:
    """The meanings of the signs that occur."""
    found: dict[tuple[str, str], Mark] = {}
    for each in marks:
        found.setdefault((each.tone, _sample(each)), each)
    return tuple((found[key]._replace(sign=key[1]), words) for key, words in _meanings().items() if key in found)


def _meanings() -> dict[tuple[str, str], str]:
    """What each kind of cell means, by its tone and sign."""
    return {
        ("finding", "!"): _("a finding"),
        ("again", "!!"): _("found again"),
        ("well", FINE): _("as it should be"),
        ("fixed", "+"): _("mended"),
        ("fixed", "!+"): _("found and mended"),
        ("plain", NEEDLESS): _("not applicable"),
        ("plain", TEXT): _("a text"),
        ("plain", OTHER): _("none of the answers that could be chosen"),
        ("missing", "?"): _("no answer"),
        ("unasked", "?"): _("not looked at again"),
        ("unasked", "."): _("not asked: needless by other answers, or not in the list then"),
        ("no_run", "–"): _("no visit"),
    }


def _sample(each: Mark) -> str:
    """The sign that the legend explains: «2!» and «а!» are findings like any other."""
    return "!" if each.tone == "finding" else each.sign


def _notes(basis: Basis) -> tuple[str, ...]:
    notes = [_older(each) for each in basis.older]
    if basis.left:
        line = ngettext(
            "{n} visit is left out: its school is not in the plan.",
            "{n} visits are left out: their schools are not in the plan.",
            basis.left,
        )
        notes.append(line.format(n=basis.left))
    return tuple(notes)


def _older(older: OlderTemplate) -> str:
    line = ngettext("{n} visit used another text of the template", "{n} visits used another text of the template",
                    older.runs).format(n=older.runs)  # fmt: skip
    if older.gone:
        line += "; " + _("left out: {items}").format(items=", ".join(older.gone))
    if older.unknown:
        line += "; " + _("not asked then: {items}").format(items=", ".join(older.unknown))
    return line + "."
