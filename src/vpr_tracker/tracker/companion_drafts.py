"""The shape of what a plan file carries beside the document, in the plan's ``settings``; strict like all input."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field, ValidationError

from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import _
from vpr_tracker.plans.draft import Draft
from vpr_tracker.storage.jsontext import to_json

Uid = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$")


class SchoolDraft(Draft):
    """A school that the plan lists."""

    uid: str = Uid
    name: str
    number: str | None = None
    joined_on: dt.date


class AssignmentDraft(Draft):
    """Who holds a role; without a school, at the committee."""

    role: str
    person: str
    school: str | None = None


class EventDateDraft(Draft):
    """Days of an event; with a school, that school's own."""

    start: dt.date
    end: dt.date
    repeat: int = Field(default=0, ge=0)
    school: str | None = None


class LinkDraft(Draft):
    """The deadline that hangs on an event: the task's identifier and the place of the term, from 0."""

    task: str
    term: int = Field(ge=0)


class EventDraft(Draft):
    """An event, its days and what hangs on it."""

    uid: str = Uid
    name: str
    dates: tuple[EventDateDraft, ...] = ()
    links: tuple[LinkDraft, ...] = ()


class SchoolTermDraft(Draft):
    """A school term that was set; with a school, that school's own."""

    key: str
    start: dt.date
    end: dt.date
    school: str | None = None


class PersonDraft(Draft):
    """A person whom the plan spells in several ways."""

    name: str
    spellings: tuple[str, ...]


class SettledDraft(Draft):
    """A remark, by its number from 1, that was settled."""

    remark: int = Field(ge=1)
    how: Literal["accepted", "corrected", "left"]
    by: str
    at: dt.datetime
    note: str | None = None


class EvidenceRuleDraft(Draft):
    """Whether a result is accepted only with evidence, whatever the plan says."""

    deliverable: str
    required: bool


class PostponementDraft(Draft):
    """A due time that an act put off; with a school, for it alone."""

    task: str
    key: str
    school: str | None = None
    due: dt.date
    was: dt.date
    reason: str
    act: str | None = None
    by: str
    at: dt.datetime


class Companions(Draft):
    """Everything that is tracked beside the document, except what was handed in."""

    committee: str | None = Field(default=None, pattern=r"^[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$")
    schools: tuple[SchoolDraft, ...] = ()
    assignments: tuple[AssignmentDraft, ...] = ()
    events: tuple[EventDraft, ...] = ()
    school_terms: tuple[SchoolTermDraft, ...] = ()
    persons: tuple[PersonDraft, ...] = ()
    settled: tuple[SettledDraft, ...] = ()
    evidence_rules: tuple[EvidenceRuleDraft, ...] = ()
    postponements: tuple[PostponementDraft, ...] = ()

    def settings(self) -> dict[str, Any]:
        """As settings of a plan: what is empty is left out, days stay days."""
        dumped = self.model_dump(exclude_defaults=True, exclude_none=True)
        return {name: _lists(value) for name, value in dumped.items()}


NAMES = frozenset(Companions.model_fields)
"""The names in a plan's settings that belong here."""


def companions_of(settings: dict[str, Any]) -> Companions:
    """What a draft's settings say.

    :raises BadInput: they are not understood.
    """
    stated = {name: settings[name] for name in sorted(NAMES & settings.keys())}
    try:
        # As JSON, where a strict model takes lists for tuples and texts for days.
        return Companions.model_validate_json(to_json(_texts(stated)))
    except ValidationError as error:
        problems = [f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()]
        raise BadInput(_("the settings of the plan are not understood"), problems=problems) from error


def _lists(value: Any) -> Any:  # noqa: ANN401 -- any value of a dumped model
    if isinstance(value, dict):
        return {name: _lists(each) for name, each in value.items()}
    return [_lists(each) for each in value] if isinstance(value, tuple | list) else value


def _texts(value: Any) -> Any:  # noqa: ANN401 -- any value of a plan file
    if isinstance(value, dict):
        return {name: _texts(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_texts(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
