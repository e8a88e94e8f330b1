"""Runs as data: a run, a form that came back, what became of it.

A number («№4») names a run with all its versions; «4.2» is its second version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from vpr_tracker_checklists.templates.answers import Problem, Sheet, Wanting
from vpr_tracker_checklists.templates.model import Template

Status = Literal["draft", "finished", "replaced"]
Origin = Literal["terminal", "file", "form"]
Outcome = Literal["finished", "draft", "same", "older", "corrected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One version of a run: template × school × day × inspector.

    :ivar id: the permanent identifier of this version; ``series`` is that of the run, ``number`` what people call it.
    :ivar template: the name of the template; ``template_id`` its text as it was asked, ``title`` its title.
    :ivar school: how the school is called in a line: its number, else its name; ``school_name`` its name.
    :ivar reason: why this version replaced another.
    :ivar origin: who gave the answers last: a person at the ``terminal``, a ``file`` of answers, or a ``form`` that
        came back, which then has an identifier (``form_id``) and the ``stamp`` of the copy that was taken.
    :ivar started_at: aware UTC, like ``finished_at``.
    """

    id: str
    number: int
    series: str
    version: int
    plan_id: str
    organisation_id: str
    school: str
    school_name: str
    template: str
    template_id: str
    title: str
    held_on: date
    inspector: str
    status: Status
    sheet: Sheet
    reason: str | None
    origin: Origin
    form_id: str | None
    stamp: str | None
    started_at: datetime
    started_by: str
    finished_at: datetime | None
    finished_by: str | None


NO_ITEM: Final = ""
"""Stands for the item of an answer that belongs to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReturn:
    """A form that came back, read and checked cell by cell.

    :ivar stamp: orders the copies of one form; the larger text is the newer copy.
    :ivar rejected: items whose cell holds something that could not be read, or whose row is gone; ``NO_ITEM`` for an
        answer in a row that the form never had. The form then stays a draft.
    :ivar source: the name of the file, for messages alone.
    """

    form_id: str
    template: Template
    plan_id: str
    organisation_id: str
    held_on: date
    inspector: str
    stamp: str
    sheet: Sheet
    rejected: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one returned form.

    :ivar outcome: ``finished`` and ``draft``: it is what the run says now, or would without a newer one; ``same``: it
        was taken before; ``older``: a newer copy is known; ``corrected``: a person has changed the answers here, which
        is not overwritten.
    :ivar run: the run that it belongs to, as it is now: the draft where there is one.
    :ivar problems: why it is not finished.
    """

    form_id: str
    source: str
    outcome: Outcome
    run: Run
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A run that was finished, and what follows.

    :ivar findings: what it found wanting.
    :ivar fulfilled: what was handed in or accepted of the plan by it, in lines for people.
    :ivar reopened: what is expected again, since runs fulfil it no more, likewise.
    :ivar astray: why it can count for no task, where tasks are linked to its template.
    """

    run: Run
    findings: tuple[Wanting, ...]
    fulfilled: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    astray: str | None = None
