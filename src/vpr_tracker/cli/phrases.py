"""What a term of a deadline means, as a sentence for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vpr_tracker.cli.plain import format_window
from vpr_tracker.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpr_tracker.deadlines.model import Every, Offset, Term

WEEKDAYS: Final = (
    N_("on Monday"),
    N_("on Tuesday"),
    N_("on Wednesday"),
    N_("on Thursday"),
    N_("on Friday"),
    N_("on Saturday"),
    N_("on Sunday"),
)


def describe_term(term: Term) -> str:
    """The meaning in words: «by 25.01.2023», «2 times a year», «depends on the event «…»»."""
    text = _meaning(term)
    if term.level:
        text += " (" + (_("schools") if term.level == "school" else _("municipality")) + ")"
    return text


def _meaning(term: Term) -> str:
    if term.form == "ongoing":
        return _("all the time")
    if term.form == "every" and term.every:
        return _within(describe_every(term.every), term)
    if term.form == "relative":
        return _relative(term)
    if term.form == "reference":
        return _("as the document says: «{anchor}»").format(anchor=term.anchor or "")
    if term.start is None and term.end is None:
        return _("the words give no date")
    if term.form == "on":
        return _("on {days}").format(days=format_window(term.start or term.end, term.end))
    if term.form == "by":
        return format_window(term.start, term.end)
    return _("during {days}").format(days=format_window(term.start, term.end))


def _within(text: str, term: Term) -> str:
    if term.start is None and term.end is None:
        return text
    return f"{text}, {format_window(term.start, term.end)}"


def _relative(term: Term) -> str:
    anchor = term.anchor or ""
    distance = describe_offset(term.offset) if term.offset else ""
    if not distance:
        return _("depends on the event «{anchor}»").format(anchor=anchor)
    return _("{distance} the event «{anchor}»").format(distance=distance, anchor=anchor)


def describe_offset(offset: Offset) -> str:
    """«2 weeks before», «10 days after»; nothing for no distance."""
    if offset.working_days:
        n = abs(offset.working_days)
        text = ngettext("{n} working day", "{n} working days", n).format(n=n)
    elif offset.months:
        n = abs(offset.months)
        text = ngettext("{n} month", "{n} months", n).format(n=n)
    elif offset.weeks:
        n = abs(offset.weeks)
        text = ngettext("{n} week", "{n} weeks", n).format(n=n)
    elif offset.days:
        n = abs(offset.days)
        text = ngettext("{n} day", "{n} days", n).format(n=n)
    else:
        return ""
    signed = offset.working_days or offset.months or offset.weeks or offset.days or 0
    return (_("{distance} before") if signed < 0 else _("{distance} after")).format(distance=text)


def describe_every(every: Every) -> str:
    """«2 times a year», «once in 2 weeks, on Monday», «every month on the 25th»."""
    text = ngettext("once", "{n} times", every.times).format(n=every.times) + " " + _unit(every)
    details = []
    if every.weekday is not None:
        day = _(WEEKDAYS[every.weekday])
        if every.nth == -1:
            day = _("{day}: the last such day of the month").format(day=day)
        elif every.nth is not None:
            day = _("{day}: such day number {n} of the month").format(day=day, n=every.nth)
        details.append(day)
    if every.day_of_month is not None:
        details.append(_("day of the month: {day}").format(day=every.day_of_month))
    return ", ".join([text, *details])


def _unit(every: Every) -> str:
    n = every.interval
    words = {
        "day": lambda: ngettext("per {n} day", "per {n} days", n),
        "week": lambda: ngettext("per {n} week", "per {n} weeks", n),
        "weekday": lambda: ngettext("per {n} week", "per {n} weeks", n),
        "month": lambda: ngettext("per {n} month", "per {n} months", n),
        "quarter": lambda: ngettext("per {n} quarter", "per {n} quarters", n),
        "term": lambda: ngettext("per {n} school term", "per {n} school terms", n),
        "trimester": lambda: ngettext("per {n} trimester", "per {n} trimesters", n),
        "half_year": lambda: ngettext("per {n} half-year", "per {n} half-years", n),
        "year": lambda: ngettext("per {n} year", "per {n} years", n),
    }
    once = {
        "day": _("a day"),
        "week": _("a week"),
        "weekday": _("a week"),
        "month": _("a month"),
        "quarter": _("a quarter"),
        "term": _("a school term"),
        "trimester": _("a trimester"),
        "half_year": _("a half-year"),
        "year": _("a year"),
    }
    return once[every.unit] if n == 1 else words[every.unit]().format(n=n)
