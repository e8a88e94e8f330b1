"""Everything that vpr-tracker raises on purpose.

One tree: a class per exit code. ``message`` says what is wrong and quotes the offending value, ``hint`` says what to
do, ``problems`` lists several findings at once, ``where`` names the place (a cell, a file, an option). The command
line turns these into one message on stderr in a single place (``vpr_tracker.cli``); library users catch ``VprError``.
"""

from __future__ import annotations

from collections.abc import Sequence


class VprError(Exception):
    """Base of all expected errors; never a bug of ours.

    :param message: one sentence, the offending value quoted.
    :param hint: what the person can do about it.
    :param problems: single findings, when there are several.
    :param where: the place: a cell («table 1, row 3»), a file, an option.
    """

    code = "error"
    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        problems: Sequence[str] = (),
        where: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.problems = tuple(problems)
        self.where = where


class UsageError(VprError):
    """The call itself is wrong: an option that does not fit, a value in a wrong format."""

    code = "usage"
    exit_code = 2


class NotFound(VprError):
    """A plan, task, school, event or file that was named does not exist."""

    code = "not_found"
    exit_code = 3


class BadInput(VprError):
    """A file or value from outside cannot be understood; nothing was written."""

    code = "bad_input"
    exit_code = 4


class RuleBroken(VprError):
    """The change is understood but not allowed; the message says what is allowed."""

    code = "rule_broken"
    exit_code = 5


class StorageError(VprError):
    """The database needs upgrading or cannot be used."""

    code = "storage"
    exit_code = 6


class PluginError(VprError):
    """A plugin failed, is missing, or clashes with another."""

    code = "plugin"
    exit_code = 7


class Conflict(VprError):
    """Somebody else changed the same thing; nothing was written, try again."""

    code = "conflict"
    exit_code = 8


def describe(error: BaseException) -> str:
    """An exception in one line, «ValueError: no such luck»."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # an exception of foreign code may fail even to say what it is
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
