"""Overviews as data: what was found in which school, in the registry's order; nothing is summed up over a school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from vpr_tracker_checklists.overview.judging import Judged
from vpr_tracker_checklists.templates.model import Item, Template

State = Literal["answered", "finding", "not_asked", "missing"]
By = Literal["day", "term"]


class Cell(NamedTuple):
    """An item at a school: ``state``, and the answer as JSON has it, ``None`` where there is none.

    ``missing``: asked and not answered. ``not_asked``: the other answers made it needless, or the text of the template
    that the run was made with did not have it.
    """

    state: State
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school of the plan."""

    organisation_id: str
    number: str | None
    name: str

    @property
    def label(self) -> str:
        """How it is called in a line."""
        return f"№{self.number}" if self.number is not None else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A finished run.

    ``items`` are those of the template as it was then, by name: by them its answers are shown. ``silent``: of those
    that can be findings, the answers that say nothing of whether all is well.
    """

    number: int
    version: int
    held_on: date
    inspector: str
    answers: Mapping[str, Any]
    items: Mapping[str, Item]
    silent: Mapping[str, tuple[str, ...]]
    judged: Judged

    def cell(self, name: str) -> Cell:
        """What it says of an item."""
        if name in self.judged.unasked:
            return Cell("not_asked", None)
        value = self.answers.get(name)
        if value is None:
            return Cell("missing", None)
        return Cell("finding" if name in self.judged.wanting else "answered", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderTemplate:
    """Runs that were made with another text of the template: items that only they have, items that they lack."""

    template_id: str
    runs: int
    gone: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What every overview tells of: plan, template, day, the items in their order, and what is left out.

    :ivar left: runs at schools that the plan does not list any more.
    """

    plan_id: str
    plan_title: str
    template: Template
    on: date
    items: tuple[Item, ...]
    older: tuple[OlderTemplate, ...] = ()
    left: int = 0

    @property
    def numbers(self) -> Mapping[str, int]:
        """Item → its number in this template, from 1, the same in every overview of it."""
        return {item.name: number for number, item in enumerate(asked_items(self.template), start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A school with the run that decides, ``None`` where there was none."""

    school: School
    look: Look | None

    def cells(self, items: tuple[Item, ...]) -> list[Cell | None]:
        """The items in their order; ``None`` where nobody looked."""
        if self.look is None:
            return [None] * len(items)
        return [self.look.cell(item.name) for item in items]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Schools × items on a day."""

    basis: Basis
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A column over time: a day, or a school term with the holidays after it."""

    key: str
    start: date
    end: date


class Step(NamedTuple):
    """What a run meant for the findings of its school, by names of items: found, found again, mended, still open."""

    new: tuple[str, ...]
    repeated: tuple[str, ...]
    fixed: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A run in the course of a school; ``span`` counts the columns from 0."""

    look: Look
    span: int
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A school with all its runs, by their days."""

    school: School
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """Schools × days or terms."""

    basis: Basis
    by: By
    spans: tuple[Span, ...]
    courses: tuple[Course, ...]


def asked_items(template: Template) -> tuple[Item, ...]:
    """The items that can be answered, in their order."""
    return tuple(item for item in template.items if item.type != "note")
