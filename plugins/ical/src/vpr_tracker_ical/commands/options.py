"""Options of every command that makes a calendar, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vpr_tracker.cli import kit
from vpr_tracker_ical.i18n import N_

if TYPE_CHECKING:
    from vpr_tracker_ical.content.scope import Options

F = TypeVar("F", bound=Callable[..., Any])


def calendar_options(command: F) -> F:
    """``--type``, ``--detail``, ``--alarm``, ``--reminders``, ``--done``, ``--done-days``, ``--back``, ``--name``,
    ``--colour``: :func:`options_of` takes what they give."""
    for option in reversed(
        (
            click.option(
                "--type",
                "entries",
                type=click.Choice(["event", "todo", "both"]),
                default="event",
                help=N_("All-day events (every calendar shows them), to-dos, or both."),
            ),
            click.option(
                "--detail",
                type=click.Choice(["title", "full"]),
                default="title",
                help=N_("The title alone, or also the printed deadline, results, owners and source."),
            ),
            click.option(
                "--alarm",
                "alarms",
                type=kit.SPAN,
                multiple=True,
                help=N_(
                    "Ring at 9 in the morning so many days before the due day (3d, 1w; 0d: that day); "
                    "may be given several times."
                ),
            ),
            click.option(
                "--reminders",
                is_flag=True,
                help=N_("Each alarm also as an entry of its own: Google and Outlook drop alarms."),
            ),
            click.option(
                "--done",
                type=click.Choice(["keep", "hide"]),
                default="keep",
                help=N_("Whether what is done stays, marked."),
            ),
            click.option(
                "--done-days",
                type=kit.SPAN,
                help=N_("Leave out what was done or cancelled longer ago than this."),
            ),
            click.option(
                "--back",
                "back_days",
                type=kit.SPAN,
                help=N_("Leave out what was due longer ago than this."),
            ),
            click.option("--name", metavar=N_("NAME"), help=N_("What the calendar is called.")),
            click.option("--colour", metavar=N_("COLOUR"), help=N_("Its colour: steelblue, or #4682B4.")),
        )
    ):
        command = option(command)
    return command


def options_of(
    *,
    entries: Any,  # noqa: ANN401 -- Click has checked the words
    detail: Any,  # noqa: ANN401 -- the same
    done: Any,  # noqa: ANN401 -- the same
    alarms: tuple[int, ...] = (),
    reminders: bool = False,
    done_days: int | None = None,
    back_days: int | None = None,
    name: str | None = None,
    colour: str | None = None,
) -> Options:
    """What the options mean together.

    :raises BadInput: the colour is none.
    """
    from vpr_tracker_ical.content.scope import Options

    if colour is not None:
        from vpr_tracker_ical.writing.colours import colour as known

        known(colour)
    return Options(
        entries=entries,
        detail=detail,
        alarms=tuple(timedelta(days=days) for days in sorted(set(alarms))),
        reminders=reminders,
        done=done,
        done_days=done_days,
        back_days=back_days,
        name=name,
        colour=colour,
    )
