"""From finished runs to overviews. One question of the database brings the runs; no draft and no replaced run counts.

Of several runs at a school the last one decides: by its day, then by its number, as with findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, select

from vpr_tracker import BadInput
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.overview.judging import Judge
from vpr_tracker_checklists.overview.model import (
    Basis,
    By,
    Course,
    Look,
    OlderTemplate,
    OverTime,
    Overview,
    Row,
    School,
    asked_items,
)
from vpr_tracker_checklists.overview.steps import visits
from vpr_tracker_checklists.overview.terms import day_spans, term_spans
from vpr_tracker_checklists.tables import RunRow, TemplateRow, has_tables, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from vpr_tracker import PlanReader, Tracker
    from vpr_tracker_checklists.templates.model import Item, Template


@dataclass(frozen=True, slots=True)
class _Read:
    """What an overview is made from; looks by the identifier of their school, by their days."""

    basis: Basis
    schools: tuple[School, ...]
    looks: Mapping[str, Sequence[Look]]


def overview(
    tracker: Tracker,
    template: Template,
    *,
    on: date | None = None,
    plan: str | None = None,
    school: str | None = None,
    item: str | None = None,
) -> Overview:
    """Schools × items by the last finished run at each school up to a day.

    :param template: whose items are the columns; runs with another text of it are shown as far as they go.
    :param on: the day, inclusive; without it, the plan's today.
    :param school: only this school, by number, name or identifier.
    :param item: only this item, by its name or number.
    :raises NotFound: there is no such plan or school.
    :raises BadInput: the template has no such item.
    """
    with tracker.plan_reader(plan) as reader:
        day = on or tracker.today(reader.plan["time_zone"])
        read = _read(reader, template, day, school=school, item=item, last=True)
    rows = tuple(Row(school=each, look=_last(read.looks.get(each.organisation_id))) for each in read.schools)
    return Overview(basis=read.basis, rows=rows)


def over_time(
    tracker: Tracker,
    template: Template,
    *,
    on: date | None = None,
    plan: str | None = None,
    school: str | None = None,
    item: str | None = None,
    by: By | None = None,
) -> OverTime:
    """Every finished run of each school up to a day, and what became of what it found wanting.

    :param by: columns for each ``day`` on which there was a run, or each school ``term`` of the committee, which the
        holidays after it belong to; without it, what the template is usually linked per.
    :raises NotFound: as :func:`overview`; so is BadInput.
    """
    with tracker.plan_reader(plan) as reader:
        day = on or tracker.today(reader.plan["time_zone"])
        read = _read(reader, template, day, school=school, item=item, last=False)
    by = by or ("day" if template.per == "day" else "term")
    days = sorted({look.held_on for looks in read.looks.values() for look in looks})
    spans = day_spans(days) if by == "day" else term_spans(tracker, read.basis.plan_id, days)
    places = {each: place for place, span in enumerate(spans) for each in days if span.start <= each <= span.end}
    only = {each.name for each in read.basis.items}
    courses = tuple(
        Course(school=each, visits=visits(read.looks.get(each.organisation_id, ()), places, only))
        for each in read.schools
    )
    return OverTime(basis=read.basis, by=by, spans=spans, courses=courses)


def _last(looks: Sequence[Look] | None) -> Look | None:
    return looks[-1] if looks else None


def _read(
    reader: PlanReader, template: Template, on: date, *, school: str | None, item: str | None, last: bool
) -> _Read:
    items = _chosen(template, item)
    rows = reader.schools() if school is None else [reader.organisation(school)]
    schools = tuple(School(organisation_id=row["id"], number=row["number"], name=row["name"]) for row in rows)
    only = schools[0].organisation_id if school is not None else None
    found = _runs(reader, template.name, on, only, last=last) if has_tables(reader.connection) else []
    judges = _judges(reader.connection, template, {row.template_id for row in found})
    known = {each.organisation_id for each in schools}
    looks: dict[str, list[Look]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for *run, owner, used in found:
        if owner in known:
            counts[used] += 1
            looks[owner].append(_look(judges[used], *run))
    basis = Basis(
        plan_id=reader.plan["id"],
        plan_title=reader.plan["title"],
        template=template,
        on=on,
        items=items,
        older=tuple(_older(template, judges, counts)),
        left=len(found) - sum(counts.values()),
    )
    return _Read(basis, schools, looks)


def _chosen(template: Template, which: str | None) -> tuple[Item, ...]:
    """All items, or the one that is named.

    :raises BadInput: there is none of that name or number.
    """
    items = asked_items(template)
    if which is None:
        return items
    wanted = which.strip().casefold()
    for number, item in enumerate(items, start=1):
        if wanted in (item.name.casefold(), str(number)):
            return (item,)
    raise BadInput(
        _("the template «{template}» has no item «{item}»").format(template=template.name, item=which),
        problems=[f"{number}: {item.name} – {item.label}" for number, item in enumerate(items, start=1)],
        hint=_("name it by its number or name"),
        where="--item",
    )


def _runs(reader: PlanReader, template: str, on: date, school: str | None, *, last: bool) -> Sequence[Any]:
    """The finished runs by their days; with ``last`` only the last one of each school."""
    runs = table(RunRow)
    conditions = [
        runs.c.plan_id == reader.plan["id"],
        runs.c.template == template,
        runs.c.status == "finished",
        runs.c.held_on <= on,
    ]
    if school is not None:
        conditions.append(runs.c.organisation_id == school)
    wanted: Select[Any] = select(
        runs.c.held_on,
        runs.c.number,
        runs.c.version,
        runs.c.inspector,
        runs.c.answers,
        runs.c.organisation_id,
        runs.c.template_id,
    )
    wanted = wanted.where(runs.c.id.in_(_last_ids(runs, conditions))) if last else wanted.where(*conditions)
    return sorted(reader.connection.execute(wanted).all(), key=itemgetter(0, 1))


def _last_ids(runs: Any, conditions: Iterable[ColumnElement[bool]]) -> Select[Any]:  # noqa: ANN401 -- SQLAlchemy's table
    """Identifiers of the last run of each school: the answers of the others are never read."""
    place = func.row_number().over(
        partition_by=runs.c.organisation_id, order_by=(runs.c.held_on.desc(), runs.c.number.desc())
    )
    ordered = select(runs.c.id, place.label("place")).where(*conditions).subquery()
    return select(ordered.c.id).where(ordered.c.place == 1)


def _judges(connection: Connection, template: Template, used: set[str]) -> dict[str, Judge]:
    """A judge for each text of the template that runs were made with."""
    from vpr_tracker_checklists.templates.shelf import template_of

    columns = [item.name for item in asked_items(template)]
    judges = {template.digest: Judge(template)}
    bodies = table(TemplateRow)
    others = sorted(used - {template.digest})
    if others:
        query = select(bodies.c.id, bodies.c.body).where(bodies.c.id.in_(others))
        texts = {row.id: template_of(row.body, template.name, kept=True) for row in connection.execute(query)}
        judges |= {identifier: Judge(text, columns) for identifier, text in texts.items()}
    return judges


def _look(judge: Judge, held_on: date, number: int, version: int, inspector: str, answers: Mapping[str, Any]) -> Look:
    return Look(
        number=number,
        version=version,
        held_on=held_on,
        inspector=inspector,
        answers=answers,
        items=judge.items,
        silent=judge.silent,
        judged=judge.judge(answers, held_on),
    )


def _older(template: Template, judges: Mapping[str, Judge], counts: Mapping[str, int]) -> Iterator[OlderTemplate]:
    """What the columns do not show, and what they cannot, of runs with another text."""
    present = {item.name for item in asked_items(template)}
    for identifier in sorted(counts):
        items = {name for name, item in judges[identifier].items.items() if item.type != "note"}
        if identifier != template.digest and items != present:
            yield OlderTemplate(
                template_id=identifier,
                runs=counts[identifier],
                gone=tuple(name for name in judges[identifier].items if name in items - present),
                unknown=tuple(item.name for item in asked_items(template) if item.name not in items),
            )
