"""Options that many commands share, and the kinds of values they take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from vpr_tracker.i18n import N_, _
from vpr_tracker.settings import parse_day, parse_moment, time_zone

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer Clicks
    """A day: ``2023-02-10`` or ``10.02.2023``; gives a ``date``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return _("DATE")


class Moment(click.ParamType):  # type: ignore[type-arg]  # the same
    """A day, or an instant: ``2023-02-10 14:00``, ``2023-02-10T14:00+07:00``; gives a ``date`` or a ``datetime``.

    An instant without a zone is of the setting's, else of the machine's.
    """

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:  # noqa: ANN401
        if isinstance(value, date):
            return value
        try:
            found = parse_moment(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if isinstance(found, datetime) and found.tzinfo is None:
            zone = time_zone()
            return found.replace(tzinfo=zone) if zone is not None else found.astimezone()
        return found

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return _("MOMENT")


class Period(click.ParamType):  # type: ignore[type-arg]  # the same
    """First and last day, ``2023-01-01..2023-12-31``; gives a pair of ``date``."""

    name = "period"

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- click's
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[date, date]:
        if isinstance(value, tuple):
            return value
        first, dots, last = str(value).partition("..")
        try:
            start, end = parse_day(first), parse_day(last)
        except ValueError as error:
            self.fail(
                _("«{value}» is not a period: {error}").format(value=value, error=error)
                if dots
                else _("«{value}» is not a period: write 2023-01-01..2023-12-31").format(value=value),
                param,
                ctx,
            )
        if end < start:
            self.fail(_("the period «{value}» ends before it begins").format(value=value), param, ctx)
        return start, end

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return _("A..B")


class Span(click.ParamType):  # type: ignore[type-arg]  # the same
    """A number of days: ``14``, ``14d``, ``2w`` (also ``14д``, ``2н``); gives an ``int``."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401
        if isinstance(value, int):
            return value
        text = str(value).strip().lower()
        number, unit = (text[:-1], text[-1]) if text and text[-1] in "dwдн" else (text, "d")
        if not (number.isascii() and number.isdecimal() and len(number) <= 4):
            self.fail(_("«{value}» is not a number of days: write 14d or 2w").format(value=value), param, ctx)
        return int(number) * (7 if unit in "wн" else 1)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return _("DAYS")


DAY = Day()
MOMENT = Moment()
PERIOD = Period()
SPAN = Span()


def json_option(command: F) -> F:
    """``--json``, as ``as_json``: print data as JSON."""
    return click.option("--json", "as_json", is_flag=True, help=N_("Print JSON; errors too, on stderr."))(command)


def plan_option(command: F) -> F:
    """``--plan``: which plan, where the database has several."""
    return click.option(
        "--plan", metavar=N_("PLAN"), help=N_("The plan: its number in «vpr plans», or a part of its title.")
    )(command)


def on_option(command: F) -> F:
    """``--on``: the date that counts as today, a ``date`` or ``None``."""
    return click.option("--on", type=DAY, help=N_("The date that counts as today (default: today)."))(command)


def as_of_option(command: F) -> F:
    """``--as-of``: a moment of the past, as text."""
    return click.option(
        "--as-of",
        "as_of",
        metavar=N_("MOMENT"),
        help=N_("As it was recorded by then: 2023-02-20 (its end), or «2023-02-20 14:00»; asks about that day."),
    )(command)


def period_option(command: F) -> F:
    """``--period A..B``: first and last day of the plan."""
    return click.option("--period", type=PERIOD, help=N_("First and last day of the plan, 2023-01-01..2023-12-31."))(
        command
    )


def school_option(command: F) -> F:
    """``--school``: a school by its number or name."""
    return click.option("--school", metavar=N_("SCHOOL"), help=N_("The school: its number, or its name."))(command)


def actor_option(command: F) -> F:
    """``--as``, as ``actor``: who makes the change."""
    return click.option(
        "--as", "actor", metavar=N_("WHO"), help=N_("Who makes the change, for the journal (default: VPR_ACTOR).")
    )(command)


def note_option(command: F) -> F:
    """``--note``: a remark for the journal."""
    return click.option("--note", metavar=N_("TEXT"), help=N_("A note for the journal."))(command)


def output_option(command: F) -> F:
    """``-o``: a file to write instead of stdout."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False),
        metavar=N_("FILE"),
        help=N_("Write to this file («-»: standard output)."),
    )(command)


def yes_option(command: F) -> F:
    """``-y``, as ``yes``: answer the question beforehand."""
    return click.option("-y", "--yes", is_flag=True, help=N_("Do not ask."))(command)


def dry_run_option(command: F) -> F:
    """``-n``, as ``dry_run``: show, write nothing."""
    return click.option("-n", "--dry-run", is_flag=True, help=N_("Show what would be done, write nothing."))(command)
