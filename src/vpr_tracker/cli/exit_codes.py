"""What the exit codes mean: the one list that code, ``--help`` and docs share."""

from __future__ import annotations

from typing import Final, NamedTuple

from vpr_tracker.i18n import N_


class ExitCode(NamedTuple):
    """An exit code, its word in JSON errors, and its meaning."""

    number: int
    code: str
    summary: str


EXIT_CODES: Final = (
    ExitCode(0, "ok", N_("done")),
    ExitCode(1, "unexpected", N_("an error that nobody expected")),
    ExitCode(2, "usage", N_("the command was called in a wrong way")),
    ExitCode(3, "not_found", N_("what was named does not exist")),
    ExitCode(4, "bad_input", N_("a file or value cannot be understood; nothing was written")),
    ExitCode(5, "rule_broken", N_("the change is not allowed; nothing was written")),
    ExitCode(6, "storage", N_("the database needs upgrading or cannot be used")),
    ExitCode(7, "plugin", N_("a plugin failed")),
    ExitCode(8, "conflict", N_("somebody else changed the same thing; nothing was written")),
    ExitCode(9, "needs_answer", N_("questions are open, and there is no terminal to ask them")),
    ExitCode(10, "due_soon", N_("«vpr check»: something is due soon")),
    ExitCode(11, "overdue", N_("«vpr check»: something is late")),
    ExitCode(130, "interrupted", N_("stopped with Ctrl-C")),
)
