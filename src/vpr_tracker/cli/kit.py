"""What commands are made of: public to plugins.

A command of a plugin, complete::

    import click
    from vpr_tracker.cli import kit

    @kit.command(help="Greet.", examples=["vpr hello --json"])
    @kit.json_option
    def command(as_json: bool) -> None:
        with kit.app().tracker() as tracker:
            ...

Commands raise :class:`vpr_tracker.VprError` and never print errors; they may return an exit code.
Help texts are message ids of the package that the command is written in (:mod:`vpr_tracker.i18n`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vpr_tracker.cli.app import App
from vpr_tracker.cli.command import Argument, VprCommand, VprGroup
from vpr_tracker.cli.options import (
    DAY,
    MOMENT,
    PERIOD,
    SPAN,
    actor_option,
    as_of_option,
    dry_run_option,
    json_option,
    note_option,
    on_option,
    output_option,
    period_option,
    plan_option,
    school_option,
    yes_option,
)
from vpr_tracker.cli.output import (
    NeedsAnswer,
    condition_cell,
    confirm,
    echo,
    emit_json,
    format_instant,
    in_zone,
    is_interactive,
    note,
    paragraph,
    print_table,
    progress,
)
from vpr_tracker.cli.plain import format_day, format_window, terminal_width, word
from vpr_tracker.cli.tables import Cell, Column

if TYPE_CHECKING:
    from vpr_tracker.cli.kit_files import Found, Unread

__all__ = [
    "DAY",
    "MOMENT",
    "PERIOD",
    "SPAN",
    "App",
    "Cell",
    "Column",
    "NeedsAnswer",
    "actor_option",
    "app",
    "argument",
    "as_of_option",
    "command",
    "condition_cell",
    "confirm",
    "dry_run_option",
    "echo",
    "emit_json",
    "format_day",
    "format_instant",
    "format_window",
    "group",
    "in_zone",
    "is_interactive",
    "json_option",
    "note",
    "note_option",
    "on_option",
    "output_option",
    "paragraph",
    "period_option",
    "plan_option",
    "print_table",
    "progress",
    "returned_files",
    "school_option",
    "terminal_width",
    "word",
    "write_whole",
    "yes_option",
]

F = TypeVar("F", bound=Callable[..., Any])


def command(
    name: str | None = None,
    *,
    help: str,
    examples: Sequence[str],
) -> Callable[[Callable[..., Any]], VprCommand]:
    """Make a function a command of ``vpr``.

    :param help: one sentence or short paragraph, a message id.
    :param examples: command lines as a person would type them; at least one.
    """
    return click.command(name, cls=VprCommand, help=help, examples=examples)


def group(
    name: str | None = None,
    *,
    help: str,
    examples: Sequence[str],
    lazy: Mapping[str, str] | None = None,
    alone: bool = False,
) -> Callable[[Callable[..., Any]], VprGroup]:
    """Make a function a group of commands of ``vpr``; add commands with ``@that.command(help=…, examples=…)``.

    :param lazy: commands by name as ``"package.module:attribute"``, imported when they are called or listed.
    :param alone: whether it also does something where none of its commands is named.
    """
    return click.group(name, cls=VprGroup, help=help, examples=examples, lazy=lazy, invoke_without_command=alone)


def argument(name: str, *, help: str, **attributes: Any) -> Callable[[F], F]:  # noqa: ANN401 -- click's
    """A positional argument: as ``click.argument``, with a line of help (a message id)."""
    return click.argument(name, cls=Argument, description=help, **attributes)


def csv_rows(path: str, *, what: str, hint: str) -> list[tuple[int, list[str]]]:
    """The rows of a table in CSV that hold anything, each with the number of the line that it ends on.

    Any usual separator, UTF-8 or Windows-1251, as Excel saves it.

    :param what: what is wrong with a file that is no such table, for the message.
    :raises NotFound: there is no such file.
    :raises BadInput: it is no text table.
    """
    from vpr_tracker.cli.csv_file import read_rows  # seldom needed, and this module is loaded every minute

    return read_rows(path, what=what, hint=hint)


def write_whole(path: str, data: bytes) -> None:
    """Write a file whole or not at all; a link stays a link, a pipe is written straight.

    :raises BadInput: it cannot be written; it is as it was before.
    """
    from vpr_tracker import files  # seldom needed, and the commands that run every minute load this module

    files.write_whole(path, data)


def returned_files(sources: Sequence[str], *, suffixes: tuple[str, ...]) -> Iterator[Found | Unread]:
    """Every returned form in files, folders with all below them and ZIP archives, each file once.

    What is given has a ``name`` for messages; of a form it has ``data``, of what could not be read a ``message``, and
    its ``data`` are ``None``. Links in a folder that lead out of it are not followed.

    :param suffixes: how the names of what may be a form end: ``(".xlsx", ".csv")``.
    :raises NotFound: a source does not exist.
    """
    from vpr_tracker.cli.kit_files import kits_in  # the same
    from vpr_tracker.storage.evidence_settings import evidence_limit

    return kits_in(sources, evidence_limit(app().settings), suffixes)


def app() -> App:
    """The state of this run: ``settings``, ``database_url``, ``registry`` (loads plugins), ``tracker()``."""
    found = click.get_current_context().find_object(App)
    if found is None:
        raise RuntimeError("a command of vpr-tracker runs below «vpr»")
    return found
