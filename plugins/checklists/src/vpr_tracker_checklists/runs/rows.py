"""Rows of runs: reading them with their school and template, writing what is new, the templates as they were asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, and_, func, insert, select

from vpr_tracker import StorageError
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.model import Run
from vpr_tracker_checklists.tables import RunRow, TemplateRow, has_tables, table
from vpr_tracker_checklists.templates.answers import Sheet

if TYPE_CHECKING:
    from datetime import datetime

    from vpr_tracker_checklists.templates.model import Template

Row = dict[str, Any]
_SAME: Final = (
    *("id", "number", "series", "version", "plan_id", "organisation_id", "template", "template_id", "held_on"),
    *("inspector", "status", "reason", "origin", "form_id", "stamp", "started_at", "started_by"),
    *("finished_at", "finished_by"),
)
"""Columns that a run has by the same name."""


RUNS: Final = table(RunRow)
TEMPLATES: Final = table(TemplateRow)


def need_tables(connection: Connection) -> None:
    """See that the plugin's tables are there.

    :raises StorageError: the database was opened without the plugins.
    """
    if not has_tables(connection):
        raise StorageError(
            _("this database has no tables for checklists"),
            hint=_("open it with the plugins: Tracker.open(…, registry=load_registry())"),
        )


def run_rows(connection: Connection, *conditions: Any) -> list[Row]:  # noqa: ANN401 -- SQLAlchemy's conditions
    """Rows of runs with ``title``, ``school_number``, ``school_name``; by day, school in the order of the registry,
    number and version."""
    of, listed = RUNS.metadata.tables["organisation"], RUNS.metadata.tables["plan_school"]
    joined = (
        RUNS.join(TEMPLATES, TEMPLATES.c.id == RUNS.c.template_id)
        .join(of, of.c.id == RUNS.c.organisation_id)
        .outerjoin(
            listed,
            and_(listed.c.plan_id == RUNS.c.plan_id, listed.c.organisation_id == RUNS.c.organisation_id),
        )
    )
    statement = (
        select(RUNS, TEMPLATES.c.title, of.c.number.label("school_number"), of.c.name.label("school_name"))
        .select_from(joined)
        .where(*conditions)
        .order_by(
            RUNS.c.held_on, listed.c.position.is_(None), listed.c.position, of.c.name, RUNS.c.number, RUNS.c.version
        )
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def run_of(row: Mapping[str, Any]) -> Run:
    """A row as data."""
    return Run(
        **{name: row[name] for name in _SAME},
        school=str(row["school_number"] or row["school_name"]),
        school_name=row["school_name"],
        title=row["title"],
        sheet=sheet_of(row),
    )


def sheet_of(row: Mapping[str, Any]) -> Sheet:
    """The answers of a row."""
    return Sheet(
        answers=dict(row["answers"]),
        notes=dict(row["notes"]),
        evidence={item: tuple(names) for item, names in row["evidence"].items()},
    )


def sheet_values(sheet: Sheet) -> Row:
    """The columns that hold a sheet."""
    return {
        "answers": dict(sheet.answers),
        "notes": dict(sheet.notes),
        "evidence": {item: list(names) for item, names in sheet.evidence.items()},
    }


def next_number(connection: Connection) -> int:
    """The number of the next run of this database."""
    return int(connection.execute(select(func.max(RUNS.c.number))).scalar() or 0) + 1


def keep_template(connection: Connection, template: Template, at: datetime) -> str:
    """Keep the text of a template, and give its identifier.

    Its identifier is the digest of its text, so it is never changed, and runs of several units hang on it: it is in no
    entry of the journal, for taking the first of these runs back must not take it from the others.
    """
    known = connection.execute(select(TEMPLATES.c.id).where(TEMPLATES.c.id == template.digest)).scalar()
    if known is None:
        connection.execute(
            insert(TEMPLATES),
            {
                "id": template.digest,
                "name": template.name,
                "title": template.title,
                "body": template.body,
                "added_at": at,
            },
        )
    return template.digest


def template_body(connection: Connection, identifier: str) -> str:
    """The text of a template that was asked."""
    return str(connection.execute(select(TEMPLATES.c.body).where(TEMPLATES.c.id == identifier)).scalar_one())
