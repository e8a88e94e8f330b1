"""The questions of ``vpr review``: what to do with a remark, and how to put a thing right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from vpr_tracker.cli import kit
from vpr_tracker.cli.plan_view import show_moved
from vpr_tracker.errors import VprError
from vpr_tracker.i18n import N_, _

if TYPE_CHECKING:
    from vpr_tracker.tracker import Tracker
    from vpr_tracker.tracker.views import RemarkView

# Keys of both keyboards, so that nobody has to switch.
_KEYS: Final[Mapping[str, str]] = {
    "a": "accept",
    "п": "accept",
    "c": "correct",
    "и": "correct",
    "l": "leave",
    "о": "leave",
    "s": "skip",
    "д": "skip",
    "q": "stop",
    "в": "stop",
}
_FIELDS: Final[Mapping[str, str]] = {
    "deadline_assumed": "deadline",
    "deadline_review": "deadline",
    "deadline_missing": "deadline",
    "owner_review": "owners",
    "owner_missing": "owners",
    "spelling": "owners",
    "level_assumed": "level",
    "number_missing": "number",
    "number_repeated": "number",
    "number_given": "number",
    "period_assumed": "period",
    "period_missing": "period",
}
"""What a remark is about, by its code; of the others the person says it."""
_QUESTIONS: Final[Mapping[str, str]] = {
    "title": N_("What is to be done"),
    "deadline": N_("The deadline, as it would be printed"),
    "owners": N_("The owners, with commas between them"),
    "level": N_("Whose task it is (municipality, school, both)"),
    "number": N_("The number"),
    "period": N_("The period of the plan (2023-01-01..2023-12-31)"),
}


def ask() -> str:
    """What to do with a remark: ``accept``, ``correct``, ``leave``, ``skip`` or ``stop``."""
    question = _("[a]ccept, [c]orrect, [l]eave as it is, [s]kip, [q]uit")
    while True:
        answer = str(click.prompt(question, err=True, default="", show_default=False)).strip().lower()[:1]
        if answer in _KEYS:
            return _KEYS[answer]


def correct(tracker: Tracker, remark: RemarkView, plan: str | None) -> bool:
    """Ask for the right value and write it; ``False`` where nothing was given or it was refused."""
    field = _field(remark)
    value = str(click.prompt(_(_QUESTIONS[field]), err=True, default="", show_default=False)).strip()
    if not value:
        return False
    try:
        _write(tracker, remark, field, value, plan)
    except (VprError, click.BadParameter) as error:  # the person is still there: say it and go on
        kit.note(_("Error: {message}").format(message=getattr(error, "message", error)))
        return False
    return True


def _field(remark: RemarkView) -> str:
    if remark.task is None:
        return "period"
    known = _FIELDS.get(remark.code)
    if known is not None:
        return known
    fields = [field for field in _QUESTIONS if field != "period"]
    return str(click.prompt(_("What is wrong"), err=True, type=click.Choice(fields), default="title"))


def _write(tracker: Tracker, remark: RemarkView, field: str, value: str, plan: str | None) -> None:
    if field == "period":
        period = kit.PERIOD.convert(value, None, None)
        tracker.set_period(*period, plan=plan)
        return
    fields: dict[str, Any] = {field: value}
    show_moved(tracker.set_task(str(remark.task), **fields, plan=plan).moved)
