"""The plugin's tables; their names begin with ``checklists_``. Their rows are in the journal and go back with it.

Days are dates, instants aware and in UTC. What a run was asked is kept with it: a template that is changed later makes
no finished run say something else.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Connection, Table, Text, UniqueConstraint, inspect
from sqlmodel import Field

from vpr_tracker.storage.base import Json, TableBase


class TemplateRow(TableBase, table=True):
    """A template as it was used. ``id`` is the SHA-256 of ``body``, the text of its TOML file."""

    __tablename__ = "checklists_template"
    goes_back: ClassVar[bool] = True
    id: str = Field(primary_key=True)
    name: str = Field(index=True)
    title: str
    body: str = Field(sa_type=Text)
    added_at: datetime


class LinkRow(TableBase, table=True):
    """That a task of a plan is fulfilled by runs of a template.

    ``per``: a run for each due time of the task (``occurrence``) or for each listed day (``day``). ``owed_by``: who
    owes the run, the committee's ``inspector`` or the ``school``. ``schools``: identifiers of the only schools that
    are meant, ``NULL`` for all. ``results``: identifiers of the task's deliverables that are fulfilled once all runs
    of a due time are there; an empty text stands for the task itself where it has none. ``totals``: number item →
    identifier of the deliverable whose progress is the sum of its answers.
    """

    __tablename__ = "checklists_link"
    __table_args__ = (
        CheckConstraint("per IN ('occurrence', 'day')", name="per"),
        CheckConstraint("owed_by IN ('inspector', 'school')", name="owed_by"),
    )
    goes_back: ClassVar[bool] = True
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    task_id: str = Field(index=True)
    template: str
    title: str
    per: str
    owed_by: str
    schools: list[str] | None = Field(default=None, sa_type=Json)
    results: list[str] = Field(default_factory=list, sa_type=Json)
    totals: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    removed: bool = False


class DayRow(TableBase, table=True):
    """A day on which a link wants a run; ``organisation_id`` is ``NULL`` where every school of the link is meant."""

    __tablename__ = "checklists_day"
    __table_args__ = (UniqueConstraint("link_id", "organisation_id", "day"),)
    goes_back: ClassVar[bool] = True
    id: str = Field(primary_key=True)
    link_id: str = Field(foreign_key="checklists_link.id", index=True)
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    day: date


class RunRow(TableBase, table=True):
    """One version of a run: template × school × day × inspector.

    ``series`` is shared by the versions; of a series at most one version is ``draft`` and at most one ``finished``.
    ``answers``: item → value as in :mod:`vpr_tracker_checklists.templates.answers`; ``notes``: item → remark;
    ``evidence``: item → names of files, and links. ``origin``: ``terminal``, ``file`` or ``form``; of a form also its
    identifier and the ``stamp`` that orders the copies that come back. ``reason`` says why a version replaced another.
    """

    __tablename__ = "checklists_run"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'finished', 'replaced')", name="status"),
        UniqueConstraint("series", "version"),
    )
    goes_back: ClassVar[bool] = True
    id: str = Field(primary_key=True)
    number: int = Field(index=True)
    series: str = Field(index=True)
    version: int = 1
    plan_id: str = Field(foreign_key="plan.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    template: str = Field(index=True)
    template_id: str = Field(foreign_key="checklists_template.id")
    held_on: date
    inspector: str
    status: str = "draft"
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    notes: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    evidence: dict[str, list[str]] = Field(default_factory=dict, sa_type=Json)
    reason: str | None = None
    origin: str = "terminal"
    form_id: str | None = Field(default=None, index=True)
    stamp: str | None = None
    started_at: datetime
    started_by: str
    finished_at: datetime | None = None
    finished_by: str | None = None


class FindingRow(TableBase, table=True):
    """What a finished run found wanting, from the run that found it first until one that finds it mended.

    It follows from the finished runs of a school with a template, in the order of their days, and is made anew with
    each of them; ``task_id``, ``due_on`` and ``obligation_id`` are set when it was made a task for the school.
    ``seen``: how many runs found it. ``status``: ``open``, ``fixed``; ``closed`` where a person said so, with a reason;
    ``withdrawn`` where a correction of the run took it back after it was made a task.
    """

    __tablename__ = "checklists_finding"
    __table_args__ = (CheckConstraint("status IN ('open', 'fixed', 'closed', 'withdrawn')", name="status"),)
    goes_back: ClassVar[bool] = True
    id: str = Field(primary_key=True)
    number: int = Field(index=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    template: str
    item: str
    label: str
    text: str
    status: str = "open"
    first_run: str = Field(foreign_key="checklists_run.id")
    last_run: str = Field(foreign_key="checklists_run.id")
    found_on: date
    last_on: date
    seen: int = 1
    fixed_on: date | None = None
    task_id: str | None = None
    due_on: date | None = None
    obligation_id: str | None = None
    closed_on: date | None = None
    closed_by: str | None = None
    closed_reason: str | None = None


class CreditRow(TableBase, table=True):
    """By which run an obligation (``id``) was fulfilled: where that run counts no more, it is expected again."""

    __tablename__ = "checklists_credit"
    goes_back: ClassVar[bool] = True
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    run_id: str = Field(foreign_key="checklists_run.id")


def table(model: type[TableBase]) -> Table:
    """The table behind one of the classes."""
    found: Table = model.__table__  # type: ignore[attr-defined]
    return found


def has_tables(connection: Connection) -> bool:
    """Whether the plugin's tables were ever made: the first change makes them."""
    return bool(inspect(connection).has_table(RunRow.__tablename__))
