"""The second pass, continued: what comes again and again, «раз в четверть», «по средам», «ежемесячно до 5 числа»."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from vpr_tracker.deadlines.drafts import Draft, Hit
from vpr_tracker.deadlines.model import Every
from vpr_tracker.deadlines.pieces import Duration, Piece, Times
from vpr_tracker.domain.words import Unit

_UNITS: Final = {"day", "week", "month", "quarter", "term", "trimester", "half_year", "year"}
FIVE_DAYS: Final = (0, 1, 2, 3, 4)


def _numbers(hit: Hit) -> list[int]:
    return [value for value in hit.values if isinstance(value, int)]


def _unit(hit: Hit) -> str:
    if any(piece.kind in ("period", "school_year") for piece in hit.values if isinstance(piece, Piece)):
        return "year"
    return next((value for value in reversed(hit.values) if isinstance(value, str) and value in _UNITS), "")


def every(hit: Hit) -> list[Draft]:
    """«2 раза в год», «раз в две недели», «ежемесячно», «каждую неделю»."""
    times = next((value for value in hit.values if isinstance(value, Times)), Times(1))
    span = next((value for value in hit.values if isinstance(value, Duration)), None)
    unit, interval = (span.unit, span.amount) if span else (_unit(hit) or _decade(hit), 1)
    if unit == "decade":
        unit, interval = "day", 10 * interval
    if unit not in _UNITS:
        return [Draft(form=None, review=True)]
    made = Every(unit=cast(Unit, unit), times=times.amount, interval=interval)
    exact = times.exact and (span is None or span.exact)
    return [Draft(form="every", every=made, review=not exact)]


def _decade(hit: Hit) -> str:
    return "decade" if "decade" in hit.values else ""


def every_nth(hit: Hit) -> list[Draft]:
    """«каждую вторую неделю», «каждые вторые сутки»."""
    return [Draft(form="every", every=Every(unit=cast(Unit, _unit(hit)), interval=_numbers(hit)[0]))]


def every_other(hit: Hit) -> list[Draft]:
    """«через день», «через неделю» (which may also mean «a week from now»)."""
    unit = _unit(hit)
    return [Draft(form="every", every=Every(unit=cast(Unit, unit), interval=2), review=unit == "week")]


def weekdays(hit: Hit) -> list[Draft]:
    """«по понедельникам и четвергам», «каждую пятницу», «с понедельника по пятницу»."""
    days = _named_days(hit, hit.has("с"))
    return [Draft(form="every", tag="weekdays", numbers=days)]


def working_days(hit: Hit) -> list[Draft]:
    """«по рабочим дням», «с понедельника по пятницу», «ежедневно, кроме выходных»."""
    return [Draft(form="every", every=Every(unit="weekday"))]


def _named_days(hit: Hit, stretch: bool) -> tuple[int, ...]:
    """The printed weekdays; of a stretch, those between as well."""
    days = _numbers(hit)
    if stretch and len(days) == 2:
        return tuple(day % 7 for day in range(days[0], days[0] + (days[1] - days[0]) % 7 + 1))
    return tuple(days)


def weekday_beside(hit: Hit) -> list[Draft]:
    """«(понедельник)» beside a date; «пятница» beside «еженедельно»."""
    return [Draft(form=None, tag="weekday beside", numbers=_named_days(hit, hit.has("-")))]


def every_other_weekday(hit: Hit) -> list[Draft]:
    """«каждый второй вторник»: every other one, or the second of the month."""
    interval, weekday = _numbers(hit)
    made = Every(unit="week", interval=interval, weekday=weekday)
    return [Draft(form="every", every=made, review=True, notes=("Понято как «через неделю», а не «второй в месяце».",))]


def weekday_of_every_month(hit: Hit) -> list[Draft]:
    """«последний четверг месяца», «второй вторник каждого месяца»."""
    *nths, weekday = _numbers(hit)
    if "month" in hit.values:
        return [Draft(form="every", every=Every(unit="month", weekday=weekday, nth=nth)) for nth in nths]
    return [Draft(form="every", tag="nth weekday", numbers=(*nths, weekday))]


def day_of_every_month(hit: Hit) -> list[Draft]:
    """«до 5 числа», «10 числа каждого месяца»."""
    days = tuple(number for number in _numbers(hit) if 1 <= number <= 31)
    if hit.has("каждый", "отчетный"):
        return [Draft(form="every", every=Every(unit="month"), tag="days of month", numbers=days)]
    return [Draft(form="by" if hit.has("до", "не", "к") else "on", tag="days of month", numbers=days)]


BUILDERS: Final[dict[str, Callable[[Hit], list[Draft]]]] = {
    build.__name__: build
    for build in (
        every, every_nth, every_other, weekdays, weekday_beside, every_other_weekday, weekday_of_every_month,
        day_of_every_month, working_days,
    )
}  # fmt: skip
